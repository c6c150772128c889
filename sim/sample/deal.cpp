// SPDX-License-Identifier: Apache-2.0
#include "sim/sample/deal.h"

#include <algorithm>

#include "sim/base/require.h"

namespace plancast {
namespace {

// The golden ratio's fraction, (sqrt(5) - 1) / 2, in 2^-64; odd, so that all positions differ.
constexpr std::uint64_t kGolden = 0x9E3779B97F4A7C15;
constexpr std::uint64_t kEnd = ~std::uint64_t{0};

}  // namespace

StructureDeal::StructureDeal(const std::vector<StructureInfo>& structures) {
    double total = 0;
    for (const StructureInfo& structure : structures)
        total += structure.weight;
    PLANCAST_REQUIRE(total > 0);
    double sum = 0;
    for (const StructureInfo& structure : structures) {
        PLANCAST_REQUIRE(structure.weight >= 0);
        sum += structure.weight;
        const double end = sum / total * 0x1p64;
        last_.push_back(end < 0x1p64 ? static_cast<std::uint64_t>(end) : kEnd);
    }
}

int StructureDeal::structure_of(std::uint64_t group) const {
    const std::uint64_t position = group * kGolden;
    const auto found = std::upper_bound(last_.begin(), last_.end(), position);
    return static_cast<int>(std::min(found, last_.end() - 1) - last_.begin());
}

}  // namespace plancast
