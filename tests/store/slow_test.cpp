// SPDX-License-Identifier: Apache-2.0
// What takes minutes: every single bit.
#include <gtest/gtest.h>

#include "sim/base/messages.h"
#include "sim/store/chunks.h"
#include "tests/store/damage.h"

namespace plancast {
namespace {

class Slow : public Damage {};

TEST_F(Slow, EveryBitOfSkeletonAndTrailer) {
    for (std::uint64_t at = 0; at < whole_.size(); ++at) {
        if (is_data(at)) continue;
        for (unsigned bit = 0; bit < 8; ++bit) {
            const Flip flip(file(), at, bit);
            ASSERT_TRUE(failure_of([&] { ResultReader reader(file()); }))
                << "byte " << at << " bit " << bit;
        }
    }
    EXPECT_FALSE(read_all()) << "every flip was taken back";
}

TEST_F(Slow, EveryBitOfTheData) {
    const store::File open = store::File::open(file());
    const store::Chunks chunks(open, trailer_);
    std::vector<std::byte> bytes;
    const auto flip_each = [&](std::uint64_t block, std::uint64_t column) {
        const std::uint64_t right =
            store::chunk_checksum(trailer_, block, column, bytes.data(), bytes.size());
        for (std::size_t bit = 0; bit < 8 * bytes.size(); ++bit) {
            bytes[bit / 8] ^= static_cast<std::byte>(1u << bit % 8);
            ASSERT_NE(store::chunk_checksum(trailer_, block, column, bytes.data(), bytes.size()),
                      right);
            bytes[bit / 8] ^= static_cast<std::byte>(1u << bit % 8);
        }
    };
    std::uint64_t column = 0;
    for (std::uint64_t block = 0; block < trailer_.n_blocks; ++block, column = 0)
        chunks.each_chunk(block, [&](const store::ChunkPlace& place) {
            ASSERT_TRUE(chunks.read(place, bytes));
            flip_each(block, column++);
        });
    for (std::size_t place = 0; place < trailer_.statistics.size(); ++place) {
        ASSERT_TRUE(store::read_statistic(open, trailer_, place, bytes));
        flip_each(store::kSummaryBlock, place);
    }
}

}  // namespace
}  // namespace plancast
