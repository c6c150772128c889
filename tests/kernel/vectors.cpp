// SPDX-License-Identifier: Apache-2.0
#include "tests/kernel/vectors.h"

#include "sim/kernel/targets.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "tests/kernel/vectors.cpp"
#include "hwy/foreach_target.h"
#include "hwy/highway.h"
#include "sim/kernel/math-inl.h"
#include "sim/kernel/normal-inl.h"

HWY_BEFORE_NAMESPACE();
namespace plancast::kernel::HWY_NAMESPACE {
namespace {

using Whole = hn::ScalableTag<double>;
using One = hn::CappedTag<double, 1>;

struct Expm1 {
    template <class D, class V>
    static HWY_INLINE V apply(D d, V x) {
        return vec_expm1(d, x);
    }
};

struct Ln1p {
    template <class D, class V>
    static HWY_INLINE V apply(D d, V x) {
        return vec_ln1p(d, x);
    }
};

struct ExpOfOne {
    template <class D, class V>
    static HWY_INLINE V apply(D d, V x) {
        return vec_exp(d, x);
    }
};

struct LnOfOne {
    template <class D, class V>
    static HWY_INLINE V apply(D d, V x) {
        return vec_ln(d, x);
    }
};

struct NormalQuantileOfOne {
    template <class D, class V>
    static HWY_INLINE V apply(D d, V u) {
        return vec_normal_quantile(d, u);
    }
};

template <class Tag, class Function>
void each(const double* in, std::size_t n, double* out) {
    const Tag d;
    for (std::size_t run = 0; run < n; run += hn::Lanes(d))
        hn::StoreU(Function::apply(d, hn::LoadU(d, in + run)), d, out + run);
}

}  // namespace

VectorFunctions functions() {
    return {hwy::TargetName(HWY_TARGET), each<Whole, Expm1>, each<Whole, Ln1p>,
            each<One, ExpOfOne>,         each<One, LnOfOne>, each<One, NormalQuantileOfOne>};
}

}  // namespace plancast::kernel::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace plancast::kernel {

std::vector<VectorFunctions> vector_functions() {
    return {
#if HWY_TARGETS & HWY_AVX3
        N_AVX3::functions(),
#endif
#if HWY_TARGETS & HWY_AVX2
            N_AVX2::functions(),
#endif
            HWY_STATIC_DISPATCH(functions)()
    };
}

}  // namespace plancast::kernel
#endif
