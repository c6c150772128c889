// SPDX-License-Identifier: Apache-2.0
// The buffers of one commit block, filled engine block by engine block.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "plancast/result.h"

namespace plancast {

/// Where finished values wait for their commit block to be whole. Engine blocks of one commit block
/// write different runs, so several threads may fill one buffer.
class Staging {
public:
    explicit Staging(const Catalog& catalog);

    static std::uint64_t bytes(const Catalog& catalog);

    /// Starts commit block `index` of a result with `runs` runs.
    void open(std::uint64_t index, std::uint64_t runs);

    /// Floats [slot][stride] of the groups of one engine block after a scenario, with the words of
    /// valid runs.
    struct Part {
        int scenario = 0;
        int structure = 0;
        std::span<const std::uint64_t> groups;
        const float* values = nullptr;
        std::size_t stride = 0;
        const std::uint64_t* valid = nullptr;
    };
    void put_values(const Part& part);
    /// Words of one target, one per group of the part.
    void put_hits(const Part& part, int target, const std::uint64_t* words);

    CommitBlock block() const;

private:
    /// Place of a group's first run in a row, and how many of its runs exist.
    std::size_t place(std::uint64_t group) const {
        return static_cast<std::size_t>(64 * group - first_run_);
    }
    std::size_t lanes(std::uint64_t group) const;
    void put_flags(const Part& part);
    void put_row(const Part& part, std::size_t slot, float* row) const;

    const Catalog& catalog_;
    std::vector<std::size_t> stored_;          ///< [stored series] slot of its first year
    std::vector<std::size_t> parameter_rows_;  ///< [parameter] first row
    std::size_t n_scenarios_, n_years_, first_parameter_slot_;
    std::uint64_t index_ = 0, first_run_ = 0;
    int runs_ = 0;
    std::vector<float> series_, parameters_;
    std::vector<std::int8_t> structure_, valid_, hits_;
};

}  // namespace plancast
