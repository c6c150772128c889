// SPDX-License-Identifier: Apache-2.0
// What the incomplete gamma and beta functions share: the deviance of their integrands, Stirling's
// remainder, continued fractions and the two halves of a uniform asymptotic expansion.
//
// Included once per instruction set, inside hwy/foreach_target.h; the guard follows Highway.
#if defined(PLANCAST_SIM_KERNEL_INCOMPLETE_TAILS_INL_H_) == defined(HWY_TARGET_TOGGLE)
#ifdef PLANCAST_SIM_KERNEL_INCOMPLETE_TAILS_INL_H_
#undef PLANCAST_SIM_KERNEL_INCOMPLETE_TAILS_INL_H_
#else
#define PLANCAST_SIM_KERNEL_INCOMPLETE_TAILS_INL_H_
#endif

#include "hwy/highway.h"
#include "sim/kernel/math-inl.h"
#include "sim/kernel/normal-inl.h"
#include "sim/kernel/polynomial-inl.h"

HWY_BEFORE_NAMESPACE();
namespace plancast::kernel::HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

/// A distribution function and its complement, each with a small relative error, and the density
/// with respect to ln x (gamma) or ln(x / (1 - x)) (beta), by which both change.
template <class V>
struct Tails {
    V lower, upper, density;
};

/// 2 (atanh(v) - v) / v^3 = sum over n of 2 v^(2 n) / (2 n + 3); 12 terms are 2^-56 for |v| <= 1/4.
inline constexpr double kAtanhSeries[] = {2.0 / 3,  2.0 / 5,  2.0 / 7,  2.0 / 9,
                                          2.0 / 11, 2.0 / 13, 2.0 / 15, 2.0 / 17,
                                          2.0 / 19, 2.0 / 21, 2.0 / 23, 2.0 / 25};

/// ln Gamma(a) - (a - 1/2) ln a + a - ln(2 pi) / 2 = a^-1 times a series in a^-2 (Stirling).
inline constexpr double kStirling[] = {1.0 / 12,   -1.0 / 360,        1.0 / 1260, -1.0 / 1680,
                                       1.0 / 1188, -691.0 / 360360.0, 1.0 / 156,  -3617.0 / 122400};
inline constexpr double kStirlingFrom = 9;  // the next term is 2e-17 there
inline constexpr int kStirlingShift = 9;

inline constexpr double kEuler = 2.718281828459045;
inline constexpr double kTwoPi = 6.283185307179586;
inline constexpr double kHalfLnTwoPi = 0.9189385332046727;

/// From this a (gamma) or a b / (a + b) (beta) on the expansion is used, where the point is within
/// kUniformReach of the peak (in units of w of tail_coefficients.h); the first term left out is
/// below 1e-14 of either tail there.
inline constexpr double kUniformFrom = 20;
inline constexpr double kUniformReach = 0.7;

/// Below the peak the continued fraction of the lower tail is used, above it that of the upper one.
/// Where the upper one converges slowly, because the exponent is small, the lower one serves up to
/// this excess above the peak; with the exponent 0.01 the upper tail is 5e-4 there, so at most
/// three digits cancel.
inline constexpr double kLowerReach = 2;

/// r - ln(1 + r) for r > -1, relative error below 6 ulp. `ratio` is 1 + r, rounded from its own
/// quotient, so that it keeps its digits near 0.
template <class D, class V = hn::Vec<D>>
HWY_INLINE V r_minus_ln1p(D d, V r, V ratio) {
    const V v = hn::Div(r, hn::Add(r, hn::Set(d, 2.0)));
    const V square = hn::Mul(v, v);
    // ln(1 + r) = 2 atanh(v), and r - 2 v = r v.
    const V series = hn::Mul(hn::Mul(square, v), polynomial(d, square, kAtanhSeries));
    const V near = hn::MulSub(r, v, series);
    const auto is_near = hn::Le(hn::Abs(v), hn::Set(d, 0.25));
    if (HWY_LIKELY(hn::AllTrue(d, is_near))) return near;
    return hn::IfThenElse(is_near, near, hn::Sub(r, vec_ln(d, ratio)));
}

/// Stirling's remainder for a > 0; absolute error below 2e-15, below 2e-16 from kStirlingFrom on.
template <class D, class V = hn::Vec<D>>
HWY_NOINLINE V stirling_remainder(D d, V a) {
    const V one = hn::Set(d, 1.0);
    const auto far = hn::Ge(a, hn::Set(d, kStirlingFrom));
    const V shifted = hn::IfThenElse(far, a, hn::Add(a, hn::Set(d, kStirlingShift)));
    const V inverse = hn::Div(one, shifted);
    const V series = hn::Mul(inverse, polynomial(d, hn::Mul(inverse, inverse), kStirling));
    if (HWY_LIKELY(hn::AllTrue(d, far))) return series;
    // Gamma(a + 9) = a (a + 1) ... (a + 8) Gamma(a); every factor times e / (a + 9), so that the
    // logarithm is small.
    const V scale = hn::Mul(inverse, hn::Set(d, kEuler));
    V product = hn::Mul(a, scale), factor = a;
    for (int step = 1; step < kStirlingShift; ++step) {
        factor = hn::Add(factor, one);
        product = hn::Mul(product, hn::Mul(factor, scale));
    }
    const V quotient = vec_ln(d, hn::Div(shifted, a));
    const V moved = hn::MulSub(hn::Sub(a, hn::Set(d, 0.5)), quotient, vec_ln(d, product));
    return hn::IfThenElse(far, series, hn::Add(series, moved));
}

/// 1 / (b_0 + a_1 / (b_1 + a_2 / (b_2 + ...))) by the forward recurrence, rescaled and tested every
/// four steps. A lane keeps its first value that did not change any more, so that it does not
/// depend on the lanes beside it. `terms(m, a, b)` gives a_m and b_m. At most about 60 steps are
/// needed where it is used.
template <class D, class Terms, class V = hn::Vec<D>>
HWY_INLINE V continued_fraction(D d, V b0, hn::Mask<D> wanted, const Terms& terms) {
    constexpr int kMostSteps = 400;
    constexpr double kEnough = 0x1p-52;
    V above_before = hn::Zero(d), above = hn::Set(d, 1.0);
    V below_before = above, below = b0;
    V value = hn::Zero(d);
    auto open = wanted;
    for (int first = 1; first < kMostSteps && !hn::AllFalse(d, open); first += 4) {
        for (int step = first; step < first + 4; ++step) {
            V a, b;
            terms(step, a, b);
            const V above_next = hn::MulAdd(b, above, hn::Mul(a, above_before));
            const V below_next = hn::MulAdd(b, below, hn::Mul(a, below_before));
            above_before = above;
            below_before = below;
            above = above_next;
            below = below_next;
        }
        const V scale = hn::Div(hn::Set(d, 1.0), below);
        above = hn::Mul(above, scale);
        above_before = hn::Mul(above_before, scale);
        below_before = hn::Mul(below_before, scale);
        below = hn::Set(d, 1.0);
        const V change = hn::Abs(hn::Sub(above, value));
        value = hn::IfThenElse(open, above, value);
        open = hn::And(open, hn::Gt(change, hn::Mul(hn::Set(d, kEnough), hn::Abs(above))));
    }
    return value;
}

}  // namespace plancast::kernel::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#endif
