// SPDX-License-Identifier: Apache-2.0
// The memory of one thread: registers, finished floats and fault masks of the engine block it works
// on.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

#include "sim/kernel/code.h"

namespace plancast::engine {

/// A run that produced a value that is not finite: which variable first, how many runs.
struct FaultCount {
    std::uint32_t variable = 0;  ///< index into Code::variables
    std::int32_t scenario = 0;
    std::int32_t year = 0;  ///< years after the baseline year
    std::uint64_t run = 0;  ///< the lowest such run
    std::uint64_t runs = 0;
};

/// Allocated once by the thread that uses it, so that its pages lie beside that thread.
class Arena {
public:
    /// `block_runs` is a multiple of 64.
    Arena(const kernel::Code& code, int block_runs);

    /// Bytes one arena takes.
    static std::uint64_t bytes(const kernel::Code& code, int block_runs);

    double* reg(std::uint32_t number) { return registers_.get() + number * register_stride_; }
    float* slot(std::uint32_t number) { return floats_.get() + number * float_stride_; }
    /// One word per group of the block for each check.
    std::uint64_t* mask(std::uint32_t check) { return masks_.data() + check * groups_; }

    const float* values() const { return floats_.get(); }
    std::size_t stride() const { return float_stride_; }
    int block_runs() const { return static_cast<int>(groups_) * 64; }

    std::vector<std::uint32_t> failed_checks;  ///< checks of this block that found something
    std::vector<std::uint8_t> check_failed;    ///< [check] 1 where it is in failed_checks
    std::vector<std::uint64_t> valid;  ///< [group] runs of the last scenario without a fault
    std::vector<FaultCount> faults;    ///< of every block so far, until the caller takes them
    std::vector<const double*> linear_operands;  ///< room for the longest row

private:
    struct Free {
        void operator()(void* memory) const;
    };
    std::size_t groups_;
    std::size_t register_stride_;
    std::size_t float_stride_;
    std::unique_ptr<double[], Free> registers_;
    std::unique_ptr<float[], Free> floats_;
    std::vector<std::uint64_t> masks_;
};

}  // namespace plancast::engine
