// SPDX-License-Identifier: Apache-2.0
// What stands behind HDF5's end of the file: where all data lie, and a checksum of every other
// byte. It is read with plain reads before HDF5 sees the file. docs/file-format.md, "The trailer".
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "sim/store/file.h"

namespace plancast::store {

/// Bytes that are written after the skeleton, and lie in one piece.
struct Extent {
    std::string path;  ///< of the dataset
    std::uint64_t address = 0;
    std::uint64_t rows = 0;         ///< chunks of one commit block; 0: no chunks, `bytes` in all
    std::uint64_t chunk_bytes = 0;  ///< of one chunk, or of the whole dataset
};

inline constexpr const char* kChecksumPath = "/blocks/checksum";
inline constexpr const char* kStatisticChecksumPath = "/blocks/statistic_checksum";
inline constexpr const char* kCompletePath = "/complete";

struct Trailer {
    std::uint64_t hdf5_bytes = 0;  ///< HDF5's end of the file, where the trailer begins
    std::uint64_t runs = 0;
    std::uint64_t first_block = 0;  ///< of the blocks in this file
    std::uint64_t n_blocks = 0;
    /// Checksum of every byte of the HDF5 part outside the extents. As it covers all texts, inputs
    /// and settings, it is also the identity to which each chunk's checksum is bound.
    std::uint64_t skeleton = 0;
    std::vector<Extent> chunks;      ///< in the order of the checksums of a block
    std::vector<Extent> statistics;  ///< datasets of /summary
    Extent checksums;                ///< of every block, of every chunk
    Extent statistic_checksums;      ///< of every dataset of /summary
    Extent complete;                 ///< one byte, 1 once all others are verified

    std::uint64_t bytes_of(const Extent& extent) const {
        return extent.rows == 0 ? extent.chunk_bytes : extent.rows * n_blocks * extent.chunk_bytes;
    }
    std::uint64_t address(const Extent& extent, std::uint64_t row, std::uint64_t block) const {
        return extent.address + (row * n_blocks + block) * extent.chunk_bytes;
    }
    /// Checksums of one block.
    std::uint64_t columns() const;
};

std::string encode(const Trailer& trailer);

/// The trailer of an open file. Throws Failure(damaged_file) where there is none, where it is
/// damaged or of a newer format, or where the file was cut.
Trailer read_trailer(const File& file);

/// Checksum of the bytes [0, hdf5_bytes) outside the extents, as the file has them now. `bytes` is
/// increased by the number of bytes read.
std::uint64_t skeleton_checksum(const File& file, const Trailer& trailer, std::uint64_t& bytes);

/// Checksum of a chunk, bound to the file and to its place. `column` counts the chunks of a block.
std::uint64_t chunk_checksum(const Trailer& trailer, std::uint64_t block, std::uint64_t column,
                             const void* data, std::uint64_t bytes);

/// The block number that the checksums of the statistics are bound to.
inline constexpr std::uint64_t kSummaryBlock = UINT64_MAX;

}  // namespace plancast::store
