// SPDX-License-Identifier: Apache-2.0
// model.toml to values: formulas stay text, with the place of their first character.
#include <gtest/gtest.h>

#include <algorithm>

#include "sim/base/messages.h"
#include "sim/compile/functions.h"
#include "sim/load/literal.h"
#include "sim/load/names.h"
#include "tests/load/loaded.h"

namespace plancast {
namespace {

using testing::load_file;
using testing::Loaded;

const Entry& entry(const Model& model, const std::string& id) {
    const auto found = std::find_if(model.entries.begin(), model.entries.end(),
                                    [&](const Entry& one) { return one.id == id; });
    static const Entry kNone;
    EXPECT_NE(found, model.entries.end()) << id;
    return found == model.entries.end() ? kNone : *found;
}

TEST(LoadModel, ReadsTheValidFileWithoutAWord) {
    const Loaded<Model> loaded = load_file(load_model, "model.toml");
    EXPECT_TRUE(loaded.diagnostics.list().empty()) << loaded.messages();
    EXPECT_EQ(loaded.value.id, "river-city");
    EXPECT_EQ(loaded.value.baseline_year, 2020);
    EXPECT_EQ(loaded.value.last_year, 2035);
    ASSERT_EQ(loaded.value.sources.size(), 1u);
    EXPECT_EQ(loaded.value.sources[0].second, "示例年鉴 2021");
}

TEST(LoadModel, KeepsEntriesInTheOrderOfTheFile) {
    const Loaded<Model> loaded = load_file(load_model, "model.toml");
    std::string order;
    for (const Entry& one : loaded.value.entries)
        order += one.id + " ";
    EXPECT_EQ(order, "y x n ref size shock calm u rule g w z v ");
}

TEST(LoadModel, KeepsFormulasAsTextWithTheirPlace) {
    const Loaded<Model> loaded = load_file(load_model, "model.toml");
    const Entry& y = entry(loaded.value, "y");
    EXPECT_EQ(y.kind, EntryKind::equation);
    EXPECT_EQ(y.value.common->text, "y[t-1]*exp(g*dt) + z");
    EXPECT_EQ(y.value.common->pos.line, 16);
    EXPECT_EQ(y.value.common->pos.column, 13);
    EXPECT_EQ(y.init->common->text, "ref");
    EXPECT_EQ(y.before->common->text, "0");
    EXPECT_EQ(y.name, (LocalText{"产出", "output"}));
    EXPECT_EQ(y.unit, *parse_unit("亿元/yr"));
    const Entry& x = entry(loaded.value, "x");
    EXPECT_EQ(x.over_variable, "k");
    EXPECT_EQ(x.over_set, "parts");
    ASSERT_EQ(x.value.by_element.size(), 2u);
    EXPECT_EQ(x.value.by_element[1].first, "B");
    EXPECT_EQ(x.value.by_element[1].second.text, "y/2");
    const Entry& n = entry(loaded.value, "n");
    EXPECT_TRUE(n.integer);
    EXPECT_EQ(n.provenance.source, "yearbook");
}

TEST(LoadModel, KeepsNumbersAsTheirShortestText) {
    const Loaded<Model> loaded = load_file(load_model, "model.toml");
    EXPECT_EQ(entry(loaded.value, "ref").value.common->text, "21.87");
    const Entry& size = entry(loaded.value, "size");
    EXPECT_EQ(size.over_variable, "");
    EXPECT_EQ(size.over_set, "parts");
    ASSERT_EQ(size.value.by_element.size(), 2u);
    EXPECT_EQ(size.value.by_element[0].first, "") << "by place";
    EXPECT_EQ(size.value.by_element[0].second.text, "1");
    EXPECT_EQ(size.value.by_element[1].second.text, "2.5e-07");
}

TEST(LoadModel, ReadsPathsByYearAndByElement) {
    const Loaded<Model> loaded = load_file(load_model, "model.toml");
    const YearMap& shock = entry(loaded.value, "shock").path;
    ASSERT_EQ(shock.ranges.size(), 3u);
    EXPECT_EQ(shock.ranges[0].first, 2023);
    EXPECT_EQ(shock.ranges[0].last, 2024);
    EXPECT_EQ(shock.ranges[0].value.common->text, "0.1[1/yr]");
    EXPECT_EQ(shock.ranges[2].last, kOpenYear);
    EXPECT_EQ(shock.ranges[2].value.common->text, "-0.5");
    EXPECT_FALSE(shock.otherwise.has_value());
    const YearMap& calm = entry(loaded.value, "calm").path;
    EXPECT_TRUE(calm.ranges.empty());
    EXPECT_EQ(calm.otherwise->by_element[1].second.text, "1");
}

TEST(LoadModel, ReadsLeversAndPriors) {
    const Loaded<Model> loaded = load_file(load_model, "model.toml");
    const Entry& u = entry(loaded.value, "u");
    EXPECT_EQ(u.min->common->text, "0");
    EXPECT_EQ(u.max->common->text, "3[亿元/yr]");
    EXPECT_EQ(u.cost->common->text, "u[k]");
    EXPECT_EQ(entry(loaded.value, "rule").allowed, (std::vector<double>{0, 1}));
    const Entry& g = entry(loaded.value, "g");
    ASSERT_EQ(g.priors.size(), 2u);
    EXPECT_EQ(g.priors[0].vintage, 2021) << "ascending, whatever the order of the file";
    EXPECT_EQ(g.priors[1].prior.common->text, "normal(0.06, 0.01)");
    EXPECT_EQ(g.within->first.text, "0");
    EXPECT_EQ(g.within->second.text, "inf");
    const Entry& w = entry(loaded.value, "w");
    ASSERT_EQ(w.priors.size(), 1u);
    EXPECT_EQ(w.priors[0].vintage, 0);
    EXPECT_EQ(w.priors[0].prior.by_element[2].first, "K3");
    EXPECT_EQ(entry(loaded.value, "z").within->first.text, "-2[亿元/yr]");
}

TEST(LoadModel, ReadsSetsStructuresCorrelationsAndWhatIsProvided) {
    const Loaded<Model> loaded = load_file(load_model, "model.toml");
    const Model& model = loaded.value;
    ASSERT_EQ(model.indexes.size(), 2u);
    EXPECT_EQ(model.indexes[0].zh, (std::vector<std::string>{"甲", "乙"}));
    EXPECT_EQ(model.indexes[1].maps[0].target, "parts");
    EXPECT_EQ(model.indexes[1].maps[0].elements, (std::vector<std::string>{"A", "B", "A"}));
    ASSERT_EQ(model.structures.size(), 2u);
    EXPECT_EQ(model.structures[0].id, "flat");
    EXPECT_EQ(model.structures[0].weight, 0.25);
    EXPECT_EQ(model.structures[0].equations.at(0).value.common->text, "y[t-1]");
    ASSERT_EQ(model.correlations.size(), 1u);
    EXPECT_EQ(model.correlations[0].second, "v");
    EXPECT_EQ(model.correlations[0].value, -0.3);
    EXPECT_EQ(model.correlations[0].value_pos.column, 9);
    ASSERT_EQ(model.provides.size(), 1u);
    EXPECT_EQ(model.provides[0].latent->text, "y");
    EXPECT_EQ(model.provides[0].reported->text, "x[A]");
}

TEST(LoadModel, KeepsAnEntryWithAMistake) {
    const std::string text =
        "format = \"plancast-model 1\"\nid = \"m\"\ntitle = \"m\"\nbaseline_year = 2020\n"
        "last_year = 2021\n[equation]\nx = { eq = true, unit = \"furlong\" }\n"
        "y = { eq = \"x\", unit = \"1\" }\n";
    const Loaded<Model> loaded = testing::load_text(load_model, text);
    EXPECT_EQ(loaded.diagnostics.error_count(), 2);
    EXPECT_EQ(loaded.value.entries.size(), 2u) << "so that what reads it gives no second error";
}

std::string literal(const std::string& formula) {
    const auto found = loader::own_number(Formula{formula, {0, 1, 1, 1}});
    return found ? found->text : "";
}

TEST(Literals, AreFoundWhereverTheyStand) {
    EXPECT_EQ(literal("x*0.05[1/yr] + y"), "0.05[1/yr]");
    EXPECT_EQ(literal("exp(-3*dt)"), "3");
    EXPECT_EQ(literal("y*1.08^((t - 2021)/dt)"), "1.08");
    EXPECT_EQ(literal("(t - 2021)"), "2021");
    EXPECT_EQ(literal("max(.5, x)"), ".5");
    EXPECT_EQ(literal("x1*1e3"), "1e3");
    EXPECT_EQ(literal("12"), "12");
    EXPECT_EQ(literal("2.0*x + 3e"), "3") << "no number, but its beginning is one";
}

TEST(Literals, LeaveOutWhatNeedsNoSource) {
    EXPECT_EQ(literal("x[t-5] + y[2015] + z[k, t-3]"), "");
    EXPECT_EQ(literal("1[亿元/yr]*x + 2*y + 0 + 1.0*z + 0.0[家]"), "");
    EXPECT_EQ(literal("e5*L[W5] + lnb2_3"), "");
    EXPECT_EQ(literal(""), "");
}

TEST(Literals, AreFoundAtTheirPlace) {
    const auto found = loader::own_number(Formula{"产*x + 0.3[家]", {0, 4, 10, 1}});
    ASSERT_TRUE(found.has_value());
    EXPECT_EQ(found->pos, (SourcePos{0, 4, 16, 6}));
}

TEST(Names, ReserveTheWordsOfTheLanguage) {
    for (const auto& function : compiler::kFunctions)
        EXPECT_TRUE(loader::is_reserved(function.name)) << function.name;
    for (const std::string_view aggregate : compiler::kAggregates)
        EXPECT_TRUE(loader::is_reserved(aggregate)) << aggregate;
    for (const auto& distribution : compiler::kDistributions)
        EXPECT_TRUE(loader::is_reserved(distribution.name)) << distribution.name;
    for (const char* word : {"t", "t0", "dt", "if", "and", "or", "not", "in", "inf", "else"})
        EXPECT_TRUE(loader::is_reserved(word)) << word;
    for (const char* word : {"e", "pi", "T", "T0", "Max", "k"})
        EXPECT_FALSE(loader::is_reserved(word)) << word;
}

}  // namespace
}  // namespace plancast
