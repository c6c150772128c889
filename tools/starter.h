// SPDX-License-Identifier: Apache-2.0
// The files of a new plan, embedded from starter/ when the program is built.
#pragma once

#include <string_view>
#include <vector>

#include "plancast/diagnostics.h"

namespace plancast::tools {

struct StarterFile {
    std::string_view name;
    std::string_view text;  ///< @ID@ stands for the plan's id
};

std::vector<StarterFile> starter_files(Language language);

}  // namespace plancast::tools
