// SPDX-License-Identifier: Apache-2.0
// Quantiles of the gamma, beta and Student t distributions on vectors, by Halley's iteration on the
// logarithm of the smaller tail as a function of v = ln x (gamma) or v = ln(x / (1 - x)) (beta).
// The densities of both are log-concave in v, and so are their tails, so that Newton's iteration
// converges from everywhere; Halley's third order needs two or three steps from the usual guess.
//
// Included once per instruction set, inside hwy/foreach_target.h; the guard follows Highway.
#if defined(PLANCAST_SIM_KERNEL_CONTINUOUS_QUANTILES_INL_H_) == defined(HWY_TARGET_TOGGLE)
#ifdef PLANCAST_SIM_KERNEL_CONTINUOUS_QUANTILES_INL_H_
#undef PLANCAST_SIM_KERNEL_CONTINUOUS_QUANTILES_INL_H_
#else
#define PLANCAST_SIM_KERNEL_CONTINUOUS_QUANTILES_INL_H_
#endif

#include "hwy/highway.h"
#include "sim/kernel/continuous_guesses-inl.h"
#include "sim/kernel/incomplete_beta-inl.h"
#include "sim/kernel/incomplete_gamma-inl.h"

HWY_BEFORE_NAMESPACE();
namespace plancast::kernel::HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

/// The tails at v, the density's derivative by `excess`, and what is to be added to the tail's
/// logarithm: beyond |v| = 700, where x itself would underflow, the tail is a power of x.
template <class V>
struct PointOnTail {
    Tails<V> tails;
    V excess, beyond;
};

inline constexpr double kMostLog = 700;

template <class D, class V = hn::Vec<D>>
struct GammaAt {
    HWY_INLINE PointOnTail<V> operator()(D d, V v) const {
        const V inside = hn::Max(v, hn::Set(d, -kMostLog));
        const V x = vec_exp(d, inside);
        const V excess = hn::Sub(x, a);
        return {incomplete_gamma(d, a, x, excess), excess, hn::Mul(a, hn::Sub(v, inside))};
    }
    V a;
};

template <class D, class V = hn::Vec<D>>
struct BetaAt {
    HWY_INLINE PointOnTail<V> operator()(D d, V v) const {
        const V most = hn::Set(d, kMostLog);
        const V inside = hn::Min(hn::Max(v, hn::Neg(most)), most);
        const V x = vec_sigmoid(d, inside), y = vec_sigmoid(d, hn::Neg(inside));
        const V excess = hn::MulSub(b, x, hn::Mul(a, y));
        const V outside = hn::Sub(v, inside);
        const V power = hn::IfThenElse(hn::Lt(v, hn::Zero(d)), a, hn::Neg(b));
        return {incomplete_beta(d, a, b, x, y, excess), excess, hn::Mul(power, outside)};
    }
    V a, b;
};

/// The v where `at` has the share. A lane stops by itself after the step that started within 3e-5
/// of the logarithm of its tail: the next would move it by less than 1e-13 of the spread of v.
/// `limit` bounds a step; where nothing of the tail is left, the step is 1 inwards.
template <class D, class At, class V = hn::Vec<D>>
HWY_INLINE V solve_share(D d, const At& at, V v, Share<V> share, V limit) {
    constexpr int kMostSteps = 60;
    const V one = hn::Set(d, 1.0), two = hn::Set(d, 2.0), half = hn::Set(d, 0.5);
    const V least = hn::Set(d, 1e-290);
    const auto on_left = hn::Le(share.lower, share.upper);
    const V side = hn::IfThenElse(on_left, one, hn::Neg(one));
    const V goal = vec_ln(d, hn::Min(share.lower, share.upper));
    auto open = hn::Eq(goal, goal);
    for (int step = 0; step < kMostSteps && !hn::AllFalse(d, open); ++step) {
        const PointOnTail<V> point = at(d, v);
        const V tail = hn::IfThenElse(on_left, point.tails.lower, point.tails.upper);
        const V error = hn::Add(hn::Sub(vec_ln(d, tail), goal), point.beyond);
        const V hazard = hn::Div(point.tails.density, tail);
        const V newton = hn::Mul(hn::Neg(side), hn::Div(error, hazard));
        // Second derivative over the first: (ln density)' = -excess, less the hazard on the left.
        const V bend = hn::Neg(hn::MulAdd(side, hazard, point.excess));
        const V halley = hn::MulAdd(hn::Mul(half, newton), bend, one);
        V move = hn::Div(newton, hn::Min(hn::Max(halley, half), two));
        move = hn::Min(hn::Max(move, hn::Neg(limit)), limit);
        move = hn::IfThenElse(hn::Ge(tail, least), move, side);
        v = hn::IfThenElse(open, hn::Add(v, move), v);
        open = hn::And(open, hn::Not(hn::Le(hn::Abs(error), hn::Set(d, 3e-5))));
    }
    return v;
}

/// ln x for the quantile x of the gamma distribution of shape a and scale 1.
template <class D, class V = hn::Vec<D>>
HWY_NOINLINE V gamma_log_quantile(D d, V a, Share<V> share) {
    const V one = hn::Set(d, 1.0), two = hn::Set(d, 2.0);
    const auto on_left = hn::Le(share.lower, share.upper);
    const V limit = hn::IfThenElse(on_left, hn::Add(two, hn::Div(two, a)), one);
    return solve_share(d, GammaAt<D>{a}, gamma_log_guess(d, a, share), share, limit);
}

/// ln(x / (1 - x)) for the quantile x of Beta(a, b), from a guess.
template <class D, class V = hn::Vec<D>>
HWY_INLINE V beta_logit_quantile_from(D d, V a, V b, Share<V> share, V guess) {
    const V two = hn::Set(d, 2.0);
    const auto on_left = hn::Le(share.lower, share.upper);
    const V power = hn::IfThenElse(on_left, a, b);
    return solve_share(d, BetaAt<D>{a, b}, guess, share, hn::Add(two, hn::Div(two, power)));
}

template <class D, class V = hn::Vec<D>>
HWY_NOINLINE V beta_logit_quantile(D d, V a, V b, Share<V> share) {
    return beta_logit_quantile_from(d, a, b, share, beta_logit_guess(d, a, b, share));
}

/// The size of Student's t, scaled to variance 1, that P(|T| > size) = outside belongs to: with
/// size^2 = (df - 2) y / x, outside = I_x(df / 2, 1/2). Guess: z + (z^3 + z) / (4 df), the first
/// terms of its expansion for large df (Abramowitz and Stegun 26.7.5).
template <class D, class V = hn::Vec<D>>
HWY_NOINLINE V student_t_size(D d, V df, V half_outside) {
    const V one = hn::Set(d, 1.0), two = hn::Set(d, 2.0), half = hn::Set(d, 0.5);
    const V outside = hn::Add(half_outside, half_outside);
    const V z = hn::Neg(vec_normal_quantile(d, half_outside));
    const V bend = hn::Div(hn::MulAdd(z, z, one), hn::Mul(hn::Set(d, 4.0), df));
    const V t = hn::MulAdd(z, bend, z);
    const V guess = hn::Sub(vec_ln(d, df), hn::Mul(two, vec_ln(d, t)));
    const Share<V> share{outside, hn::Sub(one, outside)};
    const V v = beta_logit_quantile_from(d, hn::Mul(half, df), half, share, guess);
    const V size = hn::Mul(hn::Sqrt(hn::Sub(df, two)), vec_exp(d, hn::Mul(hn::Set(d, -0.5), v)));
    return hn::IfThenZeroElse(hn::Eq(outside, one), size);
}

}  // namespace plancast::kernel::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#endif
