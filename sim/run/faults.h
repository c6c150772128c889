// SPDX-License-Identifier: Apache-2.0
// The faults of a whole run, from those of its blocks.
#pragma once

#include <cstdint>
#include <map>
#include <tuple>
#include <vector>

#include "plancast/result.h"
#include "sim/engine/arena.h"
#include "sim/kernel/code.h"

namespace plancast {

/// Adds up faults; neither the order nor the division of the blocks changes the outcome.
class FaultTally {
public:
    void add(const engine::FaultCount& fault);
    void merge(const FaultTally& other);

    /// Ordered by scenario, year, place in the model.
    std::vector<Fault> list(const kernel::Code& code, int baseline_year) const;

private:
    struct Count {
        std::uint64_t lowest_run = 0;
        std::uint64_t runs = 0;
    };
    using Key =
        std::tuple<std::int32_t, std::int32_t, std::uint32_t>;  ///< scenario, year, variable
    void add(const Key& key, const Count& count);

    std::map<Key, Count> counts_;
};

}  // namespace plancast
