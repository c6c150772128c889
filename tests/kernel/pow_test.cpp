// SPDX-License-Identifier: Apache-2.0
// x^y against the C library's long double function: errors, exact powers and special values.
#include <gtest/gtest.h>

#include <functional>
#include <limits>

#include "tests/kernel/blocks.h"

namespace plancast::kernel {
namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();
constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr double kSmallestNormal = std::numeric_limits<double>::min();

struct Pairs {
    Values x, y;
};

Pairs pairs(std::size_t n, const std::function<std::pair<double, double>(Draws&)>& sample) {
    Draws draws(12);
    Pairs all;
    for (std::size_t run = 0; run < n; ++run) {
        const auto [x, y] = sample(draws);
        all.x.push_back(x);
        all.y.push_back(y);
    }
    return all;
}

double largest_error(const Pairs& in, const Values& out) {
    double largest = 0;
    for (std::size_t run = 0; run < out.size(); ++run) {
        const long double exact = std::pow(static_cast<long double>(in.x[run]), in.y[run]);
        if (out[run] == 0 && std::fabs(exact) < kSmallestNormal) continue;
        largest = std::max(largest, error_in_ulps(out[run], exact));
    }
    return largest;
}

constexpr std::size_t kPoints = 1 << 19;

void expect_error_below(double bound, const Pairs& in) {
    for (const KernelTable* table : all_tables())
        EXPECT_LT(largest_error(in, apply(*table, Op::pow, in.x, in.y)), bound) << table->target;
}

// 1.5 ulp is what pow-inl.h promises; 4 would do.
TEST(Pow, ErrorOfElasticities) {
    expect_error_below(1.5, pairs(kPoints, [](Draws& draws) {
                           return std::pair(draws.between(0.1, 10), draws.between(-5, 5));
                       }));
}

TEST(Pow, ErrorWhereTheExponentIsLarge) {
    // y ln x uniform over the whole range, for x of any size and for x near 1.
    expect_error_below(1.5, pairs(kPoints, [](Draws& draws) {
                           const double x = draws.positive();
                           return std::pair(x, draws.between(-708, 709) / std::log(x));
                       }));
    expect_error_below(1.5, pairs(kPoints, [](Draws& draws) {
                           const double size = std::exp(draws.between(-35, -1));
                           const double x = draws.bits() % 2 == 0 ? 1 + size : 1 - size;
                           return std::pair(x, draws.between(-708, 709) / std::log(x));
                       }));
}

TEST(Pow, ASingleLogarithmWouldNotDo) {
    const Pairs in = pairs(4096, [](Draws& draws) {
        return std::pair(draws.between(1.1, 2), draws.between(500, 900));
    });
    Values out(in.x.size());
    for (std::size_t run = 0; run < out.size(); ++run)
        out[run] = std::exp(in.y[run] * std::log(in.x[run]));
    EXPECT_GT(largest_error(in, out), 4);
}

TEST(Pow, ExactPowersAndRootsAreExact) {
    Draws draws(13);
    Values x, y, expected;
    const auto add = [&](double base, double exponent, double power) {
        x.push_back(base);
        y.push_back(exponent);
        expected.push_back(power);
    };
    while (x.size() < 1 << 14) {
        const int exponent = static_cast<int>(draws.bits() % 8) + 1;
        const auto whole =
            static_cast<double>(draws.bits() % (std::uint64_t{1} << (53 / exponent)) + 1);
        double power = 1;
        for (int factor = 0; factor < exponent; ++factor)
            power *= whole;
        add(whole, exponent, power);
        add(2, -exponent, std::ldexp(1, -exponent));
        if (exponent == 2 || exponent == 4 || exponent == 8)  // 1 / exponent is a double
            add(power, 1.0 / exponent, whole);
        else
            add(1 / std::ldexp(1, exponent), -2, std::ldexp(1, 2 * exponent));
        add(std::ldexp(1, exponent), 1022 / exponent, std::ldexp(1, exponent * (1022 / exponent)));
    }
    for (const KernelTable* table : all_tables())
        EXPECT_EQ(apply(*table, Op::pow, x, y), expected) << table->target;
}

TEST(Pow, ToTheFirstAndToTheZeroth) {
    Draws draws(14);
    Values x(kPoints);
    std::generate(x.begin(), x.end(), [&] { return std::bit_cast<double>(draws.bits()); });
    for (const KernelTable* table : all_tables()) {
        const Values first = apply(*table, Op::pow, x, Values(kPoints, 1.0));
        const Values zeroth = apply(*table, Op::pow, x, Values(kPoints, 0.0));
        for (std::size_t run = 0; run < kPoints; ++run) {
            ASSERT_TRUE(same(first[run], x[run])) << table->target << ": " << x[run];
            ASSERT_TRUE(same(zeroth[run], std::isnan(x[run]) ? kNaN : 1.0)) << x[run];
        }
    }
}

TEST(Pow, SpecialValues) {
    const double special[] = {0.0,  -0.0, 1.0, -1.0,  2.0,    -2.0,      3.0,        -3.0, 0.5,
                              -0.5, 1.5,  -7,  1e300, -1e300, kInfinity, -kInfinity, kNaN, 5e-324};
    for (const KernelTable* table : all_tables())
        for (const double x : special)
            for (const double y : special) {
                double expected = std::pow(x, y);
                const bool fraction = std::isfinite(y) && std::floor(y) != y;
                if (std::isnan(x) || std::isnan(y) || (x < 0 && fraction)) expected = kNaN;
                if (y != 1 && std::abs(expected) < kSmallestNormal)
                    expected = std::copysign(0.0, expected);
                const double found = apply(*table, Op::pow, Values(64, x), Values(64, y))[0];
                // Finite inexact results are the other tests' business.
                if (std::isfinite(expected) && expected != 0 &&
                    std::abs(found / expected - 1) < 1e-15)
                    continue;
                EXPECT_TRUE(same(found, expected))
                    << table->target << ": " << x << "^" << y << " gave " << found;
            }
}

TEST(Pow, NegativeBases) {
    for (const KernelTable* table : all_tables()) {
        const auto pow = [&](double x, double y) {
            return apply(*table, Op::pow, Values(64, x), Values(64, y))[0];
        };
        EXPECT_EQ(pow(-3, 3), -27);
        EXPECT_EQ(pow(-3, 4), 81);
        EXPECT_EQ(pow(-2, -3), -0.125);
        EXPECT_TRUE(std::isnan(pow(-2, 0.5)));
        EXPECT_TRUE(std::isnan(pow(-2, 1 + 0x1p-52)));
    }
}

}  // namespace
}  // namespace plancast::kernel
