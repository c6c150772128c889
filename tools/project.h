// SPDX-License-Identifier: Apache-2.0
// Loading and compiling as every command does it: what is wrong goes to standard error, and an
// error ends the command.
#pragma once

#include <string>
#include <vector>

#include "plancast/load.h"
#include "plancast/program.h"
#include "plancast/store.h"

namespace plancast::tools {

/// Ends a command whose diagnostics have been shown already.
struct AlreadyReported {
    ExitCode code;
};

struct Compiled {
    Project project;
    Program program;
};

/// The batch at `path` with its command-line settings; of its scenarios those named, or all.
Compiled compile_batch(const std::string& path, const std::vector<std::string>& settings,
                       const std::vector<std::string>& scenarios, Language language);

/// One scenario of a result from its stored texts alone, with every variable as a series.
Program compile_stored(const ResultReader& reader, int scenario, Language language);

/// "scenario plan, run 3, 2023, variable x (model.toml:4:1): 17 runs" for each fault.
std::vector<std::string> fault_lines(const Catalog& catalog, const std::vector<Fault>& faults,
                                     Language language);

}  // namespace plancast::tools
