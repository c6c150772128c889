// SPDX-License-Identifier: Apache-2.0
// Tables of quantiles by normal score: against the quantiles they stand for, their bits, and what
// they do at and beyond their ends.
#include <gtest/gtest.h>

#include <boost/math/distributions/beta.hpp>
#include <boost/math/distributions/gamma.hpp>
#include <boost/math/distributions/students_t.hpp>

#include "hwy/targets.h"
#include "sim/base/hash.h"
#include "tests/kernel/distribution_checks.h"

namespace plancast::kernel {
namespace {

namespace bm = boost::math;
using Real = long double;

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();
constexpr double kInfinity = std::numeric_limits<double>::infinity();

Values read(const KernelTable& kernel, const QuantileTable& table, const Values& scores) {
    Values out(scores.size());
    function_of(kernel, Op::table_quantile)(
        {out.data(), scores.data(), nullptr, nullptr, &table, out.size()});
    return out;
}

Values scores(double reach, std::size_t n) {
    Values z(n);
    for (std::size_t place = 0; place < n; ++place)
        z[place] = reach * (2 * static_cast<double>(place) / static_cast<double>(n - 1) - 1);
    return z;
}

/// The quantile at a score, from the smaller tail.
template <class Distribution>
Real quantile_at(const Distribution& distribution, double z) {
    const Real tail = std::erfc(std::fabs(Real{z}) / std::sqrt(Real{2})) / 2;
    return z < 0 ? bm::quantile(distribution, tail)
                 : bm::quantile(bm::complement(distribution, tail));
}

/// The largest relative error of a table up to |z| = 8.3.
template <class Distribution>
Worst compare(const QuantileTable& table, const Distribution& distribution, Real scale) {
    const Values z = scores(8.3, 1024);
    const Values values = read(kernels(), table, z);
    Worst worst;
    for (std::size_t place = 0; place < z.size(); ++place) {
        const Real exact = quantile_at(distribution, z[place]) * scale;
        if (std::fabs(exact) > 1e-290) worst.note(relative_error(values[place], exact), place);
    }
    return worst;
}

// The bar is 1e-10. The builder halves the pieces until the error is below 1e-11.
constexpr double kBar = 2e-11;

TEST(QuantileTables, OfGammaEqualBoosts) {
    for (const double shape : {0.05, 0.1, 0.3, 0.7, 1.0, 2.5, 25.0, 400.0, 1e6})
        EXPECT_LT(compare(build_gamma_table(shape),
                          bm::gamma_distribution<Real>(shape, 1 / Real{shape}), 1)
                      .size,
                  kBar)
            << shape;
}

TEST(QuantileTables, OfBetaEqualBoosts) {
    for (const double mean : {0.01, 0.055, 0.3, 0.5, 0.7, 0.985, 0.99})
        for (const double n : {1.0, 1.7, 6.0, 20.0, 80.0, 1000.0})
            EXPECT_LT(compare(build_beta_table(mean, n),
                              bm::beta_distribution<Real>(Real{mean} * n, (1 - Real{mean}) * n), 1)
                          .size,
                      kBar)
                << mean << " " << n;
}

TEST(QuantileTables, OfStudentsTEqualBoosts) {
    for (const double df : {2.1, 2.5, 3.5, 4.0, 5.0, 8.0, 30.0, 1e3, 1e6})
        EXPECT_LT(compare(build_student_t_table(df), bm::students_t_distribution<Real>(df),
                          std::sqrt((Real{df} - 2) / df))
                      .size,
                  kBar)
            << df;
}

TEST(QuantileTables, OfANeighbourAreFoundOut) {
    EXPECT_GT(compare(build_gamma_table(2.0), bm::gamma_distribution<Real>(2.0000001, 0.5), 1).size,
              1e-9);
}

/// Draws of the same uniforms by table and by the quantile itself: nowhere further apart than
/// 1e-10.
TEST(QuantileTables, AgreeWithTheDirectQuantiles) {
    Draws draws(41);
    Values u(1 << 15);
    for (std::size_t place = 0; place < u.size(); ++place)
        u[place] = tail_uniform(draws, place);
    const Values z = apply(kernels(), Op::normal_quantile, u);
    const struct {
        QuantileTable table;
        Op op;
        double a, b;
    } pairs[] = {
        {build_gamma_table(0.05), Op::gamma_quantile, 1, 0.05},
        {build_gamma_table(25), Op::gamma_quantile, 1, 25},
        {build_beta_table(0.01, 1), Op::beta_quantile, 0.01, 1},
        {build_beta_table(0.985, 200), Op::beta_quantile, 0.985, 200},
        {build_student_t_table(2.1), Op::student_t_quantile, 2.1, 0},
        {build_student_t_table(5), Op::student_t_quantile, 5, 0},
    };
    for (const auto& pair : pairs) {
        const Values by_table = read(kernels(), pair.table, z);
        const Values direct =
            apply(kernels(), pair.op, Values(u.size(), pair.a), Values(u.size(), pair.b), u);
        Worst worst;
        for (std::size_t place = 0; place < u.size(); ++place)
            if (std::fabs(direct[place]) > 1e-290)
                worst.note(relative_error(by_table[place], direct[place]), place);
        EXPECT_LT(worst.size, 1e-10) << pair.a << " " << pair.b << " at " << u[worst.at];
    }
}

TEST(QuantileTables, GrowWithTheScore) {
    const Values z = scores(8.32, 1 << 15);
    for (const QuantileTable& table : {build_gamma_table(0.05), build_beta_table(0.99, 1),
                                       build_beta_table(0.3, 20), build_student_t_table(3.5)}) {
        const Values values = read(kernels(), table, z);
        for (std::size_t place = 1; place < z.size(); ++place)
            ASSERT_GE(values[place], values[place - 1] - 1e-11 * std::fabs(values[place - 1]));
    }
}

TEST(QuantileTables, EndWhereTheSupportEnds) {
    const Values z = [] {
        Values values(64, 0.25);
        const double ends[] = {-kInfinity, kInfinity, kNaN, 8.32, 9, 1e300, -8.32, -40, -1e300};
        std::copy(std::begin(ends), std::end(ends), values.begin());
        return values;
    }();
    const struct {
        QuantileTable table;
        double lowest, highest;
    } ends[] = {
        {build_gamma_table(2), 0, kInfinity},
        {build_gamma_table(0.05), 0, kInfinity},
        {build_beta_table(0.3, 20), 0, 1},
        {build_beta_table(0.01, 1), 0, 1},
        {build_student_t_table(4), -kInfinity, kInfinity},
    };
    for (const KernelTable* kernel : all_tables()) {
        for (const auto& end : ends) {
            const Values values = read(*kernel, end.table, z);
            EXPECT_EQ(values[0], end.lowest);
            EXPECT_EQ(values[1], end.highest);
            EXPECT_TRUE(std::isnan(values[2]));
            EXPECT_TRUE(std::isfinite(values[3]));
            EXPECT_EQ(values[4], values[3]);  // the quantile at 8.32, nothing extrapolated
            EXPECT_EQ(values[5], values[3]);
            EXPECT_EQ(values[7], values[6]);
            EXPECT_EQ(values[8], values[6]);
        }
    }
}

TEST(QuantileTables, HaveTheSameBitsForEveryInstructionSet) {
    std::vector<const KernelTable*> fused;
    for (const KernelTable* table : all_tables())
        if (table->fma) fused.push_back(table);
    if (fused.size() < 2) GTEST_SKIP() << "one instruction set with fused operations";
    const Values z = scores(9, 1 << 12);
    for (const QuantileTable& table : {build_gamma_table(0.05), build_gamma_table(25),
                                       build_beta_table(0.3, 20), build_student_t_table(4)}) {
        const Values first = read(*fused[0], table, z);
        for (const KernelTable* kernel : fused) {
            const Values other = read(*kernel, table, z);
            EXPECT_TRUE(std::equal(first.begin(), first.end(), other.begin(), same));
        }
    }
}

void expect_recorded_tables() {
    const auto hash = [](const QuantileTable& table) {
        return xxh64(table.coefficients.data(), table.coefficients.size() * sizeof(double), 0);
    };
    EXPECT_EQ(hash(build_gamma_table(0.05)), 17196659989326294839u);
    EXPECT_EQ(hash(build_gamma_table(25)), 16327288861730064595u);
    EXPECT_EQ(hash(build_beta_table(0.985, 200)), 5467869429982796733u);
    EXPECT_EQ(hash(build_student_t_table(4)), 16961065731600513888u);
}

/// The coefficients themselves: every compiler and every machine builds the same.
TEST(QuantileTables, HaveTheRecordedBits) {
    if (!kernels().fma) GTEST_SKIP() << "other bits without fused operations";
    expect_recorded_tables();
    if ((hwy::SupportedTargets() & HWY_AVX2) == 0) return;
    hwy::SetSupportedTargetsForTest(HWY_AVX2);
    hwy::GetChosenTarget().Update(hwy::SupportedTargets());
    expect_recorded_tables();
    hwy::SetSupportedTargetsForTest(0);
    hwy::GetChosenTarget().Update(hwy::SupportedTargets());
}

}  // namespace
}  // namespace plancast::kernel
