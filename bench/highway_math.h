// SPDX-License-Identifier: Apache-2.0
// The exp and ln that come with Highway, to compare with.
#pragma once

#include <cstddef>
#include <string_view>

namespace plancast::bench {

struct HighwayMath {
    void (*exp)(const double* in, std::size_t n, double* out);
    void (*ln)(const double* in, std::size_t n, double* out);
};

/// For one of kernel::available_targets().
HighwayMath highway_math(std::string_view target);

}  // namespace plancast::bench
