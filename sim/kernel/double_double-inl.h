// SPDX-License-Identifier: Apache-2.0
// Sums and products of vectors in two doubles.
//
// Included once per instruction set, inside hwy/foreach_target.h; the guard follows Highway.
#if defined(PLANCAST_SIM_KERNEL_DOUBLE_DOUBLE_INL_H_) == defined(HWY_TARGET_TOGGLE)
#ifdef PLANCAST_SIM_KERNEL_DOUBLE_DOUBLE_INL_H_
#undef PLANCAST_SIM_KERNEL_DOUBLE_DOUBLE_INL_H_
#else
#define PLANCAST_SIM_KERNEL_DOUBLE_DOUBLE_INL_H_
#endif

#include "hwy/highway.h"

HWY_BEFORE_NAMESPACE();
namespace plancast::kernel::HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

/// An unevaluated sum: |low| is at most half a unit in the last place of high.
template <class V>
struct DoubleDouble {
    V high, low;
};

/// a + b exactly, for |a| >= |b| or a = 0.
template <class V>
HWY_INLINE DoubleDouble<V> fast_sum(V a, V b) {
    const V sum = hn::Add(a, b);
    return {sum, hn::Sub(b, hn::Sub(sum, a))};
}

/// a * b exactly. Without fused operations: Dekker 1971.
template <class D, class V = hn::Vec<D>>
HWY_INLINE DoubleDouble<V> exact_product(D d, V a, V b) {
    const V product = hn::Mul(a, b);
#if HWY_NATIVE_FMA
    (void)d;
    return {product, hn::MulSub(a, b, product)};
#else
    const V splitter = hn::Set(d, 0x1p27 + 1);
    const V a_big = hn::Mul(a, splitter), b_big = hn::Mul(b, splitter);
    const V a_high = hn::Sub(a_big, hn::Sub(a_big, a)), b_high = hn::Sub(b_big, hn::Sub(b_big, b));
    const V a_low = hn::Sub(a, a_high), b_low = hn::Sub(b, b_high);
    const V crossed = hn::Add(hn::Sub(hn::Mul(a_high, b_high), product), hn::Mul(a_high, b_low));
    return {product, hn::Add(hn::Mul(a_low, b_low), hn::Add(crossed, hn::Mul(a_low, b_high)))};
#endif
}

}  // namespace plancast::kernel::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#endif
