// SPDX-License-Identifier: Apache-2.0
// The program plancast: finds the command, runs it, and turns whatever ends it into a message and
// an exit code.
#include <algorithm>
#include <cstdlib>
#include <exception>
#include <new>

#include "sim/base/messages.h"
#include "sim/base/require.h"
#include "tools/commands.h"
#include "tools/console.h"
#include "tools/project.h"
#include "tools/text.h"
#include "tools/version.h"

namespace plancast::tools {
namespace {

std::vector<Command> all_commands() {
    return {new_command(),  check_command(),  run_command(),   summarize_command(),
            info_command(), replay_command(), verify_command()};
}

ExitCode dispatch(const std::vector<std::string>& words, Language language) {
    const std::vector<Command> commands = all_commands();
    const std::string name = words.empty() ? "--help" : words[0];
    if (name == "--version") {
        put_result(version_text());
        return ExitCode::done;
    }
    if (name == "--help" || name == "-h" || name == "help" || name.starts_with("--lang")) {
        put_result(help(commands, language));
        return ExitCode::done;
    }
    const auto command = std::find_if(commands.begin(), commands.end(),
                                      [&](const Command& known) { return known.name == name; });
    if (command == commands.end()) {
        std::vector<std::string> known;
        for (const Command& one : commands)
            known.push_back(one.name);
        refuse_name(Message::unknown_command, name, known);
    }
    const Arguments arguments(*command, {words.begin() + 1, words.end()});
    if (arguments.has("help")) {
        put_result(help(*command, language));
        return ExitCode::done;
    }
    return command->run(arguments);
}

ExitCode bug(const char* what, Language language) {
    put_note(
        say(language,
            "程序内部错误：{0}\n请把这条信息、所用命令和 plancast --version 的输出报告给维护者。\n",
            "bug in plancast: {0}\nPlease report this line, the command, and what plancast "
            "--version prints.\n",
            {what}));
    return ExitCode::bug;
}

ExitCode guarded(const std::vector<std::string>& words, Language language) {
    try {
        return dispatch(words, language);
    } catch (const AlreadyReported& reported) {
        return reported.code;
    } catch (const Failure& failure) {
        put_note(message_line(failure.diagnostic(), language));
        return failure.code();
    } catch (const std::bad_alloc&) {
        put_note(message_line({Message::out_of_memory, {}, {}}, language));
        return ExitCode::input_output;
    } catch (const std::exception& error) {
        return bug(error.what(), language);
    } catch (...) {
        return bug("unknown exception", language);
    }
}

}  // namespace
}  // namespace plancast::tools

int main(int argc, char** argv) {
    using namespace plancast::tools;
    const std::vector<std::string> words(argv + std::min(argc, 1), argv + argc);
    const auto code = static_cast<int>(guarded(words, choose_language(find_language(words))));
    // After a failed write HDF5 may crash in its own clean-up at exit (measured with 1.10.8); every
    // file of ours is closed by now, and standard output was flushed when it was written.
    if (code != 0) std::_Exit(code);
    return 0;
}
