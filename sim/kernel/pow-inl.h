// SPDX-License-Identifier: Apache-2.0
// x^y on vectors (see math-inl.h): e^(y ln x) with the logarithm and the product in two doubles, so
// that a large y ln x costs no accuracy.
//
// Included once per instruction set, inside hwy/foreach_target.h; the guard follows Highway.
#if defined(PLANCAST_SIM_KERNEL_POW_INL_H_) == defined(HWY_TARGET_TOGGLE)
#ifdef PLANCAST_SIM_KERNEL_POW_INL_H_
#undef PLANCAST_SIM_KERNEL_POW_INL_H_
#else
#define PLANCAST_SIM_KERNEL_POW_INL_H_
#endif

#include "hwy/highway.h"
#include "sim/kernel/double_double-inl.h"
#include "sim/kernel/exp-inl.h"
#include "sim/kernel/ln-inl.h"

HWY_BEFORE_NAMESPACE();
namespace plancast::kernel::HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

/// (2 atanh(s) / s - 2) / s^2 = 2/3 + z (...) in powers of z = s^2; error relative to atanh(s)
/// below 2^-66.
inline constexpr double kTwoThirds[] = {0x1.5555555555555p-1, 0x1.5555555555555p-55};
inline constexpr double kFineAtanhTail[] = {
    0x1.9999999999b31p-2, 0x1.2492492457be3p-2, 0x1.c71c722d81183p-3, 0x1.745ce9dbde997p-3,
    0x1.3b1eed27e88fap-3, 0x1.0f7fd41a0db1bp-3, 0x1.0e43522cd90dep-3};

/// k ln 2 + ln(1 + f), error below 2^-63 of it.
template <class D, class V = hn::Vec<D>>
HWY_INLINE DoubleDouble<V> ln_double(D d, LnParts<V> parts) {
    const V f = parts.f;
    const DoubleDouble<V> divisor = fast_sum(hn::Set(d, 2.0), f);
    const V inverse = hn::Div(hn::Set(d, 1.0), divisor.high);
    const V s = hn::Mul(f, inverse);
    const DoubleDouble<V> back = exact_product(d, s, divisor.high);
    const V rest = hn::NegMulAdd(s, divisor.low, hn::Sub(hn::Sub(f, back.high), back.low));
    const V s_low = hn::Mul(rest, inverse);

    const V twice = hn::Add(s, s);
    const DoubleDouble<V> square = exact_product(d, s, s);
    const V square_low = hn::MulAdd(twice, s_low, square.low);
    const DoubleDouble<V> cube = exact_product(d, s, square.high);
    const V cube_low = hn::MulAdd(s, square_low, hn::MulAdd(s_low, square.high, cube.low));
    const V higher = hn::MulAdd(square.high, polynomial(d, square.high, kFineAtanhTail),
                                hn::Set(d, kTwoThirds[1]));
    const DoubleDouble<V> factor = fast_sum(hn::Set(d, kTwoThirds[0]), higher);
    const DoubleDouble<V> tail = exact_product(d, cube.high, factor.high);
    const V tail_low =
        hn::MulAdd(cube.high, factor.low, hn::MulAdd(cube_low, factor.high, tail.low));

    const DoubleDouble<V> lead = fast_sum(hn::Mul(parts.k, hn::Set(d, kLn2High)), twice);
    const DoubleDouble<V> sum = fast_sum(lead.high, tail.high);
    const V low =
        hn::MulAdd(parts.k, hn::Set(d, kLn2Low), hn::MulAdd(hn::Set(d, 2.0), s_low, tail_low));
    return fast_sum(sum.high, hn::Add(hn::Add(lead.low, sum.low), low));
}

/// e^(exponent.high + exponent.low) = 2^n mantissa.
template <class V>
struct PowerParts {
    V shifted, n, mantissa;
};

template <class D, class V = hn::Vec<D>>
HWY_INLINE PowerParts<V> exp_double(D d, DoubleDouble<V> exponent) {
    const ExpParts<V> parts = split_exponent(d, exponent.high);
    const V low = hn::NegMulAdd(parts.n, hn::Set(d, kLn2Low), exponent.low);
    const DoubleDouble<V> r = fast_sum(parts.high_rest, low);
    return {parts.shifted, parts.n, hn::Add(hn::Set(d, 1.0), expm1_reduced(d, r.high, r.low))};
}

template <class D, class V = hn::Vec<D>>
HWY_INLINE DoubleDouble<V> times(D d, V y, DoubleDouble<V> ln) {
    const DoubleDouble<V> product = exact_product(d, y, ln.high);
    return {product.high, hn::MulAdd(y, ln.low, product.low)};
}

/// |x|^y but for y = 0 or 1, which the caller sets.
template <class D, class V = hn::Vec<D>>
HWY_INLINE V pow_of_size(D d, V size, V y) {
    const auto tiny = hn::Lt(size, hn::Set(d, kSmallestNormal));
    const V scaled = hn::IfThenElse(tiny, hn::Mul(size, hn::Set(d, 0x1p54)), size);
    const V scale = hn::IfThenElseZero(tiny, hn::Set(d, 54.0));
    DoubleDouble<V> ln = ln_double(d, split_ln(d, scaled, scale));
    ln.high = ln_at_the_ends(d, size, ln.high);
    DoubleDouble<V> exponent = times(d, y, ln);
    const V reach = hn::Set(d, 800.0);
    const auto outside = hn::Gt(hn::Abs(exponent.high), reach);
    exponent.high = hn::IfThenElse(outside, hn::CopySign(reach, exponent.high), exponent.high);
    exponent.low = hn::IfThenZeroElse(outside, exponent.low);
    const PowerParts<V> parts = exp_double(d, exponent);
    // 2^n in two factors, as n may be beyond the exponents of doubles.
    const V half = hn::Floor(hn::Mul(parts.n, hn::Set(d, 0.5)));
    const V one = hn::Set(d, 1.0), magic = hn::Set(d, 0x1.8p52);
    const V first = scale_by_power(d, one, hn::Add(half, magic));
    const V second = scale_by_power(d, one, hn::Add(hn::Sub(parts.n, half), magic));
    const V result = hn::Mul(hn::Mul(parts.mantissa, first), second);
    const V normal = hn::IfThenZeroElse(hn::Lt(result, hn::Set(d, kSmallestNormal)), result);
    return hn::IfThenElse(hn::Eq(size, one), one, normal);
}

/// x^y where some x or y may be anything.
template <class D, class V = hn::Vec<D>>
HWY_NOINLINE V pow_of_any(D d, V x, V y) {
    const V one = hn::Set(d, 1.0), half_y = hn::Mul(y, hn::Set(d, 0.5)), nan = hn::Set(d, kNaN);
    const V size = pow_of_size(d, hn::Abs(x), y);
    const auto is_whole = hn::Eq(hn::Floor(y), y);
    const auto is_odd = hn::AndNot(hn::Eq(hn::Floor(half_y), half_y), is_whole);
    const V of_sign = hn::IfThenElse(is_odd, hn::CopySign(size, x), size);
    const V real = hn::IfThenElse(hn::AndNot(is_whole, hn::Lt(x, hn::Zero(d))), nan, of_sign);
    const V of_one = hn::IfThenElse(hn::Eq(y, one), x, real);
    const V of_zero = hn::IfThenElse(hn::Eq(y, hn::Zero(d)), one, of_one);
    return hn::IfThenElse(hn::Or(hn::IsNaN(x), hn::IsNaN(y)), nan, of_zero);
}

/// x^y, error below 1.5 ulp; powers that are doubles are exact, so x^1 = x, and x^0 = 1. A negative
/// base needs a whole exponent, else NaN; a NaN operand gives NaN. Otherwise as IEEE 754, but
/// results of a size below 2^-1022 are 0 (x^1 excepted).
template <class D, class V = hn::Vec<D>>
HWY_INLINE V vec_pow(D d, V x, V y) {
    const DoubleDouble<V> ln = ln_double(d, split_ln(d, x, hn::Zero(d)));
    const DoubleDouble<V> exponent = times(d, y, ln);
    const auto normal =
        hn::And(hn::Ge(x, hn::Set(d, kSmallestNormal)), hn::Le(x, hn::Set(d, kLargest)));
    const auto usual = hn::And(normal, hn::Le(hn::Abs(exponent.high), hn::Set(d, 708.0)));
    if (HWY_UNLIKELY(!hn::AllTrue(d, usual))) return pow_of_any(d, x, y);
    const PowerParts<V> parts = exp_double(d, exponent);
    return scale_by_power(d, parts.mantissa, parts.shifted);
}

}  // namespace plancast::kernel::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#endif
