// SPDX-License-Identifier: Apache-2.0
// How the table of kernels is put together. Every file below is compiled once for each instruction
// set (hwy/foreach_target.h) and enters its operations into that set's table; kernels.cpp calls
// the functions in turn and keeps one finished table per set.
//
//   arithmetic.cpp      add_arithmetic      arithmetic, rounding, fused operations, fill, linear
//   logic.cpp           add_logic           comparisons, logic, min, max, select, clamp, bernoulli
//   transcendental.cpp  add_transcendental  exp, ln, pow, sigmoid, logit, normal_quantile,
//   normal_cdf philox.cpp          add_uniforms        uniforms floats.cpp          add_floats
//   to_float, any_not_finite counts.cpp          add_counts          poisson, binomial,
//   negative_binomial and their cdfs continuous.cpp      add_continuous      beta, gamma, student_t
//   quantiles and cdfs, table_quantile
//
// tables.cpp (build_*_table) is compiled once only.
//
// Included once per instruction set, after targets.h and hwy/highway.h; the guard follows Highway.
#if defined(PLANCAST_SIM_KERNEL_PARTS_H_) == defined(HWY_TARGET_TOGGLE)
#ifdef PLANCAST_SIM_KERNEL_PARTS_H_
#undef PLANCAST_SIM_KERNEL_PARTS_H_
#else
#define PLANCAST_SIM_KERNEL_PARTS_H_
#endif

#include "sim/kernel/kernel.h"

namespace plancast::kernel::HWY_NAMESPACE {

void add_arithmetic(KernelTable& table);
void add_logic(KernelTable& table);
void add_transcendental(KernelTable& table);
void add_uniforms(KernelTable& table);
void add_floats(KernelTable& table);
void add_counts(KernelTable& table);
void add_continuous(KernelTable& table);

}  // namespace plancast::kernel::HWY_NAMESPACE

#endif
