// SPDX-License-Identifier: Apache-2.0
// The sentences under a summary: what its numbers mean, rest on, and leave out.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "tools/labels.h"
#include "tools/numbers.h"
#include "tools/summary.h"
#include "tools/text.h"

namespace plancast::tools {
namespace {

std::size_t size(int number) {
    return static_cast<std::size_t>(number);
}

class Notes {
public:
    Notes(Page& page, const SummaryView& view, Language language)
        : page_(page), view_(view), language_(language) {}

    void add() {
        if (!view_.targets.empty()) interval_note();
        quantile_note();
        assumption_note();
        invalid_note();
        not_assessable();
    }

private:
    std::string say(std::string_view zh, std::string_view en,
                    const std::vector<std::string>& args = {}) const {
        return tools::say(language_, zh, en, args);
    }

    void assumption_note() {
        const Assessment& found = view_.assessment;
        if (found.parameters == 0) return;
        page_.sentence(say("{0} 个随机参数中有 {1} 个（{2} %）出自假设，其余有注明的来源。",
                           "{1} of the {0} drawn parameters ({2} %) rest on an assumption, the "
                           "others on a named source.",
                           {std::to_string(found.parameters), std::to_string(found.assumed),
                            fmt::format("{:.0f}", 100.0 * found.assumed / found.parameters)}));
    }

    void invalid_note() {
        bool invalid = false;
        for (const ScenarioAssessment& scenario : view_.assessment.scenarios) {
            if (scenario.invalid_runs == 0) continue;
            invalid = true;
            const std::int64_t all = scenario.valid_runs + scenario.invalid_runs;
            const Share share{scenario.invalid_runs,
                              all,
                              static_cast<double>(scenario.invalid_runs) / static_cast<double>(all),
                              {}};
            page_.sentence(
                say("情景 {0}：{1} 次运行无效（{2} %），不计入以上概率；原因见 plancast info。",
                    "Scenario {0}: {1} runs are invalid ({2} %) and no part of the "
                    "probabilities above; plancast info says where they failed.",
                    {view_.catalog.scenarios[size(scenario.scenario)].id,
                     std::to_string(share.hits), percent(share)}));
        }
        if (!invalid) page_.sentence(say("没有无效运行。", "No run is invalid."));
    }

    void interval_note() {
        double widest = 0;
        bool fallback = false;
        for (const ScenarioAssessment& scenario : view_.assessment.scenarios)
            for (const int target : view_.targets) {
                const Share& met = scenario.targets[size(target)].met;
                if (met.ci95.method == IntervalMethod::none) continue;
                widest = std::max(
                    {widest, met.ci95.high - met.probability, met.probability - met.ci95.low});
                fallback = fallback || met.ci95.method == IntervalMethod::wilson_no_spread;
            }
        const std::string reach = fmt::format("{:.2f}", 100 * widest);
        std::string text;
        if (view_.info.sampler == SamplerKind::lhs)
            text = say("拉丁超立方抽样没有可用的蒙特卡罗区间。",
                       "Latin hypercube sampling has no valid Monte Carlo interval.");
        else if (view_.info.sampler == SamplerKind::sobol)
            text = say("95% 蒙特卡罗区间最多偏离 {0} 个百分点（由 16 个独立扰动求得，Student t）。",
                       "The 95 % Monte Carlo intervals reach at most {0} percentage points away "
                       "(from 16 independent scrambles, Student's t).",
                       {reach});
        else
            text = say("95% 蒙特卡罗区间最多偏离 {0} 个百分点（Wilson）。",
                       "The 95 % Monte Carlo intervals reach at most {0} percentage points away "
                       "(Wilson).",
                       {reach});
        if (fallback)
            text += say("各扰动完全一致处用 Wilson 区间。",
                        " Where all scrambles agree, Wilson's interval is given.");
        page_.sentence(
            text + say("它只说明运行次数有限，不是模型的不确定性：模型结构和先验若有偏差，误差可以"
                       "大得多。",
                       " They show what more runs would narrow; they are not the uncertainty of "
                       "the model, whose structure and priors may be off by far more."));
    }

    /// Names how the quantiles on the page were found.
    void quantile_note() {
        double error = 0;
        bool exact = false, histogram = false;
        const auto look = [&](const Quantiles& quantiles) {
            exact = exact || quantiles.method == QuantileMethod::exact;
            if (quantiles.method != QuantileMethod::histogram) return;
            histogram = true;
            for (int level = 0; level < kShownCount; ++level)
                if (quantiles.value[level] != 0 && !std::isnan(quantiles.value[level]))
                    error =
                        std::max(error, quantiles.error[level] / std::abs(quantiles.value[level]));
        };
        if (view_.details)
            for (const ScenarioAssessment& scenario : view_.assessment.scenarios)
                for (const int target : view_.targets)
                    look(scenario.targets[size(target)].quantiles);
        for (const auto& scenario : view_.paths)
            for (const SeriesPath& path : scenario)
                for (const SeriesYear& year : path.years)
                    look(year.quantiles);
        if (exact)
            page_.sentence(say("分位数由每次运行的数值求得（Hyndman-Fan 第 7 型）。",
                               "Quantiles are exact (Hyndman and Fan, type 7)."));
        if (histogram)
            page_.sentence(say("未逐次存储的序列，其分位数由直方图求得，误差至多为数值的 {0} %。",
                               "Quantiles of series that are not stored run by run come from a "
                               "histogram, to within {0} % of the value.",
                               {fmt::format("{:.2f}", 100 * error)}));
    }

    /// What cannot be judged, grouped by what is missing. The first clause says why; what to ask
    /// for follows it, and is a detail.
    void not_assessable() {
        const std::vector<NotAssessable>& list = view_.assessment.not_assessable;
        if (list.empty()) return;
        std::vector<std::pair<std::string, std::vector<std::string>>> groups;
        for (const NotAssessable& missing : list) {
            std::string reason = missing.missing.in(language_);
            if (!view_.details) reason = reason.substr(0, reason.find(say("；", "; ")));
            auto group = std::find_if(groups.begin(), groups.end(),
                                      [&](const auto& known) { return known.first == reason; });
            if (group == groups.end()) group = groups.insert(groups.end(), {reason, {}});
            group->second.push_back(name_or_id(missing.name, missing.id, language_));
        }
        page_.heading(say("尚不能评估的目标：{0} 个", "Targets that cannot be assessed yet: {0}",
                          {std::to_string(list.size())}));
        for (const auto& [reason, names] : groups)
            page_.item(say("{0}：{1}", "{0}: {1}", {reason, join(names, language_)}));
        if (!view_.details)
            page_.sentence(say("各缺什么数据，见 --details。",
                               "Which data each of them needs: see --details."));
    }

    Page& page_;
    const SummaryView& view_;
    Language language_;
};

}  // namespace

void add_notes(Page& page, const SummaryView& view, Language language) {
    Notes(page, view, language).add();
}

}  // namespace plancast::tools
