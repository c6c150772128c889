// SPDX-License-Identifier: Apache-2.0
// Reads chunks and statistics back with plain reads, each checked against its checksum.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "plancast/diagnostics.h"
#include "sim/store/file.h"
#include "sim/store/trailer.h"

namespace plancast::store {

/// One chunk of a file: of which array of the trailer, and where in it.
struct ChunkPlace {
    std::size_t array = 0;
    std::uint64_t row = 0;
    std::uint64_t block = 0;
};

class Chunks {
public:
    /// Reads the table of checksums. File and trailer must outlive this.
    Chunks(const File& file, const Trailer& trailer);

    /// Reads a whole chunk; false where it is not what was committed.
    bool read(const ChunkPlace& place, std::vector<std::byte>& chunk) const;
    /// Reads bytes of a chunk that read() found right before.
    void read_part(const ChunkPlace& place, std::uint64_t offset, std::uint64_t bytes,
                   void* out) const;
    /// Number of a chunk among all of the file.
    std::uint64_t index(const ChunkPlace& place) const {
        return place.block * columns_ + first_column_[place.array] + place.row;
    }
    /// True where any chunk of the block is in the table.
    bool started(std::uint64_t block) const;
    /// Blocks all of whose chunks are in the table.
    std::uint64_t recorded_blocks() const;
    /// Calls `visit(place)` for every chunk of a block, in the order of the table.
    template <typename Visit>
    void each_chunk(std::uint64_t block, const Visit& visit) const {
        for (std::size_t array = 0; array < trailer_.chunks.size(); ++array)
            for (std::uint64_t row = 0; row < trailer_.chunks[array].rows; ++row)
                visit(ChunkPlace{array, row, block});
    }
    /// The sentence that this chunk is damaged.
    Diagnostic damage(const ChunkPlace& place) const;

private:
    const File& file_;
    const Trailer& trailer_;
    std::uint64_t columns_;
    std::vector<std::uint64_t> first_column_;  ///< [array]
    std::vector<std::uint64_t> table_;         ///< [block][column]
};

/// Reads the bytes of dataset `place` of /summary; false where they are not what was written.
bool read_statistic(const File& file, const Trailer& trailer, std::size_t place,
                    std::vector<std::byte>& bytes);

/// The byte at /complete.
std::uint8_t read_complete(const File& file, const Trailer& trailer);

}  // namespace plancast::store
