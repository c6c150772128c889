// SPDX-License-Identifier: Apache-2.0
// The subcommands, each in its cmd_NAME.cpp.
#pragma once

#include "tools/command.h"

namespace plancast::tools {

Command new_command();
Command check_command();
Command run_command();
Command summarize_command();
Command info_command();
Command replay_command();
Command verify_command();

}  // namespace plancast::tools
