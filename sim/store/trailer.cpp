// SPDX-License-Identifier: Apache-2.0
#include "sim/store/trailer.h"

#include <algorithm>
#include <array>
#include <cstring>

#include "plancast/store.h"
#include "sim/base/hash.h"
#include "sim/base/messages.h"
#include "sim/base/require.h"

namespace plancast::store {
namespace {

constexpr char kMagic[] = "PLANCAST";  // 8 bytes without the end
constexpr std::uint64_t kFootBytes = 48;
constexpr std::uint64_t kMostBodyBytes = 1u << 30;
/// The skeleton is hashed in pieces of this size, each seeded with the hash so far.
constexpr std::uint64_t kPieceBytes = 1u << 20;

/// The last bytes of the file.
struct Foot {
    std::array<char, 8> magic;
    std::uint64_t format_version;
    std::uint64_t hdf5_bytes;
    std::uint64_t body_bytes;
    std::uint64_t skeleton;
    std::uint64_t checksum;  ///< of the body and the foot before this number
};
static_assert(sizeof(Foot) == kFootBytes);

void put(std::string& out, std::uint64_t number) {
    out.append(reinterpret_cast<const char*>(&number), sizeof number);
}

void put(std::string& out, const Extent& extent) {
    put(out, extent.address);
    put(out, extent.rows);
    put(out, extent.chunk_bytes);
    put(out, extent.path.size());
    out += extent.path;
    out.append((8 - extent.path.size() % 8) % 8, '\0');
}

[[noreturn]] void damaged(const std::string& path) {
    throw Failure(ExitCode::damaged_file, Message::store_trailer_damaged, {path});
}

/// Reads the body number by number. Its checksum is right, but what it says is checked all the
/// same.
class Body {
public:
    Body(const std::string& bytes, const std::string& path) : bytes_(bytes), path_(path) {}

    std::uint64_t number() {
        if (bytes_.size() - at_ < sizeof(std::uint64_t)) damaged(path_);
        std::uint64_t value;
        std::memcpy(&value, bytes_.data() + at_, sizeof value);
        at_ += sizeof value;
        return value;
    }

    Extent extent() {
        Extent out;
        out.address = number();
        out.rows = number();
        out.chunk_bytes = number();
        const std::uint64_t length = number();
        if (length > bytes_.size() - at_) damaged(path_);
        out.path = bytes_.substr(at_, length);
        at_ = std::min<std::size_t>(bytes_.size(), at_ + (length + 7) / 8 * 8);
        return out;
    }

    std::vector<Extent> extents() {
        std::vector<Extent> out(0);
        const std::uint64_t count = number();
        if (count > bytes_.size()) damaged(path_);
        for (std::uint64_t at = 0; at < count; ++at)
            out.push_back(extent());
        return out;
    }

private:
    const std::string& bytes_;
    const std::string& path_;
    std::size_t at_ = 0;
};

/// All extents by address.
std::vector<const Extent*> by_address(const Trailer& trailer) {
    std::vector<const Extent*> out{&trailer.checksums, &trailer.statistic_checksums,
                                   &trailer.complete};
    for (const auto* list : {&trailer.chunks, &trailer.statistics})
        for (const Extent& extent : *list)
            out.push_back(&extent);
    std::sort(out.begin(), out.end(), [](const Extent* left, const Extent* right) {
        return left->address < right->address;
    });
    return out;
}

/// True where every extent lies inside the HDF5 part, none overlaps another, and the checksums are
/// as many as what they are of.
bool sound(const Trailer& trailer) {
    std::uint64_t end = 0, n_chunks = 0;
    for (const Extent* extent : by_address(trailer)) {
        std::uint64_t chunks = 1, bytes = 0;
        if (extent->rows > 0 && !multiply_sizes(extent->rows, trailer.n_blocks, chunks))
            return false;
        if (!multiply_sizes(chunks, extent->chunk_bytes, bytes)) return false;
        if (extent->address < end || extent->address > trailer.hdf5_bytes ||
            bytes > trailer.hdf5_bytes - extent->address)
            return false;
        end = extent->address + bytes;
        n_chunks += extent->rows > 0 ? chunks : 0;
    }
    const auto plain = [](const Extent& extent) { return extent.rows == 0; };
    return trailer.checksums.path == kChecksumPath &&
           trailer.statistic_checksums.path == kStatisticChecksumPath &&
           trailer.complete.path == kCompletePath &&
           std::none_of(trailer.chunks.begin(), trailer.chunks.end(), plain) &&
           std::all_of(trailer.statistics.begin(), trailer.statistics.end(), plain) &&
           trailer.checksums.chunk_bytes == n_chunks * sizeof(std::uint64_t) &&
           trailer.statistic_checksums.chunk_bytes ==
               trailer.statistics.size() * sizeof(std::uint64_t) &&
           trailer.complete.chunk_bytes == 1;
}

}  // namespace

std::uint64_t Trailer::columns() const {
    std::uint64_t count = 0;
    for (const Extent& extent : chunks)
        count += extent.rows;
    return count;
}

std::string encode(const Trailer& trailer) {
    std::string out;
    put(out, trailer.runs);
    put(out, trailer.first_block);
    put(out, trailer.n_blocks);
    for (const auto* list : {&trailer.chunks, &trailer.statistics}) {
        put(out, list->size());
        for (const Extent& extent : *list)
            put(out, extent);
    }
    for (const auto* extent : {&trailer.checksums, &trailer.statistic_checksums, &trailer.complete})
        put(out, *extent);
    const std::uint64_t body_bytes = out.size();
    out.append(kMagic, 8);
    put(out, kFormatVersion);
    put(out, trailer.hdf5_bytes);
    put(out, body_bytes);
    put(out, trailer.skeleton);
    put(out, xxh64(out.data(), out.size(), 0));
    return out;
}

Trailer read_trailer(const File& file) {
    const std::string& path = file.path();
    const std::uint64_t size = file.size();
    Foot foot{};
    if (size >= kFootBytes) file.read(&foot, kFootBytes, size - kFootBytes);
    if (std::memcmp(foot.magic.data(), kMagic, 8) != 0)
        throw Failure(ExitCode::damaged_file, Message::store_not_ours, {path});
    if (foot.body_bytes > kMostBodyBytes || foot.body_bytes > size - kFootBytes) damaged(path);
    std::string bytes(foot.body_bytes + kFootBytes, '\0');
    file.read(bytes.data(), bytes.size(), size - bytes.size());
    if (xxh64(bytes.data(), bytes.size() - sizeof foot.checksum, 0) != foot.checksum) damaged(path);
    if (foot.format_version != kFormatVersion)
        throw Failure(ExitCode::damaged_file, Message::store_other_version,
                      {path, std::to_string(foot.format_version), std::to_string(kFormatVersion)});
    if (foot.hdf5_bytes != size - bytes.size())
        throw Failure(ExitCode::damaged_file, Message::store_cut,
                      {path, std::to_string(size), std::to_string(foot.hdf5_bytes + bytes.size())});
    Body body(bytes, path);
    Trailer trailer;
    trailer.hdf5_bytes = foot.hdf5_bytes;
    trailer.skeleton = foot.skeleton;
    trailer.runs = body.number();
    trailer.first_block = body.number();
    trailer.n_blocks = body.number();
    trailer.chunks = body.extents();
    trailer.statistics = body.extents();
    trailer.checksums = body.extent();
    trailer.statistic_checksums = body.extent();
    trailer.complete = body.extent();
    if (encode(trailer) != bytes || !sound(trailer)) damaged(path);
    return trailer;
}

std::uint64_t skeleton_checksum(const File& file, const Trailer& trailer, std::uint64_t& bytes) {
    std::uint64_t hash = 0, at = 0;
    std::string piece;
    const auto add_until = [&](std::uint64_t end) {
        for (; at < end; at += piece.size()) {
            piece.resize(std::min(kPieceBytes, end - at));
            file.read(piece.data(), piece.size(), at);
            hash = xxh64(piece.data(), piece.size(), hash);
            bytes += piece.size();
        }
    };
    for (const Extent* extent : by_address(trailer)) {
        add_until(extent->address);
        at = extent->address + trailer.bytes_of(*extent);
    }
    add_until(trailer.hdf5_bytes);
    return hash;
}

std::uint64_t chunk_checksum(const Trailer& trailer, std::uint64_t block, std::uint64_t column,
                             const void* data, std::uint64_t bytes) {
    const std::uint64_t place[2] = {block, column};
    const std::uint64_t hash = xxh64(data, bytes, xxh64(place, sizeof place, trailer.skeleton));
    return hash == 0 ? 1 : hash;  // 0 stands for a chunk that was not committed
}

}  // namespace plancast::store
