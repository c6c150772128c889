// SPDX-License-Identifier: Apache-2.0
// What docs/determinism.md promises of every sampler.
#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <tuple>

#include "sim/base/hash.h"
#include "sim/sample/counter.h"
#include "sim/sample/sources.h"
#include "support.h"

namespace plancast::sample {
namespace {

constexpr SamplerKind kSamplers[] = {SamplerKind::random, SamplerKind::lhs, SamplerKind::sobol};
constexpr Stream kStreams[] = {Stream::draw, Stream::place, Stream::order, Stream::scramble,
                               Stream::low_bits};

std::vector<UniformDim> mixed_dims() {
    return {dimension("a"), dimension("b"), dimension("c[W1]"), dimension("d", 1),
            dimension("d", 2)};
}

TEST(Scheme, NoTwoNumbersShareACounter) {
    std::set<std::tuple<std::uint64_t, std::uint32_t, std::uint32_t>> counters;
    std::size_t asked = 0;
    for (int name = 0; name < 50; ++name)
        for (int year = 0; year <= 40; ++year)
            for (const Stream stream : kStreams)
                for (std::uint64_t pair = 0; pair < 8; ++pair, ++asked) {
                    const std::uint32_t word = counter_word(year, stream);
                    counters.insert({pair, kernel::name_hash("x" + std::to_string(name)), word});
                    ASSERT_EQ(word >> 31, 0u) << "kept for particles";
                }
    EXPECT_EQ(counters.size(), asked);
}

TEST(Scheme, TheCounterIsRunPairThenNameThenYear) {
    // u = (n + 1/2) 2^-52, n from words 0 and 1 of a call in the even run, 2 and 3 in the odd one.
    constexpr std::uint64_t kSeed = 0x0123456789ABCDEF;
    const UniformDim dim = dimension("rd_growth[W1]", 5);
    const auto source = random_source({dim}, kSeed);
    const std::uint64_t group = std::uint64_t{3} << 32;  // the pair's high word counts too
    std::vector<double> out(64);
    source->fill(0, std::vector<std::uint64_t>{group}, out.data());
    for (std::size_t lane = 0; lane < 64; ++lane) {
        const std::uint64_t pair = 32 * group + lane / 2;
        const kernel::PhiloxBlock block =
            kernel::philox4x32_10({{static_cast<std::uint32_t>(pair),
                                    static_cast<std::uint32_t>(pair >> 32), dim.hash, 5}},
                                  0x89ABCDEF, 0x01234567);
        const std::size_t first = lane % 2 * 2;
        const std::uint64_t word = std::uint64_t{block.v[first]} << 32 | block.v[first + 1];
        EXPECT_EQ(out[lane], (static_cast<double>(word >> 12) + 0.5) * 0x1p-52) << lane;
    }
}

double one_uniform(std::uint64_t seed, std::uint64_t run, const std::string& name, int year) {
    std::vector<double> out(64);
    random_source({dimension(name, year)}, seed)->fill(0, std::vector{run / 64}, out.data());
    return out[run % 64];
}

TEST(Scheme, UniformsAreThoseOfAnotherImplementation) {
    // Computed by twenty lines of Python from docs/determinism.md alone.
    EXPECT_EQ(one_uniform(1, 0, "a", 0), 0x1.a4f235d472deep-2);
    EXPECT_EQ(one_uniform(1, 1, "a", 0), 0x1.7c5a43b71a271p-1);
    EXPECT_EQ(one_uniform(2026, 1000003, "gV[W1]", 15), 0x1.1f14922cf2204p-3);
}

TEST(Scheme, BitsStayAsTheyAreUnderThisName) {
    // Whoever changes one of these changes published results: the scheme then needs a new name.
    EXPECT_STREQ(kRngScheme, "plancast-philox-1");
    const std::uint64_t pinned[] = {8700547715449496061u, 6852398192838763802u,
                                    8327249864927236244u};
    for (std::size_t at = 0; at < std::size(kSamplers); ++at) {
        std::uint64_t hash = 0;
        for (int dim = 0; dim < 5; ++dim) {
            const std::vector<double> uniforms =
                column(*make_source(kSamplers[at], mixed_dims(), 20261125, 4096), dim, 64);
            hash = xxh64(uniforms.data(), uniforms.size() * sizeof(double), hash);
        }
        EXPECT_EQ(hash, pinned[at]) << to_string(kSamplers[at]);
    }
}

TEST(Scheme, EverySamplerStaysInsideTheOpenInterval) {
    for (const SamplerKind sampler : kSamplers)
        for (int dim = 0; dim < 5; ++dim)
            for (const double uniform :
                 column(*make_source(sampler, mixed_dims(), 1, 4096), dim, 64)) {
                ASSERT_GT(uniform, 0);
                ASSERT_LT(uniform, 1);
            }
}

TEST(Scheme, GroupsInAnyOrderAndAnyChoiceGiveTheSameNumbers) {
    const std::vector<std::uint64_t> asked = {7, 8, 9, 3, 2, 63, 0, 40, 41};
    for (const SamplerKind sampler : kSamplers) {
        const auto source = make_source(sampler, mixed_dims(), 77, 4096);
        for (int dim = 0; dim < 5; ++dim) {
            const std::vector<double> whole = column(*source, dim, 64);
            std::vector<double> chosen(64 * asked.size());
            source->fill(dim, asked, chosen.data());
            for (std::size_t place = 0; place < asked.size(); ++place)
                EXPECT_TRUE(std::equal(chosen.begin() + static_cast<long>(64 * place),
                                       chosen.begin() + static_cast<long>(64 * place + 64),
                                       whole.begin() + static_cast<long>(64 * asked[place])))
                    << to_string(sampler) << " " << dim << " " << place;
        }
    }
}

TEST(Scheme, ANewNameChangesNoOldNumber) {
    const std::vector<UniformDim> old_dims = mixed_dims();
    std::vector<UniformDim> new_dims = old_dims;
    // After the parameters, as the compiler appends them: Sobol dimensions go by their order.
    new_dims.insert(new_dims.begin() + 3, dimension("e"));
    new_dims.push_back(dimension("f", 1));
    for (const SamplerKind sampler : kSamplers)
        for (int dim = 0; dim < 5; ++dim)
            EXPECT_EQ(column(*make_source(sampler, old_dims, 5, 256), dim, 4),
                      column(*make_source(sampler, new_dims, 5, 256), dim < 3 ? dim : dim + 1, 4))
                << to_string(sampler) << " " << dim;
}

TEST(Scheme, SobolPrefixesAreKept) {
    const auto few = make_source(SamplerKind::sobol, mixed_dims(), 5, 1024);
    const auto many = make_source(SamplerKind::sobol, mixed_dims(), 5, 4096);
    for (int dim = 0; dim < 5; ++dim) {
        std::vector<double> prefix = column(*many, dim, 64);
        prefix.resize(1024);
        EXPECT_EQ(column(*few, dim, 16), prefix);
    }
}

TEST(Scheme, EveryInstructionSetGivesTheSameBits) {
    const std::vector<std::string_view> targets = kernel::available_targets();
    for (const SamplerKind sampler : kSamplers)
        for (int dim = 0; dim < 5; ++dim) {
            const std::vector<double> best =
                column(*make_source(sampler, mixed_dims(), 5, 4000), dim, 63);
            for (const std::string_view target : targets) {
                const auto source =
                    make_source(*kernel::kernels_for(target), sampler, mixed_dims(), 5, 4000);
                EXPECT_EQ(best, column(*source, dim, 63)) << target << " " << to_string(sampler);
            }
        }
    const bool avx512 = std::any_of(targets.begin(), targets.end(), [](std::string_view target) {
        return target.starts_with("AVX3");
    });
    if (!avx512) GTEST_SKIP() << "this machine has no AVX-512; the others were compared";
}

}  // namespace
}  // namespace plancast::sample
