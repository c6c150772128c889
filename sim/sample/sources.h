// SPDX-License-Identifier: Apache-2.0
// The samplers on the kernels of a chosen instruction set; plancast/uniforms.h takes the machine's
// best. The kernels have no influence on the numbers.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "plancast/uniforms.h"
#include "sim/kernel/kernel.h"

namespace plancast::sample {

/// The Sobol sequence begins again after 2^32 points of each of its 16 scrambles.
inline constexpr std::uint64_t kMostSobolRuns = std::uint64_t{1} << 36;

std::unique_ptr<UniformSource> make_random(const kernel::KernelTable& kernels,
                                           const std::vector<UniformDim>& dims, std::uint64_t seed);
std::unique_ptr<UniformSource> make_lhs(const kernel::KernelTable& kernels,
                                        const std::vector<UniformDim>& dims, std::uint64_t seed,
                                        std::uint64_t runs);
std::unique_ptr<UniformSource> make_sobol(const kernel::KernelTable& kernels,
                                          const std::vector<UniformDim>& dims, std::uint64_t seed);
std::unique_ptr<UniformSource> make_source(const kernel::KernelTable& kernels, SamplerKind sampler,
                                           const std::vector<UniformDim>& dims, std::uint64_t seed,
                                           std::uint64_t runs);

}  // namespace plancast::sample
