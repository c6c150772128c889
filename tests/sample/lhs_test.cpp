// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "sim/sample/counter.h"
#include "sim/sample/permutation.h"
#include "support.h"

namespace plancast::sample {
namespace {

Permutation::Keys some_keys(std::uint64_t number) {
    Permutation::Keys keys;
    for (std::size_t round = 0; round < keys.size(); ++round)
        keys[round] = random_words(9, {1, 2}, 2 * number + round / 4).v[round % 4];
    return keys;
}

std::uint64_t image(const Permutation& permutation, std::uint64_t place) {
    permutation.map(std::span(&place, 1));
    return place;
}

bool is_bijection(std::uint64_t size, std::uint64_t key) {
    const Permutation permutation(size, some_keys(key));
    std::vector<std::uint64_t> images(size);
    std::iota(images.begin(), images.end(), std::uint64_t{0});
    permutation.map(images);
    std::vector<bool> seen(size);
    for (const std::uint64_t place : images) {
        if (place >= size || seen[place]) return false;
        seen[place] = true;
    }
    return true;
}

TEST(Permutation, ReachesEveryPlaceOnce) {
    for (std::uint64_t size = 1; size <= 1100; ++size)
        ASSERT_TRUE(is_bijection(size, size)) << size;
    for (const std::uint64_t size : {4095u, 4096u, 4097u, 7919u, 65535u, 65536u, 65537u, 99991u,
                                     131071u, 1000000u, 1048576u, 1048577u})
        EXPECT_TRUE(is_bijection(size, 1)) << size;
}

TEST(Permutation, IsAnotherOneForOtherKeys) {
    const Permutation one(1000, some_keys(1)), other(1000, some_keys(2));
    int equal = 0;
    for (std::uint64_t place = 0; place < 1000; ++place)
        equal += image(one, place) == image(other, place) ? 1 : 0;
    EXPECT_LT(equal, 8) << "one in expectation, Poisson";
}

/// How evenly the images of two places are spread over all pairs of different places, over 40 000
/// keys.
template <typename Order>
double image_pair_distance(std::uint64_t size, std::uint64_t first, std::uint64_t second,
                           Order order) {
    std::vector<double> counts(size * (size - 1));
    for (std::uint64_t key = 0; key < 40000; ++key) {
        const std::uint64_t left = order(key, first), right = order(key, second);
        counts[left * (size - 1) + (right > left ? right - 1 : right)] += 1;
    }
    return chi_square_distance(counts);
}

TEST(Permutation, SendsPairsOfPlacesEverywhereAlike) {
    // What the variance of a Latin hypercube rests on; small sizes are the hard ones.
    for (const std::uint64_t size : {2u, 3u, 5u, 8u, 16u, 33u}) {
        const auto order = [&](std::uint64_t key, std::uint64_t place) {
            return image(Permutation(size, some_keys(key)), place);
        };
        EXPECT_LT(image_pair_distance(size, 0, 1, order), kBound) << size;
        EXPECT_LT(image_pair_distance(size, 0, size - 1, order), kBound) << size;
    }
    const auto rotation = [](std::uint64_t key, std::uint64_t place) { return (place + key) % 8; };
    EXPECT_GT(image_pair_distance(8, 0, 1, rotation), kBound) << "negative control";
}

/// floor(uniform * runs) in whole numbers: which stratum a uniform lies in.
std::uint64_t stratum(double uniform, std::uint64_t runs) {
    int exponent = 0;
    const double fraction = std::frexp(uniform, &exponent);  // uniform = fraction * 2^exponent
    __extension__ using Wide = unsigned __int128;
    const auto scaled = static_cast<Wide>(std::ldexp(fraction, 53)) * runs;
    return static_cast<std::uint64_t>(scaled >> (53 - exponent));
}

TEST(Lhs, EveryStratumHoldsOneRun) {
    const std::vector<UniformDim> dims = {dimension("a"), dimension("b", 4)};
    for (const std::uint64_t runs :
         {1u, 2u, 3u, 7u, 63u, 64u, 65u, 100u, 1000u, 4096u, 4099u, 99991u, 1000000u}) {
        const auto source = lhs_source(dims, 11, runs);
        for (int dim = 0; dim < 2; ++dim) {
            const std::vector<double> uniforms = column(*source, dim, (runs + 63) / 64);
            std::vector<bool> seen(runs);
            for (std::uint64_t run = 0; run < runs; ++run) {
                ASSERT_GT(uniforms[run], 0);
                ASSERT_LT(uniforms[run], 1);
                const std::uint64_t hit = stratum(uniforms[run], runs);
                ASSERT_FALSE(seen[hit]) << runs << " runs, stratum " << hit;
                seen[hit] = true;
            }
            for (std::uint64_t run = runs; run < uniforms.size(); ++run)
                ASSERT_TRUE(uniforms[run] > 0 && uniforms[run] < 1) << "padding is harmless";
        }
    }
}

TEST(Lhs, RandomSamplesAreNoHypercube) {
    const auto source = random_source({dimension("a")}, 11);
    std::vector<double> counts(4096);
    for (const double uniform : column(*source, 0, 64))
        counts[stratum(uniform, 4096)] += 1;
    EXPECT_NE(*std::max_element(counts.begin(), counts.end()), 1);
}

TEST(Lhs, PlacesInsideAStratumAreUniform) {
    constexpr std::uint64_t kRuns = 262144;
    const auto source = lhs_source({dimension("a")}, 1, kRuns);
    std::vector<double> places = column(*source, 0, kRuns / 64);
    for (double& place : places)
        place = place * kRuns - std::floor(place * kRuns);
    EXPECT_LT(std::abs(cell_distance(places, 1024)), kBound);
}

TEST(Lhs, ColumnsAreIndependent) {
    constexpr std::uint64_t kRuns = 99991;
    const auto source = lhs_source({dimension("a"), dimension("b"), dimension("a", 1)}, 7, kRuns);
    std::vector<std::vector<double>> columns;
    for (int dim = 0; dim < 3; ++dim) {
        columns.push_back(column(*source, dim, kRuns / 64 + 1));
        columns.back().resize(kRuns);
    }
    for (int dim = 1; dim < 3; ++dim) {
        const auto& other = columns[static_cast<std::size_t>(dim)];
        EXPECT_LT(std::abs(correlation_distance(columns[0], other)), kBound);
        EXPECT_LT(std::abs(pair_distance(columns[0], other, 32)), kBound);
    }
    EXPECT_GT(pair_distance(columns[0], columns[0], 32), kBound) << "negative control";
}

TEST(Lhs, AddsUpAlmostExactly) {
    // The mean of one column errs by the places inside the strata alone: its standard error is
    // 1 / (n sqrt(12 n)), that of n independent uniforms 1 / sqrt(12 n).
    constexpr std::uint64_t kRuns = 10000;
    const double error = 1 / (kRuns * std::sqrt(12.0 * kRuns));
    std::vector<double> uniforms = column(*lhs_source({dimension("a")}, 7, kRuns), 0, 157);
    uniforms.resize(kRuns);
    EXPECT_LT(std::abs(mean(uniforms) - 0.5) / error, kBound);
    const auto random = random_source({dimension("a")}, 7);
    EXPECT_GT(std::abs(mean(column(*random, 0, 157)) - 0.5) / error, kBound) << "negative control";
}

TEST(Lhs, HoldsForMoreRunsThanAnyoneMakes) {
    constexpr std::uint64_t kRuns = (std::uint64_t{1} << 43) - 1;
    const auto source = lhs_source({dimension("a")}, 7, kRuns);
    std::vector<double> out(128);
    source->fill(0, std::vector<std::uint64_t>{3, (kRuns - 1) / 64}, out.data());
    std::vector<std::uint64_t> strata;
    for (const double uniform : out)
        strata.push_back(stratum(uniform, kRuns));
    std::sort(strata.begin(), strata.end());
    // 127 runs and the padding that repeats the last.
    EXPECT_EQ(std::unique(strata.begin(), strata.end()) - strata.begin(), 127);
    EXPECT_LT(strata.back(), kRuns);
}

}  // namespace
}  // namespace plancast::sample
