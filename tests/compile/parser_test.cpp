// SPDX-License-Identifier: Apache-2.0
#include "sim/compile/parser.h"

#include <gtest/gtest.h>

#include <string>

#include "sim/base/messages.h"
#include "sim/base/text.h"

namespace plancast::compiler {
namespace {

/// A tree as text with every pair of parentheses.
std::string shown(const Node& node) {
    static constexpr const char* kNames[] = {"-",  "not ", "+",  "-",  "*",  "/",     "^",   "<",
                                             "<=", ">",    ">=", "==", "!=", " and ", " or "};
    const std::string name = kNames[static_cast<std::size_t>(node.op)];
    switch (node.kind) {
        case NodeKind::number:
            return shortest(node.number) + (node.unit_text ? "[" + *node.unit_text + "]" : "");
        case NodeKind::read: {
            std::string text = node.name;
            if (node.element) text += "[" + node.element->map + ":" + node.element->name + "]";
            if (node.time)
                text += node.time->baseline ? "@0" : "@-" + std::to_string(node.time->lag);
            return text;
        }
        case NodeKind::unary:
            return "(" + name + shown(node.args[0]) + ")";
        case NodeKind::binary:
            return "(" + shown(node.args[0]) + name + shown(node.args[1]) + ")";
        case NodeKind::aggregate:
            return node.name + "(" + node.variable + " in " + node.set + ": " +
                   shown(node.args[0]) + ")";
        case NodeKind::call:
            break;
    }
    std::string text = node.name + "(";
    for (std::size_t arg = 0; arg < node.args.size(); ++arg)
        text += (arg > 0 ? "," : "") +
                (node.keywords[arg].empty() ? "" : node.keywords[arg] + "=") +
                shown(node.args[arg]);
    return text + ")";
}

std::string parsed(const std::string& text) {
    Diagnostics diagnostics;
    const std::optional<Node> node = parse({text, {0, 1, 1, 1}}, diagnostics);
    if (node) return shown(*node);
    const Diagnostic& first = diagnostics.list().at(0);
    EXPECT_EQ(diagnostics.list().size(), 1u) << text;
    return std::string("!") + message_text(first.message).name + ":" +
           std::to_string(first.pos.column);
}

TEST(Parser, BindsAsTheLanguageSays) {
    EXPECT_EQ(parsed("a + b*c - d"), "((a+(b*c))-d)");
    EXPECT_EQ(parsed("a/b/c"), "((a/b)/c)");
    EXPECT_EQ(parsed("-x^2"), "(-(x^2))");
    EXPECT_EQ(parsed("a^b^c"), "(a^(b^c))");
    EXPECT_EQ(parsed("2^-1"), "(2^(-1))");
    EXPECT_EQ(parsed("-a*b"), "((-a)*b)");
    EXPECT_EQ(parsed("a < b and not c or d >= e"), "(((a<b) and (not c)) or (d>=e))");
    EXPECT_EQ(parsed("not a < b"), "(not (a<b))");
    EXPECT_EQ(parsed("a - (b - c)"), "(a-(b-c))");
}

TEST(Parser, ReadsIndexesYearsUnitsAndSets) {
    EXPECT_EQ(parsed("x[t-1] + x[t0] + x[2020]"), "((x@-1+x@0)+x@0)");
    EXPECT_EQ(parsed("x[k, t-2]*u[classes(i)]"), "(x[:k]@-2*u[classes:i])");
    EXPECT_EQ(parsed("0.05[1/yr]*dt"), "(0.05[1/yr]*dt)");
    EXPECT_EQ(parsed("sum(k in programmes: u[k])/2"), "(sum(k in programmes: u[:k])/2)");
    EXPECT_EQ(parsed("beta(mean=0.3, n=20)"), "beta(mean=0.3,n=20)");
    EXPECT_EQ(parsed("if(a > b, 1, 0)"), "if((a>b),1,0)");
    EXPECT_EQ(parsed("1e-3*.5"), "(0.001*0.5)");
}

TEST(Parser, PointsAtTheMistake) {
    EXPECT_EQ(parsed("a + * b"), "!formula_expected_value:5");
    EXPECT_EQ(parsed("a b"), "!formula_expected_operator:3");
    EXPECT_EQ(parsed("(a + b"), "!formula_unclosed:1");
    EXPECT_EQ(parsed("a < b < c"), "!formula_chained_comparison:7");
    EXPECT_EQ(parsed("a＋b"), "!formula_not_ascii:2");
    EXPECT_EQ(parsed("x[t+1]"), "!formula_future_year:4");
    EXPECT_EQ(parsed("x[t-0.5]"), "!formula_bad_lag:5");
    EXPECT_EQ(parsed("3%"), "!formula_percent_sign:2");
    EXPECT_EQ(parsed("1.2.3"), "!formula_bad_number:1");
    EXPECT_EQ(parsed("a &&b"), "!formula_word_operator:3");
    EXPECT_EQ(parsed(""), "!formula_ends_early:1");
    EXPECT_EQ(parsed(std::string(300, '(') + "a"), "!formula_too_deep:101");
    EXPECT_EQ(parsed("人口 + 1"), "!formula_unknown_character:1");
}

}  // namespace
}  // namespace plancast::compiler
