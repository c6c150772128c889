// SPDX-License-Identifier: Apache-2.0
// Positions in input texts, diagnostics about them, and the failures that end a command.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace plancast {

enum class Language { en, zh };

/// A name or sentence in both languages. Either may be empty.
struct LocalText {
    std::string zh;
    std::string en;

    /// The text in `language`, or in the other one where that is empty.
    const std::string& in(Language language) const;
    bool empty() const { return zh.empty() && en.empty(); }
    bool operator==(const LocalText&) const = default;
};

/// A span of one line of an input text. Lines and columns count from 1; columns and widths are code
/// points.
struct SourcePos {
    int file = -1;  ///< index into the SourceSet, -1 where there is no text to point at
    int line = 0;
    int column = 0;
    int width = 1;

    bool operator==(const SourcePos&) const = default;
};

/// The input texts of one command, kept so that diagnostics can show the line they speak of.
class SourceSet {
public:
    /// Adds a text under the name shown to the user; returns its index.
    int add(std::string name, std::string text);

    int size() const { return static_cast<int>(files_.size()); }
    const std::string& name(int file) const {
        return files_.at(static_cast<std::size_t>(file)).name;
    }
    const std::string& text(int file) const {
        return files_.at(static_cast<std::size_t>(file)).text;
    }
    /// Line `line` (from 1) without its line end; empty past the end.
    std::string_view line(int file, int line) const;

private:
    struct File {
        std::string name;
        std::string text;
        std::vector<std::size_t> line_starts;
    };
    std::vector<File> files_;
};

enum class Severity { error, warning, note };

/// Identity of a sentence of the message catalogue (sim/base/messages.h), stable across versions.
enum class Message : std::uint16_t;

/// One mistake, warning or note: which sentence, about which place, with which words filled in.
struct Diagnostic {
    Message message;
    SourcePos pos;
    std::vector<std::string> args;
};

/// Everything found wrong so far. Loaders and the compiler add to it and go on.
class Diagnostics {
public:
    void add(Message message, SourcePos pos, std::vector<std::string> args = {});

    bool has_errors() const { return error_count_ > 0; }
    int error_count() const { return error_count_; }
    const std::vector<Diagnostic>& list() const { return list_; }

private:
    std::vector<Diagnostic> list_;
    int error_count_ = 0;
};

Severity severity(Message message);

/// One line "file:line:column: error: what; how to mend it [E101]", then the source line and a
/// caret, for each diagnostic, sorted by file and position. The caret is right for wide characters.
std::string render(const Diagnostics& diagnostics, const SourceSet& sources, Language language);

/// Exit codes of the program; the numbers are part of its interface.
enum class ExitCode {
    done = 0,
    bad_input = 2,
    damaged_file = 3,
    invalid_runs = 4,
    input_output = 5,
    bug = 70,
    stopped_early = 75,
    wrong_launch = 78,
};

/// What ends a command besides wrong input: the operating system, a damaged file, a limit.
class Failure : public std::runtime_error {
public:
    Failure(ExitCode code, Message message, std::vector<std::string> args = {});

    ExitCode code() const { return code_; }
    const Diagnostic& diagnostic() const { return diagnostic_; }

private:
    ExitCode code_;
    Diagnostic diagnostic_;
};

/// The sentence of a diagnostic without its position: "what; how to mend it".
std::string sentence(const Diagnostic& diagnostic, Language language);

}  // namespace plancast
