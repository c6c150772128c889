// SPDX-License-Identifier: Apache-2.0
// The words of the files for the enumerators of plans and scenarios.
#include <array>
#include <string_view>

#include "plancast/plan.h"
#include "plancast/scenario.h"

namespace plancast {
namespace {

template <typename Enum, std::size_t Count>
std::string_view word(const std::array<std::string_view, Count>& words, Enum value) {
    return words.at(static_cast<std::size_t>(value));
}

constexpr std::array<std::string_view, 6> kKinds = {
    "level",   "mean_annual_growth", "cumulative_since_baseline",
    "done_by", "non_decreasing",     "all_units"};
constexpr std::array<std::string_view, 3> kAverages = {"geometric", "arithmetic", "every_year"};
constexpr std::array<std::string_view, 4> kTiers = {"main", "side", "milestone", "constraint"};
constexpr std::array<std::string_view, 3> kModalities = {"at_least", "strive_for", "about"};
constexpr std::array<std::string_view, 2> kDirections = {"at_least", "at_most"};
constexpr std::array<std::string_view, 2> kJudgedOn = {"latent", "reported"};
constexpr std::array<std::string_view, 3> kSamplers = {"random", "lhs", "sobol"};
constexpr std::array<std::string_view, 5> kVerbs = {"set", "add", "multiply", "shift", "prior"};

}  // namespace

std::string_view to_string(TargetKind kind) {
    return word(kKinds, kind);
}
std::string_view to_string(GrowthAverage average) {
    return word(kAverages, average);
}
std::string_view to_string(Tier tier) {
    return word(kTiers, tier);
}
std::string_view to_string(Modality modality) {
    return word(kModalities, modality);
}
std::string_view to_string(Direction direction) {
    return word(kDirections, direction);
}
std::string_view to_string(JudgedOn judged_on) {
    return word(kJudgedOn, judged_on);
}
std::string_view to_string(SamplerKind sampler) {
    return word(kSamplers, sampler);
}
std::string_view to_string(Verb verb) {
    return word(kVerbs, verb);
}

}  // namespace plancast
