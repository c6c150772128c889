// SPDX-License-Identifier: Apache-2.0
// Checking files of any kind, each alone as far as that goes, a batch with all it names.
#pragma once

#include <string>
#include <vector>

#include "plancast/diagnostics.h"
#include "plancast/load.h"

namespace plancast::tools {

struct CheckedFile {
    std::string path;
    FileKind kind = FileKind::plan;
};

/// A target that counts from the published baseline, and what the model says of that year.
struct BaselinePair {
    std::string batch;
    std::string target;
    LocalText name;
    std::string unit;
    int year = 0;
    double plan = 0;                       ///< as published
    double model = 0;                      ///< median under the baseline scenario
    double model_low = 0, model_high = 0;  ///< 5 % and 95 %: equal where nothing is drawn
};

struct CheckReport {
    SourceSet sources;
    Diagnostics diagnostics;  ///< of all files, each mistake once
    std::vector<CheckedFile> files;
    std::vector<BaselinePair> baselines;
};

CheckReport check_files(const std::vector<std::string>& paths);

}  // namespace plancast::tools
