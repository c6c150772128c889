// SPDX-License-Identifier: Apache-2.0
// A result comes back as it was written, whoever wrote it and in whatever order.
#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <bit>
#include <filesystem>
#include <random>
#include <thread>

#include "sim/base/hash.h"
#include "tests/store/files.h"
#include "tests/store/sample.h"

namespace plancast {
namespace {

namespace fs = std::filesystem;

std::uint64_t bits(double value) {
    return std::bit_cast<std::uint64_t>(value);
}

template <typename List, typename Same>
void expect_each(const List& left, const List& right, const Same& same) {
    ASSERT_EQ(left.size(), right.size());
    for (std::size_t at = 0; at < left.size(); ++at)
        EXPECT_TRUE(same(left[at], right[at])) << "entry " << at;
}

bool same_bits(const std::vector<double>& left, const std::vector<double>& right) {
    return std::equal(left.begin(), left.end(), right.begin(), right.end(),
                      [](double one, double other) { return bits(one) == bits(other); });
}

bool same_target(const TargetInfo& a, const TargetInfo& b) {
    return a.id == b.id && a.indicator == b.indicator && a.name == b.name && a.kind == b.kind &&
           a.average == b.average && a.tier == b.tier && a.modality == b.modality &&
           a.direction == b.direction && a.judged_on == b.judged_on && a.year == b.year &&
           bits(a.value) == bits(b.value) && a.unit == b.unit &&
           a.baseline_year == b.baseline_year && bits(a.baseline) == bits(b.baseline) &&
           bits(a.threshold) == bits(b.threshold) && bits(a.tolerance) == bits(b.tolerance) &&
           a.series == b.series && a.clause == b.clause && a.assumption == b.assumption;
}

void expect_same(const Catalog& left, const Catalog& right) {
    EXPECT_EQ(left.plan_id, right.plan_id);
    EXPECT_EQ(left.model_id, right.model_id);
    EXPECT_EQ(left.title, right.title);
    EXPECT_EQ(left.document, right.document);
    EXPECT_EQ(left.baseline_year, right.baseline_year);
    EXPECT_EQ(left.last_year, right.last_year);
    EXPECT_EQ(left.deadline, right.deadline);
    EXPECT_EQ(left.baseline_scenario, right.baseline_scenario);
    EXPECT_EQ(left.cost_unit, right.cost_unit);
    expect_each(left.scenarios, right.scenarios, [](const auto& a, const auto& b) {
        return a.id == b.id && a.name == b.name && same_bits(a.cost, b.cost);
    });
    expect_each(left.series, right.series, [](const auto& a, const auto& b) {
        return a.id == b.id && a.name == b.name && a.unit == b.unit && a.stored == b.stored &&
               a.summarized == b.summarized;
    });
    expect_each(left.parameters, right.parameters, [](const auto& a, const auto& b) {
        return a.id == b.id && a.unit == b.unit && a.provenance == b.provenance &&
               a.per_scenario == b.per_scenario;
    });
    expect_each(left.targets, right.targets, same_target);
    expect_each(left.not_assessable, right.not_assessable, [](const auto& a, const auto& b) {
        return a.id == b.id && a.indicator == b.indicator && a.name == b.name && a.tier == b.tier &&
               a.missing == b.missing;
    });
    expect_each(left.sets, right.sets, [](const auto& a, const auto& b) {
        return a.id == b.id && a.name == b.name && a.targets == b.targets;
    });
    expect_each(left.levers, right.levers, [](const auto& a, const auto& b) {
        return a.id == b.id && a.name == b.name && a.unit == b.unit &&
               std::equal(a.values.begin(), a.values.end(), b.values.begin(), b.values.end(),
                          same_bits);
    });
    expect_each(left.structures, right.structures, [](const auto& a, const auto& b) {
        return a.id == b.id && a.name == b.name && bits(a.weight) == bits(b.weight);
    });
    EXPECT_EQ(left.dims, right.dims);
}

bool same_year(const YearStatistics& a, const YearStatistics& b) {
    bool same = a.count == b.count && bits(a.mean) == bits(b.mean) && bits(a.sd) == bits(b.sd) &&
                bits(a.min) == bits(b.min) && bits(a.max) == bits(b.max);
    for (int level = 0; level < kQuantileCount; ++level)
        same = same && bits(a.quantiles[level]) == bits(b.quantiles[level]) &&
               bits(a.quantile_error[level]) == bits(b.quantile_error[level]);
    return same;
}

void expect_same(const Summary& left, const Summary& right) {
    EXPECT_EQ(left.valid_runs, right.valid_runs);
    EXPECT_EQ(left.invalid_runs, right.invalid_runs);
    expect_each(left.years, right.years, same_year);
    EXPECT_EQ(left.hits, right.hits);
    EXPECT_TRUE(same_bits(left.shortfall, right.shortfall));
    EXPECT_EQ(left.first_met, right.first_met);
    EXPECT_EQ(left.pair_hits, right.pair_hits);
    EXPECT_EQ(left.scenario_hits, right.scenario_hits);
    EXPECT_EQ(left.scenario_valid, right.scenario_valid);
    EXPECT_EQ(left.number_met, right.number_met);
    EXPECT_EQ(left.scramble_hits, right.scramble_hits);
    EXPECT_EQ(left.scramble_valid, right.scramble_valid);
    expect_each(left.faults, right.faults, [](const Fault& a, const Fault& b) {
        return a.scenario == b.scenario && a.year == b.year && a.variable == b.variable &&
               a.place == b.place && a.run == b.run && a.runs == b.runs;
    });
}

void expect_same_values(const Sample& sample, const ResultReader& reader) {
    const auto same = [](float left, float right) {
        return std::bit_cast<std::uint32_t>(left) == std::bit_cast<std::uint32_t>(right);
    };
    std::uint64_t wrong = 0;
    for (int scenario = 0; scenario < sample.catalog.n_scenarios(); ++scenario) {
        for (const int series : {0, 2})
            for (int year = 0; year < sample.catalog.n_years(); ++year) {
                const std::vector<float> values = reader.series(series, scenario, year);
                ASSERT_EQ(values.size(), sample.info.runs);
                for (std::uint64_t run = 0; run < values.size(); ++run)
                    wrong += !same(values[run], sample.series(series, scenario, year, run));
            }
        const std::vector<float> beta = reader.parameter(0, scenario);
        const std::vector<float> gamma = reader.parameter(1, scenario);
        const std::vector<std::int8_t> valid = reader.valid(scenario);
        const std::vector<std::int8_t> structure = reader.structure();
        for (std::uint64_t run = 0; run < sample.info.runs; ++run) {
            wrong += !same(beta[run], sample.parameter(0, run));
            wrong += !same(gamma[run], sample.parameter(1 + scenario, run));
            wrong += valid[run] != sample.valid(scenario, run);
            wrong += structure[run] != sample.structure(run);
        }
        for (int target = 0; target < sample.catalog.n_targets(); ++target) {
            const std::vector<std::int8_t> hits = reader.hits(target, scenario);
            for (std::uint64_t run = 0; run < sample.info.runs; ++run)
                wrong += hits[run] != sample.hit(target, scenario, run);
        }
    }
    EXPECT_EQ(wrong, 0u);
}

class Store : public TempFolder {};

TEST_F(Store, ComesBackBitForBit) {
    for (const SamplerKind sampler : {SamplerKind::random, SamplerKind::sobol}) {
        Sample sample(5000, sampler);
        write_sample(sample, path("r.h5"), true);
        const ResultReader reader(path("r.h5"));
        expect_same(sample.catalog, reader.catalog());
        expect_same(sample.summary, reader.summary());
        expect_same_values(sample, reader);
        expect_same_values(sample, reader);  // once more, from chunks that were checked already
        EXPECT_EQ(reader.info().runs, sample.info.runs);
        EXPECT_EQ(reader.info().seed, sample.info.seed);
        EXPECT_EQ(reader.info().sampler, sampler);
        EXPECT_EQ(reader.info().rng_scheme, sample.info.rng_scheme);
        EXPECT_EQ(reader.info().kernel_target, sample.info.kernel_target);
        EXPECT_EQ(reader.info().fma, sample.info.fma);
        ASSERT_EQ(reader.inputs().size(), sample.inputs.size());
        for (std::size_t at = 0; at < sample.inputs.size(); ++at) {
            EXPECT_EQ(reader.inputs()[at].role, sample.inputs[at].role);
            EXPECT_EQ(reader.inputs()[at].name, sample.inputs[at].name);
            EXPECT_EQ(reader.inputs()[at].text, sample.inputs[at].text);
        }
        EXPECT_EQ(reader.attributes().front(),
                  (std::pair<std::string, std::string>("Conventions", "CF-1.11")));
        EXPECT_TRUE(reader.complete());
        EXPECT_EQ(reader.recorded_blocks(), reader.blocks());
    }
}

TEST_F(Store, WordsOfAllEnumeratorsComeBack) {
    Sample sample(10);
    const auto place = [](int at, int count) { return at % count; };
    for (int at = 0; at < 6; ++at) {
        TargetInfo& target = sample.catalog.targets[static_cast<std::size_t>(at % 2)];
        target.kind = static_cast<TargetKind>(place(at, 6));
        target.average = static_cast<GrowthAverage>(place(at, 3));
        target.tier = static_cast<Tier>(place(at, 4));
        target.modality = static_cast<Modality>(place(at, 3));
        target.direction = static_cast<Direction>(place(at, 2));
        target.judged_on = static_cast<JudgedOn>(place(at, 2));
        sample.info.sampler = SamplerKind::lhs;
        write_sample(sample, path("r.h5"), true);
        expect_same(sample.catalog, ResultReader(path("r.h5")).catalog());
        EXPECT_EQ(ResultReader(path("r.h5")).info().sampler, SamplerKind::lhs);
    }
}

TEST_F(Store, EveryLengthOfTheLastBlock) {
    for (const std::uint64_t runs : {1u, 63u, 4095u, 4096u, 4097u, 8192u}) {
        Sample sample(runs);
        write_sample(sample, path("r.h5"), true);
        expect_same_values(sample, ResultReader(path("r.h5")));
        const VerifyReport report = verify_result(path("r.h5"));
        EXPECT_TRUE(report.damage.empty()) << runs;
    }
}

TEST_F(Store, VerifyReadsEveryByteAndFindsNothing) {
    Sample sample;
    write_sample(sample, path("r.h5"));
    const VerifyReport report = verify_result(path("r.h5"));
    EXPECT_TRUE(report.damage.empty());
    EXPECT_EQ(report.bytes_checked, fs::file_size(path("r.h5")));
    EXPECT_EQ(report.blocks_checked, 2u);
}

TEST_F(Store, PlansWithoutTargetsParametersOrTexts) {
    Sample sample(100);
    Catalog& catalog = sample.catalog;
    catalog.targets.clear(), catalog.parameters.clear(), catalog.sets.clear();
    catalog.not_assessable.clear(), catalog.levers.clear(), catalog.dims.clear();
    for (SeriesInfo& series : catalog.series)
        series.stored = series.summarized = false;
    Summary& summary = sample.summary;
    summary.years.clear(), summary.hits.clear(), summary.shortfall.clear();
    summary.first_met.clear(), summary.pair_hits.clear(), summary.scenario_hits.clear();
    summary.number_met.clear(), summary.faults.clear();
    ResultWriter writer(path("r.h5"), catalog, sample.info, {}, false);
    CommitBlock block = sample.block(0);
    block.series = {}, block.parameters = {}, block.hits = {};
    writer.commit(block);
    writer.finish(summary);
    const ResultReader reader(path("r.h5"));
    expect_same(catalog, reader.catalog());
    expect_same(summary, reader.summary());
    EXPECT_TRUE(reader.inputs().empty());
    EXPECT_TRUE(verify_result(path("r.h5")).damage.empty());
}

TEST_F(Store, SameBytesWhoeverWritesInWhateverOrder) {
    constexpr std::uint64_t kRuns = 20 * 4096 - 7;
    Sample sample(kRuns);
    write_sample(sample, path("in_order.h5"));
    std::vector<std::uint64_t> order(sample.blocks());
    for (std::uint64_t block = 0; block < order.size(); ++block)
        order[block] = block;
    std::shuffle(order.begin(), order.end(), std::mt19937_64(1));
    {
        ResultWriter writer(path("shuffled.h5"), sample.catalog, sample.info, sample.inputs, false,
                            "2025-01-02T03:04:05Z");
        std::atomic<std::size_t> next{0};
        std::vector<std::thread> threads;
        for (int thread = 0; thread < 4; ++thread)
            threads.emplace_back([&] {
                Sample own(kRuns);
                for (std::size_t at = next++; at < order.size(); at = next++)
                    writer.commit(own.block(order[at]));
            });
        for (std::thread& thread : threads)
            thread.join();
        writer.finish(sample.summary);
    }
    EXPECT_EQ(sha256_hex(read_file(path("in_order.h5"))),
              sha256_hex(read_file(path("shuffled.h5"))));
    write_sample(sample, path("later.h5"), false, "2026-01-02T03:04:05Z");
    EXPECT_NE(sha256_hex(read_file(path("in_order.h5"))), sha256_hex(read_file(path("later.h5"))))
        << "the time does stand in the file, so that the comparison above can fail";
}

TEST_F(Store, FaultsBeyondTheTableAreCountedNotKept) {
    Sample sample(100);
    sample.summary.faults.assign(300, {1, 2021, std::string(79, 'v') + "变量", "place", 5, 1});
    write_sample(sample, path("r.h5"));
    const ResultReader reader(path("r.h5"));
    ASSERT_EQ(reader.summary().faults.size(), 256u);
    EXPECT_EQ(reader.summary().faults[255].variable, std::string(79, 'v'))
        << "cut before the code point that does not fit whole";
    EXPECT_TRUE(verify_result(path("r.h5")).damage.empty());
}

TEST_F(Store, ManyParameters) {
    // More users of a scale than the 4095 that an attribute of 64 KB can list.
    Sample sample(1);
    for (int parameter = 0; parameter < 5000; ++parameter)
        sample.catalog.parameters.push_back({"p" + std::to_string(parameter), "1", "", false});
    CommitBlock block = sample.block(0);
    const std::vector<float> parameters(
        (sample.catalog.parameters.size() + 2) * static_cast<std::size_t>(kCommitRuns), 1.0f);
    block.parameters = parameters;
    ResultWriter writer(path("r.h5"), sample.catalog, sample.info, sample.inputs, false);
    writer.commit(block);
    writer.finish(sample.summary);
    EXPECT_EQ(ResultReader(path("r.h5")).parameter(5001, 0), std::vector<float>{1.0f});
}

}  // namespace
}  // namespace plancast
