// SPDX-License-Identifier: Apache-2.0
#include "sim/load/source.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

#include "plancast/load.h"
#include "sim/base/messages.h"
#include "sim/base/text.h"
#include "sim/load/encoding.h"

namespace plancast::loader {
namespace {

constexpr std::size_t kMostBytes = std::size_t{64} << 20;

/// An open file, closed at the end.
class Descriptor {
public:
    /// A FIFO without a writer must not be waited for.
    explicit Descriptor(const std::string& path)
        : number_(open(path.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC)) {}
    ~Descriptor() {
        if (number_ >= 0) close(number_);
    }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;

    int number() const { return number_; }

private:
    int number_;
};

/// What the system calls an error number, in English.
std::string reason(int error) {
    return std::generic_category().message(error);
}

/// Every byte, or nothing and `errno`.
std::optional<std::string> read_all(int descriptor, std::size_t size) {
    std::string text(size, '\0');
    std::size_t done = 0;
    while (done < size) {
        const ssize_t got = read(descriptor, text.data() + done, size - done);
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) return std::nullopt;
        if (got == 0) break;
        done += static_cast<std::size_t>(got);
    }
    text.resize(done);
    return text;
}

}  // namespace

std::optional<std::string> read_bytes(const std::string& path, SourcePos asked,
                                      Diagnostics& diagnostics) {
    const auto fail = [&](Message message, std::vector<std::string> args) {
        diagnostics.add(message, asked, std::move(args));
        return std::nullopt;
    };
    const Descriptor descriptor(path);
    if (descriptor.number() < 0 && (errno == ENOENT || errno == ENOTDIR))
        return fail(Message::file_missing, {path});
    struct stat status = {};
    if (descriptor.number() < 0 || fstat(descriptor.number(), &status) != 0)
        return fail(Message::cannot_read_file, {path, reason(errno)});
    if (S_ISDIR(status.st_mode)) return fail(Message::file_is_folder, {path});
    if (!S_ISREG(status.st_mode)) return fail(Message::file_not_ordinary, {path});
    const auto size = static_cast<std::size_t>(status.st_size);
    if (size > kMostBytes)
        return fail(Message::file_too_large, {std::to_string(size), std::to_string(kMostBytes)});
    std::optional<std::string> text = read_all(descriptor.number(), size);
    if (!text) return fail(Message::cannot_read_file, {path, reason(errno)});
    return text;
}

}  // namespace plancast::loader

namespace plancast {

std::optional<int> read_source(const std::string& path, SourceSet& sources,
                               Diagnostics& diagnostics) {
    std::optional<std::string> text = loader::read_bytes(path, {}, diagnostics);
    if (!text) return std::nullopt;
    const bool csv = path.ends_with(".csv") || path.ends_with(".CSV");
    std::optional<std::string> converted;
    if (csv && loader::likely_encoding(*text) == loader::Encoding::gb18030)
        converted = loader::from_gb18030(*text);
    const int file = sources.add(path, converted ? std::move(*converted) : std::move(*text));
    if (converted) diagnostics.add(Message::csv_converted, {file, 0, 0, 1});
    return file;
}

}  // namespace plancast
