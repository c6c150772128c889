// SPDX-License-Identifier: Apache-2.0
// From the doubles of a block to the floats that are stored.
#include <limits>

#include "sim/kernel/targets.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "sim/kernel/floats.cpp"
#include "hwy/foreach_target.h"
#include "hwy/highway.h"
#include "sim/kernel/block-inl.h"
#include "sim/kernel/parts.h"

HWY_BEFORE_NAMESPACE();
namespace plancast::kernel::HWY_NAMESPACE {
namespace {

HWY_INLINE hn::Mask<DoubleTag> fits(DoubleTag d, hn::Vec<DoubleTag> value) {
    constexpr double kLargestFloat = std::numeric_limits<float>::max();
    return hn::Le(hn::Abs(value), hn::Set(d, kLargestFloat));
}

/// What does not fit becomes one NaN, so that also the bits of a faulty run are the same
/// everywhere.
void to_float(const double* in, std::size_t n, float* out) {
    const DoubleTag d;
    const hn::Rebind<float, DoubleTag> floats;
    const auto nan = hn::Set(d, std::numeric_limits<double>::quiet_NaN());
    for (std::size_t run = 0; run < n; run += hn::Lanes(d)) {
        const auto value = hn::Load(d, in + run);
        const auto stored = hn::IfThenElse(fits(d, value), value, nan);
        hn::Store(hn::DemoteTo(floats, stored), floats, out + run);
    }
}

bool any_not_finite(const double* in, std::size_t n) {
    const DoubleTag d;
    auto all = hn::FirstN(d, hn::Lanes(d));
    for (std::size_t run = 0; run < n; run += hn::Lanes(d))
        all = hn::And(all, fits(d, hn::Load(d, in + run)));
    return !hn::AllTrue(d, all);
}

}  // namespace

void add_floats(KernelTable& table) {
    table.to_float = to_float;
    table.any_not_finite = any_not_finite;
}

}  // namespace plancast::kernel::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();
