// SPDX-License-Identifier: Apache-2.0
#include "sim/reduce/histogram.h"

#include <algorithm>
#include <bit>
#include <limits>

#include "sim/base/require.h"

namespace plancast::reduce {
namespace {

constexpr std::size_t kSignPages = 256;

/// The float whose upper 16 bits are `bin` and whose other bits are 0.
float first_of_bin(std::uint32_t bin) {
    return std::bit_cast<float>(bin << 16);
}

}  // namespace

Histogram::Page& Histogram::page(std::size_t number) {
    if (place_[number] == 0) {
        pages_.emplace_back();
        place_[number] = static_cast<std::uint16_t>(pages_.size());
    }
    return pages_[place_[number] - 1u];
}

void Histogram::add(float value) {
    const std::uint32_t bin = std::bit_cast<std::uint32_t>(value) >> 16;
    ++page(bin / kBinsPerPage)[bin % kBinsPerPage];
}

void Histogram::add(const Histogram& other) {
    for (std::size_t number = 0; number < kPages; ++number) {
        if (other.place_[number] == 0) continue;
        const Page& from = other.pages_[other.place_[number] - 1u];
        Page& to = page(number);
        for (std::size_t bin = 0; bin < kBinsPerPage; ++bin)
            to[bin] += from[bin];
    }
}

std::int64_t Histogram::count() const {
    std::uint64_t sum = 0;
    for (const Page& page : pages_)
        for (const std::uint64_t bin : page)
            sum += bin;
    return static_cast<std::int64_t>(sum);
}

HistogramQuantile Histogram::quantile(double level, float least, float most) const {
    const std::int64_t n = count();
    PLANCAST_REQUIRE(n > 0);
    // The place among the sorted values, from 0; a bin with c values holds them at its (k + 1/2) /
    // c.
    const double rank = level * static_cast<double>(n - 1);
    double before = 0;
    HistogramQuantile found;
    const auto visit = [&](std::size_t number, std::size_t bin) {
        const auto inside = static_cast<double>(pages_[place_[number] - 1u][bin]);
        if (inside == 0 || rank >= before + inside) {
            before += inside;
            return false;
        }
        const auto index = static_cast<std::uint32_t>(number * kBinsPerPage + bin);
        double low = first_of_bin(index), high = first_of_bin(index + 1);
        if (index >= kSignPages * kBinsPerPage) std::swap(low, high);
        low = std::max<double>(low, least);
        high = std::min<double>(high, most);
        const double share = (rank - before + 0.5) / inside;
        found.value = std::clamp(low + share * (high - low), low, std::max(low, high));
        found.error = std::max(0.0, high - low) / 2;
        return true;
    };
    // Ascending values: negative ones from the largest magnitude down, then the others upwards.
    for (std::size_t number = kPages; number-- > kSignPages;)
        for (std::size_t bin = kBinsPerPage; place_[number] != 0 && bin-- > 0;)
            if (visit(number, bin)) return found;
    for (std::size_t number = 0; number < kSignPages; ++number)
        for (std::size_t bin = 0; place_[number] != 0 && bin < kBinsPerPage; ++bin)
            if (visit(number, bin)) return found;
    found.value = most;
    return found;
}

}  // namespace plancast::reduce
