// SPDX-License-Identifier: Apache-2.0
// plan.toml: its indicators, their history, and the sets of targets.
#include "plancast/plan.h"

#include <algorithm>
#include <map>
#include <set>

#include "sim/load/keys_plan.h"
#include "sim/load/names.h"
#include "sim/load/plan_targets.h"
#include "sim/load/read.h"
#include "sim/load/shape.h"

namespace plancast::loader {
namespace {

void check_years(const Reading& reading, const Node& root, const Plan& plan) {
    const bool known = plan.baseline_year > 0 && plan.deadline > 0 && plan.last_year > 0;
    if (known && plan.baseline_year >= plan.deadline)
        reading.say(Message::deadline_too_early, place(root, "deadline", reading.start()),
                    {std::to_string(plan.deadline), std::to_string(plan.baseline_year)});
    else if (known && plan.last_year < plan.deadline)
        reading.say(Message::last_year_too_early, place(root, "last_year", reading.start()),
                    {std::to_string(plan.last_year), std::to_string(plan.deadline)});
}

/// A published baseline, or what is missing. An indicator that only must not fall needs neither.
void check_baseline(const Reading& reading, const Node& table, const Indicator& indicator) {
    const bool published = has(table, "baseline");
    const bool unknown = has(table, "baseline_unknown");
    if (published && unknown)
        return reading.say(Message::baseline_twice, place(table, "baseline_unknown", indicator.pos),
                           {indicator.id});
    const bool needless =
        !indicator.targets.empty() &&
        std::all_of(indicator.targets.begin(), indicator.targets.end(),
                    [](const Target& target) { return target.kind == TargetKind::non_decreasing; });
    if (!published && !unknown && !needless)
        reading.say(Message::baseline_missing, indicator.pos, {indicator.id});
}

void read_history(const Reading& reading, const Node& table, const Plan& plan,
                  Indicator& indicator) {
    for (const Member& member : members(table, "history")) {
        const std::optional<YearSpan> years = parse_years(member.key);
        if (!years || years->first != years->last || !member.value.is_number()) continue;
        indicator.history.push_back({years->first, member.value.real});
        const bool differs = years->first == plan.baseline_year && indicator.baseline &&
                             *indicator.baseline != member.value.real;
        if (differs)
            reading.say(Message::history_contradicts, member.value.pos, {indicator.id, member.key});
    }
    indicator.history_source = text(table, "history_source");
    if (has(table, "history") != has(table, "history_source"))
        reading.say(Message::history_source_missing,
                    place(table, "history", place(table, "history_source", indicator.pos)),
                    {indicator.id});
}

Indicator read_indicator(const Reading& reading, const Member& member, const Plan& plan) {
    const Node& table = member.value;
    Indicator indicator;
    indicator.id = member.key;
    indicator.pos = member.pos;
    if (!is_name(member.key))
        reading.say(Message::bad_name, member.pos, {member.key});
    else if (member.key.find("__") != std::string::npos)
        reading.say(Message::indicator_reserved, member.pos, {member.key});
    indicator.name = names(table);
    if (!has(table, "zh") && !has(table, "en"))
        reading.say(Message::indicator_unnamed, member.pos, {member.key});
    if (std::optional<Unit> known = unit(reading, table, "unit")) {
        indicator.unit = std::move(*known);
        indicator.unit_text = text(table, "unit");
    }
    indicator.baseline = number(table, "baseline");
    indicator.baseline_unknown = local_text(table, "baseline_unknown");
    indicator.targets = read_targets(reading, table, plan, indicator);
    check_baseline(reading, table, indicator);
    read_history(reading, table, plan, indicator);
    return indicator;
}

/// The targets of a plan by id; an error where two ids are the same.
struct TargetIds {
    TargetIds(const Reading& reading, const Plan& plan) {
        for (const Indicator& indicator : plan.indicators)
            for (const Target& target : indicator.targets) {
                const auto [found, fresh] = targets.emplace(target.id, &target);
                names.add(target.id);
                if (!fresh)
                    reading.say(Message::target_id_twice, target.pos,
                                {target.id, std::to_string(found->second->pos.line)});
            }
    }
    bool any(Tier tier, int year) const {
        return std::any_of(targets.begin(), targets.end(), [&](const auto& pair) {
            return pair.second->tier == tier && pair.second->year == year;
        });
    }
    std::map<std::string, const Target*> targets;
    KnownNames names;
};

TargetSet read_set(const Reading& reading, const Member& member, const Plan& plan,
                   const TargetIds& ids) {
    const Node& table = member.value;
    TargetSet set;
    set.id = member.key;
    set.pos = member.pos;
    set.name = names(table);
    set.tier = word<Tier>(table, "tier", kTiers);
    if (!is_name(member.key)) reading.say(Message::bad_name, member.pos, {member.key});
    if (has(table, "tier") == has(table, "targets")) {
        reading.say(Message::set_needs_one, member.pos, {member.key});
        return set;
    }
    if (set.tier && plan.deadline > plan.baseline_year && !ids.any(*set.tier, plan.deadline))
        reading.say(Message::set_empty, place(table, "tier", member.pos),
                    {member.key, text(table, "tier"), std::to_string(plan.deadline)});
    std::set<std::string> listed;
    for (const Node& item : items(table, "targets")) {
        if (!item.is(NodeType::text) || item.text.empty()) continue;
        if (!ids.names.contains(item.text))
            reading.say(Message::set_unknown_target, item.pos,
                        {item.text, ids.names.nearest(reading.diagnostics, item.text)});
        else if (!listed.insert(item.text).second)
            reading.say(Message::listed_twice, item.pos, {item.text});
        set.targets.push_back(item.text);
    }
    return set;
}

Plan read_plan(const Reading& reading, const Node& root) {
    Plan plan;
    plan.id = text(root, "id");
    if (!plan.id.empty()) check_id(reading, plan.id, place(root, "id", reading.start()));
    plan.title = local_text(root, "title");
    plan.document = text(root, "document");
    plan.baseline_year = year(root, "baseline_year");
    plan.deadline = year(root, "deadline");
    plan.last_year = year(root, "last_year");
    check_years(reading, root, plan);
    for (const Member& member : members(root, "indicator"))
        if (member.value.is(NodeType::table))
            plan.indicators.push_back(read_indicator(reading, member, plan));
    const TargetIds ids(reading, plan);
    for (const Member& member : members(root, "sets"))
        if (member.value.is(NodeType::table))
            plan.sets.push_back(read_set(reading, member, plan, ids));
    return plan;
}

}  // namespace
}  // namespace plancast::loader

namespace plancast {

Plan load_plan(const SourceSet& sources, int file, Diagnostics& diagnostics) {
    const loader::Reading reading{sources, file, diagnostics};
    const std::optional<loader::Node> root = loader::open_file(reading, FileKind::plan);
    return root ? loader::read_plan(reading, *root) : Plan{};
}

}  // namespace plancast
