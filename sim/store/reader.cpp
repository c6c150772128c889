// SPDX-License-Identifier: Apache-2.0
#include <cstring>
#include <vector>

#include "plancast/store.h"
#include "sim/base/messages.h"
#include "sim/base/require.h"
#include "sim/store/chunks.h"
#include "sim/store/open.h"

namespace plancast {

using namespace store;

class ResultReader::Impl {
public:
    Impl(const std::string& path, bool allow_partial)
        : file_(File::open(path)),
          trailer_(read_trailer(file_)),
          skeleton_(open_skeleton(file_, trailer_)),
          layout_(make_layout(skeleton_.catalog, skeleton_.info.runs)),
          chunks_(file_, trailer_),
          checked_(layout_.n_blocks * layout_.columns, false),
          complete_(read_complete(file_, trailer_) == 1) {
        if (complete_)
            summary_ = read_summary(file_, trailer_, skeleton_);
        else if (!allow_partial)
            throw Failure(ExitCode::damaged_file, Message::store_incomplete,
                          {path, std::to_string(chunks_.recorded_blocks()),
                           std::to_string(layout_.n_blocks)});
    }

    /// The values of every run in one row of an array; those of a block begin at byte `offset` of
    /// its chunk.
    template <typename Number>
    std::vector<Number> values(Source source, std::size_t place, std::uint64_t row,
                               std::uint64_t offset) {
        PLANCAST_REQUIRE(complete_);
        const std::size_t array = layout_.find(source, place);
        PLANCAST_REQUIRE(row < layout_.arrays[array].rows &&
                         offset + kCommitRuns * sizeof(Number) <=
                             layout_.arrays[array].chunk_bytes);
        std::vector<Number> out(layout_.runs);
        for (std::uint64_t block = 0; block < layout_.n_blocks; ++block) {
            const auto runs = static_cast<std::uint64_t>(runs_of_block(layout_.runs, block));
            read({array, row, block}, offset, runs * sizeof(Number),
                 out.data() + block * kCommitRuns);
        }
        return out;
    }

    const Skeleton& skeleton() const { return skeleton_; }
    const Summary& summary() const {
        PLANCAST_REQUIRE(complete_);
        return summary_;
    }
    bool complete() const { return complete_; }
    std::uint64_t blocks() const { return layout_.n_blocks; }
    std::uint64_t recorded_blocks() const { return chunks_.recorded_blocks(); }

private:
    void read(const ChunkPlace& place, std::uint64_t offset, std::uint64_t bytes, void* out) {
        const std::uint64_t index = chunks_.index(place);
        if (checked_[index]) {
            chunks_.read_part(place, offset, bytes, out);
            return;
        }
        if (!chunks_.read(place, chunk_)) {
            const Diagnostic damage = chunks_.damage(place);
            throw Failure(ExitCode::damaged_file, damage.message, damage.args);
        }
        checked_[index] = true;
        std::memcpy(out, chunk_.data() + offset, bytes);
    }

    File file_;
    Trailer trailer_;
    Skeleton skeleton_;
    Layout layout_;
    Chunks chunks_;
    std::vector<bool> checked_;  ///< [block][column] chunks found right already
    bool complete_;
    Summary summary_;
    std::vector<std::byte> chunk_;
};

ResultReader::ResultReader(const std::string& path, bool allow_partial)
    : impl_(std::make_unique<Impl>(path, allow_partial)) {}

ResultReader::~ResultReader() = default;

const Catalog& ResultReader::catalog() const {
    return impl_->skeleton().catalog;
}

const RunInfo& ResultReader::info() const {
    return impl_->skeleton().info;
}

const Summary& ResultReader::summary() const {
    return impl_->summary();
}

const std::vector<InputText>& ResultReader::inputs() const {
    return impl_->skeleton().inputs;
}

const std::vector<std::pair<std::string, std::string>>& ResultReader::attributes() const {
    return impl_->skeleton().attributes;
}

bool ResultReader::complete() const {
    return impl_->complete();
}

std::uint64_t ResultReader::blocks() const {
    return impl_->blocks();
}

std::uint64_t ResultReader::recorded_blocks() const {
    return impl_->recorded_blocks();
}

std::vector<float> ResultReader::series(int series, int scenario, int year_index) const {
    const auto& all = catalog().series;
    PLANCAST_REQUIRE(series >= 0 && static_cast<std::size_t>(series) < all.size() &&
                     all[static_cast<std::size_t>(series)].stored && year_index >= 0 &&
                     year_index < catalog().n_years());
    std::size_t place = 0;
    for (int before = 0; before < series; ++before)
        if (all[static_cast<std::size_t>(before)].stored) ++place;
    return impl_->values<float>(
        Source::series, place, static_cast<std::uint64_t>(scenario),
        static_cast<std::uint64_t>(year_index) * kCommitRuns * sizeof(float));
}

std::vector<float> ResultReader::parameter(int parameter, int scenario) const {
    const auto place = static_cast<std::size_t>(parameter);
    PLANCAST_REQUIRE(place < catalog().parameters.size());
    const bool per_scenario = catalog().parameters[place].per_scenario;
    return impl_->values<float>(Source::parameters, place,
                                per_scenario ? static_cast<std::uint64_t>(scenario) : 0, 0);
}

std::vector<std::int8_t> ResultReader::structure() const {
    return impl_->values<std::int8_t>(Source::structure, 0, 0, 0);
}

std::vector<std::int8_t> ResultReader::valid(int scenario) const {
    return impl_->values<std::int8_t>(Source::valid, 0, 0,
                                      static_cast<std::uint64_t>(scenario) * kCommitRuns);
}

std::vector<std::int8_t> ResultReader::hits(int target, int scenario) const {
    return impl_->values<std::int8_t>(Source::hits, static_cast<std::size_t>(target), 0,
                                      static_cast<std::uint64_t>(scenario) * kCommitRuns);
}

}  // namespace plancast
