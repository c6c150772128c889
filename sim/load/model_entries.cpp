// SPDX-License-Identifier: Apache-2.0
// One entry of [constant], [exogenous], [lever], [parameter], [draw] or [equation].
#include <algorithm>

#include "sim/base/text.h"
#include "sim/load/literal.h"
#include "sim/load/model_reading.h"
#include "sim/load/names.h"
#include "sim/load/read.h"

namespace plancast::loader {
namespace {

/// The words of a text and the column each begins at.
std::vector<std::pair<std::string, int>> words_of(const std::string& text) {
    std::vector<std::pair<std::string, int>> words;
    std::size_t at = 0;
    while ((at = text.find_first_not_of(" \t", at)) != std::string::npos) {
        const std::size_t end = std::min(text.find_first_of(" \t", at), text.size());
        words.emplace_back(text.substr(at, end - at),
                           count_code_points(std::string_view(text).substr(0, at)));
        at = end;
    }
    return words;
}

/// `over = "k in programmes"` or `over = "programmes"`.
void read_over(const ModelReading& reading, const Node& table, Entry& entry) {
    const Node* over = find(table, "over");
    if (over == nullptr || over->text.empty()) return;
    entry.over_pos = inside(*over);
    const auto words = words_of(over->text);
    const bool with_variable = words.size() == 3 && words[1].first == "in";
    if (!with_variable && words.size() != 1)
        return reading.say(Message::over_syntax, entry.over_pos, {over->text});
    SourcePos pos = entry.over_pos;
    if (with_variable) {
        entry.over_variable = words[0].first;
        pos.width = count_code_points(entry.over_variable);
        if (!check_name(reading, entry.over_variable, pos)) return;
    }
    entry.over_set = words.back().first;
    pos.column = entry.over_pos.column + words.back().second;
    pos.width = count_code_points(entry.over_set);
    const KnownNames& sets = reading.names.sets;
    if (!sets.contains(entry.over_set))
        reading.say(Message::unknown_set, pos,
                    {entry.over_set, sets.nearest(reading.diagnostics, entry.over_set)});
}

void check_reversed(const Reading& reading, const std::optional<double>& low,
                    const std::optional<double>& high, const std::string& id, SourcePos pos) {
    if (low && high && *low >= *high)
        reading.say(Message::bounds_reversed, pos, {id, shortest(*low), shortest(*high)});
}

void read_lever(const Reading& reading, const Node& table, Entry& entry) {
    entry.min = formulas(table, "min");
    entry.max = formulas(table, "max");
    entry.cost = formulas(table, "cost");
    const auto number_of = [](const std::optional<Formulas>& bound) {
        return bound && bound->common ? plain_number(*bound->common) : std::nullopt;
    };
    check_reversed(reading, number_of(entry.min), number_of(entry.max), entry.id,
                   place(table, "max", entry.pos));
    for (const Node& item : items(table, "values")) {
        if (!item.is_number()) continue;
        if (std::count(entry.allowed.begin(), entry.allowed.end(), item.real))
            reading.say(Message::listed_twice, item.pos, {shortest(item.real)});
        entry.allowed.push_back(item.real);
    }
    if (has(table, "values") && (entry.min || entry.max))
        reading.say(Message::lever_values_and_bounds, place(table, "values", entry.pos),
                    {entry.id});
}

void read_within(const Reading& reading, const Node& table, Entry& entry) {
    const std::vector<Node>& bounds = items(table, "within");
    if (bounds.size() != 2) return;
    entry.within_pos = place(table, "within", entry.pos);
    const std::optional<Formula> low = formula(bounds[0]);
    const std::optional<Formula> high = formula(bounds[1]);
    if (!low || !high) return;
    check_reversed(reading, plain_number(*low), plain_number(*high), entry.id, entry.within_pos);
    entry.within = {*low, *high};
}

/// Every year of the model has a value, or `else` has.
void check_gaps(const ModelReading& reading, const Entry& entry) {
    const Model& model = reading.model;
    if (entry.path.otherwise || entry.path.ranges.empty() || model.baseline_year == 0) return;
    std::vector<std::pair<int, int>> given;
    for (const YearRange& range : entry.path.ranges)
        given.emplace_back(range.first, range.last);
    std::sort(given.begin(), given.end());
    std::string missing;
    const auto add_gap = [&](int first, int last) {
        if (first > last) return;
        missing += (missing.empty() ? "" : ", ") + std::to_string(first);
        if (last > first) missing += "-" + std::to_string(last);
    };
    int next = model.baseline_year;
    for (const auto& [first, last] : given) {
        add_gap(next, std::min(first - 1, model.last_year));
        if (last >= model.last_year) next = model.last_year + 1;
        next = std::max(next, last < model.last_year ? last + 1 : next);
    }
    add_gap(next, model.last_year);
    if (!missing.empty()) reading.say(Message::years_gap, entry.path.pos, {entry.id, missing});
}

/// The value under the key that each kind of entry has instead of the others'.
void read_value(const ModelReading& reading, const Node& table, Entry& entry) {
    const auto value = [&](std::string_view key) {
        return formulas(table, key).value_or(Formulas{});
    };
    switch (entry.kind) {
        case EntryKind::constant:
            entry.value = value("value");
            break;
        case EntryKind::exogenous:
            if (const Node* path = find(table, "path")) {
                entry.path = year_map(*path);
                // A key that names no years may be the one that is missing.
                if (entry.path.ranges.size() == path->members.size()) check_gaps(reading, entry);
            }
            break;
        case EntryKind::lever:
            entry.value = value("default");
            read_lever(reading, table, entry);
            break;
        case EntryKind::parameter:
            if (const Node* prior = find(table, "prior")) entry.priors = priors(*prior);
            read_within(reading, table, entry);
            break;
        case EntryKind::draw:
            entry.value = value("dist");
            read_within(reading, table, entry);
            break;
        case EntryKind::equation:
            entry.value = value("eq");
            break;
    }
}

/// A number of an equation's own is worth a warning; whatever states a number must have an origin.
void check_provenance(const ModelReading& reading, const Node& table, Entry& entry) {
    const bool needed = entry.kind != EntryKind::equation && entry.kind != EntryKind::lever;
    entry.provenance = read_provenance(reading, table, entry.pos, needed ? entry.id : "");
    const bool silent = !has(table, "source") && !has(table, "assumption");
    if (entry.kind != EntryKind::equation || !silent) return;
    for (const std::string_view key : {"eq", "init", "before"}) {
        const std::optional<Formulas> part = formulas(table, key);
        if (!part) continue;
        if (const std::optional<Formula> literal = own_number(*part))
            return reading.say(Message::number_without_source, literal->pos,
                               {entry.id, literal->text});
    }
}

}  // namespace

Provenance read_provenance(const ModelReading& reading, const Node& table, SourcePos pos,
                           const std::string& needed_by) {
    Provenance provenance{text(table, "source"), text(table, "assumption"), pos};
    const bool source = has(table, "source");
    const bool assumption = has(table, "assumption");
    provenance.pos = place(table, source ? "source" : "assumption", pos);
    if (source && assumption)
        reading.say(Message::source_and_assumption, place(table, "assumption", pos));
    else if (!source && !assumption && !needed_by.empty())
        reading.say(Message::source_missing, pos, {needed_by});
    if (provenance.source.empty()) return provenance;
    reading.names.cited.insert(provenance.source);
    const KnownNames& sources = reading.names.sources;
    if (!sources.contains(provenance.source))
        reading.say(Message::source_unknown, place(table, "source", pos),
                    {provenance.source, sources.nearest(reading.diagnostics, provenance.source)});
    return provenance;
}

Entry read_entry(const ModelReading& reading, const Member& member, EntryKind kind) {
    const Node& table = member.value;
    Entry entry;
    entry.kind = kind;
    entry.id = member.key;
    entry.pos = member.pos;
    entry.name = names(table);
    read_over(reading, table, entry);
    if (const Node* text = find(table, "unit")) {
        entry.unit_pos = inside(*text);
        entry.unit = unit(reading, table, "unit").value_or(Unit{});
        entry.unit_text = text->text;
    }
    read_value(reading, table, entry);
    entry.init = formulas(table, "init");
    entry.before = formulas(table, "before");
    entry.integer = truth(table, "integer", false);
    check_provenance(reading, table, entry);
    return entry;
}

}  // namespace plancast::loader
