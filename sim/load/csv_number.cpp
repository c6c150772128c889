// SPDX-License-Identifier: Apache-2.0
#include "sim/load/csv_number.h"

#include <cmath>
#include <string>

#include "sim/base/full_width.h"
#include "sim/base/text.h"

namespace plancast::loader {
namespace {

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
                                  std::size_t sign_length) {
    const std::string sign = field.text.substr(0, sign_length);
    const std::string text = field.text.substr(sign_length);
    double value = 0;
    if (parse_number(text, value) && std::isfinite(value)) return value;
    const std::string half = half_width(text);
    const std::string joined = replaced(half, ',', "");
    const std::string pointed = replaced(half, ',', ".");
    const bool bound = half.starts_with('<') || half.starts_with('>');
    const std::size_t unit = text.find_first_not_of("0123456789.eE+-");
    const auto fail = [&](Message message, const std::string& meant = "") {
        reading.say(message, field.pos, {field.text, sign + meant});
        return std::nullopt;
    };
    if (half != text && (bound || parse_number(half, value)))
        return fail(Message::csv_full_width, half);
    if (has_group_separators(half) && parse_number(joined, value))
        return fail(Message::csv_thousands, joined);
    if (pointed != half && parse_number(pointed, value))
        return fail(Message::csv_decimal_comma, pointed);
    if (unit != std::string::npos && unit > 0) return fail(Message::csv_unit_in_number);
    return fail(Message::csv_number);
}

}  // namespace plancast::loader
