// SPDX-License-Identifier: Apache-2.0
// Loops that apply a function of vectors to a block of runs, and enter it into a table. A function
// is a struct with `static V apply(D, V...)`; a shape says which operands are one value (kernel.h).
//
// Included once per instruction set, inside hwy/foreach_target.h; the guard follows Highway.
#if defined(PLANCAST_SIM_KERNEL_BLOCK_INL_H_) == defined(HWY_TARGET_TOGGLE)
#ifdef PLANCAST_SIM_KERNEL_BLOCK_INL_H_
#undef PLANCAST_SIM_KERNEL_BLOCK_INL_H_
#else
#define PLANCAST_SIM_KERNEL_BLOCK_INL_H_
#endif

#include <cstddef>

#include "hwy/highway.h"
#include "sim/kernel/kernel.h"

HWY_BEFORE_NAMESPACE();
namespace plancast::kernel::HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

using DoubleTag = hn::ScalableTag<double>;

/// An operand: one value in every lane, or the values of the runs.
template <bool kOneValue>
struct Operand;

template <>
struct Operand<true> {
    explicit Operand(const double* value) : value_(hn::Set(DoubleTag(), *value)) {}
    hn::Vec<DoubleTag> at(std::size_t) const { return value_; }
    hn::Vec<DoubleTag> value_;
};

template <>
struct Operand<false> {
    explicit Operand(const double* values) : values_(values) {}
    hn::Vec<DoubleTag> at(std::size_t run) const { return hn::Load(DoubleTag(), values_ + run); }
    const double* values_;
};

template <class Function>
void map1(const Operands& operands) {
    const DoubleTag d;
    const Operand<false> a(operands.a);
    for (std::size_t run = 0; run < operands.n; run += hn::Lanes(d))
        hn::Store(Function::apply(d, a.at(run)), d, operands.out + run);
}

template <class Function, unsigned kShape>
void map2(const Operands& operands) {
    const DoubleTag d;
    const Operand<(kShape & 1) != 0> a(operands.a);
    const Operand<(kShape & 2) != 0> b(operands.b);
    for (std::size_t run = 0; run < operands.n; run += hn::Lanes(d))
        hn::Store(Function::apply(d, a.at(run), b.at(run)), d, operands.out + run);
}

template <class Function, unsigned kShape>
void map3(const Operands& operands) {
    const DoubleTag d;
    const Operand<(kShape & 1) != 0> a(operands.a);
    const Operand<(kShape & 2) != 0> b(operands.b);
    const Operand<(kShape & 4) != 0> c(operands.c);
    for (std::size_t run = 0; run < operands.n; run += hn::Lanes(d))
        hn::Store(Function::apply(d, a.at(run), b.at(run), c.at(run)), d, operands.out + run);
}

inline BlockFunction* functions_of(KernelTable& table, Op op) {
    return table.function[static_cast<int>(op)];
}

template <class Function>
void offer1(KernelTable& table, Op op) {
    functions_of(table, op)[0] = map1<Function>;
}

/// Shape 0 only.
template <class Function>
void offer2(KernelTable& table, Op op) {
    functions_of(table, op)[0] = map2<Function, 0>;
}

template <class Function>
void offer3(KernelTable& table, Op op) {
    functions_of(table, op)[0] = map3<Function, 0>;
}

/// Every shape but the all-constant one.
template <class Function>
void offer2_shapes(KernelTable& table, Op op) {
    BlockFunction* const functions = functions_of(table, op);
    functions[0] = map2<Function, 0>;
    functions[1] = map2<Function, 1>;
    functions[2] = map2<Function, 2>;
}

template <class Function>
void offer3_shapes(KernelTable& table, Op op) {
    BlockFunction* const functions = functions_of(table, op);
    functions[0] = map3<Function, 0>;
    functions[1] = map3<Function, 1>;
    functions[2] = map3<Function, 2>;
    functions[3] = map3<Function, 3>;
    functions[4] = map3<Function, 4>;
    functions[5] = map3<Function, 5>;
    functions[6] = map3<Function, 6>;
}

}  // namespace plancast::kernel::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#endif
