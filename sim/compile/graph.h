// SPDX-License-Identifier: Apache-2.0
// The compiled formulas as one graph of operations without repetition: years, scenarios and
// elements are unrolled, equal operations are the same node, constants are folded with the kernels'
// own bits.
#pragma once

#include <cstdint>
#include <span>
#include <unordered_map>
#include <vector>

#include "sim/kernel/kernel.h"
#include "sim/kernel/ops.h"

namespace plancast::compiler {

/// A node of the graph. Operands always have smaller numbers, so the order of numbers is an order
/// of evaluation.
using Value = std::uint32_t;
inline constexpr Value kNoValue = 0xFFFFFFFFu;

enum class GraphKind : std::uint8_t { constant, uniform, operation, table, linear };

struct GraphNode {
    GraphKind kind = GraphKind::constant;
    kernel::Op op = kernel::Op::fill;
    Value a = kNoValue, b = kNoValue, c = kNoValue;
    std::uint32_t aux = 0;  ///< uniform: dimension; table, linear: index into the graph's lists
    double constant = 0;
};

struct LinearNode {
    std::vector<double> coefficients;
    std::vector<Value> operands;
};

class Graph {
public:
    Value constant(double value);
    Value uniform(std::uint32_t dim);
    /// The value of an operation. Folds constants; leaves out what cannot change a bit (x * 1, x /
    /// 1, a * 1 + c).
    Value apply(kernel::Op op, Value a, Value b = kNoValue, Value c = kNoValue);
    /// Quantile at normal score `z` of the fixed-shape distribution `family` with these shape
    /// arguments.
    enum class Family : std::uint8_t { student_t, gamma, beta };
    Value table(Family family, double first, double second, Value z);
    /// Sum of coefficient * operand, in order; no operand is a constant.
    Value linear(std::vector<double> coefficients, std::vector<Value> operands);

    const GraphNode& node(Value value) const { return nodes_[value]; }
    std::size_t size() const { return nodes_.size(); }
    bool is_constant(Value value) const { return nodes_[value].kind == GraphKind::constant; }
    double constant_of(Value value) const { return nodes_[value].constant; }
    const std::vector<kernel::QuantileTable>& tables() const { return tables_; }
    const LinearNode& linear_node(std::uint32_t index) const { return linears_[index]; }

private:
    struct Key {
        std::uint64_t words[4];
        bool operator==(const Key&) const = default;
    };
    struct KeyHash {
        std::size_t operator()(const Key& key) const;
    };
    Value intern(const GraphNode& node);
    Value simplify(kernel::Op op, Value a, Value b, Value c) const;
    double fold(kernel::Op op, Value a, Value b, Value c) const;

    std::vector<GraphNode> nodes_;
    std::unordered_map<Key, Value, KeyHash> known_;
    std::vector<kernel::QuantileTable> tables_;
    struct TableKey {
        Family family;
        double first, second;
    };
    std::vector<TableKey> table_keys_;
    std::vector<LinearNode> linears_;
};

}  // namespace plancast::compiler
