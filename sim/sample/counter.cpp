// SPDX-License-Identifier: Apache-2.0
#include "sim/sample/counter.h"

namespace plancast::sample {

void fill_uniforms(const kernel::KernelTable& kernels, std::uint64_t seed, Owner owner,
                   std::span<const std::uint64_t> groups, double* out) {
    std::size_t first = 0;
    while (first < groups.size()) {
        std::size_t last = first + 1;
        while (last < groups.size() && groups[last] == groups[last - 1] + 1)
            ++last;
        kernels.uniforms(seed, 64 * groups[first], owner.hash, owner.word, 64 * (last - first),
                         out + 64 * first);
        first = last;
    }
}

kernel::PhiloxBlock random_words(std::uint64_t seed, Owner owner, std::uint64_t number) {
    const auto low = [](std::uint64_t value) { return static_cast<std::uint32_t>(value); };
    return kernel::philox4x32_10({{low(number), low(number >> 32), owner.hash, owner.word}},
                                 low(seed), low(seed >> 32));
}

}  // namespace plancast::sample
