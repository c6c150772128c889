// SPDX-License-Identifier: Apache-2.0
// The code of a graph, run by the engine, yields what the graph says, bit for bit.
#include "sim/compile/lower.h"

#include <gtest/gtest.h>

#include <bit>
#include <cmath>
#include <limits>
#include <memory>
#include <random>
#include <vector>

#include "plancast/uniforms.h"
#include "sim/engine/engine.h"

namespace plancast::compiler {
namespace {

using kernel::Op;

constexpr std::uint64_t kRuns = 64 * 12;
constexpr std::uint32_t kDims = 6;

/// Random graphs of arithmetic over a few uniforms.
class RandomGraph {
public:
    explicit RandomGraph(std::uint64_t seed) : generator_(seed) {
        for (std::uint32_t dim = 0; dim < kDims; ++dim)
            values_.push_back(graph.uniform(dim));
        for (const double constant : {0.0, 1.0, -2.5, 0.3})
            values_.push_back(graph.constant(constant));
        for (int step = 0; step < 300; ++step)
            grow();
    }

    Value pick() { return values_[generator_() % values_.size()]; }
    Value pick_uniform() { return values_[generator_() % kDims]; }

    Graph graph;

private:
    void grow() {
        static constexpr Op kUnary[] = {Op::neg,   Op::abs, Op::floor,
                                        Op::round, Op::exp, Op::sigmoid};
        static constexpr Op kBinary[] = {Op::add, Op::sub, Op::mul,  Op::min,
                                         Op::max, Op::div, Op::less, Op::less_equal};
        static constexpr Op kTernary[] = {Op::fma, Op::fms, Op::fnma, Op::select, Op::clamp};
        switch (generator_() % 8) {
            case 0:
                values_.push_back(graph.apply(kUnary[generator_() % 6], pick()));
                return;
            case 1:
                values_.push_back(graph.linear({0.5, -1.25, 2},
                                               {pick_uniform(), pick_uniform(), pick_uniform()}));
                return;
            case 2:
            case 3:
                values_.push_back(graph.apply(kTernary[generator_() % 5], pick(), pick(), pick()));
                return;
            default:
                values_.push_back(graph.apply(kBinary[generator_() % 8], pick(), pick()));
        }
    }

    std::mt19937_64 generator_;
    std::vector<Value> values_;
};

/// The value of a node for one run, straight from the definition of the operations.
class Direct {
public:
    Direct(const Graph& graph, const std::vector<double>& uniforms, std::uint64_t run)
        : graph_(graph),
          uniforms_(uniforms),
          run_(run),
          known_(graph.size()),
          done_(graph.size()) {}

    double of(Value value) {
        if (!done_[value]) {
            known_[value] = compute(graph_.node(value));
            done_[value] = true;
        }
        return known_[value];
    }

private:
    double compute(const GraphNode& node) {
        switch (node.kind) {
            case GraphKind::constant:
                return node.constant;
            case GraphKind::uniform:
                return uniforms_[node.aux * kRuns + run_];
            case GraphKind::linear: {
                const LinearNode& linear = graph_.linear_node(node.aux);
                double sum = linear.coefficients[0] * of(linear.operands[0]);
                for (std::size_t term = 1; term < linear.operands.size(); ++term)
                    sum = std::fma(linear.coefficients[term], of(linear.operands[term]), sum);
                return sum;
            }
            default: {
                const auto operand = [&](Value place) {
                    return place == kNoValue ? 0.0 : of(place);
                };
                return kernel::evaluate(node.op, operand(node.a), operand(node.b), operand(node.c));
            }
        }
    }

    const Graph& graph_;
    const std::vector<double>& uniforms_;
    std::uint64_t run_;
    std::vector<double> known_;
    std::vector<bool> done_;
};

std::vector<double> random_uniforms(std::uint64_t seed) {
    std::mt19937_64 generator(seed);
    std::vector<double> uniforms;
    for (std::uint64_t at = 0; at < kDims * kRuns; ++at)
        uniforms.push_back((static_cast<double>(generator() >> 12) + 0.5) * 0x1p-52);
    return uniforms;
}

/// A program of one series whose year y of scenario s is roots[s][y].
kernel::Code program_of(const Graph& graph, const std::vector<std::vector<Value>>& roots) {
    kernel::Code code;
    code.n_series = 1;
    code.n_years = static_cast<int>(roots[0].size());
    std::vector<ScenarioValues> scenarios(roots.size());
    for (std::size_t scenario = 0; scenario < roots.size(); ++scenario)
        for (std::size_t year = 0; year < roots[scenario].size(); ++year) {
            const Value value = roots[scenario][year];
            scenarios[scenario].roots.push_back({value, static_cast<std::uint32_t>(year)});
            scenarios[scenario].assigned.push_back({value, static_cast<int>(year), 0});
        }
    code.structures.push_back(lower(graph, scenarios, 0, code.constants));
    code.variables.push_back({"x", "here"});
    return code;
}

/// What is kept of a value: the nearest float, or NaN where none is near.
bool is_kept_as(double value, float kept) {
    if (!(std::abs(value) <= std::numeric_limits<float>::max())) return std::isnan(kept);
    return std::bit_cast<std::uint32_t>(static_cast<float>(value)) ==
           std::bit_cast<std::uint32_t>(kept);
}

TEST(Lower, TheEngineComputesWhatTheGraphSays) {
    const std::vector<double> uniforms = random_uniforms(11);
    const std::unique_ptr<UniformSource> source = given_source(uniforms, kRuns);
    for (std::uint64_t seed = 0; seed < 40; ++seed) {
        RandomGraph random(seed);
        std::vector<std::vector<Value>> roots(3);
        for (std::vector<Value>& scenario : roots)
            for (int year = 0; year < 5; ++year)
                scenario.push_back(random.pick());
        const kernel::Code code = program_of(random.graph, roots);
        engine::Arena arena(code, 192);
        for (const std::vector<std::uint64_t>& groups :
             {std::vector<std::uint64_t>{0, 1, 2}, {3, 5, 9}, {11}}) {
            engine::begin_block(arena);
            for (int scenario = 0; scenario < 3; ++scenario) {
                engine::run_scenario(code, kernel::kernels(), *source, {0, groups}, scenario, kRuns,
                                     arena);
                for (std::size_t run = 0; run < 64 * groups.size(); run += 7) {
                    Direct direct(random.graph, uniforms, 64 * groups[run / 64] + run % 64);
                    for (std::size_t year = 0; year < 5; ++year) {
                        const double expected =
                            direct.of(roots[static_cast<std::size_t>(scenario)][year]);
                        const float found = arena.values()[year * arena.stride() + run];
                        ASSERT_TRUE(is_kept_as(expected, found))
                            << seed << " " << scenario << " " << year << " " << run << ": " << found
                            << " for " << expected;
                    }
                }
            }
        }
        EXPECT_LT(code.structures[0].n_registers, random.graph.size())
            << "registers are used again";
    }
}

/// x in year 0 is ln(u - 0.5): no number in half of the runs; year 1 is 1 / year 0.
TEST(Lower, AFaultBelongsToTheFirstYearOfItsScenario) {
    Graph graph;
    const Value u = graph.uniform(0);
    const Value log = graph.apply(Op::ln, graph.apply(Op::sub, u, graph.constant(0.5)));
    const Value later = graph.apply(Op::div, graph.constant(1), log);
    const kernel::Code code = program_of(graph, {{u, log, later}, {u, u, later}});
    const std::vector<double> uniforms = random_uniforms(5);
    const std::unique_ptr<UniformSource> source = given_source(uniforms, kRuns);
    engine::Arena arena(code, 128);
    const std::vector<std::uint64_t> groups = {4, 7};
    std::uint64_t failing = 0, lowest = kRuns;
    for (const std::uint64_t group : groups)
        for (std::uint64_t run = 64 * group; run < 64 * group + 64; ++run)
            if (uniforms[run] <= 0.5) {
                ++failing;
                lowest = std::min(lowest, run);
            }
    engine::begin_block(arena);
    for (int scenario = 0; scenario < 2; ++scenario) {
        engine::run_scenario(code, kernel::kernels(), *source, {0, groups}, scenario, kRuns, arena);
        EXPECT_EQ(std::popcount(arena.valid[0]) + std::popcount(arena.valid[1]),
                  static_cast<int>(128 - failing));
    }
    ASSERT_EQ(arena.faults.size(), 2u);
    EXPECT_EQ(arena.faults[0].year, 1);
    EXPECT_EQ(arena.faults[1].year, 2) << "scenario 1 keeps and names the value two years on";
    for (const engine::FaultCount& fault : arena.faults) {
        EXPECT_EQ(fault.runs, failing);
        EXPECT_EQ(fault.run, lowest);
    }
}

TEST(Lower, RunsPastTheEndAreNotCounted) {
    Graph graph;
    const Value never = graph.apply(Op::ln, graph.apply(Op::neg, graph.uniform(0)));
    const kernel::Code code = program_of(graph, {{never}});
    const std::vector<double> uniforms = random_uniforms(5);
    const std::unique_ptr<UniformSource> source = given_source(uniforms, kRuns);
    engine::Arena arena(code, 64);
    const std::vector<std::uint64_t> groups = {1};
    engine::begin_block(arena);
    engine::run_scenario(code, kernel::kernels(), *source, {0, groups}, 0, 70, arena);
    EXPECT_EQ(arena.valid[0], 0u);
    ASSERT_EQ(arena.faults.size(), 1u);
    EXPECT_EQ(arena.faults[0].runs, 6u);
}

TEST(Lower, WhatNoRootDependsOnIsLeftOut) {
    Graph graph;
    const Value x = graph.uniform(0);
    graph.apply(Op::exp, graph.uniform(1));
    const kernel::Code code = program_of(graph, {{x}});
    for (const kernel::Instruction& instruction : code.structures[0].instructions)
        EXPECT_NE(instruction.op, static_cast<std::uint16_t>(Op::exp));
}

}  // namespace
}  // namespace plancast::compiler
