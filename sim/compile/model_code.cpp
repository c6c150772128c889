// SPDX-License-Identifier: Apache-2.0
#include "sim/compile/model_code.h"

#include <algorithm>
#include <map>

#include "sim/base/messages.h"
#include "sim/base/text.h"
#include "sim/compile/check.h"
#include "sim/compile/functions.h"

namespace plancast::compiler {
namespace {

const Unit kPure;

/// Checks the formulas of one model, entry by entry.
class ModelChecker {
public:
    ModelChecker(const Project& project, ModelCode& code, Diagnostics& diagnostics)
        : project_(project),
          code_(code),
          diagnostics_(diagnostics),
          checker_(code.symbols, diagnostics) {}

    void run() {
        for (const Entry& entry : project_.model.entries)
            code_.entries.push_back(entry_code(entry, code_.symbols.entry(entry.id)));
        for (const Structure& structure : project_.model.structures)
            structure_code(structure);
        for (const Scenario& scenario : project_.scenarios)
            scenario_code(scenario);
    }

private:
    Place place_of(const Entry& entry, int number) const {
        Place place;
        place.entry = number;
        place.index_variable = entry.over_variable;
        place.set = code_.symbols.set_of(number);
        place.yearly = entry.kind != EntryKind::parameter && entry.kind != EntryKind::constant;
        place.constants_only = entry.kind == EntryKind::constant;
        return place;
    }

    /// Every formula of a key, one tree for all elements or one each, in the order of the set.
    template <typename CheckOne>
    FormulaCode formulas(const Formulas& formulas, const Place& place, CheckOne check_one) {
        FormulaCode code;
        const auto add = [&](const Formula& formula, int element) {
            Place here = place;
            here.element = element;
            if (std::optional<Node> tree = check_one(formula, here))
                code.trees.push_back(std::move(*tree));
        };
        if (formulas.common) {
            add(*formulas.common, -1);
            return code;
        }
        if (formulas.by_element.empty()) return code;
        if (place.set < 0) {
            diagnostics_.add(Message::elements_of_scalar, formulas.pos, {entry_id(place)});
            return code;
        }
        const std::vector<std::string>& elements = code_.symbols.index_set(place.set).elements;
        std::vector<const Formula*> ordered(elements.size(), nullptr);
        for (std::size_t given = 0; given < formulas.by_element.size(); ++given) {
            const auto& [name, formula] = formulas.by_element[given];
            const int element =
                name.empty() ? static_cast<int>(given) : code_.symbols.element(place.set, name);
            if (element >= 0 && element < static_cast<int>(ordered.size()))
                ordered[static_cast<std::size_t>(element)] = &formula;
            else
                diagnostics_.add(
                    Message::unknown_element, formula.pos,
                    {name.empty() ? std::to_string(given + 1) : name,
                     code_.symbols.index_set(place.set).id, nearest_name(name, elements)});
        }
        for (std::size_t element = 0; element < ordered.size(); ++element)
            if (ordered[element] == nullptr)
                diagnostics_.add(Message::element_missing, formulas.pos,
                                 {entry_id(place), elements[element]});
        for (std::size_t element = 0; element < ordered.size(); ++element)
            if (ordered[element] != nullptr) add(*ordered[element], static_cast<int>(element));
        // A part with a mistake is left out; an error was added, so the rest is never expanded.
        if (code.trees.size() != ordered.size()) code.trees.clear();
        return code;
    }

    std::string entry_id(const Place& place) const {
        return place.entry < 0 ? ""
                               : project_.model.entries[static_cast<std::size_t>(place.entry)].id;
    }

    FormulaCode values(const Formulas& given, const Place& place, const Entry& entry) {
        return formulas(given, place, [&](const Formula& formula, const Place& here) {
            return checker_.formula(formula, here, entry.unit, entry.unit_text);
        });
    }

    FormulaCode values(const std::optional<Formulas>& given, const Place& place,
                       const Entry& entry) {
        return given ? values(*given, place, entry) : FormulaCode{};
    }

    FormulaCode distributions(const Formulas& given, const Place& place, const Entry& entry) {
        return formulas(given, place, [&](const Formula& formula, const Place& here) {
            return checker_.distribution(formula, here, entry.unit, entry.unit_text);
        });
    }

    EntryCode entry_code(const Entry& entry, int number) {
        EntryCode code;
        code.entry = &entry;
        Place place = place_of(entry, number);
        Place given = place;
        given.given = true;
        switch (entry.kind) {
            case EntryKind::constant:
                code.value = values(entry.value, given, entry);
                break;
            case EntryKind::exogenous:
                code.path = path_code(entry.path, given, entry);
                break;
            case EntryKind::lever:
                code.value = values(entry.value, given, entry);
                code.min = values(entry.min, given, entry);
                code.max = values(entry.max, given, entry);
                code.cost = cost_code(entry, place);
                break;
            case EntryKind::parameter:
                if (const Formulas* prior = chosen_prior(entry))
                    code.value = distributions(*prior, place, entry);
                break;
            case EntryKind::draw:
                code.value = distributions(entry.value, place, entry);
                break;
            case EntryKind::equation:
                code.value = values(entry.value, place, entry);
                break;
        }
        code.init = values(entry.init, place, entry);
        code.before = values(entry.before, place, entry);
        if (entry.integer) prove_integer(entry, code);
        if (entry.within) within_code(entry, given, code);
        return code;
    }

    /// The newest prior that is not later than the batch's vintage.
    const Formulas* chosen_prior(const Entry& entry) {
        const Formulas* chosen = nullptr;
        for (const VintagePrior& prior : entry.priors)
            if (prior.vintage <= project_.batch.design.prior_vintage) chosen = &prior.prior;
        if (chosen == nullptr && !entry.priors.empty())
            diagnostics_.add(Message::no_prior_of_vintage, entry.pos,
                             {entry.id, std::to_string(project_.batch.design.prior_vintage),
                              std::to_string(entry.priors.front().vintage)});
        return chosen;
    }

    /// A cost may be in any unit of money, or of money per year.
    FormulaCode cost_code(const Entry& entry, const Place& place) {
        if (!entry.cost) return {};
        const Unit money = *parse_unit("亿元/yr");
        return formulas(*entry.cost, place, [&](const Formula& formula, const Place& here) {
            return checker_.formula(formula, here, money, "亿元/yr");
        });
    }

    void within_code(const Entry& entry, const Place& place, EntryCode& code) {
        const auto bound = [&](const Formula& formula) {
            FormulaCode side;
            if (formula.text == "inf" || formula.text == "+inf" || formula.text == "-inf")
                return side;
            if (std::optional<Node> tree =
                    checker_.formula(formula, place, entry.unit, entry.unit_text))
                side.trees.push_back(std::move(*tree));
            return side;
        };
        code.within_lo = bound(entry.within->first);
        code.within_hi = bound(entry.within->second);
        for (const Node& tree : code.value.trees) {
            const bool refused = tree.name == "dirichlet" || tree.name == "bernoulli";
            if (refused) diagnostics_.add(Message::within_refused, entry.within_pos, {tree.name});
        }
    }

    void prove_integer(const Entry& entry, const EntryCode& code) {
        for (const FormulaCode* part : {&code.value, &code.init, &code.before})
            for (const Node& tree : part->trees)
                if (!tree.integer)
                    diagnostics_.add(Message::not_proved_integer, tree.pos, {entry.id});
    }

    std::vector<RangeCode> path_code(const YearMap& path, const Place& place, const Entry& entry) {
        std::vector<RangeCode> ranges;
        const auto add = [&](int first, int last, const Formulas& formulas) {
            RangeCode range{first, last, {}};
            for (Node& tree : values(formulas, place, entry).trees)
                range.trees.emplace_back(std::move(tree));
            if (!range.trees.empty()) ranges.push_back(std::move(range));
        };
        for (const YearRange& range : path.ranges)
            add(range.first, range.last, range.value);
        if (path.otherwise) add(0, kOpenYear, *path.otherwise);
        return ranges;
    }

    void structure_code(const Structure& structure) {
        std::vector<std::optional<EntryCode>> replaced(code_.entries.size());
        for (const Entry& entry : structure.equations) {
            const int number = code_.symbols.entry(entry.id);
            if (number < 0) continue;  // load has reported it
            replaced[static_cast<std::size_t>(number)] = entry_code(entry, number);
        }
        code_.replaced.push_back(std::move(replaced));
    }

    void scenario_code(const Scenario& scenario) {
        std::vector<const Scenario*> chain;
        for (const Scenario* at = &scenario; at != nullptr; at = find_scenario(at->extends)) {
            if (std::find(chain.begin(), chain.end(), at) != chain.end())
                break;  // load has reported the circle
            chain.push_back(at);
        }
        std::vector<ChangeCode> changes;
        for (auto at = chain.rbegin(); at != chain.rend(); ++at)
            for (const Change& change : (*at)->changes)
                if (code_.symbols.entry(change.name) >= 0) changes.push_back(change_code(change));
        for (const Change& change : project_.settings)
            if (code_.symbols.entry(change.name) >= 0) changes.push_back(change_code(change));
        code_.changes.push_back(std::move(changes));
    }

    const Scenario* find_scenario(const std::string& id) const {
        for (const Scenario& scenario : project_.scenarios)
            if (scenario.id == id) return &scenario;
        return nullptr;
    }

    ChangeCode change_code(const Change& change) {
        ChangeCode code;
        code.change = &change;
        code.entry = code_.symbols.entry(change.name);
        const Entry& entry = project_.model.entries[static_cast<std::size_t>(code.entry)];
        const int size = code_.symbols.size_of(code.entry);
        const int set = code_.symbols.set_of(code.entry);
        code.touched.assign(static_cast<std::size_t>(size), change.only.empty());
        for (const std::string& name : change.only)
            if (const int element = code_.symbols.element(set, name); element >= 0)
                code.touched[static_cast<std::size_t>(element)] = true;
        Place place = place_of(entry, code.entry);
        place.given = true;
        if (change.verb == Verb::prior) {
            prior_code(change.prior, place, entry, code);
            return code;
        }
        if (change.verb == Verb::shift) {
            shift_code(change, entry, place, code);
            return code;
        }
        Entry measured = entry;
        if (change.verb == Verb::multiply) {
            measured.unit = kPure;
            measured.unit_text = "1";
        }
        const auto add = [&](int first, int last, const Formulas& formulas) {
            code.values.push_back(range_code(first, last, formulas, place, measured));
        };
        for (const YearRange& range : change.values.ranges)
            add(range.first, range.last, range.value);
        if (change.values.otherwise) add(0, kOpenYear, *change.values.otherwise);
        return code;
    }

    /// A verb may name some elements only; the others keep their value.
    RangeCode range_code(int first, int last, const Formulas& given, const Place& place,
                         const Entry& entry) {
        RangeCode range{first, last, {}};
        if (given.common) {
            range.trees.push_back(
                checker_.formula(*given.common, place, entry.unit, entry.unit_text));
            return range;
        }
        range.trees.resize(static_cast<std::size_t>(code_.symbols.size_of(place.entry)));
        for (std::size_t at = 0; at < given.by_element.size(); ++at) {
            const auto& [name, formula] = given.by_element[at];
            const int element =
                name.empty() ? static_cast<int>(at) : code_.symbols.element(place.set, name);
            if (element < 0 || element >= static_cast<int>(range.trees.size())) continue;
            Place here = place;
            here.element = element;
            range.trees[static_cast<std::size_t>(element)] =
                checker_.formula(formula, here, entry.unit, entry.unit_text);
        }
        return range;
    }

    void prior_code(const Formulas& given, const Place& place, const Entry& entry,
                    ChangeCode& code) {
        code.priors.resize(code.touched.size());
        const auto add = [&](const Formula& formula, std::size_t element) {
            Place here = place;
            here.given = false;
            code.priors[element] =
                checker_.distribution(formula, here, entry.unit, entry.unit_text);
        };
        if (given.common) {
            add(*given.common, 0);
            for (std::size_t element = 1; element < code.priors.size(); ++element)
                code.priors[element] = code.priors.front();
        }
        for (std::size_t at = 0; at < given.by_element.size(); ++at) {
            const std::string& name = given.by_element[at].first;
            const int element =
                name.empty() ? static_cast<int>(at) : code_.symbols.element(place.set, name);
            if (element >= 0 && element < static_cast<int>(code.priors.size()))
                add(given.by_element[at].second, static_cast<std::size_t>(element));
        }
    }

    void shift_code(const Change& change, const Entry& entry, const Place& place,
                    ChangeCode& code) {
        code.fractions.resize(code.touched.size());
        const bool amount = change.of == ShiftBase::amount;
        for (const auto& [name, formula] : change.fractions) {
            const int element = code_.symbols.element(place.set, name);
            if (element < 0) continue;
            code.fractions[static_cast<std::size_t>(element)] = checker_.formula(
                formula, place, amount ? entry.unit : kPure, amount ? entry.unit_text : "1");
        }
    }

    const Project& project_;
    ModelCode& code_;
    Diagnostics& diagnostics_;
    Checker checker_;
};

/// Marks every entry a tree reads.
void mark_reads(const Node& node, std::vector<bool>& read) {
    if (node.kind == NodeKind::read && node.entry >= 0)
        read[static_cast<std::size_t>(node.entry)] = true;
    for (const Node& arg : node.args)
        mark_reads(arg, read);
}

}  // namespace

ModelCode check_model(const Project& project, Diagnostics& diagnostics) {
    ModelCode code(project.model);
    ModelChecker(project, code, diagnostics).run();
    correlate(project.model, code, diagnostics);
    return code;
}

void mark_reads(const EntryCode& code, std::vector<bool>& read) {
    for (const FormulaCode* part : {&code.value, &code.init, &code.before, &code.min, &code.max,
                                    &code.cost, &code.within_lo, &code.within_hi})
        for (const Node& tree : part->trees)
            mark_reads(tree, read);
    for (const RangeCode& range : code.path)
        for (const std::optional<Node>& tree : range.trees)
            if (tree) mark_reads(*tree, read);
}

void warn_unused(const Project& project, const ModelCode& code, Diagnostics& diagnostics) {
    std::vector<bool> read(code.entries.size(), false);
    for (const EntryCode& entry : code.entries)
        mark_reads(entry, read);
    for (const auto& structure : code.replaced)
        for (const std::optional<EntryCode>& entry : structure)
            if (entry) mark_reads(*entry, read);
    for (const auto& scenario : code.changes)
        for (const ChangeCode& change : scenario)
            for (const RangeCode& range : change.values)
                for (const std::optional<Node>& tree : range.trees)
                    if (tree) mark_reads(*tree, read);
    Diagnostics ignored;
    Checker checker(code.symbols, ignored);
    for (const Provided& provided : project.model.provides)
        for (const std::optional<Formula>* formula : {&provided.latent, &provided.reported})
            if (*formula)
                if (const auto reference = checker.reference(**formula))
                    read[static_cast<std::size_t>(reference->entry)] = true;
    for (const auto* kept : {&project.batch.store.runs, &project.batch.store.summary})
        for (const auto& [text, pos] : *kept)
            if (const auto reference = checker.reference({text, pos}))
                read[static_cast<std::size_t>(reference->entry)] = true;
    // Without a plan, every equation is a result.
    for (std::size_t entry = 0; entry < read.size(); ++entry) {
        const Entry& named = project.model.entries[entry];
        const bool result = !project.has_plan &&
                            (named.kind == EntryKind::equation || named.kind == EntryKind::draw);
        if (!read[entry] && !result) diagnostics.add(Message::unused_name, named.pos, {named.id});
    }
}

}  // namespace plancast::compiler
