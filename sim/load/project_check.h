// SPDX-License-Identifier: Apache-2.0
// What can only be checked where all files of a project are known.
#pragma once

#include "plancast/load.h"

namespace plancast::loader {

/// Every change names an entry of the model of its kind, and elements that the entry has.
void check_changes(const Model& model, const std::vector<Change>& changes,
                   Diagnostics& diagnostics);

/// Ids are unique, each scenario extends one of the batch, and none extends itself.
void check_scenarios(std::vector<Scenario>& scenarios, const SourceSet& sources,
                     Diagnostics& diagnostics);

}  // namespace plancast::loader
