// SPDX-License-Identifier: Apache-2.0
// The counts of a summary once more, from the hits and flags in the file.
#pragma once

#include <functional>
#include <span>
#include <string>
#include <vector>

#include "plancast/result.h"

namespace plancast::store {

/// Counts what can be counted from hits and valid runs alone: all of a Summary's integers but
/// those that need values by year.
class Recount {
public:
    Recount(const Catalog& catalog, SamplerKind sampler);

    /// Adds a block: valid is [scenario][kCommitRuns], each entry of hits likewise for one target;
    /// places past `runs` are passed over.
    void add(std::span<const std::int8_t> valid, std::span<const std::vector<std::int8_t>> hits,
             int runs);

    /// Calls `differs(name, place, stated, counted)` for the first number of each kind in which
    /// `summary` is not what was counted.
    void compare(const Summary& summary,
                 const std::function<void(const std::string&, std::size_t, std::int64_t,
                                          std::int64_t)>& differs) const;

private:
    static constexpr std::size_t kWords = kCommitRuns / 64;
    using Bits = std::vector<std::uint64_t>;  ///< kWords words a row, bit = run

    void add_pairs();
    void add_sets(int runs);
    void add_scrambles();

    const Catalog& catalog_;
    std::size_t n_scenarios_, n_targets_;
    Summary counted_;
    Bits valid_;  ///< [scenario]
    Bits met_;    ///< [scenario][target], 0 where not valid
};

}  // namespace plancast::store
