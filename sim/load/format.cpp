// SPDX-License-Identifier: Apache-2.0
#include "sim/load/format.h"

#include <algorithm>
#include <charconv>
#include <string>

#include "sim/load/read.h"

namespace plancast::loader {
namespace {

constexpr FileKind kKinds[] = {FileKind::plan, FileKind::model, FileKind::scenario,
                               FileKind::batch};
constexpr std::string_view kPrefix = "plancast-";

struct Format {
    FileKind kind = FileKind::plan;
    int version = 0;
};

/// "plancast-plan 1"
std::optional<Format> parse_format(std::string_view text) {
    for (const FileKind kind : kKinds) {
        const std::string start = std::string(kPrefix) + std::string(word_of(kind)) + " ";
        if (!text.starts_with(start)) continue;
        const std::string_view digits = text.substr(start.size());
        int version = 0;
        const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), version);
        const bool whole = read.ec == std::errc() && read.ptr == digits.data() + digits.size();
        if (whole && version > 0) return Format{kind, version};
    }
    return std::nullopt;
}

std::string format_line(FileKind kind) {
    return std::string(kPrefix) + std::string(word_of(kind)) + " " +
           std::to_string(kTextFormatVersion);
}

std::string_view trimmed(std::string_view line) {
    const std::size_t begin = line.find_first_not_of(" \t");
    return begin == std::string_view::npos ? std::string_view() : line.substr(begin);
}

}  // namespace

std::string_view word_of(FileKind kind) {
    switch (kind) {
        case FileKind::plan:
            return "plan";
        case FileKind::model:
            return "model";
        case FileKind::scenario:
            return "scenario";
        case FileKind::batch:
            return "batch";
        case FileKind::observed:
            break;
    }
    return "observed";
}

bool check_format(const Reading& reading, const Node& root, FileKind kind) {
    const Node* given = find(root, "format");
    if (given == nullptr || !given->is(NodeType::text) || given->text.empty()) return true;
    const std::string wanted = format_line(kind);
    const std::optional<Format> format = parse_format(given->text);
    if (!format) {
        reading.say(Message::format_unknown, given->pos, {given->text, wanted});
        return true;
    }
    if (format->kind != kind) {
        reading.say(Message::format_other_kind, given->pos,
                    {std::string(word_of(format->kind)), std::string(word_of(kind))});
        return false;
    }
    if (format->version > kTextFormatVersion) {
        reading.say(Message::format_newer, given->pos, {given->text, wanted});
        return false;
    }
    return true;
}

}  // namespace plancast::loader

namespace plancast {

std::optional<FileKind> kind_of_file(const SourceSet& sources, int file) {
    using namespace loader;
    std::string ending = sources.name(file);
    ending = ending.substr(ending.size() - std::min<std::size_t>(4, ending.size()));
    if (ending == ".csv" || ending == ".CSV") return FileKind::observed;
    // Comments and empty lines may come first.
    std::string_view line;
    for (int number = 1; number < 100 && line.empty(); ++number) {
        line = trimmed(sources.line(file, number));
        if (line.starts_with('#')) line = {};
    }
    if (!line.starts_with("format")) return std::nullopt;
    const std::size_t begin = line.find_first_of("\"'");
    if (begin == std::string_view::npos) return std::nullopt;
    const std::size_t end = line.find(line[begin], begin + 1);
    if (end == std::string_view::npos) return std::nullopt;
    const std::optional<Format> format = parse_format(line.substr(begin + 1, end - begin - 1));
    return format ? std::optional(format->kind) : std::nullopt;
}

}  // namespace plancast
