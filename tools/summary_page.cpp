// SPDX-License-Identifier: Apache-2.0
// The summary for people: one table of targets by scenarios, then what a reader must know of it.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "sim/base/text.h"
#include "tools/grid.h"
#include "tools/labels.h"
#include "tools/numbers.h"
#include "tools/summary.h"
#include "tools/text.h"

namespace plancast::tools {
namespace {

std::size_t size(int number) {
    return static_cast<std::size_t>(number);
}

class SummaryPage {
public:
    SummaryPage(const SummaryView& view, Language language) : view_(view), language_(language) {}

    Page make() {
        title();
        if (!view_.targets.empty()) probabilities();
        if (view_.given) given();
        if (view_.details) numbers_met();
        for (std::size_t place = 0; place < view_.assessment.scenarios.size(); ++place) {
            if (view_.details) details(place);
            if (!view_.paths.empty()) paths(place);
        }
        add_notes(page_, view_, language_);
        return std::move(page_);
    }

private:
    std::string say(std::string_view zh, std::string_view en,
                    const std::vector<std::string>& args = {}) const {
        return tools::say(language_, zh, en, args);
    }

    const ScenarioInfo& info_of(const ScenarioAssessment& scenario) const {
        return view_.catalog.scenarios[size(scenario.scenario)];
    }

    std::string full_name(const ScenarioInfo& scenario) const {
        const std::string& name = scenario.name.in(language_);
        return name.empty() ? scenario.id : say("{0}（{1}）", "{0} ({1})", {scenario.id, name});
    }

    void title() {
        const Catalog& catalog = view_.catalog;
        std::string text = name_or_id(catalog.title, catalog.model_id, language_);
        if (!catalog.document.empty()) text += say("（{0}）", " ({0})", {catalog.document});
        page_.heading(text);
        page_.sentence(
            say("模型 {0}，{1} 次运行，种子 {2}，{3}。", "Model {0}, {1} runs, seed {2}, {3}.",
                {catalog.model_id, grouped(view_.info.runs), std::to_string(view_.info.seed),
                 sampler_name(view_.info.sampler, language_)}));
        if (catalog.structures.size() < 2) return;
        std::vector<std::string> parts;
        for (const StructureInfo& structure : catalog.structures)
            parts.push_back(fmt::format("{} {} %", structure.id, percent(structure.weight)));
        page_.sentence(say("模型结构：{0}。", "Structures: {0}.", {join(parts, language_)}));
    }

    Grid grid(const std::string& corner) const {
        Grid grid;
        grid.corner = corner;
        for (const ScenarioAssessment& scenario : view_.assessment.scenarios) {
            grid.ids.push_back(info_of(scenario).id);
            grid.names.push_back(
                name_or_id(info_of(scenario).name, info_of(scenario).id, language_));
        }
        return grid;
    }

    /// The targets with a heading before each tier of each year.
    template <typename Cell>
    void target_rows(Grid& grid, const Cell& cell) const {
        std::string heading;
        for (const int target : view_.targets) {
            const TargetInfo& info = view_.catalog.targets[size(target)];
            const std::string group =
                tier_name(info.tier, language_) + say("，", ", ") + std::to_string(info.year);
            if (group != heading) grid.rows.push_back({heading = group, "", {}});
            GridRow row{
                name_or_id(info.name, info.id, language_), requirement(info, language_), {}};
            for (std::size_t place = 0; place < grid.ids.size(); ++place)
                row.cells.push_back(cell(place, target));
            grid.rows.push_back(std::move(row));
        }
    }

    void probabilities() {
        Grid table = grid(say("达标概率 (%)", "P(target met) in %"));
        table.second = say("要求", "asked for");
        target_rows(table, [&](std::size_t place, int target) {
            return percent(view_.assessment.scenarios[place].targets[size(target)].met);
        });
        for (const int set : view_.sets)
            joint_rows(table, set);
        add_grid(page_, table);
        if (table.uses_ids()) scenario_names();
    }

    void joint_rows(Grid& table, int set) const {
        const SetInfo& info = view_.catalog.sets[size(set)];
        table.rows.push_back(
            {say("共同达标：{0}（{1} 项）", "jointly: {0} ({1})",
                 {name_or_id(info.name, info.id, language_), std::to_string(info.targets.size())}),
             "",
             {}});
        GridRow all{say("全部达标", "all of them met"), "", {}};
        GridRow mean{say("平均达标项数", "mean number met"), "", {}};
        for (const ScenarioAssessment& scenario : view_.assessment.scenarios)
            for (const SetAssessment& one : scenario.sets) {
                if (one.set != set) continue;
                all.cells.push_back(percent(one.all));
                mean.cells.push_back(fmt::format("{:.2f}", one.mean_number_met));
            }
        table.rows.push_back(std::move(all));
        table.rows.push_back(std::move(mean));
    }

    void scenario_names() {
        std::vector<std::string> parts;
        for (const ScenarioAssessment& scenario : view_.assessment.scenarios)
            parts.push_back(full_name(info_of(scenario)));
        page_.sentence(say("情景：{0}。", "Scenarios: {0}.", {join(parts, language_)}));
    }

    void given() {
        const TargetInfo& info = view_.catalog.targets[size(*view_.given)];
        Grid table = grid(say("已达标者中 (%)", "among those runs, in %"));
        target_rows(table, [&](std::size_t place, int target) {
            return percent(view_.both[place][size(target)]);
        });
        GridRow runs{say("其中的运行次数", "number of those runs"), "", {}};
        for (const std::vector<Share>& shares : view_.both)
            runs.cells.push_back(std::to_string(shares[size(*view_.given)].runs));
        table.rows.push_back(std::move(runs));
        page_.heading(say("在“{0}”达标的运行中，各目标的达标概率",
                          "P(target met) among the runs that meet \"{0}\"",
                          {target_label(view_.catalog, info, language_)}));
        add_grid(page_, table);
    }

    void numbers_met() {
        for (const int set : view_.sets) {
            const SetInfo& info = view_.catalog.sets[size(set)];
            page_.heading(say("{0}：达标项数的分布（占运行的 %）",
                              "{0}: number of targets met, % of runs",
                              {name_or_id(info.name, info.id, language_)}));
            Grid table = grid(say("达标项数", "number met"));
            for (std::size_t number = 0; number <= info.targets.size(); ++number) {
                GridRow row{std::to_string(number), "", {}};
                for (const ScenarioAssessment& scenario : view_.assessment.scenarios)
                    for (const SetAssessment& one : scenario.sets)
                        if (one.set == set) row.cells.push_back(percent(one.number_met[number]));
                table.rows.push_back(std::move(row));
            }
            add_grid(page_, table);
        }
    }

    void details(std::size_t place) {
        const ScenarioAssessment& scenario = view_.assessment.scenarios[place];
        page_.heading(say("情景 {0}：{1} 次有效运行", "Scenario {0}: {1} valid runs",
                          {full_name(info_of(scenario)),
                           grouped(static_cast<std::uint64_t>(scenario.valid_runs))}));
        Sheet chances{{{say("目标", "target")},
                       {say("概率 %", "P %"), true},
                       {say("95% 区间", "95 % interval"), true},
                       {say("平均缺口 %", "shortfall %"), true},
                       {say("首次达标年", "first met"), true},
                       {say("从未达标 %", "never %"), true}},
                      {}};
        Sheet values{{{say("目标年的数值", "value in the target's year")},
                      {say("单位", "unit")},
                      {say("目标值", "target"), true},
                      {"5 %", true},
                      {"25 %", true},
                      {"50 %", true},
                      {"75 %", true},
                      {"95 %", true}},
                     {}};
        for (const int at : view_.targets) {
            const TargetAssessment& target = scenario.targets[size(at)];
            const TargetInfo& info = view_.catalog.targets[size(at)];
            const std::string label = target_label(view_.catalog, info, language_);
            chances.rows.push_back(
                {label, percent(target.met), percent(target.met.ci95), percent(target.shortfall),
                 target.year ? std::to_string(*target.year) : "-", percent(target.never)});
            std::vector<std::string> row = {label, view_.catalog.series[size(info.series)].unit,
                                            short_number(info.threshold)};
            for (const double value : target.quantiles.value)
                row.push_back(short_number(value));
            values.rows.push_back(std::move(row));
        }
        if (view_.targets.empty()) return;
        page_.sheet(std::move(chances));
        page_.sheet(std::move(values));
    }

    void paths(std::size_t place) {
        const ScenarioInfo& scenario = info_of(view_.assessment.scenarios[place]);
        for (const SeriesPath& path : view_.paths[place]) {
            const SeriesInfo& info = view_.catalog.series[size(path.series)];
            page_.heading(say("{0}（{1}），情景 {2}", "{0} ({1}), scenario {2}",
                              {name_or_id(info.name, info.id, language_), info.unit, scenario.id}));
            Sheet sheet{{{say("年份", "year")},
                         {say("均值", "mean"), true},
                         {say("标准差", "sd"), true},
                         {"5 %", true},
                         {"25 %", true},
                         {"50 %", true},
                         {"75 %", true},
                         {"95 %", true}},
                        {}};
            for (const SeriesYear& year : path.years) {
                std::vector<std::string> row = {std::to_string(year.year), short_number(year.mean),
                                                short_number(year.sd)};
                for (const double value : year.quantiles.value)
                    row.push_back(short_number(value));
                sheet.rows.push_back(std::move(row));
            }
            page_.sheet(std::move(sheet));
        }
    }

    const SummaryView& view_;
    Language language_;
    Page page_;
};

}  // namespace

Page summary_page(const SummaryView& view, Language language) {
    return SummaryPage(view, language).make();
}

}  // namespace plancast::tools
