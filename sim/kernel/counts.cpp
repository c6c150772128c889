// SPDX-License-Identifier: Apache-2.0
// Poisson, binomial and negative binomial draws and distribution functions on blocks of runs.
//
// A draw is the smallest whole x with P(X <= x) >= u. Small means: the probabilities are summed.
// Others: an expansion with a bound of its error gives x unless it is within that bound of a step;
// the runs that are, and those whose law is too skew for the expansion, are collected and decided
// by the distribution function (Giles 2016, "Algorithm 955", in outline, for all three laws).
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>

#include "sim/kernel/targets.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "sim/kernel/counts.cpp"
#include "hwy/foreach_target.h"
#include "hwy/highway.h"
#include "sim/kernel/block-inl.h"
#include "sim/kernel/continuous_guesses-inl.h"
#include "sim/kernel/counts_exact-inl.h"
#include "sim/kernel/counts_expansion-inl.h"
#include "sim/kernel/counts_laws-inl.h"
#include "sim/kernel/parts.h"

#ifndef PLANCAST_SIM_KERNEL_COUNTS_CPP_
#define PLANCAST_SIM_KERNEL_COUNTS_CPP_
namespace plancast::kernel {

inline constexpr double kSummedBelow = 10;  // means that are summed
inline constexpr std::size_t kMostSummed = 60;

constexpr std::array<double, kMostSummed + 1> reciprocals() {
    std::array<double, kMostSummed + 1> values = {};
    for (std::size_t x = 1; x < values.size(); ++x)
        values[x] = 1.0 / static_cast<double>(x);
    return values;
}
inline constexpr std::array<double, kMostSummed + 1> kReciprocals = reciprocals();

}  // namespace plancast::kernel
#endif

HWY_BEFORE_NAMESPACE();
namespace plancast::kernel::HWY_NAMESPACE {
namespace {

using Vector = hn::Vec<DoubleTag>;
using Lanes = hn::Mask<DoubleTag>;

/// How many x, from 0 on, have P(X <= x) < u; at most kMostSummed are looked at, and the lanes that
/// have not come to their end are left `open`.
HWY_INLINE Vector sum_up(DoubleTag d, Vector none, const Recursion<Vector>& recursion, Vector u,
                         Lanes& open) {
    const Vector one = hn::Set(d, 1.0);
    Vector mass = none, share = none, count = hn::Zero(d);
    const Lanes wanted = open;
    open = hn::And(wanted, hn::Lt(share, u));
    for (std::size_t x = 1; x <= kMostSummed && !hn::AllFalse(d, open); ++x) {
        const Vector inverse = hn::Set(d, kReciprocals[x]);
        mass = hn::Mul(mass, hn::MulAdd(recursion.beta, inverse, recursion.alpha));
        share = hn::Add(share, mass);
        count = hn::Add(count, hn::IfThenElseZero(open, one));
        open = hn::And(open, hn::Lt(share, u));
    }
    return count;
}

/// The draws by summation of the lanes with a small mean; lanes it cannot finish stay `open`.
template <class Law>
HWY_INLINE Vector summed(DoubleTag d, const Law& law, Vector u, Lanes& open) {
    return sum_up(d, law.none(d), law.recursion(d), u, open);
}

/// The rarer outcome is summed. Counted from the top, x failures are the first number whose share
/// exceeds 1 - u, so the next number after 1 - u is what must be reached.
HWY_INLINE Vector summed(DoubleTag d, const BinomialLaw<DoubleTag>& law, Vector u, Lanes& open) {
    const hn::RebindToUnsigned<DoubleTag> bits;
    const Lanes mirrored = hn::Gt(law.p, law.q);
    const Vector rest = hn::Sub(hn::Set(d, 1.0), u);
    const Vector beyond =
        hn::BitCast(d, hn::Add(hn::BitCast(bits, rest), hn::Set(bits, std::uint64_t{1})));
    const Vector goal = hn::IfThenElse(mirrored, beyond, u);
    const Vector sum = sum_up(d, law.no_rare(d), law.rare_recursion(d), goal, open);
    const Vector count = hn::Min(sum, law.n);
    return hn::IfThenElse(mirrored, hn::Sub(law.n, count), count);
}

template <class Law>
HWY_INLINE Lanes has_small_mean(DoubleTag d, const Law& law) {
    return hn::Lt(law.mean, hn::Set(d, kSummedBelow));
}

HWY_INLINE Lanes has_small_mean(DoubleTag d, const BinomialLaw<DoubleTag>& law) {
    return hn::Lt(hn::Mul(law.n, hn::Min(law.p, law.q)), hn::Set(d, kSummedBelow));
}

/// Where to start where the expansion has no bound.
template <class Law>
HWY_INLINE Vector skew_guess(DoubleTag, const Law&, Vector, Vector expanded) {
    return expanded;
}

/// A negative binomial count is Poisson with a gamma mean g: about its quantile, less what a wide
/// step takes away.
HWY_INLINE Vector skew_guess(DoubleTag d, const NegativeBinomialLaw<DoubleTag>& law, Vector u,
                             Vector) {
    const Share<Vector> share{u, hn::Sub(hn::Set(d, 1.0), u)};
    const Vector g = vec_exp(d, gamma_log_guess(d, law.k, share));
    const Vector width = vec_ln1p(d, hn::Div(law.k, law.mean));
    const Vector shift = hn::Mul(hn::Set(d, 0.5), hn::Add(law.k, hn::Set(d, 1.0)));
    return hn::Sub(hn::Div(g, width), shift);
}

/// A draw by expansion, and what is known about it.
struct Expanded {
    Vector count, guess;
    Lanes unsure;
};

/// The wanted lanes' draws by expansion, where it is surely clear of a step.
template <class Law>
HWY_INLINE Expanded expanded(DoubleTag d, const Law& law, Vector u, Lanes wanted) {
    Expansion<DoubleTag> expansion(d, law.moments(d), vec_normal_quantile(d, u));
    Vector x = expansion.x(d);
    const Lanes bounded = expansion.bounded(d);
    const auto is_clear = [&]() HWY_ATTR {
        const Vector distance = hn::Abs(hn::Sub(x, hn::Round(x)));
        return hn::And(bounded, hn::Gt(distance, expansion.error(d)));
    };
    Lanes unsure = hn::AndNot(is_clear(), wanted);
    if (!hn::AllFalse(d, unsure)) {
        expansion.refine(d);
        x = hn::IfThenElse(unsure, expansion.x(d), x);
        unsure = hn::AndNot(is_clear(), unsure);
    }
    const Lanes skew = hn::AndNot(bounded, wanted);
    const Vector count = hn::Min(hn::Max(hn::Ceil(x), hn::Zero(d)), law.top);
    if (hn::AllFalse(d, skew)) return {count, x, unsure};
    return {count, hn::IfThenElse(skew, skew_guess(d, law, u, x), x), unsure};
}

/// Runs that the fast methods left open, with what exact_count needs.
template <class Law>
class OpenRuns {
public:
    /// Takes the lanes of the vector of runs from `run` on.
    HWY_INLINE void take(DoubleTag d, std::size_t run, Lanes lanes, Vector a, Vector b, Vector u,
                         Vector guess) {
        hn::Store(a, d, from_a_);
        hn::Store(b, d, from_b_);
        hn::Store(u, d, from_u_);
        hn::Store(guess, d, from_guess_);
        std::uint8_t bits[8] = {};
        hn::StoreMaskBits(d, lanes, bits);
        for (unsigned mask = bits[0]; mask != 0; mask &= mask - 1) {
            const auto lane = static_cast<std::size_t>(std::countr_zero(mask));
            a_[size_] = from_a_[lane];
            b_[size_] = from_b_[lane];
            u_[size_] = from_u_[lane];
            guess_[size_] = from_guess_[lane];
            run_[size_++] = run + lane;
        }
    }
    HWY_INLINE bool full() const { return size_ + kMostLanes > kCapacity; }

    /// Decides them and writes them to their places.
    HWY_NOINLINE void decide(double* out) {
        const DoubleTag d;
        for (std::size_t place = size_; place < size_ + kMostLanes; ++place) {
            a_[place] = a_[0];
            b_[place] = b_[0];
            u_[place] = u_[0];
            guess_[place] = guess_[0];
        }
        for (std::size_t place = 0; place < size_; place += hn::Lanes(d)) {
            const Law law(d, hn::Load(d, a_ + place), hn::Load(d, b_ + place));
            const Vector count =
                exact_count(d, law, hn::Load(d, u_ + place), hn::Load(d, guess_ + place));
            hn::Store(count, d, guess_ + place);
        }
        for (std::size_t place = 0; place < size_; ++place)
            out[run_[place]] = guess_[place];
        size_ = 0;
    }

private:
    static constexpr std::size_t kMostLanes = 8, kCapacity = 64;

    alignas(64) double a_[kCapacity + kMostLanes], b_[kCapacity + kMostLanes];
    alignas(64) double u_[kCapacity + kMostLanes], guess_[kCapacity + kMostLanes];
    alignas(64) double from_a_[kMostLanes], from_b_[kMostLanes], from_u_[kMostLanes],
        from_guess_[kMostLanes];
    std::size_t run_[kCapacity];
    std::size_t size_ = 0;
};

template <template <class> class LawOf>
void draw(std::size_t n, const double* a, const double* b, const double* u, double* out) {
    using Law = LawOf<DoubleTag>;
    const DoubleTag d;
    const Vector zero = hn::Zero(d), one = hn::Set(d, 1.0), nothing = hn::Set(d, kNaN);
    OpenRuns<Law> open_runs;
    for (std::size_t run = 0; run < n; run += hn::Lanes(d)) {
        const Vector first = hn::Load(d, a + run), second = hn::Load(d, b + run);
        const Vector share = hn::Load(d, u + run);
        const Law law(d, first, second);
        const Lanes inside = hn::And(law.valid, hn::And(hn::Gt(share, zero), hn::Lt(share, one)));
        const Lanes small = hn::And(inside, has_small_mean(d, law));
        const Lanes large = hn::AndNot(small, inside);
        Lanes open = small;
        Vector count = zero, guess = zero;
        if (!hn::AllFalse(d, small)) {
            count = summed(d, law, share, open);
            guess = count;
        }
        if (!hn::AllFalse(d, large)) {
            const Expanded by_expansion = expanded(d, law, share, large);
            count = hn::IfThenElse(large, by_expansion.count, count);
            guess = hn::IfThenElse(large, by_expansion.guess, guess);
            open = hn::Or(open, by_expansion.unsure);
        }
        const Vector at_one = hn::IfThenElse(hn::Gt(law.mean, zero), law.top, zero);
        count = hn::IfThenElse(hn::Eq(share, one), at_one, count);
        const Lanes is_share = hn::And(hn::Ge(share, zero), hn::Le(share, one));
        count = hn::IfThenElse(hn::And(law.valid, is_share), count, nothing);
        if (!hn::AllFalse(d, open)) open_runs.take(d, run, open, first, second, share, guess);
        hn::Store(count, d, out + run);
        if (open_runs.full()) open_runs.decide(out);
    }
    open_runs.decide(out);
}

void poisson(const Operands& operands) {
    draw<PoissonLaw>(operands.n, operands.a, operands.a, operands.b, operands.out);
}

template <template <class> class LawOf>
void draw3(const Operands& operands) {
    draw<LawOf>(operands.n, operands.a, operands.b, operands.c, operands.out);
}

template <template <class> class LawOf>
struct CountCdf {
    template <class D, class V>
    static HWY_INLINE V apply(D d, V a, V b, V x) {
        const V zero = hn::Zero(d), one = hn::Set(d, 1.0);
        const LawOf<D> law(d, a, b);
        const V whole = hn::Floor(x);
        const auto below = hn::Lt(whole, zero);
        // All of the mass at 0, or at or above the top.
        const auto above =
            hn::Or(hn::Ge(whole, hn::Min(law.top, hn::Set(d, kLargest))), hn::Le(law.mean, zero));
        const auto usual = hn::AndNot(hn::Or(below, above), hn::Eq(x, x));
        const V place = hn::IfThenElseZero(usual, whole);
        const V inside = hn::IfThenElse(usual, law.at(d, place).lower, one);
        const V share = hn::IfThenZeroElse(below, inside);
        return hn::IfThenElse(hn::And(law.valid, hn::Eq(x, x)), share, hn::Set(d, kNaN));
    }
};

}  // namespace

void add_counts(KernelTable& table) {
    functions_of(table, Op::poisson)[0] = poisson;
    functions_of(table, Op::binomial)[0] = draw3<BinomialLaw>;
    functions_of(table, Op::negative_binomial)[0] = draw3<NegativeBinomialLaw>;
    offer3<CountCdf<PoissonLaw>>(table, Op::poisson_cdf);
    offer3<CountCdf<BinomialLaw>>(table, Op::binomial_cdf);
    offer3<CountCdf<NegativeBinomialLaw>>(table, Op::negative_binomial_cdf);
}

}  // namespace plancast::kernel::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();
