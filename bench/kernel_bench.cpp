// SPDX-License-Identifier: Apache-2.0
// CPU time a value (column `value`) of the kernels that dominate a run, for each instruction set
// of this machine, beside the standard library's and Highway's own. Compare within one run:
//   bench_kernel --benchmark_enable_random_interleaving=true --benchmark_repetitions=9
//                --benchmark_report_aggregates_only=true
#include <benchmark/benchmark.h>

#include <cmath>
#include <random>
#include <string>
#include <vector>

#include "bench/highway_math.h"
#include "sim/kernel/kernel.h"

namespace {

using namespace plancast;
using kernel::KernelTable;
using kernel::Op;

constexpr std::size_t kRuns = 512;  // an engine block

struct alignas(64) Values {
    double value[kRuns];
};

Values uniform_values(double low, double high) {
    std::mt19937_64 engine(1);
    std::uniform_real_distribution<double> uniform(low, high);
    Values values;
    for (double& value : values.value)
        value = uniform(engine);
    return values;
}

void count_values(benchmark::State& state) {
    state.counters["value"] =
        benchmark::Counter(static_cast<double>(state.iterations()) * kRuns,
                           benchmark::Counter::kIsRate | benchmark::Counter::kInvert);
}

void standard_normals(benchmark::State& state) {
    std::mt19937_64 engine(1);
    std::normal_distribution<double> normal;
    Values out;
    for (auto _ : state) {
        for (double& value : out.value)
            value = normal(engine);
        benchmark::DoNotOptimize(out);
    }
    count_values(state);
}

void standard_uniforms(benchmark::State& state) {
    std::mt19937_64 engine(1);
    std::uniform_real_distribution<double> uniform;
    Values out;
    for (auto _ : state) {
        for (double& value : out.value)
            value = uniform(engine);
        benchmark::DoNotOptimize(out);
    }
    count_values(state);
}

template <class Function>
void standard_function(benchmark::State& state, Function function, double low, double high) {
    const Values in = uniform_values(low, high);
    Values out;
    for (auto _ : state) {
        for (std::size_t run = 0; run < kRuns; ++run)
            out.value[run] = function(in.value[run]);
        benchmark::DoNotOptimize(out);
    }
    count_values(state);
}

void uniforms(benchmark::State& state, const KernelTable& table) {
    Values out;
    std::uint32_t word = 0;
    for (auto _ : state) {
        table.uniforms(1, 0, 2, ++word, kRuns, out.value);
        benchmark::DoNotOptimize(out);
    }
    count_values(state);
}

void normals(benchmark::State& state, const KernelTable& table) {
    const kernel::BlockFunction quantile = table.function[static_cast<int>(Op::normal_quantile)][0];
    Values out;
    std::uint32_t word = 0;
    for (auto _ : state) {
        table.uniforms(1, 0, 2, ++word, kRuns, out.value);
        quantile({out.value, out.value, nullptr, nullptr, nullptr, kRuns});
        benchmark::DoNotOptimize(out);
    }
    count_values(state);
}

struct Measured {
    const char* name;
    Op op;
    unsigned shape;
    double low, high;  ///< of the first operand; the second is in [-2, 3], the third in [0, 1]
};

constexpr Measured kMeasured[] = {
    {"exp", Op::exp, 0, -5, 5},
    {"ln", Op::ln, 0, 0.01, 100},
    {"pow", Op::pow, 0, 0.5, 2},
    {"sigmoid", Op::sigmoid, 0, -5, 5},
    {"logit", Op::logit, 0, 0, 1},
    {"normal_quantile", Op::normal_quantile, 0, 0, 1},
    {"normal_cdf", Op::normal_cdf, 0, -4, 4},
    {"add", Op::add, 0, 0, 1},
    {"mul_constant", Op::mul, 2, 0, 1},
    {"div", Op::div, 0, 0, 1},
    {"fma", Op::fma, 0, 0, 1},
    {"less", Op::less, 0, 0, 1},
    {"select", Op::select, 0, -1, 1},
};

void operation(benchmark::State& state, const KernelTable& table, const Measured& measured) {
    const kernel::BlockFunction function =
        table.function[static_cast<int>(measured.op)][measured.shape];
    const Values a = uniform_values(measured.low, measured.high), b = uniform_values(-2, 3),
                 c = uniform_values(0, 1);
    Values out;
    for (auto _ : state) {
        function({out.value, a.value, b.value, c.value, nullptr, kRuns});
        benchmark::DoNotOptimize(out);
    }
    count_values(state);
}

void highway(benchmark::State& state, void (*function)(const double*, std::size_t, double*),
             double low, double high) {
    const Values in = uniform_values(low, high);
    Values out;
    for (auto _ : state) {
        function(in.value, kRuns, out.value);
        benchmark::DoNotOptimize(out);
    }
    count_values(state);
}

void register_target(std::string_view target) {
    const KernelTable& table = *kernel::kernels_for(target);
    const std::string suffix = "/" + std::string(target);
    benchmark::RegisterBenchmark(("uniforms" + suffix).c_str(),
                                 [&](benchmark::State& state) { uniforms(state, table); });
    benchmark::RegisterBenchmark(("normals" + suffix).c_str(),
                                 [&](benchmark::State& state) { normals(state, table); });
    for (const Measured& measured : kMeasured)
        benchmark::RegisterBenchmark(
            (measured.name + suffix).c_str(),
            [&](benchmark::State& state) { operation(state, table, measured); });
    const bench::HighwayMath math = bench::highway_math(target);
    benchmark::RegisterBenchmark(("highway_exp" + suffix).c_str(), [math](benchmark::State& state) {
        highway(state, math.exp, -5, 5);
    });
    benchmark::RegisterBenchmark(("highway_ln" + suffix).c_str(), [math](benchmark::State& state) {
        highway(state, math.ln, 0.01, 100);
    });
}

void register_standard() {
    benchmark::RegisterBenchmark("uniforms/std", standard_uniforms);
    benchmark::RegisterBenchmark("normals/std", standard_normals);
    benchmark::RegisterBenchmark("exp/std", [](benchmark::State& state) {
        standard_function(
            state, [](double x) { return std::exp(x); }, -5, 5);
    });
    benchmark::RegisterBenchmark("ln/std", [](benchmark::State& state) {
        standard_function(
            state, [](double x) { return std::log(x); }, 0.01, 100);
    });
}

}  // namespace

int main(int argc, char** argv) {
    register_standard();
    for (const std::string_view target : kernel::available_targets())
        register_target(target);
    benchmark::Initialize(&argc, argv);
    if (benchmark::ReportUnrecognizedArguments(argc, argv)) return 1;
    benchmark::RunSpecifiedBenchmarks();
}
