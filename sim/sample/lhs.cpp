// SPDX-License-Identifier: Apache-2.0
// Latin hypercube sampling (McKay, Beckman and Conover 1979).
#include <algorithm>
#include <bit>

#include "sim/base/require.h"
#include "sim/sample/counter.h"
#include "sim/sample/permutation.h"
#include "sim/sample/sources.h"

namespace plancast::sample {
namespace {

constexpr int kUniformBits = 52;

class LhsSource : public UniformSource {
public:
    LhsSource(const kernel::KernelTable& kernels, const std::vector<UniformDim>& dims,
              std::uint64_t seed, std::uint64_t runs)
        : kernels_(kernels), seed_(seed), runs_(runs) {
        PLANCAST_REQUIRE(runs >= 1 && runs <= kMostRuns);
        const auto stratum_bits = static_cast<int>(std::bit_width(runs - 1));
        place_steps_ = static_cast<double>(std::uint64_t{1} << (kUniformBits - stratum_bits));
        for (const UniformDim& dim : dims)
            columns_.push_back(
                {{dim.hash, counter_word(dim.year, Stream::place)}, Permutation(runs, keys(dim))});
    }

    void fill(int dim, std::span<const std::uint64_t> groups, double* out) const override {
        const Column& column = columns_[static_cast<std::size_t>(dim)];
        fill_uniforms(kernels_, seed_, column.owner, groups, out);
        std::uint64_t strata[64];
        for (const std::uint64_t group : groups) {
            for (std::uint64_t lane = 0; lane < 64; ++lane)
                strata[lane] = std::min(64 * group + lane, runs_ - 1);
            column.order.map(strata);
            for (std::uint64_t lane = 0; lane < 64; ++lane, ++out)
                *out = point(strata[lane], *out);
        }
    }

private:
    struct Column {
        Owner owner;
        Permutation order;  ///< run -> stratum
    };

    Permutation::Keys keys(const UniformDim& dim) const {
        Permutation::Keys keys;
        const Owner owner = {dim.hash, counter_word(dim.year, Stream::order)};
        for (std::size_t round = 0; round < keys.size(); ++round)
            keys[round] = random_words(seed_, owner, round / 4).v[round % 4];
        return keys;
    }

    /// (stratum + place) / runs. `place` keeps as many bits as fit beside the stratum, so that the
    /// sum is exact and its distance from the stratum's ends is more than the quotient's rounding:
    /// the result lies inside its stratum and inside (0, 1).
    double point(std::uint64_t stratum, double uniform) const {
        const auto step = static_cast<double>(static_cast<std::uint64_t>(uniform * place_steps_));
        const double place = (step + 0.5) / place_steps_;
        return (static_cast<double>(stratum) + place) / static_cast<double>(runs_);
    }

    const kernel::KernelTable& kernels_;
    std::uint64_t seed_;
    std::uint64_t runs_;
    double place_steps_;  ///< a power of two: places told apart in a stratum
    std::vector<Column> columns_;
};

}  // namespace

std::unique_ptr<UniformSource> make_lhs(const kernel::KernelTable& kernels,
                                        const std::vector<UniformDim>& dims, std::uint64_t seed,
                                        std::uint64_t runs) {
    return std::make_unique<LhsSource>(kernels, dims, seed, runs);
}

}  // namespace plancast::sample
