// SPDX-License-Identifier: Apache-2.0
#include "tools/text.h"

#include <cstdlib>

#include "sim/base/messages.h"
#include "sim/base/text.h"

namespace plancast::tools {
namespace {

bool is_control(char32_t code_point) {
    return code_point < 0x20 || (code_point >= 0x7F && code_point < 0xA0);
}

/// Marks that turn the direction of what follows, line separators, and the byte order mark.
bool is_invisible(char32_t code_point) {
    return (code_point >= 0x200B && code_point <= 0x200F) ||
           (code_point >= 0x2028 && code_point <= 0x202E) ||
           (code_point >= 0x2060 && code_point <= 0x206F) || code_point == 0xFEFF;
}

/// Punctuation that may not begin a line.
bool clings_to_left(std::string_view character) {
    constexpr std::string_view kMarks = "，。；：、！？）》〉】〕”’％,.;:!?)]}%";
    return kMarks.find(character) != std::string_view::npos;
}

/// Words of a paragraph: runs of narrow characters, and single wide ones with the punctuation that
/// clings to them. A word ends with its spaces.
std::vector<std::string> words(std::string_view text) {
    std::vector<std::string> result;
    bool open = false;
    for (std::size_t at = 0, length = 1; at < text.size(); at += length) {
        const char32_t code_point = decode_utf8(text, at, length);
        const std::string_view character = text.substr(at, length);
        const bool wide = display_width(code_point) == 2;
        const bool joins = !result.empty() && (clings_to_left(character) || character == " ");
        if (joins || (open && !wide))
            result.back() += character;
        else
            result.emplace_back(character);
        open = !wide && character != " ";
    }
    return result;
}

std::string without_end_spaces(std::string text) {
    text.erase(text.find_last_not_of(' ') + 1);
    return text;
}

}  // namespace

std::string say(Language language, std::string_view zh, std::string_view en,
                const std::vector<std::string>& args) {
    return fill_in(language == Language::zh ? zh : en, args);
}

Language choose_language(std::string_view option) {
    std::string_view chosen = option;
    for (const char* name : {"PLANCAST_LANG", "LC_ALL", "LC_MESSAGES", "LANG"}) {
        const char* value = std::getenv(name);
        if (chosen.empty() && value != nullptr) chosen = value;
    }
    return chosen.starts_with("zh") ? Language::zh : Language::en;
}

std::string clean(std::string_view text, bool lines) {
    std::string out;
    for (std::size_t at = 0, length = 1; at < text.size(); at += length) {
        const char32_t code_point = decode_utf8(text, at, length);
        const std::string_view character = text.substr(at, length);
        if (code_point == '\n')
            out += lines ? '\n' : ' ';
        else if (code_point == '\t')
            out += ' ';
        else if (code_point == 0xFFFD && character != "\xEF\xBF\xBD")
            out += '?';
        else if (!is_control(code_point) && !is_invisible(code_point))
            out += character;
    }
    return out;
}

std::string fit(std::string_view text, int width) {
    if (display_width(text) <= width) return std::string(text);
    std::string out;
    int used = 2;
    for (std::size_t at = 0, length = 1; at < text.size(); at += length) {
        used += display_width(decode_utf8(text, at, length));
        if (used > width) break;
        out += text.substr(at, length);
    }
    return without_end_spaces(out) + "..";
}

std::string wrap(std::string_view text, int width, int indent) {
    const std::string margin(static_cast<std::size_t>(indent), ' ');
    std::string out, line;
    for (const std::string& word : words(text)) {
        const int needed = display_width(line) + display_width(without_end_spaces(word));
        if (needed > width && !line.empty()) {
            out += without_end_spaces(line) + "\n";
            line = margin;
        }
        line += word;
    }
    return out + without_end_spaces(line);
}

std::string shell_word(const std::string& text) {
    constexpr const char* kPlain =
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-./";
    if (!text.empty() && text.find_first_not_of(kPlain) == std::string::npos) return text;
    std::string out = "'";
    for (const char character : text)
        out += character == '\'' ? std::string("'\\''") : std::string(1, character);
    return out + "'";
}

std::string join(const std::vector<std::string>& parts, Language language) {
    std::string out;
    for (const std::string& part : parts)
        out += (out.empty() ? "" : language == Language::zh ? "、" : ", ") + part;
    return out;
}

}  // namespace plancast::tools
