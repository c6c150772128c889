// SPDX-License-Identifier: Apache-2.0
// Finds numbers of its own in a formula, which must say where they come from.
#pragma once

#include <optional>

#include "plancast/model.h"

namespace plancast::loader {

/// The first literal other than 0, 1 and 2, with its unit, wherever it stands; years and lags in
/// brackets after a name are none.
std::optional<Formula> own_number(const Formula& formula);
std::optional<Formula> own_number(const Formulas& formulas);

}  // namespace plancast::loader
