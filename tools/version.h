// SPDX-License-Identifier: Apache-2.0
// What this program was built from.
#pragma once

#include <string>

namespace plancast::tools {

/// "plancast 0.1.0 (revision)" and lines naming compiler, libraries and instruction set.
std::string version_text();

}  // namespace plancast::tools
