// SPDX-License-Identifier: Apache-2.0
// The settings of a command line, "lever=value" or "lever[element]=value", one on a line.
#pragma once

#include <vector>

#include "plancast/scenario.h"
#include "sim/load/reading.h"

namespace plancast::loader {

std::vector<Change> read_settings(const Reading& reading);

}  // namespace plancast::loader
