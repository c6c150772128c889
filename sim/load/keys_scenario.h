// SPDX-License-Identifier: Apache-2.0
// The keys of scenario and batch files.
#pragma once

#include "sim/base/words.h"
#include "sim/load/keys.h"

namespace plancast::loader {

// In the order of the enumerators of ShiftBase.
inline constexpr std::string_view kShiftBases[] = {"reference_total", "total", "amount"};
inline constexpr std::string_view kPrecisions[] = {"float32"};

inline constexpr Key kChangeKeys[] = {
    {"lever", Shape::text, false, "\"u\"", "改变的措施", "the lever changed"},
    {"exogenous", Shape::text, false, "\"g\"", "改变的外生路径", "the path changed"},
    {"parameter", Shape::text, false, "\"muT\"", "改变的参数", "the parameter changed"},
    {"set", Shape::year_map, false, "{ 2022-on = 0.15 }", "设为", "new value"},
    {"add", Shape::year_map, false, "{ 2022-2024 = -0.06 }", "加上", "what is added"},
    {"multiply", Shape::year_map, false, "{ 2022 = 1.5, 2023-on = 2 }", "乘以",
     "what it is multiplied by"},
    {"shift", Shape::shares, false, "{ W2 = -0.12, W3 = 0.12 }", "元素之间移动的份额，合计为 0",
     "shares moved between elements; their sum is 0"},
    {"prior", Shape::formulas, false, "\"normal(0.12, 0.10)\"", "新的先验分布", "new prior"},
    {"of", Shape::word, false, "\"reference_total\"", "份额的基数",
     "what the shares of a shift are of", kShiftBases},
    {"years", Shape::years, false, "\"2022-on\"", "移动的年份", "years of a shift"},
    {"only", Shape::texts, false, "[\"W1\"]", "只改这些元素", "the elements it is narrowed to"},
    {"source", Shape::text, false, "\"...\"", "来源", "where a number comes from"},
    {"assumption", Shape::text, false, "\"...\"", "假设的理由", "the reason where it is assumed"},
    {"why", Shape::local_text, false, "{ zh = \"...\", en = \"...\" }", "为何改变",
     "why it is changed"},
};
inline constexpr KeyTable kChangeTable = {"change", kChangeKeys};

inline constexpr Key kScenarioKeys[] = {
    {"format", Shape::text, true, "\"plancast-scenario 1\"", "文件格式", "format of this file"},
    {"id", Shape::text, true, "\"high\"", "情景标识", "id of the scenario"},
    {"name", Shape::local_text, true, "{ zh = \"...\", en = \"...\" }", "名称", "name"},
    {"extends", Shape::text, false, "\"plan\"", "在哪个情景之上改变，缺省为 plan",
     "the scenario it builds on, else `plan`"},
    {"change",
     Shape::tables,
     false,
     "",
     "依次所作的改变",
     "the changes, in order",
     {},
     &kChangeTable},
};
inline constexpr KeyTable kScenarioTable = {"scenario", kScenarioKeys};

inline constexpr Key kDesignKeys[] = {
    {"runs", Shape::whole, true, "100_000", "运行次数", "number of runs"},
    {"seed", Shape::seed, true, "20211105", "随机种子，0 至 2^64-1", "seed, 0 to 2^64-1"},
    {"sampler", Shape::word, false, "\"random\"", "抽样方法", "where uniforms come from",
     kSamplers},
    {"prior_vintage", Shape::year, false, "2026", "采用不晚于此年的最新先验",
     "the newest prior not later than this year is used"},
    {"structures", Shape::structures, false, "{ M3 = 1 }", "模型结构及权重",
     "the model's own weights, or weights by structure"},
};
inline constexpr KeyTable kDesignTable = {"design", kDesignKeys};

inline constexpr Key kStoreKeys[] = {
    {"runs", Shape::wanted, false, "[\"tier:main\"]", "保存每次运行数值的指标、目标、层级或变量",
     "ids, tiers or variables whose every run is kept"},
    {"parameters", Shape::truth, false, "true", "是否保存参数", "keep the drawn parameters"},
    {"summary", Shape::wanted, false, "[\"all\"]", "保存汇总统计的指标、目标、层级或变量",
     "ids, tiers or variables whose statistics are kept"},
    {"precision", Shape::word, false, "\"float32\"", "存储精度", "precision of what is kept",
     kPrecisions},
};
inline constexpr KeyTable kStoreTable = {"store", kStoreKeys};

inline constexpr Key kBatchKeys[] = {
    {"format", Shape::text, true, "\"plancast-batch 1\"", "文件格式", "format of this file"},
    {"plan", Shape::text, false, "\"plan.toml\"", "规划文件", "the plan's file"},
    {"model", Shape::text, true, "\"../../models/chengde-sti/model.toml\"", "模型文件",
     "the model's file"},
    {"scenarios", Shape::texts, true, "[\"plan\", \"high.toml\"]", "情景：plan 或文件",
     "`plan`, or files"},
    {"baseline_scenario", Shape::text, false, "\"plan\"", "对照情景",
     "the scenario others are compared with"},
    {"design",
     Shape::table,
     true,
     "{ runs = 100_000, seed = 20211105 }",
     "抽样设计",
     "how runs are drawn",
     {},
     &kDesignTable},
    {"store", Shape::table, false, "", "保存内容", "what is kept", {}, &kStoreTable},
};
inline constexpr KeyTable kBatchTable = {"batch", kBatchKeys};

}  // namespace plancast::loader
