// SPDX-License-Identifier: Apache-2.0
// exp, ln, pow, sigmoid, logit and the normal distribution on blocks of runs.
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

struct NormalQuantile {
    template <class D, class V>
    static HWY_INLINE V apply(D d, V u) {
        return vec_normal_quantile(d, u);
    }
};

}  // namespace

void add_transcendental(KernelTable& table) {
    offer1<Exp>(table, Op::exp);
    offer1<Ln>(table, Op::ln);
    offer1<Sigmoid>(table, Op::sigmoid);
    offer1<Logit>(table, Op::logit);
    offer1<NormalCdf>(table, Op::normal_cdf);
    offer1<NormalQuantile>(table, Op::normal_quantile);
    offer2<Pow>(table, Op::pow);
}

}  // namespace plancast::kernel::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();
