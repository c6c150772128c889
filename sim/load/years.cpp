// SPDX-License-Identifier: Apache-2.0
#include "sim/load/years.h"

#include <algorithm>
#include <array>

#include "plancast/model.h"
#include "sim/base/text.h"

namespace plancast::loader {
namespace {

/// The number of up to four digits, or nothing.
std::optional<int> digits(std::string_view text) {
    if (text.empty() || text.size() > 4 || !std::all_of(text.begin(), text.end(), is_digit))
        return std::nullopt;
    int number = 0;
    for (const char byte : text)
        number = 10 * number + (byte - '0');
    return number;
}

int days_of(int year, int month) {
    constexpr std::array<int, 12> kDays = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    const bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    return kDays[static_cast<std::size_t>(month - 1)] + (month == 2 && leap ? 1 : 0);
}

}  // namespace

std::optional<YearSpan> parse_years(std::string_view text) {
    const std::size_t dash = text.find('-');
    const std::optional<int> first = digits(text.substr(0, dash));
    if (!first || *first == 0) return std::nullopt;
    if (dash == std::string_view::npos) return YearSpan{*first, *first};
    const std::string_view end = text.substr(dash + 1);
    if (end == "on") return YearSpan{*first, kOpenYear};
    const std::optional<int> last = digits(end);
    // "2023-24" is more likely a slip than the year 24.
    if (!last || end.size() < dash) return std::nullopt;
    return YearSpan{*first, *last};
}

bool is_year_key(std::string_view key) {
    return key == "else" || (!key.empty() && is_digit(key.front()));
}

bool is_iso_date(std::string_view text, bool whole) {
    const bool lengths = text.size() == 10 || (!whole && (text.size() == 7 || text.size() == 4));
    if (!lengths || !digits(text.substr(0, 4))) return false;
    const int year = *digits(text.substr(0, 4));
    if (text.size() == 4) return year > 0;
    const std::optional<int> month = digits(text.substr(5, 2));
    if (text[4] != '-' || !month || *month < 1 || *month > 12) return false;
    if (text.size() == 7) return true;
    const std::optional<int> day = digits(text.substr(8, 2));
    return text[7] == '-' && day && *day >= 1 && *day <= days_of(year, *month);
}

}  // namespace plancast::loader
