// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "plancast/uniforms.h"
#include "sim/base/require.h"

namespace plancast {
namespace {

class GivenSource : public UniformSource {
public:
    GivenSource(std::span<const double> uniforms, std::uint64_t n_runs)
        : uniforms_(uniforms), n_runs_(n_runs) {
        PLANCAST_REQUIRE(n_runs > 0 && uniforms.size() % n_runs == 0);
    }

    void fill(int dim, std::span<const std::uint64_t> groups, double* out) const override {
        const double* row = uniforms_.data() + static_cast<std::uint64_t>(dim) * n_runs_;
        for (const std::uint64_t group : groups)
            for (std::uint64_t lane = 0; lane < 64; ++lane)
                *out++ = row[std::min(64 * group + lane, n_runs_ - 1)];
    }

private:
    std::span<const double> uniforms_;
    std::uint64_t n_runs_;
};

}  // namespace

std::unique_ptr<UniformSource> given_source(std::span<const double> uniforms,
                                            std::uint64_t n_runs) {
    return std::make_unique<GivenSource>(uniforms, n_runs);
}

}  // namespace plancast
