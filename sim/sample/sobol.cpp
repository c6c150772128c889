// SPDX-License-Identifier: Apache-2.0
#include "sim/sample/counter.h"
#include "sim/sample/sobol_points.h"
#include "sim/sample/sources.h"

namespace plancast::sample {
namespace {

constexpr int kLowBits = 52 - kSobolBits;
constexpr std::uint64_t kLowMask = (std::uint64_t{1} << kLowBits) - 1;
constexpr std::uint64_t kGroupPoints = 64 / kScrambles;

class SobolSource : public UniformSource {
public:
    SobolSource(const kernel::KernelTable& kernels, const std::vector<UniformDim>& dims,
                std::uint64_t seed)
        : kernels_(kernels), seed_(seed) {
        for (const UniformDim& dim : dims) {
            const int number = static_cast<int>(sobol_dims_.size());
            const bool has_points = dim.year == 0 && number < kSobolDims;
            columns_.push_back(
                {{dim.hash, counter_word(dim.year, has_points ? Stream::low_bits : Stream::draw)},
                 has_points ? number : -1});
            if (has_points) sobol_dims_.push_back({sobol_directions(number), scrambles(dim)});
        }
    }

    void fill(int dim, std::span<const std::uint64_t> groups, double* out) const override {
        const Column& column = columns_[static_cast<std::size_t>(dim)];
        fill_uniforms(kernels_, seed_, column.owner, groups, out);
        if (column.sobol_dim < 0) return;
        for (const std::uint64_t group : groups) {
            put_points(sobol_dims_[static_cast<std::size_t>(column.sobol_dim)], group, out);
            out += 64;
        }
    }

private:
    using Scrambles = std::array<ScrambleKey, kScrambles>;
    struct Column {
        Owner owner;
        int sobol_dim;  ///< -1: drawn by Philox
    };
    struct SobolDim {
        Directions directions;
        Scrambles scrambles;
    };

    Scrambles scrambles(const UniformDim& dim) const {
        Scrambles keys;
        const Owner owner = {dim.hash, counter_word(dim.year, Stream::scramble)};
        for (std::size_t scramble = 0; scramble < keys.size(); ++scramble) {
            const kernel::PhiloxBlock words = random_words(seed_, owner, scramble);
            keys[scramble] = {words.v[0], words.v[1] | 1};
        }
        return keys;
    }

    /// Run 16 p + s is point p of scramble s. On entry `out` holds uniforms, whose low bits are
    /// kept below those of the points.
    static void put_points(const SobolDim& dim, std::uint64_t group, double* out) {
        for (std::uint64_t number = 0; number < kGroupPoints; ++number) {
            const std::uint32_t point = sobol_point(
                dim.directions, static_cast<std::uint32_t>(kGroupPoints * group + number));
            for (const ScrambleKey key : dim.scrambles) {
                const std::uint64_t high = owen_scramble(point, key);
                const std::uint64_t low = static_cast<std::uint64_t>(*out * 0x1p52) & kLowMask;
                *out++ = (static_cast<double>(high << kLowBits | low) + 0.5) * 0x1p-52;
            }
        }
    }

    const kernel::KernelTable& kernels_;
    std::uint64_t seed_;
    std::vector<Column> columns_;       ///< [dim]
    std::vector<SobolDim> sobol_dims_;  ///< in the order of the parameters
};

}  // namespace

std::unique_ptr<UniformSource> make_sobol(const kernel::KernelTable& kernels,
                                          const std::vector<UniformDim>& dims, std::uint64_t seed) {
    return std::make_unique<SobolSource>(kernels, dims, seed);
}

}  // namespace plancast::sample
