// SPDX-License-Identifier: Apache-2.0
// Quantiles of a series: exact where every run is kept, else those of the summary.
#include <algorithm>
#include <cmath>

#include "plancast/analyze.h"
#include "sim/base/require.h"

namespace plancast {
namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

/// Place of a level among the levels of a summary.
int summary_level(double level) {
    const auto found = std::find(std::begin(kQuantileLevels), std::end(kQuantileLevels), level);
    PLANCAST_REQUIRE(found != std::end(kQuantileLevels));
    return static_cast<int>(found - std::begin(kQuantileLevels));
}

/// Place of a series among the summarised ones.
std::size_t summary_row(const Catalog& catalog, int series) {
    const auto end = catalog.series.begin() + series;
    return static_cast<std::size_t>(std::count_if(
        catalog.series.begin(), end, [](const SeriesInfo& info) { return info.summarized; }));
}

Quantiles from_values(const StoredValues& stored, int series, int scenario, int year_index) {
    std::vector<float> values = stored.series(series, scenario, year_index);
    const std::vector<double> found = exact_quantiles(values, stored.valid(scenario), kShownLevels);
    Quantiles result;
    result.method = QuantileMethod::exact;
    std::copy(found.begin(), found.end(), result.value);
    return result;
}

Quantiles from_summary(const YearStatistics& statistics) {
    Quantiles result;
    result.method = QuantileMethod::histogram;
    for (int level = 0; level < kShownCount; ++level) {
        const int at = summary_level(kShownLevels[level]);
        result.value[level] = statistics.count > 0 ? statistics.quantiles[at] : kNaN;
        result.error[level] = statistics.count > 0 ? statistics.quantile_error[at] : kNaN;
    }
    return result;
}

}  // namespace

std::vector<double> exact_quantiles(std::vector<float>& values, std::span<const std::int8_t> valid,
                                    std::span<const double> levels) {
    PLANCAST_REQUIRE(values.size() == valid.size());
    std::size_t kept = 0;
    for (std::size_t run = 0; run < values.size(); ++run)
        if (valid[run] == kValid && !std::isnan(values[run])) values[kept++] = values[run];
    values.resize(kept);
    if (kept == 0) return std::vector<double>(levels.size(), kNaN);
    std::vector<double> result;
    auto from = values.begin();
    for (const double level : levels) {
        const double place = level * static_cast<double>(kept - 1);
        const double below = std::floor(place);
        const auto at = values.begin() + static_cast<std::ptrdiff_t>(below);
        // Ascending levels: what lies before the last place is smaller already.
        std::nth_element(from, at, values.end());
        from = at;
        const double low = *at;
        const double share = place - below;
        const double high = share > 0 ? *std::min_element(at + 1, values.end()) : low;
        result.push_back(low + share * (high - low));
    }
    return result;
}

Quantiles quantiles_of(const Catalog& catalog, const Summary& summary, const StoredValues& stored,
                       int series, int scenario, int year_index) {
    const SeriesInfo& info = catalog.series.at(static_cast<std::size_t>(series));
    if (info.stored && stored.series && stored.valid)
        return from_values(stored, series, scenario, year_index);
    if (info.summarized) {
        const std::size_t row = summary_row(catalog, series) * catalog.scenarios.size() +
                                static_cast<std::size_t>(scenario);
        const auto years = static_cast<std::size_t>(catalog.n_years());
        return from_summary(summary.years.at(row * years + static_cast<std::size_t>(year_index)));
    }
    Quantiles none;
    std::fill_n(none.value, kShownCount, kNaN);
    std::fill_n(none.error, kShownCount, kNaN);
    return none;
}

}  // namespace plancast
