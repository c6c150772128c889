// SPDX-License-Identifier: Apache-2.0
// Which structure a group of runs simulates.
#pragma once

#include <cstdint>
#include <vector>

#include "plancast/catalog.h"

namespace plancast {

/// Deals groups of 64 runs to structures in proportion to their weights, by the rule kDealScheme:
/// group g stands at the fractional part of g times the golden ratio, and the structures divide
/// [0, 1) by their weights. A group's structure depends on its number and the weights alone, so
/// more runs change none. After any number n of groups each share is right to within 1 + ln n
/// groups (measured up to n = 2^18; at most 4.5 there). A base-2 sequence would be in step with the
/// Sobol points and with blocks; the golden ratio is as far from that as a number can be.
class StructureDeal {
public:
    explicit StructureDeal(const std::vector<StructureInfo>& structures);

    int structure_of(std::uint64_t group) const;

private:
    std::vector<std::uint64_t> last_;  ///< last position of each structure, in 2^-64
};

}  // namespace plancast
