// SPDX-License-Identifier: Apache-2.0
#include "tools/summary.h"

#include <gtest/gtest.h>

#include "sim/base/text.h"
#include "tools/labels.h"
#include "tools/text.h"

namespace plancast::tools {
namespace {

Share share(std::int64_t hits, std::int64_t runs) {
    return {hits, runs, static_cast<double>(hits) / static_cast<double>(runs),
            wilson_interval(hits, runs)};
}

Catalog make_catalog(int scenarios) {
    Catalog catalog;
    catalog.plan_id = "p";
    catalog.model_id = "m";
    catalog.title = {"承德规划", "Chengde plan"};
    catalog.document = "文号1";
    catalog.baseline_year = 2020;
    catalog.last_year = 2035;
    catalog.deadline = 2025;
    for (int scenario = 0; scenario < scenarios; ++scenario)
        catalog.scenarios.push_back(
            {"s" + std::to_string(scenario), {"情景一号名", "scenario name"}, {}});
    catalog.series = {{"hnte", {"高新技术企业数量", "enterprises"}, "家", true, true}};
    TargetInfo target;
    target.id = "hnte";
    target.name = {"高新技术企业数量", "enterprises"};
    target.tier = Tier::main;
    target.year = 2025;
    target.value = 300;
    target.threshold = 300;
    target.unit = "家";
    target.series = 0;
    catalog.targets = {target};
    catalog.sets = {{"main", {}, {0}}};
    return catalog;
}

SummaryView make_view(const Catalog& catalog, const RunInfo& info) {
    SummaryView view(catalog, info);
    view.targets = {0};
    view.sets = {0};
    view.assessment.parameters = 4;
    view.assessment.assumed = 1;
    view.assessment.not_assessable = {
        {"gone", "gone", {"缺的", "the gone one"}, Tier::side, {"没有模型", "no model"}}};
    for (int scenario = 0; scenario < catalog.n_scenarios(); ++scenario) {
        ScenarioAssessment one;
        one.scenario = scenario;
        one.valid_runs = 1000;
        one.invalid_runs = scenario == 0 ? 2 : 0;
        TargetAssessment target;
        target.met = share(612, 1000);
        target.quantiles.method = QuantileMethod::exact;
        for (int level = 0; level < kShownCount; ++level)
            target.quantiles.value[level] = 280 + 10.5 * level;
        target.year = 2024;
        target.never = .25;
        target.shortfall = .015;
        one.targets = {target};
        one.sets = {{0, share(612, 1000), {.388, .612}, .612}};
        view.assessment.scenarios.push_back(one);
    }
    return view;
}

TEST(Labels, SayWhatIsAskedFor) {
    TargetInfo target;
    target.value = 300;
    target.unit = "家";
    EXPECT_EQ(requirement(target, Language::en), ">= 300 家");
    target.direction = Direction::at_most;
    EXPECT_EQ(requirement(target, Language::en), "<= 300 家");
    target.modality = Modality::about;
    target.tolerance = .05;
    EXPECT_EQ(requirement(target, Language::en), "about 300 家 (within 5 %)");
    target = {};
    target.kind = TargetKind::mean_annual_growth;
    target.value = 10;
    target.unit = "%/yr";
    EXPECT_EQ(requirement(target, Language::zh), ">= 10 %/yr");
    target.average = GrowthAverage::every_year;
    EXPECT_EQ(requirement(target, Language::zh), ">= 10 %/yr（每年）");
    target.kind = TargetKind::done_by;
    EXPECT_EQ(requirement(target, Language::zh), "完成");
    EXPECT_FALSE(has_value(target));
}

TEST(SummaryPage, SaysWhatAReaderMustKnow) {
    const Catalog catalog = make_catalog(2);
    RunInfo info;
    info.runs = 1002;
    info.seed = 7;
    const SummaryView view = make_view(catalog, info);
    const std::string english = summary_page(view, Language::en).text();
    for (const char* expected :
         {"Chengde plan (文号1)", "1 002 runs, seed 7", "61.2", ">= 300 家", "main targets, 2025",
          "not the uncertainty of", "1 of the 4 drawn parameters (25 %)",
          "Scenario s0: 2 runs are invalid (0.2 %)", "cannot be assessed yet: 1",
          "no model: the gone one"})
        EXPECT_NE(english.find(expected), std::string::npos) << expected << "\n" << english;
    const std::string chinese = summary_page(view, Language::zh).text();
    for (const char* expected : {"承德规划（文号1）", "1 002 次运行", "高新技术企业数量",
                                 "主要指标，2025", "不是模型的不确定性", "没有模型：缺的"})
        EXPECT_NE(chinese.find(expected), std::string::npos) << expected << "\n" << chinese;
}

TEST(SummaryPage, FitsTheScreenInEveryShape) {
    for (const int scenarios : {1, 3, 9, 30}) {
        const Catalog catalog = make_catalog(scenarios);
        RunInfo info;
        info.runs = 1002;
        SummaryView view = make_view(catalog, info);
        view.details = true;
        view.given = 0;
        view.both.assign(static_cast<std::size_t>(scenarios), {share(612, 612)});
        SeriesPath path;
        path.years.push_back({2025, 300, 12.5, view.assessment.scenarios[0].targets[0].quantiles});
        view.paths.assign(static_cast<std::size_t>(scenarios), {path});
        for (const Language language : {Language::en, Language::zh}) {
            const std::string text = summary_page(view, language).text();
            for (std::size_t begin = 0; begin < text.size();) {
                const std::size_t end = std::min(text.find('\n', begin), text.size());
                EXPECT_LE(display_width(text.substr(begin, end - begin)), kPageWidth);
                begin = end + 1;
            }
            EXPECT_NE(text.find("2024"), std::string::npos);
            EXPECT_NE(text.find("301.0"), std::string::npos) << "the median";
        }
    }
}

TEST(SummaryPage, NeverClaimsAnIntervalItDoesNotHave) {
    const Catalog catalog = make_catalog(1);
    RunInfo info;
    info.sampler = SamplerKind::lhs;
    SummaryView view = make_view(catalog, info);
    view.details = true;
    for (ScenarioAssessment& scenario : view.assessment.scenarios)
        scenario.targets[0].met.ci95 = {};
    const std::string text = summary_page(view, Language::en).text();
    EXPECT_NE(text.find("no valid Monte Carlo interval"), std::string::npos) << text;
    EXPECT_EQ(text.find("Wilson"), std::string::npos) << text;
}

TEST(SummaryCsv, HasARowForEachTargetSetAndGap) {
    const Catalog catalog = make_catalog(2);
    const RunInfo info;
    const SummaryView view = make_view(catalog, info);
    const std::string text = summary_csv(view, Language::en).take(false);
    // A header, a target, a joint row and two numbers met for each scenario, and one gap.
    EXPECT_EQ(std::count(text.begin(), text.end(), '\n'), 1 + 2 * 4 + 1);
    EXPECT_NE(text.find("target,s0,hnte,enterprises,main,2025,300,家,0.612,"), std::string::npos);
    EXPECT_NE(text.find("not_assessable,,gone,the gone one,side,"), std::string::npos);
}

}  // namespace
}  // namespace plancast::tools
