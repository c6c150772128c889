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

/// 128 bins an octave, for either sign: the bin of a float is its upper 16 bits. A page of bins is
/// made when a value first falls in its octave, a few times at the start of a run.
class Histogram {
public:
    void add(float value);
    void add(const Histogram& other);

    std::int64_t count() const;
    /// Quantile of level `level` (Hyndman and Fan 1996, type 7, with values spread evenly inside a
    /// bin), kept within [least, most]. Needs at least one value.
    HistogramQuantile quantile(double level, float least, float most) const;

private:
    static constexpr std::size_t kBinsPerPage = 128;
    static constexpr std::size_t kPages = 512;  ///< sign and exponent of a float
    using Page = std::array<std::uint64_t, kBinsPerPage>;
    Page& page(std::size_t number);

    std::array<std::uint16_t, kPages> place_{};  ///< 1 + index into pages_, 0 where there is none
    std::vector<Page> pages_;
};

}  // namespace plancast::reduce
