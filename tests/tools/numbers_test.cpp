// SPDX-License-Identifier: Apache-2.0
#include "tools/numbers.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "sim/base/text.h"

namespace plancast::tools {
namespace {

Share share(std::int64_t hits, std::int64_t runs) {
    return {hits, runs, static_cast<double>(hits) / static_cast<double>(runs), {}};
}

TEST(Percent, IsNeverCertainWhereRunsDisagree) {
    for (const std::int64_t runs : {1, 3, 1999, 100000})
        for (std::int64_t hits = 0; hits <= runs; ++hits) {
            const std::string text = percent(share(hits, runs));
            EXPECT_EQ(text == "0.0", hits == 0) << hits << " of " << runs;
            EXPECT_EQ(text == "100.0", hits == runs) << hits << " of " << runs;
        }
    EXPECT_EQ(percent(share(1, 100000)), "<0.1");
    EXPECT_EQ(percent(share(99999, 100000)), ">99.9");
    EXPECT_EQ(percent(share(61, 100)), "61.0");
}

TEST(Percent, SaysNothingOfNoRuns) {
    EXPECT_EQ(percent(Share{}), "-");
    EXPECT_EQ(percent(std::numeric_limits<double>::quiet_NaN()), "-");
    EXPECT_EQ(percent(Interval{}), "-");
}

TEST(Percent, ShowsIntervals) {
    EXPECT_EQ(percent(Interval{.749, .7551, IntervalMethod::wilson}), "74.9 - 75.5");
    EXPECT_EQ(percent(Interval{.74901, .74912, IntervalMethod::wilson}), "74.90 - 74.91");
    EXPECT_EQ(percent(wilson_interval(0, 1000)), "0.0 - 0.4");
    EXPECT_EQ(percent(wilson_interval(100000, 100000)), ">99.99 - 100.00");
    EXPECT_EQ(percent(wilson_interval(2, 100000)), "<0.01 - 0.01");
}

TEST(ShortNumber, HasFourDigits) {
    EXPECT_EQ(short_number(34.1234), "34.12");
    EXPECT_EQ(short_number(-0.0512345), "-0.05123");
    EXPECT_EQ(short_number(2150), "2150");
    EXPECT_EQ(short_number(123456.7), "123457");
    EXPECT_EQ(short_number(0), "0");
    EXPECT_EQ(short_number(1.5e12), "1.500e+12");
    EXPECT_EQ(short_number(2e-7), "2.000e-07");
    EXPECT_EQ(short_number(std::numeric_limits<double>::quiet_NaN()), "-");
    EXPECT_EQ(short_number(std::numeric_limits<double>::infinity()), "inf");
}

TEST(ShortNumber, IsTheValueToItsDigits) {
    for (double value = 1.1e-6; value < 1e12; value *= 1.7) {
        double read = 0;
        ASSERT_TRUE(parse_number(short_number(value, 6), read));
        // Half a unit of the sixth digit, where the number has one.
        EXPECT_LE(std::abs(read - value), 0.51e-5 * value) << value;
    }
}

TEST(Grouped, SetsSpacesEveryThreeDigits) {
    EXPECT_EQ(grouped(0), "0");
    EXPECT_EQ(grouped(999), "999");
    EXPECT_EQ(grouped(1000), "1 000");
    EXPECT_EQ(grouped(1234567), "1 234 567");
}

TEST(BytesText, UsesDecimalUnits) {
    EXPECT_EQ(bytes_text(512), "512 B");
    EXPECT_EQ(bytes_text(1500), "1.5 kB");
    EXPECT_EQ(bytes_text(422272595761928), "422 TB");
    EXPECT_EQ(bytes_text(999600), "1.0 MB");
}

}  // namespace
}  // namespace plancast::tools
