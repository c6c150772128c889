// SPDX-License-Identifier: Apache-2.0
#include <cmath>
#include <stdexcept>

#include "sim/base/messages.h"
#include "sim/run/work_queue.h"
#include "support.h"

namespace plancast {
namespace {

const std::string kModel = R"toml(format = "plancast-model 1"
id = "faulty"
title = { zh = "故障", en = "Faults" }
baseline_year = 2020
last_year = 2022
[parameter]
p = { prior = "uniform(0, 1)", unit = "1", assumption = "test" }
[draw]
u = { dist = "uniform(0, 1)", unit = "1", assumption = "test" }
[equation]
x = { eq = "ln(u - 0.25)", before = 0, unit = "1", assumption = "test" }
y = { eq = "y[t-1] + 1/floor(2*p)", init = "1", unit = "1", assumption = "test" }
)toml";

RunSpec spec_of(std::uint64_t runs) {
    RunSpec spec;
    spec.runs = runs;
    spec.seed = 3;
    spec.threads = 2;
    return spec;
}

TEST(Run, FaultsAreCountedAndLocated) {
    // x is no number where u <= 1/4, in either year; y is infinite from 2021 on where p < 1/2.
    const std::unique_ptr<Program> program = compiled_text(kModel);
    Keeper keeper(program->catalog(), 1000);
    const Summary summary = run(*program, spec_of(1000), &keeper);
    const std::vector<float> u = keeper.of("u", 0);
    std::uint64_t x_2021 = 0, y_2021 = 0, x_2022 = 0, valid = 0, lowest_y = 1000;
    for (std::size_t run = 0; run < 1000; ++run) {
        const bool y_fails = keeper.parameters[run] < 0.5f;
        if (u[1000 + run] <= 0.25f) {
            ++x_2021;
        } else if (y_fails) {
            ++y_2021;
            lowest_y = std::min<std::uint64_t>(lowest_y, run);
        } else if (u[2000 + run] <= 0.25f) {
            ++x_2022;
        } else {
            ++valid;
        }
        EXPECT_EQ(keeper.valid[run] == kValid,
                  !y_fails && u[1000 + run] > 0.25f && u[2000 + run] > 0.25f);
    }
    EXPECT_EQ(summary.valid_runs[0], static_cast<std::int64_t>(valid));
    EXPECT_EQ(summary.invalid_runs[0], static_cast<std::int64_t>(1000 - valid));
    ASSERT_EQ(summary.faults.size(), 3u);
    const auto expect_fault = [&](std::size_t at, int year, const char* variable, const char* place,
                                  std::uint64_t runs) {
        EXPECT_EQ(summary.faults[at].year, year);
        EXPECT_EQ(summary.faults[at].variable, variable);
        EXPECT_EQ(summary.faults[at].place, place);
        EXPECT_EQ(summary.faults[at].runs, runs);
    };
    expect_fault(0, 2021, "x", "model.toml:11:1", x_2021);
    expect_fault(1, 2021, "y", "model.toml:12:1", y_2021);
    expect_fault(2, 2022, "x", "model.toml:11:1", x_2022);
    EXPECT_EQ(summary.faults[1].run, lowest_y);
}

/// Throws at one block, and remembers what came.
class Failing : public Sink {
public:
    explicit Failing(std::uint64_t block) : block_(block) {}
    void commit(const CommitBlock& block) override {
        if (block.index >= block_) throw std::runtime_error(std::to_string(block.index));
    }

private:
    std::uint64_t block_;
};

TEST(Run, AFailureOfTheSinkEndsTheRunAndComesOut) {
    const std::unique_ptr<Program> program = compiled_text(kModel);
    Failing sink(3);
    EXPECT_THROW(run(*program, spec_of(20 * kCommitRuns), &sink), std::runtime_error);
    Failing never(1000);
    EXPECT_NO_THROW(run(*program, spec_of(20 * kCommitRuns), &never)) << "control";
}

TEST(Run, ProgressEndsAtTheNumberOfRuns) {
    const std::unique_ptr<Program> program = compiled_text(kModel);
    RunSpec spec = spec_of(3 * kCommitRuns + 17);
    std::uint64_t calls = 0, last = 0;
    spec.progress = [&](const Progress& progress) {
        ++calls;
        EXPECT_GT(progress.runs_done, last);
        EXPECT_EQ(progress.runs, spec.runs);
        last = progress.runs_done;
    };
    run(*program, spec, nullptr);
    EXPECT_EQ(calls, 4u);
    EXPECT_EQ(last, spec.runs);
}

Message refused(const RunSpec& spec) {
    try {
        run_info(spec);
    } catch (const Failure& failure) {
        EXPECT_EQ(failure.code(), ExitCode::bad_input);
        return failure.diagnostic().message;
    }
    return Message::count_;
}

TEST(Run, RefusesWhatCannotBeRun) {
    EXPECT_EQ(refused(spec_of(1000)), Message::count_) << "control";
    EXPECT_EQ(refused(spec_of(0)), Message::runs_out_of_range);
    EXPECT_EQ(refused(spec_of(kMostRuns + 1)), Message::runs_out_of_range);
    RunSpec spec = spec_of(1000);
    spec.threads = -1;
    EXPECT_EQ(refused(spec), Message::threads_out_of_range);
    spec = spec_of(1000);
    spec.block_runs = 100;
    EXPECT_EQ(refused(spec), Message::block_out_of_range);
    spec.block_runs = 4096;
    EXPECT_EQ(refused(spec), Message::block_out_of_range);
    spec = spec_of(1000);
    spec.sampler = SamplerKind::sobol;
    EXPECT_EQ(refused(spec), Message::sobol_runs);
    spec.runs = 1024;
    EXPECT_EQ(refused(spec), Message::count_);
    spec.kernel_target = "Z80";
    EXPECT_EQ(refused(spec), Message::unknown_kernel_target);
}

TEST(WorkQueue, HandsOutEveryGroupOnceInTheOrderOfCommitBlocks) {
    constexpr std::uint64_t kRuns = 5 * kCommitRuns + 65;
    const StructureDeal deal({{"a", {}, 0.7}, {"b", {}, 0.3}});
    WorkQueue queue(kRuns, 256, deal, 2, 3);
    std::vector<int> seen((kRuns + 63) / 64, 0);
    std::uint64_t last_commit = 0, opened = 0;
    WorkItem item;
    while (
        queue.next(item, [&](const WorkItem& first) { EXPECT_EQ(first.commit_index, opened++); })) {
        EXPECT_GE(item.commit_index, last_commit);
        last_commit = item.commit_index;
        EXPECT_LE(item.groups.size(), 4u);
        for (const std::uint64_t group : item.groups) {
            ++seen[group];
            EXPECT_EQ(deal.structure_of(group), item.structure);
            EXPECT_EQ(group * 64 / kCommitRuns, item.commit_index);
        }
        if (queue.finish(item)) queue.release(item);
    }
    EXPECT_EQ(opened, 6u);
    for (const int times : seen)
        EXPECT_EQ(times, 1);
}

}  // namespace
}  // namespace plancast
