// SPDX-License-Identifier: Apache-2.0
#include "sim/store/file.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>

#include "plancast/diagnostics.h"
#include "sim/base/messages.h"

namespace plancast::store {
namespace {

[[noreturn]] void fail(const std::string& path, int error = errno) {
    throw std::system_error(error, std::generic_category(), path);
}

[[noreturn]] void cannot_read(const std::string& path, int error = errno) {
    throw Failure(ExitCode::input_output, Message::cannot_read_file, {path, std::strerror(error)});
}

std::string folder_of(const std::string& path) {
    const std::size_t slash = path.rfind('/');
    if (slash == std::string::npos) return ".";
    return slash == 0 ? "/" : path.substr(0, slash);
}

// One call moves at most this much: Linux itself stops a little below 2 GiB.
constexpr std::uint64_t kMostBytes = 1u << 30;

/// Repeats `call(bytes, done)` until all bytes are moved; 0 then, else an error number.
template <typename Call>
int move_all(std::uint64_t bytes, const Call& call) {
    for (std::uint64_t done = 0; done < bytes;) {
        const ssize_t moved = call(std::min(bytes - done, kMostBytes), done);
        if (moved < 0 && errno == EINTR) continue;
        if (moved < 0) return errno;
        if (moved == 0) return EIO;  // the file is shorter than it was
        done += static_cast<std::uint64_t>(moved);
    }
    return 0;
}

}  // namespace

File File::create(const std::string& path) {
    const int descriptor = ::open(path.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    if (descriptor < 0) fail(path);
    return File(descriptor, path);
}

File File::open(const std::string& path) {
    // Without O_NONBLOCK a FIFO would be waited for.
    const int descriptor = ::open(path.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC);
    if (descriptor < 0) cannot_read(path);
    File file(descriptor, path);
    struct stat status {};
    if (::fstat(descriptor, &status) != 0 || !S_ISREG(status.st_mode))
        throw Failure(ExitCode::input_output, Message::store_not_a_file, {path});
    return file;
}

File::~File() {
    if (descriptor_ >= 0) ::close(descriptor_);
}

std::uint64_t File::size() const {
    struct stat status {};
    if (::fstat(descriptor_, &status) != 0) cannot_read(path_);
    return static_cast<std::uint64_t>(status.st_size);
}

bool File::in_place() const {
    struct stat here {
    }, there{};
    return ::fstat(descriptor_, &here) == 0 && ::stat(path_.c_str(), &there) == 0 &&
           here.st_dev == there.st_dev && here.st_ino == there.st_ino;
}

void File::read(void* data, std::uint64_t bytes, std::uint64_t address) const {
    const int error = move_all(bytes, [&](std::uint64_t count, std::uint64_t done) {
        return ::pread(descriptor_, static_cast<char*>(data) + done, count,
                       static_cast<off_t>(address + done));
    });
    if (error != 0) cannot_read(path_, error);
}

void File::write(const void* data, std::uint64_t bytes, std::uint64_t address) const {
    const int error = move_all(bytes, [&](std::uint64_t count, std::uint64_t done) {
        return ::pwrite(descriptor_, static_cast<const char*>(data) + done, count,
                        static_cast<off_t>(address + done));
    });
    if (error != 0) fail(path_, error);
}

void File::reserve(std::uint64_t bytes) const {
    int status = 0;
    do
        status = ::fallocate(descriptor_, 0, 0, static_cast<off_t>(bytes));
    while (status != 0 && errno == EINTR);
    // Some file systems cannot reserve; there a full disk is only found while writing.
    if (status != 0 && errno != EOPNOTSUPP && errno != ENOSYS) fail(path_);
}

void File::sync_data() const {
    if (::fdatasync(descriptor_) != 0) fail(path_);
}

void File::sync() const {
    if (::fsync(descriptor_) != 0) fail(path_);
}

PathKind kind_of(const std::string& path) {
    struct stat status {};
    if (::lstat(path.c_str(), &status) != 0) {
        if (errno == ENOENT) return PathKind::absent;
        fail(path);
    }
    return S_ISREG(status.st_mode) ? PathKind::ordinary : PathKind::other;
}

std::uint64_t free_bytes(const std::string& path) {
    struct statvfs status {};
    if (::statvfs(folder_of(path).c_str(), &status) != 0) fail(path);
    return static_cast<std::uint64_t>(status.f_bavail) * status.f_frsize;
}

std::uint64_t file_size_limit() {
    struct rlimit limit {};
    if (::getrlimit(RLIMIT_FSIZE, &limit) != 0 || limit.rlim_cur == RLIM_INFINITY) return INT64_MAX;
    return limit.rlim_cur;
}

void remove_file(const std::string& path) {
    if (::unlink(path.c_str()) != 0) fail(path);
}

void rename_file(const std::string& from, const std::string& to, bool replace) {
    if (replace) {
        if (::rename(from.c_str(), to.c_str()) != 0) fail(to);
    } else if (::renameat2(AT_FDCWD, from.c_str(), AT_FDCWD, to.c_str(), RENAME_NOREPLACE) != 0) {
        if (errno != EINVAL && errno != ENOSYS) fail(to);
        // File systems without that call (NFS) have links, which do not replace either.
        if (::link(from.c_str(), to.c_str()) != 0) fail(to);
        remove_file(from);
    }
}

void sync_folder(const std::string& path) {
    const int folder = ::open(folder_of(path).c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (folder < 0) fail(path);
    const int status = ::fsync(folder);
    const int error = errno;
    ::close(folder);
    if (status != 0 && error != EINVAL)
        fail(path, error);  // EINVAL: a folder cannot be synced here
}

Lock::Lock(const std::string& path) : path_(path) {
    for (;;) {
        descriptor_ = ::open(path.c_str(), O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0666);
        if (descriptor_ < 0) fail(path);
        // Where there are no such locks, the exclusive creation of the partial file has to do.
        if (::flock(descriptor_, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK) {
            ::close(descriptor_);
            throw Failure(ExitCode::input_output, Message::store_busy, {path});
        }
        // Whoever held it may have removed the file between our opening and our locking it.
        struct stat here {
        }, there{};
        if (::fstat(descriptor_, &here) == 0 && ::stat(path.c_str(), &there) == 0 &&
            here.st_ino == there.st_ino)
            return;
        ::close(descriptor_);
    }
}

Lock::~Lock() {
    ::unlink(path_.c_str());
    ::close(descriptor_);
}

}  // namespace plancast::store
