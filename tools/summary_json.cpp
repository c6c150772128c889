// SPDX-License-Identifier: Apache-2.0
// The summary as JSON, every number in full.
#include <algorithm>

#include "tools/json.h"
#include "tools/labels.h"
#include "tools/summary.h"

namespace plancast::tools {
namespace {

const char* const kQuantileNames[kShownCount] = {"p05", "p25", "p50", "p75", "p95"};

std::size_t size(int number) {
    return static_cast<std::size_t>(number);
}

void put_share(Json& json, const Share& share) {
    json.key("probability").number(share.probability);
    json.key("ci95").array().number(share.ci95.low).number(share.ci95.high).end();
    json.key("ci95_method").text(method_word(share.ci95.method));
    json.key("hits").integer(share.hits).key("runs").integer(share.runs);
}

void put_quantiles(Json& json, const Quantiles& quantiles) {
    json.key("quantiles").object();
    for (int level = 0; level < kShownCount; ++level)
        json.key(kQuantileNames[level]).number(quantiles.value[level]);
    json.end().key("quantile_method").text(method_word(quantiles.method));
    if (quantiles.method == QuantileMethod::histogram)
        json.key("quantile_error")
            .number(*std::max_element(quantiles.error, quantiles.error + kShownCount));
}

void put_target(Json& json, const TargetInfo& info, const TargetAssessment& target) {
    json.object().key("id").text(info.id).key("name").both(info.name);
    json.key("tier").text(to_string(info.tier)).key("year").integer(std::int64_t{info.year});
    json.key("kind").text(to_string(info.kind)).key("value");
    has_value(info) ? json.number(info.value) : json.null();
    json.key("unit").text(info.unit);
    put_share(json, target.met);
    put_quantiles(json, target.quantiles);
    json.key("first_year_met").object().key("p50");
    target.year ? json.integer(std::int64_t{*target.year}) : json.null();
    json.key("never").number(target.never).end();
    json.key("expected_shortfall").number(target.shortfall).end();
}

void put_set(Json& json, const SetInfo& info, const SetAssessment& set) {
    json.object().key("set").text(info.id).key("all").object();
    put_share(json, set.all);
    json.end().key("number_met").array();
    for (const double share : set.number_met)
        json.number(share);
    json.end().key("mean_number_met").number(set.mean_number_met).end();
}

void put_given(Json& json, const SummaryView& view, const std::vector<Share>& both) {
    const std::vector<TargetInfo>& targets = view.catalog.targets;
    json.key("given").object().key("id").text(targets[size(*view.given)].id);
    json.key("targets").array();
    for (const int target : view.targets) {
        json.object().key("id").text(targets[size(target)].id);
        put_share(json, both[size(target)]);
        json.end();
    }
    json.end().end();
}

void put_paths(Json& json, const Catalog& catalog, const std::vector<SeriesPath>& paths) {
    json.key("series").array();
    for (const SeriesPath& path : paths) {
        const SeriesInfo& info = catalog.series[size(path.series)];
        json.object().key("id").text(info.id).key("name").both(info.name);
        json.key("unit").text(info.unit).key("years").array();
        for (const SeriesYear& year : path.years) {
            json.object().key("year").integer(std::int64_t{year.year});
            json.key("mean").number(year.mean).key("sd").number(year.sd);
            put_quantiles(json, year.quantiles);
            json.end();
        }
        json.end().end();
    }
    json.end();
}

void put_not_assessable(Json& json, const std::vector<NotAssessable>& list) {
    json.key("not_assessable").array();
    for (const NotAssessable& missing : list) {
        json.object().key("id").text(missing.id).key("name").both(missing.name);
        json.key("tier").text(to_string(missing.tier));
        json.key("missing").text(missing.missing.in(Language::en));
        json.key("missing_zh").text(missing.missing.in(Language::zh)).end();
    }
    json.end();
}

void put_scenario(Json& json, const SummaryView& view, std::size_t place) {
    const ScenarioAssessment& scenario = view.assessment.scenarios[place];
    const ScenarioInfo& info = view.catalog.scenarios[size(scenario.scenario)];
    json.object().key("id").text(info.id).key("name").both(info.name);
    json.key("invalid_runs").integer(scenario.invalid_runs).key("targets").array();
    for (const int target : view.targets)
        put_target(json, view.catalog.targets[size(target)], scenario.targets[size(target)]);
    json.end();
    put_not_assessable(json, view.assessment.not_assessable);
    json.key("joint").array();
    for (const SetAssessment& set : scenario.sets)
        if (std::find(view.sets.begin(), view.sets.end(), set.set) != view.sets.end())
            put_set(json, view.catalog.sets[size(set.set)], set);
    json.end();
    if (view.given) put_given(json, view, view.both[place]);
    if (!view.paths.empty()) put_paths(json, view.catalog, view.paths[place]);
    json.end();
}

}  // namespace

std::string summary_json(const SummaryView& view) {
    const Catalog& catalog = view.catalog;
    Json json;
    json.object().key("format").text("plancast-summary").key("version").integer(std::int64_t{1});
    json.key("runs").integer(view.info.runs).key("seed").integer(view.info.seed);
    json.key("sampler").text(to_string(view.info.sampler));
    json.key("rng_scheme").text(view.info.rng_scheme);
    json.key("plan").text(catalog.plan_id).key("model").text(catalog.model_id);
    json.key("title").both(catalog.title).key("document").text(catalog.document);
    json.key("parameters").integer(std::int64_t{view.assessment.parameters});
    json.key("assumed_parameters").integer(std::int64_t{view.assessment.assumed});
    json.key("scenarios").array();
    for (std::size_t place = 0; place < view.assessment.scenarios.size(); ++place)
        put_scenario(json, view, place);
    return json.end().end().take();
}

}  // namespace plancast::tools
