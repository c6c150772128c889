// SPDX-License-Identifier: Apache-2.0
// A model and its scenarios with every formula parsed and checked.
#pragma once

#include <optional>
#include <utility>
#include <vector>

#include "plancast/load.h"
#include "sim/compile/ast.h"
#include "sim/compile/symbols.h"

namespace plancast::compiler {

/// One tree for every element, or one each. Empty where the text had a mistake.
struct FormulaCode {
    std::vector<Node> trees;

    bool empty() const { return trees.empty(); }
    const Node& at(int element) const {
        return trees.size() == 1 ? trees.front() : trees[static_cast<std::size_t>(element)];
    }
};

/// What holds in some years. A tree is missing for the elements a change leaves alone.
struct RangeCode {
    int first = 0, last = 0;
    std::vector<std::optional<Node>> trees;  ///< one for all elements, or one each
    const Node* at(int element) const {
        const std::optional<Node>& tree =
            trees.size() == 1 ? trees.front() : trees[static_cast<std::size_t>(element)];
        return tree ? &*tree : nullptr;
    }
};

struct EntryCode {
    const Entry* entry = nullptr;
    FormulaCode value;  ///< constant, lever default, draw dist, equation eq, the chosen prior
    std::vector<RangeCode> path;  ///< exogenous, a range for every year
    FormulaCode init, before, min, max, cost;
    FormulaCode within_lo, within_hi;  ///< empty: not truncated on that side
};

struct ChangeCode {
    const Change* change = nullptr;
    int entry = -1;
    std::vector<bool> touched;                   ///< [element]
    std::vector<RangeCode> values;               ///< set, add, multiply
    std::vector<std::optional<Node>> fractions;  ///< shift: [element]
    std::vector<std::optional<Node>> priors;     ///< prior: [element], replaces the parameter's
};

/// The rows of the Cholesky factor: score = sum of coefficient * own score of each named scalar, in
/// order.
struct CorrelatedRow {
    std::vector<double> coefficients;
    std::vector<int> scalars;
};

struct ModelCode {
    explicit ModelCode(const Model& model) : symbols(model) {}

    Symbols symbols;
    std::vector<EntryCode> entries;                               ///< [entry]
    std::vector<std::vector<std::optional<EntryCode>>> replaced;  ///< [structure][entry]
    std::vector<std::vector<ChangeCode>>
        changes;                      ///< [scenario], those of extended scenarios first
    std::vector<CorrelatedRow> rows;  ///< [scalar]; empty: its own score
};

/// Checks every formula of the project's model and scenarios. The result may only be expanded where
/// no error was added.
ModelCode check_model(const Project& project, Diagnostics& diagnostics);

/// Cholesky rows of the model's correlations, filled into code.rows.
void correlate(const Model& model, ModelCode& code, Diagnostics& diagnostics);

/// Marks every entry that the formulas of one read.
void mark_reads(const EntryCode& code, std::vector<bool>& read);

/// Warns of names nothing reads.
void warn_unused(const Project& project, const ModelCode& code, Diagnostics& diagnostics);

}  // namespace plancast::compiler
