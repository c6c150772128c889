// SPDX-License-Identifier: Apache-2.0
#include "sim/store/chunks.h"

#include <algorithm>
#include <span>
#include <string>

#include "plancast/result.h"
#include "sim/base/messages.h"

namespace plancast::store {

Chunks::Chunks(const File& file, const Trailer& trailer)
    : file_(file), trailer_(trailer), columns_(trailer.columns()) {
    std::uint64_t column = 0;
    for (const Extent& extent : trailer.chunks) {
        first_column_.push_back(column);
        column += extent.rows;
    }
    table_.resize(trailer.checksums.chunk_bytes / sizeof(std::uint64_t));
    file.read(table_.data(), trailer.checksums.chunk_bytes, trailer.checksums.address);
}

bool Chunks::read(const ChunkPlace& place, std::vector<std::byte>& chunk) const {
    const Extent& extent = trailer_.chunks[place.array];
    chunk.resize(extent.chunk_bytes);
    file_.read(chunk.data(), chunk.size(), trailer_.address(extent, place.row, place.block));
    const std::uint64_t column = first_column_[place.array] + place.row;
    return chunk_checksum(trailer_, place.block, column, chunk.data(), chunk.size()) ==
           table_[index(place)];
}

void Chunks::read_part(const ChunkPlace& place, std::uint64_t offset, std::uint64_t bytes,
                       void* out) const {
    const Extent& extent = trailer_.chunks[place.array];
    file_.read(out, bytes, trailer_.address(extent, place.row, place.block) + offset);
}

bool Chunks::started(std::uint64_t block) const {
    const auto row = std::span(table_).subspan(block * columns_, columns_);
    return std::any_of(row.begin(), row.end(),
                       [](std::uint64_t checksum) { return checksum != 0; });
}

std::uint64_t Chunks::recorded_blocks() const {
    std::uint64_t count = 0;
    for (std::uint64_t block = 0; block < trailer_.n_blocks; ++block) {
        const auto row = std::span(table_).subspan(block * columns_, columns_);
        if (std::find(row.begin(), row.end(), 0) == row.end()) ++count;
    }
    return count;
}

Diagnostic Chunks::damage(const ChunkPlace& place) const {
    const Extent& extent = trailer_.chunks[place.array];
    const std::uint64_t first = place.block * kCommitRuns;
    const std::uint64_t last = std::min(first + kCommitRuns, trailer_.runs) - 1;
    std::string where = extent.path;
    if (extent.rows > 1) where += "[" + std::to_string(place.row) + "]";
    return {Message::store_block_damaged,
            {},
            {file_.path(), where, std::to_string(place.block), std::to_string(first),
             std::to_string(last)}};
}

bool read_statistic(const File& file, const Trailer& trailer, std::size_t place,
                    std::vector<std::byte>& bytes) {
    const Extent& extent = trailer.statistics[place];
    std::uint64_t checksum = 0;
    file.read(&checksum, sizeof checksum,
              trailer.statistic_checksums.address + place * sizeof checksum);
    bytes.resize(extent.chunk_bytes);
    file.read(bytes.data(), bytes.size(), extent.address);
    return chunk_checksum(trailer, kSummaryBlock, place, bytes.data(), bytes.size()) == checksum;
}

std::uint8_t read_complete(const File& file, const Trailer& trailer) {
    std::uint8_t complete = 0;
    file.read(&complete, 1, trailer.complete.address);
    return complete;
}

}  // namespace plancast::store
