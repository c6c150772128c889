// SPDX-License-Identifier: Apache-2.0
// exp and expm1 on vectors (see math-inl.h): x = n ln 2 + r with |r| <= ln 2 / 2, then a
// polynomial.
//
// Included once per instruction set, inside hwy/foreach_target.h; the guard follows Highway.
#if defined(PLANCAST_SIM_KERNEL_EXP_INL_H_) == defined(HWY_TARGET_TOGGLE)
#ifdef PLANCAST_SIM_KERNEL_EXP_INL_H_
#undef PLANCAST_SIM_KERNEL_EXP_INL_H_
#else
#define PLANCAST_SIM_KERNEL_EXP_INL_H_
#endif

#include <cstdint>
#include <limits>

#include "hwy/highway.h"
#include "sim/kernel/polynomial-inl.h"

HWY_BEFORE_NAMESPACE();
namespace plancast::kernel::HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

/// ln 2 in two parts; the first has 42 bits, so its product with an exponent is exact.
inline constexpr double kLn2High = 0x1.62e42fefa3800p-1;
inline constexpr double kLn2Low = 0x1.ef35793c76730p-45;

/// (e^r - 1 - r) / r^2 for |r| <= ln 2 / 2; error relative to e^r below 2^-57.9.
inline constexpr double kExpTail[] = {
    0x1.000000000000ap-1,  0x1.5555555555505p-3,  0x1.55555555506cbp-5,  0x1.1111111125219p-7,
    0x1.6c16c18472410p-10, 0x1.a01a0137b46ddp-13, 0x1.a019996e0ad59p-16, 0x1.71df08d2fc5fcp-19,
    0x1.28adedc7314a9p-22, 0x1.adaad6befd3b9p-26};

inline constexpr double kInfinity = std::numeric_limits<double>::infinity();
/// ln of the largest double and of the smallest normal one.
inline constexpr double kExpOverflows = 0x1.62e42fefa39efp+9;
inline constexpr double kExpUnderflows = -0x1.6232bdd7abcd2p+9;

/// x = n ln 2 + r; n as a double, and in the low bits of `shifted`.
template <class V>
struct ExpParts {
    V shifted, n, high_rest;
};

template <class D, class V = hn::Vec<D>>
HWY_INLINE ExpParts<V> split_exponent(D d, V x) {
    const V magic = hn::Set(d, 0x1.8p52);  // whole numbers are its last bits
    const V shifted = hn::MulAdd(x, hn::Set(d, 0x1.71547652b82fep+0), magic);
    const V n = hn::Sub(shifted, magic);
    return {shifted, n, hn::NegMulAdd(n, hn::Set(d, kLn2High), x)};
}

/// e^r - 1 for |r| <= ln 2 / 2, where r is known up to `rest`.
template <class D, class V = hn::Vec<D>>
HWY_INLINE V expm1_reduced(D d, V r, V rest) {
    return hn::Add(hn::MulAdd(hn::Mul(r, r), polynomial(d, r, kExpTail), rest), r);
}

/// value * 2^n for n in the low bits of `shifted`, added to the exponent: 2^-1022 <= result < inf.
template <class D, class V = hn::Vec<D>>
HWY_INLINE V scale_by_power(D d, V value, V shifted) {
    const hn::Repartition<std::uint64_t, D> bits;
    const auto exponent = hn::ShiftLeft<52>(hn::BitCast(bits, shifted));
    return hn::BitCast(d, hn::Add(hn::BitCast(bits, value), exponent));
}

/// e^x, error below 1.2 ulp; e^0 = 1. Results below 2^-1022 are 0.
template <class D, class V = hn::Vec<D>>
HWY_INLINE V vec_exp(D d, V x) {
    const V one = hn::Set(d, 1.0);
    const ExpParts<V> parts = split_exponent(d, x);
    const V r = hn::NegMulAdd(parts.n, hn::Set(d, kLn2Low), parts.high_rest);
    const V expm1 = hn::MulAdd(hn::Mul(r, r), polynomial(d, r, kExpTail), r);
    const V usual = scale_by_power(d, hn::Add(one, expm1), parts.shifted);
    const V infinite = hn::Mul(x, hn::Set(d, kInfinity));  // or NaN
    const V bounded = hn::IfThenElse(hn::Le(x, hn::Set(d, kExpOverflows)), usual, infinite);
    return hn::IfThenZeroElse(hn::Lt(x, hn::Set(d, kExpUnderflows)), bounded);
}

/// e^x - 1, error below 2 ulp.
template <class D, class V = hn::Vec<D>>
HWY_INLINE V vec_expm1(D d, V x) {
    const V one = hn::Set(d, 1.0);
    // Below -40 the result is -1; above 40 the 1 is lost, and vec_exp knows where it overflows.
    const V inside = hn::IfThenElse(hn::Lt(x, hn::Set(d, -40.0)), hn::Set(d, -40.0), x);
    const ExpParts<V> parts = split_exponent(d, inside);
    const V n_low = hn::Mul(parts.n, hn::Set(d, kLn2Low));
    const V r = hn::Sub(parts.high_rest, n_low);
    const V rest = hn::Sub(hn::Sub(parts.high_rest, r), n_low);
    const V power = scale_by_power(d, one, parts.shifted);
    const V result = hn::MulAdd(power, expm1_reduced(d, r, rest), hn::Sub(power, one));
    return hn::IfThenElse(hn::Gt(x, hn::Set(d, 40.0)), vec_exp(d, x), result);
}

}  // namespace plancast::kernel::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#endif
