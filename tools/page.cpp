// SPDX-License-Identifier: Apache-2.0
#include "tools/page.h"

#include <algorithm>

#include "sim/base/text.h"
#include "tools/text.h"

namespace plancast::tools {
namespace {

constexpr int kGap = 2;          // spaces between columns
constexpr int kLeastFirst = 16;  // the first column is never cut below this

/// Width of every column, the first one cut so that the table fits the page.
std::vector<int> widths_of(const Sheet& sheet) {
    std::vector<int> widths;
    for (const Column& column : sheet.columns)
        widths.push_back(display_width(column.title));
    for (const std::vector<std::string>& row : sheet.rows) {
        if (row.size() == 1 && widths.size() > 1) continue;
        for (std::size_t column = 0; column < row.size(); ++column)
            widths[column] = std::max(widths[column], display_width(row[column]));
    }
    int others = 0;
    for (std::size_t column = 1; column < widths.size(); ++column)
        others += kGap + widths[column];
    widths[0] = std::min(widths[0], std::max(kLeastFirst, kPageWidth - others));
    return widths;
}

/// A cell of Markdown: what would end the cell or begin markup is escaped.
std::string escaped(const std::string& text) {
    std::string out;
    for (const char character : text) {
        if (std::string_view("|\\`*_<>[]#").find(character) != std::string_view::npos) out += '\\';
        out += character;
    }
    return out;
}

void end_line(std::string& out) {
    out.erase(out.find_last_not_of(' ') + 1);
    out += '\n';
}

}  // namespace

void Page::heading(std::string text) {
    parts_.emplace_back(std::pair(Kind::heading, clean(text)));
}

void Page::sentence(std::string text) {
    parts_.emplace_back(std::pair(Kind::sentence, clean(text)));
}

void Page::item(std::string text) {
    parts_.emplace_back(std::pair(Kind::item, clean(text)));
}

void Page::sheet(Sheet sheet) {
    for (Column& column : sheet.columns)
        column.title = clean(column.title);
    for (std::vector<std::string>& row : sheet.rows)
        for (std::string& cell : row)
            cell = clean(cell);
    parts_.emplace_back(std::move(sheet));
}

std::string Page::text_of(const Sheet& sheet) {
    const std::vector<int> widths = widths_of(sheet);
    std::string out;
    const auto add = [&](std::size_t column, const std::string& cell) {
        if (column > 0) out.append(kGap, ' ');
        out += pad(fit(cell, widths[column]), widths[column], sheet.columns[column].numbers);
    };
    for (std::size_t column = 0; column < widths.size(); ++column)
        add(column, sheet.columns[column].title);
    end_line(out);
    for (std::size_t column = 0; column < widths.size(); ++column)
        add(column, std::string(static_cast<std::size_t>(widths[column]), '-'));
    end_line(out);
    for (const std::vector<std::string>& row : sheet.rows) {
        if (row.size() == 1 && widths.size() > 1)
            out += row[0];
        else
            for (std::size_t column = 0; column < row.size(); ++column)
                add(column, row[column]);
        end_line(out);
    }
    return out;
}

std::string Page::markdown_of(const Sheet& sheet) {
    std::string out = "|", rule = "|";
    for (const Column& column : sheet.columns) {
        out += " " + escaped(column.title) + " |";
        rule += column.numbers ? " ---: |" : " --- |";
    }
    out += "\n" + rule + "\n";
    for (const std::vector<std::string>& row : sheet.rows) {
        out += "|";
        for (std::size_t column = 0; column < sheet.columns.size(); ++column) {
            const std::string cell = column < row.size() ? escaped(row[column]) : "";
            const bool inner_heading = row.size() == 1 && sheet.columns.size() > 1 && column == 0;
            out += inner_heading ? " **" + cell + "** |" : " " + cell + " |";
        }
        out += "\n";
    }
    return out;
}

std::string Page::text() const {
    std::string out;
    bool joined = true, last_was_item = false;
    for (const Part& part : parts_) {
        const auto* words = std::get_if<std::pair<Kind, std::string>>(&part);
        const bool item = words != nullptr && words->first == Kind::item;
        // A blank line between parts, but not after a heading or inside a list.
        if (!joined && !(item && last_was_item)) out += "\n";
        joined = words != nullptr && words->first == Kind::heading;
        last_was_item = item;
        if (words == nullptr)
            out += text_of(std::get<Sheet>(part));
        else if (item)
            out += "  " + wrap(words->second, kPageWidth - 2, 4) + "\n";
        else
            out += wrap(words->second, kPageWidth) + "\n";
    }
    return out;
}

std::string Page::markdown() const {
    std::string out;
    bool first_heading = true, after_item = false;
    for (const Part& part : parts_) {
        const auto* words = std::get_if<std::pair<Kind, std::string>>(&part);
        const bool item = words != nullptr && words->first == Kind::item;
        if (!out.empty() && !(item && after_item)) out += "\n";
        after_item = item;
        if (words == nullptr) {
            out += markdown_of(std::get<Sheet>(part));
        } else if (words->first == Kind::heading) {
            out += (first_heading ? "# " : "## ") + escaped(words->second) + "\n";
            first_heading = false;
        } else {
            out += (item ? "- " : "") + escaped(words->second) + "\n";
        }
    }
    return out;
}

}  // namespace plancast::tools
