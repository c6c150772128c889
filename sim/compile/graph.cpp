// SPDX-License-Identifier: Apache-2.0
#include "sim/compile/graph.h"

#include <bit>
#include <utility>

#include "sim/base/require.h"

namespace plancast::compiler {
namespace {

using kernel::Op;

bool commutes(Op op) {
    return op == Op::add || op == Op::mul || op == Op::logic_and || op == Op::logic_or;
}

}  // namespace

std::size_t Graph::KeyHash::operator()(const Key& key) const {
    std::uint64_t hash = 0x9E3779B97F4A7C15u;
    for (const std::uint64_t word : key.words) {
        hash = (hash ^ word) * 0xBF58476D1CE4E5B9u;
        hash ^= hash >> 29;
    }
    return static_cast<std::size_t>(hash);
}

Value Graph::intern(const GraphNode& node) {
    const auto pair = [](std::uint64_t high, std::uint64_t low) { return high << 32 | low; };
    const Key key = {
        {pair(static_cast<std::uint64_t>(node.kind) << 16 | static_cast<std::uint64_t>(node.op),
              node.aux),
         pair(node.a, node.b), node.c, std::bit_cast<std::uint64_t>(node.constant)}};
    const auto [found, fresh] = known_.try_emplace(key, static_cast<Value>(nodes_.size()));
    if (fresh) nodes_.push_back(node);
    return found->second;
}

Value Graph::constant(double value) {
    GraphNode node;
    node.constant = value;
    return intern(node);
}

Value Graph::uniform(std::uint32_t dim) {
    GraphNode node;
    node.kind = GraphKind::uniform;
    node.aux = dim;
    return intern(node);
}

double Graph::fold(Op op, Value a, Value b, Value c) const {
    const auto value = [&](Value operand) {
        return operand == kNoValue ? 0.0 : constant_of(operand);
    };
    return kernel::evaluate(op, value(a), value(b), value(c));
}

/// The operand an operation is equal to bit for bit, or kNoValue.
Value Graph::simplify(Op op, Value a, Value b, Value c) const {
    const auto is = [&](Value operand, double value) {
        return is_constant(operand) && constant_of(operand) == value;
    };
    switch (op) {
        case Op::mul:
            return is(b, 1) ? a : is(a, 1) ? b : kNoValue;
        case Op::div:
            return is(b, 1) ? a : kNoValue;
        case Op::pow:
            return is(b, 1) ? a : kNoValue;
        case Op::select:
            // A condition that is not a number stays an operation, which gives NaN.
            if (is_constant(a) && constant_of(a) == constant_of(a))
                return constant_of(a) != 0 ? b : c;
            return kNoValue;
        default:
            return kNoValue;
    }
}

Value Graph::apply(Op op, Value a, Value b, Value c) {
    PLANCAST_REQUIRE(kernel::operand_count(op) >= 1 && a != kNoValue);
    const auto constant_or_absent = [&](Value operand) {
        return operand == kNoValue || is_constant(operand);
    };
    if (constant_or_absent(a) && constant_or_absent(b) && constant_or_absent(c))
        return constant(fold(op, a, b, c));
    if (const Value same = simplify(op, a, b, c); same != kNoValue) return same;
    // A product with 1 inside a fused operation leaves a plain sum or difference with the same
    // rounding.
    if (op == Op::fma || op == Op::fms || op == Op::fnma) {
        const Value product = simplify(Op::mul, a, b, kNoValue);
        if (product != kNoValue && op == Op::fma) return apply(Op::add, product, c);
        if (product != kNoValue && op == Op::fms) return apply(Op::sub, product, c);
        if (product != kNoValue) return apply(Op::sub, c, product);
    }
    const bool fused = op == Op::fma || op == Op::fms || op == Op::fnma;
    if ((commutes(op) || fused) && a > b) std::swap(a, b);
    GraphNode node;
    node.kind = GraphKind::operation;
    node.op = op;
    node.a = a;
    node.b = b;
    node.c = c;
    return intern(node);
}

Value Graph::table(Family family, double first, double second, Value z) {
    std::uint32_t index = 0;
    while (index < table_keys_.size() &&
           !(table_keys_[index].family == family && table_keys_[index].first == first &&
             table_keys_[index].second == second))
        ++index;
    if (index == table_keys_.size()) {
        table_keys_.push_back({family, first, second});
        tables_.push_back(family == Family::student_t ? kernel::build_student_t_table(first)
                          : family == Family::gamma   ? kernel::build_gamma_table(first)
                                                      : kernel::build_beta_table(first, second));
    }
    GraphNode node;
    node.kind = GraphKind::table;
    node.op = Op::table_quantile;
    node.a = z;
    node.aux = index;
    return intern(node);
}

Value Graph::linear(std::vector<double> coefficients, std::vector<Value> operands) {
    PLANCAST_REQUIRE(!operands.empty() && coefficients.size() == operands.size());
    for (const Value operand : operands)
        PLANCAST_REQUIRE(!is_constant(operand));
    std::uint32_t index = 0;
    while (index < linears_.size() &&
           !(linears_[index].coefficients == coefficients && linears_[index].operands == operands))
        ++index;
    if (index == linears_.size())
        linears_.push_back({std::move(coefficients), std::move(operands)});
    GraphNode node;
    node.kind = GraphKind::linear;
    node.op = Op::linear;
    node.a = linears_[index].operands.back();
    node.aux = index;
    return intern(node);
}

}  // namespace plancast::compiler
