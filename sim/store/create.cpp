// SPDX-License-Identifier: Apache-2.0
#include "sim/store/create.h"

#include <cerrno>
#include <cstring>

#include "plancast/diagnostics.h"
#include "sim/base/messages.h"
#include "sim/store/hdf5_handle.h"

namespace plancast::store {
namespace {

void require_room(const std::string& path, std::uint64_t needed) {
    if (file_size_limit() < needed)
        throw Failure(ExitCode::input_output, Message::store_size_limit,
                      {path, std::to_string(needed), std::to_string(file_size_limit())});
    if (free_bytes(path) < needed) cannot_create(path, ENOSPC, needed);
}

Trailer fill(const File& file, const Layout& layout, const Skeleton& skeleton) {
    Trailer trailer = lay_out(file.path(), layout, skeleton);
    trailer.hdf5_bytes = file.size();
    std::uint64_t read = 0;
    trailer.skeleton = skeleton_checksum(file, trailer, read);
    const std::string bytes = encode(trailer);
    file.reserve(trailer.hdf5_bytes + bytes.size());
    file.write(bytes.data(), bytes.size(), trailer.hdf5_bytes);
    file.sync();
    sync_folder(file.path());
    return trailer;
}

}  // namespace

void claim(const std::string& path, const std::string& partial, bool force) {
    for (const std::string& each : {path, partial}) {
        const PathKind kind = kind_of(each);
        if (kind == PathKind::absent) continue;
        if (kind == PathKind::other)
            throw Failure(ExitCode::bad_input, Message::store_not_replaced, {each});
        if (!force)
            throw Failure(ExitCode::bad_input,
                          each == path ? Message::store_exists : Message::store_partial_exists,
                          {each});
    }
    if (kind_of(partial) != PathKind::absent) remove_file(partial);
}

NewFile create_file(const std::string& path, const Layout& layout, const Skeleton& skeleton,
                    std::uint64_t needed) {
    require_room(path, needed);
    File file = File::create(path);
    try {
        Trailer trailer = fill(file, layout, skeleton);
        return {std::move(file), std::move(trailer)};
    } catch (const std::exception& error) {
        remove_file(path);
        const auto* system = dynamic_cast<const std::system_error*>(&error);
        if (system != nullptr) cannot_create(path, system->code().value(), needed);
        if (dynamic_cast<const Hdf5Error*>(&error) == nullptr) throw;
        // HDF5 does not say why; a disk that others filled meanwhile is the likeliest cause.
        if (free_bytes(path) < needed) cannot_create(path, ENOSPC, needed);
        throw Failure(ExitCode::input_output, Message::store_hdf5_failed, {path, error.what()});
    }
}

bool is_full(int error) {
    return error == ENOSPC || error == EDQUOT;
}

void cannot_create(const std::string& path, int error, std::uint64_t needed) {
    if (is_full(error))
        throw Failure(ExitCode::input_output, Message::store_no_space,
                      {path, std::to_string(needed), std::to_string(free_bytes(path))});
    throw Failure(ExitCode::input_output, Message::store_cannot_create,
                  {path, std::strerror(error)});
}

}  // namespace plancast::store
