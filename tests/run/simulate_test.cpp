// SPDX-License-Identifier: Apache-2.0
#include <cmath>
#include <cstring>

#include "plancast/uniforms.h"
#include "support.h"

namespace plancast {
namespace {

const std::string kModel = R"toml(format = "plancast-model 1"
id = "two"
title = { zh = "两种结构", en = "Two structures" }
baseline_year = 2020
last_year = 2022
[lever]
money = { default = 1, min = 0, max = 9, unit = "亿元/yr", cost = "money", assumption = "test" }
[parameter]
p = { prior = "uniform(0, 1)", unit = "1", assumption = "test" }
[draw]
u = { dist = "uniform(0, 1)", unit = "1", assumption = "test" }
[equation]
x = { eq = "x[t-1] + p + u + money/1[亿元/yr]", init = "0", unit = "1" }
[structure.A]
weight = 0.6
zh = "甲"
en = "A"
assumption = "test"
[structure.B]
weight = 0.4
zh = "乙"
en = "B"
assumption = "test"
[structure.B.equation]
x = { eq = "x[t-1] - p", init = "0", unit = "1" }
)toml";
const std::string kMore = R"toml(format = "plancast-scenario 1"
id = "more"
name = { zh = "更多", en = "More" }
extends = "plan"
[[change]]
lever = "money"
set = { 2021-on = 2 }
assumption = "test"
)toml";

TEST(Simulate, GivesTheValuesOfARun) {
    const std::unique_ptr<Program> program = compiled_text(kModel, {kMore});
    constexpr std::uint64_t kRuns = 1024;
    RunSpec spec;
    spec.runs = kRuns;
    spec.seed = 9;
    spec.threads = 2;
    Keeper keeper(program->catalog(), kRuns);
    run(*program, spec, &keeper);
    const auto source = make_source(spec.sampler, program->catalog().dims, spec.seed, spec.runs);
    const auto simulate = make_simulate(*program, spec);
    const Catalog& catalog = program->catalog();
    const std::size_t n_slots = catalog.series.size() * static_cast<std::size_t>(catalog.n_years());
    for (const int scenario : {1, 0}) {
        std::vector<float> values(n_slots * 320);
        std::vector<std::int8_t> valid(320);
        simulate->simulate(*source, scenario, 448, 320, values, valid);
        for (std::size_t series = 0; series < catalog.series.size(); ++series) {
            const std::vector<float> expected =
                keeper.of(catalog.series[series].id, static_cast<std::size_t>(scenario));
            for (std::size_t year = 0; year < 3; ++year)
                EXPECT_EQ(std::memcmp(values.data() + (series * 3 + year) * 320,
                                      expected.data() + year * kRuns + 448, 320 * sizeof(float)),
                          0)
                    << catalog.series[series].id << " " << year;
        }
        for (const std::int8_t flag : valid)
            EXPECT_EQ(flag, kValid);
    }
}

TEST(Simulate, TakesUniformsFromAnywhere) {
    const std::unique_ptr<Program> program = compiled_text(kModel);
    const Catalog& catalog = program->catalog();
    // p and u of 2021, 2022: one number for each run and dimension.
    ASSERT_EQ(catalog.dims.size(), 3u);
    std::vector<double> uniforms;
    for (const double value : {0.25, 0.5, 0.75})
        uniforms.insert(uniforms.end(), 64, value);
    const auto source = given_source(uniforms, 64);
    std::vector<float> values(catalog.series.size() * 3 * 64);
    std::vector<std::int8_t> valid(64);
    make_simulate(*program, RunSpec{})->simulate(*source, 0, 0, 64, values, valid);
    std::size_t x = 0;
    while (catalog.series[x].id != "x")
        ++x;
    // The first group is dealt to structure A: x = 0.25 + 0.5 + 1, then + 0.25 + 0.75 + 1.
    EXPECT_EQ(values[(x * 3 + 1) * 64], 1.75f);
    EXPECT_EQ(values[(x * 3 + 2) * 64], 3.75f);
}

}  // namespace
}  // namespace plancast
