// SPDX-License-Identifier: Apache-2.0
// Who is called what: the names of a model and their places in its tables.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "plancast/model.h"

namespace plancast::compiler {

/// Index sets and entries of a model by name. Entries are numbered in the order of the file.
class Symbols {
public:
    explicit Symbols(const Model& model);

    /// -1 where no entry has this name.
    int entry(std::string_view name) const { return find(entries_, name); }
    int set(std::string_view name) const { return find(sets_, name); }
    int element(int set, std::string_view name) const;
    /// The map of `set` with this name, -1 where there is none.
    int map(int set, std::string_view name) const;
    /// The element that map `map` of `set` gives `element`.
    int mapped(int set, int map, int element) const {
        return mapped_[index(set)][index(map)][index(element)];
    }

    const Model& model() const { return model_; }
    const IndexSet& index_set(int set) const { return model_.indexes[index(set)]; }
    int set_size(int set) const { return static_cast<int>(index_set(set).elements.size()); }
    /// The set an entry is indexed by, -1 for a scalar.
    int set_of(int entry) const { return set_of_[index(entry)]; }
    /// Number of scalars of an entry: the elements of its set, or 1.
    int size_of(int entry) const { return set_of(entry) < 0 ? 1 : set_size(set_of(entry)); }
    /// Scalars are numbered entry by entry, element by element.
    int first_scalar(int entry) const { return first_scalar_[index(entry)]; }
    int n_scalars() const { return n_scalars_; }
    int entry_of_scalar(int scalar) const { return entry_of_scalar_[index(scalar)]; }

    /// `x` or `x[element]`.
    std::string scalar_name(int entry, int element) const;

    /// Every name of an entry, for suggestions.
    std::vector<std::string> entry_names() const;

private:
    using Names = std::map<std::string, int, std::less<>>;
    static int find(const Names& names, std::string_view name) {
        const auto found = names.find(name);
        return found == names.end() ? -1 : found->second;
    }
    static std::size_t index(int number) { return static_cast<std::size_t>(number); }

    const Model& model_;
    Names entries_, sets_;
    std::vector<Names> elements_;
    std::vector<std::vector<std::vector<int>>> mapped_;
    std::vector<int> set_of_, first_scalar_, entry_of_scalar_;
    int n_scalars_ = 0;
};

}  // namespace plancast::compiler
