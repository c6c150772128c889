// SPDX-License-Identifier: Apache-2.0
#include "plancast/units.h"

#include <array>
#include <charconv>
#include <cmath>
#include <vector>

#include "sim/base/text.h"

namespace plancast {
namespace {

struct Symbol {
    std::string_view text;
    std::string_view base;  // "" for a pure number
    double scale;
};

// The first symbol of a base and scale is the one shown. Kinds of counted things are bases of their
// own: 家 never adds to 件.
constexpr Symbol kSymbols[] = {
    {"1", "", 1},
    {"0/1", "", 1},
    {"元", "money", 1},
    {"万元", "money", 1e4},
    {"百万元", "money", 1e6},
    {"亿元", "money", 1e8},
    {"yuan", "money", 1},
    {"人", "person", 1},
    {"万人", "person", 1e4},
    {"名", "person", 1},
    {"person", "person", 1},
    {"yr", "yr", 1},
    {"年", "yr", 1},
    {"year", "yr", 1},
    {"%", "%", 1},
    {"percent", "%", 1},
    {"count", "count", 1},
    {"件", "件", 1},
    {"万件", "件", 1e4},
    {"家", "家", 1},
    {"万家", "家", 1e4},
    {"个", "个", 1},
    {"项", "项", 1},
    {"支", "支", 1},
    {"次", "次", 1},
    {"人次", "人次", 1},
    {"万人次", "人次", 1e4},
    {"台", "台", 1},
    {"篇", "篇", 1},
    {"座", "座", 1},
    {"所", "所", 1},
    {"处", "处", 1},
    {"户", "户", 1},
    {"吨", "吨", 1},
    {"万吨", "吨", 1e4},
    {"亿吨", "吨", 1e8},
    {"吨标准煤", "吨标准煤", 1},
    {"万吨标准煤", "吨标准煤", 1e4},
    {"千瓦时", "千瓦时", 1},
    {"万千瓦时", "千瓦时", 1e4},
    {"亿千瓦时", "千瓦时", 1e8},
    {"公里", "公里", 1},
    {"公顷", "公顷", 1},
    {"平方公里", "公顷", 100},
};

constexpr std::string_view kCountedThings[] = {"count", "件", "家",   "个", "项",
                                               "支",    "次", "人次", "台", "篇",
                                               "座",    "所", "处",   "户", "person"};

const Symbol* find_symbol(std::string_view text) {
    for (const Symbol& symbol : kSymbols)
        if (symbol.text == text) return &symbol;
    return nullptr;
}

Unit of_symbol(const Symbol& symbol) {
    Unit unit;
    if (!symbol.base.empty()) unit.exponents[std::string(symbol.base)] = 1;
    unit.scale = symbol.scale;
    return unit;
}

double power_of(double base, int exponent) {
    double result = 1;
    for (int step = 0; step < std::abs(exponent); ++step)
        result *= base;
    return exponent < 0 ? 1 / result : result;
}

/// A factor such as `yr^2`, appended to `unit` with the sign of its place.
bool append_factor(std::string_view text, int sign, Unit& unit, std::string* unknown) {
    int exponent = 1;
    std::string_view name = text;
    if (const std::size_t hat = text.find('^'); hat != std::string_view::npos) {
        name = text.substr(0, hat);
        const std::string_view digits = text.substr(hat + 1);
        const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), exponent);
        if (read.ec != std::errc() || read.ptr != digits.data() + digits.size() ||
            std::abs(exponent) > 9)
            name = {};
    }
    const Symbol* symbol = find_symbol(name);
    if (symbol == nullptr) {
        if (unknown != nullptr) *unknown = std::string(text);
        return false;
    }
    unit = multiply(unit, power(of_symbol(*symbol), sign * exponent));
    return true;
}

std::string symbol_for(const std::string& base, double scale) {
    for (const Symbol& symbol : kSymbols)
        if (symbol.base == base && symbol.scale == scale) return std::string(symbol.text);
    return {};
}

std::string with_exponent(std::string symbol, int exponent) {
    return exponent == 1 ? symbol : symbol + "^" + std::to_string(exponent);
}

}  // namespace

std::optional<Unit> parse_unit(std::string_view text, std::string* unknown) {
    if (text == "0/1") return Unit{};
    Unit unit;
    int sign = 1;
    std::size_t begin = 0;
    while (true) {
        const std::size_t end = text.find_first_of("*/", begin);
        std::string_view factor = text.substr(begin, end - begin);
        while (factor.starts_with(' '))
            factor.remove_prefix(1);
        while (factor.ends_with(' '))
            factor.remove_suffix(1);
        if (!append_factor(factor, sign, unit, unknown)) return std::nullopt;
        if (end == std::string_view::npos) return unit;
        sign = text[end] == '/' ? -1 : 1;
        begin = end + 1;
    }
}

Unit multiply(const Unit& left, const Unit& right) {
    Unit product = left;
    for (const auto& [base, exponent] : right.exponents)
        if ((product.exponents[base] += exponent) == 0) product.exponents.erase(base);
    product.scale *= right.scale;
    return product;
}

Unit divide(const Unit& left, const Unit& right) {
    return multiply(left, power(right, -1));
}

Unit power(const Unit& base, int exponent) {
    Unit result;
    if (exponent == 0) return result;
    for (const auto& [name, old] : base.exponents)
        result.exponents[name] = old * exponent;
    result.scale = power_of(base.scale, exponent);
    return result;
}

std::string to_string(const Unit& unit) {
    std::string above, below;
    double left = unit.scale;
    for (const auto& [base, exponent] : unit.exponents) {
        // The base that can carry the scale in one of its own symbols does so: 1e8 yuan/yr is
        // 亿元/yr.
        std::string symbol = symbol_for(base, exponent > 0 ? left : 1 / left);
        if (!symbol.empty() && std::abs(exponent) == 1)
            left = 1;
        else
            symbol = symbol_for(base, 1);
        std::string& side = exponent > 0 ? above : below;
        if (exponent < 0 || !above.empty()) side += exponent > 0 ? "*" : "/";
        side += with_exponent(symbol, std::abs(exponent));
    }
    std::string text = (above.empty() ? "1" : above) + below;
    return left == 1 ? text : shortest(left) + " " + text;
}

std::string known_unit_symbols() {
    std::string list;
    for (const Symbol& symbol : kSymbols)
        list += (list.empty() ? "" : " ") + std::string(symbol.text);
    return list;
}

bool countable_as(const Unit& from, const Unit& to) {
    const auto generic = [](const Unit& unit) {
        Unit result = unit;
        for (const std::string_view kind : kCountedThings) {
            const auto found = unit.exponents.find(std::string(kind));
            if (found == unit.exponents.end()) continue;
            const int exponent = found->second;
            result.exponents.erase(std::string(kind));
            result.exponents["count"] += exponent;
        }
        return result;
    };
    if (from.same_dimension(to)) return true;
    const bool one_is_generic = from.exponents.contains("count") || to.exponents.contains("count");
    return one_is_generic && generic(from).same_dimension(generic(to));
}

}  // namespace plancast
