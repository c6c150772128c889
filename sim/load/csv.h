// SPDX-License-Identifier: Apache-2.0
// Records of a CSV text with the place of every field. A record stands on one line.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "sim/load/reading.h"

namespace plancast::loader {

struct Field {
    std::string text;  ///< without quotes and the spaces around it
    SourcePos pos;
};

/// The fields of line `line`; none for an empty line. Nothing, and an error, where a quote is never
/// closed or stands inside a field.
std::optional<std::vector<Field>> read_record(const Reading& reading, int line);

/// Number of lines of the text.
int count_lines(const std::string& text);

}  // namespace plancast::loader
