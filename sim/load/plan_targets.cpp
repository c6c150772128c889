// SPDX-License-Identifier: Apache-2.0
#include "sim/load/plan_targets.h"

#include "sim/load/keys_plan.h"
#include "sim/load/read.h"

namespace plancast::loader {
namespace {

/// Checks one target; messages name it by its id.
class TargetReader {
public:
    TargetReader(const Reading& reading, const Plan& plan, const Indicator& indicator,
                 const Member& member)
        : reading_(reading), plan_(plan), indicator_(indicator), table_(member.value) {
        target_.pos = member.pos;
        const std::optional<YearSpan> years = parse_years(member.key);
        target_.year = years && years->first == years->last ? years->first : 0;
        target_.id = target_.year == plan.deadline ? indicator.id : indicator.id + "_" + member.key;
    }

    Target read() {
        target_.tier = word<Tier>(table_, "tier", kTiers).value_or(Tier::side);
        target_.modality =
            word<Modality>(table_, "modality", kModalities).value_or(Modality::at_least);
        target_.judged_on =
            word<JudgedOn>(table_, "judged_on", kJudgedOn).value_or(JudgedOn::latent);
        check_year();
        check_origin();
        if (const auto kind = word<TargetKind>(table_, "kind", kTargetKinds)) {
            target_.kind = *kind;
            check_value();
            check_unit();
            check_average();
        }
        check_tolerance();
        return std::move(target_);
    }

private:
    void say(Message message, SourcePos pos, std::vector<std::string> more = {}) const {
        more.insert(more.begin(), target_.id);
        reading_.say(message, pos, std::move(more));
    }

    SourcePos place_of(std::string_view key) const { return place(table_, key, target_.pos); }

    bool growth() const { return target_.kind == TargetKind::mean_annual_growth; }
    bool has_value() const {
        return target_.kind == TargetKind::level || growth() ||
               target_.kind == TargetKind::cumulative_since_baseline;
    }

    void check_year() const {
        const bool known = target_.year > 0 && plan_.baseline_year > 0 && plan_.last_year > 0;
        if (!known || (target_.year > plan_.baseline_year && target_.year <= plan_.last_year))
            return;
        say(Message::target_year, target_.pos,
            {std::to_string(plan_.baseline_year), std::to_string(plan_.last_year)});
    }

    /// The document's words, or who assumed the number: never both, never none.
    void check_origin() {
        target_.clause = local_text(table_, "clause");
        const Node* assumption = find(table_, "assumption");
        if (assumption != nullptr)
            target_.assumption =
                PlanAssumption{text(*assumption, "author"), text(*assumption, "date"),
                               local_text(*assumption, "why")};
        const bool clause = has(table_, "clause");
        if (clause && assumption != nullptr)
            say(Message::target_two_origins, place_of("assumption"));
        else if (!clause && assumption == nullptr)
            say(Message::target_no_origin, target_.pos);
    }

    void check_value() {
        const bool least = has(table_, "at_least");
        const bool most = has(table_, "at_most");
        const std::string kind(to_string(target_.kind));
        target_.direction = most ? Direction::at_most : Direction::at_least;
        target_.value = number(table_, most ? "at_most" : "at_least");
        if (!has_value()) {
            target_.value.reset();
            if (least || most)
                say(Message::target_value_unwanted, place_of(least ? "at_least" : "at_most"),
                    {kind});
            return;
        }
        if (least && most)
            say(Message::target_two_values, place_of("at_most"));
        else if (!least && !most)
            say(Message::target_value_missing, target_.pos, {kind});
        if (growth() && indicator_.baseline && *indicator_.baseline <= 0)
            say(Message::target_growth_baseline, target_.pos);
    }

    void check_unit() {
        target_.unit = indicator_.unit;
        target_.unit_text = indicator_.unit_text;
        const Unit growth_unit = *parse_unit("%/yr");
        if (growth()) {
            target_.unit = growth_unit;
            target_.unit_text = "%/yr";
        }
        if (target_.kind == TargetKind::done_by && !indicator_.unit.dimensionless())
            say(Message::target_done_unit, target_.pos, {indicator_.unit_text});
        if (!has(table_, "unit")) return;
        if (!has_value())
            return say(Message::target_value_unwanted, place_of("unit"),
                       {std::string(to_string(target_.kind))});
        const std::optional<Unit> given = unit(reading_, table_, "unit");
        if (!given) return;
        if (growth() && *given != growth_unit)
            return say(Message::target_growth_unit, place_of("unit"), {text(table_, "unit")});
        if (!growth() && !indicator_.unit_text.empty() && !given->same_dimension(indicator_.unit))
            return say(Message::target_unit, place_of("unit"),
                       {text(table_, "unit"), indicator_.unit_text});
        target_.unit = *given;
        target_.unit_text = text(table_, "unit");
    }

    void check_average() {
        target_.average =
            word<GrowthAverage>(table_, "average", kAverages).value_or(GrowthAverage::geometric);
        if (has(table_, "average") && !growth())
            say(Message::target_average_unwanted, place_of("average"));
    }

    void check_tolerance() {
        const std::optional<double> tolerance = number(table_, "tolerance");
        target_.tolerance = tolerance.value_or(Target{}.tolerance);
        if (!has(table_, "tolerance")) return;
        if (target_.modality != Modality::about)
            say(Message::target_tolerance_unwanted, place_of("tolerance"));
        else if (tolerance && !(*tolerance > 0 && *tolerance < 1))
            say(Message::target_tolerance_range, place_of("tolerance"));
    }

    const Reading& reading_;
    const Plan& plan_;
    const Indicator& indicator_;
    const Node& table_;
    Target target_;
};

}  // namespace

std::vector<Target> read_targets(const Reading& reading, const Node& table, const Plan& plan,
                                 const Indicator& indicator) {
    std::vector<Target> targets;
    for (const Member& member : members(table, "target"))
        if (member.value.is(NodeType::table))
            targets.push_back(TargetReader(reading, plan, indicator, member).read());
    return targets;
}

}  // namespace plancast::loader
