// SPDX-License-Identifier: Apache-2.0
// What the parts of a model's loader share: its names, its sources, and readers of its tables.
#pragma once

#include <set>
#include <string>
#include <string_view>

#include "plancast/model.h"
#include "sim/load/names.h"
#include "sim/load/node.h"
#include "sim/load/reading.h"

namespace plancast::loader {

/// What entries refer to: index sets, and sources with a note of which were cited.
struct ModelNames {
    KnownNames sets, sources;
    std::set<std::string> cited;
};

struct ModelReading : Reading {
    Model& model;
    ModelNames& names;
};

/// Index sets of [index], with their maps checked. Fills names.sets.
void read_indexes(const ModelReading& reading, const Node& root);

/// An entry of the table `kind`, whose name was checked.
Entry read_entry(const ModelReading& reading, const Member& member, EntryKind kind);

/// `source` or `assumption` of a table; never both. `needed_by` names what must have one, "" where
/// nothing must.
Provenance read_provenance(const ModelReading& reading, const Node& table, SourcePos pos,
                           const std::string& needed_by);

/// [structure], [[correlation]] and [provides], which speak of the entries.
void read_structures(const ModelReading& reading, const Node& root);
void read_correlations(const ModelReading& reading, const Node& root);
void read_provides(const ModelReading& reading, const Node& root);

}  // namespace plancast::loader
