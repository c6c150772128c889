// SPDX-License-Identifier: Apache-2.0
#include "sim/sample/permutation.h"

#include <algorithm>
#include <bit>

#include "sim/base/require.h"

namespace plancast::sample {
namespace {

// On fewer places eight rounds do not reach every order equally often (measured on 8 places: pairs
// off by 20 %); a small permutation walks a larger network instead.
constexpr std::uint64_t kLeastDomain = 256;

}  // namespace

Permutation::Permutation(std::uint64_t size, const Keys& keys) : size_(size), keys_(keys) {
    PLANCAST_REQUIRE(size >= 1 && size <= std::uint64_t{1} << 62);
    const std::uint64_t domain = std::max(size, kLeastDomain);
    low_bits_ = static_cast<unsigned>(std::bit_width(domain - 1)) / 2;
    const std::uint64_t lows = std::uint64_t{1} << low_bits_;
    low_mask_ = static_cast<std::uint32_t>(lows - 1);
    highs_ = static_cast<std::uint32_t>((domain + lows - 1) / lows);
}

}  // namespace plancast::sample
