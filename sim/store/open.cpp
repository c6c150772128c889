// SPDX-License-Identifier: Apache-2.0
#include "sim/store/open.h"

#include <algorithm>

#include "sim/base/messages.h"
#include "sim/store/chunks.h"
#include "sim/store/hdf5_handle.h"
#include "sim/store/summary_fields.h"

namespace plancast::store {
namespace {

[[noreturn]] void mismatch(const File& file, const std::string& what) {
    throw Failure(ExitCode::damaged_file, Message::store_mismatch, {file.path(), what});
}

void require_same_layout(const File& file, const Trailer& trailer, const Skeleton& skeleton) {
    const Catalog& catalog = skeleton.catalog;
    if (catalog.n_scenarios() < 1 || catalog.n_years() < 1 || skeleton.info.runs < 1 ||
        trailer.first_block != 0)
        mismatch(file, "/runs");
    const Layout layout = make_layout(catalog, skeleton.info.runs);
    if (layout.runs != trailer.runs || layout.n_blocks != trailer.n_blocks ||
        layout.arrays.size() != trailer.chunks.size())
        mismatch(file, "/runs");
    for (std::size_t place = 0; place < layout.arrays.size(); ++place) {
        const ChunkArray& array = layout.arrays[place];
        const Extent& extent = trailer.chunks[place];
        if (array.path() != extent.path || array.rows != extent.rows ||
            array.chunk_bytes != extent.chunk_bytes)
            mismatch(file, extent.path);
    }
    Summary summary = empty_summary(catalog, skeleton.info.sampler);
    const std::vector<Field> fields = summary_fields(catalog, summary);
    const auto same = [](const Field& field, const Extent& extent) {
        return "/summary/" + field.variable.name == extent.path &&
               field.bytes == extent.chunk_bytes;
    };
    if (!std::equal(fields.begin(), fields.end(), trailer.statistics.begin(),
                    trailer.statistics.end(), same))
        mismatch(file, "/summary");
}

}  // namespace

Skeleton open_skeleton(const File& file, const Trailer& trailer) {
    std::uint64_t read = 0;
    if (skeleton_checksum(file, trailer, read) != trailer.skeleton)
        throw Failure(ExitCode::damaged_file, Message::store_skeleton_damaged, {file.path()});
    Skeleton skeleton;
    try {
        skeleton = read_skeleton(file.path());
    } catch (const Hdf5Error& error) {
        throw Failure(ExitCode::damaged_file, Message::store_unreadable,
                      {file.path(), error.what()});
    }
    // HDF5 opens by name; the checks above were of the file that this name led to before.
    if (!file.in_place())
        throw Failure(ExitCode::input_output, Message::store_replaced, {file.path()});
    require_same_layout(file, trailer, skeleton);
    return skeleton;
}

Summary read_summary(const File& file, const Trailer& trailer, const Skeleton& skeleton) {
    Summary summary = empty_summary(skeleton.catalog, skeleton.info.sampler);
    std::size_t place = 0;
    std::vector<std::byte> bytes;
    for (const Field& field : summary_fields(skeleton.catalog, summary)) {
        if (!read_statistic(file, trailer, place, bytes))
            throw Failure(ExitCode::damaged_file, Message::store_statistic_damaged,
                          {file.path(), trailer.statistics[place].path});
        field.load(bytes.data());
        ++place;
    }
    return summary;
}

}  // namespace plancast::store
