// SPDX-License-Identifier: Apache-2.0
// The laws of counts: draws by Boost.Math, distribution functions by summation.
#pragma once

#include <boost/math/distributions/binomial.hpp>
#include <boost/math/distributions/negative_binomial.hpp>
#include <boost/math/distributions/poisson.hpp>
#include <cmath>

#include "sim/kernel/kernel.h"

namespace plancast::kernel {

namespace bm = boost::math;
using RoundUp = bm::policies::policy<
    bm::policies::discrete_quantile<bm::policies::discrete_quantile_policy_type::integer_round_up>>;

inline constexpr double kMostCount = 2147483648.0;
struct Law {
    const char* name;
    Op draw, cdf;
    long double (*reference_cdf)(double a, double b, double x);
    double (*reference_draw)(double a, double b, double u);
};

// Distribution functions by adding up probabilities from x downwards in long double: the first by
// lgamma, with an error of the size of its terms times 2^-64, 2e-14 at arguments of 2e4. (Boost's
// incomplete beta function in long double is wrong by up to 4e-12 there.)
template <class Ratio>
long double add_down(long double x, long double ln_mass, const Ratio& mass_before_over_mass) {
    long double mass = std::exp(ln_mass), sum = mass;
    for (; x > 0 && mass > sum * 1e-22L; --x) {
        mass *= mass_before_over_mass(x);
        sum += mass;
    }
    return sum;
}

inline long double poisson_share(double mean, double, double x) {
    if (x < 0) return 0;
    const long double m = mean, ln_mass = x * std::log(m) - m - std::lgamma(x + 1.0L);
    return add_down(x, ln_mass, [&](long double at) { return at / m; });
}

inline long double binomial_share(double trials, double share, double x) {
    if (x < 0 || x >= trials) return x < 0 ? 0 : 1;
    const long double n = trials, p = share;
    if (p == 0 || p == 1) return p == 0 ? 1 : 0;
    const long double ways = std::lgamma(n + 1) - std::lgamma(x + 1.0L) - std::lgamma(n - x + 1.0L);
    const long double ln_mass = ways + x * std::log(p) + (n - x) * std::log1p(-p);
    return add_down(x, ln_mass, [&](long double at) { return at / (n - at + 1) * ((1 - p) / p); });
}

inline long double negative_binomial_share(double mean, double shape, double x) {
    if (x < 0) return 0;
    const long double m = mean, k = shape, odds = m / (m + k);
    const long double ways = std::lgamma(x + k) - std::lgamma(k) - std::lgamma(x + 1.0L);
    const long double ln_mass = ways + x * std::log(odds) - k * std::log1p(m / k);
    return add_down(x, ln_mass, [&](long double at) { return at / (at - 1 + k) / odds; });
}

inline double poisson_draw(double mean, double, double u) {
    return quantile(bm::poisson_distribution<double, RoundUp>(mean), u);
}

inline double binomial_draw(double n, double p, double u) {
    return quantile(bm::binomial_distribution<double, RoundUp>(n, p), u);
}

inline double negative_binomial_draw(double mean, double k, double u) {
    return quantile(bm::negative_binomial_distribution<double, RoundUp>(k, k / (k + mean)), u);
}

inline const Law kLaws[] = {
    {"poisson", Op::poisson, Op::poisson_cdf, poisson_share, poisson_draw},
    {"binomial", Op::binomial, Op::binomial_cdf, binomial_share, binomial_draw},
    {"negative binomial", Op::negative_binomial, Op::negative_binomial_cdf, negative_binomial_share,
     negative_binomial_draw},
};

}  // namespace plancast::kernel
