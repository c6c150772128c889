// SPDX-License-Identifier: Apache-2.0
// The keys of model.toml.
#pragma once

#include "sim/load/keys.h"

namespace plancast::loader {

// Keys that several tables share.
inline constexpr Key kZh = {"zh",       Shape::text,      false, "\"地区生产总值\"",
                            "中文名称", "name in Chinese"};
inline constexpr Key kEn = {"en", Shape::text, false, "\"GDP\"", "英文名称", "name in English"};
inline constexpr Key kUnit = {"unit", Shape::text, true, "\"亿元/yr\"", "单位", "unit"};
inline constexpr Key kOver = {"over",         Shape::text,
                              false,          "\"k in programmes\"",
                              "按指标集分项", "one value for each element of an index set"};
inline constexpr Key kSource = {"source",
                                Shape::text,
                                false,
                                "\"panel\"",
                                "来源：[sources] 的键",
                                "where it comes from: a key of [sources]"};
inline constexpr Key kEntryAssumption = {
    "assumption", Shape::text, false, "\"...\"", "假设的理由", "the reason where it is assumed"};
inline constexpr Key kInit = {"init",        Shape::formulas, false,
                              "\"178[件]\"", "基期年的值",    "value in the baseline year"};
inline constexpr Key kBefore = {"before",
                                Shape::formulas,
                                false,
                                "0",
                                "更早年份的值；没有 init 时也用于基期年",
                                "value in earlier years, and in the baseline year without init"};
inline constexpr Key kWithin = {"within",   Shape::bounds, false,
                                "[0, inf]", "截断范围",    "truncation"};

inline constexpr Key kIndexKeys[] = {
    {"elements", Shape::texts, true, "[\"W1\", \"W2\"]", "元素", "the elements, in order"},
    {"zh", Shape::texts, false, "[\"...\", \"...\"]", "元素的中文名称", "their names in Chinese"},
    {"en", Shape::texts, false, "[\"...\", \"...\"]", "元素的英文名称", "their names in English"},
    {"map", Shape::lists_by_name, false, "{ programmes = [\"W1\", \"W4\"] }",
     "每个元素对应的另一集合的元素", "one element of another set for each"},
};
inline constexpr KeyTable kIndexTable = {"index", kIndexKeys};

inline constexpr Key kConstantKeys[] = {
    kZh,
    kEn,
    kOver,
    {"value", Shape::formulas, true, "21.87", "数值", "the value"},
    kUnit,
    kSource,
    kEntryAssumption,
};
inline constexpr KeyTable kConstantTable = {"constant", kConstantKeys};

inline constexpr Key kExogenousKeys[] = {
    kZh,
    kEn,
    kOver,
    {"path", Shape::year_map, true, "{ 2021 = 0.01, else = 0 }", "逐年数值", "values by year"},
    kUnit,
    kSource,
    kEntryAssumption,
};
inline constexpr KeyTable kExogenousTable = {"exogenous", kExogenousKeys};

inline constexpr Key kLeverKeys[] = {
    kZh,
    kEn,
    kOver,
    {"default", Shape::formulas, true, "\"uref[k]\"", "缺省值",
     "value where no scenario says other"},
    {"min", Shape::formulas, false, "0", "下限", "least value"},
    {"max", Shape::formulas, false, "\"3*uref[k]\"", "上限", "greatest value"},
    {"cost", Shape::formulas, false, "\"u[k]\"", "每年费用", "money it takes in a year"},
    {"values", Shape::numbers, false, "[0, 1]", "允许的取值（开关）",
     "the values a switch may take"},
    kUnit,
    kSource,
    kEntryAssumption,
};
inline constexpr KeyTable kLeverTable = {"lever", kLeverKeys};

inline constexpr Key kParameterKeys[] = {
    kZh,
    kEn,
    kOver,
    {"prior", Shape::priors, true, "\"normal(0.05, 0.01)\"", "先验分布，每次运行抽取一次",
     "distribution, drawn once a run"},
    kWithin,
    kUnit,
    kSource,
    kEntryAssumption,
};
inline constexpr KeyTable kParameterTable = {"parameter", kParameterKeys};

inline constexpr Key kDrawKeys[] = {
    kZh,
    kEn,
    kOver,
    {"dist", Shape::formulas, true, "\"poisson(lambda*dt)\"", "分布，每年抽取一次",
     "distribution, drawn once a year"},
    kWithin,
    kInit,
    kBefore,
    kUnit,
    kSource,
    kEntryAssumption,
};
inline constexpr KeyTable kDrawTable = {"draw", kDrawKeys};

inline constexpr Key kEquationKeys[] = {
    kZh,
    kEn,
    kOver,
    {"eq", Shape::formulas, true, "\"Y[t-1]*exp(g*dt)\"", "方程", "the equation"},
    kInit,
    kBefore,
    {"integer", Shape::truth, false, "true", "总是整数", "always a whole number"},
    kUnit,
    kSource,
    kEntryAssumption,
};
inline constexpr KeyTable kEquationTable = {"equation", kEquationKeys};

inline constexpr Key kCorrelationKeys[] = {
    {"between", Shape::texts, true, "[\"zR\", \"zBr\"]", "两个 draw 或两个 parameter",
     "two draws or two parameters"},
    {"value", Shape::number, true, "0.32", "正态得分的相关系数",
     "correlation of their normal scores"},
    kSource,
    kEntryAssumption,
};
inline constexpr KeyTable kCorrelationTable = {"correlation", kCorrelationKeys};

inline constexpr Key kStructureKeys[] = {
    kZh,
    kEn,
    {"weight", Shape::number, true, "0.5", "权重", "share of the runs"},
    kSource,
    kEntryAssumption,
    {"equation",
     Shape::tables_by_name,
     false,
     "",
     "替换的定义",
     "definitions it replaces",
     {},
     &kEquationTable},
};
inline constexpr KeyTable kStructureTable = {"structure", kStructureKeys};

inline constexpr Key kProvidedKeys[] = {
    {"latent", Shape::text, false, "\"R\"", "真实值的变量", "variable of the true value"},
    {"reported", Shape::text, false, "\"R_reported\"", "上报值的变量",
     "variable of the value reported"},
};
inline constexpr KeyTable kProvidedTable = {"provided", kProvidedKeys};

inline constexpr Key kModelKeys[] = {
    {"format", Shape::text, true, "\"plancast-model 1\"", "文件格式", "format of this file"},
    {"id", Shape::text, true, "\"chengde-sti\"", "模型标识", "id of the model"},
    {"title", Shape::local_text, true, "{ zh = \"...\", en = \"...\" }", "标题", "title"},
    {"baseline_year", Shape::year, true, "2020", "基期年", "first year"},
    {"last_year", Shape::year, true, "2035", "末年", "last year"},
    {"substeps", Shape::whole, false, "1", "每年步数，只能为 1", "steps a year; 1 for now"},
    {"sources", Shape::texts_by_name, false, "", "来源", "the sources, by key"},
    {"index", Shape::tables_by_name, false, "", "指标集", "index sets", {}, &kIndexTable},
    {"constant", Shape::tables_by_name, false, "", "常数", "constants", {}, &kConstantTable},
    {"exogenous",
     Shape::tables_by_name,
     false,
     "",
     "外生路径",
     "paths, the same in every run",
     {},
     &kExogenousTable},
    {"lever",
     Shape::tables_by_name,
     false,
     "",
     "政策措施",
     "what a scenario decides",
     {},
     &kLeverTable},
    {"parameter",
     Shape::tables_by_name,
     false,
     "",
     "参数",
     "drawn once a run",
     {},
     &kParameterTable},
    {"draw", Shape::tables_by_name, false, "", "随机抽取", "drawn once a year", {}, &kDrawTable},
    {"equation",
     Shape::tables_by_name,
     false,
     "",
     "方程",
     "computed every year",
     {},
     &kEquationTable},
    {"correlation", Shape::tables, false, "", "相关", "correlations", {}, &kCorrelationTable},
    {"structure",
     Shape::tables_by_name,
     false,
     "",
     "模型结构",
     "alternative forms of the model",
     {},
     &kStructureTable},
    {"provides",
     Shape::tables_by_name,
     false,
     "",
     "规划指标对应的变量",
     "the variables that answer for a plan's indicators",
     {},
     &kProvidedTable},
};
inline constexpr KeyTable kModelTable = {"model", kModelKeys};

}  // namespace plancast::loader
