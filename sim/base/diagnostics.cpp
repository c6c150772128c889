// SPDX-License-Identifier: Apache-2.0
#include "plancast/diagnostics.h"

#include <algorithm>
#include <tuple>

#include "sim/base/messages.h"
#include "sim/base/text.h"

namespace plancast {
namespace {

constexpr const char* kLabelEn[] = {"error", "warning", "note"};
constexpr const char* kLabelZh[] = {"错误", "警告", "提示"};
// Of a longer line the part around the place is shown, so that the caret stands under it on a
// screen.
constexpr int kShownColumns = 100;
constexpr int kColumnsBefore = 50;

/// A code point as shown: control characters as a space, broken sequences as a question mark.
std::string shown_as(std::string_view line, std::size_t at, std::size_t length,
                     char32_t code_point) {
    if (code_point < 0x20 || code_point == 0x7F) return " ";
    return code_point == 0xFFFD ? "?" : std::string(line.substr(at, length));
}

/// The source line with tabs as one space, and a caret line under the span.
std::string excerpt(std::string_view line, const SourcePos& pos) {
    const bool cut = count_code_points(line) > kShownColumns;
    const int first = cut ? std::max(1, pos.column - kColumnsBefore) : 1;
    std::string shown = first > 1 ? "…" : "", caret = first > 1 ? " " : "";
    int column = 1;
    for (std::size_t at = 0, length = 1; at < line.size(); at += length, ++column) {
        const char32_t code_point = decode_utf8(line, at, length);
        if (column < first) continue;
        if (column >= first + kShownColumns) {
            shown += "…";
            break;
        }
        const std::string text = shown_as(line, at, length, code_point);
        shown += text;
        const auto cells = static_cast<std::size_t>(display_width(text));
        if (column < pos.column) caret.append(cells, ' ');
        if (column >= pos.column && column < pos.column + pos.width) caret.append(cells, '~');
    }
    // The first mark is a caret, also behind the end of the line.
    const std::size_t mark = std::min(caret.find('~'), caret.size());
    caret.replace(mark, 1, "^");
    return "  " + shown + "\n  " + caret + "\n";
}

std::string render_one(const Diagnostic& diagnostic, const SourceSet& sources, Language language) {
    const MessageText& text = message_text(diagnostic.message);
    const SourcePos& pos = diagnostic.pos;
    std::string out;
    if (pos.file >= 0) {
        out += sources.name(pos.file);
        if (pos.line > 0) out += ":" + std::to_string(pos.line) + ":" + std::to_string(pos.column);
        out += ": ";
    }
    const auto label = static_cast<std::size_t>(text.severity);
    out += language == Language::zh ? kLabelZh[label] : kLabelEn[label];
    out += ": " + sentence(diagnostic, language) + " [" + "EWN"[label] +
           std::to_string(text.number) + "]\n";
    if (pos.file >= 0 && pos.line > 0) out += excerpt(sources.line(pos.file, pos.line), pos);
    return out;
}

}  // namespace

const std::string& LocalText::in(Language language) const {
    const std::string& wanted = language == Language::zh ? zh : en;
    const std::string& other = language == Language::zh ? en : zh;
    return wanted.empty() ? other : wanted;
}

int SourceSet::add(std::string name, std::string text) {
    File file{std::move(name), std::move(text), {0}};
    for (std::size_t at = 0; at < file.text.size(); ++at)
        if (file.text[at] == '\n') file.line_starts.push_back(at + 1);
    files_.push_back(std::move(file));
    return size() - 1;
}

std::string_view SourceSet::line(int file, int line) const {
    const File& source = files_.at(static_cast<std::size_t>(file));
    if (line < 1 || line > static_cast<int>(source.line_starts.size())) return {};
    const std::size_t begin = source.line_starts[static_cast<std::size_t>(line) - 1];
    std::string_view rest = std::string_view(source.text).substr(begin);
    if (line == 1 && rest.starts_with("\xEF\xBB\xBF")) rest.remove_prefix(3);
    rest = rest.substr(0, rest.find('\n'));
    if (rest.ends_with('\r')) rest.remove_suffix(1);
    return rest;
}

void Diagnostics::add(Message message, SourcePos pos, std::vector<std::string> args) {
    if (severity(message) == Severity::error) ++error_count_;
    list_.push_back({message, pos, std::move(args)});
}

std::string render(const Diagnostics& diagnostics, const SourceSet& sources, Language language) {
    std::vector<const Diagnostic*> order;
    for (const Diagnostic& diagnostic : diagnostics.list())
        order.push_back(&diagnostic);
    const auto key = [](const Diagnostic* diagnostic) {
        const SourcePos& pos = diagnostic->pos;
        return std::tuple(pos.file, pos.line, pos.column);
    };
    std::stable_sort(
        order.begin(), order.end(),
        [&](const Diagnostic* left, const Diagnostic* right) { return key(left) < key(right); });
    std::string out;
    for (const Diagnostic* diagnostic : order)
        out += render_one(*diagnostic, sources, language);
    return out;
}

Failure::Failure(ExitCode code, Message message, std::vector<std::string> args)
    : std::runtime_error(message_text(message).name),
      code_(code),
      diagnostic_{message, {}, std::move(args)} {}

}  // namespace plancast
