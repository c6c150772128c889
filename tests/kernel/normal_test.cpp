// SPDX-License-Identifier: Apache-2.0
// The standard normal distribution against Boost.Math in long double (its error is below 1e-17).
#include <gtest/gtest.h>

#include <array>
#include <boost/math/distributions/normal.hpp>
#include <limits>

#include "tests/kernel/blocks.h"

namespace plancast::kernel {
namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();
constexpr double kInfinity = std::numeric_limits<double>::infinity();

using Exact = long double (*)(long double);

long double exact_quantile(long double u) {
    // Above 1/2 by the complement, which is exact here while Boost's own would not be.
    const boost::math::normal_distribution<long double> normal;
    return u <= 0.5L ? boost::math::quantile(normal, u) : -boost::math::quantile(normal, 1 - u);
}

long double exact_cdf(long double z) {
    return boost::math::cdf(boost::math::normal_distribution<long double>(), z);
}

double largest_relative_error(const Values& in, const Values& out, Exact exact) {
    long double largest = 0;
    for (std::size_t run = 0; run < in.size(); ++run) {
        const long double expected = exact(in[run]);
        largest = std::max(largest, std::fabs(out[run] - expected) / std::fabs(expected));
    }
    return static_cast<double>(largest);
}

constexpr std::size_t kPoints = 1 << 17;

/// 52-bit uniforms, then both tails, the lower one far beyond what uniforms reach.
std::vector<Values> quantile_samples() {
    Draws draws(21);
    Values uniform(kPoints), lower(kPoints), upper(kPoints);
    std::generate(uniform.begin(), uniform.end(),
                  [&] { return (static_cast<double>(draws.bits() >> 12) + 0.5) * 0x1p-52; });
    std::generate(lower.begin(), lower.end(), [&] { return std::exp(draws.between(-708, -2)); });
    std::generate(upper.begin(), upper.end(), [&] { return 1 - std::exp(draws.between(-36, -2)); });
    return {uniform, lower, upper};
}

TEST(NormalQuantile, RelativeErrorBelow2e15) {
    for (const Values& u : quantile_samples())
        for (const KernelTable* table : all_tables())
            EXPECT_LT(
                largest_relative_error(u, apply(*table, Op::normal_quantile, u), exact_quantile),
                2e-15)
                << table->target;
}

TEST(NormalQuantile, TheMeasureSees1e14) {
    const Values u = quantile_samples()[0];
    Values z = apply(kernels(), Op::normal_quantile, u);
    z[kPoints / 2] *= 1 + 1e-14;
    EXPECT_GT(largest_relative_error(u, z, exact_quantile), 2e-15);
}

TEST(NormalQuantile, EndsAndOutside) {
    const std::pair<double, double> expected[] = {
        {0, -kInfinity},   {1, kInfinity},    {0.5, 0},           {-1e-300, kNaN},
        {1.0000001, kNaN}, {kInfinity, kNaN}, {-kInfinity, kNaN}, {kNaN, kNaN}};
    for (const KernelTable* table : all_tables())
        for (const auto& [u, z] : expected) {
            Values mixed(192, 0.3);
            mixed[65] = u;
            EXPECT_TRUE(same(apply(*table, Op::normal_quantile, mixed)[65], z)) << u;
            EXPECT_TRUE(same(apply(*table, Op::normal_quantile, Values(64, u))[63], z)) << u;
        }
}

TEST(NormalQuantile, IsOddAndMonotone) {
    // Neighbouring uniforms around where AS 241 changes its formula, and all over.
    for (const double centre : {0.075, 0.925, 1e-4, 0.5, 0x1p-36, 1.3887943864964e-11}) {
        Values u(4096), mirrored(4096);
        for (std::size_t run = 0; run < u.size(); ++run) {
            const double step = std::max(centre, 1 - centre) * 0x1p-36;
            u[run] = centre + (static_cast<double>(run) - 2048) * std::min(step, centre * 0x1p-20);
            mirrored[run] = 1 - u[run];
        }
        const Values z = apply(kernels(), Op::normal_quantile, u);
        EXPECT_TRUE(std::is_sorted(z.begin(), z.end())) << centre;
        const Values other = apply(kernels(), Op::normal_quantile, mirrored);
        for (std::size_t run = 0; run < u.size(); ++run)
            if (1 - mirrored[run] == u[run]) {
                EXPECT_EQ(z[run], -other[run]);
            }
    }
}

TEST(NormalQuantile, EveryShareOfTailsAndEveryBlockSize) {
    // Blocks without tails, of tails only, and longer than one gathering, also in place.
    Draws draws(22);
    for (const KernelTable* table : all_tables())
        for (const std::size_t n : {64u, 512u, 576u, 2048u})
            for (const double reach : {0.42, 0.4250001, 0.5}) {
                Values u = draws.between(0.5 - reach, 0.5 + reach, n);
                if (reach == 0.4250001)
                    for (double& value : u)
                        value = value < 0.5 ? 0.01 : 0.98;
                Values in_place = u;
                function_of(*table, Op::normal_quantile)(
                    {in_place.data(), in_place.data(), nullptr, nullptr, nullptr, n});
                EXPECT_EQ(in_place, apply(*table, Op::normal_quantile, u));
                EXPECT_LT(largest_relative_error(u, in_place, exact_quantile), 2e-15);
            }
}

TEST(NormalCdf, RelativeErrorBelow2e15DownToMinus37) {
    Draws draws(23);
    const Values samples[] = {draws.between(-37, 9, kPoints), draws.between(-3, 3, kPoints)};
    for (const Values& z : samples)
        for (const KernelTable* table : all_tables())
            EXPECT_LT(largest_relative_error(z, apply(*table, Op::normal_cdf, z), exact_cdf), 2e-15)
                << table->target;
}

TEST(NormalCdf, Ends) {
    for (const KernelTable* table : all_tables()) {
        const auto cdf = [&](double z) { return apply(*table, Op::normal_cdf, Values(64, z))[0]; };
        EXPECT_EQ(cdf(0), 0.5);
        EXPECT_EQ(cdf(-0.0), 0.5);
        EXPECT_EQ(cdf(-39), 0);
        EXPECT_EQ(cdf(-kInfinity), 0);
        EXPECT_EQ(cdf(9), 1);
        EXPECT_EQ(cdf(kInfinity), 1);
        EXPECT_TRUE(std::isnan(cdf(kNaN)));
    }
}

/// Standard scores of the mean, variance, skewness and kurtosis of standard normals, and of the
/// share beyond 3.
std::array<double, 5> scores(const Values& z) {
    const auto n = static_cast<double>(z.size());
    double sum = 0, squares = 0, cubes = 0, fourths = 0, beyond = 0;
    for (const double value : z) {
        const double square = value * value;
        sum += value;
        squares += square - 1;
        cubes += value * square;
        fourths += square * square - 3;
        beyond += std::abs(value) > 3 ? 1 : 0;
    }
    const double p = 0.002699796063260189;
    return {sum / std::sqrt(n), squares / std::sqrt(2 * n), cubes / std::sqrt(15 * n),
            fourths / std::sqrt(96 * n), (beyond - n * p) / std::sqrt(n * p * (1 - p))};
}

TEST(NormalQuantile, OfUniformsIsNormal) {
    Values z(1 << 20);
    kernels().uniforms(20210101, 0, name_hash("shock"), 0, z.size(), z.data());
    z = apply(kernels(), Op::normal_quantile, z);
    for (const double score : scores(z))
        EXPECT_LT(std::abs(score), 4.5);
    for (double& value : z)
        value *= 1.004;  // four thousandths of the spread are seen at a million draws
    const auto perturbed = scores(z);
    EXPECT_GT(std::abs(perturbed[1]), 4.5);
}

}  // namespace
}  // namespace plancast::kernel
