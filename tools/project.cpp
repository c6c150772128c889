// SPDX-License-Identifier: Apache-2.0
#include "tools/project.h"

#include <algorithm>

#include "sim/base/messages.h"
#include "sim/base/require.h"
#include "tools/command.h"
#include "tools/console.h"
#include "tools/text.h"

namespace plancast::tools {
namespace {

/// Shows what was found and ends the command where there was an error.
void report(const Diagnostics& diagnostics, const SourceSet& sources, Language language) {
    put_diagnostics(diagnostics, sources, language);
    if (diagnostics.has_errors()) throw AlreadyReported{ExitCode::bad_input};
}

void require_scenarios(const Project& project, const std::vector<std::string>& named) {
    std::vector<std::string> known;
    for (const Scenario& scenario : project.scenarios)
        known.push_back(scenario.id);
    for (const std::string& id : named)
        if (std::find(known.begin(), known.end(), id) == known.end())
            refuse_name(Message::unknown_scenario, id, known);
}

}  // namespace

Compiled compile_batch(const std::string& path, const std::vector<std::string>& settings,
                       const std::vector<std::string>& scenarios, Language language) {
    SourceSet sources;
    Diagnostics diagnostics;
    Project project = load_project(path, settings, sources, diagnostics);
    if (diagnostics.has_errors()) report(diagnostics, sources, language);
    require_scenarios(project, scenarios);
    std::optional<Program> program = compile(project, sources, {false, scenarios}, diagnostics);
    report(diagnostics, sources, language);
    return {std::move(project), std::move(*program)};
}

Program compile_stored(const ResultReader& reader, int scenario, Language language) {
    SourceSet sources;
    Diagnostics diagnostics;
    const Project project = load_project(reader.inputs(), sources, diagnostics);
    const std::string& id = reader.catalog().scenarios[static_cast<std::size_t>(scenario)].id;
    if (!diagnostics.has_errors())
        if (std::optional<Program> program = compile(project, sources, {true, {id}}, diagnostics))
            return std::move(*program);
    report(diagnostics, sources, language);
    // Only an error leaves no program.
    PLANCAST_REQUIRE(false);
}

std::vector<std::string> fault_lines(const Catalog& catalog, const std::vector<Fault>& faults,
                                     Language language) {
    std::vector<std::string> lines;
    for (const Fault& fault : faults)
        lines.push_back(say(language,
                            "情景 {0}，{1} 年，变量 {2}（{3}）：{4} 次运行，首个是运行 {5}",
                            "scenario {0}, {1}, variable {2} ({3}): {4} runs, the first is run {5}",
                            {catalog.scenarios[static_cast<std::size_t>(fault.scenario)].id,
                             std::to_string(fault.year), fault.variable, fault.place,
                             std::to_string(fault.runs), std::to_string(fault.run)}));
    return lines;
}

}  // namespace plancast::tools
