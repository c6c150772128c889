// SPDX-License-Identifier: Apache-2.0
#include "sim/reduce/histogram.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <random>
#include <vector>

namespace plancast::reduce {
namespace {

constexpr double kLevels[] = {0.001, 0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99, 0.999};

double type7(const std::vector<float>& sorted, double level) {
    const double rank = level * static_cast<double>(sorted.size() - 1);
    const auto below = static_cast<std::size_t>(rank);
    const std::size_t above = std::min(below + 1, sorted.size() - 1);
    const double share = rank - static_cast<double>(below);
    return sorted[below] + share * (static_cast<double>(sorted[above]) - sorted[below]);
}

void expect_quantiles(std::vector<float> values) {
    Histogram histogram;
    for (const float value : values)
        histogram.add(value);
    std::sort(values.begin(), values.end());
    for (const double level : kLevels) {
        const double exact = type7(values, level);
        const HistogramQuantile found = histogram.quantile(level, values.front(), values.back());
        // Both neighbours of the rank lie in this bin or the next: one width of a bin, 1/128
        // octave.
        EXPECT_NEAR(found.value, exact, std::abs(exact) / 128 + 1e-30) << level;
        EXPECT_LE(found.error, std::abs(exact) / 128 + 1e-30) << level;
    }
}

TEST(Histogram, QuantilesOfEitherSignLieWithinABin) {
    std::mt19937_64 generator(7);
    std::normal_distribution<double> normal;
    std::vector<float> lognormal, symmetric, negative;
    for (int value = 0; value < 100000; ++value) {
        lognormal.push_back(static_cast<float>(std::exp(normal(generator))));
        symmetric.push_back(static_cast<float>(normal(generator)));
        negative.push_back(static_cast<float>(-std::exp(normal(generator))));
    }
    expect_quantiles(lognormal);
    expect_quantiles(symmetric);
    expect_quantiles(negative);
}

TEST(Histogram, ErrorIsFarBelowTheSamplingErrorAtAMillion) {
    std::mt19937_64 generator(8);
    std::normal_distribution<double> normal;
    std::vector<float> values;
    Histogram histogram;
    for (int value = 0; value < 1000000; ++value) {
        values.push_back(static_cast<float>(30 * std::exp(0.2 * normal(generator))));
        histogram.add(values.back());
    }
    std::sort(values.begin(), values.end());
    // Sampling error of the median: sqrt(1/4 / n) / density = 30 * 0.2 * sqrt(pi / 2n) (lognormal).
    const double sampling_sd = 30 * 0.2 * std::sqrt(3.14159265 / 2 / 1e6);
    const double error =
        histogram.quantile(0.5, values.front(), values.back()).value - type7(values, 0.5);
    EXPECT_LT(std::abs(error), 0.3 * sampling_sd);
}

TEST(Histogram, OneValueAndEqualValuesAreExact) {
    Histogram histogram;
    histogram.add(2.7182817f);
    EXPECT_EQ(histogram.quantile(0.5, 2.7182817f, 2.7182817f).value, 2.7182817f);
    EXPECT_EQ(histogram.quantile(0.5, 2.7182817f, 2.7182817f).error, 0);
    Histogram zeros;
    for (int value = 0; value < 10; ++value)
        zeros.add(0.0f);
    EXPECT_EQ(zeros.quantile(0.9, 0, 0).value, 0);
}

TEST(Histogram, MergesInAnyOrder) {
    std::mt19937_64 generator(9);
    Histogram all, parts[3], merged;
    for (int value = 0; value < 9999; ++value) {
        const auto number = static_cast<float>(static_cast<double>(generator() % 1000) - 300);
        all.add(number);
        parts[value % 3].add(number);
    }
    for (const int part : {2, 0, 1})
        merged.add(parts[part]);
    EXPECT_EQ(merged.count(), 9999);
    for (const double level : kLevels)
        EXPECT_EQ(merged.quantile(level, -300, 699).value, all.quantile(level, -300, 699).value);
}

}  // namespace
}  // namespace plancast::reduce
