// SPDX-License-Identifier: Apache-2.0
// Counts and sums of finished values. Every part is exact, so neither the order of the blocks nor
// their division over threads changes a bit.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "plancast/result.h"
#include "sim/reduce/exact_sum.h"
#include "sim/reduce/histogram.h"
#include "sim/reduce/judge.h"

namespace plancast::reduce {

/// The floats of one scenario of an engine block.
struct BlockValues {
    std::span<const std::uint64_t> groups;
    const float* series;  ///< [series][year][stride], 64 runs of each group in order
    std::size_t stride;
    const std::uint64_t* valid;  ///< [group] a bit per run
};

/// Takes the scenarios of a block in order, then the next block.
class Reducer {
public:
    /// `block_runs` is the most runs of a block. `sobol`: keeps the counts of each scramble.
    Reducer(const Catalog& catalog, int block_runs, bool sobol);

    /// About what one takes in memory; histograms grow with the spread of their values.
    static std::uint64_t bytes(const Catalog& catalog);

    void add(int scenario, const BlockValues& values);
    /// Counts pairs of scenarios, once all scenarios of a block were added.
    void end_block(std::size_t n_groups);

    /// Words of hits of the scenario added last, one a group.
    const std::uint64_t* hits(int scenario, int target) const {
        return hits_.data() + hit_row(scenario, target);
    }

    void merge(const Reducer& other);

    /// Everything but the faults, which the engine knows.
    Summary summary() const;

private:
    /// Moments and histogram of one series in one scenario and year.
    struct Cell {
        std::int64_t count = 0;
        float least = 0, most = 0;
        ExactSum sum, squares;
        Histogram histogram;
    };
    std::size_t hit_row(int scenario, int target) const;
    void judge_group(int scenario, int target, const BlockValues& values, std::size_t place);
    void count_pairs(int scenario, std::size_t n_groups);
    void count_numbers_met(int scenario, const BlockValues& values);
    void count_scrambles(int scenario, const BlockValues& values);
    void add_statistics(int scenario, const BlockValues& values);
    static void add_group(Cell& cell, const float* values, std::uint64_t valid);
    static YearStatistics statistics(const Cell& cell);

    const Catalog& catalog_;
    std::vector<Rule> rules_;
    std::vector<int> summarized_;  ///< series with statistics
    std::size_t n_scenarios_, n_years_, n_targets_, block_groups_;
    bool sobol_;

    std::vector<std::uint64_t> hits_;   ///< [scenario][target][group of the block]
    std::vector<std::uint64_t> valid_;  ///< [scenario][group of the block]

    Summary counts_;               ///< the integer parts
    std::vector<Cell> cells_;      ///< [summarised series][scenario][year]
    std::vector<ExactSum> short_;  ///< [scenario][target]
};

}  // namespace plancast::reduce
