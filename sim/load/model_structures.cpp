// SPDX-License-Identifier: Apache-2.0
// [structure], [[correlation]] and [provides]: what a model says about its entries.
#include <algorithm>
#include <map>

#include "sim/base/text.h"
#include "sim/load/model_reading.h"
#include "sim/load/names.h"
#include "sim/load/read.h"

namespace plancast::loader {
namespace {

/// What a structure may replace: what is computed every year.
struct Computed {
    explicit Computed(const Model& model) {
        for (const Entry& entry : model.entries) {
            if (entry.kind != EntryKind::equation && entry.kind != EntryKind::draw) continue;
            entries.emplace(entry.id, &entry);
            names.add(entry.id);
        }
    }
    std::map<std::string, const Entry*> entries;
    KnownNames names;
};

/// A structure replaces in the same unit and over the same set.
void check_replacement(const Reading& reading, const Computed& computed, const Entry& entry) {
    const auto found = computed.entries.find(entry.id);
    if (found == computed.entries.end())
        return reading.say(Message::structure_replaces, entry.pos,
                           {entry.id, computed.names.nearest(reading.diagnostics, entry.id)});
    const Entry& replaced = *found->second;
    const bool units_known = !entry.unit_text.empty() && !replaced.unit_text.empty();
    if (units_known && entry.unit != replaced.unit)
        reading.say(Message::structure_unit, entry.unit_pos,
                    {entry.id, replaced.unit_text, entry.unit_text});
    if (entry.over_set != replaced.over_set)
        reading.say(Message::structure_over, entry.over_set.empty() ? entry.pos : entry.over_pos,
                    {entry.id});
}

Structure read_structure(const ModelReading& reading, const Computed& computed,
                         const Member& member) {
    const Node& table = member.value;
    Structure structure;
    structure.id = member.key;
    structure.pos = member.pos;
    check_name(reading, member.key, member.pos);
    structure.name = names(table);
    structure.weight = number(table, "weight").value_or(0);
    if (structure.weight < 0)
        reading.say(Message::weight_negative, place(table, "weight", member.pos), {member.key});
    structure.provenance = read_provenance(reading, table, member.pos, "structure." + member.key);
    for (const Member& equation : members(table, "equation")) {
        if (!equation.value.is(NodeType::table)) continue;
        structure.equations.push_back(read_entry(reading, equation, EntryKind::equation));
        check_replacement(reading, computed, structure.equations.back());
    }
    return structure;
}

/// The two names of a correlation, in order; empty where they are not two good names.
std::vector<std::string> read_pair(const Reading& reading, const Node& table) {
    const Node* between = find(table, "between");
    if (between == nullptr || !between->is(NodeType::list) || between->items.empty()) return {};
    std::vector<std::string> pair;
    for (const auto& [name, pos] : texts(*between)) {
        if (is_reference(name))
            pair.push_back(name);
        else if (!name.empty())
            reading.say(Message::bad_reference, pos, {name});
    }
    if (between->items.size() != 2) {
        reading.say(Message::correlation_of_two, between->pos);
        return {};
    }
    if (pair.size() != 2) return {};
    if (pair[0] == pair[1]) {
        reading.say(Message::correlation_with_itself, between->pos, {pair[0]});
        return {};
    }
    return pair;
}

/// `x` or `x[element]`, with its place.
std::optional<Formula> read_reference(const Reading& reading, const Node& table,
                                      std::string_view key) {
    const Node* value = find(table, key);
    if (value == nullptr || value->text.empty()) return std::nullopt;
    if (is_reference(value->text) && value->plain) return formula(*value);
    reading.say(Message::bad_reference, value->pos, {value->text});
    return std::nullopt;
}

}  // namespace

void read_structures(const ModelReading& reading, const Node& root) {
    const Computed computed(reading.model);
    for (const Member& member : members(root, "structure"))
        if (member.value.is(NodeType::table))
            reading.model.structures.push_back(read_structure(reading, computed, member));
}

void read_correlations(const ModelReading& reading, const Node& root) {
    std::map<std::pair<std::string, std::string>, int> lines;
    for (const Node& table : items(root, "correlation")) {
        if (!table.is(NodeType::table)) continue;
        Correlation correlation;
        correlation.pos = table.pos;
        correlation.value_pos = place(table, "value", table.pos);
        correlation.value = number(table, "value").value_or(0);
        if (!(correlation.value > -1 && correlation.value < 1))
            reading.say(Message::correlation_range, correlation.value_pos,
                        {shortest(correlation.value)});
        correlation.provenance = read_provenance(reading, table, table.pos, "correlation");
        const std::vector<std::string> pair = read_pair(reading, table);
        if (pair.empty()) continue;
        correlation.first = pair[0];
        correlation.second = pair[1];
        const auto [found, fresh] = lines.emplace(std::minmax(pair[0], pair[1]), table.pos.line);
        if (fresh)
            reading.model.correlations.push_back(std::move(correlation));
        else
            reading.say(Message::correlation_twice, place(table, "between", table.pos),
                        {pair[0], pair[1], std::to_string(found->second)});
    }
}

void read_provides(const ModelReading& reading, const Node& root) {
    for (const Member& member : members(root, "provides")) {
        if (!member.value.is(NodeType::table)) continue;
        Provided provided;
        provided.indicator = member.key;
        provided.pos = member.pos;
        if (!is_name(member.key)) reading.say(Message::bad_name, member.pos, {member.key});
        provided.latent = read_reference(reading, member.value, "latent");
        provided.reported = read_reference(reading, member.value, "reported");
        if (member.value.members.empty())
            reading.say(Message::provides_nothing, member.pos, {member.key});
        reading.model.provides.push_back(std::move(provided));
    }
}

}  // namespace plancast::loader
