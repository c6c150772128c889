// SPDX-License-Identifier: Apache-2.0
// A compiled program: straight-line instructions on registers that hold one value per run. The
// compiler writes it, the engine runs it, neither knows the other.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "sim/kernel/kernel.h"

namespace plancast::kernel {

// Instructions besides the operations of ops.h.
inline constexpr std::uint16_t kUniform = kOpCount;  ///< register `out` = uniforms of dimension a
inline constexpr std::uint16_t kStore =
    kOpCount + 1;  ///< slot `out` of the block's floats = register or constant a
inline constexpr std::uint16_t kCheck =
    kOpCount + 2;  ///< check number `out`: note the runs whose register a is not finite

/// One instruction. An operand is a register, or a constant where its bit in `shape` is set (1: a,
/// 2: b, 4: c). For table_quantile b is a table, for linear b is a row of `linear_rows`.
struct Instruction {
    std::uint16_t op = 0;
    std::uint16_t shape = 0;
    std::uint32_t out = 0, a = 0, b = 0, c = 0;
};

struct LinearRow {
    std::vector<double> coefficients;
    std::vector<std::uint32_t> registers;
};

/// An assigned value that must be finite: what a fault in it is called in one scenario.
struct CheckedValue {
    std::uint32_t check = 0;  ///< `out` of the kCheck that looks at it
    std::int32_t scenario = 0;
    std::int32_t year = 0;  ///< years after the baseline year
    std::uint32_t variable = 0;
};

/// Straight-line code of one structure, all scenarios and years. A scenario's code may use
/// registers that earlier scenarios computed, so scenarios run in order.
struct StructureCode {
    std::vector<Instruction> instructions;
    std::vector<std::uint32_t> scenario_end;  ///< instructions of scenario s end here
    std::vector<LinearRow> linear_rows;
    std::vector<CheckedValue> checks;  ///< ascending scenario, year, check; each once a scenario
    std::uint32_t n_checks = 0;
    std::uint32_t n_registers = 0;
};

struct VariableInfo {
    std::string name;   ///< `x` or `x[element]`
    std::string place;  ///< of its definition: "model.toml:41:9"
};

/// The whole program. Slots of a block's floats are [series][year], then [parameter].
struct Code {
    std::vector<StructureCode> structures;
    std::vector<double> constants;
    std::vector<QuantileTable> tables;
    std::vector<VariableInfo> variables;
    int n_series = 0;
    int n_years = 0;
    int n_parameters = 0;

    int n_slots() const { return n_series * n_years + n_parameters; }
    int series_slot(int series, int year) const { return series * n_years + year; }
    int parameter_slot(int parameter) const { return n_series * n_years + parameter; }
};

}  // namespace plancast::kernel
