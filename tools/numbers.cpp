// SPDX-License-Identifier: Apache-2.0
#include "tools/numbers.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace plancast::tools {
namespace {

constexpr double kSmallest = 0.05;  // rounds to 0.1, the least percentage shown as a number
constexpr double kLargest = 99.95;  // rounds to 100.0

/// One end of an interval; 0 and 100 only where it is exactly that.
std::string bound(double share, int decimals) {
    const std::string text = fmt::format("{:.{}f}", 100 * share, decimals);
    const std::string least = fmt::format("{:.{}f}", 0.0, decimals);
    const std::string most = fmt::format("{:.{}f}", 100.0, decimals);
    if (text == least && share > 0) return decimals == 1 ? "<0.1" : "<0.01";
    if (text == most && share < 1) return decimals == 1 ? ">99.9" : ">99.99";
    return text;
}

}  // namespace

std::string percent(const Share& share) {
    if (share.runs <= 0) return "-";
    const double value = 100 * share.probability;
    if (share.hits > 0 && value < kSmallest) return "<0.1";
    if (share.hits < share.runs && value >= kLargest) return ">99.9";
    return fmt::format("{:.1f}", value);
}

std::string percent(double share) {
    if (std::isnan(share)) return "-";
    if (share > 0 && 100 * share < kSmallest) return "<0.1";
    if (share < 1 && 100 * share >= kLargest) return ">99.9";
    return fmt::format("{:.1f}", 100 * share);
}

std::string percent(const Interval& interval) {
    if (interval.method == IntervalMethod::none) return "-";
    // Two decimals where one would show both ends alike.
    const int decimals = interval.high - interval.low < 0.001 ? 2 : 1;
    return bound(interval.low, decimals) + " - " + bound(interval.high, decimals);
}

std::string short_number(double value, int digits) {
    if (std::isnan(value)) return "-";
    if (value == 0 || std::isinf(value)) return fmt::format("{}", value);
    const double size = std::abs(value);
    if (size >= 1e9 || size < 1e-4) return fmt::format("{:.{}e}", value, digits - 1);
    const int before = static_cast<int>(std::floor(std::log10(size))) + 1;
    return fmt::format("{:.{}f}", value, std::max(digits - before, 0));
}

std::string grouped(std::uint64_t number) {
    std::string text = std::to_string(number);
    for (std::size_t at = text.size(); at > 3;)
        text.insert(at -= 3, " ");
    return text;
}

std::string bytes_text(std::uint64_t bytes) {
    constexpr const char* kUnits[] = {"B", "kB", "MB", "GB", "TB", "PB", "EB"};
    auto size = static_cast<double>(bytes);
    std::size_t unit = 0;
    while (size >= 999.5 && unit + 1 < std::size(kUnits)) {
        size /= 1000;
        ++unit;
    }
    return unit == 0 ? fmt::format("{} B", bytes)
                     : fmt::format("{:.{}f} {}", size, size < 99.5 ? 1 : 0, kUnits[unit]);
}

}  // namespace plancast::tools
