// SPDX-License-Identifier: Apache-2.0
#include <unistd.h>

#include <chrono>
#include <cstring>
#include <ctime>
#include <mutex>
#include <optional>
#include <vector>

#include "plancast/store.h"
#include "sim/base/messages.h"
#include "sim/base/require.h"
#include "sim/store/chunks.h"
#include "sim/store/committer.h"
#include "sim/store/create.h"
#include "sim/store/summary_fields.h"

namespace plancast {

using namespace store;

namespace {

std::string now() {
    const std::time_t time = std::chrono::system_clock::to_time_t(std::chrono::system_clock::now());
    std::tm parts{};
    ::gmtime_r(&time, &parts);
    char text[24];
    std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &parts);
    return text;
}

}  // namespace

class ResultWriter::Impl {
public:
    Impl(std::string path, const Catalog& catalog, const RunInfo& info,
         const std::vector<InputText>& inputs, bool force, const std::string& created)
        : path_(std::move(path)), force_(force), catalog_(catalog), info_(info) {
        needed_ = data_bytes(catalog, info.runs) + skeleton_bound(catalog, inputs);
        layout_ = make_layout(catalog, info.runs);
        check_names(layout_);
        for (const ChunkArray& array : layout_.arrays)
            block_bytes_ += array.rows * array.chunk_bytes;
        const std::string partial = path_ + ".partial";
        try {
            lock_.emplace(path_ + ".lock");
            claim(path_, partial, force);
            const auto attributes =
                own_attributes(catalog, inputs, created.empty() ? now() : created);
            new_.emplace(
                create_file(partial, layout_, {catalog, info, inputs, attributes}, needed_));
        } catch (const std::system_error& error) {
            cannot_create(partial, error.code().value(), needed_);
        }
        submitted_.resize(layout_.n_blocks, false);
        committer_.emplace(file(), trailer().checksums.address, layout_.columns);
    }

    /// Without finish(): records what was written. A file with no block in it is worth nothing.
    ~Impl() {
        if (!committer_) return;
        committer_->stop();
        if (!finished_ && committer_->recorded() == 0) ::unlink(file().path().c_str());
    }

    void commit(const CommitBlock& block) {
        claim_block(block);
        guarded(file().path(), [&] {
            committer_->admit(block_bytes_);
            try {
                committer_->submit(write(block));
            } catch (...) {
                committer_->fail(std::current_exception());
                throw;
            }
        });
    }

    void finish(const Summary& summary) {
        for (const bool submitted : submitted_)
            PLANCAST_REQUIRE(submitted);
        guarded(file().path(), [&] {
            committer_->drain();
            verify();
            write_summary(summary);
        });
        try {
            rename_file(file().path(), path_, force_);
        } catch (const std::system_error& error) {
            throw Failure(ExitCode::input_output, Message::store_cannot_rename,
                          {file().path(), path_, std::strerror(error.code().value())});
        }
        finished_ = true;
        guarded(path_, [&] { sync_folder(path_); });
    }

private:
    const File& file() const { return new_->file; }
    const Trailer& trailer() const { return new_->trailer; }

    void claim_block(const CommitBlock& block) {
        PLANCAST_REQUIRE(block.index < layout_.n_blocks &&
                         block.first_run == block.index * kCommitRuns &&
                         block.runs == runs_of_block(layout_.runs, block.index));
        const std::lock_guard lock(submitted_mutex_);
        PLANCAST_REQUIRE(!submitted_[block.index]);
        submitted_[block.index] = true;
    }

    /// Runs `work` on the file that is now called `path`; a failed call of the system becomes a
    /// Failure that says what is safe.
    template <typename Work>
    void guarded(const std::string& path, const Work& work) const {
        try {
            work();
        } catch (const std::system_error& error) {
            const int code = error.code().value();
            const std::string recorded = std::to_string(committer_->recorded());
            const std::string blocks = std::to_string(layout_.n_blocks);
            if (is_full(code))
                throw Failure(ExitCode::input_output, Message::store_full,
                              {path, std::to_string(needed_), std::to_string(free_bytes(path)),
                               recorded, blocks});
            throw Failure(ExitCode::input_output, Message::store_cannot_write,
                          {path, std::strerror(code), recorded, blocks});
        }
    }

    /// Writes the chunks of a block; /runs/valid is the last of the layout.
    BlockRecord write(const CommitBlock& block) const {
        BlockRecord record{block.index, block_bytes_, {}};
        record.checksums.reserve(layout_.columns);
        for (std::size_t place = 0; place < layout_.arrays.size(); ++place) {
            const ChunkArray& array = layout_.arrays[place];
            const Extent& extent = trailer().chunks[place];
            const std::byte* chunk = memory_of(array, block);
            for (std::uint64_t row = 0; row < array.rows; ++row, chunk += array.chunk_bytes) {
                record.checksums.push_back(chunk_checksum(
                    trailer(), block.index, record.checksums.size(), chunk, array.chunk_bytes));
                file().write(chunk, array.chunk_bytes, trailer().address(extent, row, block.index));
            }
        }
        return record;
    }

    /// Reads back what a result consists of, as a reader will.
    void verify() const {
        std::uint64_t read = 0;
        if (skeleton_checksum(file(), trailer(), read) != trailer().skeleton)
            throw Failure(ExitCode::input_output, Message::store_skeleton_damaged, {file().path()});
        const Chunks chunks(file(), trailer());
        std::vector<std::byte> chunk;
        for (std::uint64_t block = 0; block < layout_.n_blocks; ++block)
            chunks.each_chunk(block, [&](const ChunkPlace& place) {
                if (chunks.read(place, chunk)) return;
                const Diagnostic damage = chunks.damage(place);
                throw Failure(ExitCode::input_output, damage.message, damage.args);
            });
    }

    void write_summary(const Summary& summary) const {
        Summary copy = summary;
        PLANCAST_REQUIRE(same_shape(copy, empty_summary(catalog_, info_.sampler)));
        std::vector<std::uint64_t> checksums;
        for (const Field& field : summary_fields(catalog_, copy)) {
            const Extent& extent = trailer().statistics[checksums.size()];
            std::vector<std::byte> bytes(field.bytes);
            field.save(bytes.data());
            file().write(bytes.data(), field.bytes, extent.address);
            checksums.push_back(chunk_checksum(trailer(), kSummaryBlock, checksums.size(),
                                               bytes.data(), field.bytes));
        }
        file().sync_data();
        file().write(checksums.data(), checksums.size() * sizeof(std::uint64_t),
                     trailer().statistic_checksums.address);
        file().sync_data();
        const std::uint8_t complete = 1;
        file().write(&complete, 1, trailer().complete.address);
        file().sync();
    }

    std::string path_;
    bool force_;
    Catalog catalog_;
    RunInfo info_;
    Layout layout_;
    std::uint64_t needed_ = 0;       ///< bytes of the whole file, at most
    std::uint64_t block_bytes_ = 0;  ///< bytes of a block's chunks
    std::optional<Lock> lock_;
    std::optional<NewFile> new_;
    std::mutex submitted_mutex_;
    std::vector<bool> submitted_;  ///< [block]
    std::optional<Committer> committer_;
    bool finished_ = false;
};

ResultWriter::ResultWriter(std::string path, const Catalog& catalog, const RunInfo& info,
                           const std::vector<InputText>& inputs, bool force,
                           const std::string& created)
    : impl_(std::make_unique<Impl>(std::move(path), catalog, info, inputs, force, created)) {}

ResultWriter::~ResultWriter() = default;

void ResultWriter::commit(const CommitBlock& block) {
    impl_->commit(block);
}

void ResultWriter::finish(const Summary& summary) {
    impl_->finish(summary);
}

std::uint64_t ResultWriter::planned_bytes(const Catalog& catalog, std::uint64_t runs) {
    return data_bytes(catalog, runs);
}

}  // namespace plancast
