// SPDX-License-Identifier: Apache-2.0
// The interpreter: straight-line code on one block of runs. Knows nothing of files, threads or
// plans.
#pragma once

#include <cstdint>
#include <span>

#include "plancast/uniforms.h"
#include "sim/engine/arena.h"
#include "sim/kernel/code.h"
#include "sim/kernel/kernel.h"

namespace plancast::engine {

/// Runs worked on together: groups of 64 runs that share a structure. Group g holds runs 64 g .. 64
/// g + 63.
struct Block {
    int structure = 0;
    std::span<const std::uint64_t> groups;
};

/// Forgets the faults found in the block before.
void begin_block(Arena& arena);

/// Runs the segment of one scenario; scenarios of a block are run in order, each once. Afterwards
/// the arena holds the scenario's floats [slot][run of the block] (parameters that no scenario
/// changes stay from scenario 0), `valid`, and one FaultCount more for each variable in which runs
/// failed first. Of runs past `n_runs` nothing is counted.
void run_scenario(const kernel::Code& code, const kernel::KernelTable& kernels,
                  const UniformSource& uniforms, const Block& block, int scenario,
                  std::uint64_t n_runs, Arena& arena);

}  // namespace plancast::engine
