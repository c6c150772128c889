// SPDX-License-Identifier: Apache-2.0
// observed.csv to values.
#include <gtest/gtest.h>

#include "tests/load/loaded.h"

namespace plancast {
namespace {

using testing::load_file;
using testing::load_text;
using testing::Loaded;
using Rows = std::vector<Observation>;

TEST(LoadObserved, ReadsColumnsInAnyOrder) {
    const Loaded<Rows> loaded = load_file(load_observed, "observed.csv");
    EXPECT_TRUE(loaded.diagnostics.list().empty()) << loaded.messages();
    ASSERT_EQ(loaded.value.size(), 5u) << "an empty line is no row";
    const Observation& rd = loaded.value[0];
    EXPECT_EQ(rd.indicator, "rd");
    EXPECT_EQ(rd.year, 2021);
    EXPECT_EQ(rd.value, 24.1);
    EXPECT_EQ(rd.unit, "亿元");
    EXPECT_EQ(rd.kind, ObservationKind::rounded);
    EXPECT_EQ(rd.error, 0.05);
    EXPECT_EQ(rd.vintage, "2022-09");
    EXPECT_EQ(rd.source, "市统计公报");
    EXPECT_EQ(rd.pos, (SourcePos{0, 2, 9, 2}));
    EXPECT_EQ(loaded.value[1].source, "科技局, \"初步\" 统计");
    EXPECT_FALSE(loaded.value[1].error.has_value());
    EXPECT_EQ(loaded.value[4].kind, ObservationKind::survey);
}

TEST(LoadObserved, ReadsBoundsOnBothSides) {
    const Loaded<Rows> loaded = load_file(load_observed, "observed.csv");
    EXPECT_TRUE(loaded.value[2].below && !loaded.value[2].above);
    EXPECT_EQ(loaded.value[2].value, 2);
    EXPECT_TRUE(loaded.value[3].above && !loaded.value[3].below);
    EXPECT_EQ(loaded.value[3].value, 1.5);
    EXPECT_FALSE(loaded.value[0].below || loaded.value[0].above);
}

TEST(LoadObserved, FitsItsPlan) {
    Loaded<Rows> rows = load_file(load_observed, "observed.csv");
    const Loaded<Plan> plan = load_file(load_plan, "plan.toml");
    check_observations(rows.value, plan.value, rows.diagnostics);
    EXPECT_TRUE(rows.diagnostics.list().empty()) << rows.messages();
}

TEST(LoadObserved, NeedsNoErrorColumnWhereNoneIsStated) {
    const Loaded<Rows> loaded = load_text(
        load_observed,
        "indicator,year,value,unit,kind,vintage,source\nrd,2021,1,亿元,exact,2022,x\n", "a.csv");
    EXPECT_TRUE(loaded.diagnostics.list().empty()) << loaded.messages();
    EXPECT_EQ(loaded.value.size(), 1u);
}

TEST(LoadObserved, KeepsTheSoundRowsBesideABadOne) {
    const Loaded<Rows> loaded =
        load_text(load_observed,
                  "indicator,year,value,unit,kind,vintage,source\nrd,2021,x,亿元,exact,2022,a\n"
                  "rd,2022,1,亿元,exact,2023,a\nrd,2022,2,亿元,exact,2023-06,a\n",
                  "a.csv");
    EXPECT_EQ(loaded.diagnostics.error_count(), 1);
    EXPECT_EQ(loaded.value.size(), 2u) << "two releases of one datum are two rows";
}

}  // namespace
}  // namespace plancast
