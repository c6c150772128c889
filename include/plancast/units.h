// SPDX-License-Identifier: Apache-2.0
// Units of measurement: a product of base dimensions and a scale.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace plancast {

/// A unit such as 亿元/yr: exponents of base dimensions and the size in base units.
/// Bases are money (yuan), person, yr, %, and each kind of counted thing (件 家 个 项 ...) by
/// itself.
struct Unit {
    std::map<std::string, int> exponents;  ///< base name -> exponent, never 0
    double scale = 1;                      ///< one of this unit in base units; a power of ten

    bool dimensionless() const { return exponents.empty(); }
    bool same_dimension(const Unit& other) const { return exponents == other.exponents; }
    bool operator==(const Unit&) const = default;
};

/// Reads "亿元/yr", "件/万人", "1/yr", "yr^2", "%", "1". Nothing on an unknown symbol; `unknown`
/// then holds it.
std::optional<Unit> parse_unit(std::string_view text, std::string* unknown = nullptr);

Unit multiply(const Unit& left, const Unit& right);
Unit divide(const Unit& left, const Unit& right);
Unit power(const Unit& base, int exponent);

/// Shortest text of a unit in the symbols planners write: "亿元/yr", "1/yr", "1".
std::string to_string(const Unit& unit);

/// The symbols parse_unit knows, for messages: "元, 万元, 亿元, 人, ...".
std::string known_unit_symbols();

/// True where a number in `from` may be shown as `to`: the same dimension, or the generic `count`
/// on one side and one kind of counted thing on the other.
bool countable_as(const Unit& from, const Unit& to);

}  // namespace plancast
