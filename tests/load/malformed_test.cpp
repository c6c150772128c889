// SPDX-License-Identifier: Apache-2.0
// Every mistake of tests/malformed gives the one message it should, at its place, and no other.
#include <gtest/gtest.h>

#include <set>
#include <string>

#include "plancast/load.h"
#include "sim/base/messages.h"
#include "tests/load/hostile.h"
#include "tests/load/loaded.h"
#include "tests/malformed/cases.h"

namespace plancast {
namespace {

using testing::file_text;
using testing::malformed_cases;
using testing::MalformedCase;

const std::string kRoot = std::string(PLANCAST_SOURCE_DIR) + "/tests/malformed/";

/// What a load finds, with the texts it speaks of.
struct Found {
    SourceSet sources;
    Diagnostics diagnostics;
};

void load(FileKind kind, const SourceSet& sources, int file, Diagnostics& diagnostics) {
    switch (kind) {
        case FileKind::plan:
            load_plan(sources, file, diagnostics);
            break;
        case FileKind::model:
            load_model(sources, file, diagnostics);
            break;
        case FileKind::scenario:
            load_scenario(sources, file, diagnostics);
            break;
        case FileKind::batch:
            load_batch(sources, file, diagnostics);
            break;
        case FileKind::observed:
            load_observed(sources, file, diagnostics);
            break;
    }
}

Found load_alone(FileKind kind, const MalformedCase& wrong) {
    Found found;
    const int file = found.sources.add(wrong.path, file_text(wrong.path));
    load(kind, found.sources, file, found.diagnostics);
    return found;
}

/// A scenario is read with the plan, the model and the batch beside it.
Found load_scenario_case(const MalformedCase& wrong) {
    const std::string base = kRoot + "scenario/_base/";
    const std::string name = wrong.name + ".toml";
    std::string batch = file_text(base + "batch.toml");
    batch.replace(batch.find("CASE"), 4, name);
    Found found;
    load_project({{"batch", "batch.toml", batch},
                  {"plan", "plan.toml", file_text(base + "plan.toml")},
                  {"model", "model.toml", file_text(base + "model.toml")},
                  {"scenario", "other.toml", file_text(base + "other.toml")},
                  {"scenario", name, file_text(wrong.path)}},
                 found.sources, found.diagnostics);
    return found;
}

Found load_batch_case(const MalformedCase& wrong) {
    Found found;
    load_project(wrong.path, {}, found.sources, found.diagnostics);
    return found;
}

/// A table of observations is compared with the plan beside it.
Found load_csv_case(const MalformedCase& wrong) {
    Found found;
    const std::optional<int> file = read_source(wrong.path, found.sources, found.diagnostics);
    EXPECT_TRUE(file.has_value()) << wrong.path;
    const std::vector<Observation> rows = load_observed(found.sources, *file, found.diagnostics);
    const int plan_file = found.sources.add("plan.toml", file_text(kRoot + "csv/_base/plan.toml"));
    const Plan plan = load_plan(found.sources, plan_file, found.diagnostics);
    check_observations(rows, plan, found.diagnostics);
    return found;
}

Found load_case(const std::string& folder, const MalformedCase& wrong) {
    if (folder == "plan") return load_alone(FileKind::plan, wrong);
    if (folder == "model") return load_alone(FileKind::model, wrong);
    if (folder == "scenario") return load_scenario_case(wrong);
    if (folder == "batch") return load_batch_case(wrong);
    return load_csv_case(wrong);
}

class Malformed : public ::testing::TestWithParam<const char*> {};

TEST_P(Malformed, GivesItsMessageAtItsPlaceAndNoOther) {
    const std::vector<MalformedCase> cases = malformed_cases(GetParam());
    EXPECT_GE(cases.size(), 25u);
    for (const MalformedCase& wrong : cases) {
        SCOPED_TRACE(wrong.path);
        const Found found = load_case(GetParam(), wrong);
        testing::expect_diagnostics(wrong, found.diagnostics, found.sources);
    }
}

TEST_P(Malformed, NamesAPlaceThatExists) {
    testing::expect_exact_places(GetParam());
}

void add_said(const Diagnostics& diagnostics, std::set<std::string>& said) {
    for (const Diagnostic& one : diagnostics.list())
        said.insert(message_text(one.message).name);
}

/// What no file of the corpus can be: too large, a pipe, a stored text that is gone, a setting.
void add_other_messages(std::set<std::string>& said) {
    for (const testing::HostileText& hostile : testing::hostile_texts())
        add_said(testing::load_text(load_plan, hostile.text).diagnostics, said);
    const testing::TemporaryFolder folder;
    SourceSet sources;
    Diagnostics diagnostics;
    read_source(folder.make_pipe(), sources, diagnostics);
    const Project project =
        load_project(testing::data_path("batch.toml"), {"no setting"}, sources, diagnostics);
    load_project({project.inputs.begin(), project.inputs.begin() + 1}, sources, diagnostics);
    add_said(diagnostics, said);
}

TEST(Messages, AreAllSaidSomewhere) {
    std::set<std::string> said;
    for (const char* folder : {"plan", "model", "scenario", "batch", "csv"})
        for (const MalformedCase& wrong : malformed_cases(folder))
            add_said(load_case(folder, wrong).diagnostics, said);
    add_other_messages(said);
    constexpr const char* kOurs[] = {
#define PLANCAST_MESSAGE(name, severity, number, what_en, hint_en, what_zh, hint_zh) #name,
#include "sim/base/messages_load.inc"
#undef PLANCAST_MESSAGE
    };
    for (const char* name : kOurs)
        EXPECT_TRUE(said.contains(name)) << "no case gives " << name;
}

INSTANTIATE_TEST_SUITE_P(Files, Malformed,
                         ::testing::Values("plan", "model", "scenario", "batch", "csv"),
                         [](const auto& folder) { return std::string(folder.param); });

}  // namespace
}  // namespace plancast
