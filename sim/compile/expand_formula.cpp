// SPDX-License-Identifier: Apache-2.0
// Trees to graph nodes. Where a product meets a sum it is fused, by the shape of the formula alone
// (docs/determinism.md), so that the same formula gives the same bits whatever it is combined with.
#include <algorithm>

#include "sim/base/require.h"
#include "sim/compile/expander.h"
#include "sim/compile/functions.h"

namespace plancast::compiler {
namespace {

using kernel::Op;

Op comparison(Operator op) {
    switch (op) {
        case Operator::less:
        case Operator::greater:
            return Op::less;
        case Operator::less_equal:
        case Operator::greater_equal:
            return Op::less_equal;
        case Operator::equal:
            return Op::equal;
        default:
            return Op::not_equal;
    }
}

Op function_op(Function function) {
    switch (function) {
        case Function::abs_:
            return Op::abs;
        case Function::exp:
            return Op::exp;
        case Function::floor:
            return Op::floor;
        case Function::ln:
            return Op::ln;
        case Function::logit:
            return Op::logit;
        case Function::round:
            return Op::round;
        case Function::sigmoid:
            return Op::sigmoid;
        default:
            return Op::sqrt;
    }
}

bool is_product(const Node& node) {
    return node.kind == NodeKind::binary && node.op == Operator::multiply;
}

bool is_literal(const Node& node, double value) {
    return node.kind == NodeKind::number && !node.unit_text && node.number == value;
}

}  // namespace

/// The value of a node in the unit of its place.
Value Expander::expand(const Node& node, const Frame& frame) {
    const Value value = expand_plain(node, frame);
    if (absent(value) || node.factor == 1) return value;
    return graph_.apply(node.divide ? Op::div : Op::mul, value, graph_.constant(node.factor));
}

Value Expander::expand_plain(const Node& node, const Frame& frame) {
    switch (node.kind) {
        case NodeKind::number:
            return graph_.constant(node.number);
        case NodeKind::read:
            return expand_read(node, frame);
        case NodeKind::unary:
            return expand_unary(node, frame);
        case NodeKind::binary:
            return expand_binary(node, frame);
        case NodeKind::call:
            return expand_call(node, frame);
        case NodeKind::aggregate:
            return expand_aggregate(node, frame);
    }
    return kAbsent;
}

int Expander::element_of(const Node& node, const Frame& frame) const {
    if (!node.element) return 0;
    const ElementRef& ref = *node.element;
    if (ref.binding < 0) return ref.element;
    const int element = frame.elements[static_cast<std::size_t>(ref.binding)];
    return ref.map_index < 0 ? element : code_.symbols.mapped(ref.map_set, ref.map_index, element);
}

Value Expander::expand_read(const Node& node, const Frame& frame) {
    const int base = project_.model.baseline_year;
    if (node.entry < 0)
        return graph_.constant(node.name == "dt"   ? 1
                               : node.name == "t0" ? base
                                                   : base + frame.year);
    const int element = element_of(node, frame);
    int year = frame.year;
    if (node.time) year = node.time->baseline ? 0 : frame.year - node.time->lag;
    const Value value = scalar_or_absent(node.entry, element, year, frame.scenario);
    if (value != kNoValue) return value;
    absent_read_ = {node.pos, node.entry, element, year};
    return kAbsent;
}

Value Expander::expand_unary(const Node& node, const Frame& frame) {
    const Value value = expand(node.args[0], frame);
    if (absent(value)) return value;
    return graph_.apply(node.op == Operator::negate ? Op::neg : Op::logic_not, value);
}

/// sum + term or the like, fused where the term is a product.
Value Expander::add_product(const Node& term, const Frame& frame, Value sum, Op fused, Op plain) {
    Value left, right;
    if (term.factor != 1 && !term.divide) {
        left = expand_plain(term, frame);
        right = graph_.constant(term.factor);
    } else if (term.factor == 1 && is_product(term)) {
        left = expand(term.args[0], frame);
        right = absent(left) ? left : expand(term.args[1], frame);
    } else {
        const Value value = expand(term, frame);
        if (absent(value)) return value;
        // c - x and x - c: only a - b has an order to keep.
        return fused == Op::fms ? graph_.apply(plain, value, sum) : graph_.apply(plain, sum, value);
    }
    if (absent(left) || absent(right)) return kAbsent;
    return graph_.apply(fused, left, right, sum);
}

Value Expander::expand_sum(const Node& node, const Frame& frame) {
    const Node& left = node.args[0];
    const Node& right = node.args[1];
    const bool minus = node.op == Operator::subtract;
    const auto fuses = [](const Node& term) {
        return (term.factor != 1 && !term.divide) || (term.factor == 1 && is_product(term));
    };
    // The right product is fused where there is one, else the left.
    const bool fuse_left = !fuses(right) && fuses(left);
    const Node& kept = fuse_left ? right : left;
    const Value value = expand(kept, frame);
    if (absent(value)) return value;
    if (fuse_left)
        return add_product(left, frame, value, minus ? Op::fms : Op::fma,
                           minus ? Op::sub : Op::add);
    return add_product(right, frame, value, minus ? Op::fnma : Op::fma, minus ? Op::sub : Op::add);
}

Value Expander::expand_binary(const Node& node, const Frame& frame) {
    if (node.op == Operator::add || node.op == Operator::subtract) return expand_sum(node, frame);
    const Value left = expand(node.args[0], frame);
    if (absent(left)) return left;
    // A square is a product: one rounding instead of a power's.
    if (node.op == Operator::power && is_literal(node.args[1], 2))
        return graph_.apply(Op::mul, left, left);
    const Value right = expand(node.args[1], frame);
    if (absent(right)) return right;
    switch (node.op) {
        case Operator::multiply:
            return graph_.apply(Op::mul, left, right);
        case Operator::divide:
            return graph_.apply(Op::div, left, right);
        case Operator::power:
            return graph_.apply(Op::pow, left, right);
        case Operator::logic_and:
            return graph_.apply(Op::logic_and, left, right);
        case Operator::logic_or:
            return graph_.apply(Op::logic_or, left, right);
        case Operator::greater:
        case Operator::greater_equal:
            return graph_.apply(comparison(node.op), right, left);
        default:
            return graph_.apply(comparison(node.op), left, right);
    }
}

Value Expander::expand_call(const Node& node, const Frame& frame) {
    const Function function = find_function(node.name)->function;
    if (function == Function::lagged) return expand_lagged(node, frame);
    if (function == Function::lookup) return expand_lookup(node, frame);
    if (function == Function::cum) return expand_cum(node, frame);
    std::vector<Value> args;
    for (const Node& arg : node.args) {
        args.push_back(expand(arg, frame));
        if (absent(args.back())) return kAbsent;
    }
    switch (function) {
        case Function::if_:
            return graph_.apply(Op::select, args[0], args[1], args[2]);
        case Function::clamp:
            return graph_.apply(Op::clamp, args[0], args[1], args[2]);
        case Function::percent:
            return graph_.apply(Op::mul, args[0], graph_.constant(100));
        case Function::fraction:
            return graph_.apply(Op::div, args[0], graph_.constant(100));
        case Function::min:
        case Function::max: {
            Value extreme = args[0];
            for (std::size_t place = 1; place < args.size(); ++place)
                extreme = graph_.apply(function == Function::min ? Op::min : Op::max, extreme,
                                       args[place]);
            return extreme;
        }
        default:
            return graph_.apply(function_op(function), args[0]);
    }
}

/// lagged(x, w) = sum over j of w[j] x[t-j].
Value Expander::expand_lagged(const Node& node, const Frame& frame) {
    const Node& value = node.args[0];
    const Node& weights = node.args[1];
    const int element = element_of(value, frame);
    Value sum = kNoValue;
    for (int lag = 0; lag < code_.symbols.size_of(weights.entry); ++lag) {
        const Value weight = scalar_or_absent(weights.entry, lag, frame.year, frame.scenario);
        const Value past = scalar_or_absent(value.entry, element, frame.year - lag, frame.scenario);
        if (past == kNoValue || weight == kNoValue) {
            absent_read_ = {value.pos, past == kNoValue ? value.entry : weights.entry, element,
                            frame.year - lag};
            return kAbsent;
        }
        sum = sum == kNoValue ? graph_.apply(Op::mul, weight, past)
                              : graph_.apply(Op::fma, weight, past, sum);
    }
    return sum;
}

/// y1 + sum of slope * (clamp(x, x_k, x_k+1) - x_k): straight lines, level outside.
Value Expander::expand_lookup(const Node& node, const Frame& frame) {
    std::vector<Value> args;
    for (const Node& arg : node.args) {
        args.push_back(expand(arg, frame));
        if (absent(args.back())) return kAbsent;
    }
    Value sum = args[2];
    for (std::size_t place = 1; place + 2 < args.size(); place += 2) {
        const Value width = graph_.apply(Op::sub, args[place + 2], args[place]);
        const Value rise = graph_.apply(Op::sub, args[place + 3], args[place + 1]);
        const Value inside = graph_.apply(
            Op::sub, graph_.apply(Op::clamp, args[0], args[place], args[place + 2]), args[place]);
        sum = graph_.apply(Op::fma, graph_.apply(Op::div, rise, width), inside, sum);
    }
    return sum;
}

/// cum(x) = x summed over the years after the baseline year; 0 in it.
Value Expander::expand_cum(const Node& node, const Frame& frame) {
    if (frame.year <= 0) return graph_.constant(0);
    Value sum = kNoValue;
    for (int year = 1; year <= frame.year; ++year) {
        Frame then = frame;
        then.year = year;
        if (sum == kNoValue)
            sum = expand(node.args[0], then);
        else
            sum = add_product(node.args[0], then, sum, Op::fma, Op::add);
        if (absent(sum)) return sum;
    }
    return sum;
}

Value Expander::expand_aggregate(const Node& node, const Frame& frame) {
    Frame inner = frame;
    PLANCAST_REQUIRE(static_cast<int>(inner.elements.size()) <= node.binding);
    inner.elements.resize(static_cast<std::size_t>(node.binding) + 1, 0);
    const int size = code_.symbols.set_size(node.set_index);
    Value result = kNoValue;
    for (int element = 0; element < size; ++element) {
        inner.elements.back() = element;
        const Node& body = node.args[0];
        if (result == kNoValue)
            result = expand(body, inner);
        else if (node.name == "sum" || node.name == "mean")
            result = add_product(body, inner, result, Op::fma, Op::add);
        else if (const Value value = expand(body, inner); absent(value))
            result = value;
        else
            result = graph_.apply(node.name == "min" ? Op::min : Op::max, result, value);
        if (absent(result)) return result;
    }
    return node.name == "mean" ? graph_.apply(Op::div, result, graph_.constant(size)) : result;
}

}  // namespace plancast::compiler
