// SPDX-License-Identifier: Apache-2.0
// Values out of a tree whose shapes were checked. What is absent or was reported reads as empty.
#pragma once

#include <algorithm>
#include <iterator>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "plancast/model.h"
#include "sim/load/node.h"
#include "sim/load/reading.h"
#include "sim/load/years.h"

namespace plancast::loader {

/// The value of a key, null where the table has none.
const Node* find(const Node& table, std::string_view key);
inline bool has(const Node& table, std::string_view key) {
    return find(table, key) != nullptr;
}

/// The members of the table under `key`; none where there is no such table.
const std::vector<Member>& members(const Node& table, std::string_view key);
/// The items of the list under `key`; none where there is no such list.
const std::vector<Node>& items(const Node& table, std::string_view key);

/// The place of a key, or `otherwise`.
SourcePos key_place(const Node& table, std::string_view key, SourcePos otherwise);
/// The place of a key's value, or `otherwise`.
SourcePos place(const Node& table, std::string_view key, SourcePos otherwise);
/// The place of the first character between the quotes.
SourcePos inside(const Node& text);

std::string text(const Node& table, std::string_view key);
LocalText local_text(const Node& table, std::string_view key);
/// The names under the keys zh and en of the table itself.
LocalText names(const Node& table);
std::optional<double> number(const Node& table, std::string_view key);
/// 0 where there is no year.
int year(const Node& table, std::string_view key);
bool truth(const Node& table, std::string_view key, bool otherwise);

/// The texts of a list, each with its place.
std::vector<std::pair<std::string, SourcePos>> texts(const Node& list);

/// A number or a formula.
std::optional<Formula> formula(const Node& value);
std::vector<std::pair<std::string, Formula>> by_element(const Node& table);
Formulas formulas(const Node& value);
std::optional<Formulas> formulas(const Node& table, std::string_view key);
YearMap year_map(const Node& value);
/// Ascending by vintage.
std::vector<VintagePrior> priors(const Node& value);

/// The enumerator whose word the key was given; `words` in the order of the enumerators.
template <typename Enum, typename Words>
std::optional<Enum> word(const Node& table, std::string_view key, const Words& words) {
    const Node* value = find(table, key);
    if (value == nullptr) return std::nullopt;
    const auto found = std::find(std::begin(words), std::end(words), value->text);
    if (found == std::end(words)) return std::nullopt;
    return static_cast<Enum>(found - std::begin(words));
}

/// The unit under a key, an error where a symbol of it is unknown. Nothing where there is none.
std::optional<Unit> unit(const Reading& reading, const Node& table, std::string_view key);

/// The number a formula is, where it is nothing else.
std::optional<double> plain_number(const Formula& formula);

}  // namespace plancast::loader
