// SPDX-License-Identifier: Apache-2.0
#include "sim/engine/arena.h"

#include <algorithm>
#include <cstdlib>
#include <new>

namespace plancast::engine {
namespace {

// Rows of a power of two bytes would all fall on the same few sets of the cache: one line between
// them spreads them.
constexpr std::size_t kLine = 64;
constexpr std::size_t kPage = 4096;

std::size_t padded(std::size_t runs, std::size_t size) {
    return runs + kLine / size;
}

std::size_t most_registers(const kernel::Code& code) {
    std::size_t most = 0;
    for (const kernel::StructureCode& structure : code.structures)
        most = std::max<std::size_t>(most, structure.n_registers);
    return most;
}

std::size_t most_checks(const kernel::Code& code) {
    std::size_t most = 0;
    for (const kernel::StructureCode& structure : code.structures)
        most = std::max<std::size_t>(most, structure.n_checks);
    return most;
}

/// Zeroed, so that the pages are touched by the thread that asks for them.
void* allocate(std::size_t bytes) {
    const std::size_t whole = (bytes + kPage) / kPage * kPage;
    void* memory = std::aligned_alloc(kPage, whole);
    if (memory == nullptr) throw std::bad_alloc();
    std::fill_n(static_cast<unsigned char*>(memory), whole, static_cast<unsigned char>(0));
    return memory;
}

}  // namespace

void Arena::Free::operator()(void* memory) const {
    std::free(memory);
}

Arena::Arena(const kernel::Code& code, int block_runs)
    : groups_(static_cast<std::size_t>(block_runs) / 64),
      register_stride_(padded(groups_ * 64, sizeof(double))),
      float_stride_(padded(groups_ * 64, sizeof(float))),
      registers_(
          static_cast<double*>(allocate(most_registers(code) * register_stride_ * sizeof(double)))),
      floats_(static_cast<float*>(
          allocate(static_cast<std::size_t>(code.n_slots()) * float_stride_ * sizeof(float)))),
      masks_(most_checks(code) * groups_) {
    const std::size_t checks = most_checks(code);
    failed_checks.reserve(checks);
    check_failed.assign(checks, 0);
    valid.assign(groups_, 0);
    std::size_t longest = 0;
    for (const kernel::StructureCode& structure : code.structures)
        for (const kernel::LinearRow& row : structure.linear_rows)
            longest = std::max(longest, row.registers.size());
    linear_operands.resize(longest);
}

std::uint64_t Arena::bytes(const kernel::Code& code, int block_runs) {
    const auto runs = static_cast<std::size_t>(block_runs);
    return most_registers(code) * padded(runs, sizeof(double)) * sizeof(double) +
           static_cast<std::size_t>(code.n_slots()) * padded(runs, sizeof(float)) * sizeof(float) +
           most_checks(code) * (runs / 64) * sizeof(std::uint64_t) + 2 * kPage;
}

}  // namespace plancast::engine
