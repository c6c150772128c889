// SPDX-License-Identifier: Apache-2.0
// Names, indexes, years.
#include "sim/base/messages.h"
#include "sim/base/text.h"
#include "sim/compile/walker.h"

namespace plancast::compiler {

void Walker::check_read(Node& node) {
    if (check_reserved(node)) return;
    node.entry = symbols_.entry(node.name);
    if (node.entry < 0) {
        if (binding_of(node.name) >= 0) return fail(node, Message::index_as_value, {node.name});
        if (find_function(node.name) != nullptr || find_distribution(node.name) != nullptr)
            return fail(node, Message::function_without_arguments, {node.name});
        return fail(node, Message::unknown_name,
                    {node.name, nearest_name(node.name, symbols_.entry_names())});
    }
    const Entry& entry = symbols_.model().entries[static_cast<std::size_t>(node.entry)];
    node.unit = entry.unit;
    node.integer = entry_is_integer(entry);
    if (place_.constants_only && entry.kind != EntryKind::constant)
        return fail(node, Message::constant_reads_other, {node.name});
    check_year(node, entry);
    check_element(node);
}

/// t, t0 and dt: the current year, the baseline year and the step, all in yr.
bool Walker::check_reserved(Node& node) {
    if (node.name != "t" && node.name != "t0" && node.name != "dt") return false;
    node.unit = *parse_unit("yr");
    node.integer = true;
    if (node.element || node.time) fail(node, Message::reserved_with_index, {node.name});
    if (node.name == "t" && !place_.yearly) fail(node, Message::year_outside_years, {});
    return true;
}

void Walker::check_year(Node& node, const Entry& entry) {
    const bool has_years = entry.kind != EntryKind::constant && entry.kind != EntryKind::parameter;
    if (node.time && !has_years)
        return fail_at(node, node.time->pos, Message::no_years, {node.name});
    if (node.time && node.time->baseline && node.time->lag != 0) {
        const int year = symbols_.model().baseline_year;
        if (node.time->lag != year)
            return fail_at(node, node.time->pos, Message::year_not_baseline,
                           {node.name, std::to_string(node.time->lag), std::to_string(year)});
        node.time->lag = 0;
    }
    if (has_years && !place_.yearly) fail(node, Message::yearly_value_once, {node.name});
}

void Walker::check_element(Node& node) {
    const int set = symbols_.set_of(node.entry);
    if (set < 0) {
        if (node.element) fail_at(node, node.element->pos, Message::index_on_scalar, {node.name});
        return;
    }
    if (!node.element) {
        if (!whole_entry_allowed_)
            fail(node, Message::index_missing,
                 {node.name, symbols_.index_set(set).id, symbols_.index_set(set).elements.front()});
        return;
    }
    resolve_element(node, set);
}

int Walker::binding_of(std::string_view name) const {
    if (name.empty()) return -1;
    for (std::size_t binding = bindings_.size(); binding-- > 0;)
        if (bindings_[binding].name == name) return static_cast<int>(binding);
    return -1;
}

/// Finds the element or binding an index means, and checks that it belongs to the wanted set.
void Walker::resolve_element(Node& node, int wanted_set) {
    ElementRef& ref = *node.element;
    const std::string& wanted = symbols_.index_set(wanted_set).id;
    ref.binding = binding_of(ref.name);
    if (ref.binding < 0 && ref.map.empty()) {
        ref.element = symbols_.element(wanted_set, ref.name);
        if (ref.element >= 0) return;
        return fail_at(
            node, ref.pos, Message::unknown_element,
            {ref.name, wanted, nearest_name(ref.name, symbols_.index_set(wanted_set).elements)});
    }
    if (ref.binding < 0) return fail_at(node, ref.pos, Message::unknown_index_variable, {ref.name});
    int set = bindings_[static_cast<std::size_t>(ref.binding)].set;
    if (!ref.map.empty()) {
        ref.map_index = symbols_.map(set, ref.map);
        if (ref.map_index < 0)
            return fail_at(node, ref.pos, Message::unknown_map,
                           {ref.map, symbols_.index_set(set).id});
        ref.map_set = set;
        set = symbols_.set(ref.map);
    }
    if (set != wanted_set)
        fail_at(node, ref.pos, Message::index_of_other_set,
                {ref.name, symbols_.index_set(set).id, node.name, wanted});
}

}  // namespace plancast::compiler
