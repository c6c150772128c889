// SPDX-License-Identifier: Apache-2.0
// Intervals of estimated probabilities.
#include <algorithm>
#include <cmath>

#include "plancast/analyze.h"
#include "sim/base/require.h"

namespace plancast {
namespace {

constexpr std::size_t kScrambles = 16;
constexpr double kNormal975 = 1.959963984540054;   // quantile .975 of the standard normal
constexpr double kStudent975 = 2.131449545559323;  // of Student's t with 15 degrees of freedom

/// Wilson's interval of a share `p` of `n` runs; `n` may be an effective size.
Interval score_interval(double p, double n, double z, IntervalMethod method) {
    const double squared = z * z;
    const double centre = p + squared / (2 * n);
    const double spread = z * std::sqrt(p * (1 - p) / n + squared / (4 * n * n));
    const double scale = 1 + squared / n;
    // At 0 and 1 the exact bound is p itself; the formula misses it by its rounding.
    return {p > 0 ? std::max(0.0, (centre - spread) / scale) : 0.0,
            p < 1 ? std::min(1.0, (centre + spread) / scale) : 1.0, method};
}

Interval plain_interval(std::int64_t hits, std::int64_t runs, IntervalMethod method) {
    if (runs <= 0) return {};
    const auto n = static_cast<double>(runs);
    return score_interval(static_cast<double>(hits) / n, n, kNormal975, method);
}

}  // namespace

Interval wilson_interval(std::int64_t hits, std::int64_t runs) {
    return plain_interval(hits, runs, IntervalMethod::wilson);
}

Interval scramble_interval(std::span<const std::int64_t> hits, std::span<const std::int64_t> runs) {
    PLANCAST_REQUIRE(hits.size() == kScrambles && runs.size() == kScrambles);
    std::int64_t all_hits = 0, all_runs = 0;
    for (std::size_t scramble = 0; scramble < kScrambles; ++scramble) {
        all_hits += hits[scramble];
        all_runs += runs[scramble];
    }
    if (all_runs == 0) return {};
    const double p = static_cast<double>(all_hits) / static_cast<double>(all_runs);
    double squares = 0;
    for (std::size_t scramble = 0; scramble < kScrambles; ++scramble) {
        const double residual =
            static_cast<double>(hits[scramble]) - p * static_cast<double>(runs[scramble]);
        squares += residual * residual;
    }
    const double total = static_cast<double>(all_runs);
    const double variance = kScrambles / (kScrambles - 1.0) * squares / (total * total);
    // Scrambles that all agree say nothing about their spread.
    if (!(variance > 0))
        return plain_interval(all_hits, all_runs, IntervalMethod::wilson_no_spread);
    return score_interval(p, p * (1 - p) / variance, kStudent975, IntervalMethod::scrambles);
}

}  // namespace plancast
