// SPDX-License-Identifier: Apache-2.0
// Whether the hits a result records are what its stored values say.
#pragma once

#include <cstdint>
#include <vector>

#include "plancast/diagnostics.h"
#include "plancast/store.h"

namespace plancast::tools {

struct Recount {
    std::uint64_t judged = 0;        ///< runs judged again, over targets and scenarios
    int skipped = 0;                 ///< targets whose series is not stored
    std::vector<Diagnostic> damage;  ///< one for each target and scenario that differs
};

/// Judges every run of every target whose series is stored, as the run did.
Recount recount_hits(const ResultReader& reader);

}  // namespace plancast::tools
