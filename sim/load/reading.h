// SPDX-License-Identifier: Apache-2.0
// What every part of a loader works with: the text it reads, and where mistakes go.
#pragma once

#include <string>
#include <vector>

#include "plancast/diagnostics.h"
#include "sim/base/messages.h"

namespace plancast::loader {

/// The words of a message; a long one, such as a whole line, is cut.
std::vector<std::string> shortened(std::vector<std::string> words);

struct Reading {
    const SourceSet& sources;
    int file;
    Diagnostics& diagnostics;

    void say(Message message, SourcePos pos, std::vector<std::string> args = {}) const {
        diagnostics.add(message, pos, shortened(std::move(args)));
    }
    /// The place of the whole file.
    SourcePos start() const { return {file, 1, 1, 1}; }
};

}  // namespace plancast::loader
