// SPDX-License-Identifier: Apache-2.0
#include "sim/compile/catalog_series.h"

#include <algorithm>
#include <cmath>

#include "sim/base/messages.h"
#include "sim/base/text.h"

namespace plancast::compiler {
namespace {

bool judges(const Target& target, JudgedOn on) {
    return target.judged_on == on;
}

/// The series a target's indicator is known by: what its first target is judged on.
JudgedOn main_series(const Indicator& indicator) {
    return indicator.targets.empty() ? JudgedOn::latent : indicator.targets.front().judged_on;
}

}  // namespace

SeriesList::SeriesList(const Project& project, const ModelCode& code, Diagnostics& diagnostics)
    : project_(project), code_(code), diagnostics_(diagnostics) {}

int SeriesList::find(const std::string& id) const {
    const auto found = std::find_if(infos.begin(), infos.end(),
                                    [&](const SeriesInfo& info) { return info.id == id; });
    return found == infos.end() ? -1 : static_cast<int>(found - infos.begin());
}

std::vector<IndicatorSeries> SeriesList::add_indicators() {
    std::vector<IndicatorSeries> result(project_.plan.indicators.size());
    if (!project_.has_plan) return result;
    for (const Provided& provided : project_.model.provides) {
        const auto named = [&](const Indicator& indicator) {
            return indicator.id == provided.indicator;
        };
        if (std::none_of(project_.plan.indicators.begin(), project_.plan.indicators.end(), named))
            diagnostics_.add(Message::provides_no_indicator, provided.pos, {provided.indicator});
    }
    for (std::size_t at = 0; at < result.size(); ++at) {
        const Indicator& indicator = project_.plan.indicators[at];
        for (const Provided& provided : project_.model.provides) {
            if (provided.indicator != indicator.id) continue;
            const bool reported_first = main_series(indicator) == JudgedOn::reported;
            const bool of_all = !indicator.targets.empty() &&
                                indicator.targets.front().kind == TargetKind::all_units;
            if (provided.latent)
                result[at].latent =
                    add_provided(indicator, *provided.latent,
                                 reported_first ? indicator.id + "__latent" : indicator.id, of_all);
            if (provided.reported)
                result[at].reported = add_provided(
                    indicator, *provided.reported,
                    reported_first ? indicator.id : indicator.id + "__reported", of_all);
            for (const Target& target : indicator.targets) {
                const bool there = judges(target, JudgedOn::latent) ? provided.latent.has_value()
                                                                    : provided.reported.has_value();
                if (!there)
                    diagnostics_.add(Message::provides_not_judged, provided.pos,
                                     {indicator.id, std::string(to_string(target.judged_on))});
            }
        }
    }
    return result;
}

int SeriesList::add_provided(const Indicator& indicator, const Formula& formula,
                             const std::string& id, bool of_all) {
    Checker checker(code_.symbols, diagnostics_);
    const std::optional<Checker::Reference> reference = checker.reference(formula);
    if (!reference) return -1;
    const Entry& entry = project_.model.entries[static_cast<std::size_t>(reference->entry)];
    const int set = code_.symbols.set_of(reference->entry);
    SeriesSource source;
    source.entry = reference->entry;
    source.element = std::max(0, reference->element);
    source.share_of_all = of_all && set >= 0 && reference->element < 0;
    if (!source.share_of_all && set >= 0 && reference->element < 0) {
        diagnostics_.add(Message::index_missing, formula.pos,
                         {entry.id, entry.over_set, code_.symbols.index_set(set).elements.front()});
        return -1;
    }
    if (!source.share_of_all && !convert(indicator, entry, formula, source)) return -1;
    infos.push_back({id, indicator.name, indicator.unit_text, false, false});
    sources.push_back(source);
    return static_cast<int>(infos.size()) - 1;
}

/// The model's unit may be the indicator's, or that per year: a flow, read as the year's amount.
bool SeriesList::convert(const Indicator& indicator, const Entry& entry, const Formula& formula,
                         SeriesSource& source) {
    const Unit amount = multiply(entry.unit, *parse_unit("yr"));
    const auto fits = [&](const Unit& unit) {
        return unit.same_dimension(indicator.unit) || countable_as(unit, indicator.unit);
    };
    if (!fits(entry.unit) && !fits(amount)) {
        diagnostics_.add(Message::provides_unit, formula.pos,
                         {entry.id, entry.unit_text, indicator.id, indicator.unit_text});
        return false;
    }
    const double ratio = entry.unit.scale / indicator.unit.scale;
    source.divide = ratio < 1;
    // Scales are powers of ten; rounding the larger ratio makes the factor exact.
    source.factor = std::round(source.divide ? 1 / ratio : ratio);
    return true;
}

int SeriesList::add_variable(int entry, int element, const std::string& id) {
    const Entry& named = project_.model.entries[static_cast<std::size_t>(entry)];
    infos.push_back({id, named.name, named.unit_text, false, false});
    SeriesSource source;
    source.entry = entry;
    source.element = element;
    sources.push_back(source);
    return static_cast<int>(infos.size()) - 1;
}

/// True where a series is the variable itself, in its own unit.
bool SeriesList::is_variable(int series, int entry, int element) const {
    const SeriesSource& source = sources[static_cast<std::size_t>(series)];
    return source.entry == entry && source.element == element && !source.share_of_all &&
           source.factor == 1;
}

void SeriesList::add_every_variable() {
    for (std::size_t at = 0; at < project_.model.entries.size(); ++at) {
        const EntryKind kind = project_.model.entries[at].kind;
        if (kind == EntryKind::constant || kind == EntryKind::parameter) continue;
        const int entry = static_cast<int>(at);
        for (int element = 0; element < code_.symbols.size_of(entry); ++element) {
            const std::string id = code_.symbols.scalar_name(entry, element);
            const int known = find(id);
            if (known >= 0 && is_variable(known, entry, element)) continue;
            // An indicator of the same name keeps it.
            const int series = add_variable(entry, element, known < 0 ? id : id + "__variable");
            infos[static_cast<std::size_t>(series)].stored = true;
        }
    }
}

void SeriesList::mark(const StoreSpec& store, const std::vector<IndicatorSeries>& indicators) {
    for (const auto& wanted : store.runs)
        mark_one(wanted, &SeriesInfo::stored, indicators);
    for (const auto& wanted : store.summary)
        mark_one(wanted, &SeriesInfo::summarized, indicators);
    // Whatever is kept whole is summarised too: its summary costs nothing beside it.
    for (SeriesInfo& info : infos)
        info.summarized = info.summarized || info.stored;
}

void SeriesList::mark_one(const std::pair<std::string, SourcePos>& wanted, bool SeriesInfo::*flag,
                          const std::vector<IndicatorSeries>& indicators) {
    const auto& [text, pos] = wanted;
    if (mark_indicators(text, flag, indicators) || mark_variable({text, pos}, flag)) return;
    std::vector<std::string> names = code_.symbols.entry_names();
    for (const Indicator& indicator : project_.plan.indicators)
        names.push_back(indicator.id);
    diagnostics_.add(Message::store_unknown, pos, {text, nearest_name(text, names)});
}

/// "all", "tier:main", an indicator or a target. False where the text is none of them.
bool SeriesList::mark_indicators(const std::string& wanted, bool SeriesInfo::*flag,
                                 const std::vector<IndicatorSeries>& indicators) {
    if (wanted == "all" && !project_.has_plan) {
        for (std::size_t at = 0; at < project_.model.entries.size(); ++at) {
            const EntryKind kind = project_.model.entries[at].kind;
            if (kind == EntryKind::equation || kind == EntryKind::draw)
                mark_variable({project_.model.entries[at].id, {}}, flag);
        }
        return true;
    }
    constexpr std::string_view kTier = "tier:";
    const bool tier = wanted.starts_with(kTier);
    bool known = wanted == "all";
    for (std::size_t at = 0; at < indicators.size(); ++at) {
        const Indicator& indicator = project_.plan.indicators[at];
        bool meant = wanted == "all" || wanted == indicator.id;
        for (const Target& target : indicator.targets)
            meant = meant || wanted == target.id ||
                    (tier && to_string(target.tier) == wanted.substr(kTier.size()));
        if (!meant) continue;
        known = true;
        for (const int series : {indicators[at].latent, indicators[at].reported})
            if (series >= 0) infos[static_cast<std::size_t>(series)].*flag = true;
    }
    return known;
}

/// A variable, one of its elements, or all of them.
bool SeriesList::mark_variable(const Formula& formula, bool SeriesInfo::*flag) {
    if (const int series = find(formula.text); series >= 0) {
        infos[static_cast<std::size_t>(series)].*flag = true;
        return true;
    }
    Diagnostics ignored;
    const std::optional<Checker::Reference> reference =
        Checker(code_.symbols, ignored).reference(formula);
    if (!reference) return false;
    for (int element = 0; element < code_.symbols.size_of(reference->entry); ++element) {
        if (reference->element >= 0 && element != reference->element) continue;
        const std::string id = code_.symbols.scalar_name(reference->entry, element);
        int series = find(id);
        if (series < 0) series = add_variable(reference->entry, element, id);
        infos[static_cast<std::size_t>(series)].*flag = true;
    }
    return true;
}

}  // namespace plancast::compiler
