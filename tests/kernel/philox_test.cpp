// SPDX-License-Identifier: Apache-2.0
#include "sim/kernel/philox.h"

#include <gtest/gtest.h>

#include <array>

#include "tests/kernel/blocks.h"

namespace plancast::kernel {
namespace {

struct KnownAnswer {
    PhiloxBlock counter;
    std::uint32_t key0, key1;
    PhiloxBlock result;
};

// Random123, tests/kat_vectors, "philox4x32 10".
constexpr KnownAnswer kKnownAnswers[] = {
    {{{0, 0, 0, 0}}, 0, 0, {{0x6627E8D5, 0xE169C58D, 0xBC57AC4C, 0x9B00DBD8}}},
    {{{0xFFFFFFFF, 0xFFFFFFFF, 0xFFFFFFFF, 0xFFFFFFFF}},
     0xFFFFFFFF,
     0xFFFFFFFF,
     {{0x408F276D, 0x41C83B0E, 0xA20BC7C6, 0x6D5451FD}}},
    {{{0x243F6A88, 0x85A308D3, 0x13198A2E, 0x03707344}},
     0xA4093822,
     0x299F31D0,
     {{0xD16CFE09, 0x94FDCCEB, 0x5001E420, 0x24126EA1}}},
};

bool equal(const PhiloxBlock& left, const PhiloxBlock& right) {
    return std::equal(std::begin(left.v), std::end(left.v), std::begin(right.v));
}

/// Written from the paper, with the number of rounds as a parameter.
PhiloxBlock philox4x32(int rounds, PhiloxBlock counter, std::uint32_t key0, std::uint32_t key1) {
    for (int round = 0; round < rounds; ++round) {
        const std::uint64_t left = 0xD2511F53ull * counter.v[0];
        const std::uint64_t right = 0xCD9E8D57ull * counter.v[2];
        counter = {{static_cast<std::uint32_t>(right >> 32) ^ counter.v[1] ^ key0,
                    static_cast<std::uint32_t>(right),
                    static_cast<std::uint32_t>(left >> 32) ^ counter.v[3] ^ key1,
                    static_cast<std::uint32_t>(left)}};
        key0 += 0x9E3779B9u;
        key1 += 0xBB67AE85u;
    }
    return counter;
}

TEST(Philox, KnownAnswers) {
    for (const KnownAnswer& known : kKnownAnswers)
        EXPECT_TRUE(equal(philox4x32_10(known.counter, known.key0, known.key1), known.result));
}

TEST(Philox, KnownAnswersTellTheNumberOfRounds) {
    for (const KnownAnswer& known : kKnownAnswers)
        for (const int rounds : {7, 9, 10, 11})
            EXPECT_EQ(
                equal(philox4x32(rounds, known.counter, known.key0, known.key1), known.result),
                rounds == 10);
}

TEST(Philox, NamesAreHashedByFnv1a) {
    EXPECT_EQ(name_hash(""), 0x811C9DC5u);
    EXPECT_EQ(name_hash("a"), 0xE40C292Cu);
    EXPECT_EQ(name_hash("foobar"), 0xBF9CF968u);
    EXPECT_EQ(name_hash("\xE4\xBA\xBF"), name_hash("亿"));
}

/// The recipe of philox.h, one run at a time.
double scalar_uniform(std::uint64_t seed, std::uint64_t run, std::uint32_t hash,
                      std::uint32_t word) {
    const std::uint64_t pair = run / 2;
    const PhiloxBlock block = philox4x32_10(
        {{static_cast<std::uint32_t>(pair), static_cast<std::uint32_t>(pair >> 32), hash, word}},
        static_cast<std::uint32_t>(seed), static_cast<std::uint32_t>(seed >> 32));
    return run % 2 == 0 ? uniform_of_words(block.v[0], block.v[1])
                        : uniform_of_words(block.v[2], block.v[3]);
}

TEST(Philox, VectorsEqualTheScalarRecipe) {
    // The second and third cross a carry into the counter's second word.
    const std::uint64_t first_runs[] = {0, (std::uint64_t{1} << 33) - 64,
                                        (std::uint64_t{1} << 33) - 2, std::uint64_t{1} << 62};
    Draws draws(1);
    for (const KernelTable* table : all_tables())
        for (const std::uint64_t first_run : first_runs)
            for (const std::size_t n : {64u, 192u, 1024u}) {
                const std::uint64_t seed = draws.bits();
                const auto hash = static_cast<std::uint32_t>(draws.bits());
                const auto word = static_cast<std::uint32_t>(draws.bits());
                Values out(n);
                table->uniforms(seed, first_run, hash, word, n, out.data());
                for (std::size_t run = 0; run < n; ++run)
                    ASSERT_EQ(out[run], scalar_uniform(seed, first_run + run, hash, word))
                        << table->target << " run " << run;
            }
}

TEST(Philox, WordsBecomeUniforms) {
    EXPECT_EQ(uniform_of_words(0, 0), 0x1p-53);
    EXPECT_EQ(uniform_of_words(0, 0xFFF), 0x1p-53);
    EXPECT_EQ(uniform_of_words(0, 0x1000), 0x1.8p-52);
    EXPECT_EQ(uniform_of_words(0x80000000u, 0), 0.5 + 0x1p-53);
    EXPECT_EQ(uniform_of_words(0xFFFFFFFFu, 0xFFFFFFFFu), 1 - 0x1p-53);
}

/// Standard scores of what uniforms must show: mean, variance, correlation with the next run, and
/// the chi-square of 1000 classes.
std::array<double, 4> scores(const Values& u) {
    constexpr std::size_t kClasses = 1000;
    const auto n = static_cast<double>(u.size());
    double sum = 0, squares = 0, products = 0;
    std::vector<double> counts(kClasses);
    for (std::size_t run = 0; run < u.size(); ++run) {
        const double centred = u[run] - 0.5;
        sum += centred;
        squares += centred * centred - 1.0 / 12;
        products += centred * (u[(run + 1) % u.size()] - 0.5);
        ++counts[static_cast<std::size_t>(u[run] * kClasses)];
    }
    double chi_square = 0;
    for (const double count : counts)
        chi_square += (count - n / kClasses) * (count - n / kClasses) * kClasses / n;
    // Variances for one uniform: 1/12, 1/80 - 1/144, 1/144; of chi-square: 2 (classes - 1).
    return {sum / std::sqrt(n / 12), squares / std::sqrt(n / 180), products * 12 / std::sqrt(n),
            (chi_square - (kClasses - 1)) / std::sqrt(2.0 * (kClasses - 1))};
}

TEST(Philox, UniformsAreUniform) {
    Values out(1 << 20);
    kernels().uniforms(20210101, 0, name_hash("gdp_growth"), 3, out.size(), out.data());
    for (const double score : scores(out))
        EXPECT_LT(std::abs(score), 4.5);
}

TEST(Philox, TooFewRoundsAreNotUniform) {
    Values out(1 << 20);
    for (std::uint32_t pair = 0; 2 * pair < out.size(); ++pair) {
        const PhiloxBlock block =
            philox4x32(2, {{pair, 0, name_hash("gdp_growth"), 3}}, 20210101, 0);
        out[2 * pair] = uniform_of_words(block.v[0], block.v[1]);
        out[2 * pair + 1] = uniform_of_words(block.v[2], block.v[3]);
    }
    const auto found = scores(out);
    EXPECT_TRUE(std::any_of(found.begin(), found.end(),
                            [](double score) { return std::abs(score) > 4.5; }));
}

TEST(Philox, NamesAndYearsAreIndependent) {
    constexpr std::size_t kRuns = 1 << 18;
    const auto correlation = [](const Values& left, const Values& right) {
        double sum = 0;
        for (std::size_t run = 0; run < left.size(); ++run)
            sum += (left[run] - 0.5) * (right[run] - 0.5);
        return sum * 12 / std::sqrt(static_cast<double>(left.size()));  // in standard errors
    };
    Values first(kRuns), other_year(kRuns), other_name(kRuns), other_seed(kRuns);
    kernels().uniforms(1, 0, name_hash("a"), 0, kRuns, first.data());
    kernels().uniforms(1, 0, name_hash("a"), 1, kRuns, other_year.data());
    kernels().uniforms(1, 0, name_hash("b"), 0, kRuns, other_name.data());
    kernels().uniforms(2, 0, name_hash("a"), 0, kRuns, other_seed.data());
    EXPECT_LT(std::abs(correlation(first, other_year)), 4.5);
    EXPECT_LT(std::abs(correlation(first, other_name)), 4.5);
    EXPECT_LT(std::abs(correlation(first, other_seed)), 4.5);
    EXPECT_GT(std::abs(correlation(first, first)), 4.5);
}

}  // namespace
}  // namespace plancast::kernel
