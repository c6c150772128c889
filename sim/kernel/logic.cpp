// SPDX-License-Identifier: Apache-2.0
// Comparisons, truth values and choices on blocks of runs. A NaN that decides gives NaN.
#include <limits>

#include "sim/kernel/targets.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "sim/kernel/logic.cpp"
#include "hwy/foreach_target.h"
#include "hwy/highway.h"
#include "sim/kernel/block-inl.h"
#include "sim/kernel/parts.h"

HWY_BEFORE_NAMESPACE();
namespace plancast::kernel::HWY_NAMESPACE {
namespace {

using Vector = hn::Vec<DoubleTag>;
using VectorMask = hn::Mask<DoubleTag>;

HWY_INLINE Vector nan_where(DoubleTag d, VectorMask wrong, Vector otherwise) {
    return hn::IfThenElse(wrong, hn::Set(d, std::numeric_limits<double>::quiet_NaN()), otherwise);
}

HWY_INLINE Vector unless_nan(DoubleTag d, Vector a, Vector b, Vector otherwise) {
    return nan_where(d, hn::Or(hn::IsNaN(a), hn::IsNaN(b)), otherwise);
}

HWY_INLINE Vector truth(DoubleTag d, VectorMask mask) {
    return hn::IfThenElseZero(mask, hn::Set(d, 1.0));
}

HWY_INLINE VectorMask is_true(DoubleTag d, Vector a) {
    return hn::Ne(a, hn::Zero(d));
}

struct Min {
    static HWY_INLINE Vector apply(DoubleTag d, Vector a, Vector b) {
        return unless_nan(d, a, b, hn::IfThenElse(hn::Lt(a, b), a, b));
    }
};

struct Max {
    static HWY_INLINE Vector apply(DoubleTag d, Vector a, Vector b) {
        return unless_nan(d, a, b, hn::IfThenElse(hn::Gt(a, b), a, b));
    }
};

struct Less {
    static HWY_INLINE Vector apply(DoubleTag d, Vector a, Vector b) {
        return unless_nan(d, a, b, truth(d, hn::Lt(a, b)));
    }
};

struct LessEqual {
    static HWY_INLINE Vector apply(DoubleTag d, Vector a, Vector b) {
        return unless_nan(d, a, b, truth(d, hn::Le(a, b)));
    }
};

struct Equal {
    static HWY_INLINE Vector apply(DoubleTag d, Vector a, Vector b) {
        return unless_nan(d, a, b, truth(d, hn::Eq(a, b)));
    }
};

struct NotEqual {
    static HWY_INLINE Vector apply(DoubleTag d, Vector a, Vector b) {
        return unless_nan(d, a, b, truth(d, hn::Ne(a, b)));
    }
};

struct LogicAnd {
    static HWY_INLINE Vector apply(DoubleTag d, Vector a, Vector b) {
        return unless_nan(d, a, b, truth(d, hn::And(is_true(d, a), is_true(d, b))));
    }
};

struct LogicOr {
    static HWY_INLINE Vector apply(DoubleTag d, Vector a, Vector b) {
        return unless_nan(d, a, b, truth(d, hn::Or(is_true(d, a), is_true(d, b))));
    }
};

struct LogicNot {
    static HWY_INLINE Vector apply(DoubleTag d, Vector a) {
        return nan_where(d, hn::IsNaN(a), truth(d, hn::Eq(a, hn::Zero(d))));
    }
};

struct Select {
    static HWY_INLINE Vector apply(DoubleTag d, Vector a, Vector b, Vector c) {
        return nan_where(d, hn::IsNaN(a), hn::IfThenElse(is_true(d, a), b, c));
    }
};

/// NaN also where the bounds are in the wrong order: whichever was meant, one of them is wrong.
struct Clamp {
    static HWY_INLINE Vector apply(DoubleTag d, Vector a, Vector b, Vector c) {
        const Vector at_least = hn::IfThenElse(hn::Lt(a, b), b, a);
        const Vector within = hn::IfThenElse(hn::Gt(at_least, c), c, at_least);
        return nan_where(d, hn::Or(hn::IsNaN(a), hn::Not(hn::Le(b, c))), within);
    }
};

struct Bernoulli {
    static HWY_INLINE Vector apply(DoubleTag d, Vector p, Vector u) {
        const Vector zero = hn::Zero(d), one = hn::Set(d, 1.0);
        const Vector hit = truth(d, hn::Gt(u, hn::Sub(one, p)));
        const VectorMask probable = hn::And(hn::Ge(p, zero), hn::Le(p, one));
        return nan_where(d, hn::Or(hn::Not(probable), hn::IsNaN(u)), hit);
    }
};

}  // namespace

void add_logic(KernelTable& table) {
    offer1<LogicNot>(table, Op::logic_not);
    offer2<Bernoulli>(table, Op::bernoulli);
    offer2_shapes<Min>(table, Op::min);
    offer2_shapes<Max>(table, Op::max);
    offer2_shapes<Less>(table, Op::less);
    offer2_shapes<LessEqual>(table, Op::less_equal);
    offer2_shapes<Equal>(table, Op::equal);
    offer2_shapes<NotEqual>(table, Op::not_equal);
    offer2_shapes<LogicAnd>(table, Op::logic_and);
    offer2_shapes<LogicOr>(table, Op::logic_or);
    offer3_shapes<Select>(table, Op::select);
    offer3_shapes<Clamp>(table, Op::clamp);
}

}  // namespace plancast::kernel::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();
