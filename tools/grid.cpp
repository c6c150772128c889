// SPDX-License-Identifier: Apache-2.0
#include "tools/grid.h"

#include <algorithm>

#include "sim/base/text.h"
#include "tools/text.h"

namespace plancast::tools {
namespace {

constexpr int kWishedLabel = 28;  // columns of labels that names and second column must leave
constexpr int kLeastLabel = 20;   // columns of labels below which a table is cut in two
constexpr int kGap = 2;

int width_of(const Grid& grid, const std::vector<std::string>& titles, std::size_t scenario) {
    int width = display_width(titles[scenario]);
    for (const GridRow& row : grid.rows)
        if (!row.cells.empty()) width = std::max(width, display_width(row.cells[scenario]));
    return width + kGap;
}

int width_of_all(const Grid& grid, const std::vector<std::string>& titles) {
    int width = 0;
    for (std::size_t scenario = 0; scenario < titles.size(); ++scenario)
        width += width_of(grid, titles, scenario);
    return width;
}

int width_of_second(const Grid& grid) {
    int width = display_width(grid.second);
    for (const GridRow& row : grid.rows)
        width = std::max(width, display_width(row.second));
    return width + kGap;
}

/// The table of scenarios first .. end - 1.
Sheet part(const Grid& grid, const std::vector<std::string>& titles, std::size_t first,
           std::size_t end, bool with_second) {
    Sheet sheet;
    sheet.columns.push_back({grid.corner});
    if (with_second) sheet.columns.push_back({grid.second});
    for (std::size_t scenario = first; scenario < end; ++scenario)
        sheet.columns.push_back({titles[scenario], true});
    for (const GridRow& row : grid.rows) {
        std::vector<std::string> cells = {row.label};
        if (!row.cells.empty()) {
            if (with_second) cells.push_back(row.second);
            cells.insert(cells.end(), row.cells.begin() + static_cast<std::ptrdiff_t>(first),
                         row.cells.begin() + static_cast<std::ptrdiff_t>(end));
        }
        sheet.rows.push_back(std::move(cells));
    }
    return sheet;
}

}  // namespace

bool Grid::uses_ids() const {
    return width_of_all(*this, names) > kPageWidth - kWishedLabel;
}

void add_grid(Page& page, const Grid& grid) {
    const std::vector<std::string>& titles = grid.uses_ids() ? grid.ids : grid.names;
    const int room = kPageWidth - kLeastLabel;
    const int taken = width_of_all(grid, titles) + width_of_second(grid);
    const bool with_second = !grid.second.empty() && taken <= kPageWidth - kWishedLabel;
    for (std::size_t first = 0, end = 0; first < titles.size(); first = end) {
        int width = 0;
        for (end = first; end < titles.size(); ++end) {
            width += width_of(grid, titles, end);
            if (width > room && end > first) break;
        }
        page.sheet(part(grid, titles, first, end, with_second));
    }
}

}  // namespace plancast::tools
