// SPDX-License-Identifier: Apache-2.0
// scenario.toml: an ordered list of changes. What a lever is set to is the planner's choice and
// needs no reason; a new prior must say where it comes from, and a changed path is asked to.
#include "plancast/scenario.h"

#include <algorithm>
#include <cmath>
#include <iterator>

#include "sim/base/text.h"
#include "sim/load/keys_scenario.h"
#include "sim/load/names.h"
#include "sim/load/read.h"
#include "sim/load/shape.h"

namespace plancast::loader {
namespace {

// In the order of the enumerators of ChangeKind.
constexpr std::string_view kSubjects[] = {"lever", "exogenous", "parameter"};

// What is moved by a shift adds up to nothing, but for rounding in decimal texts.
constexpr double kShiftSlack = 1e-9;

/// A number, or a number and its unit: `0.15`, `0.15[亿元/yr]`.
struct Amount {
    double value = 0;
    std::optional<Unit> unit;
};

std::optional<Amount> parse_amount(const std::string& text) {
    const std::size_t bracket = text.find('[');
    Amount amount;
    if (!parse_number(text.substr(0, bracket), amount.value)) return std::nullopt;
    if (bracket == std::string::npos) return amount;
    if (!text.ends_with(']')) return std::nullopt;
    amount.unit = parse_unit(text.substr(bracket + 1, text.size() - bracket - 2));
    return amount.unit ? std::optional(amount) : std::nullopt;
}

/// Checks one [[change]].
class ChangeReader {
public:
    ChangeReader(const Reading& reading, const Node& table) : reading_(reading), table_(table) {
        change_.pos = table.pos;
    }

    /// Nothing where it cannot be told what is changed, or how.
    std::optional<Change> read() {
        const int subject =
            only_one(kSubjects, Message::change_without_name, Message::change_two_names);
        const int verb = only_one(kVerbs, Message::change_without_verb, Message::change_two_verbs);
        read_origin();
        if (subject < 0 || verb < 0) return std::nullopt;
        change_.kind = static_cast<ChangeKind>(subject);
        change_.verb = static_cast<Verb>(verb);
        change_.name = text(table_, kSubjects[static_cast<std::size_t>(subject)]);
        if (const Node* name = find(table_, kSubjects[static_cast<std::size_t>(subject)]))
            change_.name_pos = inside(*name);
        change_.verb_pos = key_place(table_, verb_word(), table_.pos);
        if (!fits()) return std::nullopt;
        read_verb();
        read_only();
        check_reason();
        return std::move(change_);
    }

private:
    std::string_view verb_word() const { return to_string(change_.verb); }

    /// Place in `words` of the one key that is there; -1 and an error where none or several are.
    template <typename Words>
    int only_one(const Words& words, Message none, Message several) const {
        int found = -1;
        for (std::size_t at = 0; at < std::size(words); ++at) {
            if (!has(table_, words[at])) continue;
            if (found >= 0) {
                const std::string first(words[static_cast<std::size_t>(found)]);
                reading_.say(several, key_place(table_, words[at], table_.pos),
                             {first, std::string(words[at])});
                return -1;
            }
            found = static_cast<int>(at);
        }
        if (found < 0) reading_.say(none, table_.pos);
        return found;
    }

    /// Whether this verb can be done to what is named, and each key goes with the verb.
    bool fits() const {
        const bool prior = change_.verb == Verb::prior;
        const bool parameter = change_.kind == ChangeKind::parameter;
        const bool shift = change_.verb == Verb::shift;
        const std::string verb(verb_word());
        if (prior != parameter) {
            reading_.say(prior ? Message::change_prior_of_other : Message::change_of_parameter,
                         change_.verb_pos, {verb});
            return false;
        }
        if (shift && change_.kind != ChangeKind::lever) {
            reading_.say(Message::change_shift_of_other, change_.verb_pos);
            return false;
        }
        for (const std::string_view key : {"of", "years"})
            if (!shift && has(table_, key))
                reading_.say(Message::change_key_of_shift, key_place(table_, key, table_.pos),
                             {std::string(key), verb});
        if (shift && has(table_, "only"))
            reading_.say(Message::change_only_of_shift, key_place(table_, "only", table_.pos));
        return true;
    }

    void read_verb() {
        const Node* value = find(table_, verb_word());
        if (change_.verb == Verb::shift)
            read_shift(*value);
        else if (change_.verb == Verb::prior)
            change_.prior = formulas(*value);
        else
            change_.values = year_map(*value);
    }

    void read_shift(const Node& value) {
        change_.of =
            word<ShiftBase>(table_, "of", kShiftBases).value_or(ShiftBase::reference_total);
        change_.fractions = by_element(value);
        // A share that could not be read may be the one that is missing.
        if (change_.fractions.size() == value.members.size()) check_sum(value.pos);
        const Node* years = find(table_, "years");
        if (years == nullptr) return;
        const std::string span =
            years->is(NodeType::whole) ? std::to_string(years->whole) : years->text;
        if (const std::optional<YearSpan> read = parse_years(span))
            change_.years = YearRange{read->first, read->last, {}, years->pos};
    }

    /// Shares are numbers, amounts may have units; together they are zero.
    void check_sum(SourcePos pos) const {
        double sum = 0, largest = 1;
        std::optional<Unit> unit;
        bool first = true;
        for (const auto& [element, share] : change_.fractions) {
            const std::optional<Amount> amount = parse_amount(share.text);
            const bool share_with_unit = amount && amount->unit && change_.of != ShiftBase::amount;
            if (!amount || share_with_unit)
                return reading_.say(Message::shift_number, share.pos, {share.text});
            if (first) unit = amount->unit;
            first = false;
            const bool alike = unit.has_value() == amount->unit.has_value() &&
                               (!unit || unit->same_dimension(*amount->unit));
            if (!alike) return reading_.say(Message::shift_units, share.pos, {share.text});
            const double value = amount->value * (unit ? amount->unit->scale / unit->scale : 1);
            sum += value;
            largest = std::max(largest, std::abs(value));
        }
        if (std::abs(sum) <= kShiftSlack * largest) return;
        const double shown = std::round(sum / kShiftSlack) * kShiftSlack;
        reading_.say(Message::shift_sum, pos, {shortest(shown)});
    }

    void read_only() {
        const Node* only = find(table_, "only");
        if (only == nullptr) return;
        change_.only_pos = only->pos;
        for (const auto& [element, pos] : texts(*only)) {
            if (std::count(change_.only.begin(), change_.only.end(), element))
                reading_.say(Message::listed_twice, pos, {element});
            change_.only.push_back(element);
        }
    }

    void read_origin() {
        change_.provenance = {text(table_, "source"), text(table_, "assumption"), table_.pos};
        change_.why = local_text(table_, "why");
        if (has(table_, "source") && has(table_, "assumption"))
            reading_.say(Message::source_and_assumption, place(table_, "assumption", table_.pos));
    }

    void check_reason() const {
        const bool given = has(table_, "source") || has(table_, "assumption") || has(table_, "why");
        if (given || change_.kind == ChangeKind::lever) return;
        if (change_.verb == Verb::prior)
            reading_.say(Message::prior_without_source, change_.pos, {change_.name});
        else if (change_.verb != Verb::multiply)
            reading_.say(Message::path_without_source, change_.pos, {change_.name});
    }

    const Reading& reading_;
    const Node& table_;
    Change change_;
};

Scenario read_scenario(const Reading& reading, const Node& root) {
    Scenario scenario;
    scenario.id = text(root, "id");
    scenario.pos = place(root, "id", reading.start());
    if (scenario.id == "plan")
        reading.say(Message::scenario_named_plan, scenario.pos);
    else if (!scenario.id.empty())
        check_id(reading, scenario.id, scenario.pos);
    scenario.name = local_text(root, "name");
    scenario.extends = has(root, "extends") ? text(root, "extends") : "plan";
    scenario.extends_pos = place(root, "extends", scenario.pos);
    for (const Node& table : items(root, "change"))
        if (table.is(NodeType::table))
            if (std::optional<Change> change = ChangeReader(reading, table).read())
                scenario.changes.push_back(std::move(*change));
    return scenario;
}

}  // namespace
}  // namespace plancast::loader

namespace plancast {

Scenario load_scenario(const SourceSet& sources, int file, Diagnostics& diagnostics) {
    const loader::Reading reading{sources, file, diagnostics};
    const std::optional<loader::Node> root = loader::open_file(reading, FileKind::scenario);
    return root ? loader::read_scenario(reading, *root) : Scenario{};
}

}  // namespace plancast
