// SPDX-License-Identifier: Apache-2.0
// The bits of a result depend on nothing but its inputs (docs/determinism.md).
#include <cstring>
#include <string>
#include <vector>

#include "sim/kernel/kernel.h"
#include "support.h"

namespace plancast {
namespace {

// A last commit block, a last group and a last engine block that are not full.
constexpr std::uint64_t kRuns = 2 * kCommitRuns + 100;

struct Bits {
    std::uint64_t values = 0;
    std::uint64_t summary = 0;
    bool operator==(const Bits&) const = default;
};

std::uint64_t hash_of(const Summary& summary) {
    std::uint64_t result = 0;
    const auto add = [&](const auto& list) {
        if (!list.empty()) result = xxh64(list.data(), list.size() * sizeof(list[0]), result);
    };
    add(summary.valid_runs);
    add(summary.hits);
    add(summary.shortfall);
    add(summary.first_met);
    add(summary.pair_hits);
    add(summary.scenario_hits);
    for (const std::vector<std::int64_t>& set : summary.number_met)
        add(set);
    for (const YearStatistics& year : summary.years) {
        const double numbers[] = {static_cast<double>(year.count), year.mean, year.sd, year.min,
                                  year.max};
        result = xxh64(numbers, sizeof numbers, result);
        result = xxh64(year.quantiles, sizeof year.quantiles, result);
    }
    return result;
}

RunSpec spec_of(int threads, int block_runs) {
    RunSpec spec;
    spec.runs = kRuns;
    spec.seed = 20211105;
    spec.threads = threads;
    spec.block_runs = block_runs;
    return spec;
}

Bits bits_of(const Program& program, const RunSpec& spec) {
    Keeper keeper(program.catalog(), spec.runs);
    const Summary summary = run(program, spec, &keeper);
    return {keeper.hash(), hash_of(summary)};
}

/// The Chengde plan: every operation a real model uses, three scenarios, hits and parameters.
std::unique_ptr<Program> chengde() {
    CompileOptions options;
    options.scenarios = {"plan", "high", "delay"};
    return compiled_batch("scenarios/chengde-sti-2021-2025/batch.toml", options);
}

/// Every distribution, with and without constant arguments and truncation; structures.
std::vector<std::unique_ptr<Program>> small_models() {
    CompileOptions options;
    options.every_variable = true;
    std::vector<std::unique_ptr<Program>> programs;
    for (const std::string name :
         {"distributions-once", "distributions-yearly", "distributions-truncated", "ensemble",
          "language-arithmetic", "language-time", "correlation"})
        programs.push_back(compiled_batch("tests/conformance/" + name + "/batch.toml", options));
    return programs;
}

void expect_same_bits(const Program& program) {
    const Bits expected = bits_of(program, spec_of(1, 256));
    for (const int threads : {1, 2, 3, 8})
        for (const int block_runs : {0, 64, 192, 2048})
            EXPECT_EQ(bits_of(program, spec_of(threads, block_runs)), expected)
                << threads << " threads, blocks of " << block_runs;
    for (const std::string_view target : kernel::available_targets()) {
        if (!kernel::kernels_for(target)->fma) continue;
        RunSpec spec = spec_of(2, 128);
        spec.kernel_target = target;
        EXPECT_EQ(bits_of(program, spec), expected) << target;
    }
}

TEST(Bits, DoNotDependOnThreadsBlocksOrInstructionSets) {
    expect_same_bits(*chengde());
    for (const std::unique_ptr<Program>& program : small_models())
        expect_same_bits(*program);
}

TEST(Bits, ShowInTheHash) {
    const std::unique_ptr<Program> program = chengde();
    RunSpec other_seed = spec_of(1, 256);
    other_seed.seed += 1;
    EXPECT_NE(bits_of(*program, other_seed).values, bits_of(*program, spec_of(1, 256)).values);
    EXPECT_NE(bits_of(*program, other_seed).summary, bits_of(*program, spec_of(1, 256)).summary);
}

/// Known bits: with another compiler, or another version, the same numbers. Whoever changes one of
/// these on purpose changes kRngScheme or says in CHANGELOG.md why results move.
TEST(Bits, AreThoseOfEveryBuild) {
    EXPECT_EQ(bits_of(*chengde(), spec_of(2, 0)).values, 4597208913003495947u);
    std::uint64_t small = 0;
    for (const std::unique_ptr<Program>& program : small_models()) {
        const std::uint64_t values = bits_of(*program, spec_of(2, 0)).values;
        small = xxh64(&values, sizeof values, small);
    }
    EXPECT_EQ(small, 1477406324032813489u);
}

TEST(Bits, TheFirstRunsOfALongerRunAreTheShorterOne) {
    const std::unique_ptr<Program> program = chengde();
    RunSpec spec = spec_of(2, 0);
    Keeper once(program->catalog(), kRuns);
    run(*program, spec, &once);
    spec.runs = 2 * kRuns;
    Keeper twice(program->catalog(), 2 * kRuns);
    run(*program, spec, &twice);
    const auto expect_prefix = [](const auto& shorter, const auto& longer) {
        ASSERT_EQ(2 * shorter.size(), longer.size());
        for (std::size_t row = 0; row < shorter.size() / kRuns; ++row)
            EXPECT_EQ(std::memcmp(shorter.data() + row * kRuns, longer.data() + row * 2 * kRuns,
                                  kRuns * sizeof(shorter[0])),
                      0)
                << row;
    };
    expect_prefix(once.series, twice.series);
    expect_prefix(once.parameters, twice.parameters);
    expect_prefix(once.hits, twice.hits);
    expect_prefix(once.structure, twice.structure);
    EXPECT_NE(std::memcmp(twice.parameters.data(), twice.parameters.data() + kRuns,
                          kRuns * sizeof(float)),
              0)
        << "control: the second half is new luck";
}

const std::string kHead = R"toml(format = "plancast-model 1"
id = "grows"
title = { zh = "增长", en = "Growth" }
baseline_year = 2020
last_year = 2026
)toml";
const std::string kParameter = R"toml([parameter]
g = { prior = "normal(0.05, 0.02)", unit = "1/yr", assumption = "test" }
s = { prior = "lognormal(median=0.1, sdlog=0.3)", unit = "1", assumption = "test" }
)toml";
const std::string kLever = R"toml([lever]
money = { default = 1, min = 0, max = 9, unit = "亿元/yr", cost = "money", assumption = "test" }
)toml";
const std::string kDraw = R"toml([draw]
z = { dist = "student_t(df=4)", unit = "1", assumption = "test" }
y = { dist = "normal(0, 1)", unit = "1", assumption = "test" }
n = { dist = "poisson(5 + x)", unit = "1", assumption = "test" }
)toml";
const std::string kEquation = R"toml([equation]
x = { eq = "x[t-1]*exp(g*dt + s*z + 0.1*y) + 0.01*money/1[亿元/yr]", init = "1", unit = "1", assumption = "test" }
)toml";
const std::string kCorrelation = R"toml([[correlation]]
between = ["z", "y"]
value = 0.4
assumption = "test"
)toml";
const std::string kBase = kHead + kParameter + kLever + kDraw + kEquation + kCorrelation;

std::string insert_after(const std::string& text, const std::string& line,
                         const std::string& more) {
    const std::size_t at = text.find(line);
    EXPECT_NE(at, std::string::npos);
    return text.substr(0, at + line.size()) + more + text.substr(at + line.size());
}

/// Series x and n of the scenario `plan` in a model grown from kBase.
void expect_unchanged(const Program& grown) {
    const std::unique_ptr<Program> base = compiled_text(kBase);
    Keeper expected(base->catalog(), kRuns), found(grown.catalog(), kRuns);
    run(*base, spec_of(2, 0), &expected);
    run(grown, spec_of(2, 0), &found);
    for (const char* series : {"x", "n"}) {
        const std::vector<float> left = expected.of(series, 0), right = found.of(series, 0);
        ASSERT_EQ(left.size(), right.size());
        // In the baseline year n is absent: NaN in both.
        EXPECT_EQ(std::memcmp(left.data(), right.data(), left.size() * sizeof(float)), 0) << series;
    }
}

TEST(Bits, ANewVariableShockParameterOrCorrelationChangesNoOther) {
    std::string grown = kBase;
    grown = insert_after(
        grown, "[parameter]\n",
        "first = { prior = \"beta(mean=0.2, n=9)\", unit = \"1\", assumption = \"test\" }\n");
    grown = insert_after(
        grown, "[draw]\n",
        "early = { dist = \"normal(0, first)\", unit = \"1\", assumption = \"test\" }\n");
    grown =
        insert_after(grown, "[equation]\n", "w = { eq = \"x*early\", before = 0, unit = \"1\" }\n");
    grown += "[[correlation]]\nbetween = [\"y\", \"early\"]\nvalue = 0.3\nassumption = \"test\"\n";
    expect_unchanged(*compiled_text(grown));
}

TEST(Bits, ANewScenarioChangesNoOther) {
    const std::string more = R"toml(format = "plancast-scenario 1"
id = "more"
name = { zh = "更多", en = "More" }
extends = "plan"
[[change]]
lever = "money"
multiply = { 2022-on = 2 }
[[change]]
parameter = "g"
prior = "normal(0.07, 0.02)"
assumption = "test"
)toml";
    const std::unique_ptr<Program> grown = compiled_text(kBase, {more});
    expect_unchanged(*grown);
    Keeper found(grown->catalog(), kRuns);
    run(*grown, spec_of(2, 0), &found);
    const std::vector<float> plan = found.of("x", 0), other = found.of("x", 1);
    for (std::size_t run = 0; run < kRuns; ++run) {
        ASSERT_EQ(plan[run], other[run]) << "the same start";
        // Common random numbers: with more money and growth every run does better.
        ASSERT_LT(plan[6 * kRuns + run], other[6 * kRuns + run]) << run;
    }
}

TEST(Bits, TheOrderOfDeclarationChangesNothing) {
    const std::string turned =
        kHead + kEquation + kDraw + kLever + kCorrelation + R"toml([parameter]
s = { prior = "lognormal(median=0.1, sdlog=0.3)", unit = "1", assumption = "test" }
g = { prior = "normal(0.05, 0.02)", unit = "1/yr", assumption = "test" }
)toml";
    expect_unchanged(*compiled_text(turned));
}

}  // namespace
}  // namespace plancast
