// SPDX-License-Identifier: Apache-2.0
// The program's own words in both languages, and text made safe and fit for a terminal.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "plancast/diagnostics.h"

namespace plancast::tools {

/// Columns every table and paragraph keeps within.
inline constexpr int kPageWidth = 100;

/// The one of two texts that is in `language`, with {0}, {1}, ... replaced by `args`.
std::string say(Language language, std::string_view zh, std::string_view en,
                const std::vector<std::string>& args = {});

/// The language to speak: that of the option `--lang` where given, else of the first of
/// PLANCAST_LANG, LC_ALL, LC_MESSAGES and LANG that is set; Chinese where it begins with zh.
Language choose_language(std::string_view option);

/// Without control characters and without characters that change the direction of text, so that a
/// name out of a file cannot take over a terminal. Broken UTF-8 becomes "?". Line ends are kept
/// where `lines` is set, else they become spaces.
std::string clean(std::string_view text, bool lines = false);

/// Cut to `width` columns, with ".." where something was cut.
std::string fit(std::string_view text, int width);

/// Broken into lines of at most `width` columns, at spaces and between Chinese characters; lines
/// after the first begin with `indent` spaces.
std::string wrap(std::string_view text, int width, int indent = 0);

/// As a shell takes it for one word.
std::string shell_word(const std::string& text);

/// Joined by ", " or "、".
std::string join(const std::vector<std::string>& parts, Language language);

}  // namespace plancast::tools
