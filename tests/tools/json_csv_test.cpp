// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <limits>

#include "sim/base/require.h"
#include "sim/base/text.h"
#include "tools/csv.h"
#include "tools/json.h"

namespace plancast::tools {
namespace {

TEST(Json, WritesNestedValues) {
    Json json;
    json.object().key("a").array().integer(std::int64_t{-1}).truth(true).null().end();
    json.key("b").object().end().key("c").text("x").end();
    EXPECT_EQ(
        json.take(),
        "{\n  \"a\": [\n    -1,\n    true,\n    null\n  ],\n  \"b\": {},\n  \"c\": \"x\"\n}\n");
}

TEST(Json, EscapesWhatAParserOrATerminalWouldTake) {
    Json json;
    json.text(
        "a\"b\\c\nd\x1B"
        "e\u009Bf\u202Eg\xFFh承德");
    EXPECT_EQ(json.take(), "\"a\\\"b\\\\c\\u000ad\\u001be\\u009bf\\u202eg\xEF\xBF\xBDh承德\"\n");
}

TEST(Json, NumbersReadBackTheSame) {
    for (const double value : {0.1, 1.0 / 3, 5e-324, 1.7976931348623157e308, -2.5, 1e21}) {
        std::string text = Json().number(value).take();
        text.pop_back();
        double read = 0;
        ASSERT_TRUE(parse_number(text, read));
        EXPECT_EQ(read, value);
    }
    EXPECT_EQ(Json().number(0.1f).take(), "0.1\n");
    EXPECT_EQ(Json().integer(std::numeric_limits<std::uint64_t>::max()).take(),
              "18446744073709551615\n");
}

TEST(Json, HasNoWordForNaN) {
    EXPECT_EQ(Json().number(std::numeric_limits<double>::quiet_NaN()).take(), "null\n");
    EXPECT_EQ(Json().number(-std::numeric_limits<float>::infinity()).take(), "null\n");
}

TEST(Json, RefusesToEndHalfway) {
    Json json;
    json.object();
    EXPECT_THROW(json.take(), Bug);
}

std::string one_cell(std::string_view text) {
    Csv csv({"a", "b"});
    csv.text(text).number(-0.5).end_row();
    const std::string all = csv.take(false);
    return all.substr(4, all.size() - 4 - 6);
}

TEST(Csv, QuotesByTheRules) {
    EXPECT_EQ(one_cell("plain"), "plain");
    EXPECT_EQ(one_cell("a,b"), "\"a,b\"");
    EXPECT_EQ(one_cell("say \"yes\""), "\"say \"\"yes\"\"\"");
    EXPECT_EQ(one_cell("two\nlines"), "two lines");
}

TEST(Csv, HasNoFormulas) {
    EXPECT_EQ(one_cell("=1+1"), "'=1+1");
    EXPECT_EQ(one_cell("+cmd"), "'+cmd");
    EXPECT_EQ(one_cell("-2"), "'-2");
    EXPECT_EQ(one_cell("@SUM(A1)"), "'@SUM(A1)");
    EXPECT_EQ(one_cell("\t=1"), "' =1");
    EXPECT_EQ(one_cell("=HYPERLINK(\"x\",\"y\")"), "\"'=HYPERLINK(\"\"x\"\",\"\"y\"\")\"");
}

TEST(Csv, LeavesNumbersAlone) {
    Csv csv({"a", "b", "c"});
    csv.number(-0.5).number(std::numeric_limits<double>::quiet_NaN()).integer(-3).end_row();
    csv.number(0.1f).end_row();
    EXPECT_EQ(csv.take(false), "a,b,c\n-0.5,,-3\n0.1,,\n");
}

TEST(Csv, OpensInExcel) {
    Csv csv({"名称"});
    csv.text("承德").end_row();
    EXPECT_EQ(csv.take(true), "\xEF\xBB\xBF名称\r\n承德\r\n");
}

}  // namespace
}  // namespace plancast::tools
