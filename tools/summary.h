// SPDX-License-Identifier: Apache-2.0
// What `plancast summarize` shows, and its four shapes.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "plancast/analyze.h"
#include "tools/csv.h"
#include "tools/page.h"

namespace plancast::tools {

/// The statistics of one series in one scenario and year.
struct SeriesYear {
    int year = 0;             ///< calendar year
    double mean = 0, sd = 0;  ///< NaN where they are not kept
    Quantiles quantiles;
};

/// One series in one scenario, year by year.
struct SeriesPath {
    int series = 0;  ///< index into Catalog::series
    std::vector<SeriesYear> years;
};

/// An assessed result and what of it was asked for.
struct SummaryView {
    SummaryView(const Catalog& of, const RunInfo& run) : catalog(of), info(run) {}

    const Catalog& catalog;
    const RunInfo& info;
    Assessment assessment;     ///< of the scenarios asked for
    std::vector<int> targets;  ///< indices into Catalog::targets, in the order shown
    std::vector<int> sets;     ///< indices into Catalog::sets
    bool details = false;
    std::optional<int> given;              ///< index into Catalog::targets
    std::vector<std::vector<Share>> both;  ///< [scenario shown][target of the catalog] P(. | given)
    std::vector<std::vector<SeriesPath>> paths;  ///< [scenario shown] where asked for
};

/// The sentences under the tables of a summary.
void add_notes(Page& page, const SummaryView& view, Language language);

Page summary_page(const SummaryView& view, Language language);
std::string summary_json(const SummaryView& view);
Csv summary_csv(const SummaryView& view, Language language);

}  // namespace plancast::tools
