// SPDX-License-Identifier: Apache-2.0
// Running a program: one parallel region over engine blocks, finished commit blocks to a sink.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "plancast/program.h"
#include "plancast/result.h"
#include "plancast/uniforms.h"

namespace plancast {

struct Progress {
    std::uint64_t runs_done = 0;
    std::uint64_t runs = 0;
    double seconds = 0;  ///< since the start
};

/// What to run and on what. Only runs, seed, sampler and allow_no_fma change a number.
struct RunSpec {
    std::uint64_t runs = 0;
    std::uint64_t seed = 0;
    SamplerKind sampler = SamplerKind::random;
    int threads = 0;            ///< 0: as OpenMP decides (OMP_NUM_THREADS, else every core)
    int block_runs = 0;         ///< runs of an engine block, a multiple of 64; 0: by the cache
    std::string kernel_target;  ///< instruction set by name; "": the best this machine has
    bool allow_no_fma = false;  ///< run on a machine without fused multiply-add; other bits
    std::function<void(const Progress&)>
        progress;  ///< called by one thread at a time; may be empty
};

/// The record of a run to be: checks the machine and the sampler's rule on the number of runs.
/// Throws Failure(bad_input) where it cannot be run so.
RunInfo run_info(const RunSpec& spec);

/// Runs every scenario of the program. `sink` receives each commit block once and may be null.
/// Whatever the sink throws is thrown again, of several failures that of the lowest block.
Summary run(const Program& program, const RunSpec& spec, Sink* sink);

/// Uniforms in, values out: the engine as evaluation and advice see it.
class Simulate {
public:
    virtual ~Simulate() = default;

    /// Simulates runs first_run .. first_run + runs - 1 of one scenario, `first_run` and `runs`
    /// multiples of 64. values: [series][year][run]; valid: [run], kValid or kInvalid.
    virtual void simulate(const UniformSource& uniforms, int scenario, std::uint64_t first_run,
                          int runs, std::span<float> values,
                          std::span<std::int8_t> valid) const = 0;
};

/// The engine behind Simulate, on one thread. `program` must outlive it.
std::unique_ptr<Simulate> make_simulate(const Program& program, const RunSpec& spec);

/// About the bytes the run keeps in memory beside the program, however many runs it makes: arenas
/// and statistics of the threads, and commit blocks in flight.
std::uint64_t run_bytes(const Program& program, const RunSpec& spec);

}  // namespace plancast
