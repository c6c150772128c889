// SPDX-License-Identifier: Apache-2.0
// One run of a result computed again from what the file holds, with every variable.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "plancast/program.h"
#include "plancast/store.h"

namespace plancast::tools {

/// One number of the run that is not what the file holds.
struct Difference {
    std::string variable;
    int year = 0;  ///< calendar year
    float stored = 0, replayed = 0;
};

struct Replay {
    int scenario = 0;  ///< index into Catalog::scenarios of the result
    std::uint64_t run = 0;
    std::string structure;  ///< id
    bool valid = true;
    std::optional<Fault> fault;                               ///< where the run became invalid
    std::vector<SeriesInfo> series;                           ///< every variable
    std::vector<std::vector<float>> values;                   ///< [series][year]
    std::vector<std::pair<ParameterInfo, float>> parameters;  ///< as stored
    std::uint64_t compared = 0;                               ///< numbers compared with the file
    std::vector<Difference> differences;
};

/// `program` is the scenario compiled from the file's texts (compile_stored). Throws
/// Failure(damaged_file) where it would not use the same random numbers.
Replay replay_run(const ResultReader& reader, const Program& program, int scenario,
                  std::uint64_t run, const std::string& path);

/// Keeps the variables named; `x` keeps its elements too. Throws Failure(bad_input).
void keep_variables(Replay& replay, const std::vector<std::string>& names);

/// What wrote a result: "plancast 0.1.0 ...".
std::string written_by(const ResultReader& reader);

}  // namespace plancast::tools
