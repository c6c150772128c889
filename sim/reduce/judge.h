// SPDX-License-Identifier: Apache-2.0
// What it means to meet a target: the judged value of a run by year, and its comparison.
#pragma once

#include <cstdint>

#include "plancast/catalog.h"
#include "plancast/result.h"

namespace plancast::reduce {

/// How one target is judged. A run meets it where lowest <= judged value <= highest in the target's
/// year, all three rounded once to float.
struct Rule {
    /// `first_year` is the model's baseline year.
    Rule(const TargetInfo& target, int first_year);

    enum class Value {
        level,            ///< the series itself
        running_sum,      ///< of the years after the baseline year
        mean_growth,      ///< arithmetic mean of the yearly growth rates so far [%/yr]
        least_growth,     ///< the lowest of them [%/yr]
        least_increment,  ///< the lowest difference from the year before [series' unit]
    };
    Value value = Value::level;
    float lowest = 0, highest = 0;
    double threshold = 0;  ///< the float the shortfall counts from
    double baseline = 0;   ///< published value growth starts from [series' unit]
    int series = 0;
    int start = 0;          ///< year of the published baseline, years after the model's
    int year = 0;           ///< of the target, likewise
    bool met_early = true;  ///< the comparison has a meaning in earlier years
    bool has_shortfall = true;
};

/// The judged values of the 64 runs of one group, year by year.
class Judgement {
public:
    explicit Judgement(const Rule& rule) : rule_(rule) {}

    /// Takes the next year: `now` are the 64 values of the series in it, `before` those of the year
    /// before (null in the first year).
    void advance(const float* before, const float* now);

    /// Runs that would meet the target if this were its year.
    std::uint64_t met() const;
    /// Judged values of this year.
    const float* values() const { return values_; }
    /// Distance to the target in shares of it, 0 where it is met.
    void shortfall(double* out) const;

private:
    void accumulate(const float* before, const float* now);

    const Rule& rule_;
    int year_ = -1;  ///< the last one taken
    double state_[kGroupRuns] = {};
    float values_[kGroupRuns] = {};
};

}  // namespace plancast::reduce
