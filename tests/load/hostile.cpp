// SPDX-License-Identifier: Apache-2.0
#include "tests/load/hostile.h"

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

namespace plancast::testing {
namespace {

std::string repeated(const std::string& part, int times) {
    std::string text;
    for (int time = 0; time < times; ++time)
        text += part;
    return text;
}

std::string numbered(const std::string& before, const std::string& after, int times) {
    std::string text;
    for (int time = 0; time < times; ++time)
        text += before + std::to_string(time) + after;
    return text;
}

}  // namespace

std::vector<HostileText> hostile_texts() {
    constexpr int kMany = 1'000'000;
    return {
        {"lists in lists", "a = " + repeated("[", kMany), "toml_too_deep"},
        {"tables in tables", "a = " + repeated("{a=", kMany), "toml_too_deep"},
        {"a dotted key", "a" + repeated(".a", kMany) + " = 1\n", "toml_too_deep"},
        {"a dotted header", "[a" + repeated(".a", kMany) + "]\n", "toml_too_deep"},
        {"many keys", numbered("k", " = 1\n", kMany), "too_many_values"},
        {"many tables", numbered("[t", "]\n", kMany), "too_many_values"},
        {"many items", "a = [" + repeated("1,", kMany) + "]\n", "too_many_values"},
        {"a long line", "a = \"" + repeated("0123456789", kMany) + "\"\nb = 1\n", "line_too_long"},
        {"a long comment", "# " + repeated("0123456789", kMany) + "\n", "line_too_long"},
        {"many bytes", repeated("# 0123456789\n", 2 * kMany), "file_too_large"},
        {"an open text", "a = \"" + repeated("x", kMany), "toml_unclosed_text"},
        {"a long number", "a = " + repeated("9", kMany / 10) + "\n", "toml_bad_number"},
        {"a large number", "a = 9223372036854775808\n", "toml_bad_number"},
        {"an infinite number", "a = 1e999\n", "toml_bad_number"},
        {"zeros", std::string(100, '\0'), "file_utf16"},
    };
}

TemporaryFolder::TemporaryFolder() {
    std::string name = (std::filesystem::temp_directory_path() / "plancast-load-XXXXXX").string();
    EXPECT_NE(mkdtemp(name.data()), nullptr);
    path_ = name;
}

TemporaryFolder::~TemporaryFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
}

std::string TemporaryFolder::make_pipe() const {
    std::string name = path_ + "/pipe.toml";
    EXPECT_EQ(mkfifo(name.c_str(), 0600), 0);
    return name;
}

std::string TemporaryFolder::make_large_file(std::size_t bytes) const {
    std::string name = path_ + "/large.csv";
    std::ofstream(name).put('x');
    EXPECT_EQ(truncate(name.c_str(), static_cast<off_t>(bytes)), 0);
    return name;
}

}  // namespace plancast::testing
