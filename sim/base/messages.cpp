// SPDX-License-Identifier: Apache-2.0
#include "sim/base/messages.h"

#include <array>

namespace plancast {
namespace {

constexpr Severity kE = Severity::error;
constexpr Severity kW = Severity::warning;
[[maybe_unused]] constexpr Severity kN = Severity::note;  // no message need be a note

constexpr std::array<MessageText, static_cast<std::size_t>(Message::count_)> kMessages = {{
#define PLANCAST_MESSAGE(name, severity, number, what_en, hint_en, what_zh, hint_zh) \
    MessageText{#name, k##severity, number, what_en, hint_en, what_zh, hint_zh},
#include "messages.inc"
#undef PLANCAST_MESSAGE
}};

/// Index of the argument at "{N}" in text[at..], or -1.
int placeholder(std::string_view text, std::size_t at) {
    const bool is_one = text[at] == '{' && at + 2 < text.size() && text[at + 2] == '}' &&
                        text[at + 1] >= '0' && text[at + 1] <= '9';
    return is_one ? text[at + 1] - '0' : -1;
}

/// True where every argument the text asks for is there and not empty.
bool all_given(std::string_view text, const std::vector<std::string>& args) {
    for (std::size_t at = 0; at < text.size(); ++at) {
        const int index = placeholder(text, at);
        if (index >= static_cast<int>(args.size())) return false;
        if (index >= 0 && args[static_cast<std::size_t>(index)].empty()) return false;
    }
    return true;
}

}  // namespace

const MessageText& message_text(Message message) {
    return kMessages.at(static_cast<std::size_t>(message));
}

Severity severity(Message message) {
    return message_text(message).severity;
}

std::string fill_in(std::string_view text, const std::vector<std::string>& args) {
    std::string out;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const int index = placeholder(text, at);
        if (index < 0) {
            out += text[at];
            continue;
        }
        if (index < static_cast<int>(args.size())) out += args[static_cast<std::size_t>(index)];
        at += 2;
    }
    return out;
}

std::string sentence(const Diagnostic& diagnostic, Language language) {
    const MessageText& text = message_text(diagnostic.message);
    const bool zh = language == Language::zh;
    std::string out = fill_in(zh ? text.what_zh : text.what_en, diagnostic.args);
    const std::string_view hint = zh ? text.hint_zh : text.hint_en;
    if (!hint.empty() && all_given(hint, diagnostic.args)) {
        out += zh ? "；" : "; ";
        out += fill_in(hint, diagnostic.args);
    }
    return out;
}

}  // namespace plancast
