// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <algorithm>

#include "support.h"

namespace plancast::sample {
namespace {

constexpr std::uint64_t kGroups = 4096;

TEST(Random, UniformsAreEquallySpread) {
    const auto source = random_source({dimension("a"), dimension("a", 7), dimension("b[W1]")}, 20);
    for (int dim = 0; dim < 3; ++dim)
        EXPECT_LT(std::abs(cell_distance(column(*source, dim, kGroups), 1024)), kBound);
}

TEST(Random, ASlightlyBentDistributionIsNoticed) {
    const auto source = random_source({dimension("a")}, 20);
    std::vector<double> bent = column(*source, 0, kGroups);
    for (double& uniform : bent)
        uniform += 0.1 * uniform * (1 - uniform);
    EXPECT_GT(cell_distance(bent, 1024), kBound);
}

/// Kolmogorov's statistic times the root of n; above 2.3 with probability 5e-5.
double kolmogorov(std::vector<double> uniforms) {
    std::sort(uniforms.begin(), uniforms.end());
    const double n = static_cast<double>(uniforms.size());
    double largest = 0;
    for (std::size_t place = 0; place < uniforms.size(); ++place) {
        const double below = static_cast<double>(place) / n;
        largest = std::max({largest, uniforms[place] - below, below + 1 / n - uniforms[place]});
    }
    return largest * std::sqrt(n);
}

TEST(Random, DistributionFunctionIsStraight) {
    const auto source = random_source({dimension("a")}, 3);
    std::vector<double> uniforms = column(*source, 0, kGroups);
    EXPECT_LT(kolmogorov(uniforms), 2.3);
    for (double& uniform : uniforms)
        uniform *= 0.99;
    EXPECT_GT(kolmogorov(uniforms), 2.3) << "negative control";
}

TEST(Random, NamesYearsRunsAndSeedsAreIndependent) {
    const auto source = random_source(
        {dimension("a"), dimension("b"), dimension("a", 1), dimension("a", 2), dimension("a[W1]")},
        1);
    const std::vector<double> first = column(*source, 0, kGroups);
    for (int dim = 1; dim < 5; ++dim) {
        const std::vector<double> other = column(*source, dim, kGroups);
        EXPECT_LT(std::abs(correlation_distance(first, other)), kBound) << dim;
        EXPECT_LT(std::abs(pair_distance(first, other, 32)), kBound) << dim;
    }
    const std::vector<double> seeded = column(*random_source({dimension("a")}, 2), 0, kGroups);
    EXPECT_LT(std::abs(pair_distance(first, seeded, 32)), kBound);
    for (const std::size_t lag : {1u, 2u, 64u}) {
        const std::vector<double> early(first.begin(), first.end() - static_cast<long>(lag));
        const std::vector<double> late(first.begin() + static_cast<long>(lag), first.end());
        EXPECT_LT(std::abs(pair_distance(early, late, 32)), kBound) << lag;
    }
}

TEST(Random, DependenceIsNoticed) {
    const auto source = random_source({dimension("a"), dimension("b")}, 1);
    const std::vector<double> first = column(*source, 0, kGroups);
    std::vector<double> mixed = column(*source, 1, kGroups);
    for (std::size_t run = 0; run < mixed.size(); run += 50)
        mixed[run] = first[run];
    EXPECT_GT(correlation_distance(first, mixed), kBound);
    EXPECT_GT(pair_distance(first, mixed, 32), kBound);
}

TEST(Random, ManyRunsAreTheContinuationOfFew) {
    const std::vector<UniformDim> dims = {dimension("a"), dimension("b", 3)};
    const auto few = make_source(SamplerKind::random, dims, 5, 1000);
    const auto many = make_source(SamplerKind::random, dims, 5, 2000);
    for (int dim = 0; dim < 2; ++dim) {
        std::vector<double> prefix = column(*many, dim, 32);
        prefix.resize(1024);
        EXPECT_EQ(column(*few, dim, 16), prefix);
    }
    const auto fixed = make_source(SamplerKind::lhs, dims, 5, 1000);
    const auto wider = make_source(SamplerKind::lhs, dims, 5, 2000);
    EXPECT_NE(column(*fixed, 0, 1), column(*wider, 0, 1)) << "negative control: strata move";
}

TEST(Given, RepeatsTheLastRunPastTheEnd) {
    std::vector<double> uniforms;
    for (int place = 0; place < 200; ++place)
        uniforms.push_back(place / 200.0);
    const auto source = given_source(uniforms, 100);
    const std::vector<double> second = column(*source, 1, 3);
    for (std::size_t run = 0; run < second.size(); ++run)
        EXPECT_EQ(second[run], uniforms[100 + std::min<std::size_t>(run, 99)]) << run;
}

}  // namespace
}  // namespace plancast::sample
