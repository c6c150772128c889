// SPDX-License-Identifier: Apache-2.0
// plancast new: a folder with a small plan that can be checked and run at once.
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <memory>

#include "sim/base/messages.h"
#include "sim/base/text.h"
#include "tools/commands.h"
#include "tools/console.h"
#include "tools/starter.h"
#include "tools/text.h"

namespace plancast::tools {
namespace {

[[noreturn]] void cannot_write(const std::filesystem::path& path, int error) {
    throw Failure(ExitCode::input_output, Message::cannot_write_file,
                  {path.string(), std::strerror(error)});
}

/// An id out of a folder's name: its ASCII letters, digits and -, from the first letter on.
std::string id_from(const std::string& name) {
    std::string id;
    for (const char character : name) {
        const bool other = is_digit(character) || character == '-';
        if (is_letter(character) || (other && !id.empty())) id += character;
    }
    return id.empty() ? "my-plan" : id;
}

std::string with_id(std::string_view text, const std::string& id) {
    constexpr std::string_view kPlace = "@ID@";
    std::string out(text);
    for (std::size_t at = out.find(kPlace); at != std::string::npos; at = out.find(kPlace, at))
        out.replace(at, kPlace.size(), id);
    return out;
}

/// Writes a file that was not there: an existing one, a link included, is never touched.
void write_new(const std::filesystem::path& path, const std::string& text) {
    const std::unique_ptr<std::FILE, int (*)(std::FILE*)> file(std::fopen(path.c_str(), "wx"),
                                                               &std::fclose);
    if (!file) cannot_write(path, errno);
    const bool whole = std::fwrite(text.data(), 1, text.size(), file.get()) == text.size();
    if (!whole || std::fflush(file.get()) != 0) cannot_write(path, errno);
}

ExitCode make_plan(const Arguments& arguments) {
    const std::string& name = arguments.words()[0];
    if (clean(name) != name || name.empty())
        throw Failure(ExitCode::bad_input, Message::bad_plan_name, {clean(name)});
    const std::filesystem::path folder(name);
    std::error_code error;
    if (!std::filesystem::create_directory(folder, error)) {
        if (!error || std::filesystem::exists(std::filesystem::symlink_status(folder)))
            throw Failure(ExitCode::bad_input, Message::already_there, {name});
        cannot_write(folder, error.value());
    }
    const std::string id = id_from(folder.filename().string());
    for (const StarterFile& file : starter_files(arguments.language()))
        write_new(folder / file.name, with_id(file.text, id));

    const std::string batch = shell_word((folder / "batch.toml").string());
    const std::string result = shell_word((folder / "result.h5").string());
    put_result(arguments.say("已在 {0} 中写好示例规划。接下来：\n",
                             "A small plan is in {0}. Next:\n", {name}) +
               "  plancast check " + batch + "\n  plancast run " + batch + " -o " + result +
               "\n  plancast summarize " + result + "\n");
    return ExitCode::done;
}

}  // namespace

Command new_command() {
    Command command;
    command.name = "new";
    command.words = "FOLDER";
    command.missing = "FOLDER";
    command.summary = {"新建一个带注释的示例规划，可立即检查和运行",
                       "start a plan: a folder with a small commented example that runs at once"};
    command.description = {
        "写出 plan.toml、model.toml、两个情景、batch.toml 和 "
        "observed.csv；已有的文件夹不会被改动。",
        "Writes plan.toml, model.toml, two scenarios, batch.toml and observed.csv; a folder that "
        "is "
        "there already is left alone."};
    command.run = make_plan;
    return command;
}

}  // namespace plancast::tools
