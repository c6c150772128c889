// SPDX-License-Identifier: Apache-2.0
// exp, ln and their relatives on vectors of doubles of any length, the same bits for every length
// and for every instruction set with fused multiply-add. Errors are in units in the last place
// (ulp) of the result, shown by tests/kernel/math_test.cpp.
//
// The coefficients are minimax fits of our own: Lawson's iteration of weighted least squares in
// 50-digit arithmetic, coefficients rounded to double one after another, lowest first, the others
// fitted again each time.
//
// Included once per instruction set, inside hwy/foreach_target.h; the guard follows Highway.
#if defined(PLANCAST_SIM_KERNEL_MATH_INL_H_) == defined(HWY_TARGET_TOGGLE)
#ifdef PLANCAST_SIM_KERNEL_MATH_INL_H_
#undef PLANCAST_SIM_KERNEL_MATH_INL_H_
#else
#define PLANCAST_SIM_KERNEL_MATH_INL_H_
#endif

#include "hwy/highway.h"
#include "sim/kernel/exp-inl.h"
#include "sim/kernel/ln-inl.h"
#include "sim/kernel/pow-inl.h"

HWY_BEFORE_NAMESPACE();
namespace plancast::kernel::HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

/// 1 / (1 + e^-x), error below 2.5 ulp; nothing cancels at either end.
template <class D, class V = hn::Vec<D>>
HWY_INLINE V vec_sigmoid(D d, V x) {
    const V one = hn::Set(d, 1.0);
    return hn::Div(one, hn::Add(one, vec_exp(d, hn::Neg(x))));
}

/// ln(p / (1 - p)), error below 4 ulp; -inf at 0, inf at 1, NaN outside [0, 1]. Near 1/2, where the
/// quotient's rounding would be felt, it is 2 atanh(2p - 1), and 2p - 1 is exact.
template <class D, class V = hn::Vec<D>>
HWY_INLINE V vec_logit(D d, V p) {
    const V one = hn::Set(d, 1.0), half = hn::Set(d, 0.5);
    const V other = hn::Sub(one, p);
    const V odds = hn::Div(p, other);
    // 1 - p is rounded where p < 1/2; 1 / (1 - p) = 1 + odds.
    const V lost = hn::Sub(hn::Sub(one, other), p);
    const V change = hn::IfThenElseZero(hn::Lt(p, half), hn::Mul(lost, hn::Add(one, odds)));
    const V far = hn::Sub(vec_ln(d, odds), change);
    const V s = hn::Sub(hn::Add(p, p), one);
    const V z = hn::Mul(s, s);
    const V near = hn::MulAdd(hn::Mul(s, z), polynomial(d, z, kAtanhTail), hn::Add(s, s));
    return hn::IfThenElse(hn::Le(hn::Abs(s), hn::Set(d, kAtanhReach)), near, far);
}

}  // namespace plancast::kernel::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#endif
