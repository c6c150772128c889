// SPDX-License-Identifier: Apache-2.0
#include "sim/compile/check.h"

#include <algorithm>
#include <cmath>

#include "sim/base/messages.h"
#include "sim/base/text.h"
#include "sim/compile/functions.h"
#include "sim/compile/lexer.h"
#include "sim/compile/parser.h"
#include "sim/compile/walker.h"

namespace plancast::compiler {
namespace {

bool is_whole(double value) {
    return std::isfinite(value) && value == std::floor(value);
}

/// True where every formula is a number that is whole.
bool all_whole(const Formulas& formulas) {
    const auto whole = [](const Formula& formula) {
        double value = 0;
        return parse_number(formula.text, value) && is_whole(value);
    };
    if (formulas.common) return whole(*formulas.common);
    return std::all_of(formulas.by_element.begin(), formulas.by_element.end(),
                       [&](const auto& pair) { return whole(pair.second); });
}

/// True where every formula starts with the name of a distribution of whole numbers.
bool all_discrete(const Formulas& formulas) {
    const auto discrete = [](const Formula& formula) {
        const std::string name = formula.text.substr(0, formula.text.find('('));
        const DistributionInfo* info = find_distribution(name);
        return info != nullptr && info->discrete;
    };
    if (formulas.common) return discrete(*formulas.common);
    return std::all_of(formulas.by_element.begin(), formulas.by_element.end(),
                       [&](const auto& pair) { return discrete(pair.second); });
}

}  // namespace

bool entry_is_integer(const Entry& entry) {
    switch (entry.kind) {
        case EntryKind::constant:
            return all_whole(entry.value);
        case EntryKind::lever:
            return !entry.allowed.empty() &&
                   std::all_of(entry.allowed.begin(), entry.allowed.end(), is_whole);
        case EntryKind::parameter:
            return !entry.priors.empty() &&
                   std::all_of(entry.priors.begin(), entry.priors.end(),
                               [](const VintagePrior& prior) { return all_discrete(prior.prior); });
        case EntryKind::draw:
            return all_discrete(entry.value);
        case EntryKind::exogenous:
            return false;
        case EntryKind::equation:
            return entry.integer;
    }
    return false;
}

std::optional<Node> Checker::formula(const Formula& formula, const Place& place, const Unit& unit,
                                     const std::string& unit_text) {
    std::optional<Node> node = parse(formula, diagnostics_);
    if (!node) return std::nullopt;
    Walker walker(symbols_, diagnostics_, formula, place);
    walker.check(*node);
    walker.assign(*node, unit, unit_text);
    return walker.failed() ? std::nullopt : std::move(node);
}

std::optional<Node> Checker::distribution(const Formula& formula, const Place& place,
                                          const Unit& unit, const std::string& unit_text) {
    std::optional<Node> node = parse(formula, diagnostics_);
    if (!node) return std::nullopt;
    Walker walker(symbols_, diagnostics_, formula, place);
    walker.check_distribution(*node, unit, unit_text);
    return walker.failed() ? std::nullopt : std::move(node);
}

std::optional<Checker::Reference> Checker::reference(const Formula& formula) {
    const std::optional<Node> node = parse(formula, diagnostics_);
    if (!node) return std::nullopt;
    if (node->kind != NodeKind::read || node->time) {
        diagnostics_.add(Message::bad_reference, node->pos, {formula.text});
        return std::nullopt;
    }
    Reference found;
    found.entry = symbols_.entry(node->name);
    if (found.entry < 0) {
        diagnostics_.add(Message::unknown_name, node->pos,
                         {node->name, nearest_name(node->name, symbols_.entry_names())});
        return std::nullopt;
    }
    if (!node->element) return found;
    const int set = symbols_.set_of(found.entry);
    found.element = node->element->map.empty() ? symbols_.element(set, node->element->name) : -1;
    if (found.element >= 0) return found;
    if (set < 0)
        diagnostics_.add(Message::index_on_scalar, node->element->pos, {node->name});
    else
        diagnostics_.add(Message::unknown_element, node->element->pos,
                         {node->element->name, symbols_.index_set(set).id,
                          nearest_name(node->element->name, symbols_.index_set(set).elements)});
    return std::nullopt;
}

}  // namespace plancast::compiler
