// SPDX-License-Identifier: Apache-2.0
// Counts of floats by their leading bits: exact, mergeable in any order, with quantiles to 1/128
// octave.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace plancast::reduce {

/// A quantile read from counts, and half the width of the bin it lies in.
struct HistogramQuantile {
    double value = 0;
    double error = 0;
};

/// 128 bins an octave, for either sign: the bin of a float is its upper 16 bits. Room is made for
/// whole octaves when a value first falls outside it, a few times at the start of a run.
class Histogram {
public:
    void add(float value);
    void add(const Histogram& other);

    std::int64_t count() const;
    /// Quantile of level `level` (Hyndman and Fan 1996, type 7, with values spread evenly inside a
    /// bin), kept within [least, most]. Needs at least one value.
    HistogramQuantile quantile(double level, float least, float most) const;

private:
    /// Adjacent bins of values of one sign, by rising magnitude.
    struct Side {
        std::uint32_t first = 0;  ///< the bin that counts[0] is of
        std::vector<std::uint64_t> counts;

        std::uint64_t& count_of(std::uint32_t bin);
        void make_room(std::uint32_t bin);
    };
    std::array<Side, 2> sides_;  ///< [sign bit]
};

}  // namespace plancast::reduce
