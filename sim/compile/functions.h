// SPDX-License-Identifier: Apache-2.0
// The functions and distributions of the equation language, as tables the checker and the expander
// share.
#pragma once

#include <array>
#include <string_view>
#include <vector>

namespace plancast::compiler {

enum class Function {
    abs_,
    clamp,
    cum,
    exp,
    floor,
    fraction,
    if_,
    lagged,
    ln,
    logit,
    lookup,
    max,
    min,
    percent,
    round,
    sigmoid,
    sqrt,
};

struct FunctionInfo {
    std::string_view name;
    Function function;
    int least_args;
    int most_args;  ///< -1: any number
};

inline constexpr std::array kFunctions = {
    FunctionInfo{"abs", Function::abs_, 1, 1},
    FunctionInfo{"clamp", Function::clamp, 3, 3},
    FunctionInfo{"cum", Function::cum, 1, 1},
    FunctionInfo{"exp", Function::exp, 1, 1},
    FunctionInfo{"floor", Function::floor, 1, 1},
    FunctionInfo{"fraction", Function::fraction, 1, 1},
    FunctionInfo{"if", Function::if_, 3, 3},
    FunctionInfo{"lagged", Function::lagged, 2, 2},
    FunctionInfo{"ln", Function::ln, 1, 1},
    FunctionInfo{"logit", Function::logit, 1, 1},
    FunctionInfo{"lookup", Function::lookup, 5, -1},
    FunctionInfo{"max", Function::max, 2, -1},
    FunctionInfo{"min", Function::min, 2, -1},
    FunctionInfo{"percent", Function::percent, 1, 1},
    FunctionInfo{"round", Function::round, 1, 1},
    FunctionInfo{"sigmoid", Function::sigmoid, 1, 1},
    FunctionInfo{"sqrt", Function::sqrt, 1, 1},
};

/// sum mean min max (k in S: ...)
enum class Aggregate { sum, mean, min, max };
inline constexpr std::array<std::string_view, 4> kAggregates = {"sum", "mean", "min", "max"};

enum class Distribution {
    normal,
    student_t,
    lognormal,
    beta,
    gamma,
    negative_binomial,
    uniform,
    triangular,
    bernoulli,
    binomial,
    poisson,
    dirichlet,
};

/// Whether an argument is measured in the unit of its entry or is a pure number.
enum class ArgumentUnit { entry, pure };

struct DistributionArgument {
    std::string_view name;
    ArgumentUnit unit = ArgumentUnit::pure;
};

struct DistributionInfo {
    std::string_view name;
    Distribution distribution;
    bool discrete;
    int argument_count;  ///< -1: one per element
    std::array<DistributionArgument, 3> arguments;
};

inline constexpr std::array kDistributions = {
    DistributionInfo{"normal",
                     Distribution::normal,
                     false,
                     2,
                     {{{"mean", ArgumentUnit::entry}, {"sd", ArgumentUnit::entry}}}},
    DistributionInfo{"student_t", Distribution::student_t, false, 1, {{{"df"}}}},
    DistributionInfo{"lognormal",
                     Distribution::lognormal,
                     false,
                     2,
                     {{{"median", ArgumentUnit::entry}, {"sdlog"}}}},
    DistributionInfo{
        "beta", Distribution::beta, false, 2, {{{"mean", ArgumentUnit::entry}, {"n"}}}},
    DistributionInfo{
        "gamma", Distribution::gamma, false, 2, {{{"mean", ArgumentUnit::entry}, {"shape"}}}},
    DistributionInfo{"negative_binomial",
                     Distribution::negative_binomial,
                     true,
                     2,
                     {{{"mean", ArgumentUnit::entry}, {"k"}}}},
    DistributionInfo{"uniform",
                     Distribution::uniform,
                     false,
                     2,
                     {{{"lo", ArgumentUnit::entry}, {"hi", ArgumentUnit::entry}}}},
    DistributionInfo{"triangular",
                     Distribution::triangular,
                     false,
                     3,
                     {{{"lo", ArgumentUnit::entry},
                       {"mode", ArgumentUnit::entry},
                       {"hi", ArgumentUnit::entry}}}},
    DistributionInfo{"bernoulli", Distribution::bernoulli, true, 1, {{{"p"}}}},
    DistributionInfo{
        "binomial", Distribution::binomial, true, 2, {{{"n", ArgumentUnit::entry}, {"p"}}}},
    DistributionInfo{"poisson", Distribution::poisson, true, 1, {{{"mean", ArgumentUnit::entry}}}},
    DistributionInfo{"dirichlet", Distribution::dirichlet, false, -1, {}},
};

template <typename Table>
constexpr const typename Table::value_type* find_named(const Table& table, std::string_view name) {
    for (const auto& row : table)
        if (row.name == name) return &row;
    return nullptr;
}

inline const FunctionInfo* find_function(std::string_view name) {
    return find_named(kFunctions, name);
}
inline const DistributionInfo* find_distribution(std::string_view name) {
    return find_named(kDistributions, name);
}

}  // namespace plancast::compiler
