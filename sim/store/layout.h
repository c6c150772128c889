// SPDX-License-Identifier: Apache-2.0
// Which values a result file holds and how they are cut into chunks. A function of the catalogue
// and the number of runs alone: writer and reader both call it.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "plancast/result.h"
#include "sim/store/values.h"

namespace plancast::store {

inline constexpr std::uint64_t kPageBytes = 4096;

/// Which array of a CommitBlock a dataset's values come from.
enum class Source { series, parameters, hits, structure, valid };

/// A dataset filled block by block. Its chunks lie one behind the other: chunk (row, block) is at
/// address + (row * n_blocks + block) * chunk_bytes. The rows of one block lie likewise in the
/// CommitBlock, so that a chunk is written as it stands in memory.
struct ChunkArray {
    std::string group;  ///< "/runs"
    Variable variable;
    std::vector<std::uint64_t> chunk;  ///< places of a chunk along each dimension
    Source source = Source::series;
    std::uint64_t offset = 0;  ///< of the first row in the CommitBlock's array [bytes]
    std::uint64_t rows = 1;    ///< chunks of one commit block
    std::uint64_t chunk_bytes = 0;

    std::string path() const { return group + "/" + variable.name; }
};

struct Layout {
    std::uint64_t runs = 0;
    std::uint64_t n_blocks = 0;
    std::uint64_t columns = 0;  ///< chunks of one commit block, over all arrays
    /// In the order in which a block is written: /runs/valid is the last.
    std::vector<ChunkArray> arrays;
    Axes axes;

    /// Place in `arrays` of the dataset number `place` of a source.
    std::size_t find(Source source, std::size_t place) const;
};

Layout make_layout(const Catalog& catalog, std::uint64_t runs);

/// Runs of a block: kCommitRuns, fewer in the last.
int runs_of_block(std::uint64_t runs, std::uint64_t block);

/// The bytes of a block that an array holds, as they stand in the CommitBlock.
const std::byte* memory_of(const ChunkArray& array, const CommitBlock& block);

/// Bytes of all chunks, checksums and statistics. Throws Failure(bad_input) where they pass 2^63.
std::uint64_t data_bytes(const Catalog& catalog, std::uint64_t runs);

/// An id that cannot name its dataset, because the group uses the name for a coordinate: Failure
/// (bad_input).
void check_names(const Layout& layout);

/// Says what the values 0, 1, ... of a variable of type int8 mean.
void add_flags(Variable& variable, const std::vector<std::string>& meanings);

/// The unit as the `units` attribute says it: UDUNITS' word where there is one.
std::string units_attribute(const std::string& unit);

}  // namespace plancast::store
