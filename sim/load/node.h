// SPDX-License-Identifier: Apache-2.0
// A TOML file as a light tree that remembers where every key and value stands.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "plancast/diagnostics.h"

namespace plancast::loader {

enum class NodeType { table, list, text, whole, real, truth, date, time };

struct Member;

/// One value.
struct Node {
    NodeType type = NodeType::table;
    SourcePos pos;       ///< the whole value where it stands on one line; of a [table], its header
    std::string text;    ///< of a text; of a date, in ISO 8601
    bool plain = false;  ///< a text on one line without escapes: its characters can be pointed at
    std::int64_t whole = 0;
    double real = 0;  ///< also of a whole number
    bool truth = false;
    std::vector<Member> members;  ///< of a table, in the order of the file
    std::vector<Node> items;      ///< of a list

    bool is(NodeType wanted) const { return type == wanted; }
    bool is_number() const { return is(NodeType::whole) || is(NodeType::real); }
};

/// A key and what it is given.
struct Member {
    std::string key;
    SourcePos pos;
    Node value;
};

}  // namespace plancast::loader
