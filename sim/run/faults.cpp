// SPDX-License-Identifier: Apache-2.0
#include "sim/run/faults.h"

#include <algorithm>

namespace plancast {

void FaultTally::add(const Key& key, const Count& count) {
    const auto [found, fresh] = counts_.try_emplace(key, count);
    if (fresh) return;
    found->second.lowest_run = std::min(found->second.lowest_run, count.lowest_run);
    found->second.runs += count.runs;
}

void FaultTally::add(const engine::FaultCount& fault) {
    add({fault.scenario, fault.year, fault.variable}, {fault.run, fault.runs});
}

void FaultTally::merge(const FaultTally& other) {
    for (const auto& [key, count] : other.counts_)
        add(key, count);
}

std::vector<Fault> FaultTally::list(const kernel::Code& code, int baseline_year) const {
    std::vector<Fault> faults;
    for (const auto& [key, count] : counts_) {
        const auto& [scenario, year, variable] = key;
        const kernel::VariableInfo& info = code.variables[variable];
        faults.push_back(
            {scenario, baseline_year + year, info.name, info.place, count.lowest_run, count.runs});
    }
    return faults;
}

}  // namespace plancast
