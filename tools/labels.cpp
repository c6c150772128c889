// SPDX-License-Identifier: Apache-2.0
#include "tools/labels.h"

#include "sim/base/text.h"
#include "tools/text.h"

namespace plancast::tools {

std::string name_or_id(const LocalText& name, const std::string& id, Language language) {
    return name.empty() ? id : name.in(language);
}

std::string tier_name(Tier tier, Language language) {
    switch (tier) {
        case Tier::main:
            return say(language, "主要指标", "main targets");
        case Tier::milestone:
            return say(language, "里程碑", "milestones");
        case Tier::constraint:
            return say(language, "约束", "constraints");
        case Tier::side:
            break;
    }
    return say(language, "其他指标", "side targets");
}

bool has_value(const TargetInfo& target) {
    return target.kind != TargetKind::done_by && target.kind != TargetKind::non_decreasing &&
           target.kind != TargetKind::all_units;
}

std::string requirement(const TargetInfo& target, Language language) {
    switch (target.kind) {
        case TargetKind::done_by:
            return say(language, "完成", "done");
        case TargetKind::non_decreasing:
            return say(language, "不下降", "never falls");
        case TargetKind::all_units:
            return say(language, "全部单位", "every unit");
        default:
            break;
    }
    std::string text = shortest(target.value) + " " + target.unit;
    if (target.modality == Modality::about)
        text = say(language, "约 {0}（上下 {1} %）", "about {0} (within {1} %)",
                   {text, shortest(100 * target.tolerance)});
    else
        text = (target.direction == Direction::at_most ? "<= " : ">= ") + text;
    if (target.kind == TargetKind::cumulative_since_baseline)
        return say(language, "累计 {0}", "in sum {0}", {text});
    if (target.kind == TargetKind::mean_annual_growth) {
        if (target.average == GrowthAverage::arithmetic)
            return say(language, "{0}（算术平均）", "{0} (arithmetic)", {text});
        if (target.average == GrowthAverage::every_year)
            return say(language, "{0}（每年）", "{0} (every year)", {text});
    }
    return text;
}

std::string target_label(const Catalog& catalog, const TargetInfo& target, Language language) {
    const std::string name = name_or_id(target.name, target.id, language);
    return target.year == catalog.deadline ? name : std::to_string(target.year) + " " + name;
}

std::string sampler_name(SamplerKind sampler, Language language) {
    switch (sampler) {
        case SamplerKind::lhs:
            return say(language, "拉丁超立方抽样", "Latin hypercube sampling");
        case SamplerKind::sobol:
            return say(language, "Sobol 抽样（16 个扰动）", "Sobol sampling (16 scrambles)");
        case SamplerKind::random:
            break;
    }
    return say(language, "随机抽样", "random sampling");
}

std::string method_word(QuantileMethod method) {
    switch (method) {
        case QuantileMethod::exact:
            return "exact";
        case QuantileMethod::histogram:
            return "histogram";
        case QuantileMethod::none:
            break;
    }
    return "none";
}

std::string method_word(IntervalMethod method) {
    switch (method) {
        case IntervalMethod::wilson:
            return "wilson";
        case IntervalMethod::scrambles:
            return "scrambles";
        case IntervalMethod::wilson_no_spread:
            return "wilson_no_spread";
        case IntervalMethod::none:
            break;
    }
    return "none";
}

}  // namespace plancast::tools
