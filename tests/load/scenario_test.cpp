// SPDX-License-Identifier: Apache-2.0
// Scenarios, batches and whole projects.
#include <gtest/gtest.h>

#include "sim/base/messages.h"
#include "tests/load/loaded.h"

namespace plancast {
namespace {

using testing::data_path;
using testing::load_file;
using testing::load_text;
using testing::Loaded;

Loaded<Project> load_data(const std::vector<std::string>& settings = {}) {
    Loaded<Project> loaded;
    loaded.value =
        load_project(data_path("batch.toml"), settings, loaded.sources, loaded.diagnostics);
    return loaded;
}

TEST(LoadScenario, ReadsEveryVerb) {
    const Loaded<Scenario> loaded = load_file(load_scenario, "high.toml");
    EXPECT_TRUE(loaded.diagnostics.list().empty()) << loaded.messages();
    const Scenario& high = loaded.value;
    EXPECT_EQ(high.id, "high");
    EXPECT_EQ(high.extends, "plan") << "where nothing is said";
    ASSERT_EQ(high.changes.size(), 4u);
    EXPECT_EQ(high.changes[0].verb, Verb::multiply);
    EXPECT_EQ(high.changes[0].only, (std::vector<std::string>{"A"}));
    EXPECT_EQ(high.changes[0].why.en, "more money");
    EXPECT_EQ(high.changes[0].values.ranges[1].first, 2023);
    EXPECT_EQ(high.changes[0].name_pos.column, 10) << "inside the quotation marks";
    EXPECT_EQ(high.changes[1].verb, Verb::shift);
    EXPECT_EQ(high.changes[1].of, ShiftBase::amount);
    EXPECT_EQ(high.changes[1].fractions[1].second.text, "1000[万元/yr]");
    EXPECT_EQ(high.changes[1].years->first, 2024);
    EXPECT_EQ(high.changes[1].years->last, 2024);
    EXPECT_EQ(high.changes[2].kind, ChangeKind::exogenous);
    EXPECT_EQ(high.changes[2].values.otherwise->common->text, "0.01");
    EXPECT_EQ(high.changes[2].provenance.source, "a forecast");
    EXPECT_EQ(high.changes[3].kind, ChangeKind::parameter);
    EXPECT_EQ(high.changes[3].prior.common->text, "normal(0.02, 0.01)");
}

TEST(LoadScenario, TakesSharesThatCancelUpToRounding) {
    const std::string head =
        "format = \"plancast-scenario 1\"\nid = \"s\"\nname = \"s\"\n[[change]]\nlever = \"u\"\n";
    const auto errors = [&](const std::string& change) {
        return load_text(load_scenario, head + change).diagnostics.error_count();
    };
    EXPECT_EQ(errors("shift = { a = 0.1, b = 0.2, c = -0.3 }\n"), 0);
    EXPECT_EQ(errors("shift = { a = 0.1, b = -0.1000001 }\n"), 1);
    EXPECT_EQ(errors("shift = { a = \"1[亿元]\", b = \"-10000[万元]\" }\nof = \"amount\"\n"), 0);
    EXPECT_EQ(errors("shift = { a = \"1[亿元]\", b = -1 }\nof = \"amount\"\n"), 1);
}

TEST(LoadBatch, ReadsTheDesign) {
    const Loaded<Batch> loaded = load_file(load_batch, "batch.toml");
    EXPECT_TRUE(loaded.diagnostics.list().empty()) << loaded.messages();
    const Batch& batch = loaded.value;
    EXPECT_EQ(batch.plan_path, "plan.toml");
    EXPECT_EQ(batch.design.runs, 100'000u);
    EXPECT_EQ(batch.design.seed, UINT64_MAX) << "a text holds what TOML's integers cannot";
    EXPECT_EQ(batch.design.sampler, SamplerKind::lhs);
    EXPECT_EQ(batch.design.prior_vintage, 2024);
    ASSERT_EQ(batch.design.structure_weights.size(), 2u);
    EXPECT_EQ(batch.design.structure_weights[0], (std::pair<std::string, double>{"full", 3}));
    EXPECT_EQ(batch.scenario_entries, (std::vector<std::string>{"low.toml", "plan", "high.toml"}));
}

TEST(LoadBatch, HasDefaults) {
    const Loaded<Batch> loaded = load_text(
        load_batch,
        "format = \"plancast-batch 1\"\nmodel = \"m.toml\"\nscenarios = [\"plan\"]\n"
        "design = { runs = 8796093022208, seed = 9223372036854775807 }\nstore = { runs = [] }\n");
    EXPECT_TRUE(loaded.diagnostics.list().empty()) << loaded.messages();
    EXPECT_EQ(loaded.value.design.runs, kMostRuns);
    EXPECT_EQ(loaded.value.design.seed, std::uint64_t{9223372036854775807u});
    EXPECT_EQ(loaded.value.design.sampler, SamplerKind::random);
    EXPECT_EQ(loaded.value.design.prior_vintage, kOpenYear);
    EXPECT_TRUE(loaded.value.design.structure_weights.empty());
    EXPECT_TRUE(loaded.value.store.parameters);
    EXPECT_TRUE(loaded.value.store.runs.empty());
}

TEST(LoadProject, ReadsEveryFileBesideTheBatch) {
    const Loaded<Project> loaded = load_data();
    EXPECT_TRUE(loaded.diagnostics.list().empty()) << loaded.messages();
    const Project& project = loaded.value;
    EXPECT_TRUE(project.has_plan);
    EXPECT_EQ(project.plan.indicators.size(), 8u);
    EXPECT_EQ(project.model.entries.size(), 13u);
    ASSERT_EQ(project.scenarios.size(), 3u);
    EXPECT_EQ(project.scenarios[0].id, "low") << "in the order of the batch";
    EXPECT_EQ(project.scenarios[0].extends, "high");
    EXPECT_EQ(project.scenarios[1].id, "plan");
    EXPECT_EQ(project.scenarios[1].extends, "");
    EXPECT_TRUE(project.scenarios[1].changes.empty());
    EXPECT_EQ(project.batch.baseline_scenario, "plan") << "where the batch names none";
    ASSERT_EQ(project.batch.store.runs.size(), 1u);
    EXPECT_EQ(project.batch.store.runs[0].first, "tier:main");
    EXPECT_EQ(project.batch.store.summary[0].first, "all");
    std::string inputs;
    for (const InputText& input : project.inputs)
        inputs += input.role + " " + input.name.substr(input.name.rfind('/') + 1) + "; ";
    EXPECT_EQ(inputs,
              "batch batch.toml; plan plan.toml; model model.toml; scenario low.toml; "
              "scenario high.toml; ");
}

TEST(LoadProject, RunsAModelWithoutAPlan) {
    Loaded<Project> loaded;
    const std::string model =
        "format = \"plancast-model 1\"\nid = \"m\"\ntitle = \"m\"\nbaseline_year = 1\n"
        "last_year = 3\n[equation]\nx = { eq = \"1\", unit = \"1\" }\n";
    const std::string batch =
        "format = \"plancast-batch 1\"\nmodel = \"m.toml\"\nscenarios = [\"plan\"]\n"
        "design = { runs = 1, seed = 0 }\n";
    loaded.value = load_project({{"batch", "batch.toml", batch}, {"model", "m.toml", model}},
                                loaded.sources, loaded.diagnostics);
    EXPECT_TRUE(loaded.diagnostics.list().empty()) << loaded.messages();
    EXPECT_FALSE(loaded.value.has_plan);
    EXPECT_EQ(loaded.value.batch.store.runs[0].first, "all") << "there are no main targets";
}

TEST(LoadProject, TakesSettingsAsAnInputOfTheirOwn) {
    const Loaded<Project> loaded = load_data({"rule=1", " u[B] = 0.2[亿元/yr]"});
    EXPECT_TRUE(loaded.diagnostics.list().empty()) << loaded.messages();
    const Project& project = loaded.value;
    EXPECT_EQ(project.inputs.back().role, "settings");
    EXPECT_EQ(project.inputs.back().text, "rule=1\n u[B] = 0.2[亿元/yr]\n");
    ASSERT_EQ(project.settings.size(), 2u);
    EXPECT_EQ(project.settings[0].kind, ChangeKind::lever);
    EXPECT_EQ(project.settings[0].verb, Verb::set);
    EXPECT_EQ(project.settings[0].name, "rule");
    EXPECT_EQ(project.settings[0].values.otherwise->common->text, "1");
    EXPECT_EQ(project.settings[1].only, (std::vector<std::string>{"B"}));
    EXPECT_EQ(project.settings[1].values.otherwise->common->text, "0.2[亿元/yr]");
    EXPECT_EQ(project.settings[1].values.otherwise->common->pos.column, 9);
    EXPECT_EQ(project.settings[1].values.otherwise->common->pos.line, 2);
}

TEST(LoadProject, RefusesSettingsThatNameNoLever) {
    const auto said = [](const std::string& setting) {
        const Loaded<Project> loaded = load_data({setting});
        EXPECT_EQ(loaded.diagnostics.error_count(), 1) << loaded.messages();
        return std::string(message_text(loaded.diagnostics.list().front().message).name);
    };
    EXPECT_EQ(said("rule"), "setting_syntax");
    EXPECT_EQ(said("rule="), "setting_syntax");
    EXPECT_EQ(said("=1"), "setting_syntax");
    EXPECT_EQ(said("u[A=1"), "setting_syntax");
    EXPECT_EQ(said("ruel=1"), "change_unknown_name");
    EXPECT_EQ(said("g=1"), "change_other_kind");
    EXPECT_EQ(said("u[C]=1"), "unknown_element");
    EXPECT_EQ(said("rule[A]=1"), "change_only_of_scalar");
}

TEST(LoadProject, LoadsTheSameFromItsStoredTexts) {
    const Loaded<Project> first = load_data({"rule=1"});
    Loaded<Project> second;
    second.value = load_project(first.value.inputs, second.sources, second.diagnostics);
    EXPECT_TRUE(second.diagnostics.list().empty()) << second.messages();
    const Project& left = first.value;
    const Project& right = second.value;
    ASSERT_EQ(right.inputs.size(), left.inputs.size());
    for (std::size_t at = 0; at < left.inputs.size(); ++at) {
        EXPECT_EQ(right.inputs[at].role, left.inputs[at].role);
        EXPECT_EQ(right.inputs[at].name, left.inputs[at].name);
        EXPECT_EQ(right.inputs[at].text, left.inputs[at].text);
        EXPECT_EQ(second.sources.name(static_cast<int>(at)), left.inputs[at].name);
    }
    ASSERT_EQ(right.model.entries.size(), left.model.entries.size());
    for (std::size_t at = 0; at < left.model.entries.size(); ++at) {
        EXPECT_EQ(right.model.entries[at].id, left.model.entries[at].id);
        EXPECT_EQ(right.model.entries[at].pos, left.model.entries[at].pos);
    }
    ASSERT_EQ(right.scenarios.size(), left.scenarios.size());
    for (std::size_t at = 0; at < left.scenarios.size(); ++at) {
        EXPECT_EQ(right.scenarios[at].id, left.scenarios[at].id);
        EXPECT_EQ(right.scenarios[at].changes.size(), left.scenarios[at].changes.size());
    }
    EXPECT_EQ(right.settings.size(), left.settings.size());
    EXPECT_EQ(right.plan.indicators.size(), left.plan.indicators.size());
    EXPECT_EQ(right.batch.design.seed, left.batch.design.seed);
    EXPECT_EQ(right.batch.baseline_scenario, left.batch.baseline_scenario);
}

TEST(LoadProject, SaysWhichStoredTextIsMissing) {
    const Loaded<Project> whole = load_data();
    for (std::size_t gone = 0; gone < whole.value.inputs.size(); ++gone) {
        std::vector<InputText> inputs = whole.value.inputs;
        const std::string role = inputs[gone].role;
        inputs.erase(inputs.begin() + static_cast<std::ptrdiff_t>(gone));
        Loaded<Project> loaded;
        loaded.value = load_project(inputs, loaded.sources, loaded.diagnostics);
        ASSERT_EQ(loaded.diagnostics.error_count(), 1) << role << loaded.messages();
        EXPECT_EQ(loaded.diagnostics.list().front().message, Message::input_missing);
        EXPECT_EQ(loaded.diagnostics.list().front().args.front(), role);
    }
}

TEST(LoadProject, FailsWhereTheBatchItselfCannotBeRead) {
    SourceSet sources;
    Diagnostics diagnostics;
    try {
        load_project(data_path("no_batch.toml"), {}, sources, diagnostics);
        FAIL() << "a missing batch was read";
    } catch (const Failure& failure) {
        EXPECT_EQ(failure.code(), ExitCode::input_output);
        EXPECT_EQ(failure.diagnostic().message, Message::file_missing);
    }
    EXPECT_TRUE(diagnostics.list().empty());
}

}  // namespace
}  // namespace plancast
