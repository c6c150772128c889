// SPDX-License-Identifier: Apache-2.0
// From the counts of a result to what they say: shares with intervals, years, joint attainment.
#include <algorithm>
#include <array>
#include <cmath>

#include "plancast/analyze.h"

namespace plancast {
namespace {

constexpr std::size_t kScrambles = 16;
using ScrambleCounts = std::array<std::int64_t, kScrambles>;

std::size_t size(int number) {
    return static_cast<std::size_t>(number);
}

double ratio(std::int64_t part, std::int64_t whole) {
    return whole > 0 ? static_cast<double>(part) / static_cast<double>(whole)
                     : std::numeric_limits<double>::quiet_NaN();
}

/// The share and, for independent runs, its interval.
Share plain_share(std::int64_t hits, std::int64_t runs, SamplerKind sampler) {
    Share share{hits, runs, ratio(hits, runs), {}};
    if (sampler == SamplerKind::random) share.ci95 = wilson_interval(hits, runs);
    return share;
}

/// One scenario of a result.
class ScenarioView {
public:
    ScenarioView(const Catalog& catalog, const RunInfo& info, const Summary& summary,
                 const StoredValues& stored, int scenario)
        : catalog_(catalog),
          info_(info),
          summary_(summary),
          stored_(stored),
          scenario_(scenario),
          valid_runs_(summary.valid_runs.at(size(scenario))) {}

    ScenarioAssessment assess() const {
        ScenarioAssessment result;
        result.scenario = scenario_;
        result.valid_runs = valid_runs_;
        result.invalid_runs = summary_.invalid_runs.at(size(scenario_));
        for (int target = 0; target < catalog_.n_targets(); ++target)
            result.targets.push_back(target_assessment(target));
        for (std::size_t set = 0; set < catalog_.sets.size(); ++set)
            if (!catalog_.sets[set].targets.empty())
                result.sets.push_back(set_assessment(static_cast<int>(set)));
        return result;
    }

    /// Runs that meet both, among those that meet `given`.
    Share conditional(int given, int other) const {
        const std::size_t row = cell(given) * size(catalog_.n_targets()) + size(other);
        Share share =
            plain_share(summary_.pair_hits.at(row), summary_.hits.at(cell(given)), info_.sampler);
        if (info_.sampler == SamplerKind::sobol && stored_.hits)
            share.ci95 = scramble_interval(scrambles({given, other}), scrambles({given}));
        return share;
    }

private:
    std::size_t cell(int target) const {
        return size(scenario_) * size(catalog_.n_targets()) + size(target);
    }

    Share target_share(int target) const {
        Share share = plain_share(summary_.hits.at(cell(target)), valid_runs_, info_.sampler);
        if (info_.sampler != SamplerKind::sobol) return share;
        const std::int64_t* hits = summary_.scramble_hits.data() + cell(target) * kScrambles;
        const std::int64_t* runs = summary_.scramble_valid.data() + size(scenario_) * kScrambles;
        share.ci95 = scramble_interval({hits, kScrambles}, {runs, kScrambles});
        return share;
    }

    TargetAssessment target_assessment(int target) const {
        const TargetInfo& info = catalog_.targets[size(target)];
        TargetAssessment result;
        result.target = target;
        result.met = target_share(target);
        result.quantiles = quantiles_of(catalog_, summary_, stored_, info.series, scenario_,
                                        info.year - catalog_.baseline_year);
        result.shortfall = summary_.shortfall.at(cell(target));
        const std::size_t years = size(catalog_.n_years());
        const std::int64_t* first_met = summary_.first_met.data() + cell(target) * (years + 1);
        result.never = ratio(first_met[years], valid_runs_);
        std::int64_t met = 0;
        for (std::size_t year = 0; year < years && !result.year && valid_runs_ > 0; ++year) {
            met += first_met[year];
            if (2 * met >= valid_runs_)
                result.year = catalog_.baseline_year + static_cast<int>(year);
        }
        return result;
    }

    SetAssessment set_assessment(int set) const {
        const std::vector<int>& targets = catalog_.sets[size(set)].targets;
        const std::size_t numbers = targets.size() + 1;
        const std::int64_t* counts =
            summary_.number_met.at(size(set)).data() + size(scenario_) * numbers;
        SetAssessment result;
        result.set = set;
        result.all = plain_share(counts[targets.size()], valid_runs_, info_.sampler);
        if (info_.sampler == SamplerKind::sobol && stored_.hits && stored_.valid)
            result.all.ci95 = scramble_interval(scrambles(targets), scrambles({}));
        for (std::size_t number = 0; number < numbers; ++number) {
            const double share = ratio(counts[number], valid_runs_);
            result.number_met.push_back(share);
            result.mean_number_met += static_cast<double>(number) * share;
        }
        return result;
    }

    /// Runs of each scramble that meet every one of `targets`; run mod 16 is the scramble.
    ScrambleCounts scrambles(const std::vector<int>& targets) const {
        std::vector<std::int8_t> met = stored_.valid(scenario_);
        for (std::int8_t& run : met)
            run = run == kValid ? 1 : 0;
        for (const int target : targets) {
            const std::vector<std::int8_t> hits = stored_.hits(target, scenario_);
            std::transform(met.begin(), met.end(), hits.begin(), met.begin(),
                           [](std::int8_t all, std::int8_t one) {
                               return static_cast<std::int8_t>(all & one);
                           });
        }
        ScrambleCounts counts{};
        for (std::size_t run = 0; run < met.size(); ++run)
            counts[run % kScrambles] += met[run];
        return counts;
    }

    const Catalog& catalog_;
    const RunInfo& info_;
    const Summary& summary_;
    const StoredValues& stored_;
    int scenario_;
    std::int64_t valid_runs_;
};

}  // namespace

Assessment assess(const Catalog& catalog, const RunInfo& info, const Summary& summary,
                  const StoredValues& stored, std::span<const int> scenarios) {
    Assessment result;
    result.not_assessable = catalog.not_assessable;
    for (const int scenario : scenarios)
        result.scenarios.push_back(ScenarioView(catalog, info, summary, stored, scenario).assess());
    for (const ParameterInfo& parameter : catalog.parameters) {
        ++result.parameters;
        if (parameter.provenance.starts_with("assumption")) ++result.assumed;
    }
    return result;
}

std::vector<Share> given_met(const Catalog& catalog, const RunInfo& info, const Summary& summary,
                             const StoredValues& stored, int scenario, int given) {
    const ScenarioView view(catalog, info, summary, stored, scenario);
    std::vector<Share> shares;
    for (int other = 0; other < catalog.n_targets(); ++other)
        shares.push_back(view.conditional(given, other));
    return shares;
}

}  // namespace plancast
