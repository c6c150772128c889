// SPDX-License-Identifier: Apache-2.0
// A permutation that is computed, not stored.
#pragma once

#include <array>
#include <cstdint>
#include <span>

namespace plancast::sample {

/// A bijection of 0 .. size - 1 onto itself, chosen by its keys. A place is split into a low part
/// of 2^m values and a high part of as few values as will do; a Feistel network adds to each in
/// turn a hash of the other. Where that leads past the end (seldom, but in small sizes) it is done
/// again (Black and Rogaway 2002, "Ciphers with arbitrary finite domains").
class Permutation {
public:
    static constexpr std::size_t kRounds = 8;
    using Keys = std::array<std::uint32_t, kRounds>;

    /// size from 1 to 2^62
    Permutation(std::uint64_t size, const Keys& keys);

    /// Puts its image in the place of each number. The first loop has no branches, so that the
    /// processor works on several numbers at once.
    void map(std::span<std::uint64_t> places) const {
        for (std::uint64_t& place : places)
            place = apply(place);
        for (std::uint64_t& place : places)
            while (place >= size_)
                place = apply(place);
    }

private:
    /// A bijection of 0 .. 2^m highs - 1. Each step adds to one part what the other decides, so the
    /// steps can be taken back one by one.
    std::uint64_t apply(std::uint64_t place) const {
        std::uint32_t low = static_cast<std::uint32_t>(place) & low_mask_;
        auto high = static_cast<std::uint32_t>(place >> low_bits_);
        for (std::size_t round = 0; round < kRounds; round += 2) {
            high += below_highs(mix(low ^ keys_[round]));
            high -= high >= highs_ ? highs_ : 0;
            low ^= mix(high ^ keys_[round + 1]) & low_mask_;
        }
        return std::uint64_t{high} << low_bits_ | low;
    }

    /// Spreads 32 bits evenly over 0 .. highs - 1.
    std::uint32_t below_highs(std::uint32_t bits) const {
        return static_cast<std::uint32_t>(std::uint64_t{bits} * highs_ >> 32);
    }

    /// A 32-bit integer hash of two multiplications (Wellons 2018, "lowbias32").
    static std::uint32_t mix(std::uint32_t x) {
        x ^= x >> 16;
        x *= 0x7FEB352D;
        x ^= x >> 15;
        x *= 0x846CA68B;
        x ^= x >> 16;
        return x;
    }

    std::uint64_t size_;
    unsigned low_bits_;
    std::uint32_t low_mask_;
    std::uint32_t highs_;  ///< values of the high part
    Keys keys_;
};

}  // namespace plancast::sample
