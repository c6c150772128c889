// SPDX-License-Identifier: Apache-2.0
#include "sim/compile/symbols.h"

namespace plancast::compiler {

Symbols::Symbols(const Model& model) : model_(model) {
    for (const IndexSet& set : model.indexes) {
        sets_.emplace(set.id, static_cast<int>(sets_.size()));
        Names names;
        for (const std::string& element : set.elements)
            names.emplace(element, static_cast<int>(names.size()));
        elements_.push_back(std::move(names));
    }
    for (const IndexSet& set : model.indexes) {
        std::vector<std::vector<int>> maps;
        for (const IndexSet::Map& map : set.maps) {
            std::vector<int> targets;
            for (const std::string& name : map.elements)
                targets.push_back(element(this->set(map.target), name));
            maps.push_back(std::move(targets));
        }
        mapped_.push_back(std::move(maps));
    }
    for (const Entry& entry : model.entries) {
        const int number = static_cast<int>(set_of_.size());
        entries_.emplace(entry.id, number);
        set_of_.push_back(entry.over_set.empty() ? -1 : set(entry.over_set));
        first_scalar_.push_back(n_scalars_);
        n_scalars_ += size_of(number);
        entry_of_scalar_.resize(index(n_scalars_), number);
    }
}

int Symbols::element(int set, std::string_view name) const {
    return set < 0 ? -1 : find(elements_[index(set)], name);
}

int Symbols::map(int set, std::string_view name) const {
    const std::vector<IndexSet::Map>& maps = index_set(set).maps;
    for (std::size_t map = 0; map < maps.size(); ++map)
        if (maps[map].target == name) return static_cast<int>(map);
    return -1;
}

std::string Symbols::scalar_name(int entry, int element) const {
    const std::string& id = model_.entries[index(entry)].id;
    const int set = set_of(entry);
    return set < 0 ? id : id + "[" + index_set(set).elements[index(element)] + "]";
}

std::vector<std::string> Symbols::entry_names() const {
    std::vector<std::string> names;
    for (const auto& [name, number] : entries_)
        names.push_back(name);
    return names;
}

}  // namespace plancast::compiler
