// SPDX-License-Identifier: Apache-2.0
// Numbers as people read them. Machines get the shortest text that reads back the same.
#pragma once

#include <cstdint>
#include <string>

#include "plancast/analyze.h"

namespace plancast::tools {

/// A share in percent with one decimal. Never 0.0 or 100.0 where some but not all runs count:
/// "<0.1", ">99.9". "-" where there was no run.
std::string percent(const Share& share);
/// The same of a share whose counts are not at hand.
std::string percent(double share);

/// "74.9 - 75.5" in percent; "-" where there is no interval.
std::string percent(const Interval& interval);

/// About `digits` significant digits, without exponent for common sizes; "-" for NaN.
std::string short_number(double value, int digits = 4);

/// "1 234 567"
std::string grouped(std::uint64_t number);

/// "1.5 GB": decimal units.
std::string bytes_text(std::uint64_t bytes);

}  // namespace plancast::tools
