// SPDX-License-Identifier: Apache-2.0
// The two ways out of the program: results to standard output, everything else to standard error.
#pragma once

#include <string>
#include <string_view>

#include "plancast/diagnostics.h"
#include "plancast/run.h"
#include "tools/command.h"
#include "tools/page.h"

namespace plancast::tools {

/// Writes a result to standard output. Throws Failure(input_output) where it does not arrive.
void put_result(std::string_view text);

/// Writes a page as Markdown, or as text for every other format.
void put_page(const Page& page, Format format);

/// Writes to standard error, without control characters.
void put_note(std::string_view text);

/// What was found wrong, to standard error.
void put_diagnostics(const Diagnostics& diagnostics, const SourceSet& sources, Language language);

/// One message without a place, as put_diagnostics shows it.
std::string message_line(const Diagnostic& diagnostic, Language language);

/// Shows how far a run is: one line that is written over on a terminal, at most five times a
/// second; without one a plain line for a tenth of the runs, at most one a second.
class ProgressLine {
public:
    explicit ProgressLine(Language language);
    /// Clears the line of a terminal, however the run ended.
    ~ProgressLine();
    ProgressLine(const ProgressLine&) = delete;
    ProgressLine& operator=(const ProgressLine&) = delete;
    void show(const Progress& progress);

private:
    std::string line(const Progress& progress) const;

    Language language_;
    bool terminal_;
    double shown_at_ = 0;  ///< seconds since the start of the run
    int shown_tenth_ = 0;
    int shown_width_ = 0;
};

}  // namespace plancast::tools
