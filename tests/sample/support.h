// SPDX-License-Identifier: Apache-2.0
// What the tests of the samplers share: dimensions, whole columns of uniforms, and distances in
// standard errors.
#pragma once

#include <cmath>
#include <cstdint>
#include <numeric>
#include <string>
#include <vector>

#include "plancast/uniforms.h"
#include "sim/kernel/kernel.h"

namespace plancast::sample {

/// The project's bound on a statistic with a fixed seed, in standard errors.
inline constexpr double kBound = 4.5;

inline UniformDim dimension(const std::string& name, int year = 0) {
    return {name, kernel::name_hash(name), year};
}

/// x0, x1, ... once per run.
inline std::vector<UniformDim> parameters(int count) {
    std::vector<UniformDim> dims;
    for (int number = 0; number < count; ++number)
        dims.push_back(dimension("x" + std::to_string(number)));
    return dims;
}

/// Uniforms of runs 0 .. 64 groups - 1.
inline std::vector<double> column(const UniformSource& source, int dim, std::uint64_t groups) {
    std::vector<std::uint64_t> all(groups);
    std::iota(all.begin(), all.end(), std::uint64_t{0});
    std::vector<double> out(64 * groups);
    source.fill(dim, all, out.data());
    return out;
}

/// Chi-square of counts against equal expectations, as a distance from its mean in standard
/// deviations.
inline double chi_square_distance(const std::vector<double>& counts) {
    const double cells = static_cast<double>(counts.size());
    const double expected = std::accumulate(counts.begin(), counts.end(), 0.0) / cells;
    double chi_square = 0;
    for (const double count : counts)
        chi_square += (count - expected) * (count - expected) / expected;
    return (chi_square - (cells - 1)) / std::sqrt(2 * (cells - 1));
}

/// The same for how often values in (0, 1) fall into `cells` equal cells.
inline double cell_distance(const std::vector<double>& uniforms, int cells) {
    std::vector<double> counts(static_cast<std::size_t>(cells));
    for (const double uniform : uniforms)
        counts[static_cast<std::size_t>(uniform * cells)] += 1;
    return chi_square_distance(counts);
}

/// The same for pairs in the unit square.
inline double pair_distance(const std::vector<double>& left, const std::vector<double>& right,
                            int cells) {
    std::vector<double> counts(static_cast<std::size_t>(cells * cells));
    for (std::size_t run = 0; run < left.size(); ++run)
        counts[static_cast<std::size_t>(static_cast<int>(left[run] * cells) * cells +
                                        static_cast<int>(right[run] * cells))] += 1;
    return chi_square_distance(counts);
}

inline double mean(const std::vector<double>& values) {
    return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

inline double deviation(const std::vector<double>& values) {
    const double centre = mean(values);
    double squares = 0;
    for (const double value : values)
        squares += (value - centre) * (value - centre);
    return std::sqrt(squares / static_cast<double>(values.size() - 1));
}

/// Correlation times the root of the number of pairs: standard normal where they are independent.
inline double correlation_distance(const std::vector<double>& left,
                                   const std::vector<double>& right) {
    const double left_mean = mean(left), right_mean = mean(right);
    double products = 0;
    for (std::size_t run = 0; run < left.size(); ++run)
        products += (left[run] - left_mean) * (right[run] - right_mean);
    const double n = static_cast<double>(left.size());
    return products / (n - 1) / deviation(left) / deviation(right) * std::sqrt(n);
}

}  // namespace plancast::sample
