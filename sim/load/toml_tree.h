// SPDX-License-Identifier: Apache-2.0
// TOML text to a tree of nodes. toml_tree.cpp alone knows toml++.
#pragma once

#include <optional>

#include "plancast/diagnostics.h"
#include "sim/load/node.h"

namespace plancast::loader {

/// The root table of a file. Nothing, and one error, where it is not UTF-8 or not TOML.
std::optional<Node> read_toml(const SourceSet& sources, int file, Diagnostics& diagnostics);

}  // namespace plancast::loader
