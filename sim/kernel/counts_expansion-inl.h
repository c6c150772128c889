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

#include <cstddef>

#include "hwy/highway.h"
#include "sim/kernel/counts_laws-inl.h"

HWY_BEFORE_NAMESPACE();
namespace plancast::kernel::HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

// With the distribution function continued to real x, the solution of P(X <= x) = Phi(z) is
//   x + 1/2 = mean + sd z (sum of E^i h^j a_ji(z^2), j even) + sd h (the same of E^i h^(j-1), j
//   odd)
// with E = 1 / variance and h = (variance's derivative by the mean) / sd. It follows from Hill and
// Davis 1968 with the cumulants of the three laws, kappa_(r + 1) = variance d kappa_r / d mean
// (Morris 1982), less those of a uniform number of width 1, which the steps stand for. For Poisson
// these are the terms of Giles 2016, "Algorithm 955", and more. The coefficients of
// a_ji, i.e. kE<j><i>, are exact.
inline constexpr double kE01[] = {1.0 / 48, -1.0 / 48};
inline constexpr double kE02[] = {181.0 / 23040, -1.0 / 1920, -13.0 / 23040};
inline constexpr double kE03[] = {-4511.0 / 7741440, 34817.0 / 23224320, -1283.0 / 23224320,
                                  -97.0 / 2580480};
inline constexpr double kE10[] = {-1.0 / 6, 1.0 / 6};
inline constexpr double kE11[] = {-1.0 / 45, 7.0 / 720, 1.0 / 240};
inline constexpr double kE12[] = {1.0 / 756, -493.0 / 48384, 43.0 / 48384, 5.0 / 12096};
inline constexpr double kE13[] = {229.0 / 226800, 4679.0 / 29030400, -234431.0 / 87091200,
                                  5029.0 / 43545600, 143.0 / 2903040};
inline constexpr double kE20[] = {-7.0 / 144, 1.0 / 144};
inline constexpr double kE21[] = {349.0 / 34560, -59.0 / 17280, -1.0 / 1280};
inline constexpr double kE22[] = {158167.0 / 116121600, 266929.0 / 38707200, -72343.0 / 116121600,
                                  -2507.0 / 12902400};
inline constexpr double kE30[] = {1.0 / 405, -7.0 / 6480, -1.0 / 2160};
inline constexpr double kE31[] = {-37.0 / 17010, -2591.0 / 1088640, 97.0 / 120960, 13.0 / 90720};
inline constexpr double kE32[] = {1409.0 / 2041200, -672181.0 / 261273600, -130391.0 / 37324800,
                                  40363.0 / 130636800, 641.0 / 8709120};
inline constexpr double kE40[] = {-433.0 / 622080, 1.0 / 2430, 1.0 / 69120};
inline constexpr double kE41[] = {1107901.0 / 1045094400, 608771.0 / 1045094400,
                                  -58283.0 / 348364800, -997.0 / 38707200};
inline constexpr double kE50[] = {23.0 / 102060, -923.0 / 6531840, -1.0 / 26880, 1.0 / 544320};
inline constexpr double kE51[] = {-827.0 / 6123600, -332777.0 / 783820800, -1723.0 / 12441600,
                                  4397.0 / 130636800, 13.0 / 2903040};
inline constexpr double kE60[] = {289717.0 / 9405849600, 289517.0 / 9405849600,
                                  -1451.0 / 3135283200, -139.0 / 348364800};
inline constexpr double kE70[] = {281.0 / 55112400, -104989.0 / 7054387200, -151.0 / 111974400,
                                  769.0 / 1175731200, 1.0 / 26127360};

/// With y = (z^2 + 2) (h^2 + E) <= kExpansionReach, the terms up to order 5 (i j with 2 i + j <= 5)
/// are within kExpansionError5 sd y^3 (1 + y) (|z| + 3/2), those up to order 7 within
/// kExpansionError7 sd y^4 (1 + y) (|z| + 3/2). Measured on 4e5 points a law for means, n - means
/// from 6 to 1e6, k from 0.5 to 1e6 and |z| <= 7.2, three times what is needed for y <= 1, 1.7
/// times for y <= 3. counts_test.cpp looks for points where they fail.
inline constexpr double kExpansionError5 = 1.6e-4;
inline constexpr double kExpansionError7 = 2e-5;
inline constexpr double kExpansionReach = 3;

/// What rounding adds: a few units of the largest terms.
inline constexpr double kExpansionRounding = 0x1p-49;

template <class D, class V, std::size_t kFirst, std::size_t kSecond>
HWY_INLINE V two_orders(D d, V z2, V step, const double (&first)[kFirst],
                        const double (&second)[kSecond]) {
    return hn::MulAdd(step, polynomial(d, z2, second), polynomial(d, z2, first));
}

/// The expansion at a score z, as far as it has been taken.
template <class D, class V = hn::Vec<D>>
class Expansion {
public:
    /// Terms up to order 5.
    HWY_INLINE Expansion(D d, const Moments<V>& moments, V z)
        : moments_(moments),
          sd_(hn::Sqrt(moments.variance)),
          e_(hn::Div(hn::Set(d, 1.0), moments.variance)),
          h_(hn::Div(moments.slope, sd_)),
          h2_(hn::Mul(h_, h_)),
          z_(z),
          z2_(hn::Mul(z, z)) {
        const V even_h =
            hn::MulAdd(h2_, polynomial(d, z2_, kE40), two_orders(d, z2_, e_, kE20, kE21));
        const V even_e = hn::MulAdd(e_, two_orders(d, z2_, e_, kE01, kE02), hn::Set(d, 1.0));
        const V odd_h =
            hn::MulAdd(h2_, polynomial(d, z2_, kE50), two_orders(d, z2_, e_, kE30, kE31));
        const V odd_e =
            hn::MulAdd(e_, two_orders(d, z2_, e_, kE11, kE12), polynomial(d, z2_, kE10));
        const V odd = hn::MulAdd(h2_, odd_h, odd_e);
        scores_ = hn::MulAdd(h_, odd, hn::Mul(z, hn::MulAdd(h2_, even_h, even_e)));
    }

    /// Adds the terms of order 6 and 7.
    HWY_INLINE void refine(D d) {
        const V even = further(d, kE03, kE22, kE41, kE60), odd = further(d, kE13, kE32, kE51, kE70);
        scores_ = hn::Add(scores_, hn::MulAdd(h_, odd, hn::Mul(z_, even)));
        refined_ = true;
    }

    HWY_INLINE V x(D d) const {
        const V from_mean = hn::MulAdd(sd_, scores_, hn::Sub(moments_.mean_low, hn::Set(d, 0.5)));
        return hn::Add(moments_.mean, from_mean);
    }

    /// Where the bound of the error holds at all.
    HWY_INLINE hn::Mask<D> bounded(D d) const {
        return hn::Le(skewness(d), hn::Set(d, kExpansionReach));
    }

    /// How far x may be off.
    HWY_INLINE V error(D d) const {
        const V y = skewness(d), one = hn::Set(d, 1.0);
        const V y3 = hn::Mul(hn::Mul(y, y), y);
        const V power = refined_ ? hn::Mul(y3, y) : y3;
        const V factor = hn::Set(d, refined_ ? kExpansionError7 : kExpansionError5);
        const V growth = hn::Mul(hn::Add(one, y), hn::Add(hn::Abs(z_), hn::Set(d, 1.5)));
        const V left_out = hn::Mul(hn::Mul(sd_, factor), hn::Mul(power, growth));
        const V size = hn::MulAdd(sd_, hn::Abs(scores_), moments_.mean);
        return hn::MulAdd(size, hn::Set(d, kExpansionRounding), left_out);
    }

private:
    /// E^3 a + E^2 h^2 b + E h^4 c + h^6 f.
    template <std::size_t kA, std::size_t kB, std::size_t kC, std::size_t kF>
    HWY_INLINE V further(D d, const double (&a)[kA], const double (&b)[kB], const double (&c)[kC],
                         const double (&f)[kF]) const {
        const V ab = hn::MulAdd(e_, polynomial(d, z2_, a), hn::Mul(h2_, polynomial(d, z2_, b)));
        const V h4 = hn::Mul(h2_, h2_);
        const V abc = hn::MulAdd(e_, ab, hn::Mul(h4, polynomial(d, z2_, c)));
        return hn::MulAdd(e_, abc, hn::Mul(hn::Mul(h4, h2_), polynomial(d, z2_, f)));
    }
    HWY_INLINE V skewness(D d) const {
        return hn::Mul(hn::Add(z2_, hn::Set(d, 2.0)), hn::Add(h2_, e_));
    }

    Moments<V> moments_;
    V sd_, e_, h_, h2_, z_, z2_, scores_;
    bool refined_ = false;
};

}  // namespace plancast::kernel::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#endif
