// SPDX-License-Identifier: Apache-2.0
// Compiled projects for the tests of the run room, and a sink that keeps everything.
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <memory>
#include <mutex>
#include <span>
#include <string>
#include <vector>

#include "plancast/load.h"
#include "plancast/program.h"
#include "plancast/run.h"
#include "sim/base/hash.h"

namespace plancast {

/// A project of the tree or of a test, compiled; mistakes in it fail the test.
inline std::unique_ptr<Program> compiled(const Project& project, const SourceSet& sources,
                                         Diagnostics& diagnostics, const CompileOptions& options) {
    std::unique_ptr<Program> program;
    if (!diagnostics.has_errors())
        if (auto made = compile(project, sources, options, diagnostics))
            program = std::make_unique<Program>(std::move(*made));
    EXPECT_TRUE(program) << render(diagnostics, sources, Language::en);
    return program;
}

/// The batch at `path` below the root of the source tree.
inline std::unique_ptr<Program> compiled_batch(const std::string& path,
                                               const CompileOptions& options) {
    SourceSet sources;
    Diagnostics diagnostics;
    const Project project =
        load_project(std::string(PLANCAST_SOURCE_DIR "/") + path, {}, sources, diagnostics);
    return compiled(project, sources, diagnostics, options);
}

/// A batch of one model without a plan, and scenario files given as texts.
inline std::unique_ptr<Program> compiled_text(const std::string& model,
                                              const std::vector<std::string>& scenarios = {}) {
    std::string list = "\"plan\"";
    std::vector<InputText> inputs = {{"batch", "batch.toml", ""}, {"model", "model.toml", model}};
    for (std::size_t at = 0; at < scenarios.size(); ++at) {
        const std::string name = "scenario" + std::to_string(at) + ".toml";
        list += ", \"" + name + "\"";
        inputs.push_back({"scenario", name, scenarios[at]});
    }
    inputs[0].text = "format = \"plancast-batch 1\"\nmodel = \"model.toml\"\nscenarios = [" + list +
                     "]\n[design]\nruns = 1000\nseed = 1\n";
    SourceSet sources;
    Diagnostics diagnostics;
    const Project project = load_project(inputs, sources, diagnostics);
    CompileOptions options;
    options.every_variable = true;
    return compiled(project, sources, diagnostics, options);
}

/// Everything a run hands to its sink, row by row, all runs of a row side by side.
class Keeper : public Sink {
public:
    Keeper(const Catalog& catalog, std::uint64_t runs) : catalog_(catalog), runs_(runs) {}

    void commit(const CommitBlock& block) override {
        const std::lock_guard lock(mutex_);
        put(block.series, block, series);
        put(block.parameters, block, parameters);
        put(block.structure, block, structure);
        put(block.valid, block, valid);
        put(block.hits, block, hits);
    }

    /// Values of one stored series in one scenario. shape: [year][run]
    std::vector<float> of(const std::string& id, std::size_t scenario) const {
        const auto n_years = static_cast<std::size_t>(catalog_.n_years());
        std::size_t stored = 0;
        for (const SeriesInfo& info : catalog_.series) {
            if (info.id == id) {
                const std::size_t row = (stored * catalog_.scenarios.size() + scenario) * n_years;
                const auto first = series.begin() + static_cast<std::ptrdiff_t>(row * runs_);
                return {first, first + static_cast<std::ptrdiff_t>(n_years * runs_)};
            }
            if (info.stored) ++stored;
        }
        ADD_FAILURE() << "no series " << id;
        return {};
    }

    /// One number for all the bits.
    std::uint64_t hash() const {
        std::uint64_t result = 0;
        const auto add = [&](const auto& values) {
            result = xxh64(values.data(), values.size() * sizeof(values[0]), result);
        };
        add(series);
        add(parameters);
        add(structure);
        add(valid);
        add(hits);
        return result;
    }

    std::vector<float> series, parameters;
    std::vector<std::int8_t> structure, valid, hits;

private:
    template <typename Value>
    void put(std::span<const Value> rows, const CommitBlock& block, std::vector<Value>& all) {
        const std::size_t n_rows = rows.size() / kCommitRuns;
        all.resize(n_rows * runs_);
        for (std::size_t row = 0; row < n_rows; ++row)
            std::copy_n(rows.begin() + static_cast<std::ptrdiff_t>(row * kCommitRuns), block.runs,
                        all.begin() + static_cast<std::ptrdiff_t>(row * runs_ + block.first_run));
    }

    const Catalog& catalog_;
    std::uint64_t runs_;
    std::mutex mutex_;
};

}  // namespace plancast
