// SPDX-License-Identifier: Apache-2.0
#include "sim/store/summary_fields.h"

#include <algorithm>
#include <cstring>
#include <string>

#include "sim/store/layout.h"
#include "sim/store/members.h"

namespace plancast::store {
namespace {

constexpr std::size_t kScrambles = 16;

template <typename Number>
Field list_field(std::string name, std::vector<std::string> dims, std::string long_name,
                 std::vector<Number>& list) {
    const std::size_t bytes = list.size() * sizeof(Number);
    return {
        described(std::move(name), number_type<Number>(), std::move(dims), std::move(long_name)),
        bytes, [&list, bytes](std::byte* out) { std::memcpy(out, list.data(), bytes); },
        [&list, bytes](const std::byte* in) { std::memcpy(list.data(), in, bytes); }};
}

/// One number (or one array of numbers) of every entry of a list of structs.
template <typename Number, typename Entry, typename Member>
Field member_field(std::string name, std::vector<std::string> dims, std::string long_name,
                   std::vector<Entry>& list, Member Entry::*member) {
    const auto each = [&list, member](auto&& visit) {
        for (std::size_t at = 0; at < list.size(); ++at)
            visit(at * sizeof(Member), list[at].*member);
    };
    return {
        described(std::move(name), number_type<Number>(), std::move(dims), std::move(long_name)),
        list.size() * sizeof(Member),
        [each](std::byte* out) {
            each([out](std::size_t at, const Member& value) {
                std::memcpy(out + at, &value, sizeof value);
            });
        },
        [each](const std::byte* in) {
            each([in](std::size_t at, Member& value) {
                std::memcpy(&value, in + at, sizeof value);
            });
        }};
}

/// Rows of different lengths, in a table as wide as the longest; places past a row's end are 0.
Field number_met_field(const Catalog& catalog, Summary& summary) {
    std::size_t width = 0;
    for (const SetInfo& set : catalog.sets)
        width = std::max(width, set.targets.size() + 1);
    const std::size_t scenarios = catalog.scenarios.size();
    const auto each = [&summary, width, scenarios](auto&& visit) {
        std::size_t row = 0;
        for (std::vector<std::int64_t>& met : summary.number_met)
            for (std::size_t scenario = 0; scenario < scenarios; ++scenario, ++row) {
                const std::size_t length = met.size() / scenarios;
                visit(row * width * sizeof(std::int64_t), met.data() + scenario * length,
                      length * sizeof(std::int64_t));
            }
    };
    const std::size_t bytes = catalog.sets.size() * scenarios * width * sizeof(std::int64_t);
    return {described("number_met", Type::int64, {"set", "scenario", "number"},
                      "valid runs that meet exactly this many targets of the set"),
            bytes,
            [each, bytes](std::byte* out) {
                std::memset(out, 0, bytes);
                each([out](std::size_t at, const std::int64_t* row, std::size_t size) {
                    std::memcpy(out + at, row, size);
                });
            },
            [each](const std::byte* in) {
                each([in](std::size_t at, std::int64_t* row, std::size_t size) {
                    std::memcpy(row, in + at, size);
                });
            }};
}

void add_years(std::vector<Field>& fields, std::vector<YearStatistics>& years) {
    using Year = YearStatistics;
    const std::vector<std::string> dims{"series", "scenario", "year"};
    std::vector<std::string> levels = dims;
    levels.push_back("quantile");
    fields.push_back(member_field<std::int64_t>("count", dims, "valid runs", years, &Year::count));
    fields.push_back(
        member_field<double>("mean", dims, "mean over valid runs", years, &Year::mean));
    fields.push_back(member_field<double>(
        "sd", dims, "standard deviation over valid runs, divisor n - 1", years, &Year::sd));
    fields.push_back(member_field<float>("min", dims, "smallest value", years, &Year::min));
    fields.push_back(member_field<float>("max", dims, "largest value", years, &Year::max));
    fields.push_back(member_field<double>("quantiles", levels,
                                          "quantiles by histogram, linear inside a bin", years,
                                          &Year::quantiles));
    fields.push_back(member_field<double>("quantile_error", levels,
                                          "half the width of the quantile's bin", years,
                                          &Year::quantile_error));
}

void add_counts(std::vector<Field>& fields, const Catalog& catalog, Summary& summary) {
    const auto add = [&](const char* name, std::vector<std::string> dims, const char* long_name,
                         auto& list) {
        fields.push_back(list_field(name, std::move(dims), long_name, list));
    };
    add("valid_runs", {"scenario"}, "valid runs", summary.valid_runs);
    add("invalid_runs", {"scenario"}, "runs with a value that is not finite", summary.invalid_runs);
    add("hits", {"scenario", "target"}, "valid runs that meet the target", summary.hits);
    add("shortfall", {"scenario", "target"},
        "mean over valid runs of max(0, threshold - value) / |threshold|", summary.shortfall);
    add("first_met", {"scenario", "target", "first_year"},
        "valid runs by the first year in which the target is met", summary.first_met);
    add("pair_hits", {"scenario", "target", "other_target"}, "valid runs that meet both targets",
        summary.pair_hits);
    add("scenario_hits", {"target", "scenario", "other_scenario"},
        "runs valid in both scenarios that meet the target in both", summary.scenario_hits);
    add("scenario_valid", {"scenario", "other_scenario"}, "runs valid in both scenarios",
        summary.scenario_valid);
    fields.push_back(number_met_field(catalog, summary));
    add("scramble_hits", {"scenario", "target", "scramble"},
        "valid runs of the scramble that meet the target", summary.scramble_hits);
    add("scramble_valid", {"scenario", "scramble"}, "valid runs of the scramble",
        summary.scramble_valid);
}

}  // namespace

Summary empty_summary(const Catalog& catalog, SamplerKind sampler) {
    const std::size_t scenarios = catalog.scenarios.size(), targets = catalog.targets.size();
    const auto years = static_cast<std::size_t>(catalog.n_years());
    std::size_t summarized = 0;
    for (const SeriesInfo& info : catalog.series)
        summarized += info.summarized ? 1 : 0;
    Summary summary;
    summary.valid_runs.resize(scenarios);
    summary.invalid_runs.resize(scenarios);
    summary.years.resize(summarized * scenarios * years);
    summary.hits.resize(scenarios * targets);
    summary.shortfall.resize(scenarios * targets);
    summary.first_met.resize(scenarios * targets * (years + 1));
    summary.pair_hits.resize(scenarios * targets * targets);
    summary.scenario_hits.resize(targets * scenarios * scenarios);
    summary.scenario_valid.resize(scenarios * scenarios);
    for (const SetInfo& set : catalog.sets)
        summary.number_met.emplace_back(scenarios * (set.targets.size() + 1));
    if (sampler == SamplerKind::sobol) {
        summary.scramble_hits.resize(scenarios * targets * kScrambles);
        summary.scramble_valid.resize(scenarios * kScrambles);
    }
    return summary;
}

bool same_shape(const Summary& left, const Summary& right) {
    const auto same = [](const auto& one, const auto& other) { return one.size() == other.size(); };
    return same(left.valid_runs, right.valid_runs) && same(left.invalid_runs, right.invalid_runs) &&
           same(left.years, right.years) && same(left.hits, right.hits) &&
           same(left.shortfall, right.shortfall) && same(left.first_met, right.first_met) &&
           same(left.pair_hits, right.pair_hits) && same(left.scenario_hits, right.scenario_hits) &&
           same(left.scenario_valid, right.scenario_valid) &&
           std::equal(left.number_met.begin(), left.number_met.end(), right.number_met.begin(),
                      right.number_met.end(), same) &&
           same(left.scramble_hits, right.scramble_hits) &&
           same(left.scramble_valid, right.scramble_valid);
}

std::vector<Field> summary_fields(const Catalog& catalog, Summary& summary) {
    static_assert(count_members<Summary>() == 13, "every member has its fields below");
    std::vector<Field> fields;
    add_years(fields, summary.years);
    add_counts(fields, catalog, summary);
    add_fault_fields(fields, summary.faults);
    std::erase_if(fields, [](const Field& field) { return field.bytes == 0; });
    return fields;
}

Axes summary_axes(const Catalog& catalog, const Axes& axes) {
    Axes out = axes;
    std::vector<std::string> series, sets;
    for (const SeriesInfo& info : catalog.series)
        if (info.summarized) series.push_back(info.id);
    std::size_t width = 0;
    for (const SetInfo& set : catalog.sets) {
        sets.push_back(set.id);
        width = std::max(width, set.targets.size() + 1);
    }
    std::vector<std::int32_t> numbers, first_years, scrambles;
    for (std::size_t number = 0; number < width; ++number)
        numbers.push_back(static_cast<std::int32_t>(number));
    for (int year = catalog.baseline_year; year <= catalog.last_year; ++year)
        first_years.push_back(year);
    first_years.push_back(0);
    for (std::size_t scramble = 0; scramble < kScrambles; ++scramble)
        scrambles.push_back(static_cast<std::int32_t>(scramble));
    out["series"] = coordinate_axis(std::move(series), "series");
    out["quantile"] =
        coordinate_axis(std::vector<double>(std::begin(kQuantileLevels), std::end(kQuantileLevels)),
                        "share of the runs below");
    out["other_target"] = out.at("target");
    out["other_scenario"] = out.at("scenario");
    out["first_year"] =
        coordinate_axis(std::move(first_years), "first calendar year met; 0: never");
    out["set"] = coordinate_axis(std::move(sets), "set of targets");
    out["number"] = coordinate_axis(std::move(numbers), "number of targets met");
    out["scramble"] = coordinate_axis(std::move(scrambles), "Owen scramble, run mod 16");
    out["fault"] = plain_axis(kMaxFaults);
    out["variable_byte"] = plain_axis(kFaultVariableBytes);
    out["place_byte"] = plain_axis(kFaultPlaceBytes);
    return out;
}

}  // namespace plancast::store
