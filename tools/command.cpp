// SPDX-License-Identifier: Apache-2.0
#include "tools/command.h"

#include <algorithm>
#include <boost/program_options.hpp>
#include <charconv>
#include <cmath>

#include "sim/base/messages.h"
#include "sim/base/text.h"
#include "tools/text.h"

namespace plancast::tools {
namespace {

namespace po = boost::program_options;

const char* const kFormats[] = {"table", "json", "csv", "markdown"};

/// The options of a command with those that every command has.
std::vector<Option> all_options(const Command& command) {
    std::vector<Option> options = command.options;
    if (command.reads) {
        options.push_back({"format",
                           "FORMAT",
                           {"输出格式：table（默认）、json、csv 或 markdown",
                            "table (the default), json, csv or markdown"}});
        options.push_back({"csv-excel",
                           "",
                           {"CSV 带字节顺序标记和 CRLF，供 Excel 直接打开",
                            "CSV with a byte order mark and CR LF, for Excel"}});
    }
    options.push_back({"lang",
                       "LANG",
                       {"zh 或 en；默认依次看 PLANCAST_LANG、LC_ALL、LC_MESSAGES、LANG",
                        "zh or en; else by PLANCAST_LANG, LC_ALL, LC_MESSAGES or LANG"}});
    options.push_back({"help,h", "", {"显示本帮助", "show this help"}});
    return options;
}

/// "output" of "output,o".
std::string long_name(const Option& option) {
    return option.name.substr(0, option.name.find(','));
}

[[noreturn]] void refuse(Message message, std::vector<std::string> args) {
    throw Failure(ExitCode::bad_input, message, std::move(args));
}

[[noreturn]] void refuse_option(const std::string& name, const Command& command,
                                const std::vector<Option>& options) {
    std::vector<std::string> known;
    for (const Option& option : options)
        known.push_back("--" + long_name(option));
    refuse(Message::unknown_option, {name, command.name, nearest_name(name, known)});
}

/// Splits the words into options and others; Boost's complaints become ours.
std::vector<po::option> split(const Command& command, const std::vector<Option>& options,
                              const std::vector<std::string>& words) {
    po::options_description description;
    for (const Option& option : options) {
        if (option.value.empty())
            description.add_options()(option.name.c_str(), "");
        else
            description.add_options()(option.name.c_str(), po::value<std::string>(), "");
    }
    using namespace po::command_line_style;
    try {
        const int style = unix_style & ~allow_guessing;
        return po::command_line_parser(words).options(description).style(style).run().options;
    } catch (const po::unknown_option& error) {
        refuse_option(error.get_option_name(), command, options);
    } catch (const po::invalid_command_line_syntax& error) {
        const bool extra = error.kind() == po::invalid_syntax::extra_parameter;
        refuse(extra ? Message::option_takes_no_value : Message::option_needs_value,
               {error.get_option_name()});
    } catch (const po::error& error) {
        refuse(Message::bad_command_line, {error.what()});
    }
}

/// Digits, with _ between them, or a number like 1e6 that is whole.
bool parse_whole(std::string text, std::uint64_t& value) {
    std::erase(text, '_');
    const char* end = text.data() + text.size();
    const auto result = std::from_chars(text.data(), end, value);
    if (result.ec == std::errc() && result.ptr == end) return true;
    double number = 0;
    if (!parse_number(text, number) || number < 0 || number > 0x1p63) return false;
    value = static_cast<std::uint64_t>(number);
    return std::floor(number) == number;
}

/// One line for each pair, the second texts under each other.
std::string two_columns(const std::vector<std::pair<std::string, std::string>>& lines) {
    int width = 0;
    for (const auto& [left, right] : lines)
        width = std::max(width, display_width(left));
    std::string out;
    for (const auto& [left, right] : lines)
        out += wrap("  " + pad(left, width + 2) + right, kPageWidth, width + 4) + "\n";
    return out;
}

}  // namespace

Arguments::Arguments(const Command& command, const std::vector<std::string>& words) {
    const std::vector<Option> options = all_options(command);
    for (const po::option& found : split(command, options, words)) {
        if (found.position_key >= 0) {
            words_.push_back(found.value.at(0));
            continue;
        }
        const auto known = std::find_if(options.begin(), options.end(), [&](const Option& option) {
            return long_name(option) == found.string_key;
        });
        std::vector<std::string>& values = given_[found.string_key];
        if (!values.empty() && !known->repeated)
            refuse(Message::option_twice, {"--" + found.string_key});
        values.push_back(found.value.empty() ? "" : found.value[0]);
    }
    language_ = choose_language(text("lang"));
    if (has("lang") && text("lang") != "zh" && text("lang") != "en")
        refuse(Message::option_value, {"--lang", text("lang"), "zh, en"});
    if (has("help")) return;
    if (has("format")) {
        const auto format = std::find(std::begin(kFormats), std::end(kFormats), text("format"));
        if (format == std::end(kFormats))
            refuse(Message::option_value,
                   {"--format", text("format"), "table, json, csv, markdown"});
        format_ = static_cast<Format>(format - std::begin(kFormats));
    }
    if (words_.size() < command.least_words)
        refuse(Message::word_missing, {command.name, command.missing});
    if (words_.size() > command.most_words)
        refuse(Message::word_too_many, {command.name, words_[command.most_words]});
}

std::string Arguments::text(std::string_view option) const {
    const auto found = given_.find(option);
    return found == given_.end() ? "" : found->second.back();
}

std::vector<std::string> Arguments::texts(std::string_view option) const {
    const auto found = given_.find(option);
    return found == given_.end() ? std::vector<std::string>{} : found->second;
}

std::vector<std::string> Arguments::list(std::string_view option) const {
    std::vector<std::string> parts;
    for (const std::string& value : texts(option))
        for (std::size_t begin = 0, end = 0; begin <= value.size(); begin = end + 1) {
            end = std::min(value.find(',', begin), value.size());
            if (end > begin) parts.push_back(value.substr(begin, end - begin));
        }
    return parts;
}

std::uint64_t Arguments::number(std::string_view option, std::uint64_t otherwise,
                                std::uint64_t least, std::uint64_t most) const {
    if (!has(option)) return otherwise;
    std::uint64_t value = 0;
    if (!parse_whole(text(option), value) || value < least || value > most)
        refuse(Message::option_number, {"--" + std::string(option), text(option),
                                        std::to_string(least), std::to_string(most)});
    return value;
}

std::string Arguments::say(std::string_view zh, std::string_view en,
                           const std::vector<std::string>& args) const {
    return tools::say(language_, zh, en, args);
}

std::string help(const Command& command, Language language) {
    std::string out = say(language, "用法：", "Usage: ") + "plancast " + command.name + " " +
                      command.words + " [OPTIONS]\n\n" +
                      wrap(command.summary.in(language), kPageWidth) + "\n";
    if (!command.description.empty())
        out += "\n" + wrap(command.description.in(language), kPageWidth) + "\n";
    std::vector<std::pair<std::string, std::string>> lines;
    for (const Option& option : all_options(command)) {
        const std::size_t comma = option.name.find(',');
        const std::string letter =
            comma == std::string::npos ? "" : "-" + option.name.substr(comma + 1) + ", ";
        const std::string value = option.value.empty() ? "" : " " + option.value;
        lines.emplace_back(letter + "--" + long_name(option) + value, option.help.in(language));
    }
    return out + "\n" + say(language, "选项：", "Options:") + "\n" + two_columns(lines);
}

std::string help(const std::vector<Command>& commands, Language language) {
    std::string out = say(language, "用法：", "Usage: ") + "plancast COMMAND ...\n\n" +
                      wrap(say(language, "计算规划各项目标在不同投入和政策情景下的达标概率。",
                               "How likely each target of a plan is to be met, under which "
                               "spending and policy."),
                           kPageWidth) +
                      "\n\n" + say(language, "命令：", "Commands:") + "\n";
    std::vector<std::pair<std::string, std::string>> lines;
    for (const Command& command : commands)
        lines.emplace_back(command.name + " " + command.words, command.summary.in(language));
    out += two_columns(lines) + "\n";
    out += two_columns(
        {{"plancast COMMAND --help",
          say(language, "某个命令的全部选项", "all options of a command")},
         {"plancast --version", say(language, "版本", "what this program was built from")}});
    const std::pair<const char*, LocalText> codes[] = {
        {"0", {"完成", "done"}},
        {"2", {"输入或用法有误", "wrong input or usage"}},
        {"3", {"文件损坏或不相容", "a damaged or incompatible file"}},
        {"4", {"有无效运行", "invalid runs"}},
        {"5", {"读写失败", "reading or writing failed"}},
        {"70", {"程序内部错误", "a bug in plancast"}}};
    lines.clear();
    for (const auto& [code, meaning] : codes)
        lines.emplace_back(code, meaning.in(language));
    return out + "\n" + say(language, "退出码：", "Exit codes:") + "\n" + two_columns(lines);
}

std::string find_language(const std::vector<std::string>& words) {
    for (std::size_t at = 0; at < words.size(); ++at) {
        if (words[at] == "--lang" && at + 1 < words.size()) return words[at + 1];
        if (words[at].starts_with("--lang=")) return words[at].substr(7);
    }
    return "";
}

void refuse_name(Message message, const std::string& value, const std::vector<std::string>& known) {
    std::string all;
    for (const std::string& name : known)
        all += (all.empty() ? "" : ", ") + name;
    const std::string nearest = nearest_name(value, known);
    refuse(message, {value, nearest.empty() ? all : nearest});
}

}  // namespace plancast::tools
