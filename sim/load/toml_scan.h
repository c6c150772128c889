// SPDX-License-Identifier: Apache-2.0
// A look at a TOML text before toml++ reads it: for what planners type that toml++ explains badly,
// and for what would cost it too much time or stack.
#pragma once

#include "plancast/diagnostics.h"

namespace plancast::loader {

/// Reports the first mistake it knows. True where the text may be given to toml++, which knows the
/// others.
bool scan_toml(const SourceSet& sources, int file, Diagnostics& diagnostics);

}  // namespace plancast::loader
