// SPDX-License-Identifier: Apache-2.0
// Keys, numbers and texts.
#include <algorithm>

#include "sim/base/full_width.h"
#include "sim/base/text.h"
#include "sim/load/toml_scanner.h"

namespace plancast::loader {

bool TomlScanner::word() {
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
    if (!open_.empty() && is_key(at_))
        return open_.back().byte == '{' ? missing_comma(begin) : unclosed(open_.back());
    if (in_list() && value_ended_) return missing_comma(begin);
    value_ended_ = true;
    if (is_letter(found.front())) {
        const bool known = found == "true" || found == "false" || found == "inf" || found == "nan";
        return known || unquoted(begin);
    }
    return thousands(begin) && unit_after_number(begin, found);
}

bool TomlScanner::unit_after_number(std::size_t begin, const std::string& number) {
    const bool digit = is_digit(number.back());
    const bool percent = at_ < text_.size() && text_[at_] == '%';
    if (!digit || at_ >= text_.size() || !(percent || is_wide(text_[at_]))) return true;
    std::size_t length = 1;
    const char32_t next = decode_utf8(text_, at_, length);
    const bool mark = !ascii_of(next).empty() || is_chinese_quote(next);
    if (!percent && mark && next != U'％') return true;
    std::string unit = percent || next == U'％' ? "%" : std::string(wide_run(at_));
    const SourcePos pos = place(begin, at_ + length);
    if (unit == "万" || unit == "亿") {
        const bool whole = number.find_first_not_of("0123456789_") == std::string::npos;
        const std::string zeros = unit == "万" ? "0000" : "00000000";
        const std::string times = whole ? zeros : "e" + std::to_string(zeros.size());
        return fail(Message::toml_number_word, pos, {number + unit, number + times});
    }
    return fail(Message::toml_unit_after_number, pos, {number + unit, number, unit});
}

bool TomlScanner::thousands(std::size_t begin) {
    if (in_list()) return true;
    std::size_t end = at_;
    std::string joined(text_.substr(begin, at_ - begin));
    while (is_group(end)) {
        joined += text_.substr(end + 1, 3);
        end += 4;
    }
    if (end == at_ || is_key(end)) return true;
    return fail(Message::toml_thousands, place(begin, end),
                {std::string(text_.substr(begin, end - begin)), joined});
}

bool TomlScanner::is_group(std::size_t at) const {
    if (at + 3 >= text_.size() || text_[at] != ',') return false;
    const std::size_t end = text_.find_first_not_of("0123456789", at + 1);
    return std::min(end, text_.size()) == at + 4;
}

bool TomlScanner::wide() {
    std::size_t length = 1;
    const char32_t typed = decode_utf8(text_, at_, length);
    const std::string shown(text_.substr(at_, length));
    if (is_chinese_quote(typed)) return fail(Message::toml_chinese_quote, place(at_), {shown});
    if (const std::string meant = ascii_of(typed); !meant.empty())
        return fail(Message::toml_not_ascii, place(at_), {shown, meant});
    if (in_value()) return unquoted(at_);
    const std::string_view run = wide_run(at_);
    return fail(Message::toml_bare_key, place(at_, at_ + run.size()), {std::string(run)});
}

bool TomlScanner::unquoted(std::size_t begin) {
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

std::string_view TomlScanner::wide_run(std::size_t at) const {
    std::size_t end = at;
    while (end < text_.size() && is_wide(text_[end])) {
        std::size_t length = 1;
        const char32_t next = decode_utf8(text_, end, length);
        if (end > at && (!ascii_of(next).empty() || is_chinese_quote(next))) break;
        end += length;
    }
    return text_.substr(at, end - at);
}

bool TomlScanner::quoted(char quote) {
    if (in_list() && value_ended_) return missing_comma(at_);
    const std::string_view triple = quote == '"' ? "\"\"\"" : "'''";
    if (text_.substr(at_).starts_with(triple)) return quoted_lines(triple);
    const std::size_t begin = at_++;
    for (; at_ < text_.size() && text_[at_] != '\n'; ++at_) {
        if (text_[at_] == quote) {
            text_begin_ = begin;
            text_end_ = ++at_;
            value_ended_ = true;
            return true;
        }
        if (!character_in_text(quote)) return false;
    }
    return chinese_quote_within(begin, at_) && fail(Message::toml_unclosed_text, place(begin), {});
}

bool TomlScanner::quoted_lines(std::string_view triple) {
    const SourcePos start = place(at_, at_ + triple.size());
    at_ += triple.size();
    for (; at_ < text_.size(); ++at_) {
        if (text_.substr(at_).starts_with(triple)) {
            at_ += triple.size();
            // Up to two quotes may stand before the closing three.
            while (at_ < text_.size() && text_[at_] == triple.front())
                ++at_;
            value_ended_ = true;
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

bool TomlScanner::character_in_text(char quote) {
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

bool TomlScanner::chinese_quote_within(std::size_t begin, std::size_t end) {
    for (std::size_t at = begin, length = 1; at < end; at += length)
        if (is_chinese_quote(decode_utf8(text_, at, length)))
            return fail(Message::toml_chinese_quote, place(at),
                        {std::string(text_.substr(at, length))});
    return true;
}

bool TomlScanner::quote_inside(std::size_t begin) {
    return chinese_quote_within(text_begin_, text_end_) &&
           fail(Message::toml_quote_inside, place(begin - 1), {});
}

}  // namespace plancast::loader
