// SPDX-License-Identifier: Apache-2.0
// Tables with a column for every scenario, cut into several where they are too wide.
#pragma once

#include <string>
#include <vector>

#include "tools/page.h"

namespace plancast::tools {

struct GridRow {
    std::string label;
    std::string second;              ///< shown where there is room for a second column of words
    std::vector<std::string> cells;  ///< one a scenario; none: a heading
};

struct Grid {
    std::string corner;
    std::string second;              ///< title of the second column; "" for none
    std::vector<std::string> names;  ///< [scenario]
    std::vector<std::string> ids;    ///< [scenario] shown instead where the names are too wide
    std::vector<GridRow> rows;

    bool uses_ids() const;
};

/// Adds a grid to a page, as few tables as its width allows.
void add_grid(Page& page, const Grid& grid);

}  // namespace plancast::tools
