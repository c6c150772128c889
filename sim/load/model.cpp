// SPDX-License-Identifier: Apache-2.0
// model.toml: one namespace of names, and the tables that define them.
#include "plancast/model.h"

#include <algorithm>
#include <map>

#include "sim/load/model_reading.h"
#include "sim/load/names.h"
#include "sim/load/read.h"
#include "sim/load/shape.h"

namespace plancast::loader {
namespace {

struct EntryTable {
    std::string_view key;
    EntryKind kind;
};

constexpr EntryTable kEntryTables[] = {
    {"constant", EntryKind::constant}, {"exogenous", EntryKind::exogenous},
    {"lever", EntryKind::lever},       {"parameter", EntryKind::parameter},
    {"draw", EntryKind::draw},         {"equation", EntryKind::equation},
};

/// A name as a table defines it.
struct Definition {
    const Member* member;
    std::string_view table;
};

void read_header(const Reading& reading, const Node& root, Model& model) {
    model.pos = place(root, "id", reading.start());
    model.id = text(root, "id");
    if (!model.id.empty()) check_id(reading, model.id, model.pos);
    model.title = local_text(root, "title");
    model.baseline_year = year(root, "baseline_year");
    model.last_year = year(root, "last_year");
    const bool known = model.baseline_year > 0 && model.last_year > 0;
    if (known && model.last_year <= model.baseline_year)
        reading.say(Message::model_years, place(root, "last_year", reading.start()),
                    {std::to_string(model.last_year), std::to_string(model.baseline_year)});
    const Node* substeps = find(root, "substeps");
    if (substeps != nullptr && substeps->is(NodeType::whole) && substeps->whole != 1)
        reading.say(Message::substeps_refused, substeps->pos, {std::to_string(substeps->whole)});
}

void read_sources(const Node& root, Model& model, ModelNames& names) {
    for (const Member& member : members(root, "sources")) {
        model.sources.emplace_back(member.key, member.value.text);
        names.sources.add(member.key);
    }
}

/// Errors where a name is bad or is defined in two tables.
void check_namespace(const Reading& reading, const Node& root) {
    std::vector<Definition> definitions;
    const auto collect = [&](std::string_view table) {
        for (const Member& member : members(root, table))
            definitions.push_back({&member, table});
    };
    collect("index");
    for (const EntryTable& table : kEntryTables)
        collect(table.key);
    std::sort(definitions.begin(), definitions.end(),
              [](const Definition& left, const Definition& right) {
                  return left.member->pos.line < right.member->pos.line;
              });
    std::map<std::string, Definition> first;
    for (const Definition& definition : definitions) {
        const Member& member = *definition.member;
        check_name(reading, member.key, member.pos);
        const auto [found, fresh] = first.emplace(member.key, definition);
        if (!fresh)
            reading.say(Message::name_twice, member.pos,
                        {member.key, std::string(found->second.table),
                         std::to_string(found->second.member->pos.line)});
    }
}

void read_entries(const ModelReading& reading, const Node& root) {
    std::vector<Entry>& entries = reading.model.entries;
    for (const EntryTable& table : kEntryTables)
        for (const Member& member : members(root, table.key))
            if (member.value.is(NodeType::table))
                entries.push_back(read_entry(reading, member, table.kind));
    std::stable_sort(entries.begin(), entries.end(), [](const Entry& left, const Entry& right) {
        return std::pair(left.pos.line, left.pos.column) <
               std::pair(right.pos.line, right.pos.column);
    });
}

Model read_model(const Reading& reading, const Node& root) {
    Model model;
    ModelNames names;
    const ModelReading all{reading, model, names};
    read_header(reading, root, model);
    read_sources(root, model, names);
    check_namespace(reading, root);
    read_indexes(all, root);
    read_entries(all, root);
    read_structures(all, root);
    read_correlations(all, root);
    read_provides(all, root);
    for (const Member& member : members(root, "sources"))
        if (!names.cited.contains(member.key))
            reading.say(Message::source_unused, member.pos, {member.key});
    return model;
}

}  // namespace
}  // namespace plancast::loader

namespace plancast {

Model load_model(const SourceSet& sources, int file, Diagnostics& diagnostics) {
    const loader::Reading reading{sources, file, diagnostics};
    const std::optional<loader::Node> root = loader::open_file(reading, FileKind::model);
    return root ? loader::read_model(reading, *root) : Model{};
}

}  // namespace plancast
