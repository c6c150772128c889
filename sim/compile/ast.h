// SPDX-License-Identifier: Apache-2.0
// A formula as a tree. The parser fills the first part of a node, the checker the second.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "plancast/diagnostics.h"
#include "plancast/units.h"

namespace plancast::compiler {

enum class NodeKind { number, read, unary, binary, call, aggregate };

enum class Operator {
    negate,
    logic_not,
    add,
    subtract,
    multiply,
    divide,
    power,
    less,
    less_equal,
    greater,
    greater_equal,
    equal,
    not_equal,
    logic_and,
    logic_or,
};

/// The k, classes(i) or W5 in x[k], x[classes(i)], x[W5].
struct ElementRef {
    std::string map;   ///< classes in classes(i); empty otherwise
    std::string name;  ///< an index variable or an element
    SourcePos pos;

    // Filled by the checker: the element, or the binding whose element is meant (then through
    // `map_index`).
    int element = -1;
    int binding = -1;
    int map_set = -1, map_index = -1;
};

/// The t-1 or t0 in x[t-1], x[t0].
struct TimeRef {
    bool baseline = false;
    int lag = 0;
    SourcePos pos;
};

struct Node {
    NodeKind kind = NodeKind::number;
    SourcePos pos;
    double number = 0;                     ///< number
    std::optional<std::string> unit_text;  ///< number: the text of its [unit]
    SourcePos unit_pos;
    std::string name;                   ///< read, call, aggregate
    Operator op = Operator::add;        ///< unary, binary
    std::vector<Node> args;             ///< operands; for an aggregate its body
    std::vector<std::string> keywords;  ///< call: keyword of each argument, "" where positional
    std::optional<ElementRef> element;  ///< read
    std::optional<TimeRef> time;        ///< read
    std::size_t begin = 0, end = 0;     ///< call: bytes of the formula it stands in
    std::string variable;               ///< aggregate: the k of sum(k in S: ...)
    std::string set;                    ///< aggregate: the S
    SourcePos set_pos;

    // Filled by the checker.
    Unit unit;
    bool truth = false;     ///< a truth value, not a number
    bool integer = false;   ///< proved to be whole
    bool any_unit = false;  ///< a literal 0, which fits every unit
    int entry = -1;         ///< read: index of the entry; -1: one of t, t0, dt
    int set_index = -1;     ///< aggregate
    int binding = -1;       ///< aggregate: where its element is kept
    /// The value is multiplied (or divided) by this to come into the unit of its place: 1e4 for
    /// 万元 read as 元.
    double factor = 1;
    bool divide = false;
};

}  // namespace plancast::compiler
