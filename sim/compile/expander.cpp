// SPDX-License-Identifier: Apache-2.0
// Which definition gives a value: the baseline year, earlier years, circles.
#include "sim/compile/expander.h"

#include <algorithm>

#include "sim/base/messages.h"
#include "sim/base/require.h"
#include "sim/kernel/kernel.h"

namespace plancast::compiler {
namespace {

std::size_t at(int number) {
    return static_cast<std::size_t>(number);
}

}  // namespace

bool Reported::first(SourcePos pos) {
    if (std::find(places_.begin(), places_.end(), pos) != places_.end()) return false;
    places_.push_back(pos);
    return true;
}

Expander::Expander(const Project& project, const ModelCode& code, int structure, Graph& graph,
                   Reported& reported, Diagnostics& diagnostics)
    : project_(project),
      code_(code),
      structure_(structure),
      graph_(graph),
      reported_(reported),
      diagnostics_(diagnostics),
      n_years_(project.model.last_year - project.model.baseline_year + 1) {
    const Symbols& symbols = code.symbols;
    memo_.assign(project.scenarios.size() * at(n_years_) * at(symbols.n_scalars()), kNoValue);
    dim_first_.assign(at(symbols.n_scalars()), -1);
    // Parameters come first, in the order of the file, whether anything reads them or not: their
    // numbers are the dimensions of a Sobol sequence, which must not move when a model grows at its
    // end.
    for (const EntryKind kind : {EntryKind::parameter, EntryKind::draw})
        for (std::size_t entry = 0; entry < project.model.entries.size(); ++entry) {
            if (project.model.entries[entry].kind != kind) continue;
            const int number = static_cast<int>(entry);
            for (int element = 0; element < symbols.size_of(number); ++element) {
                dim_first_[at(symbols.first_scalar(number) + element)] =
                    static_cast<int>(dims_.size());
                const std::string name = symbols.scalar_name(number, element);
                const bool yearly = kind == EntryKind::draw;
                for (int year = yearly ? 1 : 0; year < (yearly ? n_years_ : 1); ++year)
                    dims_.push_back({name, kernel::name_hash(name), year});
            }
        }
}

const EntryCode& Expander::entry_code(int entry) const {
    if (structure_ >= 0)
        if (const auto& replaced = code_.replaced[at(structure_)][at(entry)]) return *replaced;
    return code_.entries[at(entry)];
}

Value& Expander::memo(int entry, int element, int year, int scenario) {
    const std::size_t scalar = at(code_.symbols.first_scalar(entry) + element);
    return memo_[(at(scenario) * at(n_years_) + at(year)) * at(code_.symbols.n_scalars()) + scalar];
}

Value Expander::scalar_or_absent(int entry, int element, int year, int scenario) {
    const EntryKind kind = entry_code(entry).entry->kind;
    // Constants and parameters have one value; it is kept under the baseline year.
    if (kind == EntryKind::constant || kind == EntryKind::parameter) year = 0;
    if (year < 0) {
        const EntryCode& code = entry_code(entry);
        if (code.before.empty()) return kNoValue;
        Frame frame{scenario, year, {element}};
        const Value value = expand(code.before.at(element), frame);
        return absent(value) ? kNoValue : value;
    }
    Value& known = memo(entry, element, year, scenario);
    if (known == kAbsent) return kNoValue;
    if (known == kInProgress) {
        report_circle(entry, element, year);
        return graph_.constant(1);
    }
    if (known != kNoValue) return known;
    known = kInProgress;
    stack_.push_back({entry, element, year});
    const Value value = define(entry, element, year, scenario);
    stack_.pop_back();
    memo(entry, element, year, scenario) = value;
    return absent(value) ? kNoValue : value;
}

Value Expander::define(int entry, int element, int year, int scenario) {
    const EntryCode& code = entry_code(entry);
    const Frame frame{scenario, year, {element}};
    switch (code.entry->kind) {
        case EntryKind::constant:
            return expand(code.value.at(element), frame);
        case EntryKind::exogenous:
            return path(code, entry, frame);
        case EntryKind::lever:
            return changed(entry, frame, expand(code.value.at(element), frame),
                           code_.changes[at(scenario)].size());
        case EntryKind::parameter:
            return define_random(code, entry, frame);
        case EntryKind::draw:
            return year == 0 ? baseline(code, frame, false) : define_random(code, entry, frame);
        case EntryKind::equation:
            break;
    }
    if (year == 0) return baseline(code, frame, true);
    const Value value = expand(code.value.at(element), frame);
    if (!absent(value)) return value;
    report_absent();
    return graph_.constant(1);
}

Value Expander::define_random(const EntryCode& code, int entry, const Frame& frame) {
    const int element = frame.elements.front();
    const Node* changed = changed_prior(entry, element, frame.scenario);
    const Node& dist = changed != nullptr ? *changed : code.value.at(element);
    const Value value = draw(dist, code, entry, frame);
    if (!absent(value)) return value;
    report_absent();
    return graph_.constant(1);
}

/// `init`, else the equation if all it reads is there, else `before`, else absent.
Value Expander::baseline(const EntryCode& code, const Frame& frame, bool try_equation) {
    const int element = frame.elements.front();
    Value value = kAbsent;
    if (!code.init.empty()) {
        value = expand(code.init.at(element), frame);
        if (!absent(value)) return value;
        report_absent();
        return graph_.constant(1);
    }
    if (try_equation) value = expand(code.value.at(element), frame);
    if (absent(value) && !code.before.empty()) value = expand(code.before.at(element), frame);
    return value;
}

void Expander::report_circle(int entry, int element, int year) {
    const auto same = [&](const Step& step) {
        return step.entry == entry && step.element == element && step.year == year;
    };
    const auto first = std::find_if(stack_.begin(), stack_.end(), same);
    std::string circle;
    for (auto step = first; step != stack_.end(); ++step)
        circle += code_.symbols.scalar_name(step->entry, step->element) + " -> ";
    circle += code_.symbols.scalar_name(entry, element);
    // One message for a circle, whichever of its names it was entered by.
    bool known = false;
    for (auto step = first; step != stack_.end(); ++step)
        known = !reported_.first(entry_code(step->entry).entry->pos) || known;
    if (!known)
        diagnostics_.add(Message::circle_within_year, entry_code(entry).entry->pos, {circle});
}

void Expander::report_absent() {
    const AbsentRead& read = absent_read_;
    if (read.entry < 0 || !reported_.first(read.pos)) return;
    // A bound or a cost is read by no scalar; it then counts as its own reader.
    const Step reader =
        stack_.empty() ? Step{read.entry, read.element, std::max(0, read.year)} : stack_.back();
    const int base = project_.model.baseline_year;
    const Entry& entry = *entry_code(read.entry).entry;
    const bool given = entry.kind == EntryKind::lever || entry.kind == EntryKind::exogenous;
    const std::string name = code_.symbols.scalar_name(read.entry, read.element);
    const std::string reader_name = code_.symbols.scalar_name(reader.entry, reader.element);
    const std::vector<std::string> args = {name,        std::to_string(base + read.year),
                                           reader_name, std::to_string(base + reader.year),
                                           entry.id,    std::to_string(base)};
    if (given)
        diagnostics_.add(Message::absent_given, read.pos, args);
    else
        diagnostics_.add(read.year < 0 ? Message::absent_before : Message::absent_baseline,
                         read.pos, args);
}

}  // namespace plancast::compiler
