// SPDX-License-Identifier: Apache-2.0
#include "sim/sample/counter.h"
#include "sim/sample/sources.h"

namespace plancast::sample {
namespace {

class RandomSource : public UniformSource {
public:
    RandomSource(const kernel::KernelTable& kernels, const std::vector<UniformDim>& dims,
                 std::uint64_t seed)
        : kernels_(kernels), seed_(seed) {
        for (const UniformDim& dim : dims)
            owners_.push_back({dim.hash, counter_word(dim.year, Stream::draw)});
    }

    void fill(int dim, std::span<const std::uint64_t> groups, double* out) const override {
        fill_uniforms(kernels_, seed_, owners_[static_cast<std::size_t>(dim)], groups, out);
    }

private:
    const kernel::KernelTable& kernels_;
    std::uint64_t seed_;
    std::vector<Owner> owners_;  ///< [dim]
};

}  // namespace

std::unique_ptr<UniformSource> make_random(const kernel::KernelTable& kernels,
                                           const std::vector<UniformDim>& dims,
                                           std::uint64_t seed) {
    return std::make_unique<RandomSource>(kernels, dims, seed);
}

}  // namespace plancast::sample
