// SPDX-License-Identifier: Apache-2.0
// The keys of plan.toml.
#pragma once

#include "sim/base/words.h"
#include "sim/load/keys.h"

namespace plancast::loader {

inline constexpr Key kAssumptionKeys[] = {
    {"author", Shape::text, true, "\"科技局规划处\"", "提出者", "who assumes it"},
    {"date", Shape::date, true, "2026-11-23", "日期", "when"},
    {"why", Shape::local_text, true, "{ zh = \"...\", en = \"...\" }", "理由", "the reason"},
};
inline constexpr KeyTable kAssumption = {"assumption", kAssumptionKeys};

inline constexpr Key kTargetKeys[] = {
    {"kind", Shape::word, true, "\"level\"", "目标类型", "what is compared with the value",
     kTargetKinds},
    {"at_least", Shape::number, false, "300", "不低于", "the value or more"},
    {"at_most", Shape::number, false, "2.5", "不高于", "the value or less"},
    {"unit", Shape::text, false, "\"%/yr\"", "目标值的单位，缺省为指标的单位",
     "unit of the value, else that of the indicator"},
    {"average", Shape::word, false, "\"geometric\"", "年均增长的算法", "how growth is averaged",
     kAverages},
    {"tier", Shape::word, true, "\"main\"", "层级", "weight of the target in the plan", kTiers},
    {"modality", Shape::word, false, "\"at_least\"", "措辞：必达、力争、左右",
     "how firmly the document puts it", kModalities},
    {"tolerance", Shape::number, false, "0.05", "“左右”的相对容差",
     "share of the value that `about` allows"},
    {"judged_on", Shape::word, false, "\"latent\"", "按真实值或上报值评判",
     "the true value or the one reported", kJudgedOn},
    {"clause", Shape::local_text, false, "{ zh = \"...\", en = \"...\" }", "规划原文",
     "the words of the document"},
    {"assumption",
     Shape::table,
     false,
     "{ author = \"...\", date = 2026-11-23, why = { zh = \"...\", en = \"...\" } }",
     "原文没有的数值从何而来",
     "where a number comes from that is not in the document",
     {},
     &kAssumption},
};
inline constexpr KeyTable kTarget = {"target", kTargetKeys};

inline constexpr Key kIndicatorKeys[] = {
    {"zh", Shape::text, false, "\"高新技术企业数量\"", "中文名称", "name in Chinese"},
    {"en", Shape::text, false, "\"High-tech enterprises\"", "英文名称", "name in English"},
    {"unit", Shape::text, true, "\"家\"", "单位", "unit"},
    {"baseline", Shape::number, false, "221", "公布的基期值",
     "published value of the baseline year"},
    {"baseline_unknown", Shape::local_text, false, "\"not published; ask ...\"",
     "没有公布基期值：缺什么", "what is missing where no baseline was published"},
    {"history", Shape::numbers_by_year, false, "{ 2015 = 5.1, 2020 = 21.87 }", "历史数据",
     "values of earlier years"},
    {"history_source", Shape::text, false, "\"市统计年鉴 2021\"", "历史数据的来源",
     "where the history comes from"},
    {"target", Shape::tables_by_year, false, "", "各年目标", "targets by year", {}, &kTarget},
};
inline constexpr KeyTable kIndicator = {"indicator", kIndicatorKeys};

inline constexpr Key kSetKeys[] = {
    {"zh", Shape::text, false, "\"主要指标\"", "中文名称", "name in Chinese"},
    {"en", Shape::text, false, "\"main targets\"", "英文名称", "name in English"},
    {"tier", Shape::word, false, "\"main\"", "该层级的全部目标", "all targets of one tier", kTiers},
    {"targets", Shape::texts, false, "[\"hnte\", \"hnte_2035\"]", "列出的目标", "listed targets"},
};
inline constexpr KeyTable kSet = {"set", kSetKeys};

inline constexpr Key kPlanKeys[] = {
    {"format", Shape::text, true, "\"plancast-plan 1\"", "文件格式", "format of this file"},
    {"id", Shape::text, true, "\"chengde-sti-2021-2025\"", "规划标识", "id of the plan"},
    {"title", Shape::local_text, true, "{ zh = \"...\", en = \"...\" }", "标题", "title"},
    {"document", Shape::text, true, "\"承市政办字〔2021〕125号\"", "文号",
     "number of the document"},
    {"baseline_year", Shape::year, true, "2020", "基期年", "year the plan counts from"},
    {"deadline", Shape::year, true, "2025", "目标年", "year its targets are due"},
    {"last_year", Shape::year, true, "2035", "展望年", "last year looked at"},
    {"sets", Shape::tables_by_name, false, "", "联合目标", "targets judged jointly", {}, &kSet},
    {"indicator",
     Shape::tables_by_name,
     true,
     "",
     "指标",
     "the quantities the plan speaks of",
     {},
     &kIndicator},
};
inline constexpr KeyTable kPlanTable = {"plan", kPlanKeys};

}  // namespace plancast::loader
