// SPDX-License-Identifier: Apache-2.0
// Results written by hand, so that what they record can be wrong in ways no checksum sees.
#include "tools/recount.h"

#include <gtest/gtest.h>

#include <unistd.h>

#include <filesystem>
#include <limits>

#include "sim/base/messages.h"

namespace plancast::tools {
namespace {

constexpr int kRuns = 100, kYears = 3;

Catalog make_catalog() {
    Catalog catalog;
    catalog.model_id = "m";
    catalog.baseline_year = 2020;
    catalog.last_year = 2022;
    catalog.deadline = 2022;
    catalog.scenarios = {{"plan", {"规划", "Plan"}, {0, 0, 0}}};
    catalog.baseline_scenario = "plan";
    catalog.series = {{"stored", {"甲", "a"}, "家", true, true},
                      {"counted", {"乙", "b"}, "家", false, false}};
    catalog.structures = {{"model", {}, 1}};
    for (int series = 0; series < 2; ++series) {
        TargetInfo target;
        target.id = target.indicator = catalog.series[static_cast<std::size_t>(series)].id;
        target.year = 2022;
        target.value = target.threshold = 50;
        target.unit = "家";
        target.series = series;
        catalog.targets.push_back(target);
    }
    return catalog;
}

/// A result of runs whose value is the number of the run in every year, so that runs 50 to 99 meet
/// the target, with the hit of `wrong` recorded the other way round.
class Written {
public:
    explicit Written(int wrong) {
        const Catalog catalog = make_catalog();
        RunInfo info;
        info.runs = kRuns;
        info.rng_scheme = "none";
        std::filesystem::remove(path_);
        ResultWriter writer(path_, catalog, info, {}, false);
        std::vector<float> series(kYears * kCommitRuns, std::numeric_limits<float>::quiet_NaN());
        std::vector<std::int8_t> structure(kCommitRuns), valid(kCommitRuns), hits(2 * kCommitRuns);
        Summary summary;
        summary.valid_runs = {kRuns - 1};
        summary.invalid_runs = {1};
        summary.hits = {0, 0};
        for (std::size_t run = 0; run < kRuns; ++run) {
            for (std::size_t year = 0; year < kYears; ++year)
                series[year * kCommitRuns + run] = static_cast<float>(run);
            // Run 99 would meet it, but is invalid.
            valid[run] = run == 99 ? kInvalid : kValid;
            hits[run] = (run >= 50) != (static_cast<int>(run) == wrong) && run != 99 ? 1 : 0;
            summary.hits[0] += hits[run];
        }
        fill(summary);
        const CommitBlock block{0, 0, kRuns, series, {}, structure, valid, hits};
        writer.commit(block);
        writer.finish(summary);
    }
    ~Written() { std::filesystem::remove(path_); }

    Recount recount() const { return recount_hits(ResultReader(path_)); }
    VerifyReport verify() const { return verify_result(path_); }

private:
    static void fill(Summary& summary) {
        const std::int64_t hits = summary.hits[0];
        summary.shortfall = {0, 0};
        summary.years.resize(kYears);
        summary.first_met = {hits, 0, 0, kRuns - 1 - hits, 0, 0, 0, kRuns - 1};
        summary.pair_hits = {hits, 0, 0, 0};
        summary.scenario_hits = {hits, 0};
        summary.scenario_valid = {kRuns - 1};
    }

    std::string path_ = testing::TempDir() + "recount_" + std::to_string(getpid()) + ".h5";
};

TEST(Recount, FindsNothingInASoundResult) {
    const Written written(-1);
    EXPECT_TRUE(written.verify().damage.empty());
    const Recount found = written.recount();
    EXPECT_TRUE(found.damage.empty());
    EXPECT_EQ(found.judged, static_cast<std::uint64_t>(kRuns));
    EXPECT_EQ(found.skipped, 1) << "no values of it are stored";
}

TEST(Recount, FindsOneWrongHitThatNoChecksumSees) {
    for (const int wrong : {0, 49, 50, 63, 64, 98}) {
        const Written written(wrong);
        EXPECT_TRUE(written.verify().damage.empty());
        const Recount found = written.recount();
        ASSERT_EQ(found.damage.size(), 1u);
        EXPECT_EQ(found.damage[0].message, Message::recount_differs);
        EXPECT_EQ(found.damage[0].args,
                  (std::vector<std::string>{"stored", "plan", "1", std::to_string(wrong)}));
    }
}

}  // namespace
}  // namespace plancast::tools
