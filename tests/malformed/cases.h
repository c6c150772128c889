// SPDX-License-Identifier: Apache-2.0
// Wrong inputs kept as text: NAME.toml or NAME.csv, and NAME.expected with one line for each
// message, `line:column message_name words...`. A `?` stands for a column or a name that is left
// open; the words, as a whole, are part of the English sentence. Where the message is about another
// file, its name and a colon come first.
#pragma once

#include <string>
#include <vector>

#include "plancast/diagnostics.h"

namespace plancast::testing {

struct ExpectedMessage {
    std::string file;   ///< "" for the case itself
    std::string line;   ///< of NAME.expected, for messages of the test
    std::string place;  ///< "12:5" or "12:?"
    std::string name;   ///< of the message, or "?"
    std::string words;
};

struct MalformedCase {
    std::string name;
    std::string path;  ///< of the wrong input
    std::vector<ExpectedMessage> expected;
};

/// The cases of a folder of tests/malformed, by name.
std::vector<MalformedCase> malformed_cases(const std::string& folder);

/// The text of a file.
std::string file_text(const std::string& path);

/// Expects just these errors, or where a warning or note is expected, just that; whole sentences in
/// both languages.
void expect_diagnostics(const MalformedCase& wrong, const Diagnostics& diagnostics,
                        const SourceSet& sources);

/// Expects that no case of a folder leaves a column or a name open.
void expect_exact_places(const std::string& folder);

}  // namespace plancast::testing
