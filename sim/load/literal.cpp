// SPDX-License-Identifier: Apache-2.0
#include "sim/load/literal.h"

#include <algorithm>
#include <string>
#include <string_view>

#include "sim/base/text.h"

namespace plancast::loader {
namespace {

bool starts_name(char byte) {
    return is_letter(byte) || byte == '_';
}

/// End of the run of bytes from `at` on for which `belongs` holds.
template <typename Belongs>
std::size_t run_end(std::string_view text, std::size_t at, Belongs belongs) {
    while (at < text.size() && belongs(text[at]))
        ++at;
    return at;
}

/// End of a bracket opened at `at`, or `at` where none is.
std::size_t bracket_end(std::string_view text, std::size_t at) {
    if (at >= text.size() || text[at] != '[') return at;
    return std::min(text.find(']', at), text.size() - 1) + 1;
}

/// End of the number that begins at `at`: digits, a fraction, an exponent.
std::size_t number_end(std::string_view text, std::size_t at) {
    at = run_end(text, at, [](char byte) { return is_digit(byte) || byte == '.'; });
    if (at >= text.size() || (text[at] != 'e' && text[at] != 'E')) return at;
    const bool sign = at + 1 < text.size() && (text[at + 1] == '+' || text[at + 1] == '-');
    const std::size_t digits = at + (sign ? 2 : 1);
    return digits < text.size() && is_digit(text[digits]) ? run_end(text, digits, is_digit) : at;
}

/// 0, 1 and 2 need no source.
bool is_common(std::string_view digits) {
    double value = 0;
    const std::string whole =
        digits.front() == '.' ? "0" + std::string(digits) : std::string(digits);
    return parse_number(whole, value) && (value == 0 || value == 1 || value == 2);
}

Formula part_of(const Formula& formula, std::size_t begin, std::size_t end) {
    const std::string_view text = formula.text;
    SourcePos pos = formula.pos;
    pos.column += count_code_points(text.substr(0, begin));
    pos.width = count_code_points(text.substr(begin, end - begin));
    return {std::string(text.substr(begin, end - begin)), pos};
}

}  // namespace

std::optional<Formula> own_number(const Formula& formula) {
    const std::string_view text = formula.text;
    std::size_t at = 0;
    while (at < text.size()) {
        const char byte = text[at];
        if (starts_name(byte)) {
            at = run_end(text, at, [](char next) { return starts_name(next) || is_digit(next); });
            at = bracket_end(text, at);
        } else if (is_digit(byte) || byte == '.') {
            const std::size_t end = number_end(text, at);
            const std::size_t unit_end = bracket_end(text, end);
            if (!is_common(text.substr(at, end - at))) return part_of(formula, at, unit_end);
            at = unit_end;
        } else {
            ++at;
        }
    }
    return std::nullopt;
}

std::optional<Formula> own_number(const Formulas& formulas) {
    if (formulas.common) return own_number(*formulas.common);
    for (const auto& [element, formula] : formulas.by_element)
        if (std::optional<Formula> found = own_number(formula)) return found;
    return std::nullopt;
}

}  // namespace plancast::loader
