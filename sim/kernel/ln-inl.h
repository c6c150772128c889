// SPDX-License-Identifier: Apache-2.0
// ln and ln1p on vectors (see math-inl.h): x = 2^k (1 + f) with 1 + f between sqrt(1/2) and
// sqrt(2); ln(1 + f) = 2 atanh(s) with s = f / (2 + f), arranged so that f enters exactly.
//
// Included once per instruction set, inside hwy/foreach_target.h; the guard follows Highway.
#if defined(PLANCAST_SIM_KERNEL_LN_INL_H_) == defined(HWY_TARGET_TOGGLE)
#ifdef PLANCAST_SIM_KERNEL_LN_INL_H_
#undef PLANCAST_SIM_KERNEL_LN_INL_H_
#else
#define PLANCAST_SIM_KERNEL_LN_INL_H_
#endif

#include <cstdint>
#include <limits>

#include "hwy/highway.h"
#include "sim/kernel/exp-inl.h"
#include "sim/kernel/polynomial-inl.h"

HWY_BEFORE_NAMESPACE();
namespace plancast::kernel::HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

/// (2 atanh(s) / s - 2) / s^2 in powers of s^2 for s <= kAtanhReach; error relative to atanh(s)
/// below 2^-59.
inline constexpr double kAtanhTail[] = {
    0x1.5555555555592p-1, 0x1.999999997ff70p-2, 0x1.24924941dacb0p-2, 0x1.c71c521a2f019p-3,
    0x1.74663baed095dp-3, 0x1.39a209191b8c6p-3, 0x1.2f0276c22f633p-3};
inline constexpr double kAtanhReach = 0x1.5f619980c4336p-3;  // (sqrt(2) - 1) / (sqrt(2) + 1)

inline constexpr double kSmallestNormal = std::numeric_limits<double>::min();
inline constexpr double kLargest = std::numeric_limits<double>::max();
inline constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

/// x = 2^k (1 + f).
template <class V>
struct LnParts {
    V k, f;
};

/// For normal positive x; `scale` is the power of 2 that x has been multiplied with.
template <class D, class V = hn::Vec<D>>
HWY_INLINE LnParts<V> split_ln(D d, V x, V scale) {
    const hn::Repartition<std::uint64_t, D> bits;
    using Bits = hn::Vec<decltype(bits)>;
    const Bits root_half = hn::Set(bits, 0x3FE6A09E667F3BCDu);  // of sqrt(1/2)
    const Bits one = hn::Set(bits, 0x3FF0000000000000u);
    const Bits above = hn::Add(hn::BitCast(bits, x), hn::Sub(one, root_half));
    const Bits mantissa = hn::Add(hn::And(above, hn::Set(bits, 0x000FFFFFFFFFFFFFu)), root_half);
    // The biased exponent as a double: the last bits of 2^52.
    const Bits exponent = hn::Or(hn::ShiftRight<52>(above), hn::Set(bits, 0x4330000000000000u));
    return {hn::Sub(hn::BitCast(d, exponent), hn::Add(hn::Set(d, 0x1p52 + 1023), scale)),
            hn::Sub(hn::BitCast(d, mantissa), hn::Set(d, 1.0))};
}

/// k ln 2 + ln(1 + f) + rest, for a small rest.
template <class D, class V = hn::Vec<D>>
HWY_INLINE V ln_of_parts(D d, LnParts<V> parts, V rest) {
    const V f = parts.f;
    const V half_square = hn::Mul(hn::Mul(hn::Set(d, 0.5), f), f);
    const V s = hn::Div(f, hn::Add(f, hn::Set(d, 2.0)));
    const V z = hn::Mul(s, s);
    const V tail = hn::MulAdd(z, polynomial(d, z, kAtanhTail), half_square);
    const V low = hn::MulAdd(s, tail, hn::MulAdd(parts.k, hn::Set(d, kLn2Low), rest));
    const V ln_mantissa = hn::Sub(f, hn::Sub(half_square, low));
    return hn::MulAdd(parts.k, hn::Set(d, kLn2High), ln_mantissa);
}

/// `usual` where x > 0 is finite; -inf at 0, NaN below and at NaN, inf at inf.
template <class D, class V = hn::Vec<D>>
HWY_INLINE V ln_at_the_ends(D d, V x, V usual) {
    const V zero = hn::Zero(d);
    const V at_most_zero =
        hn::IfThenElse(hn::Eq(x, zero), hn::Set(d, -kInfinity), hn::Set(d, kNaN));
    const V finite = hn::IfThenElse(hn::Le(x, hn::Set(d, kLargest)), usual, x);
    return hn::IfThenElse(hn::Le(x, zero), at_most_zero, finite);
}

/// ln x for normal positive x.
template <class D, class V = hn::Vec<D>>
HWY_INLINE V ln_usual(D d, V x) {
    return ln_of_parts(d, split_ln(d, x, hn::Zero(d)), hn::Zero(d));
}

/// ln x, error below 1.2 ulp; ln 1 = 0, ln 0 = -inf, NaN below 0.
template <class D, class V = hn::Vec<D>>
HWY_INLINE V vec_ln(D d, V x) {
    const auto tiny = hn::Lt(x, hn::Set(d, kSmallestNormal));
    const V scaled = hn::IfThenElse(tiny, hn::Mul(x, hn::Set(d, 0x1p54)), x);
    const V scale = hn::IfThenElseZero(tiny, hn::Set(d, 54.0));
    return ln_at_the_ends(d, x, ln_of_parts(d, split_ln(d, scaled, scale), hn::Zero(d)));
}

/// ln(1 + x), error below 2 ulp; -inf at -1, NaN below.
template <class D, class V = hn::Vec<D>>
HWY_INLINE V vec_ln1p(D d, V x) {
    const V one = hn::Set(d, 1.0);
    const V sum = hn::Add(one, x);
    const V of_x = hn::Sub(sum, one);
    const V lost = hn::Add(hn::Sub(one, hn::Sub(sum, of_x)), hn::Sub(x, of_x));  // 1 + x - sum
    LnParts<V> parts = split_ln(d, sum, hn::Zero(d));
    const auto unscaled = hn::Eq(parts.k, hn::Zero(d));
    parts.f = hn::IfThenElse(unscaled, x, parts.f);
    const V rest = hn::IfThenZeroElse(unscaled, hn::Div(lost, sum));
    return ln_at_the_ends(d, sum, ln_of_parts(d, parts, rest));
}

}  // namespace plancast::kernel::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#endif
