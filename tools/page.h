// SPDX-License-Identifier: Apache-2.0
// What is shown to people: headings, sentences and tables, as plain text or as Markdown.
#pragma once

#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace plancast::tools {

struct Column {
    std::string title;
    bool numbers = false;  ///< aligned to the right
};

/// A table. A row of one cell in a table of several columns is a heading inside it.
struct Sheet {
    std::vector<Column> columns;
    std::vector<std::vector<std::string>> rows;
};

/// Collects what is to be shown; texts may come from files, they are cleaned here.
class Page {
public:
    void heading(std::string text);
    void sentence(std::string text);  ///< a paragraph, wrapped
    void item(std::string text);      ///< one of a list
    void sheet(Sheet sheet);

    bool empty() const { return parts_.empty(); }

    /// Plain text of at most kPageWidth columns: where a table is wider, its first column is cut.
    std::string text() const;
    std::string markdown() const;

private:
    enum class Kind { heading, sentence, item };
    using Part = std::variant<std::pair<Kind, std::string>, Sheet>;
    static std::string text_of(const Sheet& sheet);
    static std::string markdown_of(const Sheet& sheet);

    std::vector<Part> parts_;
};

}  // namespace plancast::tools
