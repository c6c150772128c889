// SPDX-License-Identifier: Apache-2.0
#include "sim/reduce/histogram.h"

#include <algorithm>
#include <bit>

#include "sim/base/require.h"

namespace plancast::reduce {
namespace {

constexpr std::uint32_t kBinsPerOctave = 128;
constexpr std::uint32_t kSignBin = 0x8000;

/// Magnitude where a bin begins: the float whose upper bits are `bin` and whose others are 0.
double start_of(std::uint32_t bin) {
    return std::bit_cast<float>(bin << 16);
}

/// Looks for the value of a rank, bin by bin in ascending order.
class RankSearch {
public:
    RankSearch(double rank, float least, float most) : rank_(rank), least_(least), most_(most) {}

    /// Takes a bin of values from `low` to `high`; true where the rank lies in it.
    bool take(double low, double high, std::uint64_t count) {
        const auto inside = static_cast<double>(count);
        if (count == 0 || rank_ >= before_ + inside) {
            before_ += inside;
            return false;
        }
        low = std::max(low, least_);
        high = std::max(low, std::min(high, most_));
        // A bin with c values holds the k-th of them, from 0, at (k + 1/2) / c of its width.
        const double share = (rank_ - before_ + 0.5) / inside;
        found_ = {std::min(low + share * (high - low), high), (high - low) / 2};
        return true;
    }

    HistogramQuantile found() const { return found_; }

private:
    double rank_, least_, most_;
    double before_ = 0;
    HistogramQuantile found_;
};

}  // namespace

void Histogram::Side::make_room(std::uint32_t bin) {
    const std::uint32_t octave = bin / kBinsPerOctave * kBinsPerOctave;
    if (counts.empty()) first = octave;
    const std::uint32_t end = first + static_cast<std::uint32_t>(counts.size());
    if (octave < first) {
        counts.insert(counts.begin(), first - octave, 0);
        first = octave;
    } else if (octave >= end) {
        counts.resize(octave + kBinsPerOctave - first);
    }
}

std::uint64_t& Histogram::Side::count_of(std::uint32_t bin) {
    // Below `first` the difference wraps round to a large number.
    if (bin - first >= counts.size()) make_room(bin);
    return counts[bin - first];
}

void Histogram::add(float value) {
    const std::uint32_t bin = std::bit_cast<std::uint32_t>(value) >> 16;
    ++sides_[bin / kSignBin].count_of(bin % kSignBin);
}

void Histogram::add(const Histogram& other) {
    for (std::size_t sign = 0; sign < sides_.size(); ++sign) {
        const Side& from = other.sides_[sign];
        for (std::size_t at = 0; at < from.counts.size(); ++at)
            if (from.counts[at] > 0)
                sides_[sign].count_of(from.first + static_cast<std::uint32_t>(at)) +=
                    from.counts[at];
    }
}

std::int64_t Histogram::count() const {
    std::uint64_t sum = 0;
    for (const Side& side : sides_)
        for (const std::uint64_t count : side.counts)
            sum += count;
    return static_cast<std::int64_t>(sum);
}

HistogramQuantile Histogram::quantile(double level, float least, float most) const {
    const std::int64_t n = count();
    PLANCAST_REQUIRE(n > 0);
    RankSearch search(level * static_cast<double>(n - 1), least, most);
    const auto& [positive, negative] = sides_;
    // Negative values first, from the largest magnitude down.
    for (std::size_t at = negative.counts.size(); at-- > 0;) {
        const std::uint32_t bin = negative.first + static_cast<std::uint32_t>(at);
        if (search.take(-start_of(bin + 1), -start_of(bin), negative.counts[at]))
            return search.found();
    }
    for (std::size_t at = 0; at < positive.counts.size(); ++at) {
        const std::uint32_t bin = positive.first + static_cast<std::uint32_t>(at);
        if (search.take(start_of(bin), start_of(bin + 1), positive.counts[at]))
            return search.found();
    }
    return {most, 0};
}

}  // namespace plancast::reduce
