// SPDX-License-Identifier: Apache-2.0
// The counter of the generator: which of its numbers belong to whom (docs/determinism.md).
#pragma once

#include <cstdint>
#include <span>

#include "sim/kernel/kernel.h"

namespace plancast::sample {

/// What a number of the generator is for. The values are part of the scheme and never change.
enum class Stream : std::uint32_t {
    draw = 0,      ///< the uniform itself
    place = 1,     ///< where in its stratum a run lies (Latin hypercube)
    order = 2,     ///< keys of the permutation of the strata (Latin hypercube)
    scramble = 3,  ///< keys of the Owen scrambles (Sobol)
    low_bits = 4,  ///< the 20 bits below the 32 of a scrambled point (Sobol)
};

/// Last word of the counter: the year in bits 0-15, the stream in bits 16-30. Bit 31 is kept for
/// the particles of an evaluation, so that their luck is new.
constexpr std::uint32_t counter_word(int year, Stream stream) {
    return (static_cast<std::uint32_t>(year) & 0xFFFF) | static_cast<std::uint32_t>(stream) << 16;
}

/// Whose numbers: one name in one year of one stream.
struct Owner {
    std::uint32_t hash = 0;
    std::uint32_t word = 0;
};

/// Uniforms of the runs of `groups`. Neighbouring groups are filled by one call of the kernel.
void fill_uniforms(const kernel::KernelTable& kernels, std::uint64_t seed, Owner owner,
                   std::span<const std::uint64_t> groups, double* out);

/// Four random words: counter (number, hash, word), key = seed.
kernel::PhiloxBlock random_words(std::uint64_t seed, Owner owner, std::uint64_t number);

}  // namespace plancast::sample
