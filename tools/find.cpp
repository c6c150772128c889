// SPDX-License-Identifier: Apache-2.0
#include "tools/find.h"

#include <algorithm>
#include <numeric>

#include "sim/base/messages.h"
#include "tools/command.h"

namespace plancast::tools {
namespace {

template <typename Info>
int find(const std::vector<Info>& infos, const std::string& id, Message unknown) {
    const auto found =
        std::find_if(infos.begin(), infos.end(), [&](const Info& info) { return info.id == id; });
    if (found != infos.end()) return static_cast<int>(found - infos.begin());
    std::vector<std::string> ids;
    for (const Info& info : infos)
        ids.push_back(info.id);
    refuse_name(unknown, id, ids);
}

}  // namespace

int find_scenario(const Catalog& catalog, const std::string& id) {
    return find(catalog.scenarios, id, Message::unknown_scenario);
}

int find_target(const Catalog& catalog, const std::string& id) {
    return find(catalog.targets, id, Message::unknown_target);
}

int find_set(const Catalog& catalog, const std::string& id) {
    return find(catalog.sets, id, Message::unknown_target_set);
}

std::vector<int> find_scenarios(const Catalog& catalog, const std::vector<std::string>& ids) {
    std::vector<int> found;
    for (const std::string& id : ids)
        found.push_back(find_scenario(catalog, id));
    if (!ids.empty()) return found;
    found.resize(catalog.scenarios.size());
    std::iota(found.begin(), found.end(), 0);
    return found;
}

StoredValues stored_values(const ResultReader& reader) {
    StoredValues stored;
    stored.series = [&reader](int series, int scenario, int year) {
        return reader.series(series, scenario, year);
    };
    stored.valid = [&reader](int scenario) { return reader.valid(scenario); };
    stored.hits = [&reader](int target, int scenario) { return reader.hits(target, scenario); };
    return stored;
}

}  // namespace plancast::tools
