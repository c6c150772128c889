// SPDX-License-Identifier: Apache-2.0
// What the things of a result are called on a page.
#pragma once

#include <string>

#include "plancast/analyze.h"
#include "plancast/catalog.h"
#include "plancast/result.h"

namespace plancast::tools {

/// A name in `language`, or the id where there is none.
std::string name_or_id(const LocalText& name, const std::string& id, Language language);

std::string tier_name(Tier tier, Language language);

/// What a target asks for: ">= 300 家", ">= 10 %/yr", "done".
std::string requirement(const TargetInfo& target, Language language);

/// True where the plan states a number: not for done_by, non_decreasing and all_units.
bool has_value(const TargetInfo& target);

/// The target's name, with its year where that is not the plan's deadline.
std::string target_label(const Catalog& catalog, const TargetInfo& target, Language language);

std::string sampler_name(SamplerKind sampler, Language language);

/// "exact", "histogram", "none": for machines.
std::string method_word(QuantileMethod method);
/// "wilson", "scrambles", "wilson_no_spread", "none": for machines.
std::string method_word(IntervalMethod method);

}  // namespace plancast::tools
