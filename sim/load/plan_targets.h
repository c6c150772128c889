// SPDX-License-Identifier: Apache-2.0
// The targets of one indicator.
#pragma once

#include "plancast/plan.h"
#include "sim/load/node.h"
#include "sim/load/reading.h"

namespace plancast::loader {

/// Reads the targets under an indicator's `target` key and checks each against the indicator and
/// the years of the plan. A year of 0 was reported elsewhere.
std::vector<Target> read_targets(const Reading& reading, const Node& table, const Plan& plan,
                                 const Indicator& indicator);

}  // namespace plancast::loader
