// SPDX-License-Identifier: Apache-2.0
// The continuous distributions on blocks of runs: distribution functions, quantiles with arguments
// of their own in every run, and quantiles of fixed shape from a table.
#include "sim/kernel/continuous.h"

#include "sim/kernel/targets.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "sim/kernel/continuous.cpp"
#include "hwy/foreach_target.h"
#include "hwy/highway.h"
#include "sim/kernel/block-inl.h"
#include "sim/kernel/continuous_quantiles-inl.h"
#include "sim/kernel/parts.h"
#include "sim/kernel/quantile_table-inl.h"

HWY_BEFORE_NAMESPACE();
namespace plancast::kernel::HWY_NAMESPACE {
namespace {

/// `inside` where lower < x < upper, 0 below, 1 above, NaN where the arguments are no distribution.
template <class D, class V, class M>
HWY_INLINE V bounded_cdf(D d, V inside, V x, double lower, double upper, M valid) {
    const V from_lower = hn::IfThenZeroElse(hn::Le(x, hn::Set(d, lower)), inside);
    const V share = hn::IfThenElse(hn::Ge(x, hn::Set(d, upper)), hn::Set(d, 1.0), from_lower);
    return hn::IfThenElse(hn::And(valid, hn::Eq(x, x)), share, hn::Set(d, kNaN));
}

/// `inside` where 0 < u < 1, the ends of the support at 0 and 1, NaN elsewhere or where the
/// arguments are no distribution.
template <class D, class V, class M>
HWY_INLINE V bounded_quantile(D d, V inside, V u, double lowest, double highest, M valid) {
    const V zero = hn::Zero(d), one = hn::Set(d, 1.0);
    const V from_lowest = hn::IfThenElse(hn::Eq(u, zero), hn::Set(d, lowest), inside);
    const V value = hn::IfThenElse(hn::Eq(u, one), hn::Set(d, highest), from_lowest);
    const auto is_share = hn::And(hn::Ge(u, zero), hn::Le(u, one));
    return hn::IfThenElse(hn::And(valid, is_share), value, hn::Set(d, kNaN));
}

template <class D, class V>
HWY_INLINE hn::Mask<D> is_positive(D d, V x) {
    return hn::And(hn::Gt(x, hn::Zero(d)), hn::Le(x, hn::Set(d, kLargest)));
}

/// A share strictly inside (0, 1), 1/2 instead where it is not.
template <class D, class V>
HWY_INLINE Share<V> share_of(D d, V u) {
    const V one = hn::Set(d, 1.0), half = hn::Set(d, 0.5);
    const V inside = hn::IfThenElse(hn::And(hn::Gt(u, hn::Zero(d)), hn::Lt(u, one)), u, half);
    return {inside, hn::Sub(one, inside)};
}

struct GammaCdf {
    template <class D, class V>
    static HWY_INLINE V apply(D d, V mean, V shape, V x) {
        const V one = hn::Set(d, 1.0);
        const auto valid = hn::And(is_positive(d, mean), is_positive(d, shape));
        const auto usual = hn::And(valid, is_positive(d, x));
        const V a = hn::IfThenElse(usual, shape, one);
        const V ratio = hn::IfThenElse(usual, hn::Div(x, mean), one);
        const V distance = hn::IfThenElseZero(usual, hn::Div(hn::Sub(x, mean), mean));
        const V lower = incomplete_gamma(d, a, hn::Mul(a, ratio), hn::Mul(a, distance)).lower;
        return bounded_cdf(d, lower, x, 0, kInfinity, valid);
    }
};

struct BetaCdf {
    template <class D, class V>
    static HWY_INLINE V apply(D d, V mean, V n, V x) {
        const V one = hn::Set(d, 1.0), half = hn::Set(d, 0.5), two = hn::Set(d, 2.0);
        const auto valid =
            hn::And(hn::And(is_positive(d, mean), hn::Lt(mean, one)), is_positive(d, n));
        const auto usual = hn::And(valid, hn::And(is_positive(d, x), hn::Lt(x, one)));
        const V p = hn::IfThenElse(usual, mean, half), t = hn::IfThenElse(usual, x, half);
        const V size = hn::IfThenElse(usual, n, two);
        const V a = hn::Mul(size, p), b = hn::Mul(size, hn::Sub(one, p));
        const V excess = hn::Mul(size, hn::Sub(t, p));
        const V lower = incomplete_beta(d, a, b, t, hn::Sub(one, t), excess).lower;
        return bounded_cdf(d, lower, x, 0, 1, valid);
    }
};

struct StudentTCdf {
    template <class D, class V>
    static HWY_INLINE V apply(D d, V df, V, V x) {
        const V one = hn::Set(d, 1.0), half = hn::Set(d, 0.5), two = hn::Set(d, 2.0);
        const auto valid = hn::And(hn::Gt(df, two), hn::Le(df, hn::Set(d, kLargest)));
        const V freedom = hn::IfThenElse(valid, df, hn::Set(d, 3.0));
        // The square of a size beyond 1e150 would overflow.
        const V size = hn::Min(hn::Abs(hn::IfThenElse(hn::Eq(x, x), x, one)), hn::Set(d, 1e150));
        const V ratio = hn::Div(hn::Mul(size, size), hn::Sub(freedom, two));
        const V inverse = hn::Div(one, hn::Add(ratio, one));
        const V excess = hn::Mul(hn::Mul(half, inverse), hn::NegMulAdd(freedom, ratio, one));
        const V outside = incomplete_beta(d, hn::Mul(half, freedom), half, inverse,
                                          hn::Mul(ratio, inverse), excess)
                              .lower;
        const V tail = hn::Mul(half, outside);
        const V share = hn::IfThenElse(hn::Gt(x, hn::Zero(d)), hn::Sub(one, tail), tail);
        return bounded_cdf(d, share, x, -kInfinity, kInfinity, valid);
    }
};

struct GammaQuantile {
    template <class D, class V>
    static HWY_INLINE V apply(D d, V mean, V shape, V u) {
        const auto valid =
            hn::And(hn::And(hn::Ge(mean, hn::Zero(d)), hn::Le(mean, hn::Set(d, kLargest))),
                    is_positive(d, shape));
        const V a = hn::IfThenElse(valid, shape, hn::Set(d, 1.0));
        const V unscaled = vec_exp(d, gamma_log_quantile(d, a, share_of(d, u)));
        const V value = hn::Mul(mean, hn::Div(unscaled, a));
        return bounded_quantile(d, value, u, 0, kInfinity, valid);
    }
};

struct BetaQuantile {
    template <class D, class V>
    static HWY_INLINE V apply(D d, V mean, V n, V u) {
        const V one = hn::Set(d, 1.0);
        const auto valid =
            hn::And(hn::And(is_positive(d, mean), hn::Lt(mean, one)), is_positive(d, n));
        const V p = hn::IfThenElse(valid, mean, hn::Set(d, 0.5));
        const V size = hn::IfThenElse(valid, n, hn::Set(d, 2.0));
        const V a = hn::Mul(size, p), b = hn::Mul(size, hn::Sub(one, p));
        const V value = vec_sigmoid(d, beta_logit_quantile(d, a, b, share_of(d, u)));
        return bounded_quantile(d, value, u, 0, 1, valid);
    }
};

struct StudentTQuantile {
    template <class D, class V>
    static HWY_INLINE V apply(D d, V df, V, V u) {
        const auto valid = hn::And(hn::Gt(df, hn::Set(d, 2.0)), hn::Le(df, hn::Set(d, kLargest)));
        const V freedom = hn::IfThenElse(valid, df, hn::Set(d, 3.0));
        const Share<V> share = share_of(d, u);
        const V size = student_t_size(d, freedom, hn::Min(share.lower, share.upper));
        const V value = hn::IfThenElse(hn::Lt(share.lower, share.upper), hn::Neg(size), size);
        return bounded_quantile(d, value, u, -kInfinity, kInfinity, valid);
    }
};

/// The quantile that the polynomial stands for, without its scale, and the ends of its support.
struct FromLog {
    template <class D, class V>
    static HWY_INLINE V apply(D d, V, V p) {
        return vec_exp(d, p);
    }
    static constexpr double kLowest = 0, kHighest = kInfinity;
};

struct FromLogit {
    template <class D, class V>
    static HWY_INLINE V apply(D d, V, V p) {
        return vec_sigmoid(d, p);
    }
    static constexpr double kLowest = 0, kHighest = 1;
};

struct FromLogRatio {
    template <class D, class V>
    static HWY_INLINE V apply(D d, V z, V p) {
        return hn::Mul(z, vec_exp(d, p));
    }
    static constexpr double kLowest = -kInfinity, kHighest = kInfinity;
};

template <class Transform, class Pieces>
void read_pieces(const Operands& operands, const QuantileTable& table) {
    const DoubleTag d;
    const auto reach = hn::Set(d, kTableReach), infinity = hn::Set(d, kInfinity);
    const auto scale = hn::Set(d, table.scale);
    const auto lowest = hn::Set(d, Transform::kLowest), highest = hn::Set(d, Transform::kHighest);
    for (std::size_t run = 0; run < operands.n; run += hn::Lanes(d)) {
        const auto score = hn::Load(d, operands.a + run);
        const auto known = hn::IfThenElseZero(hn::Eq(score, score), score);
        const auto z = hn::Max(hn::Min(known, reach), hn::Neg(reach));
        const auto p = table_polynomial<Pieces>(d, table, z);
        auto value = hn::Mul(scale, Transform::apply(d, z, p));
        value = hn::IfThenElse(hn::Eq(score, infinity), highest, value);
        value = hn::IfThenElse(hn::Eq(score, hn::Neg(infinity)), lowest, value);
        hn::Store(hn::IfThenElse(hn::Eq(score, score), value, score), d, operands.out + run);
    }
}

template <class Transform>
void read_table(const Operands& operands, const QuantileTable& table) {
    if (table.pieces == kFewPieces)
        read_pieces<Transform, FewPieces<DoubleTag>>(operands, table);
    else
        read_pieces<Transform, ManyPieces<DoubleTag>>(operands, table);
}

void table_quantile(const Operands& operands) {
    const auto& table = *static_cast<const QuantileTable*>(operands.aux);
    switch (static_cast<TableTransform>(table.transform)) {
        case TableTransform::log:
            return read_table<FromLog>(operands, table);
        case TableTransform::logit:
            return read_table<FromLogit>(operands, table);
        case TableTransform::log_ratio:
            return read_table<FromLogRatio>(operands, table);
    }
}

/// Both tails of normal scores.
template <class D, class V>
HWY_INLINE Share<V> share_at(D d, V z) {
    return {vec_normal_cdf(d, z), vec_normal_cdf(d, hn::Neg(z))};
}

void logs_at_scores(const TableShape& shape, const double* z, std::size_t count, double* out) {
    const DoubleTag d;
    const auto a = hn::Set(d, shape.a), b = hn::Set(d, shape.b);
    for (std::size_t place = 0; place < count; place += hn::Lanes(d)) {
        const auto score = hn::Load(d, z + place), size = hn::Abs(score);
        auto p = score;
        switch (shape.transform) {
            case TableTransform::log:
                p = gamma_log_quantile(d, a, share_at(d, score));
                break;
            case TableTransform::logit:
                p = beta_logit_quantile(d, a, b, share_at(d, score));
                break;
            case TableTransform::log_ratio:
                p = student_t_size(d, a, vec_normal_cdf(d, hn::Neg(size)));
                p = vec_ln(d, hn::Div(p, size));
                break;
        }
        hn::Store(p, d, out + place);
    }
}

}  // namespace

void add_continuous(KernelTable& table) {
    offer3<GammaCdf>(table, Op::gamma_cdf);
    offer3<BetaCdf>(table, Op::beta_cdf);
    offer3<StudentTCdf>(table, Op::student_t_cdf);
    offer3<GammaQuantile>(table, Op::gamma_quantile);
    offer3<BetaQuantile>(table, Op::beta_quantile);
    offer3<StudentTQuantile>(table, Op::student_t_quantile);
    functions_of(table, Op::table_quantile)[0] = table_quantile;
}

}  // namespace plancast::kernel::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace plancast::kernel {

HWY_EXPORT(logs_at_scores);

void table_logs_at_scores(const TableShape& shape, const double* z, std::size_t count,
                          double* out) {
    HWY_DYNAMIC_DISPATCH(logs_at_scores)(shape, z, count, out);
}

}  // namespace plancast::kernel
#endif
