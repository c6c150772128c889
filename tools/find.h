// SPDX-License-Identifier: Apache-2.0
// From the ids a reader gives to the places of a catalog; each throws Failure(bad_input) naming
// what there is.
#pragma once

#include <string>
#include <vector>

#include "plancast/analyze.h"
#include "plancast/store.h"

namespace plancast::tools {

int find_scenario(const Catalog& catalog, const std::string& id);
int find_target(const Catalog& catalog, const std::string& id);
int find_set(const Catalog& catalog, const std::string& id);

/// All scenarios where none is named.
std::vector<int> find_scenarios(const Catalog& catalog, const std::vector<std::string>& ids);

/// The reader's values as analysis takes them. `reader` must outlive the result.
StoredValues stored_values(const ResultReader& reader);

}  // namespace plancast::tools
