// SPDX-License-Identifier: Apache-2.0
// Inputs made to exhaust a loader, and files that are none.
#pragma once

#include <string>
#include <vector>

namespace plancast::testing {

struct HostileText {
    std::string name;
    std::string text;
    std::string message;  ///< name of the one error it gives
};

/// TOML texts.
std::vector<HostileText> hostile_texts();

/// A folder of its own, removed at the end.
class TemporaryFolder {
public:
    TemporaryFolder();
    ~TemporaryFolder();
    TemporaryFolder(const TemporaryFolder&) = delete;
    TemporaryFolder& operator=(const TemporaryFolder&) = delete;

    const std::string& path() const { return path_; }
    /// Path of a new pipe without a writer, and of a sparse file of `bytes`.
    std::string make_pipe() const;
    std::string make_large_file(std::size_t bytes) const;

private:
    std::string path_;
};

}  // namespace plancast::testing
