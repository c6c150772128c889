// SPDX-License-Identifier: Apache-2.0
// What a Chinese input method types in place of ASCII marks.
#pragma once

#include <string>
#include <string_view>

namespace plancast {

/// What is meant in ASCII by a mark such as ％, ≤, × or a full-width space; else "".
std::string ascii_of(char32_t typed);

/// A quotation mark that does not delimit a text in our files.
bool is_chinese_quote(char32_t typed);

/// `text` with every full-width character replaced; the same text where there is none.
std::string half_width(std::string_view text);

}  // namespace plancast
