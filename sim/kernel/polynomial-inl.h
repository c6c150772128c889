// SPDX-License-Identifier: Apache-2.0
// Horner's rule on vectors.
//
// Included once per instruction set, inside hwy/foreach_target.h; the guard follows Highway.
#if defined(PLANCAST_SIM_KERNEL_POLYNOMIAL_INL_H_) == defined(HWY_TARGET_TOGGLE)
#ifdef PLANCAST_SIM_KERNEL_POLYNOMIAL_INL_H_
#undef PLANCAST_SIM_KERNEL_POLYNOMIAL_INL_H_
#else
#define PLANCAST_SIM_KERNEL_POLYNOMIAL_INL_H_
#endif

#include <cstddef>
#include <utility>

#include "hwy/highway.h"

HWY_BEFORE_NAMESPACE();
namespace plancast::kernel::HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

// A fold over the places, not a loop: at -O2 a loop would not be unrolled.
template <class D, class V, std::size_t kCount, std::size_t... kPlace>
HWY_INLINE V polynomial(D d, V x, const double (&coefficients)[kCount],
                        std::index_sequence<kPlace...>) {
    V sum = hn::Set(d, coefficients[kCount - 1]);
    ((sum = hn::MulAdd(sum, x, hn::Set(d, coefficients[kCount - 2 - kPlace]))), ...);
    return sum;
}

/// coefficients[0] + coefficients[1] x + ..., fused step by step from the highest power.
template <class D, class V, std::size_t kCount>
HWY_INLINE V polynomial(D d, V x, const double (&coefficients)[kCount]) {
    return polynomial(d, x, coefficients, std::make_index_sequence<kCount - 1>());
}

}  // namespace plancast::kernel::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#endif
