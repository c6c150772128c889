// SPDX-License-Identifier: Apache-2.0
// The finished tables, one for each instruction set, and the choice between them.
#include "sim/kernel/kernel.h"

#include <algorithm>

#include "sim/base/require.h"
#include "sim/kernel/targets.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "sim/kernel/kernels.cpp"
#include "hwy/foreach_target.h"
#include "hwy/highway.h"
#include "sim/kernel/parts.h"

namespace plancast::kernel::HWY_NAMESPACE {
namespace {

KernelTable assemble() {
    KernelTable table = {};
    table.target = hwy::TargetName(HWY_TARGET);
    table.fma = HWY_NATIVE_FMA != 0;
    add_arithmetic(table);
    add_logic(table);
    add_transcendental(table);
    add_uniforms(table);
    add_floats(table);
    add_counts(table);
    add_continuous(table);
    return table;
}

}  // namespace

const KernelTable& finished_table() {
    static const KernelTable table = assemble();
    return table;
}

}  // namespace plancast::kernel::HWY_NAMESPACE

#if HWY_ONCE
namespace plancast::kernel {
namespace {

struct CompiledTarget {
    std::int64_t bit;
    const KernelTable& (*table)();
};

// Best first.
constexpr CompiledTarget kCompiled[] = {
#if HWY_TARGETS & HWY_AVX3
    {HWY_AVX3, N_AVX3::finished_table},
#endif
#if HWY_TARGETS & HWY_AVX2
    {HWY_AVX2, N_AVX2::finished_table},
#endif
#if HWY_TARGETS & HWY_NEON
    {HWY_NEON, N_NEON::finished_table},
#endif
#if HWY_TARGETS & HWY_SCALAR
    {HWY_SCALAR, N_SCALAR::finished_table},
#endif
};

bool available(const CompiledTarget& target) {
    return target.bit == HWY_STATIC_TARGET || (target.bit & hwy::SupportedTargets()) != 0;
}

}  // namespace

const KernelTable& kernels() {
    static const KernelTable& best = *kernels_for(available_targets().front());
    return best;
}

std::vector<std::string_view> available_targets() {
    std::vector<std::string_view> names;
    for (const CompiledTarget& target : kCompiled)
        if (available(target)) names.push_back(target.table().target);
    return names;
}

const KernelTable* kernels_for(std::string_view name) {
    for (const CompiledTarget& target : kCompiled)
        if (available(target) && target.table().target == name) return &target.table();
    return nullptr;
}

double evaluate(Op op, double a, double b, double c) {
    constexpr std::size_t kRuns = 64;
    PLANCAST_REQUIRE(op != Op::linear && op != Op::table_quantile);
    if (op == Op::fill) return a;
    alignas(64) double operands[3][kRuns];
    std::fill_n(operands[0], kRuns, a);
    std::fill_n(operands[1], kRuns, b);
    std::fill_n(operands[2], kRuns, c);
    const BlockFunction function = kernels().function[static_cast<int>(op)][0];
    PLANCAST_REQUIRE(function != nullptr);
    function({operands[0], operands[0], operands[1], operands[2], nullptr, kRuns});
    return operands[0][0];
}

int operand_count(Op op) {
    if (op == Op::linear) return 0;
    if (op <= Op::normal_cdf || op == Op::table_quantile) return 1;
    return op <= Op::poisson ? 2 : 3;
}

}  // namespace plancast::kernel
#endif
