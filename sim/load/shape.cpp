// SPDX-License-Identifier: Apache-2.0
#include "sim/load/shape.h"

#include <vector>

#include "sim/load/format.h"
#include "sim/load/keys_model.h"
#include "sim/load/keys_plan.h"
#include "sim/load/keys_scenario.h"
#include "sim/load/names.h"
#include "sim/load/toml_tree.h"
#include "sim/load/years.h"

namespace plancast::loader {
namespace {

void unknown_key(const Reading& reading, const Member& member, const KeyTable& keys) {
    std::vector<std::string> names;
    std::string listed;
    for (const Key& key : keys.keys) {
        names.emplace_back(key.name);
        listed += (listed.empty() ? "" : ", ") + names.back();
    }
    const std::string near = suggest(reading.diagnostics, member.key, names);
    if (near.empty())
        reading.say(Message::unknown_key, member.pos, {member.key, listed});
    else
        reading.say(Message::mistyped_key, member.pos, {member.key, near});
}

bool is_table_shape(Shape shape) {
    return shape == Shape::table || shape == Shape::tables || shape == Shape::tables_by_name ||
           shape == Shape::tables_by_year;
}

/// A table, a list of tables, or tables by name or year.
void check_tables(const Reading& reading, const Key& key, const Member& member,
                  const std::string& label) {
    const Node& value = member.value;
    const auto example = std::string(key.example);
    if (key.shape == Shape::tables) {
        if (!value.is(NodeType::list))
            return reading.say(Message::expected_tables, member.pos, {member.key});
        for (const Node& item : value.items)
            if (item.is(NodeType::table))
                check_table(reading, item, *key.table, label, item.pos);
            else
                reading.say(Message::expected_tables, item.pos, {member.key});
        return;
    }
    if (!value.is(NodeType::table))
        return reading.say(Message::expected_table, value.pos, {label, example});
    if (key.shape == Shape::table)
        return check_table(reading, value, *key.table, label, member.pos);
    for (const Member& entry : value.members) {
        const std::optional<YearSpan> years = parse_years(entry.key);
        if (key.shape == Shape::tables_by_year && (!years || years->first != years->last))
            reading.say(Message::expected_year_key, entry.pos, {entry.key});
        else if (!entry.value.is(NodeType::table))
            reading.say(Message::expected_table, entry.value.pos, {label + "." + entry.key});
        else
            check_table(reading, entry.value, *key.table, label + "." + entry.key, entry.pos);
    }
}

}  // namespace

const KeyTable& keys_of(FileKind kind) {
    switch (kind) {
        case FileKind::plan:
            return kPlanTable;
        case FileKind::model:
            return kModelTable;
        case FileKind::scenario:
            return kScenarioTable;
        case FileKind::batch:
        case FileKind::observed:
            break;
    }
    return kBatchTable;
}

void check_table(const Reading& reading, const Node& table, const KeyTable& keys,
                 const std::string& label, SourcePos pos) {
    for (const Member& member : table.members) {
        const Key* key = keys.find(member.key);
        if (key == nullptr)
            unknown_key(reading, member, keys);
        else if (is_table_shape(key->shape))
            check_tables(reading, *key, member,
                         label.empty() ? member.key : label + "." + member.key);
        else
            check_value(reading, *key, member.value);
    }
    const std::string shown = label.empty() ? reading.sources.name(reading.file) : label;
    for (const Key& key : keys.keys) {
        bool there = !key.required;
        for (const Member& member : table.members)
            there = there || member.key == key.name;
        if (!there)
            reading.say(Message::missing_key, pos,
                        {shown, std::string(key.name), std::string(key.example)});
    }
}

std::optional<Node> open_file(const Reading& reading, FileKind kind) {
    std::optional<Node> root = read_toml(reading.sources, reading.file, reading.diagnostics);
    if (!root || !check_format(reading, *root, kind)) return std::nullopt;
    check_table(reading, *root, keys_of(kind), "", reading.start());
    return root;
}

}  // namespace plancast::loader
