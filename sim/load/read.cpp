// SPDX-License-Identifier: Apache-2.0
#include "sim/load/read.h"

#include <cmath>

#include "sim/base/text.h"
#include "sim/load/names.h"

namespace plancast::loader {
namespace {

/// A text in one language alone is taken for Chinese where it is not ASCII.
LocalText in_its_language(const std::string& text) {
    const bool ascii = std::all_of(text.begin(), text.end(), [](char byte) { return byte >= 0; });
    return ascii ? LocalText{"", text} : LocalText{text, ""};
}

/// Whether a table is keyed by years rather than by elements.
bool by_years(const Node& value) {
    return value.is(NodeType::table) &&
           std::any_of(value.members.begin(), value.members.end(),
                       [](const Member& member) { return is_year_key(member.key); });
}

}  // namespace

const Node* find(const Node& table, std::string_view key) {
    for (const Member& member : table.members)
        if (member.key == key) return &member.value;
    return nullptr;
}

const std::vector<Member>& members(const Node& table, std::string_view key) {
    static const std::vector<Member> kNone;
    const Node* value = find(table, key);
    return value == nullptr ? kNone : value->members;
}

const std::vector<Node>& items(const Node& table, std::string_view key) {
    static const std::vector<Node> kNone;
    const Node* value = find(table, key);
    return value == nullptr ? kNone : value->items;
}

SourcePos key_place(const Node& table, std::string_view key, SourcePos otherwise) {
    for (const Member& member : table.members)
        if (member.key == key) return member.pos;
    return otherwise;
}

SourcePos place(const Node& table, std::string_view key, SourcePos otherwise) {
    const Node* value = find(table, key);
    return value == nullptr ? otherwise : value->pos;
}

SourcePos inside(const Node& text) {
    SourcePos pos = text.pos;
    pos.column += 1;
    pos.width = std::max(1, count_code_points(text.text));
    return pos;
}

std::string text(const Node& table, std::string_view key) {
    const Node* value = find(table, key);
    return value == nullptr ? "" : value->text;
}

LocalText local_text(const Node& table, std::string_view key) {
    const Node* value = find(table, key);
    if (value == nullptr) return {};
    if (value->is(NodeType::text)) return in_its_language(value->text);
    return names(*value);
}

LocalText names(const Node& table) {
    return {text(table, "zh"), text(table, "en")};
}

std::optional<double> number(const Node& table, std::string_view key) {
    const Node* value = find(table, key);
    const bool good = value != nullptr && value->is_number() && std::isfinite(value->real);
    return good ? std::optional(value->real) : std::nullopt;
}

int year(const Node& table, std::string_view key) {
    const Node* value = find(table, key);
    const bool good = value != nullptr && value->whole >= 1 && value->whole <= kLastYear;
    return good ? static_cast<int>(value->whole) : 0;
}

bool truth(const Node& table, std::string_view key, bool otherwise) {
    const Node* value = find(table, key);
    return value != nullptr && value->is(NodeType::truth) ? value->truth : otherwise;
}

std::vector<std::pair<std::string, SourcePos>> texts(const Node& list) {
    std::vector<std::pair<std::string, SourcePos>> found;
    for (const Node& item : list.items)
        if (item.is(NodeType::text)) found.emplace_back(item.text, item.pos);
    return found;
}

std::optional<Formula> formula(const Node& value) {
    if (value.is(NodeType::whole)) return Formula{std::to_string(value.whole), value.pos};
    if (value.is(NodeType::real)) return Formula{shortest(value.real), value.pos};
    if (value.is(NodeType::text) && value.plain) return Formula{value.text, inside(value)};
    return std::nullopt;
}

std::vector<std::pair<std::string, Formula>> by_element(const Node& table) {
    std::vector<std::pair<std::string, Formula>> found;
    for (const Member& member : table.members)
        if (std::optional<Formula> one = formula(member.value); one && is_name(member.key))
            found.emplace_back(member.key, std::move(*one));
    return found;
}

Formulas formulas(const Node& value) {
    Formulas found;
    found.pos = value.pos;
    found.common = formula(value);
    for (const Node& item : value.items)
        if (std::optional<Formula> one = formula(item))
            found.by_element.emplace_back("", std::move(*one));
    const auto named = by_element(value);
    found.by_element.insert(found.by_element.end(), named.begin(), named.end());
    return found;
}

std::optional<Formulas> formulas(const Node& table, std::string_view key) {
    const Node* value = find(table, key);
    return value == nullptr ? std::nullopt : std::optional(formulas(*value));
}

YearMap year_map(const Node& value) {
    YearMap map;
    map.pos = value.pos;
    if (!by_years(value)) {
        map.otherwise = formulas(value);
        return map;
    }
    for (const Member& member : value.members) {
        if (member.key == "else")
            map.otherwise = formulas(member.value);
        else if (const std::optional<YearSpan> span = parse_years(member.key))
            map.ranges.push_back({span->first, span->last, formulas(member.value), member.pos});
    }
    return map;
}

std::vector<VintagePrior> priors(const Node& value) {
    if (!by_years(value)) return {{0, formulas(value)}};
    std::vector<VintagePrior> found;
    for (const Member& member : value.members)
        if (const std::optional<YearSpan> span = parse_years(member.key))
            found.push_back({span->first, formulas(member.value)});
    std::stable_sort(found.begin(), found.end(),
                     [](const VintagePrior& left, const VintagePrior& right) {
                         return left.vintage < right.vintage;
                     });
    return found;
}

std::optional<Unit> unit(const Reading& reading, const Node& table, std::string_view key) {
    const Node* value = find(table, key);
    if (value == nullptr || value->text.empty()) return std::nullopt;
    std::string unknown;
    std::optional<Unit> unit = parse_unit(value->text, &unknown);
    if (!unit) {
        SourcePos pos = inside(*value);
        const std::size_t begin = std::min(value->text.find(unknown), value->text.size());
        pos.column += count_code_points(std::string_view(value->text).substr(0, begin));
        pos.width = std::max(1, count_code_points(unknown));
        reading.say(Message::unknown_unit, pos, {unknown, known_unit_symbols()});
    }
    return unit;
}

std::optional<double> plain_number(const Formula& formula) {
    double value = 0;
    return parse_number(formula.text, value) ? std::optional(value) : std::nullopt;
}

}  // namespace plancast::loader
