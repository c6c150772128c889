// SPDX-License-Identifier: Apache-2.0
#include "sim/reduce/exact_sum.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <random>
#include <vector>

#include "sim/base/require.h"

namespace plancast::reduce {
namespace {

std::vector<double> wild_terms(std::size_t count) {
    std::mt19937_64 generator(1);
    std::vector<double> terms;
    for (std::size_t term = 0; term < count; ++term) {
        const int exponent = static_cast<int>(generator() % 200) - 100;
        const double mantissa = static_cast<double>(generator() >> 11);
        terms.push_back(std::ldexp((generator() & 1) != 0 ? mantissa : -mantissa, exponent));
    }
    return terms;
}

TEST(ExactSum, DoesNotDependOnOrderOrDivision) {
    std::vector<double> terms = wild_terms(10000);
    ExactSum forward, backward, parts[7], merged;
    for (std::size_t term = 0; term < terms.size(); ++term) {
        forward.add(terms[term]);
        backward.add(terms[terms.size() - 1 - term]);
        parts[term % 7].add(terms[term]);
    }
    for (const ExactSum& part : parts)
        merged.add(part);
    EXPECT_EQ(forward.value(), backward.value());
    EXPECT_EQ(forward.value(), merged.value());
    EXPECT_EQ(forward.rest(), merged.rest());
    double plain = 0, plain_backward = 0;
    for (std::size_t term = 0; term < terms.size(); ++term) {
        plain += terms[term];
        plain_backward += terms[terms.size() - 1 - term];
    }
    EXPECT_NE(plain, plain_backward)
        << "control: a plain sum of these terms depends on their order";
}

TEST(ExactSum, KeepsWhatCancels) {
    ExactSum sum;
    sum.add(1e30);
    sum.add(3.0);
    sum.add(-1e30);
    EXPECT_EQ(sum.value(), 3.0);
    sum.add(-4.0);
    EXPECT_EQ(sum.value(), -1.0);
    sum.add(1.0);
    EXPECT_EQ(sum.value(), 0.0);
}

TEST(ExactSum, HoldsTheSquaresOfTheExtremeFloats) {
    const double most = std::numeric_limits<float>::max();
    const double least = std::numeric_limits<float>::denorm_min();
    ExactSum sum;
    for (int term = 0; term < 1000; ++term) {
        sum.add(64 * most * most);
        sum.add(least * least);
    }
    EXPECT_DOUBLE_EQ(sum.value(), 64000 * most * most);
    for (int term = 0; term < 1000; ++term)
        sum.add(-64 * most * most);
    EXPECT_DOUBLE_EQ(sum.value(), 1000 * least * least);
    EXPECT_THROW(sum.add(std::numeric_limits<double>::infinity()), Bug);
    EXPECT_THROW(sum.add(std::numeric_limits<double>::quiet_NaN()), Bug);
}

TEST(ExactSum, ValueAndRestHoldTwiceThePrecision) {
    ExactSum sum;
    for (int term = 0; term < 1000; ++term)
        sum.add(0.1);
    long double wide = 0;
    for (int term = 0; term < 1000; ++term)
        wide += 0.1;
    // 1000 times the double 0.1 has 53 + 10 bits, which a long double of 64 holds exactly.
    EXPECT_EQ(static_cast<long double>(sum.value()) + sum.rest(), wide);
    EXPECT_NE(sum.rest(), 0.0);
}

TEST(SumOfGroup, IsTheTreeOfEightLanes) {
    double terms[64];
    for (int term = 0; term < 64; ++term)
        terms[term] = term + 1;
    EXPECT_EQ(sum_of_group(terms), 64 * 65 / 2);
}

TEST(CentredSquares, DoNotCancel) {
    // 1e9 + {0, 64, 128}: floats near 1e9 are 64 apart.
    ExactSum sum, squares;
    const double values[] = {1e9, 1e9 + 64, 1e9 + 128};
    for (int repeat = 0; repeat < 100; ++repeat)
        for (const double value : values) {
            sum.add(value);
            squares.add(value * value);
        }
    // Closed form: 200 values 64 away from their mean.
    EXPECT_NEAR(centred_squares(sum, squares, 300), 200 * 64.0 * 64.0, 1e-3)
        << "squares of values near 1e9 are rounded to 128, 1e-10 of the sum that is left";
    double naive = 0, naive_sum = 0;
    for (int repeat = 0; repeat < 100; ++repeat)
        for (const double value : values) {
            naive += value * value;
            naive_sum += value;
        }
    EXPECT_GT(std::abs(naive - naive_sum * naive_sum / 300 - 200 * 64.0 * 64.0), 1.0)
        << "control: the plain formula cancels";
}

TEST(CentredSquares, OfEqualValuesAreZero) {
    ExactSum sum, squares;
    const double value = 35.221843719482422;  // a float
    for (int repeat = 0; repeat < 1000; ++repeat) {
        sum.add(value);
        squares.add(value * value);
    }
    EXPECT_LT(centred_squares(sum, squares, 1000), 1e-24);
}

}  // namespace
}  // namespace plancast::reduce
