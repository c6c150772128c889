// SPDX-License-Identifier: Apache-2.0
// A plan as its file states it: indicators, their history, and the targets set for them.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "plancast/diagnostics.h"
#include "plancast/units.h"

namespace plancast {

enum class TargetKind {
    level,
    mean_annual_growth,
    cumulative_since_baseline,
    done_by,
    non_decreasing,
    all_units
};
enum class GrowthAverage { geometric, arithmetic, every_year };
enum class Tier { main, side, milestone, constraint };
enum class Modality { at_least, strive_for, about };
enum class Direction { at_least, at_most };
enum class JudgedOn { latent, reported };

/// Where a number that is not in the plan's document comes from.
struct PlanAssumption {
    std::string author;
    std::string date;  ///< ISO 8601
    LocalText why;
};

/// One target of one indicator for one year.
struct Target {
    std::string id;  ///< the indicator's id at the plan's deadline, else ID_YEAR
    SourcePos pos;
    int year = 0;
    TargetKind kind = TargetKind::level;
    GrowthAverage average = GrowthAverage::geometric;
    Direction direction = Direction::at_least;
    std::optional<double> value;  ///< [unit]; absent for done_by, non_decreasing, all_units
    Unit unit;                    ///< the indicator's unit, or %/yr for growth
    std::string unit_text;
    Tier tier = Tier::side;
    Modality modality = Modality::at_least;
    double tolerance = 0.05;  ///< [1] for modality about: |x - value| <= tolerance * |value|
    JudgedOn judged_on = JudgedOn::latent;
    LocalText clause;  ///< the document's words; empty where `assumption` is set
    std::optional<PlanAssumption> assumption;  ///< set where the number is not in the document
};

struct HistoryValue {
    int year = 0;
    double value = 0;  ///< [indicator's unit]
};

/// One quantity the plan speaks of.
struct Indicator {
    std::string id;
    SourcePos pos;
    LocalText name;
    Unit unit;
    std::string unit_text;
    std::optional<double> baseline;  ///< published value of the baseline year [unit]
    LocalText baseline_unknown;      ///< what is missing, where no baseline was published
    std::vector<HistoryValue> history;
    std::string history_source;
    std::vector<Target> targets;
};

/// A named set of targets judged jointly: all of one tier, or listed ids.
struct TargetSet {
    std::string id;
    SourcePos pos;
    LocalText name;
    std::optional<Tier> tier;
    std::vector<std::string> targets;  ///< where no tier is given
};

struct Plan {
    std::string id;
    LocalText title;
    std::string document;
    int baseline_year = 0;
    int deadline = 0;
    int last_year = 0;
    std::vector<Indicator> indicators;  ///< in the order of the file
    std::vector<TargetSet> sets;
};

/// The words used for the enumerators in files: "mean_annual_growth", "main", ...
std::string_view to_string(TargetKind kind);
std::string_view to_string(GrowthAverage average);
std::string_view to_string(Tier tier);
std::string_view to_string(Modality modality);
std::string_view to_string(Direction direction);
std::string_view to_string(JudgedOn judged_on);

}  // namespace plancast
