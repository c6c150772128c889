// SPDX-License-Identifier: Apache-2.0
// The walk behind scan_toml: one state, one look at every character.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "plancast/diagnostics.h"
#include "sim/base/messages.h"

namespace plancast::loader {

/// Walks over the text once, aware of strings, comments and brackets. Every step is false once a
/// mistake was reported.
class TomlScanner {
public:
    TomlScanner(const SourceSet& sources, int file, Diagnostics& diagnostics)
        : text_(sources.text(file)), file_(file), diagnostics_(diagnostics) {}

    bool run();

private:
    struct Bracket {
        char byte;
        SourcePos pos;
        bool header;  ///< of [table], not of a list
    };

    bool in_list() const {
        return !open_.empty() && open_.back().byte == '[' && !open_.back().header;
    }
    /// After `=`, or among the items of a list.
    bool in_value() const {
        return in_list() || (after_equals_ && (open_.empty() || !open_.back().header));
    }

    // toml_scan.cpp: lines, brackets, what separates
    bool step();
    bool plain_byte();
    bool new_line();
    bool opens(char byte);
    bool closes(char byte);
    bool equals();
    bool comma();
    bool count_value();
    bool unclosed(const Bracket& bracket);
    bool too_deep();
    bool missing_comma(std::size_t begin);
    /// True where what ends at `end` has a `=` behind it.
    bool is_key(std::size_t end) const;
    SourcePos place(std::size_t begin, std::size_t end = 0) const;
    bool fail(Message message, SourcePos pos, std::vector<std::string> args);

    // toml_scan_values.cpp: keys, numbers, texts
    /// A bare key, a number, or a text without quotes.
    bool word();
    /// `3%` and `3万`: the unit goes elsewhere.
    bool unit_after_number(std::size_t begin, const std::string& number);
    /// `1,200` where a comma cannot separate two values.
    bool thousands(std::size_t begin);
    /// A comma, three digits, and no fourth.
    bool is_group(std::size_t at) const;
    /// A character beyond ASCII outside of texts and comments.
    bool wide();
    bool unquoted(std::size_t begin);
    /// The characters beyond ASCII from `at` on, up to a full-width mark.
    std::string_view wide_run(std::size_t at) const;
    bool quoted(char quote);
    bool quoted_lines(std::string_view triple);
    /// Steps over an escape; refuses what no text may hold.
    bool character_in_text(char quote);
    /// False, and an error, where a text was to end with a Chinese quote.
    bool chinese_quote_within(std::size_t begin, std::size_t end);
    /// A word right behind a text: the text ended too early.
    bool quote_inside(std::size_t begin);

    std::string_view text_;
    int file_;
    Diagnostics& diagnostics_;
    std::size_t at_ = 0, line_begin_ = 0;
    std::size_t text_begin_ = 0, text_end_ = 0;  ///< of the last text in quotes
    int line_ = 1;
    int values_ = 0;
    int key_parts_ = 0;
    bool after_equals_ = false;
    bool value_ended_ = false;  ///< and no comma since
    std::vector<Bracket> open_;
};

inline bool is_wide(char byte) {
    return static_cast<unsigned char>(byte) >= 0x80;
}

}  // namespace plancast::loader
