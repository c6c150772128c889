// SPDX-License-Identifier: Apache-2.0
// What a result says about a plan: probabilities with their intervals, quantiles, joint attainment.
// Values in, values out.
#pragma once

#include <cstdint>
#include <functional>
#include <limits>
#include <optional>
#include <span>
#include <vector>

#include "plancast/catalog.h"
#include "plancast/result.h"

namespace plancast {

/// Where a 95 % interval comes from. It speaks of the finite number of runs only, never of the
/// model.
enum class IntervalMethod {
    none,              ///< no valid interval is known: Latin hypercube, or no run to speak of
    wilson,            ///< Wilson (1927), runs independent
    scrambles,         ///< from the spread over the 16 independent scrambles of a Sobol design
    wilson_no_spread,  ///< Sobol, but all scrambles agree: Wilson, which is too wide if anything
};

/// A 95 % interval within [0, 1]; NaN where there is none.
struct Interval {
    double low = std::numeric_limits<double>::quiet_NaN();
    double high = std::numeric_limits<double>::quiet_NaN();
    IntervalMethod method = IntervalMethod::none;
};

/// A share of runs, estimated by hits / runs; NaN where there was no run.
struct Share {
    std::int64_t hits = 0;
    std::int64_t runs = 0;
    double probability = std::numeric_limits<double>::quiet_NaN();
    Interval ci95;
};

/// (p + z^2/2n -+ z sqrt(p(1-p)/n + z^2/4n^2)) / (1 + z^2/n) with z = 1.96: Wilson (1927).
Interval wilson_interval(std::int64_t hits, std::int64_t runs);

/// Interval of sum(hits) / sum(runs) from independent scrambles, shape of both: [scramble].
/// The variance of the ratio is v = S/(S-1) sum((h_s - p n_s)^2) / (sum n_s)^2, that of the mean
/// of the S scramble shares where all n_s are equal. The interval is Wilson's formula at the
/// effective size p(1-p)/v with Student's t of S-1 degrees of freedom for z (Korn and Graubard
/// 1998), so that it stays inside [0, 1] for rare events; for large p(1-p)/v it is p -+ t sqrt(v).
/// S is 16.
Interval scramble_interval(std::span<const std::int64_t> hits, std::span<const std::int64_t> runs);

/// Sample quantiles of Hyndman and Fan (1996), type 7: linear between the order statistics around
/// place level (n - 1). Values whose `valid` is not kValid are left out. `values` is reordered.
/// NaN where no value is valid. `levels` ascending.
std::vector<double> exact_quantiles(std::vector<float>& values, std::span<const std::int8_t> valid,
                                    std::span<const double> levels);

inline constexpr double kShownLevels[] = {0.05, 0.25, 0.50, 0.75, 0.95};
inline constexpr int kShownCount = 5;

enum class QuantileMethod {
    none,       ///< nothing is kept of the series
    exact,      ///< from every run's value, Hyndman and Fan type 7
    histogram,  ///< from 128 bins an octave, to within `error`
};

/// Quantiles of one series in one scenario and year at kShownLevels, over valid runs.
struct Quantiles {
    QuantileMethod method = QuantileMethod::none;
    double value[kShownCount] = {};  ///< NaN where there are none
    double error[kShownCount] = {};  ///< half the width of the bin; 0 where exact
};

/// What a result keeps of every run. An empty function: nothing of that kind is at hand.
struct StoredValues {
    /// Values of a stored series (SeriesInfo::stored). shape: [run]
    std::function<std::vector<float>(int series, int scenario, int year_index)> series;
    std::function<std::vector<std::int8_t>(int scenario)> valid;             ///< [run]
    std::function<std::vector<std::int8_t>(int target, int scenario)> hits;  ///< [run]
};

/// One target in one scenario.
struct TargetAssessment {
    int target = 0;           ///< index into Catalog::targets
    Share met;                ///< among valid runs
    Quantiles quantiles;      ///< of the judged series in the target's year
    double shortfall = 0;     ///< mean of max(0, T - x) / |T|; NaN where undefined
    double never = 0;         ///< share of valid runs that meet it in no year
    std::optional<int> year;  ///< median first year met among all valid runs; none: mostly never
};

/// A set of targets, judged jointly, in one scenario.
struct SetAssessment {
    int set = 0;                     ///< index into Catalog::sets
    Share all;                       ///< runs that meet every target of it
    std::vector<double> number_met;  ///< [0 .. targets] share of valid runs that meet so many
    double mean_number_met = 0;
};

struct ScenarioAssessment {
    int scenario = 0;  ///< index into Catalog::scenarios
    std::int64_t valid_runs = 0, invalid_runs = 0;
    std::vector<TargetAssessment> targets;  ///< all of the catalog, in its order
    std::vector<SetAssessment> sets;        ///< of the catalog that have a target
};

/// Everything a summary shows, for the scenarios asked for.
struct Assessment {
    std::vector<ScenarioAssessment> scenarios;
    std::vector<NotAssessable> not_assessable;
    int parameters = 0;  ///< drawn parameters whose origin the result records
    int assumed = 0;     ///< those of them that rest on an assumption
};

/// `scenarios` are indices into Catalog::scenarios.
Assessment assess(const Catalog& catalog, const RunInfo& info, const Summary& summary,
                  const StoredValues& stored, std::span<const int> scenarios);

/// P(other | given) in one scenario, for every target of the catalog: among the valid runs that
/// meet `given`.
std::vector<Share> given_met(const Catalog& catalog, const RunInfo& info, const Summary& summary,
                             const StoredValues& stored, int scenario, int given);

/// Quantiles of one series in one scenario and year, by the best method the result allows.
Quantiles quantiles_of(const Catalog& catalog, const Summary& summary, const StoredValues& stored,
                       int series, int scenario, int year_index);

}  // namespace plancast
