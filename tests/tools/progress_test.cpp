// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <algorithm>

#include "tools/console.h"

namespace plancast::tools {
namespace {

std::string shown(double seconds_in_all, std::uint64_t steps) {
    testing::internal::CaptureStderr();
    ProgressLine line(Language::en);
    for (std::uint64_t step = 1; step <= steps; ++step)
        line.show(
            {step, steps, seconds_in_all * static_cast<double>(step) / static_cast<double>(steps)});
    return testing::internal::GetCapturedStderr();
}

// Standard error of a test is no terminal.
TEST(Progress, IsAPlainLineForEveryTenth) {
    const std::string text = shown(100, 1000);
    EXPECT_EQ(std::count(text.begin(), text.end(), '\n'), 10);
    EXPECT_NE(text.find("30 % done, 300 of 1 000 runs, about 70 s left\n"), std::string::npos);
    EXPECT_EQ(text.find('\r'), std::string::npos);
}

TEST(Progress, IsAtMostOneLineASecond) {
    const std::string text = shown(3, 1000);
    EXPECT_EQ(std::count(text.begin(), text.end(), '\n'), 2) << text;
    EXPECT_EQ(shown(0.5, 1000), "");
}

TEST(Console, NotesAreClean) {
    testing::internal::CaptureStderr();
    put_note("a\x1B[2Jb\nc\n");
    EXPECT_EQ(testing::internal::GetCapturedStderr(), "a[2Jb\nc\n");
}

}  // namespace
}  // namespace plancast::tools
