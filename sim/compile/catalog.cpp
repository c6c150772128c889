// SPDX-License-Identifier: Apache-2.0
#include "sim/compile/catalog.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "sim/base/messages.h"
#include "sim/base/require.h"
#include "sim/base/text.h"
#include "sim/compile/catalog_series.h"

namespace plancast::compiler {
namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

const LocalText kNotModelled = {"模型尚未包含该指标",
                                "the model does not project this indicator yet"};
const LocalText kNoBaseline = {"规划未公布基期值", "the plan publishes no baseline value"};

LocalText joined(const LocalText& first, const LocalText& second) {
    if (second.empty()) return first;
    return {first.zh + "；" + second.in(Language::zh), first.en + "; " + second.in(Language::en)};
}

std::string text_of(const Project& project, const Provenance& provenance) {
    if (!provenance.assumption.empty()) return "assumption: " + provenance.assumption;
    for (const auto& [key, text] : project.model.sources)
        if (key == provenance.source) return "source: " + text;
    return "";
}

class Builder {
public:
    Builder(const Project& project, const ModelCode& code, Diagnostics& diagnostics)
        : project_(project),
          code_(code),
          diagnostics_(diagnostics),
          series_(project, code, diagnostics) {}

    CatalogCode build(const CompileOptions& options) {
        header();
        scenarios(options);
        structures();
        const std::vector<IndicatorSeries> indicators = series_.add_indicators();
        series_.mark(project_.batch.store, indicators);
        targets(indicators);
        if (options.every_variable) {
            for (SeriesInfo& info : series_.infos)
                info.stored = true;
            series_.add_every_variable();
        }
        keep_used_series();
        sets();
        parameters(options);
        return std::move(out_);
    }

private:
    void header() {
        Catalog& catalog = out_.catalog;
        const Model& model = project_.model;
        catalog.plan_id = project_.plan.id;
        catalog.model_id = model.id;
        catalog.title = project_.has_plan ? project_.plan.title : model.title;
        catalog.document = project_.plan.document;
        catalog.baseline_year = model.baseline_year;
        catalog.last_year = model.last_year;
        catalog.deadline = project_.has_plan ? project_.plan.deadline : model.last_year;
        catalog.baseline_scenario = project_.batch.baseline_scenario;
        catalog.cost_unit = "亿元/yr";
        if (project_.has_plan && project_.plan.baseline_year != model.baseline_year)
            diagnostics_.add(
                Message::baselines_differ, model.pos,
                {std::to_string(model.baseline_year), std::to_string(project_.plan.baseline_year)});
    }

    void scenarios(const CompileOptions& options) {
        bool baseline_kept = false;
        for (std::size_t at = 0; at < project_.scenarios.size(); ++at) {
            const Scenario& scenario = project_.scenarios[at];
            const bool named = std::find(options.scenarios.begin(), options.scenarios.end(),
                                         scenario.id) != options.scenarios.end();
            if (!options.scenarios.empty() && !named) continue;
            baseline_kept = baseline_kept || scenario.id == out_.catalog.baseline_scenario;
            out_.catalog.scenarios.push_back({scenario.id, scenario.name, {}});
            out_.scenarios.push_back(static_cast<int>(at));
        }
        if (!baseline_kept && !out_.catalog.scenarios.empty())
            out_.catalog.baseline_scenario = out_.catalog.scenarios.front().id;
    }

    void structures() {
        const auto& weights = project_.batch.design.structure_weights;
        const std::vector<Structure>& known = project_.model.structures;
        double sum = 0;
        for (std::size_t at = 0; at < known.size(); ++at) {
            double weight = weights.empty() ? known[at].weight : 0;
            for (const auto& [id, given] : weights)
                if (id == known[at].id) weight = given;
            if (!(weight > 0)) continue;
            out_.catalog.structures.push_back({known[at].id, known[at].name, weight});
            out_.structures.push_back(static_cast<int>(at));
            sum += weight;
        }
        std::vector<std::string> names;
        for (const Structure& structure : known)
            names.push_back(structure.id);
        for (const auto& [id, weight] : weights)
            if (std::find(names.begin(), names.end(), id) == names.end())
                diagnostics_.add(Message::unknown_structure, project_.batch.design.structures_pos,
                                 {id, nearest_name(id, names)});
        if (known.empty()) {
            out_.catalog.structures.push_back({"model", {}, 1});
            out_.structures.push_back(-1);
            return;
        }
        // The loader has seen to it that one has a positive weight.
        PLANCAST_REQUIRE(!out_.structures.empty());
        for (StructureInfo& structure : out_.catalog.structures)
            structure.weight /= sum;
    }

    void targets(const std::vector<IndicatorSeries>& indicators) {
        for (std::size_t at = 0; at < indicators.size(); ++at)
            for (const Target& target : project_.plan.indicators[at].targets)
                add_target(project_.plan.indicators[at], target, indicators[at]);
    }

    void add_target(const Indicator& indicator, const Target& target,
                    const IndicatorSeries& provided) {
        const int series =
            target.judged_on == JudgedOn::latent ? provided.latent : provided.reported;
        const bool growth = target.kind == TargetKind::mean_annual_growth;
        if (series < 0 || (growth && !indicator.baseline)) {
            const LocalText& reason = series < 0 ? kNotModelled : kNoBaseline;
            out_.catalog.not_assessable.push_back({target.id, indicator.id, indicator.name,
                                                   target.tier,
                                                   joined(reason, indicator.baseline_unknown)});
            return;
        }
        if (target.year > project_.model.last_year || target.year <= project_.model.baseline_year)
            diagnostics_.add(Message::target_outside_years, target.pos,
                             {target.id, std::to_string(target.year),
                              std::to_string(project_.model.baseline_year),
                              std::to_string(project_.model.last_year)});
        TargetInfo info;
        info.id = target.id;
        info.indicator = indicator.id;
        info.name = indicator.name;
        info.kind = target.kind;
        info.average = target.average;
        info.tier = target.tier;
        info.modality = target.modality;
        info.direction = target.direction;
        info.judged_on = target.judged_on;
        info.year = target.year;
        info.value = target.value.value_or(0);
        info.unit = target.unit_text;
        info.baseline_year = project_.plan.baseline_year;
        info.baseline = indicator.baseline.value_or(kNaN);
        info.tolerance = target.tolerance;
        info.series = series;
        info.clause = target.clause;
        info.threshold = threshold(indicator, target);
        if (target.assumption)
            info.assumption = target.assumption->author + ", " + target.assumption->date + ": " +
                              target.assumption->why.in(Language::zh);
        out_.catalog.targets.push_back(std::move(info));
    }

    /// What the judged value is compared with, in the unit of its series.
    double threshold(const Indicator& indicator, const Target& target) const {
        const double value = target.value.value_or(0);
        switch (target.kind) {
            case TargetKind::done_by:
                return 1;
            case TargetKind::all_units:
                return 100;
            case TargetKind::non_decreasing:
                return 0;
            case TargetKind::mean_annual_growth: {
                if (target.average != GrowthAverage::geometric) return value;
                double level = *indicator.baseline;
                for (int year = project_.plan.baseline_year; year < target.year; ++year)
                    level *= 1 + value / 100;
                return level;
            }
            default:
                break;
        }
        if (!target.unit.same_dimension(indicator.unit)) return value;
        const double ratio = target.unit.scale / indicator.unit.scale;
        return ratio < 1 ? value / std::round(1 / ratio) : value * std::round(ratio);
    }

    void keep_used_series() {
        std::vector<bool> used(series_.infos.size(), false);
        for (std::size_t at = 0; at < used.size(); ++at)
            used[at] = series_.infos[at].stored || series_.infos[at].summarized;
        for (const TargetInfo& target : out_.catalog.targets)
            used[static_cast<std::size_t>(target.series)] = true;
        std::vector<int> place(used.size(), -1);
        for (std::size_t at = 0; at < used.size(); ++at) {
            if (!used[at]) continue;
            place[at] = static_cast<int>(out_.sources.size());
            out_.catalog.series.push_back(series_.infos[at]);
            out_.sources.push_back(series_.sources[at]);
        }
        for (TargetInfo& target : out_.catalog.targets)
            target.series = place[static_cast<std::size_t>(target.series)];
    }

    void sets() {
        for (const TargetSet& set : project_.plan.sets) {
            SetInfo info{set.id, set.name, {}};
            for (std::size_t at = 0; at < out_.catalog.targets.size(); ++at) {
                const TargetInfo& target = out_.catalog.targets[at];
                // A tier is judged at the plan's deadline; the outlook beyond it is another
                // question.
                const bool of_tier =
                    set.tier && target.tier == *set.tier && target.year == project_.plan.deadline;
                const bool listed = std::find(set.targets.begin(), set.targets.end(), target.id) !=
                                    set.targets.end();
                if (of_tier || listed) info.targets.push_back(static_cast<int>(at));
            }
            for (const NotAssessable& missing : out_.catalog.not_assessable) {
                const bool listed = std::find(set.targets.begin(), set.targets.end(), missing.id) !=
                                    set.targets.end();
                if (listed)
                    diagnostics_.add(Message::set_not_assessable, set.pos, {set.id, missing.id});
            }
            out_.catalog.sets.push_back(std::move(info));
        }
    }

    void parameters(const CompileOptions& options) {
        if (!project_.batch.store.parameters && !options.every_variable) return;
        for (std::size_t at = 0; at < project_.model.entries.size(); ++at) {
            const Entry& entry = project_.model.entries[at];
            if (entry.kind != EntryKind::parameter) continue;
            const int number = static_cast<int>(at);
            for (int element = 0; element < code_.symbols.size_of(number); ++element) {
                ParameterInfo info;
                info.id = code_.symbols.scalar_name(number, element);
                info.unit = entry.unit_text;
                info.provenance = text_of(project_, entry.provenance);
                for (const int scenario : out_.scenarios)
                    info.per_scenario =
                        info.per_scenario || changes_prior(number, element, scenario);
                out_.catalog.parameters.push_back(std::move(info));
                out_.parameters.push_back(code_.symbols.first_scalar(number) + element);
            }
        }
    }

    bool changes_prior(int entry, int element, int scenario) const {
        const auto at = static_cast<std::size_t>(element);
        const auto& changes = code_.changes[static_cast<std::size_t>(scenario)];
        return std::any_of(changes.begin(), changes.end(), [&](const ChangeCode& change) {
            return change.entry == entry && change.change->verb == Verb::prior &&
                   change.touched[at] && change.priors[at];
        });
    }

    const Project& project_;
    const ModelCode& code_;
    Diagnostics& diagnostics_;
    SeriesList series_;
    CatalogCode out_;
};

}  // namespace

CatalogCode build_catalog(const Project& project, const ModelCode& code,
                          const CompileOptions& options, Diagnostics& diagnostics) {
    return Builder(project, code, diagnostics).build(options);
}

}  // namespace plancast::compiler
