// SPDX-License-Identifier: Apache-2.0
// The result file: written as a Sink, read back as values. docs/file-format.md is its contract.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "plancast/load.h"
#include "plancast/result.h"

namespace plancast {

inline constexpr int kFormatVersion = 1;

/// Writes one result file: PATH.partial is laid out whole, filled block by block, verified, and
/// renamed to PATH. Every function throws Failure(input_output) on a failed call of the system,
/// naming the file and what is safe.
class ResultWriter : public Sink {
public:
    /// Lays out PATH.partial and reserves its space. Throws where PATH exists and `force` is not
    /// set.
    ResultWriter(std::string path, const Catalog& catalog, const RunInfo& info,
                 const std::vector<InputText>& inputs, bool force);
    ~ResultWriter() override;

    void commit(const CommitBlock& block) override;

    /// Verifies every block, writes /summary and /complete, and renames. The file is then never
    /// written again.
    void finish(const Summary& summary);

    /// Bytes of the file a run with these settings makes. Throws Failure(bad_input) on overflow,
    /// with the product.
    static std::uint64_t planned_bytes(const Catalog& catalog, std::uint64_t runs);

private:
    class Impl;
    std::unique_ptr<Impl> impl_;
};

/// Reads one result file. The skeleton's checksum is verified with plain reads before HDF5 sees the
/// file; each block's checksum is verified before its values are returned. Throws
/// Failure(damaged_file) naming the file and the block.
class ResultReader {
public:
    explicit ResultReader(std::string path);
    ~ResultReader();

    const Catalog& catalog() const;
    const RunInfo& info() const;
    const Summary& summary() const;
    const std::vector<InputText>& inputs() const;
    /// Text attributes of the root group, in file order: Conventions, title, history, source, ...
    const std::vector<std::pair<std::string, std::string>>& attributes() const;

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

/// Checks every byte of a result file, and every recorded count against the stored values.
VerifyReport verify_result(const std::string& path);

}  // namespace plancast
