// SPDX-License-Identifier: Apache-2.0
// Finished values on their way to a file, and what is counted from them.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "plancast/catalog.h"
#include "plancast/scenario.h"

namespace plancast {

/// Runs that share one structure and one word of hits: the smallest unit of every count and sum.
inline constexpr int kGroupRuns = 64;
/// Runs that are written and committed together.
inline constexpr int kCommitRuns = 4096;

inline constexpr std::int8_t kNotComputed = 0;
inline constexpr std::int8_t kValid = 1;
inline constexpr std::int8_t kInvalid = 2;

/// The values of one commit block: runs first_run .. first_run + runs - 1. Every array is
/// run-contiguous with kCommitRuns places per row; places past `runs` hold NaN, 0 or kNotComputed.
struct CommitBlock {
    std::uint64_t index = 0;
    std::uint64_t first_run = 0;
    int runs = 0;
    std::span<const float> series;  ///< [stored series][scenario][year][run]
    std::span<const float>
        parameters;  ///< [row][run]; a per-scenario parameter has one row per scenario
    std::span<const std::int8_t> structure;  ///< [run]
    std::span<const std::int8_t> valid;      ///< [scenario][run]
    std::span<const std::int8_t> hits;       ///< [target][scenario][run]; 0 where not valid
};

/// Where finished commit blocks go. commit() is called from several threads at once, each block
/// once, in any order.
class Sink {
public:
    virtual ~Sink() = default;
    virtual void commit(const CommitBlock& block) = 0;
};

/// Quantile levels kept for every summarised series.
inline constexpr double kQuantileLevels[] = {0.01, 0.05, 0.10, 0.25, 0.50, 0.75, 0.90, 0.95, 0.99};
inline constexpr int kQuantileCount = 9;

/// Statistics of one series in one scenario and year, over valid runs.
struct YearStatistics {
    std::int64_t count = 0;
    double mean = 0, sd = 0;  ///< sd with n - 1; NaN below two values
    float min = 0, max = 0;
    double quantiles[kQuantileCount] =
        {};  ///< by histogram: 128 bins an octave, linear inside a bin
    double quantile_error[kQuantileCount] = {};  ///< half the width of the bin
};

/// A run that produced a value that is not finite, with the first place where it did.
struct Fault {
    int scenario = 0;
    int year = 0;            ///< calendar year
    std::string variable;    ///< `x` or `x[element]`
    std::string place;       ///< of its equation: "model.toml:41:9"
    std::uint64_t run = 0;   ///< the lowest such run
    std::uint64_t runs = 0;  ///< how many runs fail first here
};

/// Exact counts and statistics of a whole result. Integers are exact; they do not depend on how the
/// work was divided.
struct Summary {
    std::vector<std::int64_t> valid_runs, invalid_runs;  ///< [scenario]
    std::vector<YearStatistics> years;                   ///< [summarised series][scenario][year]
    std::vector<std::int64_t> hits;                      ///< [scenario][target]
    std::vector<double>
        shortfall;  ///< [scenario][target] mean of max(0, T - x) / |T|, NaN where undefined
    std::vector<std::int64_t> first_met;  ///< [scenario][target][year, then never]
    std::vector<std::int64_t> pair_hits;  ///< [scenario][target][target]
    std::vector<std::int64_t>
        scenario_hits;  ///< [target][scenario][scenario], over runs valid in both
    std::vector<std::int64_t> scenario_valid;  ///< [scenario][scenario]
    std::vector<std::vector<std::int64_t>>
        number_met;                            ///< [set]: [scenario][0 .. targets of the set]
    std::vector<std::int64_t> scramble_hits;   ///< Sobol only: [scenario][target][16]
    std::vector<std::int64_t> scramble_valid;  ///< Sobol only: [scenario][16]
    std::vector<Fault> faults;                 ///< ordered by scenario, year, position
};

/// What a run was asked to do, for the record.
struct RunInfo {
    std::uint64_t runs = 0;
    std::uint64_t seed = 0;
    SamplerKind sampler = SamplerKind::random;
    std::string rng_scheme;
    std::string kernel_target;  ///< instruction set the kernels ran on; no influence on the bits
    bool fma = true;            ///< false: computed without fused multiply-add, other bits
};

}  // namespace plancast
