// SPDX-License-Identifier: Apache-2.0
// The operations on blocks of runs, each written once and compiled for several instruction sets
// with the same bits.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "sim/kernel/ops.h"

namespace plancast::kernel {

/// Operands of one instruction. `n` is a multiple of 64; pointers are aligned to 64 bytes. `out`
/// may equal any operand. An operand whose bit is set in the shape (1 for a, 2 for b, 4 for c) is
/// one value, the others are n values.
struct Operands {
    double* out;
    const double* a;
    const double* b;
    const double* c;
    const void* aux;
    std::size_t n;
};

/// out = sum of coefficient[k] * operand[k]: the first product rounded, then fused in order. For
/// correlated scores.
struct LinearTerms {
    std::span<const double> coefficients;
    const double* const* operands;
};

/// Quantile function of a distribution with fixed shape, as piecewise polynomials in the normal
/// score z. Relative error below 1e-10 for |z| <= 8.3; built by build_*_table from the operations
/// of this room only, so its bits are the same everywhere.
struct QuantileTable {
    int pieces = 0;
    int degree = 0;
    double z_min = 0, z_step = 0;
    int transform = 0;                 ///< what the polynomial stands for; see quantile_table.h
    double scale = 1;                  ///< the quantile is scaled by this
    std::vector<double> coefficients;  ///< [degree + 1][piece], of powers of -1..1 in the piece
};
QuantileTable build_student_t_table(double df);
QuantileTable build_gamma_table(double shape);  ///< mean 1
QuantileTable build_beta_table(double mean, double n);

using BlockFunction = void (*)(const Operands&);

/// The operations for one instruction set.
struct KernelTable {
    std::string_view target;  ///< "AVX3", "AVX2", ...
    bool fma = true;          ///< false: products and sums are rounded apart, other bits
    /// [op][shape]; null where a shape is not offered. Arithmetic with two operands, min, max,
    /// clamp, comparisons, logic, select and the fused operations offer every shape but the
    /// all-constant one; fill offers shape 1 only; every other operation offers shape 0 only.
    BlockFunction function[kOpCount][8];

    /// Philox4x32-10 uniforms (n + 1/2) 2^-52 of consecutive runs: counter = (run pair, hash,
    /// word), key = seed. `first_run` is even, `n` a multiple of 64.
    void (*uniforms)(std::uint64_t seed, std::uint64_t first_run, std::uint32_t hash,
                     std::uint32_t word, std::size_t n, double* out);
    /// out[run] = float nearest to in[run]; one NaN where |in[run]| is above the largest float.
    void (*to_float)(const double* in, std::size_t n, float* out);
    /// True where to_float would write a NaN.
    bool (*any_not_finite)(const double* in, std::size_t n);
};

/// The table for this machine's best instruction set.
const KernelTable& kernels();

/// Names of the instruction sets that were compiled in and that this machine has, best first.
std::vector<std::string_view> available_targets();

/// The table of one of available_targets(); null for another name.
const KernelTable* kernels_for(std::string_view target);

/// One operation on single values, with the same bits as in a block of kernels(). For constant
/// folding; not for linear and table_quantile.
double evaluate(Op op, double a, double b = 0, double c = 0);

/// Philox4x32-10: the block function itself, for known-answer tests and permutation keys.
struct PhiloxBlock {
    std::uint32_t v[4];
};
PhiloxBlock philox4x32_10(PhiloxBlock counter, std::uint32_t key0, std::uint32_t key1);

/// 32-bit FNV-1a of a name: the part of the counter that says whose uniform it is.
std::uint32_t name_hash(std::string_view name);

}  // namespace plancast::kernel
