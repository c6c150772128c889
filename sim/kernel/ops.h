// SPDX-License-Identifier: Apache-2.0
// The vocabulary of the compiled program: what one instruction does to a block of runs.
#pragma once

#include <cstdint>

namespace plancast::kernel {

/// What an instruction does to a block of runs. Values are doubles; a truth value is 1 or 0, or NaN
/// where it was decided by a NaN. NaN operands always give NaN (also in min, max, comparisons,
/// select's condition), so a fault never hides.
enum class Op : std::uint16_t {
    // out = f(a)
    fill,  ///< out = a, a constant
    neg,
    abs,
    exp,      ///< 0 where it would be below 2^-1022
    ln,       ///< -inf at 0, NaN below
    sqrt,     ///< NaN below 0
    sigmoid,  ///< 1 / (1 + e^-a)
    logit,    ///< ln(a / (1 - a)); NaN outside [0, 1]
    floor,
    round,  ///< half away from zero
    logic_not,
    normal_quantile,  ///< standard normal score of a uniform (Wichura 1988, AS241)
    normal_cdf,       ///< uniform of a standard normal score
    // out = f(a, b)
    add,
    sub,
    mul,
    div,
    min,
    max,
    pow,  ///< a^b; a^0 = 1, a^1 = a; a negative base needs a whole exponent, else NaN
    less,
    less_equal,
    equal,
    not_equal,
    logic_and,
    logic_or,
    bernoulli,  ///< a = p, b = u: 1 where u > 1 - p; NaN where p is outside [0, 1]
    poisson,    ///< a = mean, b = u
    // out = f(a, b, c)
    fma,                 ///< a * b + c, rounded once
    fms,                 ///< a * b - c, rounded once
    fnma,                ///< c - a * b, rounded once
    select,              ///< a ? b : c
    clamp,               ///< a within [b, c]; NaN where b > c
    binomial,            ///< a = n (whole), b = p, c = u
    negative_binomial,   ///< a = mean, b = k, c = u; variance mean + mean^2 / k
    beta_quantile,       ///< a = mean, b = n, c = u; Beta(mean n, (1 - mean) n)
    gamma_quantile,      ///< a = mean, b = shape, c = u
    student_t_quantile,  ///< a = df > 2, b unused (0), c = u; scaled to variance 1
    // Distribution functions, for truncation: out = P(X <= c)
    poisson_cdf,            ///< a = mean, b unused (0)
    binomial_cdf,           ///< a = n, b = p
    negative_binomial_cdf,  ///< a = mean, b = k
    beta_cdf,
    gamma_cdf,
    student_t_cdf,  ///< a, b as in the quantile
    // With a side table
    table_quantile,  ///< aux = QuantileTable; quantile at normal score a
    linear,          ///< aux = LinearTerms; sum of coefficient * operand, fused, in order
    count_,
};
inline constexpr int kOpCount = static_cast<int>(Op::count_);

/// How many of a, b, c an operation reads (0 for linear, which reads its table).
int operand_count(Op op);

}  // namespace plancast::kernel
