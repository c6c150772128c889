// SPDX-License-Identifier: Apache-2.0
// UTF-8 text: code points, their width on a terminal, and the nearest known name to a mistyped one.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace plancast {

/// Of ASCII, in every locale.
inline bool is_digit(char byte) {
    return byte >= '0' && byte <= '9';
}
inline bool is_letter(char byte) {
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z');
}

/// The code point at byte `at`, and its length in bytes through `length`. A broken sequence is
/// U+FFFD of length 1.
char32_t decode_utf8(std::string_view text, std::size_t at, std::size_t& length);

/// Number of code points.
int count_code_points(std::string_view text);

/// Columns on a terminal: 2 for Chinese and other wide code points, 0 for combining marks, else 1.
int display_width(std::string_view text);
int display_width(char32_t code_point);

/// `text` followed by spaces up to `width` columns; preceded by them where `right` is set.
std::string pad(std::string_view text, int width, bool right = false);

/// Byte offset of the first broken sequence, or npos where the text is valid UTF-8.
std::size_t find_invalid_utf8(std::string_view text);

/// The candidate within two edits (one for short names) of `name`; "" where none is that near.
std::string nearest_name(std::string_view name, const std::vector<std::string>& candidates);

/// Shortest decimal text that reads back as the same double.
std::string shortest(double value);

/// The number a whole text is, by the same rules in every locale; false where it is not one.
bool parse_number(std::string_view text, double& value);

}  // namespace plancast
