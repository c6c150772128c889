// SPDX-License-Identifier: Apache-2.0
#include "sim/load/csv_number.h"

#include <cmath>

#include "sim/base/text.h"
#include "sim/load/full_width.h"

namespace plancast::loader {
namespace {

bool is_digit(char byte) {
    return byte >= '0' && byte <= '9';
}

/// `1,200`, `12,000.5`: a comma and three digits.
bool has_group_separators(const std::string& text) {
    const std::size_t comma = text.find(',');
    if (comma == std::string::npos || text.size() < comma + 4) return false;
    for (std::size_t at = comma + 1; at < comma + 4; ++at)
        if (!is_digit(text[at])) return false;
    return text.size() == comma + 4 || !is_digit(text[comma + 4]);
}

std::string replaced(std::string text, char from, const std::string& by) {
    for (std::size_t at = 0; (at = text.find(from, at)) != std::string::npos; at += by.size())
        text.replace(at, 1, by);
    return text;
}

}  // namespace

std::optional<double> read_number(const Reading& reading, const Field& field,
                                  const std::string& text) {
    double value = 0;
    if (parse_number(text, value) && std::isfinite(value)) return value;
    const std::string half = half_width(text);
    const std::string joined = replaced(half, ',', "");
    const std::string pointed = replaced(half, ',', ".");
    const bool bound = half.starts_with('<') || half.starts_with('>');
    const std::size_t digits = text.find_first_not_of("0123456789.");
    if (half != text && (bound || parse_number(half, value)))
        reading.say(Message::csv_full_width, field.pos, {text, half});
    else if (has_group_separators(half) && parse_number(joined, value))
        reading.say(Message::csv_thousands, field.pos, {text, joined});
    else if (pointed != half && parse_number(pointed, value))
        reading.say(Message::csv_decimal_comma, field.pos, {text, pointed});
    else if (digits != std::string::npos && digits > 0)
        reading.say(Message::csv_unit_in_number, field.pos, {text});
    else
        reading.say(Message::csv_number, field.pos, {text});
    return std::nullopt;
}

}  // namespace plancast::loader
