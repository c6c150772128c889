// SPDX-License-Identifier: Apache-2.0
// What the tests of the distributions share: uniforms that reach both tails, the largest error of
// many cases, and samples against closed forms.
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <sstream>
#include <string>
#include <vector>

#include "tests/kernel/blocks.h"

namespace plancast::kernel {

/// A uniform: of every three one is log-uniform above 1e-12, one mirrored, one plain.
inline double tail_uniform(Draws& draws, std::size_t place) {
    const double tail = std::exp(draws.between(std::log(1e-12), std::log(0.5)));
    if (place % 3 == 0) return tail;
    return place % 3 == 1 ? 1 - tail : draws.between(0x1p-53, 1);
}

inline double log_uniform(Draws& draws, double low, double high) {
    return std::exp(draws.between(std::log(low), std::log(high)));
}

/// Operands of many runs of one operation.
struct Cases {
    explicit Cases(std::size_t n) : a(n), b(n), c(n) {}
    std::size_t size() const { return a.size(); }
    std::string text(std::size_t place) const {
        std::ostringstream out;
        out.precision(17);
        out << "a " << a[place] << " b " << b[place] << " c " << c[place];
        return out.str();
    }
    Values a, b, c;
};

inline Values apply(const KernelTable& table, Op op, const Cases& cases) {
    if (operand_count(op) == 2) return apply(table, op, cases.a, cases.c);
    return apply(table, op, cases.a, cases.b, cases.c);
}

/// The operation on one set of operands.
inline double one(Op op, double a, double b, double c) {
    return operand_count(op) == 2 ? evaluate(op, a, c) : evaluate(op, a, b, c);
}

/// The largest of many errors and where it was.
struct Worst {
    void note(double error, std::size_t place) {
        if (std::isnan(error)) error = HUGE_VAL;
        if (error >= size) {
            size = error;
            at = place;
        }
    }
    double size = 0;
    std::size_t at = 0;
};

inline double relative_error(double value, long double exact) {
    return static_cast<double>(std::fabs(value - exact) / std::fabs(exact));
}

/// A known value of a distribution function.
struct KnownShare {
    Op op;
    double a, b, x, share;
};

inline void expect_known(const KnownShare& known) {
    // The error of the exponent, of the order of its size (at most 30 here) times 2^-52.
    EXPECT_LT(relative_error(one(known.op, known.a, known.b, known.x), known.share), 1e-13)
        << static_cast<int>(known.op) << " " << known.a << " " << known.b << " " << known.x;
}

inline constexpr std::size_t kSampleRuns = 1 << 20;

/// kSampleRuns independent uniforms from the kernels' own stream.
inline Values sample_uniforms(std::uint64_t seed) {
    Values u(kSampleRuns);
    kernels().uniforms(seed, 0, name_hash("distribution"), 1, kSampleRuns, u.data());
    return u;
}

/// Draws of a distribution with fixed arguments.
inline Values sample(Op op, double a, double b, std::uint64_t seed) {
    const Values first(kSampleRuns, a);
    const Values u = sample_uniforms(seed);
    if (operand_count(op) == 2) return apply(kernels(), op, first, u);
    return apply(kernels(), op, first, Values(kSampleRuns, b), u);
}

/// Closed forms of a distribution: mean, sd, fourth central moment over sd^4, and the probabilities
/// of being at most four given values.
struct ClosedForm {
    double mean = 0, sd = 0, kurtosis = 3;
    std::vector<double> values, shares;
};

/// The largest distance, in standard errors, of the sample's mean, sd and shares from the closed
/// form.
inline double largest_deviation(const Values& draws, const ClosedForm& form) {
    const double n = static_cast<double>(draws.size());
    const double mean = std::accumulate(draws.begin(), draws.end(), 0.0) / n;
    double squares = 0;
    for (const double draw : draws)
        squares += (draw - form.mean) * (draw - form.mean);
    const double variance = form.sd * form.sd;
    double largest = std::fabs(mean - form.mean) / (form.sd / std::sqrt(n));
    const double variance_error = variance * std::sqrt((form.kurtosis - 1) / n);
    largest = std::max(largest, std::fabs(squares / n - variance) / variance_error);
    for (std::size_t place = 0; place < form.values.size(); ++place) {
        const double hits = static_cast<double>(std::count_if(
            draws.begin(), draws.end(), [&](double draw) { return draw <= form.values[place]; }));
        const double p = form.shares[place];
        largest = std::max(largest, std::fabs(hits / n - p) / std::sqrt(p * (1 - p) / n));
    }
    return largest;
}

}  // namespace plancast::kernel
