// SPDX-License-Identifier: Apache-2.0
// A small hand-made result: every member of the catalogue differs from its default, and every
// count of the summary is made here, run by run.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "plancast/store.h"

namespace plancast {

/// A result to be written: 3 scenarios, 2 targets, `runs` runs.
class Sample {
public:
    explicit Sample(std::uint64_t runs = 5000, SamplerKind sampler = SamplerKind::random);

    Catalog catalog;
    RunInfo info;
    std::vector<InputText> inputs;
    Summary summary;

    std::uint64_t blocks() const;
    /// The block, whose spans hold until the next call.
    CommitBlock block(std::uint64_t index);

    // The values of one run, as they should be read back.
    float series(int series, int scenario, int year, std::uint64_t run) const;
    float parameter(int row, std::uint64_t run) const;
    std::int8_t structure(std::uint64_t run) const;
    std::int8_t valid(int scenario, std::uint64_t run) const;
    std::int8_t hit(int target, int scenario, std::uint64_t run) const;

private:
    void count_runs();
    void count_run(std::uint64_t run);

    std::vector<float> series_, parameters_;
    std::vector<std::int8_t> structure_, valid_, hits_;
};

/// Writes the sample to `path` in the order of its blocks.
void write_sample(Sample& sample, const std::string& path, bool force = false,
                  const std::string& created = "2025-01-02T03:04:05Z");

}  // namespace plancast
