// SPDX-License-Identifier: Apache-2.0
// A sound result whose bytes a test then changes.
#pragma once

#include <cstdint>
#include <fstream>
#include <functional>
#include <stdexcept>
#include <string>
#include <vector>

#include "plancast/store.h"
#include "sim/store/file.h"
#include "sim/store/trailer.h"
#include "tests/store/files.h"
#include "tests/store/sample.h"

namespace plancast {

using store::Extent;
using store::Trailer;

/// The bytes of a file from one data set to the next, for swapping and zeroing.
struct Piece {
    std::uint64_t address;
    std::uint64_t bytes;
};

class Damage : public TempFolder {
protected:
    void SetUp() override {
        TempFolder::SetUp();
        write_sample(sample_, file());
        whole_ = read_file(file());
        const store::File open = store::File::open(file());
        trailer_ = store::read_trailer(open);
    }

    std::string file() const { return path("r.h5"); }
    std::string word(std::uint64_t address) const { return whole_.substr(address, 8); }

    /// Writes the file with `change` applied to its bytes.
    void damage(const std::function<void(std::string&)>& change) const {
        std::string bytes = whole_;
        change(bytes);
        write_file(file(), bytes);
    }

    std::vector<Message> verified() const {
        std::vector<Message> messages;
        for (const Diagnostic& diagnostic : verify_result(file()).damage)
            messages.push_back(diagnostic.message);
        return messages;
    }

    /// Failure of opening the file and reading everything in it.
    std::optional<Failure> read_all() const {
        return failure_of([&] {
            const ResultReader reader(file());
            for (int scenario = 0; scenario < 3; ++scenario) {
                reader.valid(scenario);
                reader.parameter(0, scenario), reader.parameter(1, scenario);
                for (const int number : {0, 1})
                    reader.series(2 * number, scenario, 0), reader.hits(number, scenario);
            }
            reader.structure();
        });
    }

    const Extent& chunks_of(const std::string& dataset) const {
        for (const Extent& extent : trailer_.chunks)
            if (extent.path == dataset) return extent;
        throw std::logic_error("no dataset " + dataset);
    }
    Piece chunk(const std::string& dataset, std::uint64_t row, std::uint64_t block) const {
        const Extent& extent = chunks_of(dataset);
        return {trailer_.address(extent, row, block), extent.chunk_bytes};
    }

    /// True where the byte is in a chunk or a dataset of /summary.
    bool is_data(std::uint64_t address) const {
        for (const auto* list : {&trailer_.chunks, &trailer_.statistics})
            for (const Extent& extent : *list)
                if (address >= extent.address &&
                    address < extent.address + trailer_.bytes_of(extent))
                    return true;
        for (const Extent* extent :
             {&trailer_.checksums, &trailer_.statistic_checksums, &trailer_.complete})
            if (address >= extent->address && address < extent->address + extent->chunk_bytes)
                return true;
        return false;
    }

    Sample sample_;
    std::string whole_;
    Trailer trailer_;
};

/// Flips one bit while it lives.
class Flip {
public:
    Flip(const std::string& path, std::uint64_t address, unsigned bit)
        : file_(path, std::ios::binary | std::ios::in | std::ios::out), address_(address) {
        file_.seekg(static_cast<std::streamoff>(address));
        file_.get(byte_);
        put(static_cast<char>(byte_ ^ (1 << bit)));
    }
    ~Flip() { put(byte_); }

private:
    void put(char byte) {
        file_.seekp(static_cast<std::streamoff>(address_));
        file_.put(byte);
        file_.flush();
    }

    std::fstream file_;
    std::uint64_t address_;
    char byte_ = 0;
};

}  // namespace plancast
