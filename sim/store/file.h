// SPDX-License-Identifier: Apache-2.0
// Plain files: whole reads and writes at a place, syncing, space, renaming, and a lock. A failed
// read throws Failure(input_output); other calls throw std::system_error, which whoever knows what
// is safe turns into a Failure.
#pragma once

#include <cstdint>
#include <string>
#include <system_error>
#include <utility>

namespace plancast::store {

class File {
public:
    /// Makes a file that was not there.
    static File create(const std::string& path);
    /// Opens an ordinary file for reading.
    static File open(const std::string& path);

    File(File&& other) noexcept
        : descriptor_(std::exchange(other.descriptor_, -1)), path_(std::move(other.path_)) {}
    File& operator=(File&&) = delete;
    ~File();

    const std::string& path() const { return path_; }
    std::uint64_t size() const;
    /// True while the path still leads to this file.
    bool in_place() const;
    void read(void* data, std::uint64_t bytes, std::uint64_t address) const;
    void write(const void* data, std::uint64_t bytes, std::uint64_t address) const;
    /// Reserves the blocks of the first `bytes` bytes, where the file system can.
    void reserve(std::uint64_t bytes) const;
    void sync_data() const;
    void sync() const;

private:
    File(int descriptor, std::string path) : descriptor_(descriptor), path_(std::move(path)) {}

    int descriptor_;
    std::string path_;
};

enum class PathKind { absent, ordinary, other };
PathKind kind_of(const std::string& path);

/// Bytes that may still be written beside `path`.
std::uint64_t free_bytes(const std::string& path);
/// The largest size this process may give a file (ulimit -f).
std::uint64_t file_size_limit();

void remove_file(const std::string& path);
/// Without `replace` an existing `to` is an error.
void rename_file(const std::string& from, const std::string& to, bool replace);
/// Makes the names in the folder of `path` durable.
void sync_folder(const std::string& path);

/// PATH.lock, held by one process at a time. The system frees it when its process ends, so a file
/// left behind does no harm.
class Lock {
public:
    /// Throws Failure(input_output) where another process holds it.
    explicit Lock(const std::string& path);
    ~Lock();
    Lock(const Lock&) = delete;
    Lock& operator=(const Lock&) = delete;

private:
    std::string path_;
    int descriptor_ = -1;
};

}  // namespace plancast::store
