// SPDX-License-Identifier: Apache-2.0
// The series of a result: which variables answer for which indicators, in which unit, kept how.
#pragma once

#include <string>
#include <vector>

#include "sim/compile/catalog.h"
#include "sim/compile/check.h"

namespace plancast::compiler {

/// The two series of one indicator, -1 where the model does not provide one.
struct IndicatorSeries {
    int latent = -1;
    int reported = -1;
};

/// Every series that may be kept or judged, before those that nothing asks for are left out.
class SeriesList {
public:
    SeriesList(const Project& project, const ModelCode& code, Diagnostics& diagnostics);

    /// Adds the series of the plan's indicators; returns them by indicator.
    std::vector<IndicatorSeries> add_indicators();
    /// Marks what the batch keeps; adds the variables it names.
    void mark(const StoreSpec& store, const std::vector<IndicatorSeries>& indicators);
    /// Adds every variable of the model as a stored series.
    void add_every_variable();

    std::vector<SeriesInfo> infos;
    std::vector<SeriesSource> sources;

private:
    int add_provided(const Indicator& indicator, const Formula& formula, const std::string& id,
                     bool of_all);
    bool convert(const Indicator& indicator, const Entry& entry, const Formula& formula,
                 SeriesSource& source);
    int add_variable(int entry, int element, const std::string& id);
    bool is_variable(int series, int entry, int element) const;
    int find(const std::string& id) const;
    void mark_one(const std::pair<std::string, SourcePos>& wanted, bool SeriesInfo::*flag,
                  const std::vector<IndicatorSeries>& indicators);
    bool mark_indicators(const std::string& wanted, bool SeriesInfo::*flag,
                         const std::vector<IndicatorSeries>& indicators);
    bool mark_variable(const Formula& formula, bool SeriesInfo::*flag);

    const Project& project_;
    const ModelCode& code_;
    Diagnostics& diagnostics_;
};

}  // namespace plancast::compiler
