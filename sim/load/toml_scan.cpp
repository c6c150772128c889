// SPDX-License-Identifier: Apache-2.0
// Longer than most files here: one walk with one state, and each mistake it knows is a few lines.
#include "sim/load/toml_scan.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "sim/base/messages.h"
#include "sim/base/text.h"
#include "sim/load/full_width.h"
#include "sim/load/reading.h"

namespace plancast::loader {
namespace {

// Far beyond any plan or model, and still read within a second.
constexpr std::size_t kMostBytes = std::size_t{16} << 20;
constexpr std::size_t kMostLineBytes = std::size_t{1} << 20;
constexpr int kMostValues = 100'000;
constexpr int kMostDepth = 64;

bool is_digit(char byte) {
    return byte >= '0' && byte <= '9';
}
bool is_letter(char byte) {
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z');
}
bool is_wide(char byte) {
    return static_cast<unsigned char>(byte) >= 0x80;
}

/// Walks over the text once, aware of strings, comments and brackets.
class Scanner {
public:
    Scanner(const SourceSet& sources, int file, Diagnostics& diagnostics)
        : text_(sources.text(file)), file_(file), diagnostics_(diagnostics) {}

    bool run() {
        if (text_.size() > kMostBytes)
            return fail(Message::file_too_large, {file_, 0, 0, 1},
                        {std::to_string(text_.size()), std::to_string(kMostBytes)});
        if (text_.starts_with("\xEF\xBB\xBF")) at_ = line_begin_ = 3;
        while (at_ < text_.size())
            if (!step()) return false;
        if (!open_.empty() && !open_.back().header) return unclosed(open_.back());
        return true;
    }

private:
    struct Bracket {
        char byte;
        SourcePos pos;
        bool header;  ///< of [table], not of a list
    };

    bool step() {
        const char byte = text_[at_];
        switch (byte) {
            case '\n':
                return new_line();
            case '#':
                at_ = std::min(text_.find('\n', at_), text_.size());
                return true;
            case '"':
            case '\'':
                return quoted(byte);
            case '[':
            case '{':
                return opens(byte);
            case ']':
            case '}':
                return closes(byte);
            case '=':
                return equals();
            case ',':
                return comma();
            case '.':
                if (!in_value() && ++key_parts_ > kMostDepth) return too_deep();
                ++at_;
                return true;
            default:
                break;
        }
        if (is_wide(byte)) return wide();
        if (is_digit(byte) || is_letter(byte) || byte == '+' || byte == '-' || byte == '_')
            return word();
        return plain_byte();
    }

    bool plain_byte() {
        const char byte = text_[at_];
        const bool space = byte == ' ' || byte == '\t' || text_.substr(at_, 2) == "\r\n";
        if ((byte >= 0 && byte < ' ' && !space) || byte == 0x7F)
            return fail(Message::toml_control_character, place(at_), {});
        ++at_;
        return true;
    }

    /// After `=`, or among the items of a list.
    bool in_value() const {
        if (!open_.empty() && open_.back().byte == '[') return !open_.back().header;
        return after_equals_;
    }

    bool new_line() {
        if (at_ - line_begin_ > kMostLineBytes)
            return fail(Message::line_too_long, {file_, line_, 1, 1},
                        {std::to_string(kMostLineBytes)});
        if (!open_.empty() && open_.back().byte == '{')
            return fail(Message::toml_table_over_lines, open_.back().pos, {});
        if (!open_.empty() && open_.back().header) open_.clear();
        if (open_.empty()) after_equals_ = false;
        key_parts_ = 0;
        line_begin_ = ++at_;
        ++line_;
        return true;
    }

    bool opens(char byte) {
        const bool header = byte == '[' && !in_value();
        open_.push_back({byte, place(at_), header});
        if (open_.size() > static_cast<std::size_t>(kMostDepth)) return too_deep();
        if (byte == '{') after_equals_ = false;
        key_parts_ = 0;
        ++at_;
        return count_value();
    }

    bool closes(char byte) {
        const char opening = byte == ']' ? '[' : '{';
        if (open_.empty()) return fail(Message::toml_syntax, place(at_), {std::string(1, byte)});
        if (open_.back().byte != opening) return unclosed(open_.back());
        if (!open_.back().header) after_equals_ = true;
        open_.pop_back();
        ++at_;
        return true;
    }

    bool equals() {
        if (!open_.empty() && open_.back().byte == '[' && !open_.back().header)
            return unclosed(open_.back());
        after_equals_ = true;
        key_parts_ = 0;
        const std::size_t next = text_.find_first_not_of(" \t\r", at_ + 1);
        if (next == std::string_view::npos || text_[next] == '\n' || text_[next] == '#')
            return fail(Message::toml_missing_value, place(at_), {});
        ++at_;
        return count_value();
    }

    bool comma() {
        if (!open_.empty() && open_.back().byte == '{') {
            after_equals_ = false;
            const std::size_t next = text_.find_first_not_of(" \t", at_ + 1);
            if (next != std::string_view::npos && text_[next] == '}')
                return fail(Message::toml_trailing_comma, place(at_), {});
        }
        key_parts_ = 0;
        ++at_;
        return count_value();
    }

    bool count_value() {
        if (++values_ <= kMostValues) return true;
        return fail(Message::too_many_values, place(at_ - 1), {std::to_string(kMostValues)});
    }

    /// A bare key, a number, or a text without quotes.
    bool word() {
        const std::size_t begin = at_;
        const auto continues = [&](char byte) {
            if (is_digit(byte) || is_letter(byte) || byte == '_' || byte == '-') return true;
            return in_value() && (byte == '.' || byte == '+' || byte == ':');
        };
        do
            ++at_;
        while (at_ < text_.size() && continues(text_[at_]));
        if (!in_value()) return true;
        if (begin == text_end_ && begin > 0) return quote_inside(begin);
        const std::string found(text_.substr(begin, at_ - begin));
        if (is_letter(found.front())) {
            const std::size_t next = text_.find_first_not_of(" \t", at_);
            if (!open_.empty() && next != std::string_view::npos && text_[next] == '=')
                return unclosed(open_.back());  // a key, so the list was to end before
            const bool known =
                found == "true" || found == "false" || found == "inf" || found == "nan";
            return known || unquoted(begin);
        }
        return thousands(begin) && unit_after_number(begin, found);
    }

    /// `3%` and `3万`: the unit goes elsewhere.
    bool unit_after_number(std::size_t begin, const std::string& number) {
        const bool digit = is_digit(number.back());
        const bool percent = at_ < text_.size() && text_[at_] == '%';
        if (!digit || at_ >= text_.size() || !(percent || is_wide(text_[at_]))) return true;
        std::size_t length = 1;
        const char32_t next = decode_utf8(text_, at_, length);
        const bool mark = !ascii_of(next).empty() || is_chinese_quote(next);
        if (!percent && mark && next != U'％') return true;
        std::string unit = percent || next == U'％' ? "%" : std::string(wide_run(at_));
        return fail(Message::toml_unit_after_number, place(begin, at_ + length),
                    {number + unit, number, unit});
    }

    /// `1,200` where a comma cannot separate two values.
    bool thousands(std::size_t begin) {
        if (!open_.empty() && open_.back().byte == '[') return true;
        std::size_t end = at_;
        std::string joined(text_.substr(begin, at_ - begin));
        while (is_group(end)) {
            joined += text_.substr(end + 1, 3);
            end += 4;
        }
        const std::size_t next = text_.find_first_not_of(" \t", end);
        const bool key_follows = next != std::string_view::npos && text_[next] == '=';
        if (end == at_ || key_follows) return true;
        return fail(Message::toml_thousands, place(begin, end),
                    {std::string(text_.substr(begin, end - begin)), joined});
    }

    /// A comma, three digits, and no fourth.
    bool is_group(std::size_t at) const {
        if (at + 3 >= text_.size() || text_[at] != ',') return false;
        const bool digits =
            is_digit(text_[at + 1]) && is_digit(text_[at + 2]) && is_digit(text_[at + 3]);
        return digits && (at + 4 == text_.size() || !is_digit(text_[at + 4]));
    }

    /// A character beyond ASCII outside of texts and comments.
    bool wide() {
        std::size_t length = 1;
        const char32_t typed = decode_utf8(text_, at_, length);
        const std::string shown(text_.substr(at_, length));
        if (is_chinese_quote(typed)) return fail(Message::toml_chinese_quote, place(at_), {shown});
        if (const std::string meant = ascii_of(typed); !meant.empty())
            return fail(Message::toml_full_width, place(at_), {shown, meant});
        if (in_value()) return unquoted(at_);
        const std::string_view run = wide_run(at_);
        return fail(Message::toml_bare_key, place(at_, at_ + run.size()), {std::string(run)});
    }

    bool unquoted(std::size_t begin) {
        std::size_t end = begin;
        for (int depth = 0; end < text_.size(); ++end) {
            const char byte = text_[end];
            depth += byte == '(' ? 1 : byte == ')' ? -1 : 0;
            const bool separator = byte == ',' || byte == ']' || byte == '}';
            if (byte == '\n' || byte == '#' || (separator && depth <= 0)) break;
        }
        while (end > begin &&
               (text_[end - 1] == ' ' || text_[end - 1] == '\t' || text_[end - 1] == '\r'))
            --end;
        return fail(Message::toml_unquoted_text, place(begin, end),
                    {std::string(text_.substr(begin, end - begin))});
    }

    /// The characters beyond ASCII from `at` on, up to a full-width mark.
    std::string_view wide_run(std::size_t at) const {
        std::size_t end = at;
        while (end < text_.size() && is_wide(text_[end])) {
            std::size_t length = 1;
            const char32_t next = decode_utf8(text_, end, length);
            if (end > at && (!ascii_of(next).empty() || is_chinese_quote(next))) break;
            end += length;
        }
        return text_.substr(at, end - at);
    }

    bool quoted(char quote) {
        const std::string_view triple = quote == '"' ? "\"\"\"" : "'''";
        if (text_.substr(at_).starts_with(triple)) return quoted_lines(triple);
        const std::size_t begin = at_++;
        for (; at_ < text_.size() && text_[at_] != '\n'; ++at_) {
            if (text_[at_] == quote) {
                text_begin_ = begin;
                text_end_ = ++at_;
                return true;
            }
            if (!character_in_text(quote)) return false;
        }
        return chinese_quote_within(begin, at_) &&
               fail(Message::toml_unclosed_text, place(begin), {});
    }

    bool quoted_lines(std::string_view triple) {
        const SourcePos start = place(at_, at_ + triple.size());
        at_ += triple.size();
        for (; at_ < text_.size(); ++at_) {
            if (text_.substr(at_).starts_with(triple)) {
                at_ += triple.size();
                // Up to two quotes may stand before the closing three.
                while (at_ < text_.size() && text_[at_] == triple.front())
                    ++at_;
                return true;
            }
            if (text_[at_] == '\n') {
                line_begin_ = at_ + 1;
                ++line_;
            } else if (!character_in_text(triple.front())) {
                return false;
            }
        }
        return fail(Message::toml_unclosed_text, start, {});
    }

    /// Steps over an escape; refuses what no text may hold.
    bool character_in_text(char quote) {
        const char byte = text_[at_];
        const bool line_end = text_.substr(at_, 2) == "\r\n";
        if (((byte >= 0 && byte < ' ') || byte == 0x7F) && byte != '\t' && !line_end)
            return fail(Message::toml_control_character, place(at_), {});
        if (byte != '\\' || quote != '"') return true;
        static constexpr std::string_view kEscapes = "btnfr\"\\uU\n\r \t";
        if (at_ + 1 < text_.size() && kEscapes.find(text_[at_ + 1]) == std::string_view::npos)
            return fail(Message::toml_bad_escape, place(at_, at_ + 2), {});
        // A line end after a backslash is met, and counted, by the caller.
        if (at_ + 1 < text_.size() && text_[at_ + 1] != '\n') ++at_;
        return true;
    }

    /// False, and an error, where a text was to end with a Chinese quote.
    bool chinese_quote_within(std::size_t begin, std::size_t end) {
        for (std::size_t at = begin, length = 1; at < end; at += length)
            if (is_chinese_quote(decode_utf8(text_, at, length)))
                return fail(Message::toml_chinese_quote, place(at),
                            {std::string(text_.substr(at, length))});
        return true;
    }

    /// A word right behind a text: the text ended too early.
    bool quote_inside(std::size_t begin) {
        return chinese_quote_within(text_begin_, text_end_) &&
               fail(Message::toml_quote_inside, place(begin - 1), {});
    }

    bool unclosed(const Bracket& bracket) {
        const char* closing = bracket.byte == '[' ? "]" : "}";
        return fail(Message::toml_unclosed_bracket, bracket.pos,
                    {std::string(1, bracket.byte), closing});
    }

    bool too_deep() {
        return fail(Message::toml_too_deep, place(at_), {std::to_string(kMostDepth)});
    }

    SourcePos place(std::size_t begin, std::size_t end = 0) const {
        const int column = 1 + count_code_points(text_.substr(line_begin_, begin - line_begin_));
        const int width = end > begin ? count_code_points(text_.substr(begin, end - begin)) : 1;
        return {file_, line_, column, width};
    }

    bool fail(Message message, SourcePos pos, std::vector<std::string> args) {
        diagnostics_.add(message, pos, shortened(std::move(args)));
        return false;
    }

    std::string_view text_;
    int file_;
    Diagnostics& diagnostics_;
    std::size_t at_ = 0, line_begin_ = 0;
    std::size_t text_begin_ = 0, text_end_ = 0;  // of the last text in quotes
    int line_ = 1;
    int values_ = 0;
    int key_parts_ = 0;
    bool after_equals_ = false;
    std::vector<Bracket> open_;
};

}  // namespace

bool scan_toml(const SourceSet& sources, int file, Diagnostics& diagnostics) {
    return Scanner(sources, file, diagnostics).run();
}

}  // namespace plancast::loader
