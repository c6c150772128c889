// SPDX-License-Identifier: Apache-2.0
// The message catalogue: every sentence plancast says about wrong input or a failure, in both
// languages.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "plancast/diagnostics.h"

namespace plancast {

// One line per message in messages_*.inc:
//   PLANCAST_MESSAGE(name, severity, number, what_en, hint_en, what_zh, hint_zh)
// {0}, {1}, ... are arguments. A hint is left out when one of its arguments is missing or empty.
// Numbers never change meaning.
enum class Message : std::uint16_t {
#define PLANCAST_MESSAGE(name, severity, number, what_en, hint_en, what_zh, hint_zh) name,
#include "messages.inc"
#undef PLANCAST_MESSAGE
    count_,
};

struct MessageText {
    const char* name;
    Severity severity;
    int number;
    const char* what_en;
    const char* hint_en;
    const char* what_zh;
    const char* hint_zh;
};

const MessageText& message_text(Message message);

/// Replaces {0}, {1}, ... by the arguments.
std::string fill_in(std::string_view text, const std::vector<std::string>& args);

}  // namespace plancast
