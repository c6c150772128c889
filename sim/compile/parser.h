// SPDX-License-Identifier: Apache-2.0
// Tokens to a tree.
#pragma once

#include <optional>

#include "plancast/model.h"
#include "sim/compile/ast.h"

namespace plancast::compiler {

/// The tree of a formula. Nothing after a mistake, which is added to the diagnostics (one per
/// formula).
std::optional<Node> parse(const Formula& formula, Diagnostics& diagnostics);

}  // namespace plancast::compiler
