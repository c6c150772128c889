// SPDX-License-Identifier: Apache-2.0
// Where uniform numbers come from: the plug point of every sampler.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "plancast/catalog.h"
#include "plancast/scenario.h"

namespace plancast {

/// Name of the scheme that turns (seed, name, year, run) into a uniform; written into every file.
/// docs/determinism.md.
inline constexpr const char* kRngScheme = "plancast-philox-1";

/// Name of the rule that deals structures to groups of 64 runs. docs/determinism.md.
inline constexpr const char* kDealScheme = "plancast-deal-1";

/// A source of uniforms in (0, 1). A pure function of its arguments: any thread may ask for
/// anything at any time.
class UniformSource {
public:
    virtual ~UniformSource() = default;

    /// Writes the uniforms of dimension `dim` (an index into Catalog::dims) for the runs of
    /// `groups`: out[64 * place + lane] belongs to run 64 * groups[place] + lane.
    virtual void fill(int dim, std::span<const std::uint64_t> groups, double* out) const = 0;
};

/// Independent uniforms by Philox4x32-10; N runs are the first N of 2N.
std::unique_ptr<UniformSource> random_source(const std::vector<UniformDim>& dims,
                                             std::uint64_t seed);

/// Latin hypercube: in every dimension one run in each of `runs` equal strata, permutations keyed
/// by name.
std::unique_ptr<UniformSource> lhs_source(const std::vector<UniformDim>& dims, std::uint64_t seed,
                                          std::uint64_t runs);

/// Sobol points with 16 Owen scrambles for the drawn parameters, scramble = run mod 16; the rest by
/// Philox.
std::unique_ptr<UniformSource> sobol_source(const std::vector<UniformDim>& dims,
                                            std::uint64_t seed);

/// Uniforms given by the caller. shape: [dim][run], run < n_runs; a run past the end repeats the
/// last.
std::unique_ptr<UniformSource> given_source(std::span<const double> uniforms, std::uint64_t n_runs);

/// The source of a design.
std::unique_ptr<UniformSource> make_source(SamplerKind sampler, const std::vector<UniformDim>& dims,
                                           std::uint64_t seed, std::uint64_t runs);

}  // namespace plancast
