// SPDX-License-Identifier: Apache-2.0
// What a result will hold: series, targets, sets and parameters, and where each comes from.
#pragma once

#include <vector>

#include "plancast/catalog.h"
#include "plancast/load.h"
#include "plancast/program.h"
#include "sim/compile/model_code.h"

namespace plancast::compiler {

/// The variable behind a series, and how it comes into the series' unit.
struct SeriesSource {
    int entry = -1;
    int element = 0;
    bool share_of_all = false;  ///< 100 times the mean of all elements
    double factor = 1;          ///< the value is multiplied (or divided) by this
    bool divide = false;
};

struct CatalogCode {
    Catalog catalog;                    ///< costs, levers and dims are left to the expansion
    std::vector<SeriesSource> sources;  ///< [series]
    std::vector<int> parameters;        ///< [parameter] its scalar
    std::vector<int> scenarios;         ///< [scenario] its index in the project
    std::vector<int> structures;        ///< [structure] its index in the model, -1: no structures
};

CatalogCode build_catalog(const Project& project, const ModelCode& code,
                          const CompileOptions& options, Diagnostics& diagnostics);

}  // namespace plancast::compiler
