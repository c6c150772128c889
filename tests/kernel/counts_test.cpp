// SPDX-License-Identifier: Apache-2.0
// Poisson, binomial and negative binomial: draws against Boost.Math, distribution functions against
// sums of probabilities and values of a second computation.
#include <gtest/gtest.h>

#include "tests/kernel/count_laws.h"
#include "tests/kernel/distribution_checks.h"
#include "tests/kernel/known_shares.h"

namespace plancast::kernel {
namespace {

constexpr double kStep = 1e-12;  // nearer to a step than this, the draw may be either neighbour

class Counts : public testing::TestWithParam<Law> {};
INSTANTIATE_TEST_SUITE_P(Laws, Counts, testing::ValuesIn(kLaws), [](const auto& law) {
    std::string name = law.param.name;
    std::replace(name.begin(), name.end(), ' ', '_');
    return name;
});

/// Arguments of every regime up to a largest mean, n and k: means on both sides of the summation's
/// end, laws too skew for the expansion, both tails, p near 0 and 1. `most_skew` bounds mean / k,
/// so that a draw has at most some 30 `most_skew` beyond its mean.
Cases random_cases(const Law& law, std::size_t n, double largest, double most_skew,
                   std::uint64_t seed) {
    Draws draws(seed);
    Cases cases(n);
    for (std::size_t place = 0; place < n; ++place) {
        cases.c[place] = tail_uniform(draws, place);
        const double mean = log_uniform(draws, 0.01, largest);
        cases.a[place] = mean;
        const double least_k = std::max(0.01, mean / most_skew);
        if (law.draw == Op::negative_binomial)
            cases.b[place] = log_uniform(draws, least_k, place % 2 == 0 ? 100 : largest);
        if (law.draw != Op::binomial) continue;
        const double trials = std::floor(log_uniform(draws, 1, largest));
        const double rare = std::min(1.0, log_uniform(draws, 0.1, trials + 1) / trials);
        const double p = place % 2 == 0 || rare == 1 ? draws.between(0, 1) : rare;
        cases.a[place] = trials;
        cases.b[place] = place % 7 == 3 ? 1 - p : p;
    }
    return cases;
}

/// True where x is the draw, or u is within kStep of the step between x and the draw.
bool is_draw(const Law& law, const Cases& cases, std::size_t place, double x) {
    const double a = cases.a[place], b = cases.b[place], u = cases.c[place];
    return law.reference_cdf(a, b, x) > u - kStep && law.reference_cdf(a, b, x - 1) < u + kStep;
}

TEST_P(Counts, DrawsEqualBoosts) {
    const Law& law = GetParam();
    // Larger means and more skew laws, which Boost and the summation below cannot judge to 1e-12,
    // are in LargeDrawsEndAtTheRightStep.
    const Cases cases = random_cases(law, 200704, 2e4, 300, 11);
    const Values draws = apply(kernels(), law.draw, cases);
    std::size_t at_a_step = 0;
    for (std::size_t place = 0; place < cases.size(); ++place) {
        const double boost = law.reference_draw(cases.a[place], cases.b[place], cases.c[place]);
        if (draws[place] == boost) continue;
        ++at_a_step;
        ASSERT_TRUE(is_draw(law, cases, place, draws[place]))
            << cases.text(place) << ": " << draws[place] << ", Boost " << boost;
    }
    // Chance puts few of them there; k / (k + mean) moves some more.
    EXPECT_LT(at_a_step, cases.size() / 200);
}

TEST_P(Counts, ADrawOneBesideIsFoundOut) {
    const Law& law = GetParam();
    const Cases cases = random_cases(law, 4096, 2e4, 300, 12);
    const Values draws = apply(kernels(), law.draw, cases);
    std::size_t found = 0;
    for (std::size_t place = 0; place < cases.size(); ++place)
        if (!is_draw(law, cases, place, draws[place] + 1)) ++found;
    EXPECT_GT(found, cases.size() / 2);  // the others are in tails where a step is below kStep
}

/// u a little below or above the share of a whole x; how far is between 1e-12 and a third of the
/// step, so that an approximation that is off by anything between is caught.
TEST_P(Counts, DrawsNearStepsAreRight) {
    const Law& law = GetParam();
    Cases cases = random_cases(law, 120064, 2e4, 300, 13);
    Draws draws(14);
    const Values centre = apply(kernels(), law.draw, cases);
    Values expected(cases.size(), -1);
    for (std::size_t place = 0; place < cases.size(); ++place) {
        const double a = cases.a[place], b = cases.b[place], x = centre[place];
        const long double share = law.reference_cdf(a, b, x);
        const long double next = law.reference_cdf(a, b, x + 1);
        const long double before = law.reference_cdf(a, b, x - 1);
        const bool above = draws.bits() % 2 == 0;
        const long double room = above ? next - share : share - before;
        const double away = log_uniform(draws, 1e-12, 1.0);
        if (room / 3 < 2 * kStep || (law.draw == Op::binomial && x + 1 >= a)) continue;
        const long double distance = std::max<long double>(2 * kStep, away * room / 3);
        const double u = static_cast<double>(above ? share + distance : share - distance);
        if (!(u > 0 && u < 1)) continue;
        cases.c[place] = u;
        expected[place] = above ? x + 1 : x;
    }
    const Values found = apply(kernels(), law.draw, cases);
    std::size_t compared = 0;
    for (std::size_t place = 0; place < cases.size(); ++place) {
        if (expected[place] < 0) continue;
        ++compared;
        ASSERT_EQ(found[place], expected[place]) << cases.text(place);
    }
    EXPECT_GT(compared, cases.size() / 2);
}

/// Up to 2^31, by the distribution functions of this room, which KnownShares holds to 50 digits.
TEST_P(Counts, LargeDrawsEndAtTheRightStep) {
    const Law& law = GetParam();
    const Cases cases = random_cases(law, 200704, kMostCount, kMostCount, 15);
    const Values draws = apply(kernels(), law.draw, cases);
    Cases at = cases, before = cases;
    for (std::size_t place = 0; place < cases.size(); ++place) {
        at.c[place] = draws[place];
        before.c[place] = draws[place] - 1;
    }
    const Values share = apply(kernels(), law.cdf, at.a, at.b, at.c);
    const Values below = apply(kernels(), law.cdf, before.a, before.b, before.c);
    for (std::size_t place = 0; place < cases.size(); ++place) {
        ASSERT_GT(share[place], cases.c[place] - kStep) << cases.text(place);
        ASSERT_LT(below[place], cases.c[place] + kStep) << cases.text(place);
    }
}

TEST_P(Counts, SharesAreSumsOfProbabilities) {
    const Law& law = GetParam();
    Cases cases = random_cases(law, 200704, 2e4, 300, 16);
    cases.c = apply(kernels(), law.draw, cases);
    const Values shares = apply(kernels(), law.cdf, cases.a, cases.b, cases.c);
    Worst worst;
    for (std::size_t place = 0; place < cases.size(); ++place)
        worst.note(relative_error(shares[place], law.reference_cdf(cases.a[place], cases.b[place],
                                                                   cases.c[place])),
                   place);
    EXPECT_LT(worst.size, 1e-12) << cases.text(worst.at);
}

TEST_P(Counts, AreMonotoneInTheUniform) {
    const Law& law = GetParam();
    constexpr std::size_t kSize = 1 << 14;
    Draws draws(17);
    for (const double mean : {0.5, 9.99, 10.01, 19.5, 40.0, 130.0, 2500.0}) {
        for (const double k : {0.3, 2.0, 6.0, 12.0, 60.0, 1e5}) {
            Cases cases(kSize);
            for (double& u : cases.c)
                u = draws.between(1e-12, 1 - 1e-12);
            std::sort(cases.c.begin(), cases.c.end());
            const double n = std::ceil(mean * (1 + 1 / k));
            std::fill(cases.a.begin(), cases.a.end(), law.draw == Op::binomial ? n : mean);
            std::fill(cases.b.begin(), cases.b.end(), law.draw == Op::binomial ? mean / n : k);
            const Values found = apply(kernels(), law.draw, cases);
            EXPECT_TRUE(std::is_sorted(found.begin(), found.end())) << mean << " " << k;
        }
    }
}

TEST(CountShares, AreTheKnownOnesOfLargeArguments) {
    for (const KnownShare& known : kKnownCounts)
        expect_known(known);
}

}  // namespace
}  // namespace plancast::kernel
