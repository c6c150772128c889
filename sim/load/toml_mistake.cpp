// SPDX-License-Identifier: Apache-2.0
#include "sim/load/toml_mistake.h"

#include <string>

#include "sim/base/text.h"
#include "sim/load/reading.h"

namespace plancast::loader {
namespace {

bool contains(std::string_view text, std::string_view part) {
    return text.find(part) != std::string_view::npos;
}

std::size_t byte_of_column(std::string_view line, int column) {
    std::size_t at = 0, length = 1;
    for (int seen = 1; seen < column && at < line.size(); ++seen, at += length)
        decode_utf8(line, at, length);
    return at;
}

/// A part of a line and where it stands.
struct Token {
    std::string text;
    SourcePos pos;
};

/// The number or date around or right before `pos`.
Token number_at(std::string_view line, SourcePos pos) {
    constexpr std::string_view kParts =
        "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_+-.:";
    const auto belongs = [&](std::size_t at) {
        return at < line.size() && kParts.find(line[at]) != std::string_view::npos;
    };
    std::size_t begin = byte_of_column(line, pos.column);
    while (begin > 0 && !belongs(begin))
        --begin;
    while (begin > 0 && belongs(begin - 1))
        --begin;
    std::size_t end = begin;
    while (belongs(end))
        ++end;
    pos.column = 1 + count_code_points(line.substr(0, begin));
    pos.width = static_cast<int>(end - begin);
    return {std::string(line.substr(begin, end - begin)), pos};
}

/// The key or [header] that was defined before.
Token key_at(std::string_view line, SourcePos pos) {
    std::size_t begin = byte_of_column(line, pos.column);
    std::size_t end = begin;
    if (line.substr(begin).starts_with('[')) {
        end = line.find_last_of(']') + 1;
    } else {
        // toml++ points at the value; its key stands before the last `=`.
        end = line.substr(0, begin).rfind('=');
        end = line.find_last_not_of(" \t", end == std::string_view::npos ? end : end - 1) + 1;
        begin = line.substr(0, end).find_last_of(" \t{,") + 1;
    }
    pos.column = 1 + count_code_points(line.substr(0, begin));
    pos.width = count_code_points(line.substr(begin, end - begin));
    return {std::string(line.substr(begin, end - begin)), pos};
}

std::string character_at(std::string_view line, int column) {
    const std::size_t at = byte_of_column(line, column);
    if (at >= line.size()) return "";
    std::size_t length = 1;
    decode_utf8(line, at, length);
    return std::string(line.substr(at, length));
}

}  // namespace

void explain_toml_error(const SourceSet& sources, SourcePos pos, std::string_view description,
                        Diagnostics& diagnostics) {
    const Reading reading{sources, pos.file, diagnostics};
    const std::string_view line = sources.line(pos.file, pos.line);
    if (contains(description, "cannot redefine")) {
        const Token key = key_at(line, pos);
        reading.say(Message::toml_twice, key.pos, {key.text});
    } else if (contains(description, "parsing date") || contains(description, "parsing time")) {
        const Token date = number_at(line, pos);
        reading.say(Message::toml_bad_date, date.pos, {date.text});
    } else if (contains(description, "integer:") || contains(description, "floating-point:") ||
               contains(description, "numeric value")) {
        const Token number = number_at(line, pos);
        const bool behind = pos.column >= number.pos.column + number.pos.width;
        const std::string found = character_at(line, pos.column);
        if (behind && !found.empty() && found != " " && found != "\t")
            reading.say(Message::toml_syntax, pos, {found});
        else
            reading.say(Message::toml_bad_number, number.pos, {number.text});
    } else if (contains(description, "expected '='")) {
        reading.say(Message::toml_missing_equals, pos, {});
    } else if (const std::string found = character_at(line, pos.column); !found.empty()) {
        reading.say(Message::toml_syntax, pos, {found});
    } else {
        reading.say(Message::toml_line_ends_early, pos, {});
    }
}

}  // namespace plancast::loader
