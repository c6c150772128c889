// SPDX-License-Identifier: Apache-2.0
// What tables.cpp needs of continuous.cpp: quantiles at normal scores, with both tails' digits.
#pragma once

#include <cstddef>

#include "sim/kernel/quantile_table.h"

namespace plancast::kernel {

/// A distribution of fixed shape: gamma of shape a and scale 1, Beta(a, b), Student's t of df = a
/// and variance 1.
struct TableShape {
    TableTransform transform;
    double a = 0, b = 0;
};

/// out[place] = what the polynomial of a table stands for (TableTransform) at the score z[place];
/// for log_ratio no score may be 0. `count` is a multiple of 8, pointers are aligned to 64 bytes.
void table_logs_at_scores(const TableShape& shape, const double* z, std::size_t count, double* out);

}  // namespace plancast::kernel
