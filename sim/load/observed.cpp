// SPDX-License-Identifier: Apache-2.0
// observed.csv: one datum a row, columns in any order by their names.
#include <algorithm>
#include <array>
#include <map>
#include <tuple>

#include "plancast/load.h"
#include "sim/base/full_width.h"
#include "sim/load/csv.h"
#include "sim/load/csv_number.h"
#include "sim/load/encoding.h"
#include "sim/load/names.h"
#include "sim/load/years.h"

namespace plancast::loader {
namespace {

enum class Column { indicator, year, value, unit, kind, error, vintage, source };
constexpr std::array<std::string_view, 8> kColumns = {"indicator", "year",  "value",   "unit",
                                                      "kind",      "error", "vintage", "source"};
constexpr std::array<std::string_view, 4> kKinds = {"exact", "rounded", "survey", "bound"};
constexpr std::string_view kKindsListed = "exact, rounded, survey, bound";
constexpr int kMostRows = 100'000;

using Fields = std::vector<Field>;

bool has_other_separator(const std::string& text) {
    return text.find_first_of(";\t") != std::string::npos || text.find("，") != std::string::npos;
}

/// Which field of a record holds which column.
class Header {
public:
    /// False, and errors, where columns are missing, unknown or there twice.
    bool read(const Reading& reading, const Fields& fields) {
        place_.fill(-1);
        count_ = fields.size();
        if (fields.size() == 1 && has_other_separator(fields.front().text)) {
            reading.say(Message::csv_separator, fields.front().pos);
            return false;
        }
        bool good = true;
        for (std::size_t at = 0; at < fields.size(); ++at)
            good = place_column(reading, fields[at], static_cast<int>(at)) && good;
        if (!good) return false;
        for (std::size_t column = 0; column < kColumns.size(); ++column)
            if (place_[column] < 0 && static_cast<Column>(column) != Column::error) {
                reading.say(Message::csv_column_missing, reading.start(),
                            {std::string(kColumns[column])});
                good = false;
            }
        return good;
    }

    std::size_t count() const { return count_; }
    /// Null where there is no such column.
    const Field* field(const Fields& fields, Column column) const {
        const int at = place_[static_cast<std::size_t>(column)];
        return at < 0 ? nullptr : &fields[static_cast<std::size_t>(at)];
    }

private:
    bool place_column(const Reading& reading, const Field& field, int at) {
        for (std::size_t column = 0; column < kColumns.size(); ++column) {
            if (field.text != kColumns[column]) continue;
            if (place_[column] >= 0) {
                reading.say(Message::listed_twice, field.pos, {field.text});
                return false;
            }
            place_[column] = at;
            return true;
        }
        std::vector<std::string> names(kColumns.begin(), kColumns.end());
        std::string listed;
        for (const std::string& name : names)
            listed += (listed.empty() ? "" : ", ") + name;
        const std::string near = suggest(reading.diagnostics, field.text, names);
        if (near.empty())
            reading.say(Message::unknown_key, field.pos, {field.text, listed});
        else
            reading.say(Message::mistyped_key, field.pos, {field.text, near});
        return false;
    }

    std::array<int, kColumns.size()> place_{};
    std::size_t count_ = 0;
};

/// One row after the header.
class RowReader {
public:
    RowReader(const Reading& reading, const Header& header, const Fields& fields)
        : reading_(reading), header_(header), fields_(fields) {}

    /// Nothing where the row has a mistake.
    std::optional<Observation> read() {
        const int errors_before = reading_.diagnostics.error_count();
        row_.pos = field(Column::indicator).pos;
        row_.indicator = required(Column::indicator);
        row_.unit = required(Column::unit);
        row_.source = required(Column::source);
        read_year();
        read_kind();
        read_value();
        read_error();
        read_vintage();
        check_unit();
        if (reading_.diagnostics.error_count() > errors_before) return std::nullopt;
        return std::move(row_);
    }

private:
    const Field& field(Column column) const { return *header_.field(fields_, column); }

    std::string required(Column column) const {
        const Field& given = field(column);
        if (given.text.empty())
            reading_.say(Message::csv_empty, given.pos,
                         {std::string(kColumns[static_cast<std::size_t>(column)])});
        return given.text;
    }

    void read_year() {
        const std::string text = required(Column::year);
        const std::optional<YearSpan> year = parse_years(text);
        if (year && year->first == year->last)
            row_.year = year->first;
        else if (!text.empty())
            reading_.say(Message::csv_year, field(Column::year).pos, {text});
    }

    void read_kind() {
        const std::string text = required(Column::kind);
        const auto found = std::find(kKinds.begin(), kKinds.end(), text);
        kind_known_ = found != kKinds.end();
        if (kind_known_)
            row_.kind = static_cast<ObservationKind>(found - kKinds.begin());
        else if (!text.empty())
            reading_.say(Message::expected_word, field(Column::kind).pos,
                         {"kind", std::string(kKindsListed),
                          suggest(reading_.diagnostics, text, {kKinds.begin(), kKinds.end()})});
    }

    /// A number, behind `<`, `<=`, `>` or `>=` where it is a bound.
    void read_value() {
        const std::string text = required(Column::value);
        if (text.empty()) return;
        const Field& given = field(Column::value);
        const std::string half = half_width(text);
        row_.below = half.front() == '<';
        row_.above = half.front() == '>';
        const std::size_t sign = std::min(text.find_first_not_of("<>= "), text.size());
        if (const std::optional<double> value = read_number(reading_, given, sign))
            row_.value = *value;
        const bool bound = row_.kind == ObservationKind::bound;
        if (kind_known_ && bound != (row_.below || row_.above))
            reading_.say(bound ? Message::csv_bound_sign : Message::csv_sign_without_bound,
                         given.pos, {text});
    }

    /// Rounded data and surveys state an error, others have none.
    void read_error() {
        const Field* given = header_.field(fields_, Column::error);
        const bool there = given != nullptr && !given->text.empty();
        const bool wanted =
            row_.kind == ObservationKind::rounded || row_.kind == ObservationKind::survey;
        const std::string kind(kKinds[static_cast<std::size_t>(row_.kind)]);
        if (kind_known_ && wanted && !there)
            reading_.say(Message::csv_error_missing, given == nullptr ? row_.pos : given->pos,
                         {kind});
        if (!there) return;
        if (kind_known_ && !wanted)
            return reading_.say(Message::csv_error_unwanted, given->pos, {kind});
        row_.error = read_number(reading_, *given);
        if (row_.error && *row_.error <= 0)
            reading_.say(Message::csv_error_positive, given->pos, {given->text});
    }

    /// When the datum was released, which is not before the year it speaks of.
    void read_vintage() {
        row_.vintage = required(Column::vintage);
        if (row_.vintage.empty()) return;
        const SourcePos pos = field(Column::vintage).pos;
        if (!is_iso_date(row_.vintage, false))
            return reading_.say(Message::csv_vintage, pos, {row_.vintage});
        if (row_.year > 0 && row_.vintage.substr(0, 4) < padded(row_.year))
            reading_.say(Message::csv_vintage_early, pos,
                         {row_.vintage, std::to_string(row_.year)});
    }

    static std::string padded(int year) {
        const std::string digits = std::to_string(year);
        return std::string(4 - digits.size(), '0') + digits;
    }

    void check_unit() const {
        std::string unknown;
        if (!row_.unit.empty() && !parse_unit(row_.unit, &unknown))
            reading_.say(Message::unknown_unit, field(Column::unit).pos,
                         {unknown, known_unit_symbols()});
    }

    const Reading& reading_;
    const Header& header_;
    const Fields& fields_;
    Observation row_;
    bool kind_known_ = false;
};

std::vector<Observation> read_rows(const Reading& reading, const Header& header, int first,
                                   int lines) {
    std::vector<Observation> rows;
    std::map<std::tuple<std::string, int, std::string>, int> seen;
    for (int line = first; line <= lines; ++line) {
        const std::optional<Fields> fields = read_record(reading, line);
        if (!fields || fields->empty()) continue;
        if (line - first >= kMostRows) {
            reading.say(Message::too_many_values, {reading.file, line, 1, 1},
                        {std::to_string(kMostRows)});
            break;
        }
        if (fields->size() != header.count()) {
            reading.say(Message::csv_field_count, fields->front().pos,
                        {std::to_string(fields->size()), std::to_string(header.count())});
            continue;
        }
        std::optional<Observation> row = RowReader(reading, header, *fields).read();
        if (!row) continue;
        const auto [found, fresh] =
            seen.emplace(std::tuple(row->indicator, row->year, row->vintage), line);
        if (fresh)
            rows.push_back(std::move(*row));
        else
            reading.say(Message::csv_row_twice, row->pos,
                        {row->indicator, std::to_string(row->year), row->vintage,
                         std::to_string(found->second)});
    }
    return rows;
}

}  // namespace
}  // namespace plancast::loader

namespace plancast {

std::vector<Observation> load_observed(const SourceSet& sources, int file,
                                       Diagnostics& diagnostics) {
    const loader::Reading reading{sources, file, diagnostics};
    if (!loader::check_encoding(sources, file, diagnostics)) return {};
    const int lines = loader::count_lines(sources.text(file));
    int first = 1;
    std::optional<loader::Fields> fields = loader::read_record(reading, first);
    while (fields && fields->empty() && first < lines)
        fields = loader::read_record(reading, ++first);
    if (!fields) return {};
    if (fields->empty()) {
        reading.say(Message::csv_header_missing, reading.start());
        return {};
    }
    loader::Header header;
    if (!header.read(reading, *fields)) return {};
    return loader::read_rows(reading, header, first + 1, lines);
}

void check_observations(const std::vector<Observation>& observations, const Plan& plan,
                        Diagnostics& diagnostics) {
    std::map<std::string, const Indicator*> indicators;
    loader::KnownNames names;
    for (const Indicator& indicator : plan.indicators) {
        indicators.emplace(indicator.id, &indicator);
        names.add(indicator.id);
    }
    for (const Observation& row : observations) {
        const auto found = indicators.find(row.indicator);
        if (found == indicators.end()) {
            diagnostics.add(Message::observed_indicator, row.pos,
                            {row.indicator, names.nearest(diagnostics, row.indicator)});
            continue;
        }
        const Indicator& indicator = *found->second;
        const std::optional<Unit> unit = parse_unit(row.unit);
        if (unit && !indicator.unit_text.empty() && !unit->same_dimension(indicator.unit))
            diagnostics.add(Message::observed_unit, row.pos,
                            {row.indicator, indicator.unit_text, row.unit});
        if (row.year < plan.baseline_year || row.year > plan.last_year)
            diagnostics.add(Message::observed_year, row.pos,
                            {std::to_string(row.year), std::to_string(plan.baseline_year),
                             std::to_string(plan.last_year)});
    }
}

}  // namespace plancast
