// SPDX-License-Identifier: Apache-2.0
// Text files to values. Every mistake of every file is added to the diagnostics; nothing throws on
// wrong input.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "plancast/diagnostics.h"
#include "plancast/model.h"
#include "plancast/plan.h"
#include "plancast/scenario.h"

namespace plancast {

/// One input text: its name as shown and stored, and its bytes.
struct InputText {
    std::string role;  ///< plan, model, batch, scenario, settings
    std::string name;  ///< path as given, with '/' between folders
    std::string text;
};

/// Everything a run needs, in values. Members are only meaningful where no error was reported.
struct Project {
    Plan plan;
    bool has_plan = false;  ///< a model can be run without a plan: then there are no targets
    Model model;
    std::vector<Scenario> scenarios;  ///< in the order of the batch, whatever extends what
    std::vector<Change> settings;     ///< of the command line, after every scenario's own changes
    Batch batch;
    std::vector<InputText> inputs;  ///< every text read, enough to load the project again
};

/// Reads a batch file and every file it names. `settings` are "lever=value" or
/// "lever[element]=value" texts of the command line; they become an input text of their own. Throws
/// Failure(input_output) where the batch file itself cannot be read.
Project load_project(const std::string& batch_path, const std::vector<std::string>& settings,
                     SourceSet& sources, Diagnostics& diagnostics);

/// The same from stored texts, as a result file holds them.
Project load_project(const std::vector<InputText>& inputs, SourceSet& sources,
                     Diagnostics& diagnostics);

// Single files, already added to `sources`. Each returns what could be read.
Plan load_plan(const SourceSet& sources, int file, Diagnostics& diagnostics);
Model load_model(const SourceSet& sources, int file, Diagnostics& diagnostics);
Scenario load_scenario(const SourceSet& sources, int file, Diagnostics& diagnostics);
Batch load_batch(const SourceSet& sources, int file, Diagnostics& diagnostics);
std::vector<Observation> load_observed(const SourceSet& sources, int file,
                                       Diagnostics& diagnostics);

/// Errors where an observation names no indicator of the plan or is measured in another unit; a
/// warning where the plan does not look at its year.
void check_observations(const std::vector<Observation>& observations, const Plan& plan,
                        Diagnostics& diagnostics);

enum class FileKind { plan, model, scenario, batch, observed };

/// What kind of file this is: by the first line `format = "plancast-KIND 1"`, or a .csv name.
std::optional<FileKind> kind_of_file(const SourceSet& sources, int file);

/// Reads a file, converts GB18030 CSV (with a note), and adds it. Nothing, with a diagnostic, where
/// it cannot be read.
std::optional<int> read_source(const std::string& path, SourceSet& sources,
                               Diagnostics& diagnostics);

/// JSON Schema (draft-07) of a kind of TOML file, made from the loader's own key tables.
std::string json_schema(FileKind kind);

}  // namespace plancast
