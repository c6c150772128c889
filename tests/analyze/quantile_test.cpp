// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <random>

#include "plancast/analyze.h"

namespace plancast {
namespace {

constexpr float kNaNf = std::numeric_limits<float>::quiet_NaN();
constexpr double kLevels[] = {0, 0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99, 1};

std::vector<double> of(std::vector<float> values) {
    const std::vector<std::int8_t> valid(values.size(), kValid);
    return exact_quantiles(values, valid, kLevels);
}

/// Type 7 from its definition on sorted values.
double by_sorting(std::vector<float> values, double level) {
    std::sort(values.begin(), values.end());
    const double place = level * static_cast<double>(values.size() - 1);
    const auto low = static_cast<std::size_t>(place);
    const std::size_t high = std::min(low + 1, values.size() - 1);
    const double share = place - static_cast<double>(low);
    return values[low] + share * (static_cast<double>(values[high]) - values[low]);
}

TEST(Quantile, IsTypeSeven) {
    // R: quantile(c(1, 2, 4, 8), c(.1, .5, .9), type = 7) is 1.3, 3.0, 6.8.
    std::vector<float> values = {8, 1, 4, 2};
    const std::vector<std::int8_t> valid(4, kValid);
    const std::vector<double> found =
        exact_quantiles(values, valid, std::vector<double>{.1, .5, .9});
    // One rounding of place, one of the product.
    EXPECT_NEAR(found[0], 1.3, 1e-15);
    EXPECT_EQ(found[1], 3.0);
    EXPECT_NEAR(found[2], 6.8, 1e-14);
    // Type 6, which places level (n + 1), gives 1.0 and 8.0 at the ends.
    EXPECT_NE(found[0], 1.0);
}

TEST(Quantile, EqualsSortingForEverySmallSize) {
    std::mt19937 generator(7);
    std::uniform_real_distribution<float> uniform(-100, 100);
    for (std::size_t n = 1; n <= 20; ++n)
        for (int sample = 0; sample < 50; ++sample) {
            std::vector<float> values(n);
            // Every second sample has ties.
            for (float& value : values)
                value =
                    sample % 2 == 0 ? uniform(generator) : std::round(uniform(generator) / 50) * 50;
            const std::vector<double> found = of(values);
            for (std::size_t level = 0; level < std::size(kLevels); ++level)
                EXPECT_EQ(found[level], by_sorting(values, kLevels[level])) << n;
        }
}

TEST(Quantile, OfEqualValuesIsTheValue) {
    for (const double found : of(std::vector<float>(7, 0.1f)))
        EXPECT_EQ(found, static_cast<double>(0.1f));
    for (const double found : of({42}))
        EXPECT_EQ(found, 42);
}

TEST(Quantile, LeavesInvalidRunsOut) {
    std::vector<float> values = {kNaNf, 3, 1e30f, 1, 2, kNaNf};
    const std::vector<std::int8_t> valid = {kInvalid, kValid, kInvalid, kValid, kValid, kValid};
    const std::vector<double> found = exact_quantiles(values, valid, std::vector<double>{0, .5, 1});
    EXPECT_EQ(found, (std::vector<double>{1, 2, 3}));
}

TEST(Quantile, OfNothingIsNaN) {
    std::vector<float> values = {1, kNaNf};
    const std::vector<std::int8_t> valid = {kInvalid, kValid};
    for (const double found : exact_quantiles(values, valid, kLevels))
        EXPECT_TRUE(std::isnan(found));
}

TEST(Quantile, ReachesAcrossTheWholeRangeOfFloats) {
    const float most = std::numeric_limits<float>::max();
    EXPECT_EQ(of({most, -most})[4], 0) << "the median of both ends";
}

}  // namespace
}  // namespace plancast
