// SPDX-License-Identifier: Apache-2.0
#include "tests/malformed/cases.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>

#include "sim/base/messages.h"

namespace plancast::testing {
namespace {

ExpectedMessage parse_expected(const std::string& line) {
    ExpectedMessage expected;
    expected.line = line;
    std::istringstream words(line);
    words >> expected.place >> expected.name;
    std::getline(words >> std::ws, expected.words);
    if (std::count(expected.place.begin(), expected.place.end(), ':') == 2) {
        const std::size_t colon = expected.place.find(':');
        expected.file = expected.place.substr(0, colon);
        expected.place.erase(0, colon + 1);
    }
    return expected;
}

bool fits(const ExpectedMessage& expected, const MalformedCase& wrong, const Diagnostic& diagnostic,
          const SourceSet& sources) {
    const SourcePos& pos = diagnostic.pos;
    const std::string column = expected.place.ends_with('?') ? "?" : std::to_string(pos.column);
    const bool place = expected.place == std::to_string(pos.line) + ":" + column;
    const bool name =
        expected.name == "?" || expected.name == message_text(diagnostic.message).name;
    const std::string file = expected.file.empty()
                                 ? std::filesystem::path(wrong.path).filename().string()
                                 : expected.file;
    const bool right_file =
        pos.file >= 0 && std::filesystem::path(sources.name(pos.file)).filename() == file;
    const std::string text = sentence(diagnostic, Language::en);
    return place && name && right_file && text.find(expected.words) != std::string::npos;
}

}  // namespace

std::string file_text(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    EXPECT_TRUE(file.is_open()) << path;
    return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

std::vector<MalformedCase> malformed_cases(const std::string& folder) {
    const std::filesystem::path root =
        std::filesystem::path(PLANCAST_SOURCE_DIR) / "tests" / "malformed" / folder;
    std::vector<MalformedCase> cases;
    for (const auto& entry : std::filesystem::directory_iterator(root)) {
        std::filesystem::path path = entry.path();
        if (path.extension() != ".toml" && path.extension() != ".csv") continue;
        MalformedCase wrong{path.stem().string(), path.string(), {}};
        std::istringstream lines(file_text(path.replace_extension(".expected").string()));
        for (std::string line; std::getline(lines, line);)
            wrong.expected.push_back(parse_expected(line));
        cases.push_back(std::move(wrong));
    }
    std::sort(cases.begin(), cases.end(),
              [](const MalformedCase& left, const MalformedCase& right) {
                  return left.name < right.name;
              });
    return cases;
}

void expect_diagnostics(const MalformedCase& wrong, const Diagnostics& diagnostics,
                        const SourceSet& sources) {
    ASSERT_FALSE(wrong.expected.empty()) << wrong.path;
    // An argument that is missing would leave its quotation marks side by side.
    for (const Diagnostic& one : diagnostics.list())
        for (const Language language : {Language::en, Language::zh})
            EXPECT_EQ(sentence(one, language).find("``"), std::string::npos)
                << sentence(one, language);
    const std::string shown = wrong.path + "\n" + render(diagnostics, sources, Language::en);
    std::size_t errors = 0;
    for (const ExpectedMessage& expected : wrong.expected) {
        const auto found = std::find_if(
            diagnostics.list().begin(), diagnostics.list().end(),
            [&](const Diagnostic& one) { return fits(expected, wrong, one, sources); });
        if (found == diagnostics.list().end())
            ADD_FAILURE() << "missing: " << expected.line << "\n" << shown;
        else if (severity(found->message) == Severity::error)
            ++errors;
    }
    EXPECT_EQ(static_cast<std::size_t>(diagnostics.error_count()), errors) << shown;
    // A warning or a note is the only thing said.
    if (errors == 0) {
        EXPECT_EQ(diagnostics.list().size(), wrong.expected.size()) << shown;
    }
}

void expect_exact_places(const std::string& folder) {
    for (const MalformedCase& wrong : malformed_cases(folder))
        for (const ExpectedMessage& expected : wrong.expected) {
            EXPECT_EQ(expected.place.find('?'), std::string::npos) << wrong.path;
            EXPECT_NE(expected.name, "?") << wrong.path;
        }
}

}  // namespace plancast::testing
