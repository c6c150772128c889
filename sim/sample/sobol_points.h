// SPDX-License-Identifier: Apache-2.0
// Points of the Sobol sequence, and their scrambling. Numbers are 32 bits with the most significant
// bit last: the scramble works from high bits to low ones, as a product of integers does from low
// to high.
#pragma once

#include <array>
#include <cstdint>

namespace plancast::sample {

/// Dimensions with direction numbers (Joe and Kuo 2008); the ones after them are drawn by Philox.
inline constexpr int kSobolDims = 1024;
inline constexpr int kScrambles = 16;
inline constexpr int kSobolBits = 32;

/// What point 2^k adds to its dimension's coordinate, most significant bit last.
using Directions = std::array<std::uint32_t, kSobolBits>;

/// Direction numbers of one dimension, from 0.
Directions sobol_directions(int dimension);

/// Coordinate of point `index` in Gray-code order (Antonov and Saleev 1979), most significant bit
/// last. Point 0 is the origin and is never skipped: without it the points are no net.
inline std::uint32_t sobol_point(const Directions& directions, std::uint32_t index) {
    std::uint32_t point = 0;
    std::uint32_t gray = index ^ index >> 1;
    for (std::size_t bit = 0; gray != 0; ++bit, gray >>= 1)
        point ^= (gray & 1) != 0 ? directions[bit] : 0;
    return point;
}

struct ScrambleKey {
    std::uint32_t shift = 0;
    std::uint32_t factor = 1;  ///< odd
};

/// A nested uniform scramble (Owen 1995) by hashing (Laine and Karras 2011; Burley 2020): whether a
/// bit is flipped depends on the bits above it alone. The constants are Vegdahl's (2021): with
/// those of the papers the flips of neighbouring intervals are correlated by up to 0.6. `point` has
/// its most significant bit last, the result first.
inline std::uint32_t owen_scramble(std::uint32_t point, ScrambleKey key) {
    point ^= point * 0x3D20ADEA;
    point += key.shift;
    point *= key.factor;
    point ^= point * 0x05526C56;
    point ^= point * 0x53A22864;
    point = (point & 0x55555555) << 1 | (point >> 1 & 0x55555555);
    point = (point & 0x33333333) << 2 | (point >> 2 & 0x33333333);
    point = (point & 0x0F0F0F0F) << 4 | (point >> 4 & 0x0F0F0F0F);
    point = (point & 0x00FF00FF) << 8 | (point >> 8 & 0x00FF00FF);
    return point << 16 | point >> 16;
}

}  // namespace plancast::sample
