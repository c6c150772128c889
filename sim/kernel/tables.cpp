// SPDX-License-Identifier: Apache-2.0
// Tables of quantiles by normal score, for distributions whose shape is fixed: on each piece the
// interpolation polynomial in the zeros of a Chebyshev polynomial. Only the operations of this room
// and sums and products are used, so that a table has the same bits everywhere.
//
// Relative error of the quantile below 1e-10 for |z| <= 8.32 (gamma of shape >= 0.05, beta with
// 0.01 <= mean <= 0.99 and n >= 1, t with df >= 2.1), shown by tests/kernel/distributions_test.cpp;
// beyond, the quantile stays what it is at 8.32 (a uniform of 2^-53 has the score 8.21), and at an
// infinite score it is the end of the support.
#include <algorithm>
#include <array>
#include <cstddef>
#include <vector>

#include "sim/kernel/continuous.h"
#include "sim/kernel/kernel.h"
#include "sim/kernel/quantile_table.h"

namespace plancast::kernel {
namespace {

constexpr std::size_t kNodes = kTableDegree + 1;
static_assert(kNodes == 18 && kFewPieces * kNodes % 8 == 0);

/// The largest error of p that a table may have at the points between its nodes.
constexpr double kEnough = 1e-11;

/// cos(m pi / 36) for m = 0 ... 18.
constexpr std::array<double, kNodes + 1> kCosines = {1.0,
                                                     0.9961946980917455,
                                                     0.984807753012208,
                                                     0.9659258262890683,
                                                     0.9396926207859084,
                                                     0.9063077870366499,
                                                     0.8660254037844386,
                                                     0.8191520442889918,
                                                     0.766044443118978,
                                                     0.7071067811865476,
                                                     0.6427876096865394,
                                                     0.573576436351046,
                                                     0.5,
                                                     0.42261826174069944,
                                                     0.3420201433256687,
                                                     0.25881904510252074,
                                                     0.17364817766693036,
                                                     0.08715574274765818,
                                                     0.0};

/// cos(m pi / 36) for any m.
double cosine(std::size_t m) {
    const std::size_t turn = m % (4 * kNodes);
    const std::size_t half_turn = turn <= 2 * kNodes ? turn : 4 * kNodes - turn;
    return half_turn <= kNodes ? kCosines[half_turn] : -kCosines[2 * kNodes - half_turn];
}

using Series = std::array<double, kNodes>;

/// Scores and what the distribution has there: [piece][place].
struct Samples {
    alignas(64) std::array<double, kMostPieces * kNodes> z;
    alignas(64) std::array<double, kMostPieces * kNodes> values;
};

/// Samples every piece at the places cos((2 node + shift) pi / 36): shift 1 are the zeros of T_18,
/// shift 0 its extrema but the last.
void sample(const TableShape& shape, std::size_t pieces, std::size_t shift, Samples& samples) {
    const double step = 2 * kTableReach / static_cast<double>(pieces);
    for (std::size_t piece = 0; piece < pieces; ++piece) {
        const double centre = -kTableReach + step * (static_cast<double>(piece) + 0.5);
        for (std::size_t node = 0; node < kNodes; ++node)
            samples.z[piece * kNodes + node] = centre + step / 2 * cosine(2 * node + shift);
    }
    table_logs_at_scores(shape, samples.z.data(), pieces * kNodes, samples.values.data());
}

/// Coefficients of the powers of t of the polynomial that has `values` at the zeros of T_18.
Series interpolate(const double* values) {
    Series series = {};
    Series before = {}, current = {};  // T_(degree - 1), T_degree
    current[0] = 1;
    for (std::size_t degree = 0; degree < kNodes; ++degree) {
        double sum = 0;
        for (std::size_t node = 0; node < kNodes; ++node)
            sum += values[node] * cosine(degree * (2 * node + 1));
        const double coefficient = sum * (degree == 0 ? 1.0 : 2.0) / static_cast<double>(kNodes);
        for (std::size_t power = 0; power <= degree; ++power)
            series[power] += coefficient * current[power];
        Series next = {};
        for (std::size_t power = 0; power <= degree && power + 1 < kNodes; ++power)
            next[power + 1] = (degree == 0 ? 1 : 2) * current[power];
        for (std::size_t power = 0; power < kNodes; ++power)
            next[power] -= before[power];
        before = current;
        current = next;
    }
    return series;
}

double horner(const Series& series, double t) {
    double sum = 0;
    for (std::size_t power = kNodes; power-- > 0;)
        sum = sum * t + series[power];
    return sum;
}

/// The largest difference of the polynomials from the distribution between the nodes.
double largest_error(const TableShape& shape, const std::vector<Series>& pieces, Samples& samples) {
    sample(shape, pieces.size(), 0, samples);
    double largest = 0;
    for (std::size_t piece = 0; piece < pieces.size(); ++piece) {
        for (std::size_t node = 0; node < kNodes; ++node) {
            const double value = samples.values[piece * kNodes + node];
            const double error = horner(pieces[piece], cosine(2 * node)) - value;
            largest = std::max(largest, error < 0 ? -error : error);
        }
    }
    return largest;
}

QuantileTable build(const TableShape& shape, double scale) {
    Samples samples;
    std::vector<Series> series;
    for (std::size_t pieces = kFewPieces; pieces <= kMostPieces; pieces *= 2) {
        sample(shape, pieces, 1, samples);
        series.clear();
        for (std::size_t piece = 0; piece < pieces; ++piece)
            series.push_back(interpolate(&samples.values[piece * kNodes]));
        if (largest_error(shape, series, samples) < kEnough) break;
    }
    QuantileTable table;
    table.pieces = static_cast<int>(series.size());
    table.degree = kTableDegree;
    table.z_min = -kTableReach;
    table.z_step = 2 * kTableReach / static_cast<double>(series.size());
    table.transform = static_cast<int>(shape.transform);
    table.scale = scale;
    for (std::size_t power = 0; power < kNodes; ++power)
        for (const Series& piece : series)
            table.coefficients.push_back(piece[power]);
    return table;
}

}  // namespace

QuantileTable build_student_t_table(double df) {
    return build({TableTransform::log_ratio, df, 0}, 1);
}

QuantileTable build_gamma_table(double shape) {
    return build({TableTransform::log, shape, 0}, 1 / shape);
}

QuantileTable build_beta_table(double mean, double n) {
    return build({TableTransform::logit, n * mean, n * (1 - mean)}, 1);
}

}  // namespace plancast::kernel
