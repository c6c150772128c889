// SPDX-License-Identifier: Apache-2.0
#include "tools/csv.h"

#include <fmt/format.h>

#include <cmath>

#include "sim/base/require.h"
#include "sim/base/text.h"
#include "tools/text.h"

namespace plancast::tools {
namespace {

std::string quoted_where_needed(const std::string& cell) {
    if (cell.find_first_of(",\"\r\n") == std::string::npos) return cell;
    std::string out = "\"";
    for (const char character : cell)
        out += character == '"' ? std::string("\"\"") : std::string(1, character);
    return out + "\"";
}

}  // namespace

Csv::Csv(const std::vector<std::string>& header) : columns_(header.size()) {
    rows_ = {header, {}};
}

Csv& Csv::cell(std::string token) {
    PLANCAST_REQUIRE(rows_.back().size() < columns_);
    rows_.back().push_back(std::move(token));
    return *this;
}

Csv& Csv::text(std::string_view value) {
    const bool formula =
        !value.empty() && std::string_view("=+-@\t\r\n").find(value.front()) != value.npos;
    return cell((formula ? "'" : "") + clean(value));
}

Csv& Csv::number(double value) {
    return cell(std::isnan(value) ? "" : shortest(value));
}

Csv& Csv::number(float value) {
    return cell(std::isnan(value) ? "" : fmt::format("{}", value));
}

Csv& Csv::integer(std::int64_t value) {
    return cell(std::to_string(value));
}

Csv& Csv::empty(int cells) {
    for (int added = 0; added < cells; ++added)
        cell("");
    return *this;
}

void Csv::end_row() {
    rows_.back().resize(columns_);
    rows_.emplace_back();
}

std::string Csv::take(bool excel) const {
    std::string out = excel ? "\xEF\xBB\xBF" : "";
    for (const std::vector<std::string>& row : rows_) {
        if (row.empty()) continue;
        for (std::size_t column = 0; column < row.size(); ++column)
            out += (column == 0 ? "" : ",") + quoted_where_needed(row[column]);
        out += excel ? "\r\n" : "\n";
    }
    return out;
}

}  // namespace plancast::tools
