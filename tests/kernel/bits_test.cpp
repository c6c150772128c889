// SPDX-License-Identifier: Apache-2.0
// The bits of every operation: the same for every instruction set with fused operations, at every
// place of a block, and equal to the recorded ones (bits_*.golden), which every compiler must give.
// With PLANCAST_WRITE_GOLDEN in the environment the records are written anew.
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <iomanip>
#include <limits>
#include <sstream>
#include <string>

#include "sim/base/hash.h"
#include "tests/kernel/blocks.h"

namespace plancast::kernel {
namespace {

struct Range {
    double low = 0, high = 0;
    bool whole = false;
};

struct Sampled {
    const char* name;
    Op op;
    Range a, b, c;
    bool wild = true;  ///< also every kind of double as operand
};

constexpr Range kUniform = {0, 1, false};
constexpr Range kAny = {-3, 3, false};

const Sampled kSampled[] = {
    {"neg", Op::neg, kAny, {}, {}},
    {"abs", Op::abs, kAny, {}, {}},
    {"exp", Op::exp, {-750, 720, false}, {}, {}},
    {"ln", Op::ln, {0, 1000, false}, {}, {}},
    {"sqrt", Op::sqrt, {0, 1000, false}, {}, {}},
    {"sigmoid", Op::sigmoid, {-50, 50, false}, {}, {}},
    {"logit", Op::logit, kUniform, {}, {}},
    {"floor", Op::floor, {-1e6, 1e6, false}, {}, {}},
    {"round", Op::round, {-1e6, 1e6, false}, {}, {}},
    {"logic_not", Op::logic_not, {0, 1, true}, {}, {}},
    {"normal_quantile", Op::normal_quantile, kUniform, {}, {}},
    {"normal_cdf", Op::normal_cdf, {-38, 10, false}, {}, {}},
    {"add", Op::add, kAny, kAny, {}},
    {"sub", Op::sub, kAny, kAny, {}},
    {"mul", Op::mul, kAny, kAny, {}},
    {"div", Op::div, kAny, kAny, {}},
    {"min", Op::min, kAny, kAny, {}},
    {"max", Op::max, kAny, kAny, {}},
    {"pow", Op::pow, {0, 10, false}, {-20, 20, false}, {}},
    {"less", Op::less, {0, 3, true}, {0, 3, true}, {}},
    {"less_equal", Op::less_equal, {0, 3, true}, {0, 3, true}, {}},
    {"equal", Op::equal, {0, 3, true}, {0, 3, true}, {}},
    {"not_equal", Op::not_equal, {0, 3, true}, {0, 3, true}, {}},
    {"logic_and", Op::logic_and, {0, 1, true}, {0, 1, true}, {}},
    {"logic_or", Op::logic_or, {0, 1, true}, {0, 1, true}, {}},
    {"bernoulli", Op::bernoulli, kUniform, kUniform, {}},
    {"poisson", Op::poisson, {0, 60, false}, kUniform, {}, false},
    {"fma", Op::fma, kAny, kAny, kAny},
    {"fms", Op::fms, kAny, kAny, kAny},
    {"fnma", Op::fnma, kAny, kAny, kAny},
    {"select", Op::select, {0, 1, true}, kAny, kAny},
    {"clamp", Op::clamp, kAny, {-2, 1, false}, {0, 2, false}},
    {"binomial", Op::binomial, {0, 300, true}, kUniform, kUniform, false},
    {"negative_binomial", Op::negative_binomial, {0, 60, false}, {0.1, 20, false}, kUniform, false},
    {"beta_quantile", Op::beta_quantile, kUniform, {0.5, 200, false}, kUniform, false},
    {"gamma_quantile", Op::gamma_quantile, {0, 10, false}, {0.1, 50, false}, kUniform, false},
    {"student_t_quantile", Op::student_t_quantile, {2.1, 50, false}, {}, kUniform, false},
    {"poisson_cdf", Op::poisson_cdf, {0, 60, false}, {}, {0, 80, true}, false},
    {"binomial_cdf", Op::binomial_cdf, {0, 300, true}, kUniform, {0, 300, true}, false},
    {"negative_binomial_cdf",
     Op::negative_binomial_cdf,
     {0, 60, false},
     {0.1, 20, false},
     {0, 80, true},
     false},
    {"beta_cdf", Op::beta_cdf, kUniform, {0.5, 200, false}, kUniform, false},
    {"gamma_cdf", Op::gamma_cdf, {0, 10, false}, {0.1, 50, false}, {0, 20, false}, false},
    {"student_t_cdf", Op::student_t_cdf, {2.1, 50, false}, {}, {-10, 10, false}, false},
};

constexpr std::size_t kRuns = 1 << 17;

/// Values of the range; where wild, every fourth group of 64 runs has random bits instead.
Values operand(Draws& draws, const Range& range, bool wild) {
    Values values(kRuns);
    for (std::size_t run = 0; run < kRuns; ++run) {
        const double value = draws.between(range.low, range.high + (range.whole ? 1 : 0));
        const double other = std::bit_cast<double>(draws.bits());
        values[run] = wild && run / 64 % 4 == 3 ? other : range.whole ? std::floor(value) : value;
    }
    return values;
}

struct Inputs {
    Values a, b, c;
};

Inputs inputs_of(const Sampled& sampled) {
    Draws draws(31 + static_cast<std::uint64_t>(sampled.op));
    return {operand(draws, sampled.a, sampled.wild), operand(draws, sampled.b, sampled.wild),
            operand(draws, sampled.c, sampled.wild)};
}

void canonical_nans(Values& values) {
    for (double& value : values)
        if (std::isnan(value)) value = std::numeric_limits<double>::quiet_NaN();
}

/// Results of one shape, in blocks of 512 runs so that one-value operands change.
Values results(const KernelTable& table, const Sampled& sampled, const Inputs& in, unsigned shape) {
    constexpr std::size_t kBlock = 512;
    Values out(kRuns);
    for (std::size_t begin = 0; begin < kRuns; begin += kBlock)
        function_of(table, sampled.op, shape)(
            {&out[begin], &in.a[begin], &in.b[begin], &in.c[begin], nullptr, kBlock});
    canonical_nans(out);
    return out;
}

bool equal_bits(const Values& left, const Values& right) {
    return std::equal(left.begin(), left.end(), right.begin(), right.end(), same);
}

TEST(Bits, EveryOperationIsSampled) {
    // fill, linear and table_quantile have tests of their own.
    EXPECT_EQ(std::size(kSampled) + 3, static_cast<std::size_t>(kOpCount));
}

TEST(Bits, TheSameForEveryInstructionSetWithFusedOperations) {
    std::vector<const KernelTable*> fused;
    for (const KernelTable* table : all_tables())
        if (table->fma) fused.push_back(table);
    if (fused.size() < 2) GTEST_SKIP() << "one instruction set with fused operations";
    for (const Sampled& sampled : kSampled) {
        const Inputs in = inputs_of(sampled);
        for (unsigned shape = 0; shape < 8; ++shape) {
            if (function_of(*fused[0], sampled.op, shape) == nullptr) continue;
            const Values expected = results(*fused[0], sampled, in, shape);
            for (const KernelTable* table : fused)
                EXPECT_TRUE(equal_bits(results(*table, sampled, in, shape), expected))
                    << sampled.name << " shape " << shape << " " << table->target;
        }
    }
}

TEST(Bits, TheSameAtEveryPlace) {
    for (const Sampled& sampled : kSampled) {
        const Inputs in = inputs_of(sampled);
        Inputs rotated = in;
        for (Values* values : {&rotated.a, &rotated.b, &rotated.c})
            std::rotate(values->begin(), values->begin() + 67, values->end());
        for (const KernelTable* table : all_tables()) {
            Values expected = results(*table, sampled, in, 0);
            std::rotate(expected.begin(), expected.begin() + 67, expected.end());
            EXPECT_TRUE(equal_bits(results(*table, sampled, rotated, 0), expected))
                << sampled.name << " " << table->target;
        }
    }
}

/// One line an operation: its name and the XXH64 of its results.
std::string hashes(const KernelTable& table) {
    std::ostringstream text;
    const auto add = [&](const char* name, const Values& values) {
        const std::uint64_t hash = xxh64(values.data(), kRuns * sizeof(double), 0);
        text << name << ' ' << std::hex << std::setw(16) << std::setfill('0') << hash << '\n';
    };
    for (const Sampled& sampled : kSampled)
        add(sampled.name, results(table, sampled, inputs_of(sampled), 0));
    Values uniforms(kRuns);
    table.uniforms(20210101, 64, name_hash("golden"), 7, kRuns, uniforms.data());
    add("uniforms", uniforms);
    return text.str();
}

void expect_recorded(const KernelTable& table) {
    const std::string path = std::string(PLANCAST_SOURCE_DIR "/tests/kernel/") +
                             (table.fma ? "bits_fused.golden" : "bits_apart.golden");
    const std::string found = hashes(table);
    if (std::getenv("PLANCAST_WRITE_GOLDEN") != nullptr) std::ofstream(path) << found;
    std::ostringstream recorded;
    recorded << std::ifstream(path).rdbuf();
    EXPECT_EQ(found, recorded.str())
        << table.target << "; where the change is meant, PLANCAST_WRITE_GOLDEN=1 records it";
}

TEST(Bits, AreTheRecordedOnes) {
    for (const KernelTable* table : all_tables())
        expect_recorded(*table);
}

TEST(Bits, AHashSeesOneBit) {
    const Sampled& exp = kSampled[2];
    Values values = results(kernels(), exp, inputs_of(exp), 0);
    const std::uint64_t hash = xxh64(values.data(), kRuns * sizeof(double), 0);
    values[kRuns / 2] = std::nextafter(values[kRuns / 2], 1.0);
    EXPECT_NE(xxh64(values.data(), kRuns * sizeof(double), 0), hash);
}

}  // namespace
}  // namespace plancast::kernel
