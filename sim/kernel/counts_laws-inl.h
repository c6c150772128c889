// SPDX-License-Identifier: Apache-2.0
// The three distributions of counts, each as what the quantile of counts-inl.h asks of it.
//
// All of them have the variance mean + c mean^2, with c = 0 (Poisson), -1 / n (binomial) and 1 / k
// (negative binomial; Morris 1982), the probabilities p(x) = p(x - 1) (alpha + beta / x) (Panjer
// 1981), and P(X > x) = I_odds(x + 1, b), an incomplete beta function (gamma for Poisson). A lane
// whose arguments are no distribution is given harmless ones and is not `valid`.
//
// Included once per instruction set, inside hwy/foreach_target.h; the guard follows Highway.
#if defined(PLANCAST_SIM_KERNEL_COUNTS_LAWS_INL_H_) == defined(HWY_TARGET_TOGGLE)
#ifdef PLANCAST_SIM_KERNEL_COUNTS_LAWS_INL_H_
#undef PLANCAST_SIM_KERNEL_COUNTS_LAWS_INL_H_
#else
#define PLANCAST_SIM_KERNEL_COUNTS_LAWS_INL_H_
#endif

#include "hwy/highway.h"
#include "sim/kernel/incomplete_beta-inl.h"
#include "sim/kernel/incomplete_gamma-inl.h"

HWY_BEFORE_NAMESPACE();
namespace plancast::kernel::HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

inline constexpr double kMostCount = 2147483648.0;  // 2^31: larger means and n make a run invalid

/// Mean in two parts, variance, and its derivative by the mean.
template <class V>
struct Moments {
    V mean, mean_low, variance, slope;
};

/// p(x) = p(x - 1) (alpha + beta / x).
template <class V>
struct Recursion {
    V alpha, beta;
};

/// Where a law stands at a whole x: P(X <= x), P(X > x) and P(X = x).
template <class V>
struct PointOfCount {
    V lower, upper, mass;
};

template <class D, class V>
HWY_INLINE hn::Mask<D> is_mean(D d, V mean) {
    return hn::And(hn::Ge(mean, hn::Zero(d)), hn::Le(mean, hn::Set(d, kMostCount)));
}

template <class D>
struct PoissonLaw {
    using V = hn::Vec<D>;

    HWY_INLINE PoissonLaw(D d, V mean_of_run, V)
        : valid(is_mean(d, mean_of_run)),
          mean(hn::IfThenElse(valid, mean_of_run, hn::Set(d, 1.0))),
          top(hn::Set(d, kInfinity)) {}

    HWY_INLINE Moments<V> moments(D d) const { return {mean, hn::Zero(d), mean, hn::Set(d, 1.0)}; }
    HWY_INLINE Recursion<V> recursion(D d) const { return {hn::Zero(d), mean}; }
    HWY_INLINE V none(D d) const { return vec_exp(d, hn::Neg(mean)); }
    HWY_INLINE PointOfCount<V> at(D d, V x) const {
        const V a = hn::Add(x, hn::Set(d, 1.0));
        const Tails<V> tails = incomplete_gamma(d, a, mean, hn::Sub(mean, a));
        return {tails.upper, tails.lower, hn::Div(tails.density, mean)};
    }

    hn::Mask<D> valid;
    V mean, top;
};

template <class D>
struct BinomialLaw {
    using V = hn::Vec<D>;

    HWY_INLINE BinomialLaw(D d, V n_of_run, V p_of_run)
        : valid(hn::And(hn::And(is_mean(d, n_of_run), hn::Eq(hn::Floor(n_of_run), n_of_run)),
                        hn::And(hn::Ge(p_of_run, hn::Zero(d)), hn::Le(p_of_run, hn::Set(d, 1.0))))),
          n(hn::IfThenElse(valid, n_of_run, hn::Set(d, 1.0))),
          p(hn::IfThenElse(valid, p_of_run, hn::Set(d, 0.5))),
          q(hn::Sub(hn::Set(d, 1.0), p)),
          mean(hn::Mul(n, p)),
          top(n) {}

    HWY_INLINE Moments<V> moments(D d) const {
        return {mean, hn::MulSub(n, p, mean), hn::Mul(mean, q),
                hn::NegMulAdd(hn::Set(d, 2.0), p, hn::Set(d, 1.0))};
    }
    HWY_INLINE Recursion<V> recursion(D d) const { return of_outcome(d, hn::Div(p, q)); }
    /// The same and P(none) for the rarer of the two outcomes.
    HWY_INLINE Recursion<V> rare_recursion(D d) const {
        return of_outcome(d, hn::Div(hn::Min(p, q), hn::Max(p, q)));
    }
    HWY_INLINE V no_rare(D d) const {
        return vec_exp(d, hn::Mul(n, vec_ln1p(d, hn::Neg(hn::Min(p, q)))));
    }
    HWY_INLINE PointOfCount<V> at(D d, V x) const {
        const V a = hn::Add(x, hn::Set(d, 1.0)), b = hn::Sub(n, x);
        // (n + 1) p - a, with the part of n p that its rounding loses.
        const V excess = hn::Add(hn::Sub(mean, a), hn::Add(hn::MulSub(n, p, mean), p));
        const Tails<V> tails = incomplete_beta(d, a, b, p, q, excess);
        return {tails.upper, tails.lower, hn::Div(tails.density, hn::Mul(b, p))};
    }

    HWY_INLINE Recursion<V> of_outcome(D, V odds) const {
        return {hn::Neg(odds), hn::MulAdd(n, odds, odds)};
    }

    hn::Mask<D> valid;
    V n, p, q, mean, top;
};

template <class D>
struct NegativeBinomialLaw {
    using V = hn::Vec<D>;

    HWY_INLINE NegativeBinomialLaw(D d, V mean_of_run, V k_of_run)
        : valid(hn::And(is_mean(d, mean_of_run), hn::Gt(k_of_run, hn::Zero(d)))),
          mean(hn::IfThenElse(valid, mean_of_run, hn::Set(d, 1.0))),
          // Beyond 1e30 it is a Poisson distribution to the last bit.
          k(hn::Min(hn::IfThenElse(valid, k_of_run, hn::Set(d, 1.0)), hn::Set(d, 1e30))),
          odds(hn::Div(mean, hn::Add(mean, k))),
          top(hn::Set(d, kInfinity)) {}

    HWY_INLINE Moments<V> moments(D d) const {
        const V ratio = hn::Div(mean, k);
        return {mean, hn::Zero(d), hn::MulAdd(mean, ratio, mean),
                hn::MulAdd(hn::Set(d, 2.0), ratio, hn::Set(d, 1.0))};
    }
    HWY_INLINE Recursion<V> recursion(D) const { return {odds, hn::MulSub(k, odds, odds)}; }
    HWY_INLINE V none(D d) const {
        return vec_exp(d, hn::Neg(hn::Mul(k, vec_ln1p(d, hn::Div(mean, k)))));
    }
    HWY_INLINE PointOfCount<V> at(D d, V x) const {
        const V a = hn::Add(x, hn::Set(d, 1.0)), total = hn::Add(mean, k);
        const V rest = hn::Div(k, total);
        const Tails<V> tails =
            incomplete_beta(d, a, k, odds, rest, hn::Mul(rest, hn::Sub(mean, a)));
        const V mass = hn::Div(tails.density, hn::Mul(odds, hn::Add(x, k)));
        return {tails.upper, tails.lower, mass};
    }

    hn::Mask<D> valid;
    V mean, k, odds, top;
};

}  // namespace plancast::kernel::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#endif
