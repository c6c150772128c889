// SPDX-License-Identifier: Apache-2.0
// Sums without rounding: the order of the terms, and so the division of the work, cannot change a
// bit.
#pragma once

#include <array>
#include <cstdint>

namespace plancast::reduce {

/// A fixed-point accumulator (Kulisch 2013) for multiples of 2^-320 below 2^300: sums of at most 64
/// floats, of squares of floats, of ratios of floats. A term outside that range is a bug of the
/// caller.
class ExactSum {
public:
    void add(double term);
    void add(const ExactSum& other);

    /// The sum, at most one unit in the last place off.
    double value() const;
    /// What value() leaves out: value() + rest() is the sum to about 106 bits.
    double rest() const;

private:
    // Digits of 32 bits in signed words: 2^31 terms fit before the carries must be taken up.
    static constexpr int kDigits = 21;
    static constexpr int kLowest = -320;  ///< exponent of the lowest bit
    void carry();

    std::array<std::int64_t, kDigits> digit_{};
    std::uint32_t terms_ = 0;  ///< since the last carry
};

/// Sum of 64 doubles by a fixed tree over eight lanes.
double sum_of_group(const double* terms);

/// Sum of (x - mean)^2 over `count` values with these sums of x and of x^2, without cancellation.
double centred_squares(const ExactSum& sum, const ExactSum& squares, std::int64_t count);

}  // namespace plancast::reduce
