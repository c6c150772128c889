// SPDX-License-Identifier: Apache-2.0
// The result file: written as a Sink, read back as values. docs/file-format.md is its contract.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "plancast/load.h"
#include "plancast/result.h"

namespace plancast {

inline constexpr int kFormatVersion = 1;

/// Version of the HDF5 library in use: "1.10.8".
std::string hdf5_version();

/// Writes one result file: PATH.partial is laid out whole, filled block by block, verified, and
/// renamed to PATH. Every function throws Failure(input_output) on a failed call of the system,
/// naming the file and what is safe.
class ResultWriter : public Sink {
public:
    /// Lays out PATH.partial and reserves its space. Throws Failure(bad_input) where PATH or
    /// PATH.partial exists and `force` is not set; with it, PATH stays as it is until finish().
    /// `created` is the time in the file's history (ISO 8601), now where it is empty; nothing else
    /// in the file depends on when it was made.
    ResultWriter(std::string path, const Catalog& catalog, const RunInfo& info,
                 const std::vector<InputText>& inputs, bool force, const std::string& created = {});
    /// Without finish(): records the blocks committed so far and leaves PATH.partial, or removes it
    /// where it holds none.
    ~ResultWriter() override;

    /// Writes the block; it counts once it is on the disk, at most about a second later. Waits
    /// while too many bytes are on their way.
    void commit(const CommitBlock& block) override;

    /// Verifies every block, writes /summary and /complete, and renames. The file is then never
    /// written again. Of more than 256 faults, the first 256 are kept.
    void finish(const Summary& summary);

    /// Bytes of all data of a run with these settings; the file is larger by its texts. Throws
    /// Failure(bad_input) on overflow, with the product.
    static std::uint64_t planned_bytes(const Catalog& catalog, std::uint64_t runs);

private:
    class Impl;
    std::unique_ptr<Impl> impl_;
};

/// Reads one result file. The skeleton's checksum is verified with plain reads before HDF5 sees the
/// file; each block's checksum is verified before its values are returned. Throws
/// Failure(damaged_file) naming the file and the block. Serves one thread at a time.
class ResultReader {
public:
    /// A file that is not complete is refused, unless `allow_partial` is set: then everything but
    /// its values and its summary can be asked for.
    explicit ResultReader(const std::string& path, bool allow_partial = false);
    ~ResultReader();

    const Catalog& catalog() const;
    const RunInfo& info() const;
    const Summary& summary() const;
    const std::vector<InputText>& inputs() const;
    /// Text attributes of the root group, in file order: Conventions, title, history, source, ...
    const std::vector<std::pair<std::string, std::string>>& attributes() const;
    bool complete() const;
    /// Commit blocks of the whole run, and how many of them are recorded as written.
    std::uint64_t blocks() const;
    std::uint64_t recorded_blocks() const;

    /// Values of one stored series in one scenario and year. shape: [run]
    std::vector<float> series(int series, int scenario, int year_index) const;
    /// Values of one parameter; `scenario` is ignored where it is not per scenario. shape: [run]
    std::vector<float> parameter(int parameter, int scenario) const;
    std::vector<std::int8_t> structure() const;
    std::vector<std::int8_t> valid(int scenario) const;
    std::vector<std::int8_t> hits(int target, int scenario) const;

private:
    class Impl;
    std::unique_ptr<Impl> impl_;
};

/// What verify found: one line for each damaged part, none for a sound file.
struct VerifyReport {
    std::uint64_t bytes_checked = 0;
    std::uint64_t blocks_checked = 0;
    std::vector<Diagnostic> damage;
};

/// Checks every byte of a result file, and the counts of its summary against the stored hits and
/// flags. A file that is not complete is reported as such. Throws Failure(input_output) where the
/// file cannot be read. Whether the hits are those of the stored series is for those to check who
/// know what a target means.
VerifyReport verify_result(const std::string& path);

}  // namespace plancast
