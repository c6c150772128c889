// SPDX-License-Identifier: Apache-2.0
// From the graph of one structure to straight-line code on registers.
#pragma once

#include <cstdint>
#include <vector>

#include "sim/compile/graph.h"
#include "sim/kernel/code.h"

namespace plancast::compiler {

/// A value that is kept, and its slot in the block's floats.
struct Root {
    Value value = kNoValue;
    std::uint32_t slot = 0;
};

/// A value that has a name, and so must be finite where anything kept depends on it.
struct Assigned {
    Value value = kNoValue;
    int year = 0;  ///< years after the baseline year
    std::uint32_t variable = 0;
};

/// What one scenario keeps and checks.
struct ScenarioValues {
    std::vector<Root> roots;
    std::vector<Assigned> assigned;
};

/// Code that computes the roots of every scenario in order; what no root depends on is left out.
/// Adds to `constants`; tables are numbered from `first_table`.
kernel::StructureCode lower(const Graph& graph, const std::vector<ScenarioValues>& scenarios,
                            std::uint32_t first_table, std::vector<double>& constants);

}  // namespace plancast::compiler
