// SPDX-License-Identifier: Apache-2.0
#include "sim/load/toml_scan.h"

#include <algorithm>

#include "sim/base/text.h"
#include "sim/load/reading.h"
#include "sim/load/toml_scanner.h"

namespace plancast::loader {
namespace {

// Far beyond any plan or model, and still read within a second.
constexpr std::size_t kMostBytes = std::size_t{16} << 20;
constexpr std::size_t kMostLineBytes = std::size_t{1} << 20;
constexpr int kMostValues = 100'000;
constexpr int kMostDepth = 64;

}  // namespace

bool TomlScanner::run() {
    if (text_.size() > kMostBytes)
        return fail(Message::file_too_large, {file_, 0, 0, 1},
                    {std::to_string(text_.size()), std::to_string(kMostBytes)});
    if (text_.starts_with("\xEF\xBB\xBF")) at_ = line_begin_ = 3;
    while (at_ < text_.size())
        if (!step()) return false;
    if (!open_.empty() && !open_.back().header) return unclosed(open_.back());
    return true;
}

bool TomlScanner::step() {
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

bool TomlScanner::plain_byte() {
    const char byte = text_[at_];
    const bool space = byte == ' ' || byte == '\t' || text_.substr(at_, 2) == "\r\n";
    if ((byte >= 0 && byte < ' ' && !space) || byte == 0x7F)
        return fail(Message::toml_control_character, place(at_), {});
    ++at_;
    return true;
}

bool TomlScanner::new_line() {
    if (at_ - line_begin_ > kMostLineBytes)
        return fail(Message::line_too_long, {file_, line_, 1, 1}, {std::to_string(kMostLineBytes)});
    if (!open_.empty() && open_.back().byte == '{')
        return fail(Message::toml_table_over_lines, open_.back().pos, {});
    if (!open_.empty() && open_.back().header) open_.clear();
    if (open_.empty()) after_equals_ = value_ended_ = false;
    key_parts_ = 0;
    line_begin_ = ++at_;
    ++line_;
    return true;
}

bool TomlScanner::opens(char byte) {
    if (in_list() && value_ended_) return missing_comma(at_);
    const bool header = byte == '[' && !in_value();
    open_.push_back({byte, place(at_), header});
    if (open_.size() > static_cast<std::size_t>(kMostDepth)) return too_deep();
    if (byte == '{') after_equals_ = false;
    value_ended_ = false;
    key_parts_ = 0;
    ++at_;
    return count_value();
}

bool TomlScanner::closes(char byte) {
    const char opening = byte == ']' ? '[' : '{';
    if (open_.empty()) return fail(Message::toml_syntax, place(at_), {std::string(1, byte)});
    if (open_.back().byte != opening) return unclosed(open_.back());
    if (!open_.back().header) after_equals_ = value_ended_ = true;
    open_.pop_back();
    ++at_;
    return true;
}

bool TomlScanner::equals() {
    if (in_list()) return unclosed(open_.back());
    after_equals_ = true;
    value_ended_ = false;
    key_parts_ = 0;
    const std::size_t next = text_.find_first_not_of(" \t\r", at_ + 1);
    if (next == std::string_view::npos || text_[next] == '\n' || text_[next] == '#')
        return fail(Message::toml_missing_value, place(at_), {});
    ++at_;
    return count_value();
}

bool TomlScanner::comma() {
    if (!open_.empty() && open_.back().byte == '{') {
        after_equals_ = false;
        const std::size_t next = text_.find_first_not_of(" \t", at_ + 1);
        if (next != std::string_view::npos && text_[next] == '}')
            return fail(Message::toml_trailing_comma, place(at_), {});
    }
    value_ended_ = false;
    key_parts_ = 0;
    ++at_;
    return count_value();
}

bool TomlScanner::count_value() {
    if (++values_ <= kMostValues) return true;
    return fail(Message::too_many_values, place(at_ - 1), {std::to_string(kMostValues)});
}

bool TomlScanner::unclosed(const Bracket& bracket) {
    const char* closing = bracket.byte == '[' ? "]" : "}";
    return fail(Message::toml_unclosed_bracket, bracket.pos,
                {std::string(1, bracket.byte), closing});
}

bool TomlScanner::too_deep() {
    return fail(Message::toml_too_deep, place(at_), {std::to_string(kMostDepth)});
}

bool TomlScanner::missing_comma(std::size_t begin) {
    const std::size_t end = text_.find_first_of(" \t\r\n#,]}", begin);
    const std::string_view next = text_.substr(begin, end - begin);
    return fail(Message::toml_missing_comma, place(begin, begin + next.size()),
                {std::string(next)});
}

bool TomlScanner::is_key(std::size_t end) const {
    const std::size_t next = text_.find_first_not_of(" \t", end);
    return next != std::string_view::npos && text_[next] == '=';
}

SourcePos TomlScanner::place(std::size_t begin, std::size_t end) const {
    const int column = 1 + count_code_points(text_.substr(line_begin_, begin - line_begin_));
    const int width = end > begin ? count_code_points(text_.substr(begin, end - begin)) : 1;
    return {file_, line_, column, width};
}

bool TomlScanner::fail(Message message, SourcePos pos, std::vector<std::string> args) {
    diagnostics_.add(message, pos, shortened(std::move(args)));
    return false;
}

bool scan_toml(const SourceSet& sources, int file, Diagnostics& diagnostics) {
    return TomlScanner(sources, file, diagnostics).run();
}

}  // namespace plancast::loader
