// SPDX-License-Identifier: Apache-2.0
// The words of the files for enumerators of plans and scenarios, in the order of the enumerators.
#pragma once

#include <string_view>

namespace plancast {

inline constexpr std::string_view kTargetKinds[] = {
    "level",   "mean_annual_growth", "cumulative_since_baseline",
    "done_by", "non_decreasing",     "all_units"};
inline constexpr std::string_view kAverages[] = {"geometric", "arithmetic", "every_year"};
inline constexpr std::string_view kTiers[] = {"main", "side", "milestone", "constraint"};
inline constexpr std::string_view kModalities[] = {"at_least", "strive_for", "about"};
inline constexpr std::string_view kDirections[] = {"at_least", "at_most"};
inline constexpr std::string_view kJudgedOn[] = {"latent", "reported"};
inline constexpr std::string_view kSamplers[] = {"random", "lhs", "sobol"};
inline constexpr std::string_view kVerbs[] = {"set", "add", "multiply", "shift", "prior"};

}  // namespace plancast
