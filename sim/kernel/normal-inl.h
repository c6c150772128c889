// SPDX-License-Identifier: Apache-2.0
// The standard normal distribution on vectors: quantile (Wichura 1988, algorithm AS 241, PPND16)
// and distribution function.
//
// Included once per instruction set, inside hwy/foreach_target.h; the guard follows Highway.
#if defined(PLANCAST_SIM_KERNEL_NORMAL_INL_H_) == defined(HWY_TARGET_TOGGLE)
#ifdef PLANCAST_SIM_KERNEL_NORMAL_INL_H_
#undef PLANCAST_SIM_KERNEL_NORMAL_INL_H_
#else
#define PLANCAST_SIM_KERNEL_NORMAL_INL_H_
#endif

#include "hwy/highway.h"
#include "sim/kernel/double_double-inl.h"
#include "sim/kernel/math-inl.h"

HWY_BEFORE_NAMESPACE();
namespace plancast::kernel::HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

/// Where AS 241 goes from the centre to the tails: |u - 1/2| = 0.425.
inline constexpr double kCentralReach = 0.425;

inline constexpr double kCentralOver[] = {3.3871328727963666080e0, 1.3314166789178437745e2,
                                          1.9715909503065514427e3, 1.3731693765509461125e4,
                                          4.5921953931549871457e4, 6.7265770927008700853e4,
                                          3.3430575583588128105e4, 2.5090809287301226727e3};
inline constexpr double kCentralUnder[] = {1.0,
                                           4.2313330701600911252e1,
                                           6.8718700749205790830e2,
                                           5.3941960214247511077e3,
                                           2.1213794301586595867e4,
                                           3.9307895800092710610e4,
                                           2.8729085735721942674e4,
                                           5.2264952788528545610e3};
inline constexpr double kTailOver[] = {1.42343711074968357734e0,  4.63033784615654529590e0,
                                       5.76949722146069140550e0,  3.64784832476320460504e0,
                                       1.27045825245236838258e0,  2.41780725177450611770e-1,
                                       2.27238449892691845833e-2, 7.74545014278341407640e-4};
inline constexpr double kTailUnder[] = {1.0,
                                        2.05319162663775882187e0,
                                        1.67638483018380384940e0,
                                        6.89767334985100004550e-1,
                                        1.48103976427480074590e-1,
                                        1.51986665636164571966e-2,
                                        5.47593808499534494600e-4,
                                        1.05075007164441684324e-9};
inline constexpr double kFarOver[] = {6.65790464350110377720e0,  5.46378491116411436990e0,
                                      1.78482653991729133580e0,  2.96560571828504891230e-1,
                                      2.65321895265761230930e-2, 1.24266094738807843860e-3,
                                      2.71155556874348757815e-5, 2.01033439929228813265e-7};
inline constexpr double kFarUnder[] = {1.0,
                                       5.99832206555887937690e-1,
                                       1.36929880922735805310e-1,
                                       1.48753612908506148525e-2,
                                       7.86869131145613259100e-4,
                                       1.84631831751005468180e-5,
                                       1.42151175831644588870e-7,
                                       2.04426310338993978564e-15};

/// The score of u = 1/2 + q for |q| <= kCentralReach.
template <class D, class V = hn::Vec<D>>
HWY_INLINE V normal_quantile_central(D d, V q) {
    const V r = hn::NegMulAdd(q, q, hn::Set(d, kCentralReach * kCentralReach));
    return hn::Div(hn::Mul(q, polynomial(d, r, kCentralOver)), polynomial(d, r, kCentralUnder));
}

/// The size of the score at p = e^(-r^2), where r <= 5.
template <class D, class V = hn::Vec<D>>
HWY_INLINE V normal_quantile_near(D d, V r) {
    const V rest = hn::Sub(r, hn::Set(d, 1.6));
    return hn::Div(polynomial(d, rest, kTailOver), polynomial(d, rest, kTailUnder));
}

/// The size of the score at any p.
template <class D, class V = hn::Vec<D>>
HWY_NOINLINE V normal_quantile_any(D d, V p) {
    const V r = hn::Sqrt(hn::Neg(vec_ln(d, p)));
    const V rest = hn::Sub(r, hn::Set(d, 5.0));
    const V far = hn::Div(polynomial(d, rest, kFarOver), polynomial(d, rest, kFarUnder));
    const auto is_near = hn::Le(r, hn::Set(d, 5.0));
    const V finite = hn::IfThenElse(is_near, normal_quantile_near(d, r), far);
    return hn::IfThenElse(hn::Eq(r, hn::Set(d, kInfinity)), r, finite);
}

/// The score of u for |u - 1/2| > kCentralReach.
template <class D, class V = hn::Vec<D>>
HWY_INLINE V normal_quantile_tail(D d, V u) {
    const V q = hn::Sub(u, hn::Set(d, 0.5));
    const V p = hn::IfThenElse(hn::Lt(q, hn::Zero(d)), u, hn::Sub(hn::Set(d, 1.0), u));
    const auto usual = hn::Ge(p, hn::Set(d, 1.4e-11));  // above e^-25
    const V size = HWY_LIKELY(hn::AllTrue(d, usual))
                       ? normal_quantile_near(d, hn::Sqrt(hn::Neg(ln_usual(d, p))))
                       : normal_quantile_any(d, p);
    return hn::CopySign(size, q);
}

/// The standard normal score of u, relative error below 2e-15; -inf at 0, inf at 1, NaN outside.
template <class D, class V = hn::Vec<D>>
HWY_INLINE V vec_normal_quantile(D d, V u) {
    const V q = hn::Sub(u, hn::Set(d, 0.5));
    const V central = normal_quantile_central(d, q);
    const auto is_central = hn::Le(hn::Abs(q), hn::Set(d, kCentralReach));
    if (hn::AllTrue(d, is_central)) return central;
    return hn::IfThenElse(is_central, central, normal_quantile_tail(d, u));
}

/// e^(z^2/2) (1 + 5/4 z) P(Z > z) for 0 <= z <= 40 in powers of (z - 6) / (z + 6); relative error
/// below 2^-54. The argument is that of Shepherd and Laframboise 1981; fitted as in math-inl.h.
inline constexpr double kMills[] = {
    0x1.19eb69542c750p-1,   -0x1.352d288bfd309p-4,  0x1.7dda28541e6e1p-6,   0x1.ebd7218a74f14p-7,
    -0x1.19a9b75bc2e72p-5,  0x1.2f2378afddb41p-5,   -0x1.e2974d94428cep-6,  0x1.3387e128a1ed9p-6,
    -0x1.3d2b7c97a2c6bp-7,  0x1.0117e2a137e6ep-8,   -0x1.2892b5b5dcd69p-10, 0x1.32bf3d8124d23p-13,
    0x1.b7517787ff8bdp-15,  -0x1.1fd5fc865e624p-15, 0x1.6a2d7796fd050p-18,  0x1.4331cc30f88a8p-19,
    -0x1.57665976a52d9p-20, -0x1.01c615f4f2b28p-26, 0x1.7495298251a5dp-23,  -0x1.a299e8dc6037bp-26,
    -0x1.77748a380501ep-26, 0x1.d501670a51ab4p-29,  0x1.5b2ea10494a9bp-29,  0x1.a90f719bff665p-33};

/// P(Z <= z), relative error below 2e-15 down to z = -37; 0 from -37.6 on.
template <class D, class V = hn::Vec<D>>
HWY_INLINE V vec_normal_cdf(D d, V z) {
    const V one = hn::Set(d, 1.0), six = hn::Set(d, 6.0), limit = hn::Set(d, 40.0);
    const V distance = hn::Abs(z);
    const V x = hn::IfThenElse(hn::Gt(distance, limit), limit, distance);
    const V t = hn::Div(hn::Sub(x, six), hn::Add(x, six));
    const V mills = hn::Div(polynomial(d, t, kMills), hn::MulAdd(x, hn::Set(d, 1.25), one));
    // e^(-x^2/2) with the square in two doubles: its rounding alone would cost 680 units.
    const DoubleDouble<V> square = exact_product(d, x, hn::Mul(x, hn::Set(d, -0.5)));
    const V density = vec_exp(d, square.high);
    const V outside = hn::Mul(mills, hn::MulAdd(density, square.low, density));
    return hn::IfThenElse(hn::Gt(z, hn::Zero(d)), hn::Sub(one, outside), outside);
}

}  // namespace plancast::kernel::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#endif
