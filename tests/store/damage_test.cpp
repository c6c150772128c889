// SPDX-License-Identifier: Apache-2.0
// Whatever happens to the bytes of a result is found: always by verify, and by a reader for the
// bytes it uses.
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <cstring>
#include <functional>
#include <random>

#include "sim/base/hash.h"
#include "sim/base/messages.h"
#include "sim/store/chunks.h"
#include "tests/store/damage.h"

namespace plancast {
namespace {

constexpr std::uint64_t kFootBytes = 48;

void swap_pieces(std::string& bytes, const Piece& left, const Piece& right) {
    ASSERT_EQ(left.bytes, right.bytes);
    std::swap_ranges(bytes.begin() + static_cast<std::ptrdiff_t>(left.address),
                     bytes.begin() + static_cast<std::ptrdiff_t>(left.address + left.bytes),
                     bytes.begin() + static_cast<std::ptrdiff_t>(right.address));
}

void zero(std::string& bytes, const Piece& piece) {
    std::fill_n(bytes.begin() + static_cast<std::ptrdiff_t>(piece.address), piece.bytes, '\0');
}

TEST_F(Damage, EveryByteOfTheTrailer) {
    std::mt19937_64 random(1);
    for (std::uint64_t at = trailer_.hdf5_bytes; at < whole_.size(); ++at) {
        const Flip flip(file(), at, static_cast<unsigned>(random() % 8));
        ASSERT_EQ(verify_result(file()).damage.size(), 1u) << "byte " << at;
        ASSERT_TRUE(failure_of([&] { ResultReader reader(file()); })) << "byte " << at;
    }
    EXPECT_FALSE(read_all()) << "every flip was taken back";
}

TEST_F(Damage, EveryByteOfTheSkeleton) {
    std::mt19937_64 random(2);
    std::uint64_t bytes = 0;
    for (std::uint64_t at = 0; at < trailer_.hdf5_bytes; ++at) {
        if (is_data(at)) continue;
        ++bytes;
        const Flip flip(file(), at, static_cast<unsigned>(random() % 8));
        const auto failure = failure_of([&] { ResultReader reader(file()); });
        ASSERT_TRUE(failure) << "byte " << at;
        ASSERT_EQ(failure->diagnostic().message, Message::store_skeleton_damaged);
        if (bytes % 100 == 0) {
            ASSERT_EQ(verified(), std::vector{Message::store_skeleton_damaged});
        }
    }
    EXPECT_GT(bytes, 10000u);
    EXPECT_FALSE(read_all());
}

TEST_F(Damage, EveryByteOfTheData) {
    // On the checksums themselves: opening the file once for each of 700 000 bytes would take
    // hours. That the commands do compare them is for the tests below.
    std::mt19937_64 random(3);
    const store::File open = store::File::open(file());
    const store::Chunks chunks(open, trailer_);
    std::vector<std::byte> bytes;
    const auto flip_each = [&](std::uint64_t block, std::uint64_t column) {
        const std::uint64_t right =
            store::chunk_checksum(trailer_, block, column, bytes.data(), bytes.size());
        for (std::byte& byte : bytes) {
            const auto bit = static_cast<std::byte>(1u << random() % 8);
            byte ^= bit;
            ASSERT_NE(store::chunk_checksum(trailer_, block, column, bytes.data(), bytes.size()),
                      right);
            byte ^= bit;
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

TEST_F(Damage, RandomBitsOfTheData) {
    std::mt19937_64 random(4);
    for (int trial = 0; trial < 300;) {
        const std::uint64_t at = random() % trailer_.hdf5_bytes;
        if (!is_data(at)) continue;
        ++trial;
        const Flip flip(file(), at, static_cast<unsigned>(random() % 8));
        ASSERT_EQ(verify_result(file()).damage.size(), 1u) << "byte " << at;
        ASSERT_TRUE(read_all()) << "byte " << at;
    }
}

TEST_F(Damage, EveryByteOfTheChecksums) {
    std::mt19937_64 random(5);
    for (const Extent* extent : {&trailer_.checksums, &trailer_.statistic_checksums})
        for (std::uint64_t at = 0; at < extent->chunk_bytes; ++at) {
            const Flip flip(file(), extent->address + at, static_cast<unsigned>(random() % 8));
            ASSERT_EQ(verify_result(file()).damage.size(), 1u) << extent->path << " byte " << at;
            ASSERT_TRUE(read_all()) << extent->path << " byte " << at;
        }
    for (unsigned bit = 0; bit < 8; ++bit) {
        const Flip flip(file(), trailer_.complete.address, bit);
        ASSERT_FALSE(verified().empty()) << "bit " << bit;
        ASSERT_TRUE(read_all()) << "bit " << bit;
    }
}

TEST_F(Damage, IsNamedWithItsRunsAndHurtsNothingElse) {
    const Piece piece = chunk("/runs/intensity", 1, 1);
    const Flip flip(file(), piece.address + 40000 % piece.bytes, 3);
    const VerifyReport report = verify_result(file());
    ASSERT_EQ(report.damage.size(), 1u);
    EXPECT_EQ(sentence(report.damage[0], Language::en),
              file() +
                  " is damaged: /runs/intensity[1] in block 1 (runs 4096 to 4999) is not "
                  "what was written; make it again, or take a copy");
    const ResultReader reader(file());
    EXPECT_EQ(reader.series(2, 0, 0)[4999], sample_.series(2, 0, 0, 4999));
    EXPECT_EQ(reader.hits(0, 1)[4999], sample_.hit(0, 1, 4999));
    const auto failure = failure_of([&] { reader.series(2, 1, 0); });
    ASSERT_TRUE(failure);
    EXPECT_EQ(failure->code(), ExitCode::damaged_file);
    EXPECT_EQ(failure->diagnostic().args, report.damage[0].args);
}

TEST_F(Damage, CutOrLengthened) {
    for (const std::size_t bytes :
         {std::size_t{0}, std::size_t{1}, std::size_t{47}, std::size_t{48}, whole_.size() / 2,
          static_cast<std::size_t>(trailer_.hdf5_bytes), whole_.size() - 48, whole_.size() - 1}) {
        damage([&](std::string& file) { file.resize(bytes); });
        EXPECT_EQ(verified(), std::vector{Message::store_not_ours}) << bytes;
        EXPECT_EQ(read_all()->code(), ExitCode::damaged_file) << bytes;
    }
    damage([](std::string& file) { file += '\0'; });
    EXPECT_EQ(verified(), std::vector{Message::store_not_ours});
    damage([](std::string& file) { file.erase(1000, 1); });
    EXPECT_EQ(verified(), std::vector{Message::store_cut});
    damage([](std::string& file) { file.insert(0, 512, '\0'); });
    EXPECT_EQ(verified(), std::vector{Message::store_cut}) << "HDF5 would look past a user block";
}

TEST_F(Damage, ForeignFiles) {
    for (const std::string& bytes :
         {std::string(), std::string("plan = 1\n"), std::string(100000, '\0'),
          whole_.substr(0, trailer_.hdf5_bytes)}) {  // the last is sound HDF5
        write_file(file(), bytes);
        EXPECT_EQ(verified(), std::vector{Message::store_not_ours});
        EXPECT_EQ(read_all()->diagnostic().message, Message::store_not_ours);
    }
}

TEST_F(Damage, NoFileAtAll) {
    ASSERT_EQ(::mkfifo(path("fifo").c_str(), 0600), 0);
    for (const std::string& name : {path("missing.h5"), path(""), path("fifo")}) {
        const auto failure = failure_of([&] { ResultReader reader(name); });
        ASSERT_TRUE(failure) << name;
        EXPECT_EQ(failure->code(), ExitCode::input_output) << name;
        EXPECT_TRUE(failure_of([&] { verify_result(name); })) << name;
    }
}

TEST_F(Damage, ZeroedAndSwappedChunks) {
    const Piece first = chunk("/runs/lab", 0, 0);
    const std::vector<std::pair<Piece, Piece>> swaps = {
        {first, chunk("/runs/lab", 0, 1)},                         // blocks
        {first, chunk("/runs/lab", 2, 0)},                         // scenarios
        {first, chunk("/runs/intensity", 0, 0)},                   // datasets
        {chunk("/hits/rd", 0, 0), chunk("/hits/lab_2021", 0, 0)},  // targets
        {chunk("/runs/structure", 0, 0), chunk("/runs/structure", 0, 1)},
    };
    for (const std::pair<Piece, Piece>& swap : swaps) {
        damage([&](std::string& file) { swap_pieces(file, swap.first, swap.second); });
        EXPECT_EQ(verified(),
                  (std::vector{Message::store_block_damaged, Message::store_block_damaged}));
        EXPECT_EQ(read_all()->diagnostic().message, Message::store_block_damaged);
    }
    damage([&](std::string& file) { zero(file, first); });
    EXPECT_EQ(verified(), std::vector{Message::store_block_damaged});
    damage([&](std::string& file) {  // a block that never was, as a lost write would leave it
        zero(file, first);
        zero(file, {trailer_.checksums.address, 8});
    });
    EXPECT_EQ(verified(), std::vector{Message::store_block_damaged});
}

TEST_F(Damage, ChecksumsAreBoundToTheirPlace) {
    // Block 0 in the place of block 1, its checksum with it: the data agree with themselves.
    const std::uint64_t row = trailer_.columns() * 8;
    damage([&](std::string& file) {
        swap_pieces(file, chunk("/runs/lab", 0, 0), chunk("/runs/lab", 0, 1));
        swap_pieces(file, {trailer_.checksums.address, 8}, {trailer_.checksums.address + row, 8});
    });
    EXPECT_EQ(verified(),
              (std::vector{Message::store_block_damaged, Message::store_block_damaged}));
}

TEST_F(Damage, ChecksumsAreBoundToTheirFile) {
    // The same run written a second later: even its equal blocks are not this file's.
    write_sample(sample_, path("other.h5"), false, "2025-01-02T03:04:06Z");
    const std::string other = read_file(path("other.h5"));
    ASSERT_EQ(other.size(), whole_.size());
    const Piece piece = chunk("/runs/lab", 0, 0);
    ASSERT_EQ(other.substr(piece.address, piece.bytes), whole_.substr(piece.address, piece.bytes));
    damage([&](std::string& file) {
        file.replace(trailer_.checksums.address, 8, other, trailer_.checksums.address, 8);
    });
    EXPECT_EQ(verified(), std::vector{Message::store_block_damaged});
}

TEST_F(Damage, WrongCountsOfTheSummary) {
    const std::vector<std::function<std::int64_t&(Summary&)>> counts = {
        [](Summary& s) -> std::int64_t& { return s.valid_runs[2]; },
        [](Summary& s) -> std::int64_t& { return s.invalid_runs[2]; },
        [](Summary& s) -> std::int64_t& { return s.hits[5]; },
        [](Summary& s) -> std::int64_t& { return s.pair_hits[1]; },
        [](Summary& s) -> std::int64_t& { return s.scenario_hits[17]; },
        [](Summary& s) -> std::int64_t& { return s.scenario_valid[3]; },
        [](Summary& s) -> std::int64_t& { return s.number_met[2][1]; },
        [](Summary& s) -> std::int64_t& { return s.scramble_hits[95]; },
        [](Summary& s) -> std::int64_t& { return s.scramble_valid[0]; },
    };
    Sample sobol(4096, SamplerKind::sobol);
    write_sample(sobol, file(), true);
    EXPECT_TRUE(verified().empty());
    for (const auto& count : counts) {
        ++count(sobol.summary);
        write_sample(sobol, file(), true);
        --count(sobol.summary);
        EXPECT_EQ(verified(), std::vector{Message::store_count_differs});
    }
}

TEST_F(Damage, OtherFormatVersion) {
    damage([&](std::string& file) {
        const std::uint64_t version = kFormatVersion + 1;
        std::memcpy(&file[file.size() - kFootBytes + 8], &version, 8);
        const std::string trailer = file.substr(trailer_.hdf5_bytes);
        const std::uint64_t checksum = xxh64(trailer.data(), trailer.size() - 8, 0);
        std::memcpy(&file[file.size() - 8], &checksum, 8);
    });
    EXPECT_EQ(verified(), std::vector{Message::store_other_version});
}

TEST_F(Damage, TrailersMadeToDeceive) {
    // Mutations with a right checksum: what they say is checked before it is used.
    std::mt19937_64 random(6);
    for (int trial = 0; trial < 2000; ++trial) {
        std::string trailer = whole_.substr(trailer_.hdf5_bytes);
        const std::uint64_t words = (trailer.size() - kFootBytes) / 8;
        const std::uint64_t value = random() >> (random() % 64);
        std::memcpy(&trailer[random() % words * 8], &value, 8);
        const std::uint64_t checksum = xxh64(trailer.data(), trailer.size() - 8, 0);
        std::memcpy(&trailer[trailer.size() - 8], &checksum, 8);
        std::fstream out(file(), std::ios::binary | std::ios::in | std::ios::out);
        out.seekp(static_cast<std::streamoff>(trailer_.hdf5_bytes));
        out << trailer;
        out.close();
        if (trailer == whole_.substr(trailer_.hdf5_bytes)) continue;
        const auto failure = read_all();
        ASSERT_TRUE(failure) << "trial " << trial;
        ASSERT_EQ(failure->code(), ExitCode::damaged_file) << "trial " << trial;
        ASSERT_FALSE(verified().empty()) << "trial " << trial;
    }
}

}  // namespace
}  // namespace plancast
