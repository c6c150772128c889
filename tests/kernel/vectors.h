// SPDX-License-Identifier: Apache-2.0
// Functions of the -inl headers that are no operations of their own, for one instruction set each.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "sim/kernel/kernel.h"

namespace plancast::kernel {

using ValuesFunction = void (*)(const double* in, std::size_t n, double* out);

struct VectorFunctions {
    std::string_view target;
    ValuesFunction expm1, ln1p;
    /// One double a vector: the same bits as whole vectors.
    ValuesFunction exp_of_one, ln_of_one, normal_quantile_of_one;
};

/// For every instruction set compiled; run only those of available_targets().
std::vector<VectorFunctions> vector_functions();

}  // namespace plancast::kernel
