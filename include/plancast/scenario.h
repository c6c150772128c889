// SPDX-License-Identifier: Apache-2.0
// Scenarios (ordered changes to levers, paths and priors), batches, and observed values, as their
// files state them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "plancast/diagnostics.h"
#include "plancast/model.h"

namespace plancast {

enum class ChangeKind { lever, exogenous, parameter };
enum class Verb { set, add, multiply, shift, prior };
enum class ShiftBase { reference_total, total, amount };

/// One [[change]]: which name, what is done to it, and where it holds. A new prior must say where
/// it comes from (source, assumption or why) and a path that is set or added to is asked to; a
/// lever is the planner's choice. `source` is free text here: a scenario cites documents of its
/// own.
struct Change {
    SourcePos pos;
    ChangeKind kind = ChangeKind::lever;
    std::string name;
    SourcePos name_pos;
    Verb verb = Verb::set;
    SourcePos verb_pos;
    YearMap values;  ///< set, add, multiply; years not named keep their value
    std::vector<std::pair<std::string, Formula>>
        fractions;  ///< shift: element -> fraction (or amount)
    ShiftBase of = ShiftBase::reference_total;
    std::optional<YearRange> years;  ///< shift: where it holds; none: all years
    Formulas prior;                  ///< prior
    std::vector<std::string> only;   ///< elements it is narrowed to; none: all
    SourcePos only_pos;
    Provenance provenance;
    LocalText why;
};

/// A scenario: the changes of the one it extends, then its own, in order. The scenario `plan` is
/// the empty one.
struct Scenario {
    std::string id;
    SourcePos pos;
    LocalText name;
    std::string extends;  ///< an id of the same batch; "" for `plan` itself
    SourcePos extends_pos;
    std::vector<Change> changes;
};

enum class SamplerKind { random, lhs, sobol };

/// 2^31 commit blocks of 4096 runs: more would not be finished.
inline constexpr std::uint64_t kMostRuns = std::uint64_t{1} << 43;

/// How many runs are drawn and how.
struct Design {
    std::uint64_t runs = 0;
    std::uint64_t seed = 0;
    SamplerKind sampler = SamplerKind::random;
    int prior_vintage = kOpenYear;  ///< the newest prior not later than this year is used
    std::vector<std::pair<std::string, double>> structure_weights;  ///< empty: the model's own
    SourcePos structures_pos;
    SourcePos runs_pos;
};

/// What is kept: ids of indicators or targets, "tier:main", names of variables, or "all".
struct StoreSpec {
    std::vector<std::pair<std::string, SourcePos>> runs;
    std::vector<std::pair<std::string, SourcePos>> summary;
    bool parameters = true;
};

struct Batch {
    std::string plan_path, model_path;          ///< as written, relative to the batch file
    std::vector<std::string> scenario_entries;  ///< "plan" or a path
    std::string baseline_scenario;
    SourcePos baseline_pos;
    Design design;
    StoreSpec store;
};

enum class ObservationKind { exact, rounded, survey, bound };

/// One row of observed.csv. For a bound, `below` or `above` says which side the value limits.
struct Observation {
    SourcePos pos;
    std::string indicator;
    int year = 0;
    double value = 0;
    bool below = false, above = false;  ///< "<2.00", ">=12000"
    std::string unit;
    ObservationKind kind = ObservationKind::exact;
    std::optional<double> error;
    std::string vintage;  ///< release date, ISO 8601, year or year-month
    std::string source;
};

std::string_view to_string(SamplerKind sampler);
std::string_view to_string(Verb verb);

}  // namespace plancast
