// SPDX-License-Identifier: Apache-2.0
// Functions, aggregates and distributions.
#include <algorithm>

#include "sim/base/messages.h"
#include "sim/base/text.h"
#include "sim/compile/walker.h"

namespace plancast::compiler {
namespace {

std::vector<std::string> callable_names() {
    std::vector<std::string> names;
    for (const FunctionInfo& info : kFunctions)
        names.emplace_back(info.name);
    for (const DistributionInfo& info : kDistributions)
        names.emplace_back(info.name);
    names.insert(names.end(), kAggregates.begin(), kAggregates.end());
    return names;
}

/// The number a literal stands for: 3, -3, 3[yr].
std::optional<double> literal(const Node& node) {
    if (node.kind == NodeKind::number)
        return node.divide ? node.number / node.factor : node.number * node.factor;
    if (node.kind != NodeKind::unary || node.op != Operator::negate) return std::nullopt;
    const std::optional<double> inner = literal(node.args[0]);
    return inner ? std::optional<double>(-*inner) : std::nullopt;
}

}  // namespace

void Walker::check_call(Node& node) {
    const FunctionInfo* info = find_function(node.name);
    if (info != nullptr) return check_function(node, *info);
    for (Node& arg : node.args)
        check(arg);
    if (find_distribution(node.name) != nullptr) return report_distribution_inside(node);
    if (std::find(kAggregates.begin(), kAggregates.end(), node.name) != kAggregates.end())
        return fail(node, Message::aggregate_without_set, {node.name});
    if (symbols_.entry(node.name) >= 0) return fail(node, Message::name_called, {node.name});
    // Most other languages say log.
    const std::string meant = node.name == "log" ? "ln" : nearest_name(node.name, callable_names());
    fail(node, Message::unknown_function, {node.name, meant});
}

void Walker::check_function(Node& node, const FunctionInfo& info) {
    for (std::size_t place = 0; place < node.args.size(); ++place)
        if (!node.keywords[place].empty())
            return fail(node, Message::keyword_in_function, {node.name, node.keywords[place]});
    const int count = static_cast<int>(node.args.size());
    if (count < info.least_args || (info.most_args >= 0 && count > info.most_args)) {
        const std::string wanted = std::to_string(info.least_args);
        return fail(node, info.most_args < 0 ? Message::too_few_arguments : Message::argument_count,
                    {node.name, wanted, std::to_string(count)});
    }
    if (info.function == Function::lagged) return check_lagged(node);
    for (Node& arg : node.args)
        check(arg);
    Node& first = node.args[0];
    switch (info.function) {
        case Function::if_:
            return check_if(node);
        case Function::lookup:
            return check_lookup(node);
        case Function::abs_:
        case Function::cum:
        case Function::clamp:
        case Function::min:
        case Function::max:
            unify(node, 0, node.args.size());
            node.integer = std::all_of(node.args.begin(), node.args.end(),
                                       [](const Node& arg) { return arg.integer; });
            return;
        case Function::floor:
        case Function::round:
            unify(node, 0, 1);
            node.integer = true;
            return;
        case Function::percent:
            want_pure(first, "percent");
            node.unit = *parse_unit("%");
            return;
        case Function::fraction:
            return fit(first, *parse_unit("%"), "%");
        default:
            return want_pure(first, info.name);
    }
}

/// lagged(x, w): the weights w are named whole, without an element.
void Walker::check_lagged(Node& node) {
    Node& value = node.args[0];
    Node& weights = node.args[1];
    check(value);
    if (value.kind != NodeKind::read || value.entry < 0 || value.time)
        return fail(value, Message::lagged_wants_name, {});
    whole_entry_allowed_ = true;
    check(weights);
    whole_entry_allowed_ = false;
    const bool indexed = weights.kind == NodeKind::read && weights.entry >= 0 && !weights.element &&
                         symbols_.set_of(weights.entry) >= 0;
    if (!indexed) return fail(weights, Message::lagged_wants_weights, {});
    want_pure(weights, "lagged");
    node.unit = value.unit;
    node.any_unit = value.any_unit;
}

/// lookup(x, x1, y1, x2, y2, ...): straight lines between the points, level outside them.
void Walker::check_lookup(Node& node) {
    if (node.args.size() % 2 == 0) return fail(node, Message::lookup_pairs, {});
    Node points;
    points.pos = node.pos;
    Node values = points;
    for (std::size_t place = 0; place < node.args.size(); ++place)
        (place % 2 == 0 && place > 0 ? values : points).args.push_back(std::move(node.args[place]));
    unify(points, 0, points.args.size());
    unify(values, 0, values.args.size());
    for (std::size_t place = 0; place < node.args.size(); ++place)
        node.args[place] = place == 0       ? std::move(points.args[0])
                           : place % 2 == 1 ? std::move(points.args[(place + 1) / 2])
                                            : std::move(values.args[place / 2 - 1]);
    node.unit = values.unit;
    node.any_unit = values.any_unit;
    for (std::size_t place = 1; place < node.args.size(); ++place)
        if (!literal(node.args[place])) return fail(node.args[place], Message::lookup_literals, {});
    for (std::size_t place = 3; place < node.args.size(); place += 2)
        if (*literal(node.args[place]) <= *literal(node.args[place - 2]))
            return fail(node.args[place], Message::lookup_order, {});
}

void Walker::check_if(Node& node) {
    want_truth(node.args[0]);
    unify(node, 1, 3);
    node.integer = node.args[1].integer && node.args[2].integer;
}

void Walker::check_aggregate(Node& node) {
    Node& body = node.args[0];
    const bool known =
        std::find(kAggregates.begin(), kAggregates.end(), node.name) != kAggregates.end();
    if (!known) fail(node, Message::unknown_aggregate, {node.name});
    node.set_index = symbols_.set(node.set);
    if (node.set_index < 0) {
        std::vector<std::string> names;
        for (const IndexSet& set : symbols_.model().indexes)
            names.push_back(set.id);
        return fail_at(node, node.set_pos, Message::unknown_set,
                       {node.set, nearest_name(node.set, names)});
    }
    if (binding_of(node.variable) >= 0) return fail(node, Message::index_shadowed, {node.variable});
    if (symbols_.element(node.set_index, node.variable) >= 0)
        return fail(node, Message::index_is_element, {node.variable, node.set});
    node.binding = static_cast<int>(bindings_.size());
    bindings_.push_back({node.variable, node.set_index});
    check(body);
    bindings_.pop_back();
    want_number(body);
    node.unit = body.unit;
    node.any_unit = body.any_unit;
    node.integer = body.integer && node.name != "mean";
}

void Walker::report_distribution_inside(Node& node) {
    const std::string call = formula_.text.substr(node.begin, node.end - node.begin);
    fail(node, Message::distribution_inside, {node.name, call});
}

void Walker::check_distribution(Node& node, const Unit& unit, const std::string& unit_text) {
    const DistributionInfo* info =
        node.kind == NodeKind::call ? find_distribution(node.name) : nullptr;
    if (info == nullptr) {
        const std::string name =
            node.kind == NodeKind::call ? nearest_name(node.name, callable_names()) : "";
        return fail(node, Message::distribution_expected,
                    {find_distribution(name) != nullptr ? name : ""});
    }
    order_arguments(node, *info);
    if (failed_) return;
    for (std::size_t place = 0; place < node.args.size(); ++place) {
        Node& arg = node.args[place];
        check(arg);
        const bool in_unit =
            info->argument_count >= 0 && info->arguments[place].unit == ArgumentUnit::entry;
        // A bare number in a location or scale is in the unit of its entry.
        if (in_unit && is_bare_number(arg)) arg.unit = unit;
        if (in_unit)
            fit(arg, unit, unit_text);
        else
            want_pure(arg, node.name);
    }
}

/// Puts keyword arguments in their places; every argument must be given exactly once.
void Walker::order_arguments(Node& node, const DistributionInfo& info) {
    const std::size_t wanted =
        info.argument_count < 0
            ? static_cast<std::size_t>(place_.set < 0 ? 0 : symbols_.set_size(place_.set))
            : static_cast<std::size_t>(info.argument_count);
    if (info.argument_count < 0 && place_.set < 0)
        return fail(node, Message::dirichlet_without_index, {});
    std::string signature;
    for (std::size_t place = 0; info.argument_count >= 0 && place < wanted; ++place)
        signature += (place > 0 ? ", " : "") + std::string(info.arguments[place].name);
    if (node.args.size() != wanted)
        return fail(
            node, Message::distribution_arguments,
            {node.name, std::to_string(wanted), std::to_string(node.args.size()), signature});
    std::vector<Node> ordered(wanted);
    std::vector<bool> given(wanted, false);
    for (std::size_t place = 0; place < wanted; ++place) {
        std::size_t target = place;
        if (!node.keywords[place].empty()) {
            target = 0;
            while (target < wanted &&
                   (info.argument_count < 0 || info.arguments[target].name != node.keywords[place]))
                ++target;
            if (target == wanted)
                return fail(node.args[place], Message::distribution_keyword,
                            {node.name, node.keywords[place], signature});
        }
        if (given[target]) return fail(node.args[place], Message::distribution_twice, {node.name});
        given[target] = true;
        ordered[target] = std::move(node.args[place]);
    }
    node.args = std::move(ordered);
    node.keywords.assign(wanted, "");
}

}  // namespace plancast::compiler
