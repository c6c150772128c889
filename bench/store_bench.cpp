// SPDX-License-Identifier: Apache-2.0
// Writing, opening, reading and verifying a result of the size of the Chengde plan's: 9 scenarios,
// 16 years, 11 stored series, 46 targets, 300 parameters. Files go to the folder of TMPDIR.
#include <benchmark/benchmark.h>

#include <atomic>
#include <filesystem>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "plancast/store.h"
#include "sim/store/summary_fields.h"

namespace {

using namespace plancast;

constexpr int kScenarios = 9, kYears = 16, kStored = 11, kTargets = 46, kParameters = 300;

Catalog catalog() {
    Catalog out;
    out.baseline_year = 2020;
    out.last_year = 2020 + kYears - 1;
    for (int place = 0; place < kScenarios; ++place)
        out.scenarios.push_back({"s" + std::to_string(place), {}, std::vector<double>(kYears)});
    for (int place = 0; place < kTargets; ++place)
        out.series.push_back({"x" + std::to_string(place), {}, "1", place < kStored, true});
    for (int place = 0; place < kParameters; ++place)
        out.parameters.push_back({"p" + std::to_string(place), "1", "assumption: none", false});
    for (int place = 0; place < kTargets; ++place) {
        TargetInfo target;
        target.id = "t" + std::to_string(place);
        target.series = place;
        out.targets.push_back(target);
    }
    out.structures = {{"M", {}, 1}};
    return out;
}

std::string path() {
    return std::filesystem::temp_directory_path() / "plancast_store_bench.h5";
}

/// Arrays of one block, the same for all.
struct Values {
    std::vector<float> series = std::vector<float>(kStored * kScenarios * kYears * kCommitRuns, 1);
    std::vector<float> parameters = std::vector<float>(kParameters * kCommitRuns, 1);
    std::vector<std::int8_t> structure = std::vector<std::int8_t>(kCommitRuns, 0);
    std::vector<std::int8_t> valid = std::vector<std::int8_t>(kScenarios * kCommitRuns, kValid);
    std::vector<std::int8_t> hits =
        std::vector<std::int8_t>(kTargets * kScenarios * kCommitRuns, 0);

    std::size_t bytes() const {
        return (series.size() + parameters.size()) * sizeof(float) + structure.size() +
               valid.size() + hits.size();
    }
};

/// A summary that verify finds in agreement with the values above.
Summary summary_of(const Catalog& of, std::uint64_t runs) {
    Summary out = store::empty_summary(of, SamplerKind::random);
    out.valid_runs.assign(out.valid_runs.size(), static_cast<std::int64_t>(runs));
    out.scenario_valid.assign(out.scenario_valid.size(), static_cast<std::int64_t>(runs));
    return out;
}

RunInfo info_of(std::uint64_t blocks) {
    RunInfo info;
    info.runs = blocks * kCommitRuns;
    info.rng_scheme = "none";
    return info;
}

void write(const Values& values, std::uint64_t blocks, int threads) {
    const Catalog of = catalog();
    ResultWriter writer(path(), of, info_of(blocks), {}, true);
    std::atomic<std::uint64_t> next{0};
    std::vector<std::thread> team;
    for (int thread = 0; thread < threads; ++thread)
        team.emplace_back([&] {
            for (std::uint64_t block = next++; block < blocks; block = next++)
                writer.commit({block, block * kCommitRuns, kCommitRuns, values.series,
                               values.parameters, values.structure, values.valid, values.hits});
        });
    for (std::thread& thread : team)
        thread.join();
    writer.finish(summary_of(of, blocks * kCommitRuns));
}

/// Without removing the file again, which can take longer than making it.
void lay_out(benchmark::State& state) {
    const Catalog of = catalog();
    const RunInfo info = info_of(static_cast<std::uint64_t>(state.range(0)));
    std::optional<ResultWriter> writer;
    for (auto _ : state) {
        writer.emplace(path(), of, info, std::vector<InputText>(), true);
        state.PauseTiming();
        writer.reset();
        state.ResumeTiming();
    }
}
BENCHMARK(lay_out)->Arg(1)->Arg(49)->Unit(benchmark::kMillisecond)->UseRealTime();

/// From the first byte to the renamed file, layout and verification included.
void write_whole(benchmark::State& state) {
    const Values values;
    const auto blocks = static_cast<std::uint64_t>(state.range(0));
    for (auto _ : state)
        write(values, blocks, static_cast<int>(state.range(1)));
    state.SetBytesProcessed(state.iterations() *
                            static_cast<std::int64_t>(blocks * values.bytes()));
    std::filesystem::remove(path());
}
BENCHMARK(write_whole)->Args({49, 1})->Args({49, 2})->Unit(benchmark::kMillisecond)->UseRealTime();

/// One indicator's year of 200 000 runs: opening the file, then the first and a second year.
void read_year(benchmark::State& state) {
    write(Values(), 49, 2);
    for (auto _ : state) {
        const ResultReader reader(path());
        for (int year = 0; year < state.range(0); ++year)
            benchmark::DoNotOptimize(reader.series(3, 2, year).data());
    }
    std::filesystem::remove(path());
}
BENCHMARK(read_year)->Arg(0)->Arg(1)->Arg(2)->Unit(benchmark::kMillisecond);

void verify(benchmark::State& state) {
    write(Values(), 49, 2);
    std::uint64_t bytes = 0;
    for (auto _ : state) {
        const VerifyReport report = verify_result(path());
        if (!report.damage.empty()) state.SkipWithError("damaged");
        bytes += report.bytes_checked;
    }
    state.SetBytesProcessed(static_cast<std::int64_t>(bytes));
    std::filesystem::remove(path());
}
BENCHMARK(verify)->Unit(benchmark::kMillisecond);

}  // namespace

BENCHMARK_MAIN();
