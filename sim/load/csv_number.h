// SPDX-License-Identifier: Apache-2.0
// Numbers as planners type them into tables.
#pragma once

#include <optional>

#include "sim/load/csv.h"

namespace plancast::loader {

/// The number of a field behind a sign such as `>=`, of which the field has `sign_length` bytes.
/// Nothing, and an error with the hint it deserves, where there is none.
std::optional<double> read_number(const Reading& reading, const Field& field,
                                  std::size_t sign_length = 0);

}  // namespace plancast::loader
