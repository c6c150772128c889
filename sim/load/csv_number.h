// SPDX-License-Identifier: Apache-2.0
// Numbers as planners type them into tables.
#pragma once

#include <optional>
#include <string>

#include "sim/load/csv.h"

namespace plancast::loader {

/// The number `text`, a part of `field`, is. Nothing, and an error with the hint it deserves, where
/// it is none.
std::optional<double> read_number(const Reading& reading, const Field& field,
                                  const std::string& text);

}  // namespace plancast::loader
