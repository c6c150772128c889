// SPDX-License-Identifier: Apache-2.0
// CPU time a uniform (column `uniform`) of each sampler, one dimension after another on engine
// blocks of 512 runs.
#include <benchmark/benchmark.h>

#include <numeric>
#include <string>
#include <vector>

#include "plancast/uniforms.h"
#include "sim/kernel/kernel.h"

namespace {

using namespace plancast;

constexpr std::uint64_t kBlockGroups = 8;

std::vector<UniformDim> parameters(int count) {
    std::vector<UniformDim> dims;
    for (int number = 0; number < count; ++number) {
        const std::string name = "x" + std::to_string(number);
        dims.push_back({name, kernel::name_hash(name), 0});
    }
    return dims;
}

void fill(benchmark::State& state, SamplerKind sampler, std::uint64_t runs) {
    constexpr int kDims = 16;
    const auto source = make_source(sampler, parameters(kDims), 1, runs);
    std::vector<std::uint64_t> groups(kBlockGroups);
    std::vector<double> out(64 * kBlockGroups);
    std::uint64_t block = 0;
    int dim = 0;
    for ([[maybe_unused]] const auto iteration : state) {
        std::iota(groups.begin(), groups.end(), kBlockGroups * block);
        source->fill(dim, groups, out.data());
        benchmark::DoNotOptimize(out.data());
        dim = (dim + 1) % kDims;
        if (dim == 0) block = (block + 1) % (runs / 512);
    }
    state.counters["uniform"] = benchmark::Counter(
        static_cast<double>(state.iterations()) * static_cast<double>(out.size()),
        benchmark::Counter::kIsRate | benchmark::Counter::kInvert);
}

BENCHMARK_CAPTURE(fill, random, SamplerKind::random, 1000000);
BENCHMARK_CAPTURE(fill, lhs, SamplerKind::lhs, 1000000);
// The number of runs for which a Feistel network of whole bits would lead outside most often.
BENCHMARK_CAPTURE(fill, lhs_just_above_a_power_of_two, SamplerKind::lhs, 524289);
BENCHMARK_CAPTURE(fill, sobol, SamplerKind::sobol, 1048576);

}  // namespace

BENCHMARK_MAIN();
