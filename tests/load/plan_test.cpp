// SPDX-License-Identifier: Apache-2.0
// plan.toml to values.
#include <gtest/gtest.h>

#include "tests/load/loaded.h"

namespace plancast {
namespace {

using testing::load_file;
using testing::Loaded;

const Target& target(const Plan& plan, const std::string& id) {
    for (const Indicator& indicator : plan.indicators)
        for (const Target& one : indicator.targets)
            if (one.id == id) return one;
    ADD_FAILURE() << "no target " << id;
    static const Target kNone;
    return kNone;
}

TEST(LoadPlan, ReadsTheHeader) {
    const Loaded<Plan> loaded = load_file(load_plan, "plan.toml");
    EXPECT_TRUE(loaded.diagnostics.list().empty()) << loaded.messages();
    const Plan& plan = loaded.value;
    EXPECT_EQ(plan.id, "river-city-2021-2025");
    EXPECT_EQ(plan.title, (LocalText{"示例规划", "A small plan"}));
    EXPECT_EQ(plan.document, "示例〔2021〕1号");
    EXPECT_EQ(plan.baseline_year, 2020);
    EXPECT_EQ(plan.deadline, 2025);
    EXPECT_EQ(plan.last_year, 2035);
}

TEST(LoadPlan, KeepsIndicatorsInTheOrderOfTheFile) {
    const Loaded<Plan> loaded = load_file(load_plan, "plan.toml");
    std::string order;
    for (const Indicator& indicator : loaded.value.indicators)
        order += indicator.id + " ";
    EXPECT_EQ(order, "rd firms energy centre fiscal coverage events intensity ");
    const Indicator& rd = loaded.value.indicators.front();
    EXPECT_EQ(rd.pos.line, 15);
    EXPECT_EQ(rd.pos.column, 12);
    EXPECT_EQ(rd.unit, *parse_unit("亿元"));
    EXPECT_EQ(rd.baseline, 21.87);
    ASSERT_EQ(rd.history.size(), 2u);
    EXPECT_EQ(rd.history[0].year, 2015);
    EXPECT_EQ(rd.history[0].value, 5.1);
    EXPECT_EQ(rd.history_source, "示例年鉴");
    EXPECT_EQ(loaded.value.indicators[5].baseline_unknown, (LocalText{"未公布", "not published"}));
    EXPECT_FALSE(loaded.value.indicators[5].baseline.has_value());
    // A text in one language is in the language it is written in.
    EXPECT_EQ(loaded.value.indicators[7].baseline_unknown, (LocalText{"2020 年未公布", ""}));
}

TEST(LoadPlan, NamesTargetsByTheirYearBesidesTheDeadline) {
    const Loaded<Plan> loaded = load_file(load_plan, "plan.toml");
    const Target& growth = target(loaded.value, "rd");
    EXPECT_EQ(growth.kind, TargetKind::mean_annual_growth);
    EXPECT_EQ(growth.average, GrowthAverage::geometric);
    EXPECT_EQ(growth.value, 10);
    EXPECT_EQ(growth.unit_text, "%/yr") << "the unit of a growth where none is given";
    EXPECT_EQ(growth.modality, Modality::at_least);
    EXPECT_EQ(growth.clause.en, "10 % a year");
    const Target& level = target(loaded.value, "rd_2035");
    EXPECT_EQ(level.year, 2035);
    EXPECT_EQ(level.unit, *parse_unit("万元"));
    EXPECT_TRUE(level.clause.empty());
    ASSERT_TRUE(level.assumption.has_value());
    EXPECT_EQ(level.assumption->author, "规划处");
    EXPECT_EQ(level.assumption->date, "2026-11-23");
    EXPECT_EQ(level.assumption->why.en, "7 % a year");
}

TEST(LoadPlan, ReadsEveryKindOfTarget) {
    const Loaded<Plan> loaded = load_file(load_plan, "plan.toml");
    const Target& firms = target(loaded.value, "firms");
    EXPECT_EQ(firms.modality, Modality::about);
    EXPECT_EQ(firms.tolerance, 0.1);
    EXPECT_EQ(firms.unit_text, "家");
    const Target& energy = target(loaded.value, "energy");
    EXPECT_EQ(energy.direction, Direction::at_most);
    EXPECT_EQ(energy.value, 0.5);
    EXPECT_EQ(energy.judged_on, JudgedOn::reported);
    EXPECT_EQ(target(loaded.value, "centre").kind, TargetKind::done_by);
    EXPECT_EQ(target(loaded.value, "centre").tier, Tier::milestone);
    EXPECT_FALSE(target(loaded.value, "centre").value.has_value());
    EXPECT_EQ(target(loaded.value, "fiscal").kind, TargetKind::non_decreasing);
    EXPECT_EQ(target(loaded.value, "fiscal").tier, Tier::constraint);
    EXPECT_EQ(target(loaded.value, "coverage").kind, TargetKind::all_units);
    EXPECT_EQ(target(loaded.value, "events").kind, TargetKind::cumulative_since_baseline);
}

TEST(LoadPlan, ReadsSetsByTierAndByList) {
    const Loaded<Plan> loaded = load_file(load_plan, "plan.toml");
    ASSERT_EQ(loaded.value.sets.size(), 2u);
    EXPECT_EQ(loaded.value.sets[0].tier, Tier::main);
    EXPECT_EQ(loaded.value.sets[0].name.zh, "主要指标");
    EXPECT_FALSE(loaded.value.sets[1].tier.has_value());
    EXPECT_EQ(loaded.value.sets[1].targets, (std::vector<std::string>{"rd_2035", "firms"}));
}

}  // namespace
}  // namespace plancast
