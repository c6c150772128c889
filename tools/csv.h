// SPDX-License-Identifier: Apache-2.0
// Writing CSV (RFC 4180) that no spreadsheet takes for formulas.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace plancast::tools {

/// One table. Cells are given row by row.
class Csv {
public:
    explicit Csv(const std::vector<std::string>& header);

    /// A text cell. One that begins with = + - @, a tab or a line end gets a quote mark before it,
    /// so that spreadsheets show it instead of computing it.
    Csv& text(std::string_view value);
    Csv& number(double value);  ///< shortest text that reads back the same; empty for NaN
    Csv& number(float value);   ///< likewise, among floats
    Csv& integer(std::int64_t value);
    Csv& empty(int cells = 1);
    /// Ends a row; short rows are filled with empty cells.
    void end_row();

    /// The text. For Excel: with a byte order mark and CR LF.
    std::string take(bool excel) const;

private:
    Csv& cell(std::string token);

    std::size_t columns_;
    std::vector<std::vector<std::string>> rows_;
};

}  // namespace plancast::tools
