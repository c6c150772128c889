// SPDX-License-Identifier: Apache-2.0
// One row of expected.csv and how a sample is held against it (README.md beside this file).
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace plancast::conformance {

struct Expectation {
    int line = 0;
    std::string scenario, variable;
    int year = 0;
    std::string statistic;  ///< without the `!` of a negative control
    bool control = false;   ///< the comparison must fail
    double value = 0;
    std::optional<double> bound;
    std::string note;
};

/// Rows of a file; throws std::runtime_error with the line where one cannot be read.
std::vector<Expectation> read_expectations(const std::string& path);

/// How far a sample is from what is expected.
struct Comparison {
    double found = 0;     ///< the statistic of the sample
    double distance = 0;  ///< |found - expected|, or the part of it that counts
    double allowed = 0;
    bool passes() const { return distance <= allowed; }
};

/// `other` is the second variable of a correlation, else unused.
Comparison compare(const Expectation& expected, const std::vector<float>& sample,
                   const std::vector<float>& other);

}  // namespace plancast::conformance
