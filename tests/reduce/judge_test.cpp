// SPDX-License-Identifier: Apache-2.0
#include "sim/reduce/judge.h"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

namespace plancast::reduce {
namespace {

/// The judged value of one path and whether it meets the target, in the target's year.
struct Verdict {
    double value = 0;
    bool met = false;
    double shortfall = 0;
};

Verdict judge(const TargetInfo& target, const std::vector<double>& path) {
    const Rule rule(target, 2020);
    Judgement judgement(rule);
    std::vector<std::vector<float>> years;
    for (const double value : path)
        years.emplace_back(kGroupRuns, static_cast<float>(value));
    for (std::size_t year = 0; year <= static_cast<std::size_t>(rule.year); ++year)
        judgement.advance(year == 0 ? nullptr : years[year - 1].data(), years[year].data());
    double missing[kGroupRuns];
    judgement.shortfall(missing);
    const std::uint64_t met = judgement.met();
    EXPECT_TRUE(met == 0 || ~met == 0) << "equal runs are judged alike";
    return {judgement.values()[63], met != 0, missing[63]};
}

TargetInfo target_of(TargetKind kind, double threshold, int year) {
    TargetInfo target;
    target.kind = kind;
    target.threshold = threshold;
    target.year = year;
    target.baseline = 100;
    target.baseline_year = 2020;
    return target;
}

TEST(Judge, LevelIsComparedAfterOneRoundingToFloat) {
    const TargetInfo target = target_of(TargetKind::level, 0.1, 2021);
    EXPECT_TRUE(judge(target, {0, 0.1}).met);
    EXPECT_TRUE(judge(target, {0, 0.1 - 1e-12}).met) << "the same float";
    EXPECT_FALSE(judge(target, {0, 0.1 - 1e-8}).met);
    EXPECT_NEAR(judge(target, {0, 0.05}).shortfall, 0.5, 1e-7);
    EXPECT_EQ(judge(target, {0, 0.2}).shortfall, 0);
    EXPECT_FALSE(judge(target, {0, std::nan("")}).met);
}

TEST(Judge, DirectionAndModalityTurnTheComparison) {
    TargetInfo target = target_of(TargetKind::level, 10, 2021);
    target.direction = Direction::at_most;
    EXPECT_TRUE(judge(target, {0, 10}).met);
    EXPECT_FALSE(judge(target, {0, 10.1}).met);
    EXPECT_NEAR(judge(target, {0, 12}).shortfall, 0.2, 1e-6);
    target.direction = Direction::at_least;
    target.modality = Modality::about;
    target.tolerance = 0.05;
    EXPECT_TRUE(judge(target, {0, 9.5}).met);
    EXPECT_TRUE(judge(target, {0, 10.5}).met);
    EXPECT_FALSE(judge(target, {0, 9.49}).met);
    EXPECT_FALSE(judge(target, {0, 10.51}).met);
}

// +5, -4, +6, +1, +5, -1 %: the arithmetic mean is 2.000 %, the geometric 1.934 %.
const std::vector<double> kBumpy = [] {
    std::vector<double> path = {100};
    for (const double rate : {5, -4, 6, 1, 5, -1})
        path.push_back(path.back() * (1 + rate / 100));
    return path;
}();

TEST(Judge, GeometricAndArithmeticGrowthDiffer) {
    TargetInfo target = target_of(TargetKind::mean_annual_growth, 100 * std::pow(1.02, 6), 2026);
    target.average = GrowthAverage::geometric;
    EXPECT_FALSE(judge(target, kBumpy).met);
    target.threshold = 100 * std::pow(1.0193, 6);
    EXPECT_TRUE(judge(target, kBumpy).met);
    target.average = GrowthAverage::arithmetic;
    target.threshold = 2;
    EXPECT_NEAR(judge(target, kBumpy).value, 2.0, 1e-4);
    EXPECT_TRUE(judge(target, kBumpy).met);
    target.threshold = 2.001;
    EXPECT_FALSE(judge(target, kBumpy).met);
    target.average = GrowthAverage::every_year;
    target.threshold = -4;
    EXPECT_TRUE(judge(target, kBumpy).met);
    target.threshold = -3.999;
    EXPECT_FALSE(judge(target, kBumpy).met);
}

TEST(Judge, ExactlyTenPercentAYearMeetsTenPercentEveryYear) {
    TargetInfo target = target_of(TargetKind::mean_annual_growth, 10, 2025);
    target.average = GrowthAverage::every_year;
    std::vector<double> path = {21.87}, slower = {21.87};
    target.baseline = 21.87;
    for (int year = 0; year < 5; ++year) {
        path.push_back(path.back() * 1.1);
        slower.push_back(slower.back() * 1.0999);
    }
    EXPECT_TRUE(judge(target, path).met);
    EXPECT_FALSE(judge(target, slower).met) << "control";
}

TEST(Judge, GrowthStartsFromThePublishedBaseline) {
    TargetInfo target = target_of(TargetKind::mean_annual_growth, 10, 2021);
    target.average = GrowthAverage::arithmetic;
    EXPECT_TRUE(judge(target, {90, 110}).met) << "the model's own 90 does not count";
    EXPECT_FALSE(judge(target, {100, 109}).met);
}

TEST(Judge, CumulativeLeavesOutTheBaselineYear) {
    const TargetInfo target = target_of(TargetKind::cumulative_since_baseline, 200, 2025);
    EXPECT_TRUE(judge(target, {999, 40, 40, 40, 40, 40}).met);
    EXPECT_FALSE(judge(target, {999, 40, 40, 40, 40, 39}).met);
    EXPECT_NEAR(judge(target, {999, 20, 20, 20, 20, 20}).shortfall, 0.5, 1e-7);
}

TEST(Judge, CountsFromThePlansBaselineYearWhereTheModelStartsEarlierOrLater) {
    TargetInfo target = target_of(TargetKind::cumulative_since_baseline, 10, 2023);
    target.baseline_year = 2021;
    EXPECT_TRUE(judge(target, {7, 7, 4, 6}).met);
    EXPECT_FALSE(judge(target, {7, 7, 4, 5}).met);
    target.baseline_year = 2019;
    target.year = 2021;
    EXPECT_TRUE(judge(target, {4, 6}).met) << "2020 itself counts";
    TargetInfo growth = target_of(TargetKind::mean_annual_growth, 10, 2021);
    growth.average = GrowthAverage::arithmetic;
    growth.baseline_year = 2019;
    EXPECT_NEAR(judge(growth, {110, 132}).value, 15, 1e-4) << "100 in 2019, +10 %, +20 %";
}

TEST(Judge, NonDecreasingLooksAtEveryYearUpToTheDeadline) {
    const TargetInfo target = target_of(TargetKind::non_decreasing, 0, 2023);
    EXPECT_TRUE(judge(target, {3, 3, 3.1, 3.1}).met);
    EXPECT_FALSE(judge(target, {3, 3.2, 3.1, 3.3}).met);
    EXPECT_FALSE(judge(target, {3, 2.9, 3.1, 3.3}).met)
        << "the first year counts from the baseline year";
    EXPECT_TRUE(judge(target, {3, 3, 3, 3, 2}).met) << "a fall after the deadline does not count";
}

TEST(Judge, DoneByAndAllUnitsAreLevels) {
    EXPECT_TRUE(judge(target_of(TargetKind::done_by, 1, 2022), {0, 0, 1}).met);
    EXPECT_FALSE(judge(target_of(TargetKind::done_by, 1, 2022), {0, 0, 0}).met);
    EXPECT_TRUE(judge(target_of(TargetKind::all_units, 100, 2022), {0, 90, 100}).met);
    EXPECT_FALSE(judge(target_of(TargetKind::all_units, 100, 2022), {0, 90, 1000.0 / 11}).met);
}

}  // namespace
}  // namespace plancast::reduce
