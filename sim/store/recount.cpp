// SPDX-License-Identifier: Apache-2.0
#include "sim/store/recount.h"

#include <algorithm>
#include <bit>

#include "sim/store/summary_fields.h"

namespace plancast::store {
namespace {

constexpr std::size_t kScrambles = 16;

/// Bits of a row where `values` is `wanted`, places past `runs` 0.
void pack(std::span<const std::int8_t> values, std::int8_t wanted, int runs, std::uint64_t* words) {
    for (int run = 0; run < runs; ++run)
        if (values[static_cast<std::size_t>(run)] == wanted)
            words[run / 64] |= std::uint64_t{1} << (run % 64);
}

std::int64_t count_both(const std::uint64_t* left, const std::uint64_t* right, std::size_t words) {
    std::int64_t count = 0;
    for (std::size_t word = 0; word < words; ++word)
        count += std::popcount(left[word] & right[word]);
    return count;
}

}  // namespace

Recount::Recount(const Catalog& catalog, SamplerKind sampler)
    : catalog_(catalog),
      n_scenarios_(catalog.scenarios.size()),
      n_targets_(catalog.targets.size()),
      counted_(empty_summary(catalog, sampler)) {}

void Recount::add(std::span<const std::int8_t> valid,
                  std::span<const std::vector<std::int8_t>> hits, int runs) {
    valid_.assign(n_scenarios_ * kWords, 0);
    met_.assign(n_scenarios_ * n_targets_ * kWords, 0);
    for (std::size_t scenario = 0; scenario < n_scenarios_; ++scenario) {
        const auto flags = valid.subspan(scenario * kCommitRuns, kCommitRuns);
        std::uint64_t* ok = &valid_[scenario * kWords];
        pack(flags, kValid, runs, ok);
        for (int run = 0; run < runs; ++run) {
            const std::int8_t flag = flags[static_cast<std::size_t>(run)];
            counted_.valid_runs[scenario] += flag == kValid ? 1 : 0;
            counted_.invalid_runs[scenario] += flag == kInvalid ? 1 : 0;
        }
        for (std::size_t target = 0; target < n_targets_; ++target) {
            std::uint64_t* met = &met_[(scenario * n_targets_ + target) * kWords];
            pack(std::span(hits[target]).subspan(scenario * kCommitRuns, kCommitRuns), 1, runs,
                 met);
            for (std::size_t word = 0; word < kWords; ++word)
                met[word] &= ok[word];
        }
    }
    add_pairs();
    add_sets(runs);
    if (!counted_.scramble_valid.empty()) add_scrambles();
}

void Recount::add_pairs() {
    const auto met = [&](std::size_t scenario, std::size_t target) {
        return &met_[(scenario * n_targets_ + target) * kWords];
    };
    for (std::size_t scenario = 0; scenario < n_scenarios_; ++scenario) {
        for (std::size_t target = 0; target < n_targets_; ++target) {
            const std::size_t row = scenario * n_targets_ + target;
            counted_.hits[row] += count_both(met(scenario, target), met(scenario, target), kWords);
            for (std::size_t other = 0; other < n_targets_; ++other)
                counted_.pair_hits[row * n_targets_ + other] +=
                    count_both(met(scenario, target), met(scenario, other), kWords);
        }
        for (std::size_t other = 0; other < n_scenarios_; ++other) {
            counted_.scenario_valid[scenario * n_scenarios_ + other] +=
                count_both(&valid_[scenario * kWords], &valid_[other * kWords], kWords);
            for (std::size_t target = 0; target < n_targets_; ++target)
                counted_.scenario_hits[(target * n_scenarios_ + scenario) * n_scenarios_ + other] +=
                    count_both(met(scenario, target), met(other, target), kWords);
        }
    }
}

void Recount::add_sets(int runs) {
    for (std::size_t set = 0; set < catalog_.sets.size(); ++set) {
        const std::vector<int>& targets = catalog_.sets[set].targets;
        for (std::size_t scenario = 0; scenario < n_scenarios_; ++scenario)
            for (int run = 0; run < runs; ++run) {
                const auto word = static_cast<std::size_t>(run) / 64;
                const auto bit = [&](const std::uint64_t* row) {
                    return row[word] >> (run % 64) & 1;
                };
                if (bit(&valid_[scenario * kWords]) == 0) continue;
                std::size_t number = 0;
                for (const int target : targets)
                    number += bit(
                        &met_[(scenario * n_targets_ + static_cast<std::size_t>(target)) * kWords]);
                ++counted_.number_met[set][scenario * (targets.size() + 1) + number];
            }
    }
}

void Recount::add_scrambles() {
    for (std::size_t scramble = 0; scramble < kScrambles; ++scramble) {
        // Commit blocks begin at a multiple of 64, so scramble = run mod 16 has one mask.
        const std::vector<std::uint64_t> mask(kWords,
                                              std::uint64_t{0x0001000100010001} << scramble);
        for (std::size_t scenario = 0; scenario < n_scenarios_; ++scenario) {
            counted_.scramble_valid[scenario * kScrambles + scramble] +=
                count_both(&valid_[scenario * kWords], mask.data(), kWords);
            for (std::size_t target = 0; target < n_targets_; ++target) {
                const std::size_t row = scenario * n_targets_ + target;
                counted_.scramble_hits[row * kScrambles + scramble] +=
                    count_both(&met_[row * kWords], mask.data(), kWords);
            }
        }
    }
}

void Recount::compare(const Summary& summary,
                      const std::function<void(const std::string&, std::size_t, std::int64_t,
                                               std::int64_t)>& differs) const {
    const auto check = [&](const std::string& name, const std::vector<std::int64_t>& stated,
                           const std::vector<std::int64_t>& counted) {
        const auto [left, right] = std::mismatch(stated.begin(), stated.end(), counted.begin());
        if (left != stated.end())
            differs(name, static_cast<std::size_t>(left - stated.begin()), *left, *right);
    };
    check("valid_runs", summary.valid_runs, counted_.valid_runs);
    check("invalid_runs", summary.invalid_runs, counted_.invalid_runs);
    check("hits", summary.hits, counted_.hits);
    check("pair_hits", summary.pair_hits, counted_.pair_hits);
    check("scenario_hits", summary.scenario_hits, counted_.scenario_hits);
    check("scenario_valid", summary.scenario_valid, counted_.scenario_valid);
    for (std::size_t set = 0; set < summary.number_met.size(); ++set)
        check("number_met[" + std::to_string(set) + "]", summary.number_met[set],
              counted_.number_met[set]);
    check("scramble_hits", summary.scramble_hits, counted_.scramble_hits);
    check("scramble_valid", summary.scramble_valid, counted_.scramble_valid);
}

}  // namespace plancast::store
