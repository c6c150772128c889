// SPDX-License-Identifier: Apache-2.0
#include "sim/engine/engine.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>

namespace plancast::engine {
namespace {

using kernel::Instruction;
using kernel::Op;

class Interpreter {
public:
    Interpreter(const kernel::Code& code, const kernel::KernelTable& kernels,
                const UniformSource& uniforms, const Block& block, Arena& arena)
        : code_(code),
          structure_(code.structures[static_cast<std::size_t>(block.structure)]),
          kernels_(kernels),
          uniforms_(uniforms),
          block_(block),
          arena_(arena),
          n_(block.groups.size() * 64) {}

    void run(int scenario) {
        const auto place = static_cast<std::size_t>(scenario);
        const std::uint32_t begin = place == 0 ? 0 : structure_.scenario_end[place - 1];
        const std::uint32_t end = structure_.scenario_end[place];
        for (std::uint32_t at = begin; at < end; ++at)
            execute(structure_.instructions[at]);
    }

private:
    void execute(const Instruction& instruction) {
        switch (instruction.op) {
            case kernel::kUniform:
                uniforms_.fill(static_cast<int>(instruction.a), block_.groups,
                               arena_.reg(instruction.out));
                return;
            case kernel::kStore:
                store(instruction);
                return;
            case kernel::kCheck:
                check(instruction);
                return;
            case static_cast<std::uint16_t>(Op::linear):
                linear(instruction);
                return;
            case static_cast<std::uint16_t>(Op::table_quantile): {
                const kernel::Operands operands = {arena_.reg(instruction.out),
                                                   arena_.reg(instruction.a),
                                                   nullptr,
                                                   nullptr,
                                                   &code_.tables[instruction.b],
                                                   n_};
                kernels_.function[instruction.op][0](operands);
                return;
            }
            default:
                break;
        }
        const auto operand = [&](unsigned bit, std::uint32_t place) -> const double* {
            return (instruction.shape & bit) != 0 ? &code_.constants[place] : arena_.reg(place);
        };
        const kernel::Operands operands = {arena_.reg(instruction.out),
                                           operand(1, instruction.a),
                                           operand(2, instruction.b),
                                           operand(4, instruction.c),
                                           nullptr,
                                           n_};
        kernels_.function[instruction.op][instruction.shape](operands);
    }

    void linear(const Instruction& instruction) {
        const kernel::LinearRow& row = structure_.linear_rows[instruction.b];
        for (std::size_t term = 0; term < row.registers.size(); ++term)
            arena_.linear_operands[term] = arena_.reg(row.registers[term]);
        const kernel::LinearTerms terms = {row.coefficients, arena_.linear_operands.data()};
        kernels_.function[instruction.op][0](
            {arena_.reg(instruction.out), nullptr, nullptr, nullptr, &terms, n_});
    }

    void store(const Instruction& instruction) {
        float* slot = arena_.slot(instruction.out);
        if (instruction.shape == 0)
            kernels_.to_float(arena_.reg(instruction.a), n_, slot);
        else
            std::fill_n(slot, n_, static_cast<float>(code_.constants[instruction.a]));
    }

    void check(const Instruction& instruction) {
        const double* values = arena_.reg(instruction.a);
        if (!kernels_.any_not_finite(values, n_)) return;
        std::uint64_t* mask = arena_.mask(instruction.out);
        for (std::size_t group = 0; group < n_ / 64; ++group) {
            mask[group] = 0;
            for (unsigned lane = 0; lane < 64; ++lane)
                if (!fits_float(values[64 * group + lane])) mask[group] |= std::uint64_t{1} << lane;
        }
        arena_.failed_checks.push_back(instruction.out);
        arena_.check_failed[instruction.out] = 1;
    }

    static bool fits_float(double value) {
        return std::abs(value) <= std::numeric_limits<float>::max();
    }

    const kernel::Code& code_;
    const kernel::StructureCode& structure_;
    const kernel::KernelTable& kernels_;
    const UniformSource& uniforms_;
    const Block& block_;
    Arena& arena_;
    std::size_t n_;
};

/// Runs of a group that exist: all 64 but in the last group.
std::uint64_t existing(std::uint64_t group, std::uint64_t n_runs) {
    const std::uint64_t first = 64 * group;
    if (first >= n_runs) return 0;
    return n_runs - first >= 64 ? ~std::uint64_t{0} : (std::uint64_t{1} << (n_runs - first)) - 1;
}

/// Takes the runs that fail a check out of `valid`; what is taken out here failed here first.
void apply_check(const kernel::CheckedValue& check, const Block& block, Arena& arena) {
    FaultCount fault{check.variable, check.scenario, check.year, 0, 0};
    const std::uint64_t* mask = arena.mask(check.check);
    for (std::size_t place = 0; place < block.groups.size(); ++place) {
        const std::uint64_t failing = mask[place] & arena.valid[place];
        if (failing == 0) continue;
        const std::uint64_t lowest =
            64 * block.groups[place] + static_cast<unsigned>(std::countr_zero(failing));
        fault.run = fault.runs == 0 ? lowest : std::min(fault.run, lowest);
        fault.runs += static_cast<unsigned>(std::popcount(failing));
        arena.valid[place] &= ~failing;
    }
    if (fault.runs > 0) arena.faults.push_back(fault);
}

}  // namespace

void begin_block(Arena& arena) {
    for (const std::uint32_t check : arena.failed_checks)
        arena.check_failed[check] = 0;
    arena.failed_checks.clear();
}

void run_scenario(const kernel::Code& code, const kernel::KernelTable& kernels,
                  const UniformSource& uniforms, const Block& block, int scenario,
                  std::uint64_t n_runs, Arena& arena) {
    Interpreter(code, kernels, uniforms, block, arena).run(scenario);
    for (std::size_t place = 0; place < block.groups.size(); ++place)
        arena.valid[place] = existing(block.groups[place], n_runs);
    if (arena.failed_checks.empty()) return;
    const auto& checks = code.structures[static_cast<std::size_t>(block.structure)].checks;
    const auto first = std::lower_bound(
        checks.begin(), checks.end(), scenario,
        [](const kernel::CheckedValue& check, int wanted) { return check.scenario < wanted; });
    for (auto check = first; check != checks.end() && check->scenario == scenario; ++check)
        if (arena.check_failed[check->check] != 0) apply_check(*check, block, arena);
}

}  // namespace plancast::engine
