// SPDX-License-Identifier: Apache-2.0
// Aligned blocks of values and how to run an operation on them.
#pragma once

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>
#include <new>
#include <random>
#include <vector>

#include "sim/kernel/kernel.h"

namespace plancast::kernel {

template <class T>
struct AlignedAllocator {
    using value_type = T;
    static constexpr std::align_val_t kAlignment{64};

    AlignedAllocator() = default;
    template <class Other>
    AlignedAllocator(const AlignedAllocator<Other>&) {}
    T* allocate(std::size_t n) {
        return static_cast<T*>(::operator new(n * sizeof(T), kAlignment));
    }
    void deallocate(T* values, std::size_t) { ::operator delete(values, kAlignment); }
    bool operator==(const AlignedAllocator&) const { return true; }
};

using Values = std::vector<double, AlignedAllocator<double>>;
using Floats = std::vector<float, AlignedAllocator<float>>;

inline std::vector<const KernelTable*> all_tables() {
    std::vector<const KernelTable*> tables;
    for (const std::string_view target : available_targets())
        tables.push_back(kernels_for(target));
    return tables;
}

inline BlockFunction function_of(const KernelTable& table, Op op, unsigned shape = 0) {
    return table.function[static_cast<int>(op)][shape];
}

/// The operation on whole blocks; operands named in `shape` give their first value to every run.
inline Values apply(const KernelTable& table, Op op, const Values& a, const Values& b = {},
                    const Values& c = {}, unsigned shape = 0) {
    Values out(a.size());
    function_of(table, op, shape)({out.data(), a.data(), b.data(), c.data(), nullptr, out.size()});
    return out;
}

/// Random bits as doubles of every size, and uniforms; the same with every standard library.
class Draws {
public:
    explicit Draws(std::uint64_t seed) : engine_(seed) {}
    std::uint64_t bits() { return engine_(); }
    double between(double low, double high) {
        return low + (high - low) * (static_cast<double>(bits() >> 11) * 0x1p-53);
    }
    double positive() { return std::bit_cast<double>(bits() & 0x7FFFFFFFFFFFFFFFu); }
    Values between(double low, double high, std::size_t n) {
        Values values(n);
        std::generate(values.begin(), values.end(), [&] { return between(low, high); });
        return values;
    }

private:
    std::mt19937_64 engine_;
};

/// Equal bit for bit, where every NaN is one value.
inline bool same(double left, double right) {
    return std::bit_cast<std::uint64_t>(left) == std::bit_cast<std::uint64_t>(right) ||
           (std::isnan(left) && std::isnan(right));
}

/// Distance from the exact value in units in its last place as a double; 0 for equal infinities
/// and NaNs.
inline double error_in_ulps(double value, long double exact) {
    if (same(value, static_cast<double>(exact))) {
        if (!std::isfinite(value)) return 0;
    } else if (!std::isfinite(value) || !std::isfinite(static_cast<double>(exact))) {
        return HUGE_VAL;
    }
    const int exponent = std::max(std::ilogb(exact), -1022);
    return static_cast<double>(std::fabs(value - exact) / std::ldexp(1.0L, exponent - 52));
}

}  // namespace plancast::kernel
