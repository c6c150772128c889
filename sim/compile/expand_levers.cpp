// SPDX-License-Identifier: Apache-2.0
// Paths and levers: what is given by year, what scenarios do to it, and the bounds it must keep.
#include <cmath>

#include "sim/base/messages.h"
#include "sim/base/require.h"
#include "sim/base/text.h"
#include "sim/compile/expander.h"

namespace plancast::compiler {
namespace {

using kernel::Op;

// A bound is kept where a value passes it by no more than rounding does.
constexpr double kBoundSlack = 1e-12;

const RangeCode* range_of(const std::vector<RangeCode>& ranges, int year) {
    for (const RangeCode& range : ranges)
        if (range.first <= year && year <= range.last) return &range;
    return nullptr;
}

}  // namespace

Value Expander::path(const EntryCode& code, int entry, const Frame& frame) {
    const int year = project_.model.baseline_year + frame.year;
    const RangeCode* range = range_of(code.path, year);
    const std::size_t n_changes = code_.changes[static_cast<std::size_t>(frame.scenario)].size();
    // The loader has seen to it that paths have no gaps.
    PLANCAST_REQUIRE(range != nullptr);
    return changed(entry, frame, expand(*range->at(frame.elements.front()), frame), n_changes);
}

/// `value` after the first `n_changes` changes of the scenario.
Value Expander::changed(int entry, const Frame& frame, Value value, std::size_t n_changes) {
    const std::vector<ChangeCode>& changes =
        code_.changes[static_cast<std::size_t>(frame.scenario)];
    const int year = project_.model.baseline_year + frame.year;
    const int element = frame.elements.front();
    for (std::size_t at = 0; at < n_changes && !absent(value); ++at) {
        const ChangeCode& change = changes[at];
        if (change.entry != entry || !change.touched[static_cast<std::size_t>(element)]) continue;
        if (change.change->verb == Verb::shift) {
            value = shift(change, frame, value, at);
            continue;
        }
        const RangeCode* range = range_of(change.values, year);
        const Node* tree = range == nullptr ? nullptr : range->at(element);
        if (tree == nullptr) continue;
        const Value by = expand(*tree, frame);
        if (absent(by)) return by;
        switch (change.change->verb) {
            case Verb::set:
                value = by;
                break;
            case Verb::add:
                value = graph_.apply(Op::add, value, by);
                break;
            default:
                value = graph_.apply(Op::mul, value, by);
                break;
        }
    }
    return value;
}

/// Moves a fraction of a total between the elements of a lever; `before` changes came earlier.
Value Expander::shift(const ChangeCode& change, const Frame& frame, Value value,
                      std::size_t before) {
    const int year = project_.model.baseline_year + frame.year;
    const std::optional<YearRange>& years = change.change->years;
    if (years && (year < years->first || year > years->last)) return value;
    const int element = frame.elements.front();
    const std::optional<Node>& fraction = change.fractions[static_cast<std::size_t>(element)];
    if (!fraction) return value;
    const Value moved = expand(*fraction, frame);
    if (change.change->of == ShiftBase::amount) return graph_.apply(Op::add, value, moved);
    const bool reference = change.change->of == ShiftBase::reference_total;
    Value total = kNoValue;
    for (int other = 0; other < code_.symbols.size_of(change.entry); ++other) {
        const Frame there{frame.scenario, frame.year, {other}};
        const Value given = expand(entry_code(change.entry).value.at(other), there);
        if (absent(given)) return given;
        const Value now = changed(change.entry, there, given, reference ? 0 : before);
        total = total == kNoValue ? now : graph_.apply(Op::add, total, now);
    }
    return graph_.apply(Op::fma, moved, total, value);
}

const Node* Expander::changed_prior(int entry, int element, int scenario) const {
    const Node* changed = nullptr;
    for (const ChangeCode& change : code_.changes[static_cast<std::size_t>(scenario)]) {
        const auto at = static_cast<std::size_t>(element);
        const bool touches = change.entry == entry && change.change->verb == Verb::prior &&
                             change.touched[at] && change.priors[at];
        if (touches) changed = &*change.priors[at];
    }
    return changed;
}

/// Where a scenario last changed an entry, or its definition.
SourcePos Expander::last_change(int entry, int scenario) const {
    SourcePos pos = entry_code(entry).entry->pos;
    for (const ChangeCode& change : code_.changes[static_cast<std::size_t>(scenario)])
        if (change.entry == entry) pos = change.change->verb_pos;
    return pos;
}

/// The number a lever or a path is; a message where it depends on anything random.
double Expander::given_constant(int entry, const Frame& frame, Value value) {
    if (graph_.is_constant(value)) return graph_.constant_of(value);
    const SourcePos pos = last_change(entry, frame.scenario);
    if (reported_.first(pos))
        diagnostics_.add(Message::given_is_random, pos,
                         {code_.symbols.scalar_name(entry, frame.elements.front())});
    return 0;
}

double Expander::cost(int year, int scenario) {
    double sum = 0;
    for (std::size_t entry = 0; entry < code_.entries.size(); ++entry) {
        const EntryCode& code = code_.entries[entry];
        if (code.entry->kind != EntryKind::lever || code.cost.empty()) continue;
        for (int element = 0; element < code_.symbols.size_of(static_cast<int>(entry)); ++element) {
            const Frame frame{scenario, year, {element}};
            const Value value = expand(code.cost.at(element), frame);
            if (absent(value)) {
                report_absent();
                continue;
            }
            sum += given_constant(static_cast<int>(entry), frame, value);
        }
    }
    return sum;
}

void Expander::check_levers(int scenario) {
    for (std::size_t entry = 0; entry < code_.entries.size(); ++entry) {
        const EntryCode& code = code_.entries[entry];
        const EntryKind kind = code.entry->kind;
        if (kind != EntryKind::lever && kind != EntryKind::exogenous) continue;
        for (int element = 0; element < code_.symbols.size_of(static_cast<int>(entry)); ++element)
            for (int year = 0; year < n_years_; ++year)
                check_lever(code, static_cast<int>(entry), {scenario, year, {element}});
    }
}

void Expander::check_lever(const EntryCode& code, int entry, const Frame& frame) {
    const Value given = scalar_or_absent(entry, frame.elements.front(), frame.year, frame.scenario);
    if (given == kNoValue) return;
    const double value = given_constant(entry, frame, given);
    const SourcePos pos = last_change(entry, frame.scenario);
    const std::string year = std::to_string(project_.model.baseline_year + frame.year);
    const std::string name = code_.symbols.scalar_name(entry, frame.elements.front());
    const std::string& scenario = project_.scenarios[static_cast<std::size_t>(frame.scenario)].id;
    if (!std::isfinite(value)) {
        if (reported_.first(pos))
            diagnostics_.add(Message::given_not_finite, pos, {name, year, scenario});
        return;
    }
    check_bound(code.min, true, entry, frame, value);
    check_bound(code.max, false, entry, frame, value);
    if (code.entry->allowed.empty()) return;
    std::string listed;
    for (const double allowed : code.entry->allowed) {
        if (value == allowed) return;
        listed += (listed.empty() ? "" : ", ") + shortest(allowed);
    }
    if (reported_.first(pos))
        diagnostics_.add(Message::lever_not_allowed, pos,
                         {name, shortest(value), year, scenario, listed});
}

void Expander::check_bound(const FormulaCode& bound, bool is_minimum, int entry, const Frame& frame,
                           double value) {
    if (bound.empty()) return;
    const Value limit_value = expand(bound.at(frame.elements.front()), frame);
    if (absent(limit_value)) return report_absent();
    const double limit = given_constant(entry, frame, limit_value);
    const double slack = kBoundSlack * std::abs(limit);
    if (is_minimum ? value >= limit - slack : value <= limit + slack) return;
    const SourcePos pos = last_change(entry, frame.scenario);
    if (!reported_.first(pos)) return;
    const Entry& lever = *entry_code(entry).entry;
    diagnostics_.add(is_minimum ? Message::lever_below_min : Message::lever_above_max, pos,
                     {code_.symbols.scalar_name(entry, frame.elements.front()), shortest(value),
                      std::to_string(project_.model.baseline_year + frame.year),
                      project_.scenarios[static_cast<std::size_t>(frame.scenario)].id,
                      shortest(limit) + (lever.unit_text == "1" ? "" : " " + lever.unit_text)});
}

}  // namespace plancast::compiler
