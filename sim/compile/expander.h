// SPDX-License-Identifier: Apache-2.0
// Unrolls the formulas of one structure over scenarios, years and elements into the graph, on
// demand: asking for a value asks for what it reads, so the order of declaration never matters and
// a circle shows itself.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "plancast/catalog.h"
#include "plancast/diagnostics.h"
#include "plancast/load.h"
#include "sim/compile/graph.h"
#include "sim/compile/model_code.h"

namespace plancast::compiler {

/// Where a formula is being expanded.
struct Frame {
    int scenario = 0;
    int year = 0;               ///< years after the baseline year; negative before it
    std::vector<int> elements;  ///< [binding] element of each index variable in scope
};

/// Places already complained about: one message for all years, scenarios and structures.
class Reported {
public:
    /// True the first time a place is named.
    bool first(SourcePos pos);

private:
    std::vector<SourcePos> places_;
};

class Expander {
public:
    /// `structure` is -1 for a model without structures.
    Expander(const Project& project, const ModelCode& code, int structure, Graph& graph,
             Reported& reported, Diagnostics& diagnostics);

    /// The value of a scalar; kNoValue where it is absent in that year.
    Value scalar_or_absent(int entry, int element, int year, int scenario);

    /// The cost of every lever in a year [亿元/yr].
    double cost(int year, int scenario);

    /// Checks lever values against their bounds in every year; adds what breaks them to the
    /// diagnostics.
    void check_levers(int scenario);

    const std::vector<UniformDim>& dims() const { return dims_; }

private:
    // expander.cpp: which definition gives a value
    Value& memo(int entry, int element, int year, int scenario);
    Value define(int entry, int element, int year, int scenario);
    Value define_random(const EntryCode& code, int entry, const Frame& frame);
    Value baseline(const EntryCode& code, const Frame& frame, bool try_equation);
    const EntryCode& entry_code(int entry) const;
    void report_circle(int entry, int element, int year);
    void report_absent();

    // expand_formula.cpp: trees to graph nodes
    Value expand(const Node& node, const Frame& frame);
    Value expand_plain(const Node& node, const Frame& frame);
    Value expand_read(const Node& node, const Frame& frame);
    Value expand_unary(const Node& node, const Frame& frame);
    Value expand_binary(const Node& node, const Frame& frame);
    Value expand_sum(const Node& node, const Frame& frame);
    Value expand_call(const Node& node, const Frame& frame);
    Value expand_lagged(const Node& node, const Frame& frame);
    Value expand_lookup(const Node& node, const Frame& frame);
    Value expand_cum(const Node& node, const Frame& frame);
    Value expand_aggregate(const Node& node, const Frame& frame);
    Value add_product(const Node& term, const Frame& frame, Value sum, kernel::Op fused,
                      kernel::Op plain);
    int element_of(const Node& node, const Frame& frame) const;

    // expand_draws.cpp: distributions
    Value draw(const Node& dist, const EntryCode& code, int entry, const Frame& frame);
    Value own_uniform(int scalar, int year);
    Value score(int scalar, int year);
    /// One random number as a uniform or as its normal score, each made when it is asked for.
    struct Luck {
        Value uniform = kNoValue;
        Value score = kNoValue;
    };
    Luck luck(int scalar, int year);
    Value uniform_of(Luck& luck);
    Value score_of(Luck& luck);
    struct Bounds {
        Value lo = kNoValue, hi = kNoValue;  ///< kNoValue: not truncated on this side
    };
    bool expand_bounds(const EntryCode& code, const Frame& frame, Bounds& bounds);
    Value truncated(const Node& dist, const std::vector<Value>& args, Bounds bounds, Luck luck);
    Value not_negative(Value value);
    Value triangular(Value lo, Value mode, Value hi, Value uniform);
    Value quantile(const Node& dist, const std::vector<Value>& args, Luck luck);
    Value probability_below(const Node& dist, const std::vector<Value>& args, Value bound);
    Value dirichlet(const Node& dist, int entry, const Frame& frame);
    void check_domain(const Node& dist, const std::vector<Value>& args);
    int dim_of(int scalar, int year) const;

    // expand_levers.cpp: paths, levers and what scenarios do to them
    Value path(const EntryCode& code, int entry, const Frame& frame);
    Value changed(int entry, const Frame& frame, Value value, std::size_t n_changes);
    Value shift(const ChangeCode& change, const Frame& frame, Value value, std::size_t before);
    const Node* changed_prior(int entry, int element, int scenario) const;
    double given_constant(int entry, const Frame& frame, Value value);
    void check_lever(const EntryCode& code, int entry, const Frame& frame);
    void check_bound(const FormulaCode& bound, bool is_minimum, int entry, const Frame& frame,
                     double value);
    SourcePos last_change(int entry, int scenario) const;

    bool absent(Value value) const { return value == kAbsent; }
    static constexpr Value kAbsent = 0xFFFFFFFEu;
    static constexpr Value kInProgress = 0xFFFFFFFDu;

    const Project& project_;
    const ModelCode& code_;
    int structure_;
    Graph& graph_;
    Reported& reported_;
    Diagnostics& diagnostics_;
    int n_years_;
    std::vector<Value> memo_;  ///< [scenario][year][scalar]
    std::vector<UniformDim> dims_;
    std::vector<int> dim_first_;  ///< [scalar] first dimension, -1: not random
    struct Step {
        int entry, element, year;
    };
    std::vector<Step> stack_;
    struct AbsentRead {
        SourcePos pos;
        int entry = -1, element = 0, year = 0;
    };
    AbsentRead absent_read_;
};

}  // namespace plancast::compiler
