// SPDX-License-Identifier: Apache-2.0
// Poisson, binomial and negative binomial draws: moments and quantiles of large samples, and the
// rules at the ends of their domains.
#include <gtest/gtest.h>

#include "tests/kernel/count_laws.h"
#include "tests/kernel/distribution_checks.h"

namespace plancast::kernel {
namespace {

/// Draws of several sets of arguments against closed forms.
struct SampledLaw {
    Op op;
    double a, b, mean, variance, excess_kurtosis;
};

SampledLaw poisson_of(double mean) {
    return {Op::poisson, mean, 0, mean, mean, 1 / mean};
}

SampledLaw binomial_of(double n, double p) {
    const double variance = n * p * (1 - p);
    return {Op::binomial, n, p, n * p, variance, (1 - 6 * p * (1 - p)) / variance};
}

SampledLaw negative_binomial_of(double mean, double k) {
    const double variance = mean + mean * mean / k;
    return {Op::negative_binomial, mean, k, mean, variance, 6 / k + 1 / variance};
}

ClosedForm closed_form(const SampledLaw& sampled) {
    const Law& law = *std::find_if(std::begin(kLaws), std::end(kLaws),
                                   [&](const Law& each) { return each.draw == sampled.op; });
    ClosedForm form{sampled.mean, std::sqrt(sampled.variance), 3 + sampled.excess_kurtosis, {}, {}};
    for (const double share : {0.05, 0.3, 0.7, 0.99}) {
        const double value = law.reference_draw(sampled.a, sampled.b, share);
        form.values.push_back(value);
        form.shares.push_back(static_cast<double>(law.reference_cdf(sampled.a, sampled.b, value)));
    }
    return form;
}

TEST(CountSamples, HaveTheirMomentsAndQuantiles) {
    const SampledLaw laws[] = {
        poisson_of(3),
        poisson_of(50),
        poisson_of(2000),
        poisson_of(1e8),
        binomial_of(20, 0.3),
        binomial_of(1000, 0.05),
        binomial_of(5000, 0.7),
        negative_binomial_of(3, 2),
        negative_binomial_of(50, 5),
        negative_binomial_of(2000, 12),
        negative_binomial_of(400, 0.5),
        negative_binomial_of(100, 1e6),
    };
    std::uint64_t seed = 100;
    for (const SampledLaw& law : laws) {
        const Values draws = sample(law.op, law.a, law.b, ++seed);
        // 12 laws of six statistics: chance alone passes 4.5 once in 2000 suites.
        EXPECT_LT(largest_deviation(draws, closed_form(law)), 4.5) << law.a << " " << law.b;
    }
}

TEST(CountSamples, OnePercentMoreIsFoundOut) {
    const SampledLaw pairs[][2] = {
        {poisson_of(3), poisson_of(3.03)},
        {binomial_of(1000, 0.05), binomial_of(1000, 0.0505)},
        {negative_binomial_of(50, 5), negative_binomial_of(50.5, 5)},
    };
    for (const auto& pair : pairs)
        EXPECT_GT(
            largest_deviation(sample(pair[0].op, pair[0].a, pair[0].b, 99), closed_form(pair[1])),
            4.5);
}

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();
constexpr double kInfinity = std::numeric_limits<double>::infinity();

TEST(CountDomain, ArgumentsOutsideAreInvalid) {
    for (const double mean : {-1e-300, -1.0, kNaN, kInfinity, kMostCount * 1.0001}) {
        EXPECT_TRUE(std::isnan(evaluate(Op::poisson, mean, 0.5))) << mean;
        EXPECT_TRUE(std::isnan(evaluate(Op::negative_binomial, mean, 3, 0.5))) << mean;
        EXPECT_TRUE(std::isnan(evaluate(Op::poisson_cdf, mean, 0, 2))) << mean;
        EXPECT_TRUE(std::isnan(evaluate(Op::binomial, mean, 0.5, 0.5))) << mean;
    }
    for (const double k : {0.0, -1.0, kNaN})
        EXPECT_TRUE(std::isnan(evaluate(Op::negative_binomial, 3, k, 0.5))) << k;
    for (const double p : {-1e-9, 1.0000001, kNaN})
        EXPECT_TRUE(std::isnan(evaluate(Op::binomial, 10, p, 0.5))) << p;
    EXPECT_TRUE(std::isnan(evaluate(Op::binomial, 10.5, 0.3, 0.5)));
    for (const double u : {-1e-300, 1.0000001, kNaN}) {
        EXPECT_TRUE(std::isnan(evaluate(Op::poisson, 3, u))) << u;
        EXPECT_TRUE(std::isnan(evaluate(Op::binomial, 10, 0.3, u))) << u;
        EXPECT_TRUE(std::isnan(evaluate(Op::negative_binomial, 3, 2, u))) << u;
    }
    EXPECT_TRUE(std::isnan(evaluate(Op::binomial_cdf, 10, 0.3, kNaN)));
}

TEST(CountDomain, EndsAreKept) {
    for (const double mean : {1e-10, 3.0, 50.0, 1e9}) {
        EXPECT_EQ(evaluate(Op::poisson, mean, 0.0), 0);
        EXPECT_EQ(evaluate(Op::poisson, mean, 1.0), kInfinity);
        EXPECT_EQ(evaluate(Op::negative_binomial, mean, 0.7, 0.0), 0);
        EXPECT_EQ(evaluate(Op::negative_binomial, mean, 0.7, 1.0), kInfinity);
        EXPECT_EQ(evaluate(Op::poisson_cdf, mean, 0, -0.5), 0);
        EXPECT_EQ(evaluate(Op::poisson_cdf, mean, 0, kInfinity), 1);
    }
    for (const double u : {0.0, 1e-300, 0.3, 1 - 0x1p-53, 1.0}) {
        EXPECT_EQ(evaluate(Op::poisson, 0, u), 0) << u;
        EXPECT_EQ(evaluate(Op::negative_binomial, 0, 2, u), 0) << u;
        EXPECT_EQ(evaluate(Op::binomial, 10, 0, u), 0) << u;
        EXPECT_EQ(evaluate(Op::binomial, 0, 0.4, u), 0) << u;
    }
    for (const double u : {1e-300, 0.3, 1 - 0x1p-53, 1.0})
        EXPECT_EQ(evaluate(Op::binomial, 10, 1, u), 10) << u;
    for (const double n : {1.0, 10.0, 3000.0, kMostCount}) {
        EXPECT_EQ(evaluate(Op::binomial, n, 0.4, 0.0), 0);
        EXPECT_EQ(evaluate(Op::binomial, n, 0.4, 1.0), n);
        EXPECT_EQ(evaluate(Op::binomial_cdf, n, 0.4, n), 1);
        EXPECT_EQ(evaluate(Op::binomial_cdf, n, 0.4, -1), 0);
    }
}

TEST(CountDomain, SharesAreStepsAtWholeNumbers) {
    EXPECT_EQ(evaluate(Op::poisson_cdf, 3, 0, 4.999), evaluate(Op::poisson_cdf, 3, 0, 4));
    EXPECT_EQ(evaluate(Op::binomial_cdf, 9, 0.2, 2.5), evaluate(Op::binomial_cdf, 9, 0.2, 2));
    EXPECT_LT(evaluate(Op::negative_binomial_cdf, 9, 2, 4.5),
              evaluate(Op::negative_binomial_cdf, 9, 2, 5));
}

}  // namespace
}  // namespace plancast::kernel
