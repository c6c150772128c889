// SPDX-License-Identifier: Apache-2.0
// How a run is laid over the machine: none of it changes a number.
#pragma once

#include "plancast/run.h"
#include "sim/kernel/kernel.h"

namespace plancast {

/// The kernels a run asks for. Throws Failure(bad_input) where this machine does not have them.
const kernel::KernelTable& kernels_of(const RunSpec& spec);

/// Threads of the parallel region.
int threads_of(const RunSpec& spec);

/// Runs of an engine block: as asked, else the most that keep a thread's registers in half its
/// second-level cache.
int block_runs_of(const Program& program, const RunSpec& spec);

}  // namespace plancast
