// SPDX-License-Identifier: Apache-2.0
#include "tools/recount.h"

#include <algorithm>

#include "sim/base/messages.h"
#include "sim/reduce/judge.h"

namespace plancast::tools {
namespace {

std::size_t size(int number) {
    return static_cast<std::size_t>(number);
}

/// Hits of one target in one scenario, judged anew from the values by year. shape: [run]
std::vector<std::int8_t> judged(const reduce::Rule& rule,
                                const std::vector<std::vector<float>>& by_year,
                                const std::vector<std::int8_t>& valid) {
    std::vector<std::int8_t> hits(valid.size(), 0);
    for (std::size_t first = 0; first < valid.size(); first += kGroupRuns) {
        const std::size_t lanes = std::min<std::size_t>(kGroupRuns, valid.size() - first);
        float before[kGroupRuns], now[kGroupRuns] = {};
        reduce::Judgement judgement(rule);
        for (std::size_t year = 0; year < by_year.size(); ++year) {
            std::copy_n(by_year[year].begin() + static_cast<std::ptrdiff_t>(first), lanes, now);
            judgement.advance(year == 0 ? nullptr : before, now);
            std::copy_n(now, kGroupRuns, before);
        }
        const std::uint64_t met = judgement.met();
        for (std::size_t lane = 0; lane < lanes; ++lane)
            hits[first + lane] =
                static_cast<std::int8_t>(valid[first + lane] == kValid ? met >> lane & 1 : 0);
    }
    return hits;
}

}  // namespace

Recount recount_hits(const ResultReader& reader) {
    const Catalog& catalog = reader.catalog();
    Recount result;
    for (int target = 0; target < catalog.n_targets(); ++target) {
        const TargetInfo& info = catalog.targets[size(target)];
        if (!catalog.series[size(info.series)].stored) {
            ++result.skipped;
            continue;
        }
        const reduce::Rule rule(info, catalog.baseline_year);
        for (int scenario = 0; scenario < catalog.n_scenarios(); ++scenario) {
            std::vector<std::vector<float>> by_year;
            for (int year = 0; year <= rule.year; ++year)
                by_year.push_back(reader.series(info.series, scenario, year));
            const std::vector<std::int8_t> again = judged(rule, by_year, reader.valid(scenario));
            const std::vector<std::int8_t> recorded = reader.hits(target, scenario);
            result.judged += again.size();
            std::uint64_t differ = 0;
            std::size_t first = 0;
            for (std::size_t run = again.size(); run-- > 0;)
                if (again[run] != recorded[run]) {
                    ++differ;
                    first = run;
                }
            if (differ > 0)
                result.damage.push_back({Message::recount_differs,
                                         {},
                                         {info.id, catalog.scenarios[size(scenario)].id,
                                          std::to_string(differ), std::to_string(first)}});
        }
    }
    return result;
}

}  // namespace plancast::tools
