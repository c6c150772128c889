// SPDX-License-Identifier: Apache-2.0
// What a result holds: scenarios, years, series, parameters, targets. Made by the compiler, kept in
// the result file.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "plancast/diagnostics.h"
#include "plancast/plan.h"

namespace plancast {

struct ScenarioInfo {
    std::string id;
    LocalText name;
    std::vector<double> cost;  ///< [year] sum of the levers' costs, in `cost_unit` of the catalog
};

/// One yearly quantity of a result. shape of its values: [scenario][year][run]
struct SeriesInfo {
    /// An indicator's id for the judged series, ID__latent or ID__reported for the other, else a
    /// name.
    std::string id;
    LocalText name;
    std::string unit;
    bool stored = false;      ///< every run's values are kept in /runs
    bool summarized = false;  ///< moments and quantiles are kept in /summary
};

/// One drawn parameter, or one element of it.
struct ParameterInfo {
    std::string id;
    std::string unit;
    std::string provenance;     ///< "source: ..." or "assumption: ..."
    bool per_scenario = false;  ///< a scenario changes its prior: (scenario, run), else (run)
};

/// One target as judged. A run meets it when its value, rounded to float32, reaches `threshold`,
/// rounded likewise.
struct TargetInfo {
    std::string id;
    std::string indicator;
    LocalText name;
    TargetKind kind = TargetKind::level;
    GrowthAverage average = GrowthAverage::geometric;
    Tier tier = Tier::side;
    Modality modality = Modality::at_least;
    Direction direction = Direction::at_least;
    JudgedOn judged_on = JudgedOn::latent;
    int year = 0;
    double value = 0;       ///< as the plan states it: 10 for 10 %/yr; 0 where the kind has none
    std::string unit;       ///< of `value`
    int baseline_year = 0;  ///< of the plan: growth and sums count from it
    double baseline = 0;    ///< published value of that year, NaN where unknown [series' unit]
    /// What the judged value of the target's year is compared with [series' unit; %/yr for the
    /// arithmetic mean and for every year].
    double threshold = 0;
    double tolerance = 0;  ///< [1] modality about
    int series = -1;       ///< index into Catalog::series
    LocalText clause;
    std::string assumption;  ///< "author, date: why" of a number that is not in the document
};

/// A target that cannot be judged, and the datum or model part that is missing.
struct NotAssessable {
    std::string id;
    std::string indicator;
    LocalText name;
    Tier tier = Tier::side;
    LocalText missing;
};

struct SetInfo {
    std::string id;
    LocalText name;
    std::vector<int> targets;  ///< indices into Catalog::targets
};

/// The path of one lever element. shape of values: [scenario][year]
struct LeverInfo {
    std::string id;
    LocalText name;
    std::string unit;
    std::vector<std::vector<double>> values;
};

struct StructureInfo {
    std::string id;
    LocalText name;
    double weight = 1;  ///< share of the runs dealt to it
};

/// One uniform number a run uses: a drawn parameter, or a yearly draw in one year.
struct UniformDim {
    std::string name;        ///< `x` or `x[element]`
    std::uint32_t hash = 0;  ///< hash of the name, in the counter of the generator
    int year = 0;            ///< years after the baseline year; 0 for a parameter
    bool operator==(const UniformDim&) const = default;
};

struct Catalog {
    std::string plan_id, model_id;
    LocalText title;
    std::string document;
    int baseline_year = 0;
    int last_year = 0;
    int deadline = 0;
    std::vector<ScenarioInfo> scenarios;
    std::string baseline_scenario;
    std::string cost_unit;
    std::vector<SeriesInfo> series;
    std::vector<ParameterInfo> parameters;
    std::vector<TargetInfo> targets;
    std::vector<NotAssessable> not_assessable;
    std::vector<SetInfo> sets;
    std::vector<LeverInfo> levers;
    std::vector<StructureInfo> structures;
    std::vector<UniformDim> dims;  ///< parameters first, then draws by year

    int n_years() const { return last_year - baseline_year + 1; }
    int n_scenarios() const { return static_cast<int>(scenarios.size()); }
    int n_targets() const { return static_cast<int>(targets.size()); }
};

}  // namespace plancast
