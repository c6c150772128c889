// SPDX-License-Identifier: Apache-2.0
#include "sim/base/text.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdlib>

namespace plancast {
namespace {

struct CodeRange {
    char32_t first, last;
};

// Unicode 14, East_Asian_Width W and F, merged where only unassigned code points lie between.
constexpr CodeRange kWide[] = {
    {0x1100, 0x115F},   {0x231A, 0x231B},   {0x2329, 0x232A},   {0x23E9, 0x23EC},
    {0x25FD, 0x25FE},   {0x2614, 0x2615},   {0x2648, 0x2653},   {0x26A1, 0x26A1},
    {0x2705, 0x2705},   {0x274C, 0x274C},   {0x2E80, 0x303E},   {0x3041, 0x33FF},
    {0x3400, 0x4DBF},   {0x4E00, 0x9FFF},   {0xA000, 0xA4CF},   {0xA960, 0xA97F},
    {0xAC00, 0xD7A3},   {0xF900, 0xFAFF},   {0xFE10, 0xFE19},   {0xFE30, 0xFE6F},
    {0xFF00, 0xFF60},   {0xFFE0, 0xFFE6},   {0x1F300, 0x1F64F}, {0x1F680, 0x1F6FF},
    {0x1F900, 0x1F9FF}, {0x20000, 0x3FFFD},
};

constexpr CodeRange kZeroWidth[] = {
    {0x0300, 0x036F}, {0x200B, 0x200F}, {0x202A, 0x202E},
    {0x2060, 0x206F}, {0xFE00, 0xFE0F}, {0xFEFF, 0xFEFF},
};

template <std::size_t Count>
bool contains(const CodeRange (&ranges)[Count], char32_t code_point) {
    return std::any_of(std::begin(ranges), std::end(ranges), [&](const CodeRange& range) {
        return code_point >= range.first && code_point <= range.last;
    });
}

int edit_distance(std::string_view left, std::string_view right) {
    std::vector<int> row(right.size() + 1);
    for (std::size_t column = 0; column <= right.size(); ++column)
        row[column] = static_cast<int>(column);
    for (std::size_t line = 1; line <= left.size(); ++line) {
        int diagonal = row[0];
        row[0] = static_cast<int>(line);
        for (std::size_t column = 1; column <= right.size(); ++column) {
            const int substituted = diagonal + (left[line - 1] == right[column - 1] ? 0 : 1);
            diagonal = row[column];
            row[column] = std::min({substituted, row[column] + 1, row[column - 1] + 1});
        }
    }
    return row.back();
}

}  // namespace

char32_t decode_utf8(std::string_view text, std::size_t at, std::size_t& length) {
    const auto byte = [&](std::size_t offset) {
        return static_cast<unsigned char>(text[at + offset]);
    };
    const unsigned char first = byte(0);
    length = 1;
    if (first < 0x80) return first;
    const std::size_t wanted = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
    if (first < 0xC2 || first > 0xF4 || at + wanted > text.size()) return 0xFFFD;
    char32_t code_point = first & (0xFFu >> (wanted + 1));
    for (std::size_t offset = 1; offset < wanted; ++offset) {
        if ((byte(offset) & 0xC0u) != 0x80u) return 0xFFFD;
        code_point = (code_point << 6) | (byte(offset) & 0x3Fu);
    }
    constexpr std::array<char32_t, 5> kSmallest = {0, 0, 0x80, 0x800, 0x10000};
    if (code_point < kSmallest[wanted] || code_point > 0x10FFFF) return 0xFFFD;
    if (code_point >= 0xD800 && code_point <= 0xDFFF) return 0xFFFD;
    length = wanted;
    return code_point;
}

int count_code_points(std::string_view text) {
    int count = 0;
    for (std::size_t at = 0, length = 1; at < text.size(); at += length, ++count)
        decode_utf8(text, at, length);
    return count;
}

int display_width(char32_t code_point) {
    if (code_point < 0x300) return 1;
    if (contains(kZeroWidth, code_point)) return 0;
    return contains(kWide, code_point) ? 2 : 1;
}

int display_width(std::string_view text) {
    int width = 0;
    for (std::size_t at = 0, length = 1; at < text.size(); at += length)
        width += display_width(decode_utf8(text, at, length));
    return width;
}

std::string pad(std::string_view text, int width, bool right) {
    const std::string spaces(static_cast<std::size_t>(std::max(0, width - display_width(text))),
                             ' ');
    return right ? spaces + std::string(text) : std::string(text) + spaces;
}

std::size_t find_invalid_utf8(std::string_view text) {
    for (std::size_t at = 0, length = 1; at < text.size(); at += length) {
        if (decode_utf8(text, at, length) == 0xFFFD && text.substr(at, 3) != "\xEF\xBF\xBD")
            return at;
    }
    return std::string_view::npos;
}

std::string nearest_name(std::string_view name, const std::vector<std::string>& candidates) {
    const int limit = name.size() <= 3 ? 1 : 2;
    int best = limit + 1;
    std::string nearest;
    for (const std::string& candidate : candidates) {
        const int distance = edit_distance(name, candidate);
        if (distance < best && distance < static_cast<int>(candidate.size())) {
            best = distance;
            nearest = candidate;
        }
    }
    return nearest;
}

std::string shortest(double value) {
    std::array<char, 32> buffer{};
    const auto result = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value);
    return std::string(buffer.data(), result.ptr);
}

bool parse_number(std::string_view text, double& value) {
    if (!text.empty() && text.front() == '+') text.remove_prefix(1);
#ifdef __cpp_lib_to_chars
    const auto result = std::from_chars(text.data(), text.data() + text.size(), value);
    return result.ec == std::errc() && result.ptr == text.data() + text.size();
#else
    // The library of the WebAssembly build reads no doubles with from_chars (libc++ before 20). It
    // knows the locale "C" alone, so strtod is right there.
    const std::string terminated(text);
    if (text.empty() || text.find_first_not_of("0123456789.eE+-") != text.npos) return false;
    char* end = nullptr;
    value = std::strtod(terminated.c_str(), &end);
    return end == terminated.c_str() + text.size() && value - value == 0;
#endif
}

}  // namespace plancast
