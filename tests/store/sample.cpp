// SPDX-License-Identifier: Apache-2.0
#include "tests/store/sample.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "sim/base/hash.h"

namespace plancast {
namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();
constexpr int kScenarios = 3, kYears = 2, kTargets = 2;

/// A number in [0, 1) that depends on all four arguments.
float noise(std::uint64_t a, std::uint64_t b, std::uint64_t c, std::uint64_t d) {
    const std::uint64_t key[] = {a, b, c, d};
    return static_cast<float>(xxh64(key, sizeof key, 7) >> 40) / 16777216.0f;
}

std::vector<TargetInfo> targets() {
    TargetInfo first;
    first.id = "rd";
    first.indicator = "rd";
    first.name = {"研发经费", "R&D spending"};
    first.kind = TargetKind::mean_annual_growth;
    first.average = GrowthAverage::every_year;
    first.tier = Tier::main;
    first.modality = Modality::about;
    first.direction = Direction::at_most;
    first.judged_on = JudgedOn::reported;
    first.year = 2021;
    first.value = 10;
    first.unit = "%/yr";
    first.baseline_year = 2020;
    first.baseline = kNaN;
    first.threshold = 0.1;
    first.tolerance = 0.05;
    first.series = 1;
    first.clause = {"年均增长10%", "10 % a year"};
    TargetInfo second;
    second.id = "lab_2021";
    second.indicator = "lab";
    second.name = {"实验室", ""};
    second.kind = TargetKind::all_units;
    second.tier = Tier::constraint;
    second.modality = Modality::strive_for;
    second.year = 2021;
    second.baseline_year = 2019;
    second.baseline = 3;
    second.threshold = -0.0;
    second.series = 0;
    second.assumption = "author, 2024-05-01: \"quoted\"\nsecond line";
    return {first, second};
}

Catalog sample_catalog() {
    Catalog catalog;
    catalog.plan_id = "sample-plan";
    catalog.model_id = "sample-model";
    catalog.title = {"样例规划", "A sample plan"};
    catalog.document = "承德市文件";
    catalog.baseline_year = 2020;
    catalog.last_year = 2021;
    catalog.deadline = 2021;
    catalog.scenarios = {{"plan", {"规划", "plan"}, {1.5, 2.25}},
                         {"high", {"高投入", "high"}, {3, 1e300}},
                         {"low", {"低投入", "low"}, {0, -0.0}}};
    catalog.baseline_scenario = "plan";
    catalog.cost_unit = "亿元/yr";
    catalog.series = {{"lab", {"实验室", "laboratories"}, "家", true, true},
                      {"rd__latent", {"研发", "R&D"}, "亿元", false, true},
                      {"intensity", {"强度", "intensity"}, "%", true, false}};
    catalog.parameters = {{"beta", "1", "assumption: a guess", false},
                          {"gamma[W1]", "1/yr", "source: a paper", true}};
    catalog.targets = targets();
    catalog.not_assessable = {
        {"carbon", "carbon", {"碳", "carbon"}, Tier::milestone, {"无基期值", "no baseline"}}};
    catalog.sets = {
        {"main", {"主要", "main"}, {1, 0}}, {"none", {"", ""}, {}}, {"one", {"一项", "one"}, {0}}};
    catalog.levers = {{"u[W1]", {"投入", "spending"}, "亿元/yr", {{1, 2}, {3, 4}, {5, 0.1}}}};
    catalog.structures = {{"M3", {"存量流量", "stock-flow"}, 0.75},
                          {"M1", {"趋势", "trend"}, 0.25}};
    catalog.dims = {{"beta", 0xFFFFFFFFu, 0}, {"gamma[W1]", 17, 0}, {"shock", 99, 1}};
    return catalog;
}

void fill_statistics(Summary& summary, std::size_t years) {
    summary.years.resize(years);
    for (std::size_t at = 0; at < years; ++at) {
        YearStatistics& year = summary.years[at];
        const auto number = static_cast<double>(at);
        year.count = static_cast<std::int64_t>(4000 + at);
        year.mean = 0.1 + number;
        year.sd = at == 1 ? kNaN : 0.3;
        year.min = static_cast<float>(-number);
        year.max = static_cast<float>(number * 3);
        for (int level = 0; level < kQuantileCount; ++level) {
            year.quantiles[level] = number + 0.01 * level;
            year.quantile_error[level] = 0.001 * (level + 1);
        }
    }
}

}  // namespace

Sample::Sample(std::uint64_t runs, SamplerKind sampler) : catalog(sample_catalog()) {
    info = {runs, 0xFEDCBA9876543210u, sampler, "plancast-philox-1", "AVX2", true};
    inputs = {{"plan", "plans/plan.toml", "title = \"规划\"\r\n"},
              {"batch", "batch.toml", ""},
              {"settings", "settings", "u=1\n"}};
    fill_statistics(summary, 2 * kScenarios * kYears);
    summary.shortfall = {0.1, kNaN, 0.3, -0.0, 1e-300, 0.6};
    summary.first_met = {9, 8, 7, 6, 5, 4, 3, 2, 1, 0, 1, 2, 3, 4, 5, 6, 7, 8};
    summary.faults = {{2, 2021, "shock", "model.toml:41:9", 30, 4},
                      {2, 2021, "x[W1]", "模型/model.toml:52:11", 999, 1}};
    count_runs();
}

void Sample::count_runs() {
    summary.valid_runs.assign(kScenarios, 0);
    summary.invalid_runs.assign(kScenarios, 0);
    summary.hits.assign(kScenarios * kTargets, 0);
    summary.pair_hits.assign(kScenarios * kTargets * kTargets, 0);
    summary.scenario_hits.assign(kTargets * kScenarios * kScenarios, 0);
    summary.scenario_valid.assign(kScenarios * kScenarios, 0);
    for (const SetInfo& set : catalog.sets)
        summary.number_met.emplace_back(kScenarios * (set.targets.size() + 1), 0);
    if (info.sampler == SamplerKind::sobol) {
        summary.scramble_hits.assign(kScenarios * kTargets * 16, 0);
        summary.scramble_valid.assign(kScenarios * 16, 0);
    }
    for (std::uint64_t run = 0; run < info.runs; ++run)
        count_run(run);
}

void Sample::count_run(std::uint64_t run) {
    const auto met = [&](std::size_t scenario, std::size_t target) {
        return valid(static_cast<int>(scenario), run) == kValid &&
               hit(static_cast<int>(target), static_cast<int>(scenario), run) == 1;
    };
    const bool sobol = info.sampler == SamplerKind::sobol;
    for (std::size_t scenario = 0; scenario < kScenarios; ++scenario) {
        const bool ok = valid(static_cast<int>(scenario), run) == kValid;
        ++(ok ? summary.valid_runs : summary.invalid_runs)[scenario];
        if (!ok) continue;
        if (sobol) ++summary.scramble_valid[scenario * 16 + run % 16];
        for (std::size_t other = 0; other < kScenarios; ++other) {
            if (valid(static_cast<int>(other), run) != kValid) continue;
            ++summary.scenario_valid[scenario * kScenarios + other];
            for (std::size_t target = 0; target < kTargets; ++target)
                if (met(scenario, target) && met(other, target))
                    ++summary.scenario_hits[(target * kScenarios + scenario) * kScenarios + other];
        }
        for (std::size_t target = 0; target < kTargets; ++target) {
            const std::size_t row = scenario * kTargets + target;
            if (!met(scenario, target)) continue;
            ++summary.hits[row];
            if (sobol) ++summary.scramble_hits[row * 16 + run % 16];
            for (std::size_t other = 0; other < kTargets; ++other)
                if (met(scenario, other)) ++summary.pair_hits[row * kTargets + other];
        }
        for (std::size_t set = 0; set < catalog.sets.size(); ++set) {
            std::size_t number = 0;
            for (const int target : catalog.sets[set].targets)
                number += met(scenario, static_cast<std::size_t>(target)) ? 1u : 0u;
            const std::size_t width = catalog.sets[set].targets.size() + 1;
            ++summary.number_met[set][scenario * width + number];
        }
    }
}

std::uint64_t Sample::blocks() const {
    return (info.runs + kCommitRuns - 1) / kCommitRuns;
}

float Sample::series(int series, int scenario, int year, std::uint64_t run) const {
    if (valid(scenario, run) == kInvalid) return std::numeric_limits<float>::quiet_NaN();
    return noise(static_cast<std::uint64_t>(series), static_cast<std::uint64_t>(scenario) + 10,
                 static_cast<std::uint64_t>(year), run);
}

float Sample::parameter(int row, std::uint64_t run) const {
    return noise(100, static_cast<std::uint64_t>(row), 0, run);
}

std::int8_t Sample::structure(std::uint64_t run) const {
    return run / kGroupRuns % 4 == 3 ? 1 : 0;
}

std::int8_t Sample::valid(int scenario, std::uint64_t run) const {
    return scenario == 2 && run % 7 == 2 ? kInvalid : kValid;
}

std::int8_t Sample::hit(int target, int scenario, std::uint64_t run) const {
    if (valid(scenario, run) != kValid) return 0;
    const float chance = target == 0 ? 0.6f : 0.3f + 0.1f * static_cast<float>(scenario);
    return noise(200, static_cast<std::uint64_t>(target), 0, run) < chance ? 1 : 0;
}

CommitBlock Sample::block(std::uint64_t index) {
    CommitBlock block;
    block.index = index;
    block.first_run = index * kCommitRuns;
    block.runs =
        static_cast<int>(std::min<std::uint64_t>(kCommitRuns, info.runs - block.first_run));
    const auto row = [&](auto& values, auto absent, const auto& value) {
        for (int place = 0; place < kCommitRuns; ++place)
            values.push_back(place < block.runs
                                 ? value(block.first_run + static_cast<std::uint64_t>(place))
                                 : absent);
    };
    const float nan = std::numeric_limits<float>::quiet_NaN();
    const auto none = std::int8_t{0};
    series_.clear(), parameters_.clear(), structure_.clear(), valid_.clear(), hits_.clear();
    for (const int stored : {0, 2})
        for (int scenario = 0; scenario < kScenarios; ++scenario)
            for (int year = 0; year < kYears; ++year)
                row(series_, nan,
                    [&](std::uint64_t run) { return series(stored, scenario, year, run); });
    for (int parameter_row = 0; parameter_row < 1 + kScenarios; ++parameter_row)
        row(parameters_, nan, [&](std::uint64_t run) { return parameter(parameter_row, run); });
    row(structure_, none, [&](std::uint64_t run) { return structure(run); });
    for (int scenario = 0; scenario < kScenarios; ++scenario)
        row(valid_, kNotComputed, [&](std::uint64_t run) { return valid(scenario, run); });
    for (int target = 0; target < kTargets; ++target)
        for (int scenario = 0; scenario < kScenarios; ++scenario)
            row(hits_, none, [&](std::uint64_t run) { return hit(target, scenario, run); });
    block.series = series_;
    block.parameters = parameters_;
    block.structure = structure_;
    block.valid = valid_;
    block.hits = hits_;
    return block;
}

void write_sample(Sample& sample, const std::string& path, bool force, const std::string& created) {
    ResultWriter writer(path, sample.catalog, sample.info, sample.inputs, force, created);
    for (std::uint64_t block = 0; block < sample.blocks(); ++block)
        writer.commit(sample.block(block));
    writer.finish(sample.summary);
}

}  // namespace plancast
