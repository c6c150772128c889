// SPDX-License-Identifier: Apache-2.0
// Every mistake that only the compiler can see gives its one message, at its place.
#include <gtest/gtest.h>

#include <set>
#include <string>

#include "plancast/load.h"
#include "plancast/program.h"
#include "sim/base/messages.h"
#include "tests/malformed/cases.h"

namespace plancast {
namespace {

using testing::file_text;
using testing::malformed_cases;
using testing::MalformedCase;

const std::string kRoot = std::string(PLANCAST_SOURCE_DIR) + "/tests/malformed/";
struct Found {
    SourceSet sources;
    Diagnostics diagnostics;
};

void compile_inputs(const std::vector<InputText>& inputs, Found& found) {
    const Project project = load_project(inputs, found.sources, found.diagnostics);
    if (found.diagnostics.has_errors()) return;
    const auto program = compile(project, found.sources, {}, found.diagnostics);
    EXPECT_NE(program.has_value(), found.diagnostics.has_errors());
}

/// equation/: a model alone.
void compile_model(const MalformedCase& wrong, Found& found) {
    const std::string name = wrong.name + ".toml";
    const std::string batch = "format = \"plancast-batch 1\"\nmodel = \"" + name +
                              "\"\nscenarios = [\"plan\"]\n[design]\nruns = 1000\nseed = 1\n"
                              "prior_vintage = 2026\n";
    compile_inputs({{"batch", "batch.toml", batch}, {"model", name, file_text(wrong.path)}}, found);
}

/// project/: a file that takes the place of its kind in a project without mistakes.
void compile_project(const MalformedCase& wrong, Found& found) {
    const std::string text = file_text(wrong.path);
    const std::string name = wrong.name + ".toml";
    std::vector<InputText> inputs;
    for (const char* role : {"batch", "plan", "model", "scenario"}) {
        const bool replaced = text.starts_with("format = \"plancast-" + std::string(role));
        inputs.push_back({role, std::string(role) + ".toml",
                          replaced ? text : file_text(kRoot + "project/_base/" + role + ".toml")});
        if (!replaced) continue;
        inputs.back().name = name;
        if (std::string(role) == "batch") continue;
        const std::string original = std::string(role) + ".toml\"";
        std::string& batch = inputs.front().text;
        batch.replace(batch.find(original), original.size(), name + "\"");
    }
    compile_inputs(inputs, found);
}

Found compile_case(const std::string& folder, const MalformedCase& wrong) {
    Found found;
    if (folder == "equation")
        compile_model(wrong, found);
    else
        compile_project(wrong, found);
    return found;
}

class Malformed : public ::testing::TestWithParam<const char*> {};

TEST_P(Malformed, GivesItsMessageAtItsPlaceAndNoOther) {
    const std::vector<MalformedCase> cases = malformed_cases(GetParam());
    EXPECT_GE(cases.size(), 10u);
    for (const MalformedCase& wrong : cases) {
        SCOPED_TRACE(wrong.path);
        const Found found = compile_case(GetParam(), wrong);
        testing::expect_diagnostics(wrong, found.diagnostics, found.sources);
    }
}

TEST_P(Malformed, NamesAPlaceThatExists) {
    testing::expect_exact_places(GetParam());
}

TEST(Project, OfTheCasesHasNoMistakeItself) {
    Found found;
    std::vector<InputText> inputs;
    for (const char* role : {"batch", "plan", "model", "scenario"})
        inputs.push_back({role, std::string(role) + ".toml",
                          file_text(kRoot + "project/_base/" + role + ".toml")});
    compile_inputs(inputs, found);
    EXPECT_EQ(render(found.diagnostics, found.sources, Language::en), "");
}

TEST(Messages, AreAllSaidSomewhere) {
    std::set<std::string> said;
    for (const char* folder : {"equation", "project"})
        for (const MalformedCase& wrong : malformed_cases(folder)) {
            const Found found = compile_case(folder, wrong);
            for (const Diagnostic& one : found.diagnostics.list())
                said.insert(message_text(one.message).name);
        }
    constexpr const char* kOurs[] = {
#define PLANCAST_MESSAGE(name, severity, number, what_en, hint_en, what_zh, hint_zh) #name,
#include "sim/base/messages_compile.inc"
#undef PLANCAST_MESSAGE
    };
    for (const char* name : kOurs)
        EXPECT_TRUE(said.contains(name)) << "no case gives " << name;
}

INSTANTIATE_TEST_SUITE_P(Files, Malformed, ::testing::Values("equation", "project"),
                         [](const auto& folder) { return std::string(folder.param); });

}  // namespace
}  // namespace plancast
