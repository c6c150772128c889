// SPDX-License-Identifier: Apache-2.0
#include "sim/run/spec.h"

#include <omp.h>
#include <unistd.h>

#include <algorithm>
#include <bit>
#include <string>

#include "sim/base/messages.h"
#include "sim/engine/arena.h"
#include "sim/reduce/reducer.h"
#include "sim/run/staging.h"
#include "sim/sample/sources.h"

namespace plancast {
namespace {

constexpr int kLeastBlock = 64;
constexpr int kMostBlock = 2048;
// Smaller blocks would cost more in visits to the statistics of each series than their registers
// save.
constexpr int kLeastChosen = 512;
constexpr std::uint64_t kScrambles = 16;

[[noreturn]] void refuse(Message message, std::vector<std::string> args) {
    throw Failure(ExitCode::bad_input, message, std::move(args));
}

/// Bytes of the second-level cache, or a common size where the system does not say.
std::uint64_t cache_bytes() {
    const long bytes = sysconf(_SC_LEVEL2_CACHE_SIZE);
    return bytes > 0 ? static_cast<std::uint64_t>(bytes) : std::uint64_t{1} << 20;
}

}  // namespace

const kernel::KernelTable& kernels_of(const RunSpec& spec) {
    const kernel::KernelTable* table =
        spec.kernel_target.empty() ? &kernel::kernels() : kernel::kernels_for(spec.kernel_target);
    if (table == nullptr) {
        std::string known;
        for (const std::string_view target : kernel::available_targets())
            known += (known.empty() ? "" : ", ") + std::string(target);
        refuse(Message::unknown_kernel_target, {spec.kernel_target, known});
    }
    if (!table->fma && !spec.allow_no_fma) refuse(Message::no_fma, {std::string(table->target)});
    return *table;
}

int threads_of(const RunSpec& spec) {
    return spec.threads > 0 ? spec.threads : omp_get_max_threads();
}

int block_runs_of(const Program& program, const RunSpec& spec) {
    if (spec.block_runs != 0) return spec.block_runs;
    int runs = kMostBlock;
    while (runs > kLeastChosen && engine::Arena::bytes(program.code(), runs) > cache_bytes() / 2)
        runs /= 2;
    return runs;
}

RunInfo run_info(const RunSpec& spec) {
    const std::uint64_t most =
        spec.sampler == SamplerKind::sobol ? sample::kMostSobolRuns : kMostRuns;
    if (spec.runs < 1 || spec.runs > most)
        refuse(Message::runs_out_of_range, {std::to_string(spec.runs), std::to_string(most)});
    if (spec.threads < 0 || spec.threads > 4096)
        refuse(Message::threads_out_of_range, {std::to_string(spec.threads)});
    const bool whole_groups = spec.block_runs % kGroupRuns == 0;
    if (spec.block_runs != 0 &&
        (spec.block_runs < kLeastBlock || spec.block_runs > kMostBlock || !whole_groups))
        refuse(Message::block_out_of_range, {std::to_string(spec.block_runs)});
    // Each scramble is a net only where its share of the runs is a power of two.
    const bool balanced = spec.runs >= kScrambles && std::has_single_bit(spec.runs);
    if (spec.sampler == SamplerKind::sobol && !balanced)
        refuse(Message::sobol_runs,
               {std::to_string(spec.runs),
                std::to_string(std::bit_ceil(std::max(spec.runs, kScrambles)))});
    const kernel::KernelTable& table = kernels_of(spec);
    RunInfo info;
    info.runs = spec.runs;
    info.seed = spec.seed;
    info.sampler = spec.sampler;
    info.rng_scheme = kRngScheme;
    info.kernel_target = std::string(table.target);
    info.fma = table.fma;
    return info;
}

std::uint64_t run_bytes(const Program& program, const RunSpec& spec) {
    const auto threads = static_cast<std::uint64_t>(threads_of(spec));
    return threads * engine::Arena::bytes(program.code(), block_runs_of(program, spec)) +
           (threads + 1) *
               (Staging::bytes(program.catalog()) + reduce::Reducer::bytes(program.catalog()));
}

}  // namespace plancast
