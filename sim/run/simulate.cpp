// SPDX-License-Identifier: Apache-2.0
// The engine behind the plug point Simulate: given uniforms in, values out, on the calling thread.
#include <algorithm>
#include <vector>

#include "plancast/run.h"
#include "sim/base/require.h"
#include "sim/engine/engine.h"
#include "sim/run/spec.h"
#include "sim/sample/deal.h"

namespace plancast {
namespace {

class Engine : public Simulate {
public:
    Engine(const Program& program, const RunSpec& spec)
        : program_(program),
          kernels_(kernels_of(spec)),
          block_groups_(block_runs_of(program, spec) / kGroupRuns),
          deal_(program.catalog().structures) {}

    void simulate(const UniformSource& uniforms, int scenario, std::uint64_t first_run, int runs,
                  std::span<float> values, std::span<std::int8_t> valid) const override {
        const Catalog& catalog = program_.catalog();
        const auto n_runs = static_cast<std::size_t>(runs);
        const std::size_t n_slots =
            catalog.series.size() * static_cast<std::size_t>(catalog.n_years());
        PLANCAST_REQUIRE(first_run % kGroupRuns == 0 && runs % kGroupRuns == 0);
        PLANCAST_REQUIRE(values.size() == n_slots * n_runs && valid.size() == n_runs);
        engine::Arena arena(program_.code(), block_groups_ * kGroupRuns);
        const Request request{uniforms, scenario, first_run, n_runs, values, valid};
        for (int structure = 0; structure < static_cast<int>(catalog.structures.size());
             ++structure)
            of_structure(request, structure, arena);
    }

private:
    struct Request {
        const UniformSource& uniforms;
        int scenario;
        std::uint64_t first_run;
        std::size_t runs;
        std::span<float> values;
        std::span<std::int8_t> valid;
    };

    void of_structure(const Request& request, int structure, engine::Arena& arena) const {
        const std::uint64_t first = request.first_run / kGroupRuns;
        const std::uint64_t end = first + request.runs / kGroupRuns;
        std::vector<std::uint64_t> groups;
        for (std::uint64_t group = first; group < end; ++group) {
            if (deal_.structure_of(group) == structure) groups.push_back(group);
            if (static_cast<int>(groups.size()) < block_groups_ && group + 1 < end) continue;
            if (!groups.empty()) of_block(request, {structure, groups}, arena);
            groups.clear();
        }
    }

    void of_block(const Request& request, const engine::Block& block, engine::Arena& arena) const {
        engine::begin_block(arena);
        // Later scenarios use registers that earlier ones computed.
        for (int scenario = 0; scenario <= request.scenario; ++scenario)
            engine::run_scenario(program_.code(), kernels_, request.uniforms, block, scenario,
                                 request.first_run + request.runs, arena);
        arena.faults.clear();
        const std::size_t n_slots = request.values.size() / request.runs;
        for (std::size_t place = 0; place < block.groups.size(); ++place) {
            const auto to = static_cast<std::size_t>(64 * block.groups[place] - request.first_run);
            for (std::size_t slot = 0; slot < n_slots; ++slot)
                std::copy_n(arena.values() + slot * arena.stride() + 64 * place, kGroupRuns,
                            request.values.data() + slot * request.runs + to);
            for (std::size_t lane = 0; lane < kGroupRuns; ++lane)
                request.valid[to + lane] =
                    (arena.valid[place] >> lane & 1) != 0 ? kValid : kInvalid;
        }
    }

    const Program& program_;
    const kernel::KernelTable& kernels_;
    int block_groups_;
    StructureDeal deal_;
};

}  // namespace

std::unique_ptr<Simulate> make_simulate(const Program& program, const RunSpec& spec) {
    return std::make_unique<Engine>(program, spec);
}

}  // namespace plancast
