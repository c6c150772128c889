// SPDX-License-Identifier: Apache-2.0
#include "sim/sample/sobol_points.h"

#include <bit>

namespace plancast::sample {
namespace {

struct JoeKuo {
    std::uint16_t polynomial;
    std::array<std::uint16_t, 13> initial;
};

constexpr JoeKuo kJoeKuo[] = {
#include "joe_kuo.inc"
};
static_assert(std::size(kJoeKuo) == kSobolDims - 1);

std::uint32_t reverse_bits(std::uint32_t bits) {
    std::uint32_t reversed = 0;
    for (int bit = 0; bit < 32; ++bit, bits >>= 1)
        reversed = reversed << 1 | (bits & 1);
    return reversed;
}

}  // namespace

Directions sobol_directions(int dimension) {
    Directions directions;
    if (dimension == 0) {  // van der Corput
        for (std::size_t bit = 0; bit < directions.size(); ++bit)
            directions[bit] = std::uint32_t{1} << bit;
        return directions;
    }
    const JoeKuo& row = kJoeKuo[dimension - 1];
    const auto degree = static_cast<std::size_t>(std::bit_width(row.polynomial)) - 1;
    for (std::size_t bit = 0; bit < directions.size(); ++bit) {
        std::uint32_t& direction = directions[bit];
        if (bit < degree) {
            direction = static_cast<std::uint32_t>(row.initial[bit]) << (31 - bit);
            continue;
        }
        // Bratley and Fox (1988), equation 2, on numbers that begin at the first bit.
        direction = directions[bit - degree] ^ directions[bit - degree] >> degree;
        for (std::size_t term = 1; term < degree; ++term)
            if ((row.polynomial >> (degree - term) & 1) != 0) direction ^= directions[bit - term];
    }
    for (std::uint32_t& direction : directions)
        direction = reverse_bits(direction);
    return directions;
}

}  // namespace plancast::sample
