// SPDX-License-Identifier: Apache-2.0
// What the incomplete gamma and beta functions share: the deviance of their integrands, Stirling's
// remainder, continued fractions.
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
inline constexpr double kStirlingFrom = 9, kStirlingShift = 9;  // the next term is 2e-17 at 9

inline constexpr double kEuler = 2.718281828459045;
inline constexpr double kTwoPi = 6.283185307179586;

/// From this a (gamma) or a b / (a + b) (beta) on the expansion is used, where the point is within
/// kUniformReach of the peak (in units of w of tail_coefficients.h); the first term left out is
/// below 1e-14 of either tail there.
inline constexpr double kUniformFrom = 20;
inline constexpr double kUniformReach = 0.7;

/// Below the peak the lower tail's continued fraction is used, above it the upper's, which is slow
/// for small exponents: up to this excess the lower serves. The upper is above 1e-3 there.
inline constexpr double kLowerReach = 1.5;

/// r - ln(1 + r) for r > -1, error below 6 ulp. `ratio` is 1 + r with its digits near 0.
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

/// Stirling's remainder in two parts, since several are added up: sum - ln(product).
template <class V>
struct StirlingParts {
    V sum, product;
};

/// For a > 0; absolute error of the remainder below 2e-15, below 2e-16 from kStirlingFrom on.
template <class D, class V = hn::Vec<D>>
HWY_INLINE StirlingParts<V> stirling_parts(D d, V a) {
    const V one = hn::Set(d, 1.0);
    const auto far = hn::Ge(a, hn::Set(d, kStirlingFrom));
    const V shifted = hn::IfThenElse(far, a, hn::Add(a, hn::Set(d, kStirlingShift)));
    const V inverse = hn::Div(one, shifted);
    const V series = hn::Mul(inverse, polynomial(d, hn::Mul(inverse, inverse), kStirling));
    if (HWY_LIKELY(hn::AllTrue(d, far))) return {series, one};
    // Gamma(a + 9) = a (a + 1) ... (a + 8) Gamma(a), in pairs from the outside; every factor times
    // e / (a + 9), so that the logarithm is small.
    static_assert(kStirlingShift == 9);
    const V pair = hn::Mul(a, hn::Add(a, hn::Set(d, 8.0)));
    const V outer = hn::Mul(pair, hn::Add(pair, hn::Set(d, 7.0)));
    const V inner = hn::Mul(hn::Add(pair, hn::Set(d, 12.0)), hn::Add(pair, hn::Set(d, 15.0)));
    const V product = hn::Mul(hn::Mul(outer, inner), hn::Add(a, hn::Set(d, 4.0)));
    const V scale = hn::Mul(inverse, hn::Set(d, kEuler));
    const V scale2 = hn::Mul(scale, scale), scale4 = hn::Mul(scale2, scale2);
    const V scaled = hn::Mul(hn::Mul(product, scale), hn::Mul(scale4, scale4));
    const V quotient = vec_ln(d, hn::Div(shifted, a));
    const V sum = hn::MulAdd(hn::Sub(a, hn::Set(d, 0.5)), quotient, series);
    return {hn::IfThenElse(far, series, sum), hn::IfThenElse(far, one, scaled)};
}

template <class D, class V = hn::Vec<D>>
HWY_INLINE V stirling_remainder(D d, V a) {
    const StirlingParts<V> parts = stirling_parts(d, a);
    return hn::Sub(parts.sum, vec_ln(d, parts.product));
}

/// Of a and b less that of a + b.
template <class D, class V = hn::Vec<D>>
HWY_INLINE V stirling_remainder_of_beta(D d, V a, V b) {
    const StirlingParts<V> of_a = stirling_parts(d, a), of_b = stirling_parts(d, b);
    const StirlingParts<V> of_total = stirling_parts(d, hn::Add(a, b));
    const V sum = hn::Add(hn::Sub(of_a.sum, of_total.sum), of_b.sum);
    const V products = hn::Mul(of_a.product, of_b.product);
    return hn::Sub(sum, vec_ln(d, hn::Div(products, of_total.product)));
}

/// 1 / (b_0 + a_1 / (b_1 + a_2 / (b_2 + ...))) by the forward recurrence, rescaled and tested every
/// four steps, until a step changes nothing (at most about 60 where it is used). A lane keeps that
/// value and does not depend on its neighbours. `terms(m, a, b)` gives a_m and b_m, in order.
template <class D, class Terms, class V = hn::Vec<D>>
HWY_INLINE V continued_fraction(D d, V b0, hn::Mask<D> wanted, Terms terms) {
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
        value = hn::IfThenElse(open, above, value);
        // The value now less that one step before, over the latter's denominator.
        const V now = hn::Mul(above, below_before), change = hn::Sub(now, above_before);
        const V enough = hn::Mul(hn::Set(d, kEnough), hn::Abs(now));
        open = hn::And(open, hn::Gt(hn::Abs(change), enough));
    }
    return value;
}

}  // namespace plancast::kernel::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#endif
