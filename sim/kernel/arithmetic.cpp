// SPDX-License-Identifier: Apache-2.0
// Arithmetic, rounding, fused operations and weighted sums on blocks of runs.
#include "sim/kernel/targets.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "sim/kernel/arithmetic.cpp"
#include "hwy/foreach_target.h"
#include "hwy/highway.h"
#include "sim/kernel/block-inl.h"
#include "sim/kernel/parts.h"

HWY_BEFORE_NAMESPACE();
namespace plancast::kernel::HWY_NAMESPACE {
namespace {

struct Neg {
    template <class D, class V>
    static HWY_INLINE V apply(D, V a) {
        return hn::Neg(a);
    }
};

struct Abs {
    template <class D, class V>
    static HWY_INLINE V apply(D, V a) {
        return hn::Abs(a);
    }
};

struct Sqrt {
    template <class D, class V>
    static HWY_INLINE V apply(D, V a) {
        return hn::Sqrt(a);
    }
};

/// The sign is set for -0, which Highway's plain C++ loses.
struct Floor {
    template <class D, class V>
    static HWY_INLINE V apply(D, V a) {
        return hn::CopySign(hn::Floor(a), a);
    }
};

/// Half away from zero. The fraction a - trunc(a) is exact, while a + 1/2 would be rounded.
struct Round {
    template <class D, class V>
    static HWY_INLINE V apply(D d, V a) {
        const V whole = hn::Trunc(a);
        const auto up = hn::Ge(hn::Abs(hn::Sub(a, whole)), hn::Set(d, 0.5));
        const V size = hn::Add(hn::Abs(whole), hn::IfThenElseZero(up, hn::Set(d, 1.0)));
        return hn::CopySign(size, a);
    }
};

struct Add {
    template <class D, class V>
    static HWY_INLINE V apply(D, V a, V b) {
        return hn::Add(a, b);
    }
};

struct Sub {
    template <class D, class V>
    static HWY_INLINE V apply(D, V a, V b) {
        return hn::Sub(a, b);
    }
};

struct Mul {
    template <class D, class V>
    static HWY_INLINE V apply(D, V a, V b) {
        return hn::Mul(a, b);
    }
};

struct Div {
    template <class D, class V>
    static HWY_INLINE V apply(D, V a, V b) {
        return hn::Div(a, b);
    }
};

struct Fma {
    template <class D, class V>
    static HWY_INLINE V apply(D, V a, V b, V c) {
        return hn::MulAdd(a, b, c);
    }
};

struct Fms {
    template <class D, class V>
    static HWY_INLINE V apply(D, V a, V b, V c) {
        return hn::MulSub(a, b, c);
    }
};

struct Fnma {
    template <class D, class V>
    static HWY_INLINE V apply(D, V a, V b, V c) {
        return hn::NegMulAdd(a, b, c);
    }
};

void fill(const Operands& operands) {
    const DoubleTag d;
    const Operand<true> a(operands.a);
    for (std::size_t run = 0; run < operands.n; run += hn::Lanes(d))
        hn::Store(a.at(run), d, operands.out + run);
}

/// Four vectors of runs share each load of a coefficient.
void linear(const Operands& operands) {
    const DoubleTag d;
    using V = hn::Vec<DoubleTag>;
    const std::size_t lanes = hn::Lanes(d);
    const auto& terms = *static_cast<const LinearTerms*>(operands.aux);
    for (std::size_t run = 0; run < operands.n; run += 4 * lanes) {
        const double* values = terms.operands[0] + run;
        V coefficient = hn::Set(d, terms.coefficients[0]);
        V sum0 = hn::Mul(coefficient, hn::Load(d, values));
        V sum1 = hn::Mul(coefficient, hn::Load(d, values + lanes));
        V sum2 = hn::Mul(coefficient, hn::Load(d, values + 2 * lanes));
        V sum3 = hn::Mul(coefficient, hn::Load(d, values + 3 * lanes));
        for (std::size_t term = 1; term < terms.coefficients.size(); ++term) {
            values = terms.operands[term] + run;
            coefficient = hn::Set(d, terms.coefficients[term]);
            sum0 = hn::MulAdd(coefficient, hn::Load(d, values), sum0);
            sum1 = hn::MulAdd(coefficient, hn::Load(d, values + lanes), sum1);
            sum2 = hn::MulAdd(coefficient, hn::Load(d, values + 2 * lanes), sum2);
            sum3 = hn::MulAdd(coefficient, hn::Load(d, values + 3 * lanes), sum3);
        }
        hn::Store(sum0, d, operands.out + run);
        hn::Store(sum1, d, operands.out + run + lanes);
        hn::Store(sum2, d, operands.out + run + 2 * lanes);
        hn::Store(sum3, d, operands.out + run + 3 * lanes);
    }
}

}  // namespace

void add_arithmetic(KernelTable& table) {
    functions_of(table, Op::fill)[1] = fill;
    functions_of(table, Op::linear)[0] = linear;
    offer1<Neg>(table, Op::neg);
    offer1<Abs>(table, Op::abs);
    offer1<Sqrt>(table, Op::sqrt);
    offer1<Floor>(table, Op::floor);
    offer1<Round>(table, Op::round);
    offer2_shapes<Add>(table, Op::add);
    offer2_shapes<Sub>(table, Op::sub);
    offer2_shapes<Mul>(table, Op::mul);
    offer2_shapes<Div>(table, Op::div);
    offer3_shapes<Fma>(table, Op::fma);
    offer3_shapes<Fms>(table, Op::fms);
    offer3_shapes<Fnma>(table, Op::fnma);
}

}  // namespace plancast::kernel::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();
