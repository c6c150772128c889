// SPDX-License-Identifier: Apache-2.0
// The uniforms of the scheme plancast-philox-1 (docs/determinism.md). Salmon, Moraes, Dror and Shaw
// 2011.
//
// The uniform of run R for the draw named N with number W (its year and place) under seed S:
//
//   key      = (low 32 bits of S, high 32 bits of S)
//   counter  = (low 32 bits of R / 2, high 32 bits of R / 2, FNV-1a 32 of N, W)
//   v[0..3]  = Philox4x32-10(counter, key)
//   n        = the first 52 bits of v[0] v[1] where R is even, of v[2] v[3] where R is odd; a
//              pair of words is one 64-bit number, its first word the high half, and n is that
//              number shifted right by 12: all of the first word, the high 20 bits of the second
//   u        = (n + 1/2) 2^-52, exactly
#pragma once

#include <cstdint>

#include "sim/kernel/kernel.h"

namespace plancast::kernel {

inline constexpr int kPhiloxRounds = 10;
inline constexpr std::uint32_t kPhiloxMultiplier0 = 0xD2511F53u;
inline constexpr std::uint32_t kPhiloxMultiplier1 = 0xCD9E8D57u;
inline constexpr std::uint32_t kPhiloxWeyl0 = 0x9E3779B9u;
inline constexpr std::uint32_t kPhiloxWeyl1 = 0xBB67AE85u;

/// u of a pair of words, as above.
inline double uniform_of_words(std::uint32_t first, std::uint32_t second) {
    const std::uint64_t n = (std::uint64_t{first} << 32 | second) >> 12;
    return (static_cast<double>(n) + 0.5) * 0x1p-52;
}

}  // namespace plancast::kernel
