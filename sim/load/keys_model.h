// SPDX-License-Identifier: Apache-2.0
// The keys of model.toml, but for those of its entries.
#pragma once

#include "sim/load/keys_entries.h"

namespace plancast::loader {

inline constexpr Key kIndexKeys[] = {
    {"elements", Shape::texts, true, "[\"W1\", \"W2\"]", "元素", "the elements, in order"},
    {"zh", Shape::texts, false, "[\"...\", \"...\"]", "元素的中文名称", "their names in Chinese"},
    {"en", Shape::texts, false, "[\"...\", \"...\"]", "元素的英文名称", "their names in English"},
    {"map", Shape::lists_by_name, false, "{ programmes = [\"W1\", \"W4\"] }",
     "每个元素对应的另一集合的元素", "one element of another set for each"},
};
inline constexpr KeyTable kIndexTable = {"index", kIndexKeys};

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
