// SPDX-License-Identifier: Apache-2.0
#include "sim/load/project_check.h"

#include <algorithm>
#include <array>
#include <map>

#include "sim/base/messages.h"
#include "sim/load/names.h"

namespace plancast::loader {
namespace {

// In the order of the enumerators of EntryKind.
constexpr std::array<std::string_view, 6> kTables = {"constant",  "exogenous", "lever",
                                                     "parameter", "draw",      "equation"};

EntryKind entry_kind(ChangeKind kind) {
    switch (kind) {
        case ChangeKind::lever:
            return EntryKind::lever;
        case ChangeKind::exogenous:
            return EntryKind::exogenous;
        case ChangeKind::parameter:
            break;
    }
    return EntryKind::parameter;
}

/// Compares one change with the entry it names.
class ChangeChecker {
public:
    ChangeChecker(const Entry& entry, const IndexSet* set, const Change& change,
                  Diagnostics& diagnostics)
        : entry_(entry), set_(set), change_(change), diagnostics_(diagnostics) {
        if (set != nullptr)
            for (const std::string& element : set->elements)
                elements_.add(element);
    }

    void check() {
        if (!change_.only.empty() && set_ == nullptr)
            diagnostics_.add(Message::change_only_of_scalar, change_.only_pos, {entry_.id});
        for (const std::string& element : change_.only)
            if (set_ != nullptr) check_element(element, change_.only_pos);
        if (change_.verb == Verb::shift) {
            check_shift();
        } else if (change_.verb == Verb::prior) {
            check_formulas(change_.prior);
        } else {
            for (const YearRange& range : change_.values.ranges)
                check_formulas(range.value);
            if (change_.values.otherwise) check_formulas(*change_.values.otherwise);
        }
    }

private:
    void check_element(const std::string& element, SourcePos pos) {
        if (!elements_.contains(element))
            diagnostics_.add(Message::unknown_element, pos,
                             {element, set_->id, elements_.nearest(diagnostics_, element)});
    }

    void check_shift() {
        if (set_ == nullptr)
            return diagnostics_.add(Message::elements_of_scalar, change_.verb_pos, {entry_.id});
        for (const auto& [element, share] : change_.fractions)
            check_element(element, share.pos);
    }

    /// By element, or one for each in their order.
    void check_formulas(const Formulas& formulas) {
        if (formulas.by_element.empty()) return;
        if (set_ == nullptr)
            return diagnostics_.add(Message::elements_of_scalar, formulas.pos, {entry_.id});
        if (formulas.by_element.front().first.empty()) {
            const std::size_t given = formulas.by_element.size();
            if (given != set_->elements.size())
                diagnostics_.add(Message::list_length, formulas.pos,
                                 {set_->id, std::to_string(set_->elements.size()), entry_.id,
                                  std::to_string(given)});
            return;
        }
        for (const auto& [element, formula] : formulas.by_element)
            check_element(element, formula.pos);
    }

    const Entry& entry_;
    const IndexSet* set_;
    const Change& change_;
    Diagnostics& diagnostics_;
    KnownNames elements_;
};

/// A warning where a change speaks of years the model does not have.
void check_years(const Model& model, const Change& change, Diagnostics& diagnostics) {
    std::vector<YearRange> ranges = change.values.ranges;
    if (change.years) ranges.push_back(*change.years);
    for (const YearRange& range : ranges)
        if (model.last_year > 0 &&
            (range.first > model.last_year || range.last < model.baseline_year))
            diagnostics.add(Message::change_outside_years, range.pos,
                            {std::to_string(model.baseline_year), std::to_string(model.last_year)});
}

/// The ids from `start` along `extends`, until one comes again or there is no further.
std::vector<std::size_t> chain_of(const std::vector<Scenario>& scenarios,
                                  const std::map<std::string, std::size_t>& places,
                                  std::size_t start) {
    std::vector<std::size_t> chain = {start};
    while (true) {
        const auto next = places.find(scenarios[chain.back()].extends);
        if (next == places.end()) return chain;
        const bool again = std::find(chain.begin(), chain.end(), next->second) != chain.end();
        chain.push_back(next->second);
        if (again) return chain;
    }
}

}  // namespace

void check_changes(const Model& model, const std::vector<Change>& changes,
                   Diagnostics& diagnostics) {
    std::map<std::string, const Entry*> entries;
    std::array<KnownNames, kTables.size()> names;
    for (const Entry& entry : model.entries) {
        entries.emplace(entry.id, &entry);
        names[static_cast<std::size_t>(entry.kind)].add(entry.id);
    }
    std::map<std::string, const IndexSet*> sets;
    for (const IndexSet& set : model.indexes)
        sets.emplace(set.id, &set);
    for (const Change& change : changes) {
        if (change.name.empty()) continue;
        const auto kind = static_cast<std::size_t>(entry_kind(change.kind));
        const auto found = entries.find(change.name);
        if (found == entries.end()) {
            diagnostics.add(Message::change_unknown_name, change.name_pos,
                            {std::string(kTables[kind]), change.name,
                             names[kind].nearest(diagnostics, change.name)});
            continue;
        }
        const Entry& entry = *found->second;
        if (const auto actual = static_cast<std::size_t>(entry.kind); actual != kind) {
            diagnostics.add(
                Message::change_other_kind, change.name_pos,
                {change.name, std::string(kTables[kind]), std::string(kTables[actual])});
            continue;
        }
        const auto set = sets.find(entry.over_set);
        ChangeChecker(entry, set == sets.end() ? nullptr : set->second, change, diagnostics)
            .check();
        check_years(model, change, diagnostics);
    }
}

void check_scenarios(std::vector<Scenario>& scenarios, const SourceSet& sources,
                     Diagnostics& diagnostics) {
    std::map<std::string, std::size_t> places;
    KnownNames names;
    names.add("plan");
    for (std::size_t at = 0; at < scenarios.size(); ++at) {
        const auto [found, fresh] = places.emplace(scenarios[at].id, at);
        names.add(scenarios[at].id);
        // An empty id, and a file that calls itself `plan`, were reported where they stand.
        const bool reported = scenarios[at].id.empty() || scenarios[at].id == "plan";
        if (!fresh && !reported)
            diagnostics.add(Message::scenario_twice, scenarios[at].pos,
                            {scenarios[at].id, sources.name(scenarios[found->second].pos.file)});
    }
    for (std::size_t at = 0; at < scenarios.size(); ++at) {
        Scenario& scenario = scenarios[at];
        if (!scenario.extends.empty() && !names.contains(scenario.extends))
            diagnostics.add(Message::scenario_unknown, scenario.extends_pos,
                            {scenario.extends, names.nearest(diagnostics, scenario.extends)});
        const std::vector<std::size_t> chain = chain_of(scenarios, places, at);
        if (chain.size() < 2 || chain.front() != chain.back()) continue;
        std::string shown;
        for (const std::size_t place : chain)
            shown += (shown.empty() ? "" : " -> ") + scenarios[place].id;
        diagnostics.add(Message::scenario_circle, scenario.extends_pos, {shown});
        // The circle is cut, so that it is reported once.
        scenario.extends.clear();
    }
}

}  // namespace plancast::loader
