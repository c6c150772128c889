// SPDX-License-Identifier: Apache-2.0
#include "sim/reduce/judge.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace plancast::reduce {
namespace {

constexpr float kInfinity = std::numeric_limits<float>::infinity();
// Growth rates are taken from values rounded to float: a run that misses a rate by less than this
// rounding meets it, so that growth of exactly 10 % a year is growth of 10 % a year.
constexpr double kRoundingCredit = 1 + 0x1p-22;

Rule::Value judged_value(const TargetInfo& target) {
    switch (target.kind) {
        case TargetKind::cumulative_since_baseline:
            return Rule::Value::running_sum;
        case TargetKind::non_decreasing:
            return Rule::Value::least_increment;
        case TargetKind::mean_annual_growth:
            break;
        default:
            return Rule::Value::level;
    }
    switch (target.average) {
        case GrowthAverage::arithmetic:
            return Rule::Value::mean_growth;
        case GrowthAverage::every_year:
            return Rule::Value::least_growth;
        // The geometric mean is reached where the level is: the threshold is a level.
        default:
            return Rule::Value::level;
    }
}

}  // namespace

Rule::Rule(const TargetInfo& target, int first_year)
    : value(judged_value(target)),
      lowest(static_cast<float>(target.threshold)),
      highest(kInfinity),
      baseline(target.baseline),
      series(target.series),
      start(target.baseline_year - first_year),
      year(target.year - first_year) {
    threshold = lowest;
    if (target.modality == Modality::about) {
        const double room = target.tolerance * std::abs(target.threshold);
        lowest = static_cast<float>(target.threshold - room);
        highest = static_cast<float>(target.threshold + room);
    } else if (target.direction == Direction::at_most) {
        highest = lowest;
        lowest = -kInfinity;
    }
    met_early = value != Value::least_growth && value != Value::least_increment;
    has_shortfall = threshold != 0 && target.kind != TargetKind::done_by;
}

void Judgement::advance(const float* before, const float* now) {
    ++year_;
    if (rule_.value == Rule::Value::level) {
        std::copy_n(now, kGroupRuns, values_);
    } else if (year_ > rule_.start) {
        accumulate(before, now);
    } else {
        const bool sum = rule_.value == Rule::Value::running_sum;
        std::fill_n(values_, kGroupRuns, sum ? 0.0f : std::numeric_limits<float>::quiet_NaN());
    }
}

void Judgement::accumulate(const float* before, const float* now) {
    const int years = year_ - rule_.start;
    for (int run = 0; run < kGroupRuns; ++run) {
        const double value = now[run];
        const double previous =
            before != nullptr ? static_cast<double>(before[run]) : rule_.baseline;
        // Growth counts from the plan's published baseline, not from the model's value.
        const double from = years == 1 ? rule_.baseline : previous;
        const double growth = 100 * (value * kRoundingCredit / from - 1);
        double& state = state_[run];
        switch (rule_.value) {
            case Rule::Value::level:
                break;
            case Rule::Value::running_sum:
                state += value;
                break;
            case Rule::Value::mean_growth:
                state += growth;
                break;
            case Rule::Value::least_growth:
                state = years == 1 ? growth : std::min(state, growth);
                break;
            case Rule::Value::least_increment:
                state = years == 1 ? value - previous : std::min(state, value - previous);
                break;
        }
        const bool mean = rule_.value == Rule::Value::mean_growth;
        values_[run] = static_cast<float>(mean ? state / years : state);
    }
}

std::uint64_t Judgement::met() const {
    std::uint64_t word = 0;
    for (int run = 0; run < kGroupRuns; ++run)
        word |= std::uint64_t{values_[run] >= rule_.lowest && values_[run] <= rule_.highest} << run;
    return word;
}

void Judgement::shortfall(double* out) const {
    const double scale = std::abs(rule_.threshold);
    for (int run = 0; run < kGroupRuns; ++run) {
        const double value = values_[run];
        const double missing = std::max(rule_.lowest - value, value - rule_.highest);
        out[run] = missing > 0 ? missing / scale : 0;
    }
}

}  // namespace plancast::reduce
