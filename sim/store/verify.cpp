// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <optional>

#include "plancast/store.h"
#include "sim/base/messages.h"
#include "sim/store/chunks.h"
#include "sim/store/open.h"
#include "sim/store/recount.h"

namespace plancast {

using namespace store;

namespace {

class Verifier {
public:
    explicit Verifier(const std::string& path) : file_(File::open(path)) {}

    VerifyReport verify() {
        const std::optional<Trailer> trailer = guarded([&] { return read_trailer(file_); });
        if (!trailer) return report_;
        trailer_ = &*trailer;
        report_.bytes_checked = file_.size() - trailer->hdf5_bytes;
        check_complete();
        // HDF5 only sees a skeleton whose checksum is right; the data can be checked without it.
        const std::optional<Skeleton> skeleton =
            guarded([&] { return open_skeleton(file_, *trailer); });
        report_.bytes_checked += skeleton_bytes();
        std::optional<Recount> recount;
        if (skeleton && complete_) recount.emplace(skeleton->catalog, skeleton->info.sampler);
        check_blocks(skeleton, recount);
        if (complete_) check_statistics();
        if (recount && report_.damage.empty()) compare(*recount, *skeleton);
        return report_;
    }

private:
    /// What `work` returns; nothing where it finds damage, which is reported.
    template <typename Work>
    auto guarded(const Work& work) -> std::optional<decltype(work())> {
        try {
            return work();
        } catch (const Failure& failure) {
            if (failure.code() != ExitCode::damaged_file) throw;
            report_.damage.push_back(failure.diagnostic());
            return std::nullopt;
        }
    }

    void add(Message message, std::vector<std::string> args) {
        args.insert(args.begin(), file_.path());
        report_.damage.push_back({message, {}, std::move(args)});
    }
    void check_complete() {
        const std::uint8_t complete = read_complete(file_, *trailer_);
        complete_ = complete == 1;
        report_.bytes_checked += 1;
        if (complete > 1) add(Message::store_statistic_damaged, {trailer_->complete.path});
        if (complete == 0)
            add(Message::store_incomplete,
                {std::to_string(Chunks(file_, *trailer_).recorded_blocks()),
                 std::to_string(trailer_->n_blocks)});
    }

    std::uint64_t skeleton_bytes() const {
        std::uint64_t data = trailer_->checksums.chunk_bytes +
                             trailer_->statistic_checksums.chunk_bytes +
                             trailer_->complete.chunk_bytes;
        for (const auto* list : {&trailer_->chunks, &trailer_->statistics})
            for (const Extent& extent : *list)
                data += trailer_->bytes_of(extent);
        return trailer_->hdf5_bytes - data;
    }

    /// Checks every chunk; where all of them are right, counts from the hits and flags.
    void check_blocks(const std::optional<Skeleton>& skeleton, std::optional<Recount>& recount) {
        const Chunks chunks(file_, *trailer_);
        std::optional<Layout> layout;
        if (skeleton) layout = make_layout(skeleton->catalog, skeleton->info.runs);
        report_.bytes_checked += trailer_->checksums.chunk_bytes;
        for (std::uint64_t block = 0; block < trailer_->n_blocks; ++block) {
            if (!complete_ && !chunks.started(block)) continue;
            hits_.clear();
            chunks.each_chunk(block, [&](const ChunkPlace& place) {
                std::vector<std::byte> chunk;
                if (!chunks.read(place, chunk)) {
                    report_.damage.push_back(chunks.damage(place));
                    recount.reset();
                }
                report_.bytes_checked += chunk.size();
                if (recount) keep(layout->arrays[place.array].source, std::move(chunk));
            });
            if (recount) recount->add(valid_, hits_, runs_of_block(trailer_->runs, block));
            ++report_.blocks_checked;
        }
    }

    void keep(Source source, std::vector<std::byte> chunk) {
        const auto* flags = reinterpret_cast<const std::int8_t*>(chunk.data());
        if (source == Source::valid) valid_.assign(flags, flags + chunk.size());
        if (source == Source::hits) hits_.emplace_back(flags, flags + chunk.size());
    }

    void check_statistics() {
        std::vector<std::byte> bytes;
        report_.bytes_checked += trailer_->statistic_checksums.chunk_bytes;
        for (std::size_t place = 0; place < trailer_->statistics.size(); ++place) {
            if (!read_statistic(file_, *trailer_, place, bytes))
                add(Message::store_statistic_damaged, {trailer_->statistics[place].path});
            report_.bytes_checked += bytes.size();
        }
    }

    void compare(const Recount& recount, const Skeleton& skeleton) {
        recount.compare(read_summary(file_, *trailer_, skeleton),
                        [&](const std::string& name, std::size_t place, std::int64_t stated,
                            std::int64_t counted) {
                            add(Message::store_count_differs,
                                {"/summary/" + name, std::to_string(place), std::to_string(stated),
                                 std::to_string(counted)});
                        });
    }

    File file_;
    const Trailer* trailer_ = nullptr;  ///< while verify() runs
    bool complete_ = false;
    std::vector<std::int8_t> valid_;              ///< flags of the block at hand
    std::vector<std::vector<std::int8_t>> hits_;  ///< [target] hits of the block at hand
    VerifyReport report_;
};

}  // namespace

VerifyReport verify_result(const std::string& path) {
    return Verifier(path).verify();
}

}  // namespace plancast
