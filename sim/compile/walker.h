// SPDX-License-Identifier: Apache-2.0
// One walk over the tree of a formula: fills in what every node is, and reports what does not fit.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "sim/compile/ast.h"
#include "sim/compile/check.h"
#include "sim/compile/functions.h"
#include "sim/compile/symbols.h"

namespace plancast::compiler {

/// True for a number without a unit, with or without a sign.
bool is_bare_number(const Node& node);

/// A node in which a mistake was found fits everything, so that one mistake gives one message.
class Walker {
public:
    Walker(const Symbols& symbols, Diagnostics& diagnostics, const Formula& formula,
           const Place& place);

    void check(Node& node);
    /// Checks a call of a distribution and puts its arguments in the table's order.
    void check_distribution(Node& node, const Unit& unit, const std::string& unit_text);
    /// Fits the whole formula to the unit of what it is assigned to.
    void assign(Node& node, const Unit& unit, const std::string& unit_text);
    /// Brings a node to `unit`, or reports that it cannot be.
    void fit(Node& node, const Unit& unit, const std::string& unit_text);

    bool failed() const { return failed_; }

private:
    struct Binding {
        std::string name;
        int set;
    };

    void fail(Node& node, Message message, std::vector<std::string> args);
    void fail_at(Node& node, SourcePos pos, Message message, std::vector<std::string> args);

    // walker.cpp: operators and units
    void check_number(Node& node);
    void check_unary(Node& node);
    void check_binary(Node& node);
    void check_power(Node& node);
    void check_comparison(Node& node);
    void give_years(Node& left, Node& right);
    void want_number(Node& node);
    void want_truth(Node& node);
    void want_pure(Node& node, std::string_view function);
    void unify(Node& node, std::size_t first, std::size_t last);

    // walker_calls.cpp: functions, aggregates, distributions
    void check_call(Node& node);
    void check_function(Node& node, const FunctionInfo& info);
    void check_lagged(Node& node);
    void check_lookup(Node& node);
    void check_if(Node& node);
    void check_aggregate(Node& node);
    void report_distribution_inside(Node& node);
    void order_arguments(Node& node, const DistributionInfo& info);

    // walker_reads.cpp: names, indexes, years
    void check_read(Node& node);
    bool check_reserved(Node& node);
    void check_year(Node& node, const Entry& entry);
    void check_element(Node& node);
    int binding_of(std::string_view name) const;
    void resolve_element(Node& node, int wanted_set);

    const Symbols& symbols_;
    Diagnostics& diagnostics_;
    const Formula& formula_;
    const Place& place_;
    std::vector<Binding> bindings_;
    bool whole_entry_allowed_ = false;  // lagged(x, w) names an indexed w without an element
    bool failed_ = false;
};

}  // namespace plancast::compiler
