// SPDX-License-Identifier: Apache-2.0
// The one parallel region: threads take engine blocks, the last of a commit block hands it to the
// sink.
#include "plancast/run.h"

#include <omp.h>

#include <algorithm>
#include <chrono>
#include <exception>
#include <mutex>
#include <optional>

#include "sim/base/require.h"
#include "sim/engine/engine.h"
#include "sim/reduce/reducer.h"
#include "sim/run/faults.h"
#include "sim/run/spec.h"
#include "sim/run/staging.h"
#include "sim/run/work_queue.h"
#include "sim/sample/sources.h"

namespace plancast {
namespace {

using Clock = std::chrono::steady_clock;

/// What the threads of one run share.
class Region {
public:
    Region(const Program& program, const RunSpec& spec, Sink* sink)
        : program_(program),
          catalog_(program.catalog()),
          spec_(spec),
          sink_(sink),
          kernels_(kernels_of(spec)),
          block_runs_(block_runs_of(program, spec)),
          source_(sample::make_source(kernels_, spec.sampler, catalog_.dims, spec.seed, spec.runs)),
          deal_(catalog_.structures),
          queue_(spec.runs, block_runs_, deal_, static_cast<int>(catalog_.structures.size()),
                 threads_of(spec)),
          staging_(queue_.slots()),
          total_(catalog_, block_runs_, spec.sampler == SamplerKind::sobol) {}

    Summary run() {
        const int threads = threads_of(spec_);
#pragma omp parallel num_threads(threads) default(none)
        work();
        if (failure_) std::rethrow_exception(failure_);
        Summary summary = total_.summary();
        for (std::size_t scenario = 0; scenario < summary.valid_runs.size(); ++scenario)
            summary.invalid_runs[scenario] =
                static_cast<std::int64_t>(spec_.runs) - summary.valid_runs[scenario];
        summary.faults = faults_.list(program_.code(), catalog_.baseline_year);
        return summary;
    }

private:
    /// One thread. Nothing may leave the parallel region as an exception.
    void work() {
        WorkItem item;
        try {
            engine::Arena arena(program_.code(), block_runs_);
            reduce::Reducer reducer(catalog_, block_runs_, spec_.sampler == SamplerKind::sobol);
            FaultTally faults;
            while (queue_.next(item, [this](const WorkItem& first) { open(first); }))
                block(item, arena, reducer, faults);
            const std::lock_guard lock(mutex_);
            total_.merge(reducer);
            faults_.merge(faults);
        } catch (...) {
            keep_failure(item.commit_index);
        }
    }

    /// Readies the buffers of a commit block; called once, before its first engine block is handed
    /// out.
    void open(const WorkItem& first) {
        if (sink_ == nullptr) return;
        std::optional<Staging>& staging = staging_[first.slot];
        if (!staging) staging.emplace(catalog_);
        staging->open(first.commit_index, spec_.runs);
    }

    void block(const WorkItem& item, engine::Arena& arena, reduce::Reducer& reducer,
               FaultTally& faults) {
        const engine::Block block{item.structure, item.groups};
        engine::begin_block(arena);
        for (int scenario = 0; scenario < catalog_.n_scenarios(); ++scenario) {
            engine::run_scenario(program_.code(), kernels_, *source_, block, scenario, spec_.runs,
                                 arena);
            reducer.add(scenario,
                        {item.groups, arena.values(), arena.stride(), arena.valid.data()});
            if (sink_ != nullptr) stage(item, scenario, arena, reducer);
        }
        reducer.end_block(item.groups.size());
        for (const engine::FaultCount& fault : arena.faults)
            faults.add(fault);
        arena.faults.clear();
        finish(item);
    }

    void stage(const WorkItem& item, int scenario, const engine::Arena& arena,
               const reduce::Reducer& reducer) {
        Staging& staging = *staging_[item.slot];
        const Staging::Part part{scenario,       item.structure, item.groups,
                                 arena.values(), arena.stride(), arena.valid.data()};
        staging.put_values(part);
        for (int target = 0; target < catalog_.n_targets(); ++target)
            staging.put_hits(part, target, reducer.hits(scenario, target));
    }

    void finish(const WorkItem& item) {
        if (!queue_.finish(item)) return;
        if (sink_ != nullptr) sink_->commit(staging_[item.slot]->block());
        queue_.release(item);
        const std::lock_guard lock(mutex_);
        runs_done_ +=
            std::min<std::uint64_t>(kCommitRuns, spec_.runs - item.commit_index * kCommitRuns);
        if (!spec_.progress) return;
        const std::chrono::duration<double> seconds = Clock::now() - start_;
        spec_.progress({runs_done_, spec_.runs, seconds.count()});
    }

    /// Of several failures the one of the lowest block is thrown again.
    void keep_failure(std::uint64_t commit_index) {
        queue_.stop();
        const std::lock_guard lock(mutex_);
        if (failure_ && failed_block_ <= commit_index) return;
        failure_ = std::current_exception();
        failed_block_ = commit_index;
    }

    const Program& program_;
    const Catalog& catalog_;
    const RunSpec& spec_;
    Sink* sink_;
    const kernel::KernelTable& kernels_;
    int block_runs_;
    std::unique_ptr<UniformSource> source_;
    StructureDeal deal_;
    WorkQueue queue_;
    std::vector<std::optional<Staging>> staging_;
    const Clock::time_point start_ = Clock::now();

    std::mutex mutex_;  ///< guards what follows
    reduce::Reducer total_;
    FaultTally faults_;
    std::uint64_t runs_done_ = 0;
    std::exception_ptr failure_;
    std::uint64_t failed_block_ = 0;
};

}  // namespace

Summary run(const Program& program, const RunSpec& spec, Sink* sink) {
    static_cast<void>(run_info(spec));
    return Region(program, spec, sink).run();
}

}  // namespace plancast
