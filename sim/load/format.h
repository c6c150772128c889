// SPDX-License-Identifier: Apache-2.0
// The line `format = "plancast-KIND 1"` that says what a file is.
#pragma once

#include <optional>
#include <string_view>

#include "plancast/load.h"
#include "sim/load/node.h"
#include "sim/load/reading.h"

namespace plancast::loader {

inline constexpr int kTextFormatVersion = 1;

/// "plan", "model", "scenario", "batch", "observed"
std::string_view word_of(FileKind kind);

/// False, and an error, where the file is of another kind or of a newer version. A missing line is
/// left to the key table.
bool check_format(const Reading& reading, const Node& root, FileKind kind);

}  // namespace plancast::loader
