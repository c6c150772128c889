// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <cmath>
#include <functional>

#include "sim/sample/deal.h"

namespace plancast {
namespace {

using Deal = std::function<int(std::uint64_t)>;

std::vector<StructureInfo> structures(const std::vector<double>& weights) {
    std::vector<StructureInfo> result;
    for (const double weight : weights)
        result.push_back({"s" + std::to_string(result.size()), {}, weight});
    return result;
}

/// Largest distance, over all n up to `groups`, between a structure's share of n groups and its
/// weight, beyond the promised 1 + ln n groups. Groups first, first + step, ... are dealt.
double worst_excess(const Deal& deal, const std::vector<double>& weights, std::uint64_t groups,
                    std::uint64_t first = 0, std::uint64_t step = 1) {
    double total = 0;
    for (const double weight : weights)
        total += weight;
    std::vector<double> counts(weights.size());
    double worst = -1;
    for (std::uint64_t n = 1; n <= groups; ++n) {
        counts[static_cast<std::size_t>(deal(first + (n - 1) * step))] += 1;
        const double number = static_cast<double>(n);
        for (std::size_t at = 0; at < weights.size(); ++at) {
            const double off = std::abs(counts[at] - number * weights[at] / total);
            worst = std::max(worst, off - (1 + std::log(number)));
        }
    }
    return worst;
}

Deal golden(const std::vector<double>& weights) {
    return [deal = StructureDeal(structures(weights))](std::uint64_t group) {
        return deal.structure_of(group);
    };
}

TEST(Deal, SharesFollowTheWeightsAfterAnyNumberOfGroups) {
    // The worst cases by eye: equal, tiny, golden, many, and unnormalised weights.
    for (const std::vector<double>& weights :
         std::vector<std::vector<double>>{{1},
                                          {1, 1},
                                          {0.5, 0.3, 0.2},
                                          {0.999, 0.001},
                                          {0.001, 0.998, 0.001},
                                          {0.6180339887498949, 0.3819660112501051},
                                          {3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5}})
        EXPECT_LE(worst_excess(golden(weights), weights, 1 << 18), 0) << weights.size();
}

TEST(Deal, ChanceWouldNotKeepThePromise) {
    const std::vector<double> weights = {1, 1};
    std::uint64_t state = 1;
    const Deal chance = [&](std::uint64_t) {
        state = state * 6364136223846793005u + 1442695040888963407u;
        return static_cast<int>(state >> 63);
    };
    EXPECT_GT(worst_excess(chance, weights, 1 << 18), 0);
}

TEST(Deal, IsNotInStepWithBlocksOfPowersOfTwo) {
    // Sobol points, commit blocks and engine blocks all go by powers of two: each structure must
    // get its share of every second, fourth, ... group too. The steps are worse approximable than
    // 1, hence four times the allowance.
    const std::vector<double> weights = {0.5, 0.3, 0.2};
    const double allowance = 3 * (1 + std::log(1 << 14));
    for (std::uint64_t step = 2; step <= 1024; step *= 2)
        for (std::uint64_t first = 0; first < 4; ++first)
            EXPECT_LE(worst_excess(golden(weights), weights, 1 << 14, first, step), allowance)
                << step << " " << first;
    const Deal by_turns = [](std::uint64_t group) { return static_cast<int>(group % 2); };
    EXPECT_LE(worst_excess(by_turns, {1, 1}, 1 << 14), 0);
    EXPECT_GT(worst_excess(by_turns, {1, 1}, 1 << 14, 0, 2), allowance) << "negative control";
}

TEST(Deal, DependsOnTheGroupAndTheRatiosOfTheWeightsAlone) {
    const Deal one = golden({0.5, 0.25, 0.25});
    const Deal scaled = golden({2, 1, 1});
    const int pinned[] = {0, 1, 0, 2, 0, 0, 1, 0, 2, 1, 0, 2, 0, 0, 1, 0};
    for (std::uint64_t group = 0; group < 16; ++group)
        EXPECT_EQ(one(group), pinned[group]) << group << ": a new rule needs a new name";
    for (std::uint64_t group = 0; group < 100000; ++group)
        ASSERT_EQ(one(group), scaled(group)) << group;
    EXPECT_EQ(golden({1})(~std::uint64_t{0} >> 6), 0);
}

}  // namespace
}  // namespace plancast
