// SPDX-License-Identifier: Apache-2.0
// Lowering in two passes: a schedule on virtual registers (the numbers of the graph's nodes), then
// registers by last use.
#include "sim/compile/lower.h"

#include <algorithm>
#include <bit>
#include <tuple>
#include <unordered_map>

#include "sim/base/require.h"

namespace plancast::compiler {
namespace {

using kernel::Instruction;
using kernel::Op;

constexpr std::uint16_t code_of(Op op) {
    return static_cast<std::uint16_t>(op);
}

bool writes_register(const Instruction& instruction) {
    return instruction.op != kernel::kStore && instruction.op != kernel::kCheck;
}

class Lowering {
public:
    Lowering(const Graph& graph, std::uint32_t first_table, std::vector<double>& constants)
        : graph_(graph), constants_(constants), first_table_(first_table) {
        for (std::size_t at = 0; at < constants.size(); ++at)
            constant_at_.emplace(std::bit_cast<std::uint64_t>(constants[at]),
                                 static_cast<std::uint32_t>(at));
        computed_.assign(graph.size(), false);
        check_of_.assign(graph.size(), kNoValue);
        next_virtual_ = static_cast<std::uint32_t>(graph.size());
    }

    kernel::StructureCode run(const std::vector<ScenarioValues>& scenarios) {
        for (std::size_t scenario = 0; scenario < scenarios.size(); ++scenario) {
            segment(scenarios[scenario], static_cast<std::int32_t>(scenario));
            code_.scenario_end.push_back(static_cast<std::uint32_t>(code_.instructions.size()));
        }
        allocate();
        return std::move(code_);
    }

private:
    /// Every node the roots of one scenario depend on.
    std::vector<bool> live_nodes(const ScenarioValues& values) const {
        std::vector<bool> live(graph_.size(), false);
        for (const Root& root : values.roots)
            live[root.value] = true;
        const auto mark = [&](Value operand) {
            if (operand != kNoValue) live[operand] = true;
        };
        // Operands have smaller numbers, so one pass downwards is enough.
        for (std::size_t at = graph_.size(); at-- > 0;) {
            if (!live[at]) continue;
            const GraphNode& node = graph_.node(static_cast<Value>(at));
            mark(node.a);
            mark(node.b);
            mark(node.c);
            if (node.kind == GraphKind::linear)
                for (const Value operand : graph_.linear_node(node.aux).operands)
                    mark(operand);
        }
        return live;
    }

    void segment(const ScenarioValues& values, std::int32_t scenario) {
        const std::vector<bool> live = live_nodes(values);
        std::vector<Root> roots = values.roots;
        std::stable_sort(roots.begin(), roots.end(), [](const Root& left, const Root& right) {
            return left.value < right.value;
        });
        std::vector<bool> assigned(graph_.size(), false);
        for (const Assigned& named : values.assigned)
            if (live[named.value] && !graph_.is_constant(named.value)) assigned[named.value] = true;
        auto root = roots.begin();
        for (Value value = 0; value < graph_.size(); ++value) {
            if (!live[value]) continue;
            if (!graph_.is_constant(value) && !computed_[value]) compute(value);
            if (assigned[value] && check_of_[value] == kNoValue) {
                check_of_[value] = code_.n_checks++;
                code_.instructions.push_back({kernel::kCheck, 0, check_of_[value], value, 0, 0});
            }
            for (; root != roots.end() && root->value == value; ++root)
                store(*root);
        }
        name_checks(values, assigned, scenario);
    }

    /// Each check once a scenario, under its earliest year and first name, in the order in which a
    /// fault is the first.
    void name_checks(const ScenarioValues& values, const std::vector<bool>& assigned,
                     std::int32_t scenario) {
        std::vector<kernel::CheckedValue> named;
        for (const Assigned& value : values.assigned)
            if (assigned[value.value])
                named.push_back({check_of_[value.value], scenario, value.year, value.variable});
        std::sort(named.begin(), named.end(), [](const auto& left, const auto& right) {
            return std::tie(left.year, left.check, left.variable) <
                   std::tie(right.year, right.check, right.variable);
        });
        std::vector<bool> seen(code_.n_checks, false);
        for (const kernel::CheckedValue& check : named) {
            if (seen[check.check]) continue;
            seen[check.check] = true;
            code_.checks.push_back(check);
        }
    }

    void store(const Root& root) {
        const bool constant = graph_.is_constant(root.value);
        const std::uint32_t operand = constant ? constant_place(root.value) : root.value;
        code_.instructions.push_back({kernel::kStore, static_cast<std::uint16_t>(constant ? 1 : 0),
                                      root.slot, operand, 0, 0});
    }

    std::uint32_t constant_place(Value value) {
        const double number = graph_.constant_of(value);
        const auto [found, fresh] = constant_at_.try_emplace(
            std::bit_cast<std::uint64_t>(number), static_cast<std::uint32_t>(constants_.size()));
        if (fresh) constants_.push_back(number);
        return found->second;
    }

    void compute(Value value) {
        computed_[value] = true;
        const GraphNode& node = graph_.node(value);
        switch (node.kind) {
            case GraphKind::constant:
                return;
            case GraphKind::uniform:
                code_.instructions.push_back({kernel::kUniform, 0, value, node.aux, 0, 0});
                return;
            case GraphKind::table:
                code_.instructions.push_back(
                    {code_of(node.op), 0, value, node.a, first_table_ + node.aux, 0});
                return;
            case GraphKind::linear: {
                const LinearNode& linear = graph_.linear_node(node.aux);
                const auto row = static_cast<std::uint32_t>(code_.linear_rows.size());
                code_.linear_rows.push_back({linear.coefficients, linear.operands});
                code_.instructions.push_back({code_of(node.op), 0, value, 0, row, 0});
                return;
            }
            case GraphKind::operation:
                operation(value, node);
                return;
        }
    }

    /// An operation whose constants are used as they are where the kernels offer that, else spread
    /// over a register.
    void operation(Value value, const GraphNode& node) {
        const Value operands[3] = {node.a, node.b, node.c};
        std::uint16_t shape = 0;
        for (unsigned place = 0; place < 3; ++place)
            if (operands[place] != kNoValue && graph_.is_constant(operands[place]))
                shape = static_cast<std::uint16_t>(shape | 1u << place);
        const bool offered = kernel::kernels().function[code_of(node.op)][shape] != nullptr;
        std::uint32_t places[3] = {0, 0, 0};
        for (unsigned place = 0; place < 3; ++place) {
            if (operands[place] == kNoValue) continue;
            const bool constant = graph_.is_constant(operands[place]);
            places[place] = constant ? constant_place(operands[place]) : operands[place];
            if (!constant || offered) continue;
            code_.instructions.push_back(
                {code_of(Op::fill), 1, next_virtual_, places[place], 0, 0});
            places[place] = next_virtual_++;
        }
        if (!offered) shape = 0;
        code_.instructions.push_back(
            {code_of(node.op), shape, value, places[0], places[1], places[2]});
    }

    /// Calls `visit` with a reference to every register an instruction reads.
    template <typename Visit>
    void each_read(Instruction& instruction, Visit visit) {
        if (instruction.op == kernel::kUniform) return;
        if (instruction.op == kernel::kStore || instruction.op == kernel::kCheck) {
            if ((instruction.shape & 1u) == 0) visit(instruction.a);
            return;
        }
        const Op op = static_cast<Op>(instruction.op);
        if (op == Op::linear) {
            for (std::uint32_t& operand : code_.linear_rows[instruction.b].registers)
                visit(operand);
            return;
        }
        if (op == Op::table_quantile) return visit(instruction.a);
        const int count = kernel::operand_count(op);
        if (count > 0 && (instruction.shape & 1u) == 0) visit(instruction.a);
        if (count > 1 && (instruction.shape & 2u) == 0) visit(instruction.b);
        if (count > 2 && (instruction.shape & 4u) == 0) visit(instruction.c);
    }

    /// Virtual to real registers: one is free again after the last instruction that reads it, the
    /// latest freed is taken first, while it is still in the cache.
    void allocate() {
        std::vector<std::uint32_t> last_use(next_virtual_, 0);
        for (std::size_t at = 0; at < code_.instructions.size(); ++at)
            each_read(code_.instructions[at], [&](std::uint32_t operand) {
                last_use[operand] = static_cast<std::uint32_t>(at);
            });
        std::vector<std::uint32_t> place(next_virtual_, kNoValue), free_places;
        for (std::size_t at = 0; at < code_.instructions.size(); ++at) {
            Instruction& instruction = code_.instructions[at];
            std::vector<std::uint32_t> ended;
            each_read(instruction, [&](std::uint32_t& operand) {
                PLANCAST_REQUIRE(place[operand] != kNoValue);
                if (last_use[operand] == at) ended.push_back(place[operand]);
                operand = place[operand];
            });
            std::sort(ended.begin(), ended.end());
            ended.erase(std::unique(ended.begin(), ended.end()), ended.end());
            free_places.insert(free_places.end(), ended.begin(), ended.end());
            if (!writes_register(instruction)) continue;
            if (free_places.empty()) free_places.push_back(code_.n_registers++);
            place[instruction.out] = free_places.back();
            instruction.out = free_places.back();
            free_places.pop_back();
        }
    }

    const Graph& graph_;
    std::vector<double>& constants_;
    std::uint32_t first_table_;
    std::uint32_t next_virtual_ = 0;
    std::unordered_map<std::uint64_t, std::uint32_t> constant_at_;
    std::vector<bool> computed_;
    std::vector<std::uint32_t> check_of_;
    kernel::StructureCode code_;
};

}  // namespace

kernel::StructureCode lower(const Graph& graph, const std::vector<ScenarioValues>& scenarios,
                            std::uint32_t first_table, std::vector<double>& constants) {
    return Lowering(graph, first_table, constants).run(scenarios);
}

}  // namespace plancast::compiler
