// SPDX-License-Identifier: Apache-2.0
// The shape of every QuantileTable, shared by those who build and who read one.
#pragma once

#include <cstddef>

namespace plancast::kernel {

/// Usually eight pieces, so that one vector of AVX-512 holds a coefficient of all of them. The
/// score as a complex number has its nearest singularities where the normal distribution function
/// is 0 or 1, 2.8 from the real axis; on pieces of 2.08 a Chebyshev series falls like 5.6^-degree.
/// Where a beta distribution has an exponent far below 1, the logit comes to multiples of i pi
/// nearer to the axis, and the pieces are halved until they are fine enough.
inline constexpr std::size_t kFewPieces = 8;
inline constexpr std::size_t kMostPieces = 64;
inline constexpr std::size_t kTableDegree = 17;
inline constexpr double kTableReach = 8.32;  ///< |z| up to which the pieces go

/// What the polynomial p(z) stands for.
enum class TableTransform {
    log,        ///< the quantile is e^p: gamma, whose tails are powers of u and of ln(1 / u)
    logit,      ///< 1 / (1 + e^-p): beta
    log_ratio,  ///< z e^p: Student's t; relative accuracy at the median too
};

}  // namespace plancast::kernel
