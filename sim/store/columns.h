// SPDX-License-Identifier: Apache-2.0
// Which member of the catalogue stands in which dataset or attribute: the one table that the writer
// and the reader of every list share.
#pragma once

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include "plancast/load.h"
#include "plancast/result.h"

namespace plancast::store {

using Doubles = std::vector<double>;
using Table = std::vector<std::vector<double>>;
using Places = std::vector<int>;

/// A member that can be stored. A LocalText takes two columns, NAME_zh and NAME_en; an enumerator
/// is stored as its word; Places are padded with -1.
template <typename Row>
using Member =
    std::variant<std::string Row::*, LocalText Row::*, int Row::*, std::uint32_t Row::*,
                 std::uint64_t Row::*, double Row::*, bool Row::*, TargetKind Row::*,
                 GrowthAverage Row::*, Tier Row::*, Modality Row::*, Direction Row::*,
                 JudgedOn Row::*, SamplerKind Row::*, Doubles Row::*, Table Row::*, Places Row::*>;

template <typename Row>
struct Column {
    const char* name;
    Member<Row> member;
    const char* long_name;
};

/// An input text and its hash, as /inputs keeps them.
struct StoredInput {
    std::string role, name, sha256, text;
};

inline constexpr Column<Catalog> kCatalogColumns[] = {
    {"title", &Catalog::title, ""},
    {"plan", &Catalog::plan_id, ""},
    {"model", &Catalog::model_id, ""},
    {"document", &Catalog::document, ""},
    {"baseline_year", &Catalog::baseline_year, ""},
    {"last_year", &Catalog::last_year, ""},
    {"deadline", &Catalog::deadline, ""},
    {"baseline_scenario", &Catalog::baseline_scenario, ""},
    {"cost_unit", &Catalog::cost_unit, ""},
};

inline constexpr Column<RunInfo> kRunColumns[] = {
    {"runs", &RunInfo::runs, ""},
    {"seed", &RunInfo::seed, ""},
    {"sampler", &RunInfo::sampler, ""},
    {"rng_scheme", &RunInfo::rng_scheme, ""},
    {"kernel_target", &RunInfo::kernel_target, ""},
    {"fma", &RunInfo::fma, ""},
};

// Of a list, the first column is the coordinate of its dimension where it has one.

inline constexpr Column<ScenarioInfo> kScenarioColumns[] = {
    {"scenario", &ScenarioInfo::id, "scenario"},
    {"name", &ScenarioInfo::name, "name"},
    {"cost", &ScenarioInfo::cost, "cost of all levers, in the file's cost_unit"},
};

inline constexpr Column<SeriesInfo> kSeriesColumns[] = {
    {"series", &SeriesInfo::id, "series"},
    {"name", &SeriesInfo::name, "name"},
    {"unit", &SeriesInfo::unit, "unit"},
    {"stored", &SeriesInfo::stored, "every run's values are in /runs"},
    {"summarized", &SeriesInfo::summarized, "moments and quantiles are in /summary"},
};

inline constexpr Column<ParameterInfo> kParameterColumns[] = {
    {"parameter", &ParameterInfo::id, "drawn parameter, or an element of one"},
    {"unit", &ParameterInfo::unit, "unit"},
    {"provenance", &ParameterInfo::provenance, "source or assumption of the prior"},
    {"per_scenario", &ParameterInfo::per_scenario, "a scenario changes the prior"},
};

inline constexpr Column<TargetInfo> kTargetColumns[] = {
    {"target", &TargetInfo::id, "target"},
    {"indicator", &TargetInfo::indicator, "indicator"},
    {"name", &TargetInfo::name, "name"},
    {"kind", &TargetInfo::kind, "kind of the target"},
    {"average", &TargetInfo::average, "kind of mean, for growth"},
    {"tier", &TargetInfo::tier, "tier"},
    {"modality", &TargetInfo::modality, "how the plan binds itself"},
    {"direction", &TargetInfo::direction, "side of the threshold that meets the target"},
    {"judged_on", &TargetInfo::judged_on, "value that is judged"},
    {"year", &TargetInfo::year, "calendar year in which it is judged"},
    {"value", &TargetInfo::value, "the number in the plan, in `unit`"},
    {"unit", &TargetInfo::unit, "unit of `value`"},
    {"baseline_year", &TargetInfo::baseline_year, "year growth and sums count from"},
    {"baseline", &TargetInfo::baseline, "published baseline value, in the unit of the series"},
    {"threshold", &TargetInfo::threshold, "what is compared, in the unit of the series"},
    {"tolerance", &TargetInfo::tolerance, "share of `value`, for modality about"},
    {"series", &TargetInfo::series, "place in /catalog/series"},
    {"clause", &TargetInfo::clause, "words of the document"},
    {"assumption", &TargetInfo::assumption, "where a number outside the document comes from"},
};

inline constexpr Column<NotAssessable> kNotAssessableColumns[] = {
    {"not_assessable", &NotAssessable::id, "target that cannot be judged"},
    {"indicator", &NotAssessable::indicator, "indicator"},
    {"name", &NotAssessable::name, "name"},
    {"tier", &NotAssessable::tier, "tier"},
    {"missing", &NotAssessable::missing, "what is missing"},
};

inline constexpr Column<SetInfo> kSetColumns[] = {
    {"set", &SetInfo::id, "set of targets"},
    {"name", &SetInfo::name, "name"},
    {"targets", &SetInfo::targets, "places in /targets; -1: none"},
};

inline constexpr Column<LeverInfo> kLeverColumns[] = {
    {"lever", &LeverInfo::id, "lever, or an element of one"},
    {"name", &LeverInfo::name, "name"},
    {"unit", &LeverInfo::unit, "unit"},
    {"values", &LeverInfo::values, "path, in `unit`"},
};

inline constexpr Column<StructureInfo> kStructureColumns[] = {
    {"structure", &StructureInfo::id, "model structure"},
    {"name", &StructureInfo::name, "name"},
    {"weight", &StructureInfo::weight, "share of the runs dealt to it"},
};

inline constexpr Column<UniformDim> kUniformColumns[] = {
    {"name", &UniformDim::name, "drawn parameter or draw"},
    {"hash", &UniformDim::hash, "hash of the name in the generator's counter"},
    {"year", &UniformDim::year, "years after the baseline year; 0: a parameter"},
};

inline constexpr Column<StoredInput> kInputColumns[] = {
    {"role", &StoredInput::role, "what the text is"},
    {"name", &StoredInput::name, "path as given"},
    {"sha256", &StoredInput::sha256, "SHA-256 of the text"},
    {"text", &StoredInput::text, "the text itself"},
};

}  // namespace plancast::store
