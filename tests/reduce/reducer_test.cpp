// SPDX-License-Identifier: Apache-2.0
#include "sim/reduce/reducer.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <random>
#include <vector>

namespace plancast::reduce {
namespace {

constexpr std::size_t kYears = 4, kGroups = 10, kSeries = 2, kScenarios = 2;

/// Two series, two scenarios, three targets, one set; random values, some runs invalid.
struct World {
    Catalog catalog;
    std::vector<std::vector<float>> values;         ///< [scenario] [series][year][run]
    std::vector<std::vector<std::uint64_t>> valid;  ///< [scenario][group]

    static constexpr std::size_t kRuns = kGroups * 64;
    float at(std::size_t scenario, std::size_t series, std::size_t year, std::size_t run) const {
        return values[scenario][(series * kYears + year) * kRuns + run];
    }
    bool is_valid(std::size_t scenario, std::size_t run) const {
        return (valid[scenario][run / 64] >> run % 64 & 1) != 0;
    }
};

World make_world() {
    World world;
    Catalog& catalog = world.catalog;
    catalog.baseline_year = 2020;
    catalog.last_year = 2023;
    catalog.scenarios.resize(kScenarios);
    for (const char* id : {"x", "y"}) {
        SeriesInfo series;
        series.id = id;
        series.summarized = true;
        catalog.series.push_back(series);
    }
    const auto target = [&](int series, double threshold, int year) {
        TargetInfo info;
        info.series = series;
        info.threshold = threshold;
        info.year = year;
        catalog.targets.push_back(info);
    };
    target(0, 1.0, 2022);
    target(1, 0.5, 2023);
    target(0, 2.0, 2023);
    catalog.sets.push_back({"all", {}, {0, 1, 2}});
    std::mt19937_64 generator(3);
    std::normal_distribution<double> normal;
    for (std::size_t scenario = 0; scenario < kScenarios; ++scenario) {
        world.values.emplace_back();
        for (std::size_t value = 0; value < kSeries * kYears * World::kRuns; ++value)
            world.values.back().push_back(static_cast<float>(normal(generator) + 0.3));
        world.valid.emplace_back();
        for (std::size_t group = 0; group < kGroups; ++group)
            world.valid.back().push_back(generator() | generator());
    }
    return world;
}

/// Adds groups [first, last) of the world as one block.
void add_block(const World& world, std::size_t first, std::size_t last, Reducer& reducer) {
    std::vector<std::uint64_t> groups;
    for (std::size_t group = first; group < last; ++group)
        groups.push_back(group);
    for (std::size_t scenario = 0; scenario < kScenarios; ++scenario)
        reducer.add(static_cast<int>(scenario),
                    {groups, world.values[scenario].data() + 64 * first, World::kRuns,
                     world.valid[scenario].data() + first});
    reducer.end_block(groups.size());
}

Summary whole(const World& world) {
    Reducer reducer(world.catalog, 64 * static_cast<int>(kGroups), true);
    add_block(world, 0, kGroups, reducer);
    return reducer.summary();
}

void expect_equal(const Summary& left, const Summary& right) {
    EXPECT_EQ(left.valid_runs, right.valid_runs);
    EXPECT_EQ(left.hits, right.hits);
    EXPECT_EQ(left.first_met, right.first_met);
    EXPECT_EQ(left.pair_hits, right.pair_hits);
    EXPECT_EQ(left.scenario_hits, right.scenario_hits);
    EXPECT_EQ(left.scenario_valid, right.scenario_valid);
    EXPECT_EQ(left.number_met, right.number_met);
    EXPECT_EQ(left.scramble_hits, right.scramble_hits);
    EXPECT_EQ(left.shortfall, right.shortfall);
    ASSERT_EQ(left.years.size(), right.years.size());
    for (std::size_t at = 0; at < left.years.size(); ++at) {
        EXPECT_EQ(left.years[at].count, right.years[at].count);
        EXPECT_EQ(left.years[at].mean, right.years[at].mean);
        EXPECT_EQ(left.years[at].sd, right.years[at].sd);
        for (int level = 0; level < kQuantileCount; ++level)
            EXPECT_EQ(left.years[at].quantiles[level], right.years[at].quantiles[level]);
    }
}

TEST(Reducer, TheDivisionIntoBlocksAndThreadsChangesNothing) {
    const World world = make_world();
    const Summary once = whole(world);
    Reducer first(world.catalog, 192, true), second(world.catalog, 192, true);
    add_block(world, 7, 10, first);
    add_block(world, 0, 2, second);
    add_block(world, 4, 7, second);
    add_block(world, 2, 4, first);
    second.merge(first);
    expect_equal(second.summary(), once);
}

TEST(Reducer, CountsAreThoseOfAPlainLoop) {
    const World world = make_world();
    const Summary summary = whole(world);
    const auto meets = [&](std::size_t scenario, std::size_t target, std::size_t run) {
        const TargetInfo& info = world.catalog.targets[target];
        const auto year = static_cast<std::size_t>(info.year - 2020);
        return world.is_valid(scenario, run) &&
               world.at(scenario, static_cast<std::size_t>(info.series), year, run) >=
                   static_cast<float>(info.threshold);
    };
    for (std::size_t scenario = 0; scenario < kScenarios; ++scenario) {
        std::int64_t valid = 0, hits[3] = {}, both = 0, numbers[4] = {}, scramble = 0;
        double missing = 0;
        for (std::size_t run = 0; run < World::kRuns; ++run) {
            if (!world.is_valid(scenario, run)) continue;
            ++valid;
            int number = 0;
            for (std::size_t target = 0; target < 3; ++target) {
                hits[target] += meets(scenario, target, run);
                number += meets(scenario, target, run);
            }
            both += meets(scenario, 0, run) && meets(scenario, 2, run);
            ++numbers[number];
            scramble += run % 16 == 5 && meets(scenario, 1, run);
            missing += std::max(0.0, 1.0 - static_cast<double>(world.at(scenario, 0, 2, run)));
        }
        EXPECT_EQ(summary.valid_runs[scenario], valid);
        for (std::size_t target = 0; target < 3; ++target)
            EXPECT_EQ(summary.hits[scenario * 3 + target], hits[target]);
        EXPECT_EQ(summary.pair_hits[(scenario * 3 + 0) * 3 + 2], both);
        EXPECT_EQ(summary.pair_hits[(scenario * 3 + 2) * 3 + 0], both);
        for (std::size_t number = 0; number < 4; ++number)
            EXPECT_EQ(summary.number_met[0][scenario * 4 + number], numbers[number]);
        EXPECT_EQ(summary.scramble_hits[(scenario * 3 + 1) * 16 + 5], scramble);
        // The plain sum of 640 terms is rounded 640 times.
        EXPECT_NEAR(summary.shortfall[scenario * 3], missing / static_cast<double>(valid), 1e-12);
    }
}

TEST(Reducer, FirstYearMetCountsEveryValidRunOnce) {
    const World world = make_world();
    const Summary summary = whole(world);
    for (std::size_t scenario = 0; scenario < kScenarios; ++scenario) {
        std::int64_t first[kYears + 1] = {};
        for (std::size_t run = 0; run < World::kRuns; ++run) {
            if (!world.is_valid(scenario, run)) continue;
            std::size_t year = 0;
            while (year < kYears && world.at(scenario, 1, year, run) < 0.5f)
                ++year;
            ++first[year];
        }
        for (std::size_t year = 0; year <= kYears; ++year)
            EXPECT_EQ(summary.first_met[(scenario * 3 + 1) * (kYears + 1) + year], first[year]);
    }
}

TEST(Reducer, PairedScenariosCountRunsValidInBoth) {
    const World world = make_world();
    const Summary summary = whole(world);
    std::int64_t valid = 0, hits = 0;
    for (std::size_t run = 0; run < World::kRuns; ++run) {
        valid += world.is_valid(0, run) && world.is_valid(1, run);
        hits += world.is_valid(0, run) && world.is_valid(1, run) && world.at(0, 0, 2, run) >= 1 &&
                world.at(1, 0, 2, run) >= 1;
    }
    EXPECT_EQ(summary.scenario_valid[1], valid);
    EXPECT_EQ(summary.scenario_valid[2], valid);
    EXPECT_EQ(summary.scenario_hits[1], hits);
}

TEST(Reducer, MomentsAreOfValidRunsOnly) {
    const World world = make_world();
    const Summary summary = whole(world);
    double sum = 0, squares = 0, n = 0;
    for (std::size_t run = 0; run < World::kRuns; ++run) {
        if (!world.is_valid(1, run)) continue;
        const double value = world.at(1, 1, 3, run);
        sum += value;
        squares += value * value;
        n += 1;
    }
    const YearStatistics& found = summary.years[(1 * kScenarios + 1) * kYears + 3];
    EXPECT_EQ(found.count, static_cast<std::int64_t>(n));
    EXPECT_NEAR(found.mean, sum / n, 1e-13);
    EXPECT_NEAR(found.sd, std::sqrt((squares - sum * sum / n) / (n - 1)), 1e-12);
}

}  // namespace
}  // namespace plancast::reduce
