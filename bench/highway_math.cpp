// SPDX-License-Identifier: Apache-2.0
#include "bench/highway_math.h"

#include "sim/kernel/targets.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "bench/highway_math.cpp"
#include "hwy/foreach_target.h"
#include "hwy/highway.h"

#include "hwy/contrib/math/math-inl.h"

HWY_BEFORE_NAMESPACE();
namespace plancast::bench::HWY_NAMESPACE {
namespace {
namespace hn = hwy::HWY_NAMESPACE;

void exp(const double* in, std::size_t n, double* out) {
    const hn::ScalableTag<double> d;
    for (std::size_t run = 0; run < n; run += hn::Lanes(d))
        hn::Store(hn::Exp(d, hn::Load(d, in + run)), d, out + run);
}

void ln(const double* in, std::size_t n, double* out) {
    const hn::ScalableTag<double> d;
    for (std::size_t run = 0; run < n; run += hn::Lanes(d))
        hn::Store(hn::Log(d, hn::Load(d, in + run)), d, out + run);
}

}  // namespace

HighwayMath functions() {
    return {exp, ln};
}

}  // namespace plancast::bench::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace plancast::bench {

HighwayMath highway_math(std::string_view target) {
#if HWY_TARGETS & HWY_AVX3
    if (target == "AVX3") return N_AVX3::functions();
#endif
#if HWY_TARGETS & HWY_AVX2
    if (target == "AVX2") return N_AVX2::functions();
#endif
    (void)target;
    return HWY_STATIC_DISPATCH(functions)();
}

}  // namespace plancast::bench
#endif
