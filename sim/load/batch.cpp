// SPDX-License-Identifier: Apache-2.0
// batch.toml: which files, how many runs, what to keep.
#include "sim/load/batch.h"

#include <algorithm>
#include <charconv>

#include "sim/load/keys_scenario.h"
#include "sim/load/read.h"
#include "sim/load/shape.h"

namespace plancast::loader {
namespace {

void read_scenario_entries(const Reading& reading, const Node& root, BatchFile& file) {
    std::vector<std::string>& entries = file.batch.scenario_entries;
    for (const Node& item : items(root, "scenarios")) {
        if (!item.is(NodeType::text) || item.text.empty()) continue;
        if (std::count(entries.begin(), entries.end(), item.text)) {
            reading.say(Message::listed_twice, item.pos, {item.text});
            continue;
        }
        entries.push_back(item.text);
        file.entry_pos.push_back(item.pos);
    }
}

std::uint64_t read_seed(const Node& design) {
    const Node* seed = find(design, "seed");
    if (seed == nullptr) return 0;
    if (seed->is(NodeType::whole)) return static_cast<std::uint64_t>(seed->whole);
    std::uint64_t value = 0;
    std::from_chars(seed->text.data(), seed->text.data() + seed->text.size(), value);
    return value;
}

Design read_design(const Reading& reading, const Node& table) {
    Design design;
    design.runs_pos = place(table, "runs", table.pos);
    if (const Node* runs = find(table, "runs"); runs != nullptr && runs->is(NodeType::whole)) {
        design.runs = static_cast<std::uint64_t>(std::max<std::int64_t>(0, runs->whole));
        if (design.runs < 1 || design.runs > kMostRuns)
            reading.say(Message::runs_out_of_range, runs->pos,
                        {std::to_string(runs->whole), std::to_string(kMostRuns)});
    }
    design.seed = read_seed(table);
    design.sampler = word<SamplerKind>(table, "sampler", kSamplers).value_or(SamplerKind::random);
    if (const int vintage = year(table, "prior_vintage"); vintage > 0)
        design.prior_vintage = vintage;
    design.structures_pos = place(table, "structures", table.pos);
    for (const Member& weight : members(table, "structures"))
        if (weight.value.is_number())
            design.structure_weights.emplace_back(weight.key, weight.value.real);
    return design;
}

void read_store(const Node& table, BatchFile& file) {
    StoreSpec& store = file.batch.store;
    if (const Node* runs = find(table, "runs")) store.runs = texts(*runs);
    if (const Node* summary = find(table, "summary")) store.summary = texts(*summary);
    file.runs_named = has(table, "runs");
    file.summary_named = has(table, "summary");
    store.parameters = truth(table, "parameters", true);
}

}  // namespace

BatchFile read_batch(const Reading& reading) {
    BatchFile file;
    const std::optional<Node> root = open_file(reading, FileKind::batch);
    if (!root) return file;
    Batch& batch = file.batch;
    batch.plan_path = text(*root, "plan");
    file.plan_pos = place(*root, "plan", reading.start());
    batch.model_path = text(*root, "model");
    file.model_pos = place(*root, "model", reading.start());
    read_scenario_entries(reading, *root, file);
    batch.baseline_scenario = text(*root, "baseline_scenario");
    batch.baseline_pos = place(*root, "baseline_scenario", reading.start());
    if (const Node* design = find(*root, "design")) batch.design = read_design(reading, *design);
    if (const Node* store = find(*root, "store")) read_store(*store, file);
    return file;
}

}  // namespace plancast::loader

namespace plancast {

Batch load_batch(const SourceSet& sources, int file, Diagnostics& diagnostics) {
    return loader::read_batch({sources, file, diagnostics}).batch;
}

}  // namespace plancast
