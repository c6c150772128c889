// SPDX-License-Identifier: Apache-2.0
// Files to texts.
#pragma once

#include <optional>
#include <string>

#include "plancast/diagnostics.h"

namespace plancast::loader {

/// The bytes of an ordinary file. Nothing, with an error at `asked` (where another file names it),
/// where it cannot be read.
std::optional<std::string> read_bytes(const std::string& path, SourcePos asked,
                                      Diagnostics& diagnostics);

}  // namespace plancast::loader
