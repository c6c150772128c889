// SPDX-License-Identifier: Apache-2.0
// A model as its file states it: tables of named entries whose formulas are still text.
#pragma once

#include <limits>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "plancast/diagnostics.h"
#include "plancast/units.h"

namespace plancast {

/// A formula as written, with the place of its first character. Numbers are kept as their shortest
/// text.
struct Formula {
    std::string text;
    SourcePos pos;
};

/// One formula for every element of an index, or one each: by element, or by place (element empty).
struct Formulas {
    std::optional<Formula> common;
    std::vector<std::pair<std::string, Formula>> by_element;
    SourcePos pos;

    bool empty() const { return !common && by_element.empty(); }
};

inline constexpr int kOpenYear = std::numeric_limits<int>::max();

/// What holds in the years first..last; `last` is kOpenYear for "2023-on".
struct YearRange {
    int first = 0;
    int last = 0;
    Formulas value;
    SourcePos pos;
};

/// A value by year: ranges that do not overlap, and what holds elsewhere.
struct YearMap {
    std::vector<YearRange> ranges;
    std::optional<Formulas> otherwise;  ///< the only part where one value holds in all years
    SourcePos pos;
};

/// Where a number comes from: a key of [sources], or a stated assumption.
struct Provenance {
    std::string source;
    std::string assumption;
    SourcePos pos;

    bool empty() const { return source.empty() && assumption.empty(); }
};

/// An ordered set of elements, and maps from them into other sets.
struct IndexSet {
    std::string id;
    SourcePos pos;
    std::vector<std::string> elements;
    std::vector<std::string> zh;  ///< names of the elements, or none
    std::vector<std::string> en;
    struct Map {
        std::string target;                 ///< id of the set mapped into; also the map's name
        std::vector<std::string> elements;  ///< one of `target` for each element
        SourcePos pos;
    };
    std::vector<Map> maps;
};

enum class EntryKind { constant, exogenous, lever, parameter, draw, equation };

/// A prior of one vintage. `vintage` is 0 where the file gives a single prior.
struct VintagePrior {
    int vintage = 0;
    Formulas prior;
};

/// One name of the model. Which fields are set depends on `kind`.
struct Entry {
    EntryKind kind = EntryKind::equation;
    std::string id;
    SourcePos pos;
    LocalText name;
    std::string over_variable;  ///< k in `over = "k in programmes"`; may be empty
    std::string over_set;       ///< empty for a scalar
    SourcePos over_pos;
    Unit unit;
    std::string unit_text;
    SourcePos unit_pos;
    Provenance provenance;

    Formulas value;  ///< constant: value; lever: default; draw: dist; equation: eq
    YearMap path;    ///< exogenous
    std::vector<VintagePrior> priors;        ///< parameter, ascending vintage
    std::optional<Formulas> init;            ///< draw, equation: value in the baseline year
    std::optional<Formulas> before;          ///< draw, equation: value earlier, or where no init
    std::optional<Formulas> min, max, cost;  ///< lever
    std::vector<double> allowed;             ///< lever: the values it may take, or none
    std::optional<std::pair<Formula, Formula>> within;  ///< parameter, draw: truncation [lo, hi]
    SourcePos within_pos;
    bool integer = false;
};

/// An alternative form of the model: definitions that replace those of the same names.
struct Structure {
    std::string id;
    SourcePos pos;
    LocalText name;
    double weight = 0;
    Provenance provenance;
    std::vector<Entry> equations;
};

/// Correlation of the normal scores of two draws or two parameters.
struct Correlation {
    std::string first, second;  ///< `x` or `x[element]`
    double value = 0;
    Provenance provenance;
    SourcePos pos;
    SourcePos value_pos;
};

/// Which variables answer for an indicator of the plan.
struct Provided {
    std::string indicator;
    SourcePos pos;
    std::optional<Formula> latent, reported;  ///< `x`, `x[element]`, or an indexed x for all_units
};

struct Model {
    std::string id;
    LocalText title;
    int baseline_year = 0;
    int last_year = 0;
    SourcePos pos;
    std::vector<std::pair<std::string, std::string>> sources;  ///< key, text
    std::vector<IndexSet> indexes;
    std::vector<Entry> entries;  ///< in the order of the file
    std::vector<Correlation> correlations;
    std::vector<Structure> structures;  ///< none: the model has one form
    std::vector<Provided> provides;
};

}  // namespace plancast
