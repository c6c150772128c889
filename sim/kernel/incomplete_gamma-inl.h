// SPDX-License-Identifier: Apache-2.0
// The incomplete gamma functions P and Q = 1 - P on vectors.
//
// a >= 20 near the peak: the uniform expansion of Temme 1979, "The asymptotic expansion of the
// incomplete gamma functions"; elsewhere continued fractions, for Q Legendre's (the even part of
// DLMF 8.9.2), for P that of incomplete_beta-inl.h as b -> infinity. Relative error of each tail
// below 4e-13 for a from 0.05 to 2^32, down to 1e-300 (the error of the exponent, up to 700 times
// 2^-52, dominates); where a is below 0.05, Q is 1 - P up to x = a + 1.5 and good to 2e-15 / Q.
//
// Included once per instruction set, inside hwy/foreach_target.h; the guard follows Highway.
#if defined(PLANCAST_SIM_KERNEL_INCOMPLETE_GAMMA_INL_H_) == defined(HWY_TARGET_TOGGLE)
#ifdef PLANCAST_SIM_KERNEL_INCOMPLETE_GAMMA_INL_H_
#undef PLANCAST_SIM_KERNEL_INCOMPLETE_GAMMA_INL_H_
#else
#define PLANCAST_SIM_KERNEL_INCOMPLETE_GAMMA_INL_H_
#endif

#include "hwy/highway.h"
#include "sim/kernel/incomplete_tails-inl.h"
#include "sim/kernel/tail_coefficients.h"

HWY_BEFORE_NAMESPACE();
namespace plancast::kernel::HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

template <class D, class V = hn::Vec<D>>
struct GammaLowerTerms {
    HWY_INLINE GammaLowerTerms(D d, V exponent, V point)
        : a(exponent), x(point), inverse(inverse_at(d, 1)) {}

    HWY_INLINE V inverse_at(D d, int offset) const {
        return hn::Div(hn::Set(d, 1.0), hn::Add(a, hn::Set(d, offset)));
    }
    HWY_INLINE void operator()(int step, V& numerator, V& denominator) {
        const D d;
        const V m = hn::Set(d, step);
        const V ratio = hn::Mul(x, inverse);
        numerator = hn::Mul(hn::Mul(m, hn::Add(a, hn::Set(d, step - 1))), hn::Mul(ratio, ratio));
        inverse = inverse_at(d, 2 * step + 1);
        // (a + m) (a - x + 2 m + 1) / (a + 2 m + 1) = (a + m) (1 - x / (a + 2 m + 1)).
        const V last = hn::NegMulAdd(x, inverse, hn::Set(d, 1.0));
        denominator = hn::MulAdd(hn::Add(a, m), last, hn::MulAdd(m, ratio, m));
    }
    V a, x, inverse;  // 1 / (a + 2 m - 1) of the next m
};

template <class D, class V = hn::Vec<D>>
struct GammaUpperTerms {
    HWY_INLINE void operator()(int step, V& numerator, V& denominator) {
        const D d;
        const V m = hn::Set(d, step);
        numerator = hn::Mul(m, hn::Sub(a, m));
        denominator = hn::Add(x_minus_a, hn::Set(d, 2 * step + 1));
    }
    V a, x_minus_a;
};

/// The part of Temme's expansion beside the normal distribution, over the density: backwards, each
/// term of the integral by parts.
template <class D, class V = hn::Vec<D>>
HWY_INLINE V gamma_remainder(D d, V a, V w) {
    const V inverse = hn::Div(hn::Set(d, 1.0), a);
    V odd = hn::Zero(d), even = hn::Set(d, kTailGamma[kTailTerms - 1]);
    V sum = even;
    for (int n = static_cast<int>(kTailTerms) - 2; n > 0; --n) {
        const V scaled = hn::Mul(inverse, hn::Set(d, n + 1));
        const V next = hn::MulAdd(scaled, odd, hn::Set(d, kTailGamma[n]));
        sum = hn::MulAdd(sum, w, next);
        odd = even;
        even = next;
    }
    return hn::Mul(sum, inverse);
}

/// P(a, x), Q(a, x) and x^a e^-x / Gamma(a) for a > 0, x > 0, both finite; `excess` is x - a, which
/// the caller may know better than the difference of the rounded numbers.
template <class D, class V = hn::Vec<D>>
HWY_NOINLINE Tails<V> incomplete_gamma(D d, V a, V x, V excess) {
    const V one = hn::Set(d, 1.0), zero = hn::Zero(d);
    const V deviance = hn::Mul(a, r_minus_ln1p(d, hn::Div(excess, a), hn::Div(x, a)));
    const V peak = hn::Sqrt(hn::Mul(a, hn::Set(d, 1 / kTwoPi)));
    const V density =
        hn::Mul(peak, vec_exp(d, hn::Neg(hn::Add(deviance, stirling_remainder(d, a)))));
    const V reach = hn::Set(d, kUniformReach * kUniformReach / 2);
    const auto uniform =
        hn::And(hn::Ge(a, hn::Set(d, kUniformFrom)), hn::Le(deviance, hn::Mul(reach, a)));
    const auto on_left = hn::Lt(excess, zero);
    V lower = zero, upper = zero;
    if (!hn::AllFalse(d, uniform)) {
        const V score = hn::CopySign(hn::Sqrt(hn::Add(deviance, deviance)), excess);
        const V rest = hn::Mul(density, gamma_remainder(d, a, hn::Div(score, hn::Sqrt(a))));
        const V near = vec_normal_cdf(d, hn::Neg(hn::Abs(score)));
        const V small = hn::IfThenElse(on_left, hn::Sub(near, rest), hn::Add(near, rest));
        lower = hn::IfThenElse(on_left, small, hn::Sub(one, small));
        upper = hn::IfThenElse(on_left, hn::Sub(one, small), small);
    }
    const auto from_below = hn::AndNot(uniform, hn::Lt(excess, hn::Set(d, kLowerReach)));
    if (!hn::AllFalse(d, from_below)) {
        const V b0 = hn::Div(hn::Mul(a, hn::Sub(one, excess)), hn::Add(a, one));
        const GammaLowerTerms<D> terms(d, a, x);
        const V value = hn::Mul(density, continued_fraction(d, b0, from_below, terms));
        lower = hn::IfThenElse(from_below, value, lower);
        upper = hn::IfThenElse(from_below, hn::Sub(one, value), upper);
    }
    const auto from_above = hn::AndNot(hn::Or(uniform, from_below), hn::Eq(excess, excess));
    if (!hn::AllFalse(d, from_above)) {
        const GammaUpperTerms<D> terms{a, excess};
        const V value =
            hn::Mul(density, continued_fraction(d, hn::Add(excess, one), from_above, terms));
        lower = hn::IfThenElse(from_above, hn::Sub(one, value), lower);
        upper = hn::IfThenElse(from_above, value, upper);
    }
    return {lower, upper, density};
}

}  // namespace plancast::kernel::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#endif
