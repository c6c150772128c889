// SPDX-License-Identifier: Apache-2.0
// A result of 48 runs whose counts are made here from single runs, so that every number of the
// assessment can be recounted from them.
#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <random>

#include "plancast/analyze.h"

namespace plancast {
namespace {

constexpr int kRuns = 48, kTargets = 3, kScenarios = 2, kYears = 4, kScrambles = 16;
using Flags = std::vector<std::int8_t>;

std::size_t size(int number) {
    return static_cast<std::size_t>(number);
}

/// Runs that met each target, and the year each first did (kYears: never).
struct Runs {
    Flags valid[kScenarios];
    Flags hits[kScenarios][kTargets];
    std::vector<int> first[kScenarios][kTargets];
    std::vector<float> values[kScenarios];  ///< of series 0 in the last year
};

Runs make_runs() {
    std::mt19937 generator(11);
    Runs runs;
    for (int scenario = 0; scenario < kScenarios; ++scenario) {
        for (int run = 0; run < kRuns; ++run) {
            runs.valid[scenario].push_back(generator() % 8 == 0 ? kInvalid : kValid);
            runs.values[scenario].push_back(static_cast<float>(generator() % 1000));
        }
        for (int target = 0; target < kTargets; ++target)
            for (int run = 0; run < kRuns; ++run) {
                const bool valid = runs.valid[scenario][size(run)] == kValid;
                // Target 2 is met by few, so that its median year is never.
                const bool met = valid && generator() % (target == 2 ? 6 : 2) == 0;
                runs.hits[scenario][target].push_back(met ? 1 : 0);
                runs.first[scenario][target].push_back(met ? static_cast<int>(generator() % kYears)
                                                           : kYears);
            }
    }
    return runs;
}

Catalog make_catalog() {
    Catalog catalog;
    catalog.baseline_year = 2020;
    catalog.last_year = 2020 + kYears - 1;
    catalog.scenarios = {{"plan", {}, {}}, {"high", {}, {}}};
    catalog.series = {
        {"a", {}, "家", true, true}, {"b", {}, "家", false, true}, {"c", {}, "家", false, false}};
    for (int target = 0; target < kTargets; ++target) {
        TargetInfo info;
        info.id = "t" + std::to_string(target);
        info.series = target;
        info.year = catalog.last_year;
        catalog.targets.push_back(info);
    }
    catalog.sets = {{"pair", {}, {0, 1}}, {"empty", {}, {}}};
    catalog.parameters = {{"p", "1", "source: x", false},
                          {"q", "1", "assumption: y", false},
                          {"r", "1", "assumption: z", false}};
    catalog.not_assessable = {{"gone", "gone", {}, Tier::side, {"缺", "missing"}}};
    return catalog;
}

Summary count(const Runs& runs) {
    Summary summary;
    summary.number_met = {std::vector<std::int64_t>(kScenarios * 3),
                          std::vector<std::int64_t>(kScenarios)};
    summary.pair_hits.resize(kScenarios * kTargets * kTargets);
    summary.first_met.resize(kScenarios * kTargets * (kYears + 1));
    summary.scramble_hits.resize(kScenarios * kTargets * kScrambles);
    summary.scramble_valid.resize(kScenarios * kScrambles);
    summary.hits.resize(kScenarios * kTargets);
    summary.shortfall = {.1, .2, std::numeric_limits<double>::quiet_NaN(), .4, .5, .6};
    summary.years.resize(2 * kScenarios * kYears);
    for (int scenario = 0; scenario < kScenarios; ++scenario) {
        summary.valid_runs.push_back(0);
        for (int run = 0; run < kRuns; ++run) {
            if (runs.valid[scenario][size(run)] != kValid) continue;
            ++summary.valid_runs.back();
            ++summary.scramble_valid[size(scenario * kScrambles + run % kScrambles)];
            for (int target = 0; target < kTargets; ++target) {
                const int hit = runs.hits[scenario][target][size(run)];
                const int cell = scenario * kTargets + target;
                const int first = runs.first[scenario][target][size(run)];
                summary.hits[size(cell)] += hit;
                summary.scramble_hits[size(cell * kScrambles + run % kScrambles)] += hit;
                ++summary.first_met[size(cell * (kYears + 1) + first)];
                for (int other = 0; other < kTargets; ++other)
                    summary.pair_hits[size(cell * kTargets + other)] +=
                        hit & runs.hits[scenario][other][size(run)];
            }
            const int met = runs.hits[scenario][0][size(run)] + runs.hits[scenario][1][size(run)];
            ++summary.number_met[0][size(scenario * 3 + met)];
        }
        summary.invalid_runs.push_back(kRuns - summary.valid_runs.back());
    }
    return summary;
}

class Assess : public ::testing::Test {
protected:
    StoredValues stored() const {
        StoredValues result;
        result.series = [this](int, int scenario, int) { return runs_.values[scenario]; };
        result.valid = [this](int scenario) { return runs_.valid[scenario]; };
        result.hits = [this](int target, int scenario) { return runs_.hits[scenario][target]; };
        return result;
    }
    Assessment assessment(SamplerKind sampler) const {
        RunInfo info;
        info.runs = kRuns;
        info.sampler = sampler;
        return assess(catalog_, info, summary_, stored(), std::vector<int>{0, 1});
    }

    const Runs runs_ = make_runs();
    const Catalog catalog_ = make_catalog();
    Summary summary_ = count(runs_);
};

TEST_F(Assess, CountsHitsAmongValidRuns) {
    const Assessment found = assessment(SamplerKind::random);
    ASSERT_EQ(found.scenarios.size(), 2u);
    for (const ScenarioAssessment& scenario : found.scenarios) {
        EXPECT_EQ(scenario.valid_runs + scenario.invalid_runs, kRuns);
        EXPECT_GT(scenario.invalid_runs, 0);
        for (const TargetAssessment& target : scenario.targets) {
            int hits = 0;
            for (const std::int8_t hit : runs_.hits[scenario.scenario][target.target])
                hits += hit;
            EXPECT_EQ(target.met.hits, hits);
            EXPECT_EQ(target.met.runs, scenario.valid_runs);
            EXPECT_EQ(target.met.probability,
                      static_cast<double>(hits) / static_cast<double>(scenario.valid_runs));
            const Interval wilson = wilson_interval(hits, scenario.valid_runs);
            EXPECT_EQ(target.met.ci95.low, wilson.low);
            EXPECT_EQ(target.met.ci95.high, wilson.high);
        }
    }
}

TEST_F(Assess, FindsTheMedianFirstYear) {
    const Assessment found = assessment(SamplerKind::random);
    for (const ScenarioAssessment& scenario : found.scenarios)
        for (const TargetAssessment& target : scenario.targets) {
            std::vector<int> first;
            for (int run = 0; run < kRuns; ++run)
                if (runs_.valid[scenario.scenario][size(run)] == kValid)
                    first.push_back(runs_.first[scenario.scenario][target.target][size(run)]);
            std::sort(first.begin(), first.end());
            const int median = first[(first.size() - 1) / 2];
            EXPECT_EQ(target.year.value_or(2020 + kYears), 2020 + median);
            const auto never = std::count(first.begin(), first.end(), kYears);
            EXPECT_EQ(target.never, static_cast<double>(never) / static_cast<double>(first.size()));
        }
    EXPECT_FALSE(found.scenarios[0].targets[2].year) << "met by a sixth of the runs";
}

TEST_F(Assess, CountsJointly) {
    const Assessment found = assessment(SamplerKind::random);
    for (const ScenarioAssessment& scenario : found.scenarios) {
        ASSERT_EQ(scenario.sets.size(), 1u) << "a set without targets says nothing";
        const SetAssessment& pair = scenario.sets[0];
        int both = 0, met = 0;
        for (int run = 0; run < kRuns; ++run) {
            const int first = runs_.hits[scenario.scenario][0][size(run)];
            const int second = runs_.hits[scenario.scenario][1][size(run)];
            both += first & second;
            met += first + second;
        }
        EXPECT_EQ(pair.all.hits, both);
        EXPECT_EQ(pair.number_met.size(), 3u);
        const auto runs = static_cast<double>(scenario.valid_runs);
        // Sums of three rounded products.
        EXPECT_NEAR(pair.mean_number_met, met / runs, 1e-14);
        EXPECT_NEAR(pair.number_met[0] + pair.number_met[1] + pair.number_met[2], 1, 1e-15);
    }
}

TEST_F(Assess, ConditionsOnAnotherTarget) {
    RunInfo info;
    const std::vector<Share> found = given_met(catalog_, info, summary_, stored(), 0, 1);
    int given = 0, both = 0;
    for (int run = 0; run < kRuns; ++run) {
        given += runs_.hits[0][1][size(run)];
        both += runs_.hits[0][1][size(run)] & runs_.hits[0][0][size(run)];
    }
    EXPECT_EQ(found[0].hits, both);
    EXPECT_EQ(found[0].runs, given);
    EXPECT_EQ(found[1].probability, 1);
}

TEST_F(Assess, TakesSobolIntervalsFromTheScrambles) {
    const Assessment found = assessment(SamplerKind::sobol);
    const std::int64_t* hits = summary_.scramble_hits.data();
    const std::int64_t* runs = summary_.scramble_valid.data();
    const Interval expected = scramble_interval({hits, 16}, {runs, 16});
    const Interval& first = found.scenarios[0].targets[0].met.ci95;
    EXPECT_EQ(first.low, expected.low);
    EXPECT_EQ(first.high, expected.high);
    EXPECT_EQ(first.method, IntervalMethod::scrambles);

    // Jointly from the stored hits: scramble = run mod 16.
    std::vector<std::int64_t> both(kScrambles), valid(kScrambles);
    for (int run = 0; run < kRuns; ++run) {
        both[size(run % kScrambles)] += runs_.hits[0][0][size(run)] & runs_.hits[0][1][size(run)];
        valid[size(run % kScrambles)] += runs_.valid[0][size(run)] == kValid;
    }
    const Interval joint = scramble_interval(both, valid);
    EXPECT_EQ(found.scenarios[0].sets[0].all.ci95.low, joint.low);
    EXPECT_EQ(found.scenarios[0].sets[0].all.ci95.high, joint.high);
}

TEST_F(Assess, KnowsNoIntervalForLatinHypercubes) {
    const Assessment found = assessment(SamplerKind::lhs);
    EXPECT_EQ(found.scenarios[0].targets[0].met.ci95.method, IntervalMethod::none);
    EXPECT_EQ(found.scenarios[0].sets[0].all.ci95.method, IntervalMethod::none);
    EXPECT_GT(found.scenarios[0].targets[0].met.probability, 0);
}

TEST_F(Assess, TakesQuantilesFromTheBestSource) {
    YearStatistics& statistics = summary_.years[size((kScenarios + 1) * kYears + 3)];
    statistics.count = 40;
    statistics.quantiles[4] = 7;
    statistics.quantile_error[4] = .5;
    const Assessment found = assessment(SamplerKind::random);
    const auto& targets = found.scenarios[1].targets;
    EXPECT_EQ(targets[0].quantiles.method, QuantileMethod::exact);
    std::vector<float> values = runs_.values[1];
    const std::vector<double> exact = exact_quantiles(values, runs_.valid[1], kShownLevels);
    for (int level = 0; level < kShownCount; ++level)
        EXPECT_EQ(targets[0].quantiles.value[level], exact[size(level)]);
    EXPECT_EQ(targets[1].quantiles.method, QuantileMethod::histogram);
    EXPECT_EQ(targets[1].quantiles.value[2], 7);
    EXPECT_EQ(targets[1].quantiles.error[2], .5);
    EXPECT_EQ(targets[2].quantiles.method, QuantileMethod::none);
    EXPECT_TRUE(std::isnan(targets[2].quantiles.value[2]));
}

TEST_F(Assess, CarriesThroughWhatIsMissingAndAssumed) {
    const Assessment found = assessment(SamplerKind::random);
    ASSERT_EQ(found.not_assessable.size(), 1u);
    EXPECT_EQ(found.not_assessable[0].missing.en, "missing");
    EXPECT_EQ(found.parameters, 3);
    EXPECT_EQ(found.assumed, 2);
    EXPECT_TRUE(std::isnan(found.scenarios[0].targets[2].shortfall));
    EXPECT_EQ(found.scenarios[1].targets[0].shortfall, .4);
}

TEST_F(Assess, SaysNothingWhereEveryRunIsInvalid) {
    summary_.valid_runs[0] = 0;
    std::fill(summary_.hits.begin(), summary_.hits.end(), 0);
    const Assessment found = assessment(SamplerKind::random);
    const TargetAssessment& target = found.scenarios[0].targets[0];
    EXPECT_TRUE(std::isnan(target.met.probability));
    EXPECT_EQ(target.met.ci95.method, IntervalMethod::none);
    EXPECT_FALSE(target.year);
    EXPECT_TRUE(std::isnan(target.never));
}

}  // namespace
}  // namespace plancast
