// SPDX-License-Identifier: Apache-2.0
// Runs every folder beside this file: a model and the table it must yield.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <tuple>
#include <vector>

#include "plancast/load.h"
#include "plancast/program.h"
#include "plancast/run.h"
#include "tests/conformance/expectation.h"

namespace plancast::conformance {
namespace {

namespace fs = std::filesystem;

std::vector<std::string> cases() {
    std::vector<std::string> names;
    for (const auto& entry : fs::directory_iterator(PLANCAST_SOURCE_DIR "/tests/conformance"))
        if (fs::exists(entry.path() / "expected.csv"))
            names.push_back(entry.path().filename().string());
    std::sort(names.begin(), names.end());
    return names;
}

/// Which scenario, variable and year.
using Key = std::tuple<std::string, std::string, int>;

/// Keeps every run's value of the asked rows.
class Collector : public Sink {
public:
    Collector(const Catalog& catalog, std::uint64_t runs, const std::set<Key>& keys)
        : n_scenarios_(catalog.scenarios.size()),
          n_years_(static_cast<std::size_t>(catalog.n_years())) {
        for (const Key& key : keys) {
            const auto& [scenario, variable, year] = key;
            Row row{
                place(catalog.series, variable, true), place(catalog.scenarios, scenario, false),
                static_cast<std::size_t>(year - catalog.baseline_year), std::vector<float>(runs)};
            const bool known = row.series >= 0 && row.scenario >= 0 && row.year < n_years_;
            EXPECT_TRUE(known) << scenario << " " << variable << " " << year
                               << " is no value of the case";
            if (known) rows_.emplace(key, std::move(row));
        }
    }

    void commit(const CommitBlock& block) override {
        for (auto& [key, row] : rows_) {
            const std::size_t first = ((static_cast<std::size_t>(row.series) * n_scenarios_ +
                                        static_cast<std::size_t>(row.scenario)) *
                                           n_years_ +
                                       row.year) *
                                      kCommitRuns;
            // Blocks hold different runs, so threads never write the same place.
            std::copy_n(block.series.begin() + static_cast<std::ptrdiff_t>(first), block.runs,
                        row.values.begin() + static_cast<std::ptrdiff_t>(block.first_run));
        }
    }

    const std::vector<float>* find(const Key& key) const {
        const auto found = rows_.find(key);
        return found == rows_.end() ? nullptr : &found->second.values;
    }

private:
    struct Row {
        int series, scenario;
        std::size_t year;
        std::vector<float> values;
    };

    /// Place of an id in a list; among stored series only, where asked.
    template <typename Info>
    static int place(const std::vector<Info>& list, const std::string& id, bool stored_only) {
        int place = 0;
        for (const Info& info : list) {
            if (info.id == id) return place;
            if constexpr (std::is_same_v<Info, SeriesInfo>)
                if (stored_only && !info.stored) continue;
            ++place;
        }
        return -1;
    }

    std::size_t n_scenarios_, n_years_;
    std::map<Key, Row> rows_;
};

std::set<Key> keys_of(const std::vector<Expectation>& rows) {
    std::set<Key> keys;
    for (const Expectation& row : rows) {
        keys.insert({row.scenario, row.variable, row.year});
        if (row.statistic.starts_with("corr:"))
            keys.insert({row.scenario, row.statistic.substr(5), row.year});
    }
    return keys;
}

void check_row(const std::string& name, const Expectation& row, const Collector& collector) {
    const std::vector<float>* sample = collector.find({row.scenario, row.variable, row.year});
    if (sample == nullptr) return;
    const bool pair = row.statistic.starts_with("corr:");
    const std::vector<float>* other =
        pair ? collector.find({row.scenario, row.statistic.substr(5), row.year}) : sample;
    if (other == nullptr) return;
    const Comparison comparison = compare(row, *sample, *other);
    EXPECT_NE(comparison.passes(), row.control)
        << name << "/expected.csv:" << row.line << ": " << (row.control ? "negative control " : "")
        << row.scenario << " " << row.variable << " " << row.year << " " << row.statistic
        << " expected " << row.value << ", found " << comparison.found << ", distance "
        << comparison.distance << ", allowed " << comparison.allowed
        << (row.note.empty() ? "" : " (" + row.note + ")");
}

class Conformance : public testing::TestWithParam<std::string> {};

TEST_P(Conformance, Holds) {
    const std::string folder = PLANCAST_SOURCE_DIR "/tests/conformance/" + GetParam();
    const std::vector<Expectation> rows = read_expectations(folder + "/expected.csv");
    ASSERT_FALSE(rows.empty());
    SourceSet sources;
    Diagnostics diagnostics;
    Project project = load_project(folder + "/batch.toml", {}, sources, diagnostics);
    // What nothing asks for is left out, so a large model costs what its case looks at.
    project.batch.store = {};
    for (const auto& [scenario, variable, year] : keys_of(rows))
        project.batch.store.runs.push_back({variable, {}});
    ASSERT_FALSE(diagnostics.has_errors()) << render(diagnostics, sources, Language::en);
    const std::optional<Program> program = compile(project, sources, {}, diagnostics);
    ASSERT_TRUE(program) << render(diagnostics, sources, Language::en);
    RunSpec spec;
    spec.runs = project.batch.design.runs;
    spec.seed = project.batch.design.seed;
    spec.sampler = project.batch.design.sampler;
    Collector collector(program->catalog(), spec.runs, keys_of(rows));
    const Summary summary = run(*program, spec, &collector);
    for (const std::int64_t invalid : summary.invalid_runs)
        EXPECT_EQ(invalid, 0);
    for (const Expectation& row : rows)
        check_row(GetParam(), row, collector);
}

std::string test_name(const testing::TestParamInfo<std::string>& of_case) {
    std::string name = of_case.param;
    std::replace(name.begin(), name.end(), '-', '_');
    return name;
}

INSTANTIATE_TEST_SUITE_P(, Conformance, testing::ValuesIn(cases()), test_name);

}  // namespace
}  // namespace plancast::conformance
