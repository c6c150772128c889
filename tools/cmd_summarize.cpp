// SPDX-License-Identifier: Apache-2.0
// plancast summarize: what a result says about every target.
#include <algorithm>
#include <set>
#include <tuple>

#include "plancast/store.h"
#include "tools/commands.h"
#include "tools/console.h"
#include "tools/find.h"
#include "tools/summary.h"

namespace plancast::tools {
namespace {

/// Targets of the deadline before those of other years, main ones before others, else as the plan
/// lists them; those of one set only where it is named.
std::vector<int> shown_targets(const Catalog& catalog, const std::optional<int>& set) {
    std::vector<int> targets;
    if (set)
        targets = catalog.sets[static_cast<std::size_t>(*set)].targets;
    else
        for (int target = 0; target < catalog.n_targets(); ++target)
            targets.push_back(target);
    std::stable_sort(targets.begin(), targets.end(), [&](int left, int right) {
        const auto key = [&](int at) {
            const TargetInfo& info = catalog.targets[static_cast<std::size_t>(at)];
            const int year = info.year == catalog.deadline ? 0 : info.year;
            return std::tuple(year, info.tier);
        };
        return key(left) < key(right);
    });
    return targets;
}

std::vector<int> shown_sets(const Catalog& catalog, const std::optional<int>& set) {
    std::vector<int> sets;
    for (std::size_t at = 0; at < catalog.sets.size(); ++at)
        if (set ? static_cast<int>(at) == *set : !catalog.sets[at].targets.empty())
            sets.push_back(static_cast<int>(at));
    return sets;
}

/// Statistics of one series in one scenario in the years asked for.
class PathReader {
public:
    explicit PathReader(const ResultReader& reader)
        : catalog_(reader.catalog()), summary_(reader.summary()), stored_(stored_values(reader)) {}

    SeriesPath path(int series, int scenario, int first_year) const {
        SeriesPath path;
        path.series = series;
        for (int year = first_year; year <= catalog_.last_year; ++year) {
            const int index = year - catalog_.baseline_year;
            SeriesYear found;
            found.year = year;
            found.mean = found.sd = std::numeric_limits<double>::quiet_NaN();
            found.quantiles = quantiles_of(catalog_, summary_, stored_, series, scenario, index);
            if (catalog_.series[static_cast<std::size_t>(series)].summarized) {
                const YearStatistics& kept = statistics(series, scenario, index);
                found.mean = kept.mean;
                found.sd = kept.sd;
            }
            path.years.push_back(found);
        }
        return path;
    }

private:
    const YearStatistics& statistics(int series, int scenario, int year_index) const {
        const auto row = std::count_if(catalog_.series.begin(), catalog_.series.begin() + series,
                                       [](const SeriesInfo& info) { return info.summarized; });
        const auto years = static_cast<std::size_t>(catalog_.n_years());
        const std::size_t cell = static_cast<std::size_t>(row) * catalog_.scenarios.size() +
                                 static_cast<std::size_t>(scenario);
        return summary_.years.at(cell * years + static_cast<std::size_t>(year_index));
    }

    const Catalog& catalog_;
    const Summary& summary_;
    StoredValues stored_;
};

/// The judged series of the targets shown; every summarised one where there is no target.
std::vector<int> shown_series(const Catalog& catalog, const std::vector<int>& targets) {
    std::set<int> series;
    for (const int target : targets)
        series.insert(catalog.targets[static_cast<std::size_t>(target)].series);
    if (catalog.targets.empty())
        for (std::size_t at = 0; at < catalog.series.size(); ++at)
            if (catalog.series[at].summarized) series.insert(static_cast<int>(at));
    return {series.begin(), series.end()};
}

ExitCode summarize(const Arguments& arguments) {
    const ResultReader reader(arguments.words()[0]);
    const Catalog& catalog = reader.catalog();
    const StoredValues stored = stored_values(reader);
    const std::vector<int> scenarios = find_scenarios(catalog, arguments.list("scenario"));
    std::optional<int> set;
    if (arguments.has("set")) set = find_set(catalog, arguments.text("set"));

    SummaryView view(catalog, reader.info());
    view.assessment = assess(catalog, reader.info(), reader.summary(), stored, scenarios);
    view.targets = shown_targets(catalog, set);
    view.sets = shown_sets(catalog, set);
    view.details = arguments.has("details");
    if (arguments.has("given")) {
        view.given = find_target(catalog, arguments.text("given"));
        for (const int scenario : scenarios)
            view.both.push_back(
                given_met(catalog, reader.info(), reader.summary(), stored, scenario, *view.given));
    }
    // A result without targets is described by its series alone.
    if (arguments.has("by-year") || catalog.targets.empty()) {
        const PathReader paths(reader);
        const int first = arguments.has("by-year") ? catalog.baseline_year : catalog.last_year;
        for (const int scenario : scenarios) {
            view.paths.emplace_back();
            for (const int series : shown_series(catalog, view.targets))
                view.paths.back().push_back(paths.path(series, scenario, first));
        }
    }
    if (arguments.format() == Format::json)
        put_result(summary_json(view));
    else if (arguments.format() == Format::csv)
        put_result(summary_csv(view, arguments.language()).take(arguments.excel()));
    else
        put_page(summary_page(view, arguments.language()), arguments.format());
    return ExitCode::done;
}

}  // namespace

Command summarize_command() {
    Command command;
    command.name = "summarize";
    command.words = "R.h5";
    command.missing = "R.h5";
    command.summary = {"各目标的达标概率、分位数和共同达标概率",
                       "probability of meeting each target, quantiles, joint attainment"};
    command.description = {
        "主表是目标×情景的达标概率（%）。蒙特卡罗区间只说明运行次数有限，不是模型的不确定性。",
        "The main table is P(target met) in percent, targets by scenarios. The Monte Carlo "
        "interval "
        "shows what more runs would narrow; it is not the uncertainty of the model."};
    command.options = {
        {"scenario", "ID,..", {"只看这些情景", "these scenarios only"}, true},
        {"set", "ID", {"只看一个目标组，例如 main", "one set of targets only, such as main"}},
        {"details",
         "",
         {"每个情景：区间、缺口、首次达标年、目标年分位数、达标项数分布",
          "for each scenario: intervals, shortfall, first year met, quantiles in the target's "
          "year; the distribution of the number met"}},
        {"by-year",
         "",
         {"各评判序列逐年的均值和分位数", "mean and quantiles of the judged series in every year"}},
        {"given",
         "TARGET",
         {"在该目标达标的运行中，其他目标的达标概率 P(B | A)",
          "P(B | A): the other targets among the runs that meet this one"}}};
    command.reads = true;
    command.run = summarize;
    return command;
}

}  // namespace plancast::tools
