// SPDX-License-Identifier: Apache-2.0
// The simple operations against plain C++, on every pair and triple of difficult values and on
// random ones, for every instruction set and every shape.
#include <gtest/gtest.h>

#include <limits>

#include "sim/base/require.h"
#include "tests/kernel/blocks.h"

namespace plancast::kernel {
namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();
constexpr double kInfinity = std::numeric_limits<double>::infinity();

using Reference = double (*)(double, double, double);

struct Case {
    Op op;
    int operands;
    bool all_shapes;
    Reference reference;
};

double truth(bool decided_by_nan, bool value) {
    return decided_by_nan ? kNaN : value ? 1.0 : 0.0;
}

bool nan(double a, double b) {
    return std::isnan(a) || std::isnan(b);
}

double half_away_from_zero(double a, double, double) {
    return std::round(a);
}

double clamped(double a, double low, double high) {
    return nan(low, high) || std::isnan(a) || low > high ? kNaN
           : a < low                                     ? low
           : a > high                                    ? high
                                                         : a;
}

const Case kCases[] = {
    {Op::neg, 1, false, [](double a, double, double) { return -a; }},
    {Op::abs, 1, false, [](double a, double, double) { return std::abs(a); }},
    {Op::sqrt, 1, false, [](double a, double, double) { return std::sqrt(a); }},
    {Op::floor, 1, false, [](double a, double, double) { return std::floor(a); }},
    {Op::round, 1, false, half_away_from_zero},
    {Op::logic_not, 1, false, [](double a, double, double) { return truth(nan(a, 0), a == 0); }},
    {Op::add, 2, true, [](double a, double b, double) { return a + b; }},
    {Op::sub, 2, true, [](double a, double b, double) { return a - b; }},
    {Op::mul, 2, true, [](double a, double b, double) { return a * b; }},
    {Op::div, 2, true, [](double a, double b, double) { return a / b; }},
    {Op::min, 2, true, [](double a, double b, double) { return nan(a, b) ? kNaN
                                                               : a < b   ? a
                                                                         : b; }},
    {Op::max, 2, true, [](double a, double b, double) { return nan(a, b) ? kNaN
                                                               : a > b   ? a
                                                                         : b; }},
    {Op::less, 2, true, [](double a, double b, double) { return truth(nan(a, b), a < b); }},
    {Op::less_equal, 2, true, [](double a, double b, double) { return truth(nan(a, b), a <= b); }},
    {Op::equal, 2, true, [](double a, double b, double) { return truth(nan(a, b), a == b); }},
    {Op::not_equal, 2, true, [](double a, double b, double) { return truth(nan(a, b), a != b); }},
    {Op::logic_and, 2, true,
     [](double a, double b, double) { return truth(nan(a, b), a != 0 && b != 0); }},
    {Op::logic_or, 2, true,
     [](double a, double b, double) { return truth(nan(a, b), a != 0 || b != 0); }},
    {Op::bernoulli, 2, false,
     [](double p, double u, double) { return truth(!(p >= 0 && p <= 1) || nan(u, u), u > 1 - p); }},
    {Op::select, 3, true,
     [](double a, double b, double c) { return std::isnan(a) ? kNaN
                                               : a != 0      ? b
                                                             : c; }},
    {Op::clamp, 3, true, clamped},
};

const double kDifficult[] = {0.0,
                             -0.0,
                             1.0,
                             -1.0,
                             0.5,
                             -0.5,
                             1.5,
                             -2.5,
                             0.49999999999999994,
                             -0.49999999999999994,
                             0x1p52 + 1,
                             0x1p52 - 0.5,
                             -0x1p53 - 2,
                             std::numeric_limits<double>::max(),
                             -std::numeric_limits<double>::max(),
                             std::numeric_limits<double>::min(),
                             std::numeric_limits<double>::denorm_min(),
                             kInfinity,
                             -kInfinity,
                             kNaN};

struct Triples {
    Values a, b, c;
};

/// Every triple of difficult values, then random ones of like size.
Triples triples() {
    Triples all;
    for (const double a : kDifficult)
        for (const double b : kDifficult)
            for (const double c : kDifficult) {
                all.a.push_back(a);
                all.b.push_back(b);
                all.c.push_back(c);
            }
    Draws draws(2);
    while (all.a.size() < 1 << 17) {
        all.a.push_back(draws.between(-3, 3));
        all.b.push_back(draws.between(-3, 3));
        all.c.push_back(draws.between(-3, 3));
    }
    return all;
}

/// Runs an operation in every offered shape; a one-value operand is the first of its block.
void expect_reference(const KernelTable& table, const Case& checked, const Triples& all) {
    const unsigned shapes = checked.all_shapes ? (1u << checked.operands) - 1 : 1;
    constexpr std::size_t kBlock = 128;
    for (unsigned shape = 0; shape < shapes; ++shape) {
        ASSERT_NE(function_of(table, checked.op, shape), nullptr);
        Values out(kBlock);
        for (std::size_t begin = 0; begin < all.a.size(); begin += kBlock) {
            const double *a = &all.a[begin], *b = &all.b[begin], *c = &all.c[begin];
            function_of(table, checked.op, shape)({out.data(), a, b, c, nullptr, kBlock});
            for (std::size_t run = 0; run < kBlock; ++run) {
                const double of_a = a[(shape & 1) != 0 ? 0 : run];
                const double of_b = b[(shape & 2) != 0 ? 0 : run];
                const double of_c = c[(shape & 4) != 0 ? 0 : run];
                ASSERT_TRUE(same(out[run], checked.reference(of_a, of_b, of_c)))
                    << table.target << " op " << static_cast<int>(checked.op) << " shape " << shape
                    << ": " << of_a << ", " << of_b << ", " << of_c << " gave " << out[run];
            }
        }
    }
    if (checked.all_shapes) {
        EXPECT_EQ(function_of(table, checked.op, shapes), nullptr);
    }
}

TEST(Arithmetic, EqualsPlainArithmetic) {
    const Triples all = triples();
    for (const KernelTable* table : all_tables())
        for (const Case& checked : kCases)
            expect_reference(*table, checked, all);
}

TEST(Arithmetic, FusedOperationsRoundOnce) {
    const Triples all = triples();
    for (const KernelTable* table : all_tables()) {
        const Reference fused[] = {[](double a, double b, double c) { return std::fma(a, b, c); },
                                   [](double a, double b, double c) { return std::fma(a, b, -c); },
                                   [](double a, double b, double c) { return std::fma(-a, b, c); }};
        const Reference apart[] = {[](double a, double b, double c) { return a * b + c; },
                                   [](double a, double b, double c) { return a * b - c; },
                                   [](double a, double b, double c) { return c - a * b; }};
        const Op ops[] = {Op::fma, Op::fms, Op::fnma};
        for (std::size_t place = 0; place < 3; ++place)
            expect_reference(*table,
                             {ops[place], 3, true, table->fma ? fused[place] : apart[place]}, all);
    }
}

TEST(Arithmetic, TheTwoRoundingsDiffer) {
    // (1 + e)(1 - e) - 1 = -e^2, which a rounded product loses.
    const double e = 0x1p-30;
    EXPECT_EQ(std::fma(1 + e, 1 - e, -1.0), -e * e);
    EXPECT_EQ((1 + e) * (1 - e) - 1.0, 0);
}

TEST(Arithmetic, OutMayBeAnOperand) {
    Draws draws(3);
    for (const KernelTable* table : all_tables()) {
        const Values a = draws.between(-2, 2, 192), b = draws.between(0, 2, 192),
                     c = draws.between(2, 3, 192);
        const Values expected = apply(*table, Op::clamp, a, b, c);
        Values in_a = a, in_b = b, in_c = c;
        const BlockFunction clamp = function_of(*table, Op::clamp);
        clamp({in_a.data(), in_a.data(), b.data(), c.data(), nullptr, 192});
        clamp({in_b.data(), a.data(), in_b.data(), c.data(), nullptr, 192});
        clamp({in_c.data(), a.data(), b.data(), in_c.data(), nullptr, 192});
        EXPECT_EQ(in_a, expected);
        EXPECT_EQ(in_b, expected);
        EXPECT_EQ(in_c, expected);
    }
}

TEST(Arithmetic, FillSpreadsOneValue) {
    const double value = 1.25;
    for (const KernelTable* table : all_tables()) {
        Values out(192);
        function_of(*table, Op::fill, 1)({out.data(), &value, nullptr, nullptr, nullptr, 192});
        EXPECT_EQ(out, Values(192, 1.25));
    }
}

TEST(Arithmetic, LinearFusesInOrder) {
    Draws draws(4);
    for (const KernelTable* table : all_tables())
        for (const std::size_t n_terms : {1u, 2u, 7u}) {
            std::vector<Values> operands;
            std::vector<const double*> places;
            std::vector<double> coefficients;
            for (std::size_t term = 0; term < n_terms; ++term) {
                operands.push_back(draws.between(-3, 3, 320));
                places.push_back(operands.back().data());
                coefficients.push_back(draws.between(-1, 1));
            }
            const LinearTerms terms = {coefficients, places.data()};
            Values expected(320);
            for (std::size_t run = 0; run < 320; ++run) {
                expected[run] = coefficients[0] * operands[0][run];
                for (std::size_t term = 1; term < n_terms; ++term)
                    expected[run] =
                        table->fma
                            ? std::fma(coefficients[term], operands[term][run], expected[run])
                            : coefficients[term] * operands[term][run] + expected[run];
            }
            // In place on the last operand.
            double* out = operands.back().data();
            function_of(*table, Op::linear)({out, nullptr, nullptr, nullptr, &terms, 320});
            EXPECT_EQ(operands.back(), expected) << table->target;
        }
}

TEST(Arithmetic, WhatDoesNotFitAFloatIsNaN) {
    const double largest = std::numeric_limits<float>::max();
    const double beyond = std::nextafter(largest, kInfinity);
    for (const KernelTable* table : all_tables()) {
        Values in(64, 1.0 / 3);
        Floats out(64);
        in[1] = -largest;
        in[2] = largest;
        in[3] = 1 + 0x1p-24;  // a tie, to even
        EXPECT_FALSE(table->any_not_finite(in.data(), 64));
        table->to_float(in.data(), 64, out.data());
        EXPECT_EQ(out[0], 1.0f / 3);
        EXPECT_EQ(out[1], -std::numeric_limits<float>::max());
        EXPECT_EQ(out[2], std::numeric_limits<float>::max());
        EXPECT_EQ(out[3], 1.0f);
        for (const double fault : {beyond, -beyond, kInfinity, -kInfinity, kNaN, -kNaN})
            for (const std::size_t run : {0u, 31u, 63u}) {
                Values faulty = in;
                faulty[run] = fault;
                EXPECT_TRUE(table->any_not_finite(faulty.data(), 64));
                table->to_float(faulty.data(), 64, out.data());
                EXPECT_EQ(std::bit_cast<std::uint32_t>(out[run]), 0x7FC00000u);
            }
    }
}

TEST(Arithmetic, OneValueEqualsTheBlock) {
    Draws draws(5);
    const Values a = draws.between(0, 3, 64), b = draws.between(0, 1, 64),
                 c = draws.between(1, 4, 64);
    for (const Op op : {Op::exp, Op::ln, Op::round, Op::mul, Op::pow, Op::fnma, Op::clamp}) {
        const Values block = apply(kernels(), op, a, b, c);
        for (std::size_t run = 0; run < 64; ++run)
            EXPECT_TRUE(same(evaluate(op, a[run], b[run], c[run]), block[run]));
    }
    EXPECT_EQ(evaluate(Op::fill, 2.5), 2.5);
    EXPECT_THROW(evaluate(Op::linear, 0), Bug);
    EXPECT_THROW(evaluate(Op::table_quantile, 0), Bug);
}

TEST(Arithmetic, OperandsAreCounted) {
    EXPECT_EQ(operand_count(Op::fill), 1);
    EXPECT_EQ(operand_count(Op::normal_cdf), 1);
    EXPECT_EQ(operand_count(Op::add), 2);
    EXPECT_EQ(operand_count(Op::poisson), 2);
    EXPECT_EQ(operand_count(Op::fma), 3);
    EXPECT_EQ(operand_count(Op::student_t_cdf), 3);
    EXPECT_EQ(operand_count(Op::table_quantile), 1);
    EXPECT_EQ(operand_count(Op::linear), 0);
}

TEST(Targets, TheBestIsChosenAndOthersAreFoundByName) {
    ASSERT_FALSE(available_targets().empty());
    EXPECT_EQ(&kernels(), kernels_for(available_targets().front()));
    for (const KernelTable* table : all_tables())
        EXPECT_EQ(table->fma, table->target != "SCALAR");
    EXPECT_EQ(kernels_for("no such set"), nullptr);
}

}  // namespace
}  // namespace plancast::kernel
