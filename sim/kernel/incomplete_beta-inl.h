// SPDX-License-Identifier: Apache-2.0
// The regularised incomplete beta function and its complement on vectors.
//
// a b / (a + b) >= 20 near the peak: a uniform expansion in terms of the normal distribution, the
// normalised form of Didonato and Morris 1992, "Algorithm 708" (BASYM), with tail_coefficients.h;
// elsewhere their continued fraction (BFRAC, the even part of DLMF 8.17.22) from the side of the
// nearer end. Relative error of each tail below 4e-13 for a and b from 0.05 to 2^32, down to
// 1e-300; below 0.05 it grows to 5e-12 at 0.01, where a tail of 1e-3 is what the other leaves.
//
// Included once per instruction set, inside hwy/foreach_target.h; the guard follows Highway.
#if defined(PLANCAST_SIM_KERNEL_INCOMPLETE_BETA_INL_H_) == defined(HWY_TARGET_TOGGLE)
#ifdef PLANCAST_SIM_KERNEL_INCOMPLETE_BETA_INL_H_
#undef PLANCAST_SIM_KERNEL_INCOMPLETE_BETA_INL_H_
#else
#define PLANCAST_SIM_KERNEL_INCOMPLETE_BETA_INL_H_
#endif

#include <cstddef>
#include <utility>

#include "hwy/highway.h"
#include "sim/kernel/incomplete_tails-inl.h"
#include "sim/kernel/tail_coefficients.h"

HWY_BEFORE_NAMESPACE();
namespace plancast::kernel::HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

template <class D, class V = hn::Vec<D>>
struct BetaTerms {
    HWY_INLINE BetaTerms(D d, V first, V second, V point, V beyond)
        : a(first), b(second), x(point), excess(beyond), inverse(inverse_at(d, 1)) {}

    HWY_INLINE V inverse_at(D d, int offset) const {
        return hn::Div(hn::Set(d, 1.0), hn::Add(a, hn::Set(d, offset)));
    }
    HWY_INLINE void operator()(int step, V& numerator, V& denominator) {
        const D d;
        const V m = hn::Set(d, step), before = hn::Set(d, step - 1);
        const V ratio = hn::Mul(x, inverse);
        const V b_part = hn::Mul(hn::Mul(m, hn::Sub(b, m)), ratio);
        const V a_part =
            hn::Mul(hn::Mul(hn::Add(a, before), hn::Add(hn::Add(a, b), before)), ratio);
        numerator = hn::Mul(a_part, b_part);
        inverse = inverse_at(d, 2 * step + 1);
        const V distance =
            hn::MulAdd(m, hn::Sub(hn::Set(d, 2.0), x), hn::Sub(hn::Set(d, 1.0), excess));
        denominator = hn::MulAdd(hn::Mul(hn::Add(a, m), inverse), distance, hn::Add(m, b_part));
    }
    V a, b, x, excess, inverse;  // 1 / (a + 2 m - 1) of the next m
};

/// Polynomial g_n of tail_coefficients.h, without the factor s of odd n.
template <std::size_t kRow, class D, class V, std::size_t... kPlace>
HWY_INLINE V tail_polynomial(D d, [[maybe_unused]] V square, std::index_sequence<kPlace...>) {
    constexpr std::size_t kLast = tail_row(kRow) + tail_row_size(kRow) - 1;
    V sum = hn::Set(d, kTailRows[kLast]);
    ((sum = hn::MulAdd(sum, square, hn::Set(d, kTailRows[kLast - 1 - kPlace]))), ...);
    return sum;
}

/// The running sums of the expansion while n goes down.
template <class V>
struct TailSum {
    V sum, last, before_last;
};

template <std::size_t kRow, class D, class V>
HWY_INLINE void add_tail_term(D d, V s, V square, V inverse, V w, TailSum<V>& tail) {
    V term = tail_polynomial<kRow>(d, square, std::make_index_sequence<tail_row_size(kRow) - 1>());
    if constexpr (kRow % 2 == 1) term = hn::Mul(term, s);
    const V scaled = hn::Mul(inverse, hn::Set(d, kRow + 1));
    const V next = hn::MulAdd(scaled, tail.before_last, term);
    tail.sum = hn::MulAdd(tail.sum, w, next);
    tail.before_last = tail.last;
    tail.last = next;
}

template <class D, class V, std::size_t... kPlace>
HWY_INLINE V beta_remainder(D d, V s, V inverse, V w, std::index_sequence<kPlace...>) {
    TailSum<V> tail{hn::Zero(d), hn::Zero(d), hn::Zero(d)};
    const V square = hn::Mul(s, s);
    (add_tail_term<kTailTerms - 1 - kPlace>(d, s, square, inverse, w, tail), ...);
    return hn::Mul(tail.sum, inverse);
}

/// I_x(a, b), its complement and x^a y^b / B(a, b) for a, b > 0 finite, 0 < x < 1, y = 1 - x;
/// `excess` is (a + b) x - a, which the caller may know better than the rounded numbers say.
template <class D, class V = hn::Vec<D>>
HWY_NOINLINE Tails<V> incomplete_beta(D d, V a, V b, V x, V y, V excess) {
    const V one = hn::Set(d, 1.0), zero = hn::Zero(d);
    const V total = hn::Add(a, b);
    const V of_a = hn::Mul(a, r_minus_ln1p(d, hn::Div(excess, a), hn::Div(hn::Mul(total, x), a)));
    const V of_b =
        hn::Mul(b, r_minus_ln1p(d, hn::Neg(hn::Div(excess, b)), hn::Div(hn::Mul(total, y), b)));
    const V deviance = hn::Add(of_a, of_b);
    const V size = hn::Mul(a, hn::Div(b, total));
    const V stirling = stirling_remainder_of_beta(d, a, b);
    const V peak = hn::Sqrt(hn::Mul(size, hn::Set(d, 1 / kTwoPi)));
    const V density = hn::Mul(peak, vec_exp(d, hn::Neg(hn::Add(deviance, stirling))));
    const V reach = hn::Set(d, kUniformReach * kUniformReach / 2);
    const auto uniform =
        hn::And(hn::Ge(size, hn::Set(d, kUniformFrom)), hn::Le(deviance, hn::Mul(reach, size)));
    V lower = zero, upper = zero;
    if (!hn::AllFalse(d, uniform)) {
        const auto on_left = hn::Lt(excess, zero);
        const V score = hn::CopySign(hn::Sqrt(hn::Add(deviance, deviance)), excess);
        const V w = hn::Div(score, hn::Sqrt(size));
        const V s = hn::Div(hn::Sub(b, a), total);
        const V rest = hn::Mul(density, beta_remainder(d, s, hn::Div(one, size), w,
                                                       std::make_index_sequence<kTailTerms - 1>()));
        const V near = vec_normal_cdf(d, hn::Neg(hn::Abs(score)));
        const V small = hn::IfThenElse(on_left, hn::Sub(near, rest), hn::Add(near, rest));
        lower = hn::IfThenElse(on_left, small, hn::Sub(one, small));
        upper = hn::IfThenElse(on_left, hn::Sub(one, small), small);
    }
    const V part_of_larger = hn::Mul(hn::Set(d, 0.2), hn::Max(a, b));
    const V split = hn::CopySign(hn::Min(hn::Set(d, kLowerReach), part_of_larger), hn::Sub(b, a));
    const auto fraction = hn::AndNot(uniform, hn::Eq(excess, excess));
    if (!hn::AllFalse(d, fraction)) {
        const auto from_below = hn::Lt(excess, split);
        const V near_a = hn::IfThenElse(from_below, a, b),
                near_b = hn::IfThenElse(from_below, b, a);
        const V near_x = hn::IfThenElse(from_below, x, y);
        const V near_excess = hn::IfThenElse(from_below, excess, hn::Neg(excess));
        const BetaTerms<D> terms(d, near_a, near_b, near_x, near_excess);
        const V b0 = hn::Div(hn::Mul(near_a, hn::Sub(one, near_excess)), hn::Add(near_a, one));
        const V value = hn::Mul(density, continued_fraction(d, b0, fraction, terms));
        const V rest = hn::Sub(one, value);
        lower = hn::IfThenElse(fraction, hn::IfThenElse(from_below, value, rest), lower);
        upper = hn::IfThenElse(fraction, hn::IfThenElse(from_below, rest, value), upper);
    }
    return {lower, upper, density};
}

}  // namespace plancast::kernel::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#endif
