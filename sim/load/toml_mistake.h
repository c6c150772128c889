// SPDX-License-Identifier: Apache-2.0
// What toml++ complains of, in our own words.
#pragma once

#include <string_view>

#include "plancast/diagnostics.h"

namespace plancast::loader {

/// Adds the error for toml++'s `description` of what it met at `pos`.
void explain_toml_error(const SourceSet& sources, SourcePos pos, std::string_view description,
                        Diagnostics& diagnostics);

}  // namespace plancast::loader
