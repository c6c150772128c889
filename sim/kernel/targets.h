// SPDX-License-Identifier: Apache-2.0
// Which instruction sets the kernels are compiled for. To be included before any header of Highway.
#pragma once

// x86: AVX-512 (Highway's AVX3), AVX2, and plain C++ for machines without fused multiply-add. The
// SSE sets between them would cost compile time for machines older than 2013.
#if defined(__x86_64__)
#define HWY_BROKEN_EMU128 1  // plain C++ is HWY_SCALAR with every compiler
#define HWY_BASELINE_TARGETS HWY_SCALAR
#define HWY_DISABLED_TARGETS (HWY_SSSE3 | HWY_SSE4 | HWY_AVX3_DL)
#elif defined(__aarch64__)
#define HWY_DISABLED_TARGETS (HWY_SVE | HWY_SVE_256 | HWY_SVE2 | HWY_SVE2_128)
#else
#define HWY_COMPILE_ONLY_SCALAR
#endif
