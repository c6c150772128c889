// SPDX-License-Identifier: Apache-2.0
#include "tools/page.h"

#include <gtest/gtest.h>

#include "sim/base/text.h"
#include "tools/grid.h"
#include "tools/text.h"

namespace plancast::tools {
namespace {

std::vector<std::string> lines_of(const std::string& text) {
    std::vector<std::string> lines;
    for (std::size_t begin = 0; begin < text.size();) {
        const std::size_t end = std::min(text.find('\n', begin), text.size());
        lines.push_back(text.substr(begin, end - begin));
        begin = end + 1;
    }
    return lines;
}

TEST(Page, AlignsChineseAndLatinText) {
    Page page;
    page.sheet({{{"指标"}, {"P", true}}, {{"高新技术企业", "79.8"}, {"R&D", "8.0"}}});
    EXPECT_EQ(page.text(),
              "指标             P\n"
              "------------  ----\n"
              "高新技术企业  79.8\n"
              "R&D            8.0\n");
}

TEST(Page, CutsTheFirstColumnToFit) {
    Page page;
    const std::string wide(300, 'x');
    page.sheet({{{"name"}, {"value", true}}, {{wide, "1"}}});
    for (const std::string& line : lines_of(page.text()))
        EXPECT_LE(display_width(line), kPageWidth);
}

TEST(Page, SetsHeadingsInsideTables) {
    Page page;
    page.sheet({{{"a"}, {"b", true}}, {{"a heading wider than the table"}, {"x", "1"}}});
    EXPECT_EQ(page.text(), "a  b\n-  -\na heading wider than the table\nx  1\n");
    EXPECT_EQ(page.markdown(),
              "| a | b |\n| --- | ---: |\n| **a heading wider than the table** |  |\n| x | 1 |\n");
}

TEST(Page, SeparatesItsParts) {
    Page page;
    page.heading("Title");
    page.sentence("First.");
    page.sentence("Second.");
    page.item("one");
    page.item("two");
    EXPECT_EQ(page.text(), "Title\nFirst.\n\nSecond.\n\n  one\n  two\n");
    EXPECT_EQ(page.markdown(), "# Title\n\nFirst.\n\nSecond.\n\n- one\n- two\n");
}

TEST(Page, CleansAndEscapesWhatComesFromFiles) {
    Page page;
    page.sheet({{{"a"}}, {{"x|y\x1B[2J <b>\n"}}});
    EXPECT_EQ(page.text(), "a\n-----------\nx|y[2J <b>\n");
    EXPECT_EQ(page.markdown(), "| a |\n| --- |\n| x\\|y\\[2J \\<b\\>  |\n");
}

Grid grid_of(int scenarios, const std::string& name) {
    Grid grid;
    grid.corner = "P";
    grid.second = "asked for";
    for (int scenario = 0; scenario < scenarios; ++scenario) {
        grid.ids.push_back("s" + std::to_string(scenario));
        grid.names.push_back(name);
    }
    grid.rows.push_back({"heading", "", {}});
    grid.rows.push_back({"target", ">= 1", std::vector<std::string>(grid.ids.size(), "99.9")});
    return grid;
}

TEST(Grid, ShowsNamesWhereTheyFit) {
    Page page;
    add_grid(page, grid_of(3, "规划情景"));
    EXPECT_NE(page.text().find("规划情景"), std::string::npos);
    EXPECT_NE(page.text().find(">= 1"), std::string::npos) << "and the second column";
}

TEST(Grid, ShowsIdsWhereNamesAreTooWide) {
    Page page;
    const Grid grid = grid_of(9, "a long name of a scenario");
    EXPECT_TRUE(grid.uses_ids());
    add_grid(page, grid);
    EXPECT_EQ(page.text().find("a long name"), std::string::npos);
    EXPECT_NE(page.text().find("s8"), std::string::npos);
}

TEST(Grid, IsCutIntoTablesThatFit) {
    Page page;
    add_grid(page, grid_of(40, "name"));
    int shown = 0;
    for (const std::string& line : lines_of(page.text())) {
        EXPECT_LE(display_width(line), kPageWidth);
        for (std::size_t at = line.find("99.9"); at != std::string::npos;
             at = line.find("99.9", at + 1))
            ++shown;
    }
    EXPECT_EQ(shown, 40);
}

}  // namespace
}  // namespace plancast::tools
