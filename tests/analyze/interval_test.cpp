// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <algorithm>
#include <boost/math/distributions/binomial.hpp>
#include <boost/math/distributions/students_t.hpp>
#include <cmath>
#include <functional>
#include <random>

#include "plancast/analyze.h"

namespace plancast {
namespace {

constexpr int kReplications = 2000;
using Method = std::function<Interval(std::int64_t, std::int64_t)>;

bool covers(const Interval& interval, double p) {
    return interval.low <= p && p <= interval.high;
}

/// The Wald interval, known to be too narrow for rare events: the negative control.
Interval wald_interval(std::int64_t hits, std::int64_t runs) {
    const double p = static_cast<double>(hits) / static_cast<double>(runs);
    const double half = 1.96 * std::sqrt(p * (1 - p) / static_cast<double>(runs));
    return {p - half, p + half, IntervalMethod::wilson};
}

/// Coverage by summing the binomial distribution over the counts whose interval holds p.
double exact_coverage(const Method& method, double p, std::int64_t runs) {
    const boost::math::binomial_distribution<double> distribution(static_cast<double>(runs), p);
    double coverage = 0;
    for (std::int64_t hits = 0; hits <= runs; ++hits)
        if (covers(method(hits, runs), p))
            coverage += boost::math::pdf(distribution, static_cast<double>(hits));
    return coverage;
}

/// Coverage seen in replications of `runs` runs, fixed seed.
double seen_coverage(const Method& method, double p, std::int64_t runs) {
    std::mt19937_64 generator(20211105);
    std::binomial_distribution<std::int64_t> count(runs, p);
    int covered = 0;
    for (int replication = 0; replication < kReplications; ++replication)
        covered += covers(method(count(generator), runs), p);
    return static_cast<double>(covered) / kReplications;
}

TEST(Wilson, GivesThePublishedIntervals) {
    // Newcombe (1998), Statistics in Medicine 17, 857-872, table I, method 3.
    const struct {
        std::int64_t hits, runs;
        double low, high;
    } cases[] = {
        {81, 263, .2553, .3662}, {15, 148, .0624, .1605}, {0, 20, 0, .1611}, {1, 29, .0061, .1718}};
    for (const auto& given : cases) {
        const Interval found = wilson_interval(given.hits, given.runs);
        // The table has four decimals.
        EXPECT_NEAR(found.low, given.low, .00005);
        EXPECT_NEAR(found.high, given.high, .00005);
        EXPECT_EQ(found.method, IntervalMethod::wilson);
    }
}

TEST(Wilson, StaysInsideZeroAndOneAndMirrors) {
    for (std::int64_t hits = 0; hits <= 30; ++hits) {
        const Interval found = wilson_interval(hits, 30);
        EXPECT_GE(found.low, 0);
        EXPECT_LE(found.high, 1);
        EXPECT_EQ(found.low == 0, hits == 0);
        EXPECT_EQ(found.high == 1, hits == 30);
        // Rounding of 1 - x.
        EXPECT_NEAR(found.low, 1 - wilson_interval(30 - hits, 30).high, 1e-15);
    }
}

TEST(Wilson, HasNoIntervalWithoutRuns) {
    EXPECT_EQ(wilson_interval(0, 0).method, IntervalMethod::none);
    EXPECT_TRUE(std::isnan(wilson_interval(0, 0).low));
}

TEST(Wilson, CoversAsOftenAsItSays) {
    const struct {
        double p;
        std::int64_t runs;
        double least, most;
    } cases[] = {
        // At least 100 expected hits: within two points of .95.
        {.5, 1000, .93, .97},
        {.1, 1000, .93, .97},
        {.01, 10000, .93, .97},
        {.001, 100000, .93, .97},
        // Rare events, 1 to 10 expected hits: discreteness moves the coverage either way.
        {.01, 1000, .90, 1},
        {.001, 1000, .90, 1},
        {.999, 1000, .90, 1},
    };
    for (const auto& given : cases) {
        const double exact = exact_coverage(wilson_interval, given.p, given.runs);
        EXPECT_GE(exact, given.least) << given.p << " " << given.runs;
        EXPECT_LE(exact, given.most) << given.p << " " << given.runs;
        const double error = std::sqrt(exact * (1 - exact) / kReplications);
        EXPECT_NEAR(seen_coverage(wilson_interval, given.p, given.runs), exact, 4.5 * error);
    }
}

TEST(Wilson, TheWaldIntervalFailsTheSameBounds) {
    EXPECT_LT(exact_coverage(wald_interval, .001, 1000), .90);
    EXPECT_LT(seen_coverage(wald_interval, .001, 1000), .90);
}

// Scrambles -----------------------------------------------------------------------------------

constexpr int kScrambles = 16;
struct Scrambled {
    std::vector<std::int64_t> hits, runs;
};

TEST(Scrambles, IsStudentsIntervalOfTheScrambleMeans) {
    Scrambled given;
    for (int scramble = 0; scramble < kScrambles; ++scramble) {
        given.hits.push_back(500000 + 40 * scramble);
        given.runs.push_back(1000000);
    }
    double mean = 0, squares = 0;
    for (const std::int64_t hits : given.hits)
        mean += static_cast<double>(hits) / 1e6 / kScrambles;
    for (const std::int64_t hits : given.hits)
        squares += std::pow(static_cast<double>(hits) / 1e6 - mean, 2);
    const boost::math::students_t_distribution<double> student(kScrambles - 1);
    const double half =
        boost::math::quantile(student, .975) * std::sqrt(squares / (kScrambles - 1) / kScrambles);
    const Interval found = scramble_interval(given.hits, given.runs);
    EXPECT_EQ(found.method, IntervalMethod::scrambles);
    // The effective size is 2.8e6: Wilson's form differs from p -+ t s by terms of 1/size.
    EXPECT_NEAR(found.low, mean - half, 1e-6);
    EXPECT_NEAR(found.high, mean + half, 1e-6);
}

TEST(Scrambles, FallsBackWhereAllAgree) {
    for (const std::int64_t hits : {0, 100, 50}) {
        const std::vector<std::int64_t> all(kScrambles, hits), runs(kScrambles, 100);
        const Interval found = scramble_interval(all, runs);
        const Interval wilson = wilson_interval(kScrambles * hits, kScrambles * 100);
        EXPECT_EQ(found.method, IntervalMethod::wilson_no_spread);
        EXPECT_EQ(found.low, wilson.low);
        EXPECT_EQ(found.high, wilson.high);
    }
}

/// Scrambles whose shares have standard deviation `spread` around p, of 4000 runs each: what a
/// Sobol design gives, with a variance that is not that of independent runs. A `spread` below 0
/// asks for independent runs.
Scrambled scrambled(double p, double spread, std::int64_t runs, std::mt19937_64& generator) {
    std::normal_distribution<double> share(p, std::max(spread, 0.0));
    std::binomial_distribution<std::int64_t> count(runs, p);
    Scrambled result;
    for (int scramble = 0; scramble < kScrambles; ++scramble) {
        const double hits = std::round(share(generator) * static_cast<double>(runs));
        result.hits.push_back(spread < 0 ? count(generator) : static_cast<std::int64_t>(hits));
        result.runs.push_back(runs);
    }
    return result;
}

double scramble_coverage(double p, double spread, std::int64_t runs, bool as_independent) {
    std::mt19937_64 generator(20211105);
    int covered = 0;
    for (int replication = 0; replication < kReplications; ++replication) {
        const Scrambled given = scrambled(p, spread, runs, generator);
        std::int64_t hits = 0;
        for (const std::int64_t one : given.hits)
            hits += one;
        covered += covers(as_independent ? wilson_interval(hits, kScrambles * runs)
                                         : scramble_interval(given.hits, given.runs),
                          p);
    }
    return static_cast<double>(covered) / kReplications;
}

TEST(Scrambles, CoversAsOftenAsItSays) {
    const double error = std::sqrt(.95 * .05 / kReplications);
    for (const double p : {.5, .1, .01}) {
        // A spread a third of, and three times, that of independent runs.
        const double independent = std::sqrt(p * (1 - p) / 4000);
        EXPECT_NEAR(scramble_coverage(p, independent / 3, 4000, false), .95, 4.5 * error) << p;
        EXPECT_NEAR(scramble_coverage(p, -1, 4000, false), .95, 4.5 * error) << p;
    }
    // Rare events: too wide rather than too narrow.
    EXPECT_GE(scramble_coverage(.001, -1, 640, false), .95 - 4.5 * error);
    EXPECT_GE(scramble_coverage(.001, -1, 64, false), .95 - 4.5 * error);
}

TEST(Scrambles, TakingThemForIndependentRunsFailsTheSameBounds) {
    const double error = std::sqrt(.95 * .05 / kReplications);
    const double independent = std::sqrt(.25 / 4000);
    EXPECT_GT(scramble_coverage(.5, independent / 3, 4000, true), .95 + 4.5 * error);
    EXPECT_LT(scramble_coverage(.5, independent * 3, 4000, true), .95 - 4.5 * error);
}

}  // namespace
}  // namespace plancast
