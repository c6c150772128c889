// SPDX-License-Identifier: Apache-2.0
#include "sim/reduce/reducer.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>

namespace plancast::reduce {
namespace {

constexpr int kScrambles = 16;
// Runs r with r mod 16 = 0 of a group of 64.
constexpr std::uint64_t kEverySixteenth = 0x0001000100010001u;
constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

std::size_t size(int number) {
    return static_cast<std::size_t>(number);
}

template <typename Count>
void add_to(std::vector<Count>& to, const std::vector<Count>& from) {
    for (std::size_t at = 0; at < to.size(); ++at)
        to[at] += from[at];
}

}  // namespace

Reducer::Reducer(const Catalog& catalog, int block_runs, bool sobol)
    : catalog_(catalog),
      n_scenarios_(catalog.scenarios.size()),
      n_years_(size(catalog.n_years())),
      n_targets_(catalog.targets.size()),
      block_groups_(size(block_runs / kGroupRuns)),
      sobol_(sobol) {
    for (const TargetInfo& target : catalog.targets)
        rules_.emplace_back(target, catalog.baseline_year);
    for (std::size_t series = 0; series < catalog.series.size(); ++series)
        if (catalog.series[series].summarized) summarized_.push_back(static_cast<int>(series));
    hits_.resize(n_scenarios_ * n_targets_ * block_groups_);
    valid_.resize(n_scenarios_ * block_groups_);
    cells_.resize(summarized_.size() * n_scenarios_ * n_years_);
    short_.resize(n_scenarios_ * n_targets_);
    counts_.valid_runs.resize(n_scenarios_);
    counts_.invalid_runs.resize(n_scenarios_);
    counts_.hits.resize(n_scenarios_ * n_targets_);
    counts_.first_met.resize(n_scenarios_ * n_targets_ * (n_years_ + 1));
    counts_.pair_hits.resize(n_scenarios_ * n_targets_ * n_targets_);
    counts_.scenario_hits.resize(n_targets_ * n_scenarios_ * n_scenarios_);
    counts_.scenario_valid.resize(n_scenarios_ * n_scenarios_);
    for (const SetInfo& set : catalog.sets)
        counts_.number_met.emplace_back(n_scenarios_ * (set.targets.size() + 1));
    if (!sobol) return;
    counts_.scramble_hits.resize(n_scenarios_ * n_targets_ * kScrambles);
    counts_.scramble_valid.resize(n_scenarios_ * kScrambles);
}

std::uint64_t Reducer::bytes(const Catalog& catalog) {
    // Ten octaves of 128 counts: the spread of a common model's wider series.
    constexpr std::uint64_t kHistogramBytes = 10 * 1024;
    const auto cells = static_cast<std::uint64_t>(
                           std::count_if(catalog.series.begin(), catalog.series.end(),
                                         [](const SeriesInfo& info) { return info.summarized; })) *
                       catalog.scenarios.size() * size(catalog.n_years());
    const std::uint64_t n_targets = catalog.targets.size();
    const std::uint64_t targets =
        catalog.scenarios.size() * n_targets * (n_targets + size(catalog.n_years()));
    return cells * (sizeof(Cell) + kHistogramBytes) + targets * sizeof(std::int64_t);
}

std::size_t Reducer::hit_row(int scenario, int target) const {
    return (size(scenario) * n_targets_ + size(target)) * block_groups_;
}

void Reducer::add(int scenario, const BlockValues& values) {
    const std::size_t n_groups = values.groups.size();
    std::copy_n(values.valid, n_groups,
                valid_.begin() + static_cast<std::ptrdiff_t>(size(scenario) * block_groups_));
    for (std::size_t place = 0; place < n_groups; ++place)
        counts_.valid_runs[size(scenario)] += std::popcount(values.valid[place]);
    for (int target = 0; target < static_cast<int>(n_targets_); ++target)
        for (std::size_t place = 0; place < n_groups; ++place)
            judge_group(scenario, target, values, place);
    count_pairs(scenario, n_groups);
    count_numbers_met(scenario, values);
    if (sobol_) count_scrambles(scenario, values);
    add_statistics(scenario, values);
}

/// One target in one group: hits in its year, first year met, shortfall.
void Reducer::judge_group(int scenario, int target, const BlockValues& values, std::size_t place) {
    const Rule& rule = rules_[size(target)];
    const std::uint64_t valid = values.valid[place];
    const std::size_t cell = size(scenario) * n_targets_ + size(target);
    std::int64_t* first_met = counts_.first_met.data() + cell * (n_years_ + 1);
    std::uint64_t open = valid;
    Judgement judgement(rule);
    const float* before = nullptr;
    for (std::size_t year = 0; year < n_years_; ++year) {
        const std::size_t row = size(rule.series) * n_years_ + year;
        const float* now = values.series + row * values.stride + 64 * place;
        judgement.advance(before, now);
        before = now;
        const bool its_year = static_cast<int>(year) == rule.year;
        if (!its_year && !rule.met_early) continue;
        const std::uint64_t met = judgement.met() & valid;
        first_met[year] += std::popcount(met & open);
        open &= ~met;
        if (!its_year) continue;
        hits_[hit_row(scenario, target) + place] = met;
        counts_.hits[cell] += std::popcount(met);
        if (!rule.has_shortfall) continue;
        double missing[kGroupRuns];
        judgement.shortfall(missing);
        for (int run = 0; run < kGroupRuns; ++run)
            if ((valid >> run & 1) == 0) missing[run] = 0;
        short_[cell].add(sum_of_group(missing));
    }
    first_met[n_years_] += std::popcount(open);
}

void Reducer::count_pairs(int scenario, std::size_t n_groups) {
    for (int first = 0; first < static_cast<int>(n_targets_); ++first)
        for (int second = first; second < static_cast<int>(n_targets_); ++second) {
            const std::uint64_t* left = hits(scenario, first);
            const std::uint64_t* right = hits(scenario, second);
            std::int64_t both = 0;
            for (std::size_t place = 0; place < n_groups; ++place)
                both += std::popcount(left[place] & right[place]);
            const std::size_t base = size(scenario) * n_targets_;
            counts_.pair_hits[(base + size(first)) * n_targets_ + size(second)] += both;
            if (first == second) continue;
            counts_.pair_hits[(base + size(second)) * n_targets_ + size(first)] += both;
        }
}

/// How many targets of a set each run meets, as a binary counter whose digits are words of runs.
void Reducer::count_numbers_met(int scenario, const BlockValues& values) {
    for (std::size_t set = 0; set < catalog_.sets.size(); ++set) {
        const std::vector<int>& targets = catalog_.sets[set].targets;
        const std::size_t n_digits = std::bit_width(targets.size());
        std::int64_t* row = counts_.number_met[set].data() + size(scenario) * (targets.size() + 1);
        for (std::size_t place = 0; place < values.groups.size(); ++place) {
            std::uint64_t digits[32] = {};
            for (const int target : targets) {
                std::uint64_t carry = hits(scenario, target)[place];
                for (std::size_t digit = 0; digit < n_digits; ++digit) {
                    const std::uint64_t sum = digits[digit] ^ carry;
                    carry &= digits[digit];
                    digits[digit] = sum;
                }
            }
            for (std::size_t number = 0; number <= targets.size(); ++number) {
                std::uint64_t runs = values.valid[place];
                for (std::size_t digit = 0; digit < n_digits; ++digit)
                    runs &= (number >> digit & 1) != 0 ? digits[digit] : ~digits[digit];
                row[number] += std::popcount(runs);
            }
        }
    }
}

void Reducer::count_scrambles(int scenario, const BlockValues& values) {
    for (std::size_t place = 0; place < values.groups.size(); ++place)
        for (int scramble = 0; scramble < kScrambles; ++scramble) {
            const std::uint64_t mask = kEverySixteenth << scramble;
            counts_.scramble_valid[size(scenario) * kScrambles + size(scramble)] +=
                std::popcount(values.valid[place] & mask);
            for (int target = 0; target < static_cast<int>(n_targets_); ++target) {
                const std::size_t cell = size(scenario) * n_targets_ + size(target);
                counts_.scramble_hits[cell * kScrambles + size(scramble)] +=
                    std::popcount(hits(scenario, target)[place] & mask);
            }
        }
}

void Reducer::add_statistics(int scenario, const BlockValues& values) {
    for (std::size_t at = 0; at < summarized_.size(); ++at)
        for (std::size_t year = 0; year < n_years_; ++year) {
            Cell& cell = cells_[(at * n_scenarios_ + size(scenario)) * n_years_ + year];
            const std::size_t row = size(summarized_[at]) * n_years_ + year;
            const float* first = values.series + row * values.stride;
            for (std::size_t place = 0; place < values.groups.size(); ++place)
                add_group(cell, first + 64 * place, values.valid[place]);
        }
}

void Reducer::add_group(Cell& cell, const float* values, std::uint64_t valid) {
    // A series without a value in this year is NaN in every run: it has no statistics.
    if (valid == 0 || std::isnan(values[std::countr_zero(valid)])) return;
    double terms[kGroupRuns], squares[kGroupRuns];
    for (int run = 0; run < kGroupRuns; ++run) {
        const double value = (valid >> run & 1) != 0 ? static_cast<double>(values[run]) : 0.0;
        terms[run] = value;
        squares[run] = value * value;
    }
    cell.sum.add(sum_of_group(terms));
    cell.squares.add(sum_of_group(squares));
    if (cell.count == 0) cell.least = cell.most = values[std::countr_zero(valid)];
    cell.count += std::popcount(valid);
    for (int run = 0; run < kGroupRuns; ++run) {
        if ((valid >> run & 1) == 0) continue;
        cell.least = std::min(cell.least, values[run]);
        cell.most = std::max(cell.most, values[run]);
        cell.histogram.add(values[run]);
    }
}

void Reducer::end_block(std::size_t n_groups) {
    for (int first = 0; first < static_cast<int>(n_scenarios_); ++first)
        for (int second = 0; second < static_cast<int>(n_scenarios_); ++second) {
            const std::size_t pair = size(first) * n_scenarios_ + size(second);
            const std::uint64_t* left = valid_.data() + size(first) * block_groups_;
            const std::uint64_t* right = valid_.data() + size(second) * block_groups_;
            for (std::size_t place = 0; place < n_groups; ++place)
                counts_.scenario_valid[pair] += std::popcount(left[place] & right[place]);
            for (int target = 0; target < static_cast<int>(n_targets_); ++target) {
                std::int64_t both = 0;
                for (std::size_t place = 0; place < n_groups; ++place)
                    both += std::popcount(hits(first, target)[place] & hits(second, target)[place]);
                counts_.scenario_hits[size(target) * n_scenarios_ * n_scenarios_ + pair] += both;
            }
        }
}

void Reducer::merge(const Reducer& other) {
    add_to(counts_.valid_runs, other.counts_.valid_runs);
    add_to(counts_.hits, other.counts_.hits);
    add_to(counts_.first_met, other.counts_.first_met);
    add_to(counts_.pair_hits, other.counts_.pair_hits);
    add_to(counts_.scenario_hits, other.counts_.scenario_hits);
    add_to(counts_.scenario_valid, other.counts_.scenario_valid);
    for (std::size_t set = 0; set < counts_.number_met.size(); ++set)
        add_to(counts_.number_met[set], other.counts_.number_met[set]);
    add_to(counts_.scramble_hits, other.counts_.scramble_hits);
    add_to(counts_.scramble_valid, other.counts_.scramble_valid);
    for (std::size_t at = 0; at < short_.size(); ++at)
        short_[at].add(other.short_[at]);
    for (std::size_t at = 0; at < cells_.size(); ++at) {
        Cell& to = cells_[at];
        const Cell& from = other.cells_[at];
        if (from.count == 0) continue;
        to.least = to.count == 0 ? from.least : std::min(to.least, from.least);
        to.most = to.count == 0 ? from.most : std::max(to.most, from.most);
        to.count += from.count;
        to.sum.add(from.sum);
        to.squares.add(from.squares);
        to.histogram.add(from.histogram);
    }
}

YearStatistics Reducer::statistics(const Cell& cell) {
    YearStatistics result;
    result.count = cell.count;
    result.min = cell.count > 0 ? cell.least : std::numeric_limits<float>::quiet_NaN();
    result.max = cell.count > 0 ? cell.most : std::numeric_limits<float>::quiet_NaN();
    const auto n = static_cast<double>(cell.count);
    result.mean = cell.count > 0 ? cell.sum.value() / n : kNaN;
    result.sd = cell.count > 1
                    ? std::sqrt(centred_squares(cell.sum, cell.squares, cell.count) / (n - 1))
                    : kNaN;
    for (int level = 0; level < kQuantileCount; ++level) {
        const HistogramQuantile found =
            cell.count > 0 ? cell.histogram.quantile(kQuantileLevels[level], cell.least, cell.most)
                           : HistogramQuantile{kNaN, kNaN};
        result.quantiles[level] = found.value;
        result.quantile_error[level] = found.error;
    }
    return result;
}

Summary Reducer::summary() const {
    Summary result = counts_;
    for (const Cell& cell : cells_)
        result.years.push_back(statistics(cell));
    for (std::size_t scenario = 0; scenario < n_scenarios_; ++scenario)
        for (std::size_t target = 0; target < n_targets_; ++target) {
            const auto n = static_cast<double>(counts_.valid_runs[scenario]);
            const bool defined = n > 0 && rules_[target].has_shortfall;
            const double sum = short_[scenario * n_targets_ + target].value();
            result.shortfall.push_back(defined ? sum / n : kNaN);
        }
    return result;
}

}  // namespace plancast::reduce
