// SPDX-License-Identifier: Apache-2.0
// Compares a file with its key tables, so that the loaders need not ask what they are given.
#pragma once

#include <optional>
#include <string>

#include "plancast/load.h"
#include "sim/load/keys.h"
#include "sim/load/node.h"
#include "sim/load/reading.h"

namespace plancast::loader {

/// Reports unknown and missing keys and values of the wrong shape, all the way down. `label` names
/// the table in messages.
void check_table(const Reading& reading, const Node& table, const KeyTable& keys,
                 const std::string& label, SourcePos pos);

/// The same for a value that is no table of keys.
void check_value(const Reading& reading, const Key& key, const Node& value);

/// The root table of a file of this kind, checked. Nothing, and an error, where it is no TOML, of
/// another kind or of a newer format.
std::optional<Node> open_file(const Reading& reading, FileKind kind);

}  // namespace plancast::loader
