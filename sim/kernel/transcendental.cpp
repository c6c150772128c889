// SPDX-License-Identifier: Apache-2.0
// exp, ln, pow, sigmoid, logit and the normal distribution on blocks of runs.
#include <algorithm>
#include <bit>
#include <cstdint>

#include "sim/kernel/targets.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "sim/kernel/transcendental.cpp"
#include "hwy/foreach_target.h"
#include "hwy/highway.h"
#include "sim/kernel/block-inl.h"
#include "sim/kernel/math-inl.h"
#include "sim/kernel/normal-inl.h"
#include "sim/kernel/parts.h"

HWY_BEFORE_NAMESPACE();
namespace plancast::kernel::HWY_NAMESPACE {
namespace {

struct Exp {
    template <class D, class V>
    static HWY_INLINE V apply(D d, V x) {
        return vec_exp(d, x);
    }
};

struct Ln {
    template <class D, class V>
    static HWY_INLINE V apply(D d, V x) {
        return vec_ln(d, x);
    }
};

struct LnUsual {
    template <class D, class V>
    static HWY_INLINE V apply(D d, V x) {
        return ln_usual(d, x);
    }
};

struct Pow {
    template <class D, class V>
    static HWY_INLINE V apply(D d, V x, V y) {
        return vec_pow(d, x, y);
    }
};

struct Sigmoid {
    template <class D, class V>
    static HWY_INLINE V apply(D d, V x) {
        return vec_sigmoid(d, x);
    }
};

struct Logit {
    template <class D, class V>
    static HWY_INLINE V apply(D d, V p) {
        return vec_logit(d, p);
    }
};

struct NormalCdf {
    template <class D, class V>
    static HWY_INLINE V apply(D d, V z) {
        return vec_normal_cdf(d, z);
    }
};

bool all_normal_positive(const double* values, std::size_t n) {
    const DoubleTag d;
    auto lowest = hn::Set(d, kLargest), spoilt = hn::Zero(d);
    for (std::size_t run = 0; run < n; run += hn::Lanes(d)) {
        const auto value = hn::Load(d, values + run);
        lowest = hn::Min(lowest, value);
        spoilt = hn::Or(spoilt, hn::Sub(value, value));  // not zero where not finite
    }
    const auto finite = hn::Eq(spoilt, hn::Zero(d));
    return hn::AllTrue(d, hn::And(finite, hn::Ge(lowest, hn::Set(d, kSmallestNormal))));
}

/// A look at the whole block first is cheaper than a choice or a branch at every vector.
void ln(const Operands& operands) {
    if (all_normal_positive(operands.a, operands.n))
        map1<LnUsual>(operands);
    else
        map1<Ln>(operands);
}

constexpr std::size_t kGroup = 64;
constexpr std::size_t kChunk = 512;

/// The runs of a group whose u is not central, one bit a run.
HWY_INLINE std::uint64_t tail_mask(const double* u) {
    const DoubleTag d;
    const auto half = hn::Set(d, 0.5), reach = hn::Set(d, kCentralReach);
    std::uint64_t mask = 0;
    for (std::size_t run = 0; run < kGroup; run += hn::Lanes(d)) {
        const auto q = hn::Sub(hn::Load(d, u + run), half);
        std::uint8_t bits[8];
        hn::StoreMaskBits(d, hn::Not(hn::Le(hn::Abs(q), reach)), bits);
        mask |= std::uint64_t{bits[0]} << run;
    }
    return mask;
}

/// One run in seven is in a tail, so nearly every vector has one: the tails are gathered, so that
/// only they pay for a logarithm. A walk over the bits of a mask is as fast as a table of places,
/// and never slow as storing compressed vectors is on some machines.
void normal_quantile(const Operands& operands) {
    const DoubleTag d;
    const auto half = hn::Set(d, 0.5);
    alignas(64) double tails[kChunk + 8];
    std::uint16_t places[kChunk];
    for (std::size_t begin = 0; begin < operands.n; begin += kChunk) {
        const std::size_t size = std::min(kChunk, operands.n - begin);
        const double* u = operands.a + begin;
        double* out = operands.out + begin;
        std::size_t n_tails = 0;
        for (std::size_t group = 0; group < size; group += kGroup) {
            for (std::uint64_t mask = tail_mask(u + group); mask != 0; mask &= mask - 1) {
                const auto place = group + static_cast<unsigned>(std::countr_zero(mask));
                places[n_tails] = static_cast<std::uint16_t>(place);
                tails[n_tails++] = u[place];
            }
            for (std::size_t run = group; run < group + kGroup; run += hn::Lanes(d)) {
                const auto q = hn::Sub(hn::Load(d, u + run), half);
                hn::Store(normal_quantile_central(d, q), d, out + run);
            }
        }
        std::fill_n(tails + n_tails, 8, 0.01);  // the last vector is whole
        for (std::size_t at = 0; at < n_tails; at += hn::Lanes(d))
            hn::Store(normal_quantile_tail(d, hn::Load(d, tails + at)), d, tails + at);
        for (std::size_t at = 0; at < n_tails; ++at)
            out[places[at]] = tails[at];
    }
}

}  // namespace

void add_transcendental(KernelTable& table) {
    offer1<Exp>(table, Op::exp);
    offer1<Sigmoid>(table, Op::sigmoid);
    offer1<Logit>(table, Op::logit);
    offer1<NormalCdf>(table, Op::normal_cdf);
    functions_of(table, Op::ln)[0] = ln;
    offer2<Pow>(table, Op::pow);
    functions_of(table, Op::normal_quantile)[0] = normal_quantile;
}

}  // namespace plancast::kernel::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();
