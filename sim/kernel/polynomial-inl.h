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
template <std::size_t kFirst, class D, class V, std::size_t kCount, std::size_t... kPlace>
HWY_INLINE V every_second(D d, [[maybe_unused]] V square, const double (&coefficients)[kCount],
                          std::index_sequence<kPlace...>) {
    constexpr std::size_t kLast = kFirst + 2 * sizeof...(kPlace);
    V sum = hn::Set(d, coefficients[kLast]);
    ((sum = hn::MulAdd(sum, square, hn::Set(d, coefficients[kLast - 2 - 2 * kPlace]))), ...);
    return sum;
}

/// coefficients[0] + coefficients[1] x + ... as even(x^2) + x odd(x^2), each by Horner's rule: half
/// the latency of one chain.
template <class D, class V, std::size_t kCount>
HWY_INLINE V polynomial(D d, V x, const double (&coefficients)[kCount]) {
    const V square = hn::Mul(x, x);
    const V even =
        every_second<0>(d, square, coefficients, std::make_index_sequence<(kCount - 1) / 2>());
    const V odd =
        every_second<1>(d, square, coefficients, std::make_index_sequence<(kCount - 2) / 2>());
    return hn::MulAdd(x, odd, even);
}

}  // namespace plancast::kernel::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#endif
