// SPDX-License-Identifier: Apache-2.0
// A batch as its file states it, with the places of what it names.
#pragma once

#include <vector>

#include "plancast/scenario.h"
#include "sim/load/reading.h"

namespace plancast::loader {

struct BatchFile {
    Batch batch;
    SourcePos plan_pos, model_pos;
    std::vector<SourcePos> entry_pos;  ///< [scenario entry]
    bool runs_named = false;           ///< store.runs is given
    bool summary_named = false;        ///< store.summary is given
};

BatchFile read_batch(const Reading& reading);

}  // namespace plancast::loader
