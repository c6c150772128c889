// SPDX-License-Identifier: Apache-2.0
// First guesses for the quantiles of continuous_quantiles-inl.h.
//
// Included once per instruction set, inside hwy/foreach_target.h; the guard follows Highway.
#if defined(PLANCAST_SIM_KERNEL_CONTINUOUS_GUESSES_INL_H_) == defined(HWY_TARGET_TOGGLE)
#ifdef PLANCAST_SIM_KERNEL_CONTINUOUS_GUESSES_INL_H_
#undef PLANCAST_SIM_KERNEL_CONTINUOUS_GUESSES_INL_H_
#else
#define PLANCAST_SIM_KERNEL_CONTINUOUS_GUESSES_INL_H_
#endif

#include "hwy/highway.h"
#include "sim/kernel/incomplete_tails-inl.h"

HWY_BEFORE_NAMESPACE();
namespace plancast::kernel::HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

/// Where a quantile is asked for: P(X <= x) = lower, P(X > x) = upper, each with all its digits.
template <class V>
struct Share {
    V lower, upper;
};

/// The standard normal score of a share.
template <class D, class V = hn::Vec<D>>
HWY_INLINE V score_of(D d, Share<V> share) {
    const V size = vec_normal_quantile(d, hn::Min(share.lower, share.upper));
    return hn::IfThenElse(hn::Le(share.lower, share.upper), size, hn::Neg(size));
}

inline constexpr double kHalfLnTwoPi = 0.9189385332046727;

/// ln Gamma(a + 1).
template <class D, class V = hn::Vec<D>>
HWY_INLINE V ln_gamma1p(D d, V a) {
    const V next = hn::Add(a, hn::Set(d, 1.0));
    const V leading = hn::MulSub(hn::Add(a, hn::Set(d, 0.5)), vec_ln(d, next), next);
    return hn::Add(hn::Add(leading, hn::Set(d, kHalfLnTwoPi)), stirling_remainder(d, next));
}

// The cube root of x / a for a gamma quantile x of shape a is
//   1 + e (z / 3) + e^2 (-1 / 9) + e^3 z p3 + e^4 p4 + ... with e = 1 / sqrt(a)
// and polynomials in z^2: Wilson and Hilferty 1931 with the further terms of the Cornish-Fisher
// expansion, exact coefficients. Where |z| e <= 4 the error of x is below 0.2 sd for a >= 1/2,
// below 0.001 sd for a >= 2 and |z| <= 2.
inline constexpr double kCube3[] = {1.0 / 108, -1.0 / 324};
inline constexpr double kCube4[] = {-7.0 / 1215, 4.0 / 1215, 1.0 / 1215};
inline constexpr double kCube5[] = {-5.0 / 2592, -5.0 / 2916, -1.0 / 7776};
inline constexpr double kCube6[] = {121.0 / 76545, 134.0 / 76545, 2.0 / 5103, 1.0 / 229635};
inline constexpr double kCube7[] = {-79349.0 / 62985600, -3641.0 / 6998400, -1519.0 / 62985600,
                                    301.0 / 62985600};
inline constexpr double kCubeReach = 4;

/// ln x for the gamma distribution of shape a by the cube root, or the power lower = x^a /
/// Gamma(a + 1) where that gives nothing.
template <class D, class V = hn::Vec<D>>
HWY_INLINE V gamma_log_guess(D d, V a, Share<V> share) {
    const V one = hn::Set(d, 1.0);
    const V e2 = hn::Div(one, a), e = hn::Sqrt(e2);
    const V z = score_of(d, share), z2 = hn::Mul(z, z);
    const V odd =
        hn::MulAdd(e2, hn::MulAdd(e2, polynomial(d, z2, kCube7), polynomial(d, z2, kCube5)),
                   polynomial(d, z2, kCube3));
    const V even = hn::MulAdd(e2, polynomial(d, z2, kCube6), polynomial(d, z2, kCube4));
    const V further = hn::Mul(e2, hn::MulAdd(hn::Mul(e, z), odd, hn::Mul(e2, even)));
    const V scaled = hn::Mul(hn::Mul(e, z), hn::Set(d, 1.0 / 3));
    const V first = hn::Add(scaled, hn::NegMulAdd(e2, hn::Set(d, 1.0 / 9), one));
    const auto near =
        hn::And(hn::Le(hn::Mul(hn::Abs(z), e), hn::Set(d, kCubeReach)), hn::Ge(a, hn::Set(d, 0.5)));
    const V root = hn::Add(first, hn::IfThenElseZero(near, further));
    const V cube = hn::MulAdd(hn::Set(d, 3.0), vec_ln(d, root), vec_ln(d, a));
    const auto positive = hn::Ge(root, hn::Set(d, 0.4));
    if (hn::AllTrue(d, positive)) return cube;
    const V power = hn::Div(hn::Add(vec_ln(d, share.lower), ln_gamma1p(d, a)), a);
    return hn::IfThenElse(positive, cube, power);
}

/// ln(x / (1 - x)) for Beta(a, b) with a, b >= 1: Carter 1947 (Abramowitz and Stegun 26.5.22).
template <class D, class V = hn::Vec<D>>
HWY_INLINE V carter_logit(D d, V a, V b, V z) {
    const V one = hn::Set(d, 1.0), two = hn::Set(d, 2.0);
    const V of_a = hn::Div(one, hn::MulSub(two, a, one));
    const V of_b = hn::Div(one, hn::MulSub(two, b, one));
    const V h = hn::Div(two, hn::Add(of_a, of_b));
    const V bend = hn::Div(hn::MulSub(z, z, hn::Set(d, 3.0)), hn::Set(d, 6.0));
    const V wide = hn::Div(hn::Mul(z, hn::Sqrt(hn::Add(h, bend))), h);
    const V skew = hn::Sub(hn::Add(bend, hn::Set(d, 5.0 / 6)), hn::Div(hn::Set(d, 2.0 / 3), h));
    const V w = hn::MulAdd(hn::Sub(of_b, of_a), skew, wide);
    return hn::MulAdd(two, w, vec_ln(d, hn::Div(a, b)));
}

/// The same where an exponent is below 1: one end's power, lower = x^a / (a B(a, b)) or its mirror
/// image, by the share of the mass at each end.
template <class D, class V = hn::Vec<D>>
HWY_INLINE V power_logit(D d, V a, V b, Share<V> share) {
    const V total = hn::Add(a, b), one = hn::Set(d, 1.0);
    const V ln_beta = hn::Sub(hn::Add(ln_gamma1p(d, a), ln_gamma1p(d, b)), ln_gamma1p(d, total));
    const V ln_a = vec_ln(d, hn::Div(a, total)), ln_b = vec_ln(d, hn::Div(b, total));
    const V mass_a = hn::Div(vec_exp(d, hn::Mul(a, ln_a)), a);
    const V mass_b = hn::Div(vec_exp(d, hn::Mul(b, ln_b)), b);
    const auto left = hn::Lt(hn::Mul(share.lower, hn::Add(mass_a, mass_b)), mass_a);
    // ln(a B(a, b)) = ln_beta + ln((a + b) / b).
    const V near_ln = hn::Sub(ln_beta, hn::IfThenElse(left, ln_b, ln_a));
    const V near_share = vec_ln(d, hn::IfThenElse(left, share.lower, share.upper));
    const V ln_x = hn::Div(hn::Add(near_share, near_ln), hn::IfThenElse(left, a, b));
    const V bounded = hn::Min(ln_x, hn::Set(d, -0.1));
    const V logit = hn::Sub(bounded, vec_ln(d, hn::Sub(one, vec_exp(d, bounded))));
    return hn::IfThenElse(left, logit, hn::Neg(logit));
}

template <class D, class V = hn::Vec<D>>
HWY_INLINE V beta_logit_guess(D d, V a, V b, Share<V> share) {
    return hn::IfThenElse(hn::Ge(hn::Min(a, b), hn::Set(d, 1.0)),
                          carter_logit(d, a, b, score_of(d, share)), power_logit(d, a, b, share));
}

}  // namespace plancast::kernel::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#endif
