// SPDX-License-Identifier: Apache-2.0
// A batch and every file it names, from disk or from the texts a result file holds.
#include <algorithm>
#include <functional>

#include "plancast/load.h"
#include "sim/base/messages.h"
#include "sim/load/batch.h"
#include "sim/load/names.h"
#include "sim/load/project_check.h"
#include "sim/load/settings.h"
#include "sim/load/source.h"

namespace plancast::loader {
namespace {

constexpr const char* kSettingsName = "--set";

/// The text of a file: its role, its path, and where it is named. Nothing, with an error, where it
/// cannot be had.
using Fetch = std::function<std::optional<std::string>(const std::string& role,
                                                       const std::string& name, SourcePos asked)>;

/// `path` as written in the file `from`.
std::string beside(const std::string& from, const std::string& path) {
    const std::size_t slash = from.rfind('/');
    if (path.starts_with('/') || slash == std::string::npos) return path;
    return from.substr(0, slash + 1) + path;
}

Scenario plan_scenario(SourcePos pos) {
    Scenario plan;
    plan.id = "plan";
    plan.pos = pos;
    plan.name = {"规划", "Plan"};
    plan.extends_pos = pos;
    return plan;
}

class ProjectLoader {
public:
    ProjectLoader(SourceSet& sources, Diagnostics& diagnostics, Fetch fetch)
        : sources_(sources), diagnostics_(diagnostics), fetch_(std::move(fetch)) {}

    Project load(const std::string& batch_path, const std::string& batch_text,
                 const std::string& settings) {
        path_ = batch_path;
        const BatchFile batch = read_batch(reading(add("batch", batch_path, batch_text)));
        project_.batch = batch.batch;
        if (!batch.batch.plan_path.empty()) load_the_plan(batch);
        if (!batch.batch.model_path.empty()) load_the_model(batch);
        load_the_scenarios(batch);
        if (!settings.empty())
            project_.settings = read_settings(reading(add("settings", kSettingsName, settings)));
        check_all();
        fill_in_defaults(batch);
        return std::move(project_);
    }

private:
    Reading reading(int file) const { return {sources_, file, diagnostics_}; }

    int add(const std::string& role, const std::string& name, const std::string& text) {
        project_.inputs.push_back({role, name, text});
        return sources_.add(name, text);
    }

    std::optional<int> fetch(const std::string& role, const std::string& path, SourcePos asked) {
        const std::string name = beside(path_, path);
        const std::optional<std::string> text = fetch_(role, name, asked);
        return text ? std::optional(add(role, name, *text)) : std::nullopt;
    }

    void load_the_plan(const BatchFile& batch) {
        const std::optional<int> file = fetch("plan", batch.batch.plan_path, batch.plan_pos);
        if (!file) return;
        project_.plan = load_plan(sources_, *file, diagnostics_);
        project_.has_plan = true;
    }

    void load_the_model(const BatchFile& batch) {
        const std::optional<int> file = fetch("model", batch.batch.model_path, batch.model_pos);
        if (!file) return;
        project_.model = load_model(sources_, *file, diagnostics_);
        // A model that is no TOML has no names that a scenario could be compared with.
        model_read_ = project_.model.last_year > 0 || !project_.model.entries.empty();
    }

    void load_the_scenarios(const BatchFile& batch) {
        for (std::size_t at = 0; at < batch.entry_pos.size(); ++at) {
            const std::string& entry = batch.batch.scenario_entries[at];
            if (entry == "plan") {
                project_.scenarios.push_back(plan_scenario(batch.entry_pos[at]));
                continue;
            }
            const std::optional<int> file = fetch("scenario", entry, batch.entry_pos[at]);
            if (!file) {
                all_read_ = false;
                continue;
            }
            Scenario scenario = load_scenario(sources_, *file, diagnostics_);
            all_read_ = all_read_ && !scenario.id.empty();
            project_.scenarios.push_back(std::move(scenario));
        }
    }

    void check_all() {
        // A scenario that could not be read may be the one another extends.
        if (all_read_) check_scenarios(project_.scenarios, sources_, diagnostics_);
        if (!model_read_) return;
        for (const Scenario& scenario : project_.scenarios)
            check_changes(project_.model, scenario.changes, diagnostics_);
        check_changes(project_.model, project_.settings, diagnostics_);
    }

    void fill_in_defaults(const BatchFile& file) {
        Batch& batch = project_.batch;
        KnownNames ids;
        for (const Scenario& scenario : project_.scenarios)
            ids.add(scenario.id);
        if (batch.baseline_scenario.empty() && !project_.scenarios.empty())
            batch.baseline_scenario = ids.contains("plan") ? "plan" : project_.scenarios.front().id;
        else if (all_read_ && !project_.scenarios.empty() && !ids.contains(batch.baseline_scenario))
            diagnostics_.add(
                Message::baseline_scenario_unknown, batch.baseline_pos,
                {batch.baseline_scenario, ids.nearest(diagnostics_, batch.baseline_scenario)});
        const auto has_main = [](const Indicator& indicator) {
            return std::any_of(indicator.targets.begin(), indicator.targets.end(),
                               [](const Target& target) { return target.tier == Tier::main; });
        };
        const std::vector<Indicator>& indicators = project_.plan.indicators;
        const bool main = std::any_of(indicators.begin(), indicators.end(), has_main);
        if (!file.runs_named) batch.store.runs = {{main ? "tier:main" : "all", batch.baseline_pos}};
        if (!file.summary_named) batch.store.summary = {{"all", batch.baseline_pos}};
    }

    SourceSet& sources_;
    Diagnostics& diagnostics_;
    Fetch fetch_;
    std::string path_;
    Project project_;
    bool model_read_ = false;
    bool all_read_ = true;
};

const InputText* find_input(const std::vector<InputText>& inputs, const std::string& role) {
    const auto found = std::find_if(inputs.begin(), inputs.end(),
                                    [&](const InputText& input) { return input.role == role; });
    return found == inputs.end() ? nullptr : &*found;
}

std::string joined_lines(const std::vector<std::string>& lines) {
    std::string text;
    for (const std::string& line : lines)
        text += line + "\n";
    return text;
}

}  // namespace
}  // namespace plancast::loader

namespace plancast {

Project load_project(const std::string& batch_path, const std::vector<std::string>& settings,
                     SourceSet& sources, Diagnostics& diagnostics) {
    Diagnostics unreadable;
    const std::optional<std::string> batch = loader::read_bytes(batch_path, {}, unreadable);
    if (!batch) {
        const Diagnostic& why = unreadable.list().front();
        throw Failure(ExitCode::input_output, why.message, why.args);
    }
    const auto fetch = [&](const std::string&, const std::string& name, SourcePos asked) {
        return loader::read_bytes(name, asked, diagnostics);
    };
    return loader::ProjectLoader(sources, diagnostics, fetch)
        .load(batch_path, *batch, loader::joined_lines(settings));
}

Project load_project(const std::vector<InputText>& inputs, SourceSet& sources,
                     Diagnostics& diagnostics) {
    const auto fetch = [&](const std::string& role, const std::string& name,
                           SourcePos asked) -> std::optional<std::string> {
        for (const InputText& input : inputs)
            if (input.role == role && input.name == name) return input.text;
        diagnostics.add(Message::input_missing, asked, {role, name});
        return std::nullopt;
    };
    const InputText* batch = loader::find_input(inputs, "batch");
    if (batch == nullptr) {
        diagnostics.add(Message::input_missing, {}, {"batch", "batch.toml"});
        return {};
    }
    const InputText* settings = loader::find_input(inputs, "settings");
    return loader::ProjectLoader(sources, diagnostics, fetch)
        .load(batch->name, batch->text, settings == nullptr ? "" : settings->text);
}

}  // namespace plancast
