// SPDX-License-Identifier: Apache-2.0
// The quantile of a count by its distribution function, from a guess.
//
// Included once per instruction set, inside hwy/foreach_target.h; the guard follows Highway.
#if defined(PLANCAST_SIM_KERNEL_COUNTS_EXACT_INL_H_) == defined(HWY_TARGET_TOGGLE)
#ifdef PLANCAST_SIM_KERNEL_COUNTS_EXACT_INL_H_
#undef PLANCAST_SIM_KERNEL_COUNTS_EXACT_INL_H_
#else
#define PLANCAST_SIM_KERNEL_COUNTS_EXACT_INL_H_
#endif

#include "hwy/highway.h"
#include "sim/kernel/counts_laws-inl.h"

HWY_BEFORE_NAMESPACE();
namespace plancast::kernel::HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

/// How far the recursion goes from a point: in steps, and in its probability before it starts.
inline constexpr int kWalkSteps = 12;
inline constexpr double kWalkReach = 16;

/// From x, where P(X <= x) - u = `ahead` and P(X = x) = `mass`, at most kWalkSteps of the recursion
/// towards the smallest x with ahead >= 0.
template <class D>
struct Walk {
    using V = hn::Vec<D>;

    HWY_INLINE hn::Mask<D> goes_up(D d, V top) const {
        return hn::And(hn::Lt(ahead, hn::Zero(d)), hn::Lt(x, top));
    }
    HWY_INLINE hn::Mask<D> goes_down(D d) const {
        return hn::And(hn::Ge(ahead, mass), hn::Gt(x, hn::Zero(d)));
    }
    HWY_INLINE void up(D d, const Recursion<V>& recursion, V top, hn::Mask<D> lanes) {
        auto on = hn::And(lanes, goes_up(d, top));
        for (int step = 0; step < kWalkSteps && !hn::AllFalse(d, on); ++step) {
            const V next = hn::Add(x, hn::Set(d, 1.0));
            const V factor = hn::Add(recursion.alpha, hn::Div(recursion.beta, next));
            x = hn::IfThenElse(on, next, x);
            mass = hn::IfThenElse(on, hn::Mul(mass, factor), mass);
            ahead = hn::IfThenElse(on, hn::Add(ahead, mass), ahead);
            on = hn::And(on, goes_up(d, top));
        }
    }
    HWY_INLINE void down(D d, const Recursion<V>& recursion, hn::Mask<D> lanes) {
        auto on = hn::And(lanes, goes_down(d));
        for (int step = 0; step < kWalkSteps && !hn::AllFalse(d, on); ++step) {
            const V factor = hn::Add(recursion.alpha, hn::Div(recursion.beta, x));
            ahead = hn::IfThenElse(on, hn::Sub(ahead, mass), ahead);
            mass = hn::IfThenElse(on, hn::Div(mass, factor), mass);
            x = hn::IfThenElse(on, hn::Sub(x, hn::Set(d, 1.0)), x);
            on = hn::And(on, goes_down(d));
        }
    }
    /// The lanes that have not arrived.
    HWY_INLINE hn::Mask<D> go(D d, const Recursion<V>& recursion, V top, hn::Mask<D> lanes) {
        const auto near =
            hn::And(lanes, hn::Le(hn::Abs(ahead), hn::Mul(mass, hn::Set(d, kWalkReach))));
        down(d, recursion, near);
        up(d, recursion, top, near);
        return hn::And(lanes, hn::Or(goes_up(d, top), goes_down(d)));
    }

    V x, ahead, mass;
};

/// The smallest whole x with P(X <= x) >= u, for 0 < u < 1: the distribution function is evaluated
/// at the guess, its neighbours are reached by the recursion, and where that does not end, the next
/// guess is Newton's for the logarithm of the smaller tail as a function of ln(x + 1), or else
/// bisects. Each lane goes its own way. An error of the distribution function (below 3e-13 of the
/// smaller tail) is the only one.
template <class D, class Law, class V = hn::Vec<D>>
HWY_NOINLINE V exact_count(D d, const Law& law, V u, V guess) {
    constexpr int kMostSteps = 200, kNewtonSteps = 12;
    const V zero = hn::Zero(d), one = hn::Set(d, 1.0), two = hn::Set(d, 2.0);
    const V half = hn::Set(d, 0.5), most = hn::Set(d, 0x1p52);
    const Recursion<V> recursion = law.recursion(d);
    const V rest = hn::Sub(one, u);
    const auto on_left = hn::Le(u, half);
    const V goal = hn::Min(u, rest);
    V low = hn::Neg(one), high = law.top;  // P(X <= low) < u <= P(X <= high)
    // abs, here and below: which zero the maximum of 0 and -0 is depends on the instruction set.
    V x = hn::Abs(hn::Max(zero, hn::Min(hn::Round(guess), hn::Min(hn::Sub(high, one), most))));
    V result = high;
    auto open = hn::Gt(high, zero);
    if (hn::AllFalse(d, open)) return result;
    for (int step = 0; step < kMostSteps; ++step) {
        const PointOfCount<V> point = law.at(d, x);
        const V ahead =
            hn::IfThenElse(on_left, hn::Sub(point.lower, u), hn::Sub(rest, point.upper));
        Walk<D> walk{x, ahead, point.mass};
        const auto lost = walk.go(d, recursion, law.top, open);
        result = hn::IfThenElse(open, walk.x, result);
        const auto short_of = hn::Lt(ahead, zero);
        low = hn::IfThenElse(short_of, x, low);
        high = hn::IfThenElse(short_of, high, x);
        result = hn::IfThenElse(hn::And(lost, hn::Ge(hn::Add(low, one), high)), high, result);
        open = hn::And(lost, hn::Lt(hn::Add(low, one), high));
        if (hn::AllFalse(d, open)) break;
        // Newton's step, with the density between x and x + 1.
        const V tail = hn::IfThenElse(on_left, point.lower, point.upper);
        const V next = hn::Add(x, one);
        const V factor = hn::Sqrt(hn::Add(recursion.alpha, hn::Div(recursion.beta, next)));
        const V slope = hn::Mul(next, hn::Div(hn::Mul(point.mass, factor), tail));
        const V error = vec_ln(d, hn::Div(goal, tail));
        const V newton = hn::Div(hn::IfThenElse(on_left, error, hn::Neg(error)), slope);
        const V move = hn::Min(hn::Max(newton, hn::Neg(two)), two);
        const V target = hn::Round(hn::MulAdd(next, vec_expm1(d, move), x));
        const V middle = hn::Floor(hn::Mul(half, hn::Add(low, high)));
        const V bisected = hn::IfThenElse(hn::Lt(high, most), middle, hn::MulAdd(two, low, two));
        const auto usable = hn::And(hn::Eq(target, target), hn::Ge(tail, hn::Set(d, 1e-290)));
        const V inside = hn::Min(hn::Max(target, hn::Add(low, one)), hn::Sub(high, one));
        x = hn::IfThenElse(usable, inside, bisected);
        if (step >= kNewtonSteps) x = bisected;
        x = hn::Abs(hn::Max(x, zero));
    }
    return result;
}

}  // namespace plancast::kernel::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#endif
