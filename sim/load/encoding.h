// SPDX-License-Identifier: Apache-2.0
// Texts that are not UTF-8: which encoding they are likely in, and GB18030 to UTF-8.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "plancast/diagnostics.h"

namespace plancast::loader {

enum class Encoding { utf8, utf16, gb18030, unknown };

Encoding likely_encoding(std::string_view text);

/// The same text in UTF-8. Nothing where it is not GB18030.
std::optional<std::string> from_gb18030(std::string_view text);

/// True where the text is UTF-8 without NUL bytes; else one error that names the likely encoding.
bool check_encoding(const SourceSet& sources, int file, Diagnostics& diagnostics);

}  // namespace plancast::loader
