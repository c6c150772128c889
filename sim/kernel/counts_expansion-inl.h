// SPDX-License-Identifier: Apache-2.0
// The quantile of a count by a Cornish-Fisher expansion, with a bound of its error.
//
// Included once per instruction set, inside hwy/foreach_target.h; the guard follows Highway.
#if defined(PLANCAST_SIM_KERNEL_COUNTS_EXPANSION_INL_H_) == defined(HWY_TARGET_TOGGLE)
#ifdef PLANCAST_SIM_KERNEL_COUNTS_EXPANSION_INL_H_
#undef PLANCAST_SIM_KERNEL_COUNTS_EXPANSION_INL_H_
#else
#define PLANCAST_SIM_KERNEL_COUNTS_EXPANSION_INL_H_
#endif

#include "hwy/highway.h"
#include "sim/kernel/counts_laws-inl.h"

HWY_BEFORE_NAMESPACE();
namespace plancast::kernel::HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

// With the distribution function continued to real x, the solution of P(X <= x) = Phi(z) is
//   x + 1/2 = mean + sd z (1 + E a01 + E^2 a02 + h^2 (a20 + E a21) + h^4 a40)
//                  + sd h (a10 + E a11 + E^2 a12 + h^2 (a30 + E a31) + h^4 a50) + ...
// with E = 1 / variance, h = (variance's derivative) / sd, and polynomials in z^2. They follow from
// Hill and Davis 1968 with the cumulants of the three laws, kappa_(r + 1) = variance d kappa_r / d
// mean (Morris 1982), less those of a uniform number of width 1, which the steps stand for. For
// Poisson they are the terms of Giles 2016, "Algorithm 955", equation 5, and two more. The
// coefficients are exact.
inline constexpr double kE01[] = {1.0 / 48, -1.0 / 48};
inline constexpr double kE02[] = {181.0 / 23040, -1.0 / 1920, -13.0 / 23040};
inline constexpr double kE10[] = {-1.0 / 6, 1.0 / 6};
inline constexpr double kE11[] = {-1.0 / 45, 7.0 / 720, 1.0 / 240};
inline constexpr double kE12[] = {1.0 / 756, -493.0 / 48384, 43.0 / 48384, 5.0 / 12096};
inline constexpr double kE20[] = {-7.0 / 144, 1.0 / 144};
inline constexpr double kE21[] = {349.0 / 34560, -59.0 / 17280, -1.0 / 1280};
inline constexpr double kE30[] = {1.0 / 405, -7.0 / 6480, -1.0 / 2160};
inline constexpr double kE31[] = {-37.0 / 17010, -2591.0 / 1088640, 97.0 / 120960, 13.0 / 90720};
inline constexpr double kE40[] = {-433.0 / 622080, 1.0 / 2430, 1.0 / 69120};
inline constexpr double kE50[] = {23.0 / 102060, -923.0 / 6531840, -1.0 / 26880, 1.0 / 544320};

/// The error of the expansion is below kExpansionError sd y^3 (1 + y) (|z| + 3/2) with
/// y = (z^2 + 2) (h^2 + E) <= kExpansionReach; measured on 4e5 points a law for means, n - means
/// from 6 to 1e6, k from 0.5 to 1e6 and |z| <= 7.2, the constant is three times what is needed for
/// y <= 1 and twice for y <= 3. counts_test.cpp looks for points where it fails.
inline constexpr double kExpansionError = 1.6e-4;
inline constexpr double kExpansionReach = 3;

/// What rounding adds: a few units of the largest terms.
inline constexpr double kExpansionRounding = 0x1p-49;

/// An approximate solution x, how far it may be off, and whether the bound holds at all.
template <class D>
struct Approximation {
    hn::Vec<D> x, error;
    hn::Mask<D> bounded;
};

template <class D, class V = hn::Vec<D>>
HWY_INLINE Approximation<D> approximate_count(D d, const Moments<V>& moments, V z) {
    const V one = hn::Set(d, 1.0), two = hn::Set(d, 2.0);
    const V sd = hn::Sqrt(moments.variance);
    const V e = hn::Div(one, moments.variance);
    const V h = hn::Div(moments.slope, sd), h2 = hn::Mul(h, h);
    const V z2 = hn::Mul(z, z);
    const V even_e = hn::MulAdd(e, polynomial(d, z2, kE02), polynomial(d, z2, kE01));
    const V even_h = hn::MulAdd(h2, polynomial(d, z2, kE40),
                                hn::MulAdd(e, polynomial(d, z2, kE21), polynomial(d, z2, kE20)));
    const V even = hn::MulAdd(h2, even_h, hn::MulAdd(e, even_e, one));
    const V odd_e = hn::MulAdd(e, polynomial(d, z2, kE12), polynomial(d, z2, kE11));
    const V odd_h = hn::MulAdd(h2, polynomial(d, z2, kE50),
                               hn::MulAdd(e, polynomial(d, z2, kE31), polynomial(d, z2, kE30)));
    const V odd = hn::MulAdd(h2, odd_h, hn::MulAdd(e, odd_e, polynomial(d, z2, kE10)));
    const V scores = hn::MulAdd(h, odd, hn::Mul(z, even));
    const V from_mean = hn::MulAdd(sd, scores, hn::Sub(moments.mean_low, hn::Set(d, 0.5)));
    const V y = hn::Mul(hn::Add(z2, two), hn::Add(h2, e));
    const V y3 = hn::Mul(hn::Mul(y, y), y);
    const V growth = hn::Mul(hn::Add(one, y), hn::Add(hn::Abs(z), hn::Set(d, 1.5)));
    const V left_out = hn::Mul(hn::Mul(sd, hn::Set(d, kExpansionError)), hn::Mul(y3, growth));
    const V size = hn::Add(moments.mean, hn::Mul(sd, hn::Abs(scores)));
    const V error = hn::MulAdd(size, hn::Set(d, kExpansionRounding), left_out);
    return {hn::Add(moments.mean, from_mean), error, hn::Le(y, hn::Set(d, kExpansionReach))};
}

}  // namespace plancast::kernel::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#endif
