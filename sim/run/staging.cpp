// SPDX-License-Identifier: Apache-2.0
#include "sim/run/staging.h"

#include <algorithm>
#include <limits>

namespace plancast {
namespace {

constexpr std::size_t kRow = kCommitRuns;

std::size_t size(int number) {
    return static_cast<std::size_t>(number);
}

std::size_t stored_count(const Catalog& catalog) {
    return static_cast<std::size_t>(
        std::count_if(catalog.series.begin(), catalog.series.end(),
                      [](const SeriesInfo& info) { return info.stored; }));
}

std::size_t parameter_rows(const Catalog& catalog) {
    std::size_t rows = 0;
    for (const ParameterInfo& parameter : catalog.parameters)
        rows += parameter.per_scenario ? catalog.scenarios.size() : 1;
    return rows;
}

}  // namespace

Staging::Staging(const Catalog& catalog)
    : catalog_(catalog),
      n_scenarios_(catalog.scenarios.size()),
      n_years_(size(catalog.n_years())),
      first_parameter_slot_(catalog.series.size() * n_years_) {
    for (std::size_t series = 0; series < catalog.series.size(); ++series)
        if (catalog.series[series].stored) stored_.push_back(series * n_years_);
    std::size_t row = 0;
    for (const ParameterInfo& parameter : catalog.parameters) {
        parameter_rows_.push_back(row);
        row += parameter.per_scenario ? n_scenarios_ : 1;
    }
    series_.resize(stored_.size() * n_scenarios_ * n_years_ * kRow);
    parameters_.resize(row * kRow);
    structure_.resize(kRow);
    valid_.resize(n_scenarios_ * kRow);
    hits_.resize(catalog.targets.size() * n_scenarios_ * kRow);
}

std::uint64_t Staging::bytes(const Catalog& catalog) {
    const std::uint64_t floats =
        stored_count(catalog) * catalog.scenarios.size() * size(catalog.n_years()) +
        parameter_rows(catalog);
    const std::uint64_t flags = 1 + catalog.scenarios.size() * (1 + catalog.targets.size());
    return (floats * sizeof(float) + flags) * kRow;
}

void Staging::open(std::uint64_t index, std::uint64_t runs) {
    index_ = index;
    first_run_ = index * kCommitRuns;
    runs_ = static_cast<int>(std::min<std::uint64_t>(kCommitRuns, runs - first_run_));
    if (runs_ == kCommitRuns) return;
    // The last block alone has places without a run.
    std::fill(series_.begin(), series_.end(), std::numeric_limits<float>::quiet_NaN());
    std::fill(parameters_.begin(), parameters_.end(), std::numeric_limits<float>::quiet_NaN());
    std::fill(structure_.begin(), structure_.end(), std::int8_t{0});
    std::fill(valid_.begin(), valid_.end(), kNotComputed);
    std::fill(hits_.begin(), hits_.end(), std::int8_t{0});
}

std::size_t Staging::lanes(std::uint64_t group) const {
    return std::min<std::size_t>(kGroupRuns, static_cast<std::size_t>(runs_) - place(group));
}

void Staging::put_row(const Part& part, std::size_t slot, float* row) const {
    const float* values = part.values + slot * part.stride;
    for (std::size_t at = 0; at < part.groups.size(); ++at)
        std::copy_n(values + 64 * at, lanes(part.groups[at]), row + place(part.groups[at]));
}

void Staging::put_values(const Part& part) {
    const std::size_t scenario = size(part.scenario);
    for (std::size_t stored = 0; stored < stored_.size(); ++stored)
        for (std::size_t year = 0; year < n_years_; ++year)
            put_row(part, stored_[stored] + year,
                    series_.data() + ((stored * n_scenarios_ + scenario) * n_years_ + year) * kRow);
    for (std::size_t parameter = 0; parameter < parameter_rows_.size(); ++parameter) {
        const bool per_scenario = catalog_.parameters[parameter].per_scenario;
        if (!per_scenario && scenario > 0) continue;
        const std::size_t row = parameter_rows_[parameter] + (per_scenario ? scenario : 0);
        put_row(part, first_parameter_slot_ + parameter, parameters_.data() + row * kRow);
    }
    put_flags(part);
}

void Staging::put_flags(const Part& part) {
    for (std::size_t at = 0; at < part.groups.size(); ++at) {
        const std::size_t first = place(part.groups[at]);
        for (std::size_t lane = 0; lane < lanes(part.groups[at]); ++lane) {
            const bool valid = (part.valid[at] >> lane & 1) != 0;
            valid_[size(part.scenario) * kRow + first + lane] = valid ? kValid : kInvalid;
            structure_[first + lane] = static_cast<std::int8_t>(part.structure);
        }
    }
}

void Staging::put_hits(const Part& part, int target, const std::uint64_t* words) {
    std::int8_t* row = hits_.data() + (size(target) * n_scenarios_ + size(part.scenario)) * kRow;
    for (std::size_t at = 0; at < part.groups.size(); ++at) {
        const std::size_t first = place(part.groups[at]);
        for (std::size_t lane = 0; lane < lanes(part.groups[at]); ++lane)
            row[first + lane] = static_cast<std::int8_t>(words[at] >> lane & 1);
    }
}

CommitBlock Staging::block() const {
    return {index_, first_run_, runs_, series_, parameters_, structure_, valid_, hits_};
}

}  // namespace plancast
