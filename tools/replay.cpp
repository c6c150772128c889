// SPDX-License-Identifier: Apache-2.0
#include "tools/replay.h"

#include <algorithm>
#include <cmath>
#include <cstring>

#include "plancast/run.h"
#include "sim/base/messages.h"
#include "sim/base/require.h"
#include "tools/command.h"

namespace plancast::tools {
namespace {

std::size_t size(int number) {
    return static_cast<std::size_t>(number);
}

/// Equal bits; one NaN is as good as another.
bool same(float left, float right) {
    return (std::isnan(left) && std::isnan(right)) || std::memcmp(&left, &right, sizeof left) == 0;
}

int find_series(const Replay& replay, const std::string& id) {
    const auto found = std::find_if(replay.series.begin(), replay.series.end(),
                                    [&](const SeriesInfo& info) { return info.id == id; });
    return found == replay.series.end() ? -1 : static_cast<int>(found - replay.series.begin());
}

/// Simulates the group of 64 runs the run belongs to; a group is the least the engine works on.
void simulate(Replay& replay, const RunInfo& info, const Program& program) {
    const Catalog& catalog = program.catalog();
    RunSpec spec;
    spec.runs = info.runs;
    spec.seed = info.seed;
    spec.sampler = info.sampler;
    // Without fused multiply-add the bits are those of its instruction set alone.
    if (!info.fma) spec.kernel_target = info.kernel_target;
    spec.allow_no_fma = !info.fma;
    const auto source = make_source(info.sampler, catalog.dims, info.seed, info.runs);
    const std::size_t years = size(catalog.n_years());
    std::vector<float> values(catalog.series.size() * years * kGroupRuns);
    std::vector<std::int8_t> valid(kGroupRuns);
    const std::uint64_t first = replay.run / kGroupRuns * kGroupRuns;
    // The program holds one scenario, the one asked for.
    make_simulate(program, spec)->simulate(*source, 0, first, kGroupRuns, values, valid);
    const auto lane = static_cast<std::size_t>(replay.run - first);
    replay.valid = valid[lane] == kValid;
    replay.series = catalog.series;
    for (std::size_t series = 0; series < catalog.series.size(); ++series) {
        replay.values.emplace_back();
        for (std::size_t year = 0; year < years; ++year)
            replay.values.back().push_back(values[(series * years + year) * kGroupRuns + lane]);
    }
}

void read_stored(Replay& replay, const ResultReader& reader) {
    const Catalog& catalog = reader.catalog();
    const auto place = size(reader.structure().at(replay.run));
    replay.structure = catalog.structures.at(place).id;
    for (std::size_t at = 0; at < catalog.parameters.size(); ++at) {
        const std::vector<float> values = reader.parameter(static_cast<int>(at), replay.scenario);
        replay.parameters.emplace_back(catalog.parameters[at], values.at(replay.run));
    }
}

void compare(Replay& replay, const ResultReader& reader) {
    const Catalog& catalog = reader.catalog();
    const bool stored_valid = reader.valid(replay.scenario).at(replay.run) == kValid;
    if (stored_valid != replay.valid)
        replay.differences.push_back(
            {"valid", catalog.last_year, stored_valid ? 1.0f : 0.0f, replay.valid ? 1.0f : 0.0f});
    for (std::size_t at = 0; at < catalog.series.size(); ++at) {
        const SeriesInfo& info = catalog.series[at];
        if (!info.stored) continue;
        const int series = find_series(replay, info.id);
        PLANCAST_REQUIRE(series >= 0);
        for (int year = 0; year < catalog.n_years(); ++year) {
            const float kept =
                reader.series(static_cast<int>(at), replay.scenario, year).at(replay.run);
            const float again = replay.values[size(series)][size(year)];
            ++replay.compared;
            if (!same(kept, again))
                replay.differences.push_back({info.id, catalog.baseline_year + year, kept, again});
        }
    }
}

/// True where the run has a value that is not finite at the place of the fault.
bool fails_at(const Replay& replay, const Fault& fault, int baseline_year) {
    if (const int series = find_series(replay, fault.variable); series >= 0)
        return !std::isfinite(replay.values[size(series)][size(fault.year - baseline_year)]);
    return std::any_of(replay.parameters.begin(), replay.parameters.end(), [&](const auto& one) {
        return one.first.id == fault.variable && !std::isfinite(one.second);
    });
}

/// The recorded faults of a scenario are ordered, and a run's first one is among them.
void find_fault(Replay& replay, const ResultReader& reader) {
    if (replay.valid) return;
    for (const Fault& fault : reader.summary().faults)
        if (fault.scenario == replay.scenario && !replay.fault &&
            fails_at(replay, fault, reader.catalog().baseline_year))
            replay.fault = fault;
}

}  // namespace

Replay replay_run(const ResultReader& reader, const Program& program, int scenario,
                  std::uint64_t run, const std::string& path) {
    if (program.catalog().dims != reader.catalog().dims)
        throw Failure(ExitCode::damaged_file, Message::inputs_changed_meaning,
                      {path, written_by(reader)});
    Replay replay;
    replay.scenario = scenario;
    replay.run = run;
    simulate(replay, reader.info(), program);
    read_stored(replay, reader);
    compare(replay, reader);
    find_fault(replay, reader);
    return replay;
}

void keep_variables(Replay& replay, const std::vector<std::string>& names) {
    if (names.empty()) return;
    std::vector<SeriesInfo> series;
    std::vector<std::vector<float>> values;
    for (const std::string& name : names) {
        const std::size_t before = series.size();
        for (std::size_t at = 0; at < replay.series.size(); ++at) {
            const std::string& id = replay.series[at].id;
            if (id != name && !id.starts_with(name + "[")) continue;
            series.push_back(replay.series[at]);
            values.push_back(replay.values[at]);
        }
        if (series.size() > before) continue;
        std::vector<std::string> known;
        for (const SeriesInfo& info : replay.series)
            known.push_back(info.id);
        refuse_name(Message::unknown_variable, name, known);
    }
    replay.series = std::move(series);
    replay.values = std::move(values);
}

std::string written_by(const ResultReader& reader) {
    for (const auto& [name, value] : reader.attributes())
        if (name == "source") return value;
    return "plancast";
}

}  // namespace plancast::tools
