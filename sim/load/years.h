// SPDX-License-Identifier: Apache-2.0
// The words for years in the files: 2022, 2023-2024, 2025-on.
#pragma once

#include <optional>
#include <string_view>

namespace plancast::loader {

inline constexpr int kLastYear = 9999;

struct YearSpan {
    int first = 0;
    int last = 0;  ///< kOpenYear for "2025-on"; may be before `first` where it was typed so
};

/// The years a text names. Nothing where it names none.
std::optional<YearSpan> parse_years(std::string_view text);

/// True where a key of a year map is meant for years, rightly written or not.
bool is_year_key(std::string_view key);

/// A date that exists, in ISO 8601: 2026-11-23, or also 2026-11 or 2026 where `whole` is not set.
bool is_iso_date(std::string_view text, bool whole);

}  // namespace plancast::loader
