// SPDX-License-Identifier: Apache-2.0
// CPU time a draw (column `value`) of the distributions, for each instruction set of this machine,
// beside the standard library's draws with mt19937_64. The arguments differ from run to run, so the
// standard distributions are set up anew for each draw. Ours include the uniform (Philox) that a
// draw needs. Compare within one run:
//   bench_distribution --benchmark_enable_random_interleaving=true --benchmark_repetitions=9
//                      --benchmark_report_aggregates_only=true
#include <benchmark/benchmark.h>

#include <cmath>
#include <random>
#include <string>

#include "sim/kernel/kernel.h"

namespace {

using namespace plancast;
using kernel::KernelTable;
using kernel::Op;

constexpr std::size_t kRuns = 512;  // an engine block

struct alignas(64) Values {
    double value[kRuns];
};

void count_values(benchmark::State& state) {
    state.counters["value"] =
        benchmark::Counter(static_cast<double>(state.iterations()) * kRuns,
                           benchmark::Counter::kIsRate | benchmark::Counter::kInvert);
}

/// Means spread evenly within half of a mean, and the second arguments that go with them.
struct Arguments {
    Values mean, trials, share, shape;
};

Arguments arguments_about(double mean, double shape) {
    std::mt19937_64 engine(1);
    std::uniform_real_distribution<double> uniform;
    Arguments arguments;
    for (std::size_t run = 0; run < kRuns; ++run) {
        arguments.mean.value[run] = mean * (0.5 + uniform(engine));
        arguments.share.value[run] = 0.05 + 0.5 * uniform(engine);
        arguments.trials.value[run] =
            std::ceil(arguments.mean.value[run] / arguments.share.value[run]);
        arguments.shape.value[run] = shape * (0.7 + 0.6 * uniform(engine));
    }
    return arguments;
}

/// One standard draw a run by `draw(arguments, run, engine)`.
template <class Draw>
void standard(benchmark::State& state, const Arguments& arguments, Draw draw) {
    std::mt19937_64 engine(1);
    Values out;
    for (auto _ : state) {
        for (std::size_t run = 0; run < kRuns; ++run)
            out.value[run] = draw(arguments, run, engine);
        benchmark::DoNotOptimize(out);
    }
    count_values(state);
}

int standard_poisson(const Arguments& arguments, std::size_t run, std::mt19937_64& engine) {
    return std::poisson_distribution<int>(arguments.mean.value[run])(engine);
}

int standard_binomial(const Arguments& arguments, std::size_t run, std::mt19937_64& engine) {
    return std::binomial_distribution<int>(static_cast<int>(arguments.trials.value[run]),
                                           arguments.share.value[run])(engine);
}

/// Its number of successes is whole.
int standard_negative_binomial(const Arguments& arguments, std::size_t run,
                               std::mt19937_64& engine) {
    const int k = static_cast<int>(std::ceil(arguments.shape.value[run]));
    return std::negative_binomial_distribution<int>(k, k / (k + arguments.mean.value[run]))(engine);
}

double standard_gamma(const Arguments& arguments, std::size_t run, std::mt19937_64& engine) {
    const double shape = arguments.shape.value[run];
    return std::gamma_distribution<double>(shape, arguments.mean.value[run] / shape)(engine);
}

double standard_student_t(const Arguments& arguments, std::size_t run, std::mt19937_64& engine) {
    return std::student_t_distribution<double>(2 + arguments.shape.value[run])(engine);
}

/// Uniforms, then the operation: `a` and `b` are its first operands.
void draws(benchmark::State& state, const KernelTable& table, Op op, const Values& a,
           const Values& b) {
    Values u, out;
    const bool two = kernel::operand_count(op) == 2;
    std::uint64_t run = 0;
    for (auto _ : state) {
        table.uniforms(1, run += kRuns, 7, 3, kRuns, u.value);
        table.function[static_cast<int>(op)][0](
            {out.value, a.value, two ? u.value : b.value, u.value, nullptr, kRuns});
        benchmark::DoNotOptimize(out);
    }
    count_values(state);
}

/// The table's quantile alone, of given scores.
void table_quantiles(benchmark::State& state, const KernelTable& table,
                     const kernel::QuantileTable& quantiles) {
    Values u, z, out;
    table.uniforms(1, 0, 7, 3, kRuns, u.value);
    table.function[static_cast<int>(Op::normal_quantile)][0](
        {z.value, u.value, nullptr, nullptr, nullptr, kRuns});
    for (auto _ : state) {
        table.function[static_cast<int>(Op::table_quantile)][0](
            {out.value, z.value, nullptr, nullptr, &quantiles, kRuns});
        benchmark::DoNotOptimize(out);
    }
    count_values(state);
}

void build_tables(benchmark::State& state) {
    for (auto _ : state) {
        benchmark::DoNotOptimize(kernel::build_gamma_table(25));
        benchmark::DoNotOptimize(kernel::build_beta_table(0.11, 60));
        benchmark::DoNotOptimize(kernel::build_student_t_table(4));
    }
}

void register_counts(double mean) {
    const std::string about = "/" + std::to_string(static_cast<int>(mean));
    const Arguments args = arguments_about(mean, 12);
    const auto add = [&](const std::string& name, auto draw) {
        benchmark::RegisterBenchmark((name + about + "/standard").c_str(),
                                     [=](benchmark::State& state) { standard(state, args, draw); });
    };
    add("poisson", standard_poisson);
    add("binomial", standard_binomial);
    for (const std::string_view target : kernel::available_targets()) {
        const KernelTable& table = *kernel::kernels_for(target);
        const auto ours = [&](const std::string& name, Op op, Values Arguments::*a,
                              Values Arguments::*b, const Arguments& of) {
            benchmark::RegisterBenchmark((name + about + "/" + std::string(target)).c_str(),
                                         [&table, op, a, b, of](benchmark::State& state) {
                                             draws(state, table, op, of.*a, of.*b);
                                         });
        };
        ours("poisson", Op::poisson, &Arguments::mean, &Arguments::mean, args);
        ours("binomial", Op::binomial, &Arguments::trials, &Arguments::share, args);
        for (const int k : {1, 2, 5, 12, 30})
            ours("negative_binomial_k" + std::to_string(k), Op::negative_binomial, &Arguments::mean,
                 &Arguments::shape, arguments_about(mean, k));
    }
    for (const int k : {1, 2, 5, 12, 30})
        benchmark::RegisterBenchmark(
            ("negative_binomial_k" + std::to_string(k) + about + "/standard").c_str(),
            [of = arguments_about(mean, k)](benchmark::State& state) {
                standard(state, of, standard_negative_binomial);
            });
}

void register_continuous() {
    const Arguments args = arguments_about(0.4, 6);
    benchmark::RegisterBenchmark(
        "gamma/standard", [=](benchmark::State& state) { standard(state, args, standard_gamma); });
    benchmark::RegisterBenchmark("student_t/standard", [=](benchmark::State& state) {
        standard(state, args, standard_student_t);
    });
    for (const std::string_view target : kernel::available_targets()) {
        const KernelTable& table = *kernel::kernels_for(target);
        const std::string name = "/" + std::string(target);
        const auto ours = [&](const std::string& what, Op op, const Values& a, const Values& b) {
            benchmark::RegisterBenchmark(
                (what + name).c_str(),
                [&table, op, a, b](benchmark::State& state) { draws(state, table, op, a, b); });
        };
        ours("gamma", Op::gamma_quantile, args.mean, args.shape);
        ours("beta", Op::beta_quantile, args.mean, args.shape);
        Values df = args.shape;
        for (double& value : df.value)
            value += 2;
        ours("student_t", Op::student_t_quantile, df, df);
        const auto tabled = [&](const std::string& what, const kernel::QuantileTable& quantiles) {
            benchmark::RegisterBenchmark((what + name).c_str(),
                                         [&table, quantiles](benchmark::State& state) {
                                             table_quantiles(state, table, quantiles);
                                         });
        };
        tabled("table_gamma", kernel::build_gamma_table(25));
        tabled("table_beta", kernel::build_beta_table(0.11, 60));
        tabled("table_student_t", kernel::build_student_t_table(4));
    }
    benchmark::RegisterBenchmark("build_three_tables", build_tables);
}

}  // namespace

int main(int argc, char** argv) {
    for (const double mean : {3.0, 50.0, 2000.0})
        register_counts(mean);
    register_continuous();
    benchmark::Initialize(&argc, argv);
    if (benchmark::ReportUnrecognizedArguments(argc, argv)) return 1;
    benchmark::RunSpecifiedBenchmarks();
}
