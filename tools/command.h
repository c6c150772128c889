// SPDX-License-Identifier: Apache-2.0
// The subcommands of the program as values: their options, their help, and what was given.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "plancast/diagnostics.h"

namespace plancast::tools {

enum class Format { table, json, csv, markdown };

struct Option {
    std::string name;   ///< "runs", or "output,o" with a letter
    std::string value;  ///< what stands for its value in the help: "N"; "" for a switch
    LocalText help;
    bool repeated = false;  ///< may be given several times
};

class Arguments;

struct Command {
    std::string name;
    std::string words;    ///< what follows the name in the help: "BATCH -o R.h5"
    std::string missing;  ///< the word named where there are too few: "BATCH"
    std::size_t least_words = 1, most_words = 1;
    LocalText summary;      ///< one line
    LocalText description;  ///< a paragraph under it
    std::vector<Option> options;
    bool reads = false;  ///< takes --format and --csv-excel too
    ExitCode (*run)(const Arguments& arguments) = nullptr;
};

/// What was given to a command.
class Arguments {
public:
    /// Reads the words after the command's name. Throws Failure(bad_input).
    Arguments(const Command& command, const std::vector<std::string>& words);

    Language language() const { return language_; }
    Format format() const { return format_; }
    bool excel() const { return has("csv-excel"); }
    const std::vector<std::string>& words() const { return words_; }

    bool has(std::string_view option) const { return given_.find(option) != given_.end(); }
    /// The value given last, or "".
    std::string text(std::string_view option) const;
    std::vector<std::string> texts(std::string_view option) const;
    /// "a,b" as its parts; none where it was not given.
    std::vector<std::string> list(std::string_view option) const;
    /// A whole number from `least` to `most`, also as 1_000_000 or 1e6; `otherwise` where it was
    /// not given.
    std::uint64_t number(std::string_view option, std::uint64_t otherwise, std::uint64_t least,
                         std::uint64_t most) const;

    /// The one of two texts that is in the reader's language.
    std::string say(std::string_view zh, std::string_view en,
                    const std::vector<std::string>& args = {}) const;

private:
    Language language_ = Language::en;
    Format format_ = Format::table;
    std::vector<std::string> words_;
    std::map<std::string, std::vector<std::string>, std::less<>> given_;
};

/// The help of one command.
std::string help(const Command& command, Language language);
/// The help of the program.
std::string help(const std::vector<Command>& commands, Language language);

/// The value of `--lang` among words that need not be right otherwise; "" where there is none.
std::string find_language(const std::vector<std::string>& words);

/// Throws Failure(bad_input) saying that `value` is none of `known`, with the nearest of them.
[[noreturn]] void refuse_name(Message message, const std::string& value,
                              const std::vector<std::string>& known);

}  // namespace plancast::tools
