// SPDX-License-Identifier: Apache-2.0
// Distributions: one uniform through an inverse distribution function each.
#include <algorithm>
#include <limits>

#include "sim/base/messages.h"
#include "sim/base/text.h"
#include "sim/compile/expander.h"
#include "sim/compile/functions.h"

namespace plancast::compiler {
namespace {

using kernel::Op;

// A truncation that keeps less than this share of a distribution has no accurate quantiles left.
constexpr double kLeastMass = 1e-9;

Distribution distribution_of(const Node& dist) {
    return find_distribution(dist.name)->distribution;
}

}  // namespace

int Expander::dim_of(int scalar, int year) const {
    const int entry = code_.symbols.entry_of_scalar(scalar);
    const bool once =
        project_.model.entries[static_cast<std::size_t>(entry)].kind == EntryKind::parameter;
    return dim_first_[static_cast<std::size_t>(scalar)] + (once ? 0 : year - 1);
}

Value Expander::own_uniform(int scalar, int year) {
    return graph_.uniform(static_cast<std::uint32_t>(dim_of(scalar, year)));
}

Value Expander::score(int scalar, int year) {
    const CorrelatedRow& row = code_.rows[static_cast<std::size_t>(scalar)];
    if (row.scalars.empty()) return graph_.apply(Op::normal_quantile, own_uniform(scalar, year));
    std::vector<Value> scores;
    for (const int other : row.scalars)
        scores.push_back(graph_.apply(Op::normal_quantile, own_uniform(other, year)));
    return graph_.linear(row.coefficients, std::move(scores));
}

Expander::Luck Expander::luck(int scalar, int year) {
    Luck luck;
    if (code_.rows[static_cast<std::size_t>(scalar)].scalars.empty())
        luck.uniform = own_uniform(scalar, year);
    else
        luck.score = score(scalar, year);
    return luck;
}

Value Expander::uniform_of(Luck& luck) {
    if (luck.uniform == kNoValue) luck.uniform = graph_.apply(Op::normal_cdf, luck.score);
    return luck.uniform;
}

Value Expander::score_of(Luck& luck) {
    if (luck.score == kNoValue) luck.score = graph_.apply(Op::normal_quantile, luck.uniform);
    return luck.score;
}

/// The value, or NaN in the runs where it is negative: a spread or a width that must not be.
Value Expander::not_negative(Value value) {
    if (graph_.is_constant(value)) return value;
    const Value allowed = graph_.apply(Op::less_equal, graph_.constant(0), value);
    const Value invalid = graph_.constant(std::numeric_limits<double>::quiet_NaN());
    return graph_.apply(Op::select, allowed, value, invalid);
}

bool Expander::expand_bounds(const EntryCode& code, const Frame& frame, Bounds& bounds) {
    if (!code.within_lo.empty()) bounds.lo = expand(code.within_lo.at(0), frame);
    if (!code.within_hi.empty()) bounds.hi = expand(code.within_hi.at(0), frame);
    return !absent(bounds.lo) && !absent(bounds.hi);
}

Value Expander::draw(const Node& dist, const EntryCode& code, int entry, const Frame& frame) {
    if (distribution_of(dist) == Distribution::dirichlet) return dirichlet(dist, entry, frame);
    std::vector<Value> args;
    for (const Node& arg : dist.args) {
        args.push_back(expand(arg, frame));
        if (absent(args.back())) return kAbsent;
    }
    Bounds bounds;
    if (!expand_bounds(code, frame, bounds)) return kAbsent;
    check_domain(dist, args);
    const int scalar = code_.symbols.first_scalar(entry) + frame.elements.front();
    const Luck own = luck(scalar, frame.year);
    if (bounds.lo == kNoValue && bounds.hi == kNoValue) return quantile(dist, args, own);
    return truncated(dist, args, bounds, own);
}

/// The quantile of the distribution between its bounds: the uniform is rescaled to the part of the
/// distribution that lies there.
Value Expander::truncated(const Node& dist, const std::vector<Value>& args, Bounds bounds,
                          Luck luck) {
    const bool discrete = find_distribution(dist.name)->discrete;
    Value below = graph_.constant(0), upto = graph_.constant(1);
    if (bounds.lo != kNoValue) {
        // P(X < lo): for whole numbers the largest one below lo, -floor(-lo) - 1.
        const Value ceiling =
            graph_.apply(Op::neg, graph_.apply(Op::floor, graph_.apply(Op::neg, bounds.lo)));
        const Value last =
            discrete ? graph_.apply(Op::sub, ceiling, graph_.constant(1)) : bounds.lo;
        below = probability_below(dist, args, last);
    }
    if (bounds.hi != kNoValue)
        upto = probability_below(dist, args,
                                 discrete ? graph_.apply(Op::floor, bounds.hi) : bounds.hi);
    const Value mass = graph_.apply(Op::sub, upto, below);
    const Value enough = graph_.apply(Op::less, graph_.constant(kLeastMass), mass);
    if (graph_.is_constant(enough) && graph_.constant_of(enough) != 1) {
        if (reported_.first(dist.pos))
            diagnostics_.add(Message::within_empty, dist.pos,
                             {shortest(graph_.constant_of(mass)), shortest(kLeastMass)});
        return graph_.constant(1);
    }
    Luck inside;
    inside.uniform = graph_.apply(Op::fma, uniform_of(luck), mass, below);
    Value value = quantile(dist, args, inside);
    // The rescaled uniform is rounded; the bounds are not.
    if (bounds.lo != kNoValue) value = graph_.apply(Op::max, value, bounds.lo);
    if (bounds.hi != kNoValue) value = graph_.apply(Op::min, value, bounds.hi);
    if (graph_.is_constant(enough)) return value;
    const Value invalid = graph_.constant(std::numeric_limits<double>::quiet_NaN());
    return graph_.apply(Op::select, enough, value, invalid);
}

/// lo + sqrt(u w (mode - lo)) up to the mode, hi - sqrt((1 - u) w (hi - mode)) above it.
Value Expander::triangular(Value lo, Value mode, Value hi, Value uniform) {
    const Value width = not_negative(graph_.apply(Op::sub, hi, lo));
    const Value rise = not_negative(graph_.apply(Op::sub, mode, lo));
    const Value fall = not_negative(graph_.apply(Op::sub, hi, mode));
    const auto root = [&](Value share, Value side) {
        return graph_.apply(Op::sqrt,
                            graph_.apply(Op::mul, share, graph_.apply(Op::mul, width, side)));
    };
    const Value rest = graph_.apply(Op::sub, graph_.constant(1), uniform);
    const Value left = graph_.apply(Op::add, lo, root(uniform, rise));
    const Value right = graph_.apply(Op::sub, hi, root(rest, fall));
    const Value below = graph_.apply(Op::less, graph_.apply(Op::mul, uniform, width), rise);
    // A mode above hi would show in the right branch only, which is then never taken.
    const Value inside = graph_.apply(Op::less_equal, graph_.constant(0), fall);
    return graph_.apply(Op::select, graph_.apply(Op::logic_and, below, inside), left, right);
}

Value Expander::quantile(const Node& dist, const std::vector<Value>& args, Luck luck) {
    const auto fixed = [&](std::size_t arg) { return graph_.is_constant(args[arg]); };
    const auto number = [&](std::size_t arg) { return graph_.constant_of(args[arg]); };
    switch (distribution_of(dist)) {
        case Distribution::normal:
            return graph_.apply(Op::fma, not_negative(args[1]), score_of(luck), args[0]);
        case Distribution::lognormal: {
            const Value log = graph_.apply(Op::mul, not_negative(args[1]), score_of(luck));
            return graph_.apply(Op::mul, not_negative(args[0]), graph_.apply(Op::exp, log));
        }
        case Distribution::student_t:
            if (fixed(0))
                return graph_.table(Graph::Family::student_t, number(0), 0, score_of(luck));
            return graph_.apply(Op::student_t_quantile, args[0], graph_.constant(0),
                                uniform_of(luck));
        case Distribution::beta:
            if (fixed(0) && fixed(1))
                return graph_.table(Graph::Family::beta, number(0), number(1), score_of(luck));
            return graph_.apply(Op::beta_quantile, args[0], args[1], uniform_of(luck));
        case Distribution::gamma:
            if (fixed(1))
                return graph_.apply(
                    Op::mul, not_negative(args[0]),
                    graph_.table(Graph::Family::gamma, number(1), 0, score_of(luck)));
            return graph_.apply(Op::gamma_quantile, args[0], args[1], uniform_of(luck));
        case Distribution::uniform:
            return graph_.apply(Op::fma, uniform_of(luck),
                                not_negative(graph_.apply(Op::sub, args[1], args[0])), args[0]);
        case Distribution::triangular:
            return triangular(args[0], args[1], args[2], uniform_of(luck));
        case Distribution::bernoulli:
            return graph_.apply(Op::bernoulli, args[0], uniform_of(luck));
        case Distribution::poisson:
            return graph_.apply(Op::poisson, args[0], uniform_of(luck));
        case Distribution::binomial:
            return graph_.apply(Op::binomial, args[0], args[1], uniform_of(luck));
        case Distribution::negative_binomial:
            return graph_.apply(Op::negative_binomial, args[0], args[1], uniform_of(luck));
        case Distribution::dirichlet:
            break;
    }
    return kAbsent;
}

/// P(X <= bound).
Value Expander::probability_below(const Node& dist, const std::vector<Value>& args, Value bound) {
    const Value zero = graph_.constant(0);
    const Value one = graph_.constant(1);
    const auto share = [&](Value part, Value whole) {
        return graph_.apply(Op::clamp, graph_.apply(Op::div, part, whole), zero, one);
    };
    const auto minus = [&](Value left, Value right) { return graph_.apply(Op::sub, left, right); };
    switch (distribution_of(dist)) {
        case Distribution::normal: {
            const Value score = graph_.apply(Op::div, minus(bound, args[0]), args[1]);
            return graph_.apply(Op::normal_cdf, score);
        }
        case Distribution::lognormal: {
            const Value log = graph_.apply(Op::ln, graph_.apply(Op::div, bound, args[0]));
            const Value inside = graph_.apply(Op::normal_cdf, graph_.apply(Op::div, log, args[1]));
            return graph_.apply(Op::select, graph_.apply(Op::less, zero, bound), inside, zero);
        }
        case Distribution::student_t:
            return graph_.apply(Op::student_t_cdf, args[0], zero, bound);
        case Distribution::beta:
            return graph_.apply(Op::beta_cdf, args[0], args[1],
                                graph_.apply(Op::clamp, bound, zero, one));
        case Distribution::gamma:
            return graph_.apply(Op::gamma_cdf, args[0], args[1],
                                graph_.apply(Op::max, bound, zero));
        case Distribution::uniform:
            return share(minus(bound, args[0]), minus(args[1], args[0]));
        case Distribution::triangular: {
            const Value width = minus(args[2], args[0]);
            const Value left = graph_.apply(Op::max, minus(bound, args[0]), zero);
            const Value right = graph_.apply(Op::max, minus(args[2], bound), zero);
            const auto part = [&](Value side, Value whole) {
                return graph_.apply(Op::div, graph_.apply(Op::mul, side, side),
                                    graph_.apply(Op::mul, width, whole));
            };
            return graph_.apply(Op::select, graph_.apply(Op::less, bound, args[1]),
                                part(left, minus(args[1], args[0])),
                                minus(one, part(right, minus(args[2], args[1]))));
        }
        case Distribution::poisson:
            return graph_.apply(Op::poisson_cdf, args[0], zero, bound);
        case Distribution::binomial:
            return graph_.apply(Op::binomial_cdf, args[0], args[1], bound);
        case Distribution::negative_binomial:
            return graph_.apply(Op::negative_binomial_cdf, args[0], args[1], bound);
        case Distribution::bernoulli:
        case Distribution::dirichlet:
            break;
    }
    return kAbsent;
}

/// Shares that sum to 1: one gamma per element, of mean and shape a, divided by their sum.
Value Expander::dirichlet(const Node& dist, int entry, const Frame& frame) {
    std::vector<Value> gammas;
    for (std::size_t element = 0; element < dist.args.size(); ++element) {
        const Value shape = expand(dist.args[element], frame);
        if (absent(shape)) return shape;
        if (graph_.is_constant(shape) && !(graph_.constant_of(shape) > 0)) {
            const Node& arg = dist.args[element];
            if (reported_.first(arg.pos))
                diagnostics_.add(Message::distribution_domain, arg.pos,
                                 {dist.name, "a", "a > 0", shortest(graph_.constant_of(shape))});
            return graph_.constant(1);
        }
        Luck own = luck(code_.symbols.first_scalar(entry) + static_cast<int>(element), frame.year);
        if (graph_.is_constant(shape)) {
            const double a = graph_.constant_of(shape);
            gammas.push_back(graph_.apply(Op::mul, shape,
                                          graph_.table(Graph::Family::gamma, a, 0, score_of(own))));
        } else {
            gammas.push_back(graph_.apply(Op::gamma_quantile, shape, shape, uniform_of(own)));
        }
    }
    Value sum = gammas.front();
    for (std::size_t element = 1; element < gammas.size(); ++element)
        sum = graph_.apply(Op::add, sum, gammas[element]);
    return graph_.apply(Op::div, gammas[static_cast<std::size_t>(frame.elements.front())], sum);
}

/// Constant arguments outside their domain are mistakes of the file; others make runs invalid.
void Expander::check_domain(const Node& dist, const std::vector<Value>& args) {
    struct Rule {
        std::string_view argument;
        std::string_view text;
        bool holds;
    };
    constexpr double kMostCount = 2147483648.0;  // 2^31
    const auto known = [&](std::size_t arg) { return graph_.is_constant(args[arg]); };
    const auto value = [&](std::size_t arg) { return graph_.constant_of(args[arg]); };
    std::vector<std::pair<std::size_t, Rule>> rules;
    const auto rule = [&](std::size_t arg, std::string_view text, auto holds) {
        if (known(arg))
            rules.push_back(
                {arg,
                 {find_distribution(dist.name)->arguments[arg].name, text, holds(value(arg))}});
    };
    const auto positive = [](double x) { return x > 0; };
    const auto not_below_zero = [](double x) { return x >= 0; };
    const auto count = [&](double x) { return x >= 0 && x <= kMostCount; };
    switch (distribution_of(dist)) {
        case Distribution::normal:
            rule(1, "sd >= 0", not_below_zero);
            break;
        case Distribution::student_t:
            rule(0, "df > 2", [](double x) { return x > 2; });
            break;
        case Distribution::lognormal:
            rule(0, "median > 0", positive);
            rule(1, "sdlog >= 0", not_below_zero);
            break;
        case Distribution::beta:
            rule(0, "0 < mean < 1", [](double x) { return x > 0 && x < 1; });
            rule(1, "n > 0", positive);
            break;
        case Distribution::gamma:
            rule(0, "mean > 0", positive);
            rule(1, "shape > 0", positive);
            break;
        case Distribution::negative_binomial:
            rule(0, "0 <= mean <= 2^31", count);
            rule(1, "k > 0", positive);
            break;
        case Distribution::uniform:
            if (known(0)) rule(1, "lo <= hi", [&](double hi) { return hi >= value(0); });
            break;
        case Distribution::triangular:
            if (known(0)) rule(1, "lo <= mode", [&](double mode) { return mode >= value(0); });
            if (known(1)) rule(2, "mode <= hi", [&](double hi) { return hi >= value(1); });
            break;
        case Distribution::bernoulli:
            rule(0, "0 <= p <= 1", [](double x) { return x >= 0 && x <= 1; });
            break;
        case Distribution::binomial:
            rule(0, "n whole, 0 <= n <= 2^31", [&](double x) {
                return count(x) && x == static_cast<double>(static_cast<std::int64_t>(x));
            });
            rule(1, "0 <= p <= 1", [](double x) { return x >= 0 && x <= 1; });
            break;
        case Distribution::poisson:
            rule(0, "0 <= mean <= 2^31", count);
            break;
        case Distribution::dirichlet:
            break;
    }
    for (const auto& [arg, checked] : rules)
        if (!checked.holds && reported_.first(dist.args[arg].pos))
            diagnostics_.add(Message::distribution_domain, dist.args[arg].pos,
                             {dist.name, std::string(checked.argument), std::string(checked.text),
                              shortest(value(arg))});
}

}  // namespace plancast::compiler
