// SPDX-License-Identifier: Apache-2.0
// [index]: ordered sets of elements and the maps between them.
#include <algorithm>

#include "sim/load/model_reading.h"
#include "sim/load/names.h"
#include "sim/load/read.h"

namespace plancast::loader {
namespace {

std::vector<std::string> plain_texts(const Node& table, std::string_view key) {
    std::vector<std::string> found;
    for (const Node& item : items(table, key))
        found.push_back(item.text);
    return found;
}

/// An error where a list does not go with the elements of its set, one by one.
void check_length(const Reading& reading, const IndexSet& set, std::size_t given,
                  const std::string& key, SourcePos pos) {
    if (given != 0 && given != set.elements.size())
        reading.say(Message::list_length, pos,
                    {set.id, std::to_string(set.elements.size()), key, std::to_string(given)});
}

IndexSet read_index(const Reading& reading, const Member& member) {
    const Node& table = member.value;
    IndexSet set;
    set.id = member.key;
    set.pos = member.pos;
    std::set<std::string> seen;
    for (const Node& item : items(table, "elements")) {
        if (!item.is(NodeType::text) || item.text.empty()) continue;
        set.elements.push_back(item.text);
        if (check_name(reading, item.text, item.pos) && !seen.insert(item.text).second)
            reading.say(Message::listed_twice, item.pos, {item.text});
    }
    set.zh = plain_texts(table, "zh");
    set.en = plain_texts(table, "en");
    check_length(reading, set, set.zh.size(), "zh", place(table, "zh", member.pos));
    check_length(reading, set, set.en.size(), "en", place(table, "en", member.pos));
    for (const Member& map : members(table, "map")) {
        IndexSet::Map read;
        read.target = map.key;
        read.pos = map.pos;
        for (const Node& item : map.value.items)
            read.elements.push_back(item.text);
        check_length(reading, set, read.elements.size(), map.key, map.value.pos);
        set.maps.push_back(std::move(read));
    }
    return set;
}

/// A map leads to elements of a set that exists.
void check_map(const ModelReading& reading, const Node& given, const IndexSet::Map& map) {
    const std::vector<IndexSet>& sets = reading.model.indexes;
    const auto target = std::find_if(sets.begin(), sets.end(),
                                     [&](const IndexSet& set) { return set.id == map.target; });
    if (target == sets.end())
        return reading.say(
            Message::unknown_set, map.pos,
            {map.target, reading.names.sets.nearest(reading.diagnostics, map.target)});
    KnownNames elements;
    for (const std::string& element : target->elements)
        elements.add(element);
    for (const auto& [element, pos] : texts(given))
        if (!element.empty() && !elements.contains(element))
            reading.say(Message::unknown_element, pos,
                        {element, map.target, elements.nearest(reading.diagnostics, element)});
}

}  // namespace

void read_indexes(const ModelReading& reading, const Node& root) {
    for (const Member& member : members(root, "index")) {
        reading.names.sets.add(member.key);
        if (member.value.is(NodeType::table))
            reading.model.indexes.push_back(read_index(reading, member));
    }
    for (const IndexSet& set : reading.model.indexes) {
        const Node& table = *find(*find(root, "index"), set.id);
        for (const IndexSet::Map& map : set.maps)
            check_map(reading, *find(*find(table, "map"), map.target), map);
    }
}

}  // namespace plancast::loader
