// SPDX-License-Identifier: Apache-2.0
// Parses and checks formulas: names, indexes, years, units, truth values, whole numbers.
#pragma once

#include <optional>
#include <string>

#include "plancast/model.h"
#include "sim/compile/ast.h"
#include "sim/compile/symbols.h"

namespace plancast::compiler {

/// Where a formula stands, which decides what it may read.
struct Place {
    int entry = -1;              ///< the entry it belongs to, -1 for none
    std::string index_variable;  ///< k of `over = "k in programmes"`, empty where there is none
    int set = -1;                ///< the set of that variable
    int element = -1;            ///< the one element it is for, -1: any
    bool yearly = true;  ///< false for parameters and constants: no yearly value may be read
    bool constants_only = false;  ///< only constants may be read
    bool given = false;  ///< a bare number stands beside its unit, as in `value = 3, unit = "家"`
};

/// Checks formulas against the names of one model.
class Checker {
public:
    Checker(const Symbols& symbols, Diagnostics& diagnostics)
        : symbols_(symbols), diagnostics_(diagnostics) {}

    /// A formula whose value is assigned to something measured in `unit`. Nothing after a mistake.
    std::optional<Node> formula(const Formula& formula, const Place& place, const Unit& unit,
                                const std::string& unit_text);

    /// A distribution whose draw is measured in `unit`: a call with its arguments in the table's
    /// order.
    std::optional<Node> distribution(const Formula& formula, const Place& place, const Unit& unit,
                                     const std::string& unit_text);

    /// `x`, `x[element]` or an indexed `x`: the entry, and the element or -1.
    struct Reference {
        int entry = -1;
        int element = -1;
    };
    std::optional<Reference> reference(const Formula& formula);

private:
    const Symbols& symbols_;
    Diagnostics& diagnostics_;
};

/// True where every value an entry can take is a whole number.
bool entry_is_integer(const Entry& entry);

}  // namespace plancast::compiler
