// SPDX-License-Identifier: Apache-2.0
// Enumerators to their words.
#include <iterator>
#include <string_view>

#include "plancast/plan.h"
#include "plancast/scenario.h"
#include "sim/base/require.h"
#include "sim/base/words.h"

namespace plancast {
namespace {

template <typename Enum, std::size_t Count>
std::string_view word(const std::string_view (&words)[Count], Enum value) {
    const auto place = static_cast<std::size_t>(value);
    PLANCAST_REQUIRE(place < Count);
    return words[place];
}

}  // namespace

std::string_view to_string(TargetKind kind) {
    return word(kTargetKinds, kind);
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
