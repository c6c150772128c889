// SPDX-License-Identifier: Apache-2.0
// A new result file, from the checks before it to the trailer behind it.
#pragma once

#include <cstdint>
#include <string>

#include "sim/store/file.h"
#include "sim/store/layout.h"
#include "sim/store/skeleton.h"
#include "sim/store/trailer.h"

namespace plancast::store {

/// Makes sure that PATH and PATH.partial may be written: neither exists, or `force` is set and they
/// are ordinary files; an old PATH.partial is removed. Throws Failure(bad_input). The caller holds
/// the lock.
void claim(const std::string& path, const std::string& partial, bool force);

struct NewFile {
    File file;
    Trailer trailer;
};

/// Lays out the file at `path`, which must not exist, reserves its space and writes its trailer,
/// all of it durable. `needed` bytes must be free. Throws Failure(input_output), and then leaves no
/// file behind.
NewFile create_file(const std::string& path, const Layout& layout, const Skeleton& skeleton,
                    std::uint64_t needed);

/// True where an error number says that there is no room.
bool is_full(int error);

/// Failure(input_output) for what went wrong while nothing was in the file yet.
[[noreturn]] void cannot_create(const std::string& path, int error, std::uint64_t needed);

}  // namespace plancast::store
