// SPDX-License-Identifier: Apache-2.0
// The keys of a model's entries: constants, paths, levers, parameters, draws and equations.
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

}  // namespace plancast::loader
