// SPDX-License-Identifier: Apache-2.0
#include "sim/compile/graph.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace plancast::compiler {
namespace {

using kernel::Op;

TEST(Graph, EqualOperationsAreOneNode) {
    Graph graph;
    const Value x = graph.uniform(0), y = graph.uniform(1);
    EXPECT_EQ(graph.uniform(0), x);
    EXPECT_EQ(graph.apply(Op::add, x, y), graph.apply(Op::add, y, x)) << "sums commute bit for bit";
    EXPECT_NE(graph.apply(Op::sub, x, y), graph.apply(Op::sub, y, x));
    EXPECT_NE(graph.apply(Op::min, x, y), graph.apply(Op::max, x, y));
    const Value z = graph.constant(2);
    EXPECT_EQ(graph.apply(Op::fma, x, y, z), graph.apply(Op::fma, y, x, z));
    EXPECT_NE(graph.constant(0.0), graph.constant(-0.0)) << "1 / them differ";
}

TEST(Graph, ConstantsAreFoldedByTheKernelsThemselves) {
    Graph graph;
    const auto value = [&](Op op, double a, double b = 0) {
        const Value folded = graph.apply(op, graph.constant(a), graph.constant(b));
        EXPECT_TRUE(graph.is_constant(folded));
        return graph.constant_of(folded);
    };
    EXPECT_EQ(value(Op::add, 0.1, 0.2), 0.1 + 0.2);
    EXPECT_EQ(value(Op::pow, 3, 2), 9);
    EXPECT_EQ(value(Op::pow, -2, 3), -8);
    EXPECT_TRUE(std::isnan(value(Op::pow, -2, 0.5)));
    EXPECT_EQ(graph.constant_of(graph.apply(Op::exp, graph.constant(0))), 1);
    EXPECT_EQ(graph.constant_of(graph.apply(Op::ln, graph.constant(1))), 0);
}

TEST(Graph, LeavesOutOnlyWhatCannotChangeABit) {
    Graph graph;
    const Value x = graph.uniform(0), y = graph.uniform(1);
    const Value one = graph.constant(1), zero = graph.constant(0);
    EXPECT_EQ(graph.apply(Op::mul, x, one), x);
    EXPECT_EQ(graph.apply(Op::mul, one, x), x);
    EXPECT_EQ(graph.apply(Op::div, x, one), x);
    EXPECT_EQ(graph.apply(Op::pow, x, one), x);
    EXPECT_EQ(graph.apply(Op::fma, x, one, y), graph.apply(Op::add, x, y));
    EXPECT_EQ(graph.apply(Op::fms, one, x, y), graph.apply(Op::sub, x, y));
    EXPECT_EQ(graph.apply(Op::fnma, x, one, y), graph.apply(Op::sub, y, x));
    EXPECT_EQ(graph.apply(Op::select, one, x, y), x);
    EXPECT_EQ(graph.apply(Op::select, zero, x, y), y);
    EXPECT_NE(graph.apply(Op::mul, x, zero), zero) << "0 * infinity is no 0";
    EXPECT_NE(graph.apply(Op::add, x, zero), x) << "-0 + 0 is 0";
    EXPECT_NE(graph.apply(Op::sub, x, x), zero);
    const Value nan = graph.constant(std::numeric_limits<double>::quiet_NaN());
    EXPECT_NE(graph.apply(Op::select, nan, x, y), y)
        << "a condition that is no number hides nothing";
}

}  // namespace
}  // namespace plancast::compiler
