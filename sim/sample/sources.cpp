// SPDX-License-Identifier: Apache-2.0
#include "sim/sample/sources.h"

#include "sim/base/require.h"

namespace plancast {

std::unique_ptr<UniformSource> sample::make_source(const kernel::KernelTable& kernels,
                                                   SamplerKind sampler,
                                                   const std::vector<UniformDim>& dims,
                                                   std::uint64_t seed, std::uint64_t runs) {
    switch (sampler) {
        case SamplerKind::lhs:
            return make_lhs(kernels, dims, seed, runs);
        case SamplerKind::sobol:
            PLANCAST_REQUIRE(runs <= kMostSobolRuns);
            return make_sobol(kernels, dims, seed);
        case SamplerKind::random:
            break;
    }
    return make_random(kernels, dims, seed);
}

std::unique_ptr<UniformSource> random_source(const std::vector<UniformDim>& dims,
                                             std::uint64_t seed) {
    return sample::make_random(kernel::kernels(), dims, seed);
}

std::unique_ptr<UniformSource> lhs_source(const std::vector<UniformDim>& dims, std::uint64_t seed,
                                          std::uint64_t runs) {
    return sample::make_lhs(kernel::kernels(), dims, seed, runs);
}

std::unique_ptr<UniformSource> sobol_source(const std::vector<UniformDim>& dims,
                                            std::uint64_t seed) {
    return sample::make_sobol(kernel::kernels(), dims, seed);
}

std::unique_ptr<UniformSource> make_source(SamplerKind sampler, const std::vector<UniformDim>& dims,
                                           std::uint64_t seed, std::uint64_t runs) {
    return sample::make_source(kernel::kernels(), sampler, dims, seed, runs);
}

}  // namespace plancast
