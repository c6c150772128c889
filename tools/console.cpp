// SPDX-License-Identifier: Apache-2.0
#include "tools/console.h"

#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>

#include "sim/base/messages.h"
#include "sim/base/text.h"
#include "tools/numbers.h"
#include "tools/text.h"

namespace plancast::tools {
namespace {

constexpr double kLeastPause = 0.2;     // seconds between two states of the line
constexpr double kLeastPlainPause = 1;  // and between two plain lines

bool is_terminal() {
    const char* kind = std::getenv("TERM");
    return isatty(STDERR_FILENO) == 1 && kind != nullptr && std::string_view(kind) != "dumb";
}

}  // namespace

void put_result(std::string_view text) {
    const bool whole = std::fwrite(text.data(), 1, text.size(), stdout) == text.size();
    if (!whole || std::fflush(stdout) != 0)
        throw Failure(ExitCode::input_output, Message::lost_output, {std::strerror(errno)});
}

void put_page(const Page& page, Format format) {
    put_result(format == Format::markdown ? page.markdown() : page.text());
}

void put_note(std::string_view text) {
    const std::string safe = clean(text, true);
    std::fwrite(safe.data(), 1, safe.size(), stderr);
}

void put_diagnostics(const Diagnostics& diagnostics, const SourceSet& sources, Language language) {
    put_note(render(diagnostics, sources, language));
}

std::string message_line(const Diagnostic& diagnostic, Language language) {
    Diagnostics one;
    one.add(diagnostic.message, {}, diagnostic.args);
    return render(one, {}, language);
}

ProgressLine::ProgressLine(Language language) : language_(language), terminal_(is_terminal()) {}

std::string ProgressLine::line(const Progress& progress) const {
    const auto done = static_cast<double>(progress.runs_done);
    const auto all = static_cast<double>(progress.runs);
    const double left = done > 0 ? progress.seconds * (all - done) / done : 0;
    return say(language_, "已完成 {0} %，{1} / {2} 次运行，约剩 {3} 秒",
               "{0} % done, {1} of {2} runs, about {3} s left",
               {std::to_string(static_cast<int>(100 * done / all)), grouped(progress.runs_done),
                grouped(progress.runs), fmt::format("{:.0f}", left)});
}

void ProgressLine::show(const Progress& progress) {
    const int tenth = static_cast<int>(10 * static_cast<double>(progress.runs_done) /
                                       static_cast<double>(progress.runs));
    if (!terminal_) {
        if (tenth <= shown_tenth_ || progress.seconds - shown_at_ < kLeastPlainPause) return;
        shown_tenth_ = tenth;
        shown_at_ = progress.seconds;
        put_note(line(progress) + "\n");
        return;
    }
    if (progress.seconds - shown_at_ < kLeastPause) return;
    shown_at_ = progress.seconds;
    const std::string text = line(progress);
    std::fputs(("\r" + pad(text, shown_width_)).c_str(), stderr);
    std::fflush(stderr);
    shown_width_ = display_width(text);
}

ProgressLine::~ProgressLine() {
    if (shown_width_ > 0) std::fputs(("\r" + pad("", shown_width_) + "\r").c_str(), stderr);
}

}  // namespace plancast::tools
