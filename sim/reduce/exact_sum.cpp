// SPDX-License-Identifier: Apache-2.0
#include "sim/reduce/exact_sum.h"

#include <algorithm>
#include <bit>
#include <cmath>

#include "sim/base/require.h"

namespace plancast::reduce {
namespace {

constexpr std::int64_t kDigitMask = 0xFFFFFFFF;
constexpr std::uint32_t kTermsPerCarry = 1u << 30;

}  // namespace

void ExactSum::add(double term) {
    if (term == 0) return;
    const auto bits = std::bit_cast<std::uint64_t>(term);
    const int exponent = static_cast<int>(bits >> 52 & 0x7FF);
    const std::uint64_t mantissa = (bits & 0xFFFFFFFFFFFFF) | (std::uint64_t{1} << 52);
    // The lowest bit of the mantissa weighs 2^(exponent - 1075); trailing zeros may reach lower.
    int place = exponent - 1075 - kLowest;
    std::uint64_t digits = mantissa;
    if (place < 0 && place > -53) {
        PLANCAST_REQUIRE((mantissa & ((std::uint64_t{1} << -place) - 1)) == 0);
        digits = mantissa >> -place;
        place = 0;
    }
    PLANCAST_REQUIRE(exponent > 0 && place >= 0 && place / 32 + 3 < kDigits);
    const auto first = static_cast<std::size_t>(place / 32);
    const int shift = place % 32;
    const std::uint64_t low = digits << shift;
    const std::uint64_t high = shift == 0 ? 0 : digits >> (64 - shift);
    const std::int64_t sign = (bits >> 63) != 0 ? -1 : 1;
    digit_[first] += sign * static_cast<std::int64_t>(low & kDigitMask);
    digit_[first + 1] += sign * static_cast<std::int64_t>(low >> 32);
    digit_[first + 2] += sign * static_cast<std::int64_t>(high);
    if (++terms_ == kTermsPerCarry) carry();
}

void ExactSum::add(const ExactSum& other) {
    ExactSum carried = other;
    carried.carry();
    carry();
    for (std::size_t at = 0; at < digit_.size(); ++at)
        digit_[at] += carried.digit_[at];
    ++terms_;
}

/// Leaves every digit but the highest in [0, 2^32); the sign is that of the highest.
void ExactSum::carry() {
    for (std::size_t at = 0; at + 1 < digit_.size(); ++at) {
        digit_[at + 1] += digit_[at] >> 32;
        digit_[at] &= kDigitMask;
    }
    terms_ = 0;
}

double ExactSum::value() const {
    ExactSum magnitude = *this;
    magnitude.carry();
    const bool negative = magnitude.digit_.back() < 0;
    if (negative) {
        for (std::int64_t& digit : magnitude.digit_)
            digit = -digit;
        magnitude.carry();
    }
    double sum = 0;
    double weight = 0x1p-320;
    for (const std::int64_t digit : magnitude.digit_) {
        sum += static_cast<double>(digit) * weight;
        weight *= 0x1p32;
    }
    return negative ? -sum : sum;
}

double ExactSum::rest() const {
    ExactSum left = *this;
    left.add(-value());
    return left.value();
}

double sum_of_group(const double* terms) {
    double lane[8] = {};
    for (int row = 0; row < 8; ++row)
        for (int column = 0; column < 8; ++column)
            lane[column] += terms[8 * row + column];
    for (int step = 4; step > 0; step /= 2)
        for (int column = 0; column < step; ++column)
            lane[column] += lane[column + step];
    return lane[0];
}

double centred_squares(const ExactSum& sum, const ExactSum& squares, std::int64_t count) {
    const auto n = static_cast<double>(count);
    const double total = sum.value();
    // total^2 / n to twice the precision: Sterbenz differences of nearly equal numbers keep their
    // bits.
    const double square = total * total;
    const double square_rest = std::fma(total, total, -square) + 2 * total * sum.rest();
    const double share = square / n;
    const double share_rest = (std::fma(-share, n, square) + square_rest) / n;
    return std::max(0.0, (squares.value() - share) + (squares.rest() - share_rest));
}

}  // namespace plancast::reduce
