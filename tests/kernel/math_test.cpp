// SPDX-License-Identifier: Apache-2.0
// Errors of exp, ln and their relatives in units in the last place, against long double functions
// of the C library (64 bits of precision, error below 2^-10 of our units), and the ends of their
// ranges.
#include <gtest/gtest.h>

#include <functional>
#include <limits>

#include "tests/kernel/blocks.h"
#include "tests/kernel/vectors.h"

namespace plancast::kernel {
namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();
constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr double kSmallestNormal = std::numeric_limits<double>::min();
constexpr double kLargest = std::numeric_limits<double>::max();

using Exact = long double (*)(long double);
using Sample = std::function<double(Draws&)>;

/// Results below the smallest normal double may be 0.
double largest_error(const Values& in, const Values& out, Exact exact) {
    double largest = 0;
    for (std::size_t run = 0; run < in.size(); ++run) {
        const long double expected = exact(in[run]);
        if (out[run] == 0 && std::fabs(expected) < kSmallestNormal) continue;
        largest = std::max(largest, error_in_ulps(out[run], expected));
    }
    return largest;
}

Values sample_of(const Sample& sample, std::size_t n) {
    Draws draws(11);
    Values values(n);
    std::generate(values.begin(), values.end(), [&] { return sample(draws); });
    return values;
}

constexpr std::size_t kPoints = 1 << 19;

void expect_error_below(double bound, Op op, Exact exact, const std::vector<Sample>& samples) {
    for (const Sample& sample : samples) {
        const Values in = sample_of(sample, kPoints);
        for (const KernelTable* table : all_tables()) {
            const Values out = apply(*table, op, in);
            EXPECT_LT(largest_error(in, out, exact), bound) << table->target;
        }
    }
}

void expect_error_below(double bound, ValuesFunction VectorFunctions::*function, Exact exact,
                        const std::vector<Sample>& samples) {
    for (const Sample& sample : samples) {
        const Values in = sample_of(sample, kPoints);
        for (const VectorFunctions& functions : vector_functions()) {
            if (kernels_for(functions.target) == nullptr) continue;
            Values out(in.size());
            (functions.*function)(in.data(), in.size(), out.data());
            EXPECT_LT(largest_error(in, out, exact), bound) << functions.target;
        }
    }
}

Sample between(double low, double high) {
    return [=](Draws& draws) { return draws.between(low, high); };
}

/// +- e^x, x uniform.
Sample of_size(double low, double high, bool negative) {
    return [=](Draws& draws) {
        const double size = std::exp(draws.between(low, high));
        return negative && draws.bits() % 2 == 0 ? -size : size;
    };
}

double special(Draws& draws) {
    constexpr double kSpecial[] = {0, -0.0, -1, -1.5, kInfinity, -kInfinity, kNaN, 710};
    return kSpecial[draws.bits() % std::size(kSpecial)];
}

void expect_values(Op op, const std::vector<std::pair<double, double>>& expected) {
    for (const KernelTable* table : all_tables())
        for (const auto& [in, out] : expected) {
            const double found = apply(*table, op, Values(64, in))[17];
            EXPECT_TRUE(same(found, out)) << table->target << ": " << in << " gave " << found;
            // In company of ordinary values too: another way through the kernel.
            Values mixed(64, 0.7);
            mixed[9] = in;
            EXPECT_TRUE(same(apply(*table, op, mixed)[9], out)) << table->target << ": " << in;
        }
}

long double exact_exp(long double x) {
    return std::exp(x);
}

long double exact_ln(long double x) {
    return std::log(x);
}

long double exact_sigmoid(long double x) {
    return 1 / (1 + std::exp(-x));
}

long double exact_logit(long double p) {
    return std::fabs(p - 0.5L) < 0.25L ? 2 * std::atanh(2 * p - 1) : std::log(p) - std::log1p(-p);
}

TEST(Exp, ErrorBelow1Point2Ulp) {
    expect_error_below(1.2, Op::exp, exact_exp,
                       {between(-708.39, 709.78), between(-1, 1), of_size(-40, 1, true)});
}

TEST(Exp, TheMeasureSeesTwoUlp) {
    const Values in = sample_of(between(-1, 1), 4096);
    Values out = apply(kernels(), Op::exp, in);
    EXPECT_LT(largest_error(in, out, exact_exp), 1.2);
    for (double& value : out)
        value *= 1 + 2 * std::numeric_limits<double>::epsilon();
    EXPECT_GT(largest_error(in, out, exact_exp), 1.2);
}

TEST(Exp, Ends) {
    const double overflows = 0x1.62e42fefa39efp+9;  // ln of the largest double, rounded down
    expect_values(Op::exp, {{0, 1},
                            {-0.0, 1},
                            {std::nextafter(overflows, kInfinity), kInfinity},
                            {kInfinity, kInfinity},
                            {-708.4, 0},
                            {-745, 0},
                            {-1e300, 0},
                            {-kInfinity, 0},
                            {kNaN, kNaN},
                            {std::bit_cast<double>(0xFFF0000000000123u), kNaN}});
    for (const KernelTable* table : all_tables()) {
        // Near 709.78 one unit of x is 512 units of the result: exact inputs, so the bound holds.
        EXPECT_LT(error_in_ulps(apply(*table, Op::exp, Values(64, overflows))[0],
                                std::exp(static_cast<long double>(overflows))),
                  1.2);
        EXPECT_GE(apply(*table, Op::exp, Values(64, -708.396418532264))[0], kSmallestNormal);
    }
}

TEST(Ln, ErrorBelow1Point2Ulp) {
    expect_error_below(1.2, Op::ln, exact_ln,
                       {[](Draws& draws) { return draws.positive(); }, between(0.5, 2),
                        between(0.99, 1.01), of_size(-745, -700, false)});
}

TEST(Ln, Ends) {
    expect_values(Op::ln, {{1, 0},
                           {0, -kInfinity},
                           {-0.0, -kInfinity},
                           {-1e-310, kNaN},
                           {-1, kNaN},
                           {-kInfinity, kNaN},
                           {kInfinity, kInfinity},
                           {kNaN, kNaN},
                           {kLargest, 0x1.62e42fefa39efp+9}});
    for (const double x : {kSmallestNormal, std::numeric_limits<double>::denorm_min(),
                           std::nextafter(1.0, 0.0), std::nextafter(1.0, 2.0)})
        for (const KernelTable* table : all_tables())
            EXPECT_LT(error_in_ulps(apply(*table, Op::ln, Values(64, x))[0], exact_ln(x)), 1.2);
}

TEST(Sigmoid, ErrorBelow2Point5Ulp) {
    expect_error_below(2.5, Op::sigmoid, exact_sigmoid,
                       {between(-708, 50), between(-3, 3), of_size(-40, 0, true)});
    expect_values(Op::sigmoid,
                  {{0, 0.5}, {-kInfinity, 0}, {kInfinity, 1}, {800, 1}, {-800, 0}, {kNaN, kNaN}});
}

TEST(Logit, ErrorBelow4Ulp) {
    const Sample near_half = [](Draws& draws) {
        const double distance = std::exp(draws.between(-35, -0.7));
        return draws.bits() % 2 == 0 ? 0.5 + distance : 0.5 - distance;
    };
    const Sample near_one = [](Draws& draws) { return 1 - std::exp(draws.between(-36, -1)); };
    expect_error_below(4, Op::logit, exact_logit,
                       {between(0, 1), near_half, near_one, of_size(-740, -1, false)});
    expect_values(Op::logit, {{0, -kInfinity},
                              {1, kInfinity},
                              {0.5, 0},
                              {-1e-9, kNaN},
                              {std::nextafter(1.0, 2.0), kNaN},
                              {kInfinity, kNaN},
                              {kNaN, kNaN}});
}

TEST(Expm1, ErrorBelow2Ulp) {
    expect_error_below(2, &VectorFunctions::expm1, [](long double x) { return std::expm1(x); },
                       {between(-50, 709.7), between(-1, 1), of_size(-700, 0, true), special});
}

TEST(Ln1p, ErrorBelow2Ulp) {
    expect_error_below(2, &VectorFunctions::ln1p, [](long double x) { return std::log1p(x); },
                       {between(-1, 1), between(-0.5, 3), of_size(-700, 709, false),
                        of_size(-700, -0.1, true), special});
}

TEST(Vectors, OneValueAVectorGivesTheSameBits) {
    const Values in = sample_of([](Draws& draws) { return draws.between(1e-3, 1); }, 1 << 14);
    for (const VectorFunctions& functions : vector_functions()) {
        const KernelTable* table = kernels_for(functions.target);
        if (table == nullptr) continue;
        const std::pair<Op, ValuesFunction> pairs[] = {
            {Op::exp, functions.exp_of_one},
            {Op::ln, functions.ln_of_one},
            {Op::normal_quantile, functions.normal_quantile_of_one}};
        for (const auto& [op, of_one] : pairs) {
            Values out(in.size());
            of_one(in.data(), in.size(), out.data());
            EXPECT_EQ(out, apply(*table, op, in)) << functions.target;
        }
    }
}

}  // namespace
}  // namespace plancast::kernel
