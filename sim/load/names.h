// SPDX-License-Identifier: Apache-2.0
// What may be a name of a model or an id of a file, and the nearest known one to a mistyped one.
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "plancast/diagnostics.h"
#include "sim/load/reading.h"

namespace plancast::loader {

/// `[A-Za-z][A-Za-z0-9_]*`
bool is_name(std::string_view text);

/// A word of the equation language: t, t0, dt, if, and, ..., a function or a distribution.
bool is_reserved(std::string_view text);

/// True for a name that is free; else one error.
bool check_name(const Reading& reading, const std::string& name, SourcePos pos);

/// A name in which `-` may stand too: ids of plans, models and scenarios.
void check_id(const Reading& reading, const std::string& id, SourcePos pos);

/// `x` or `x[element]`.
bool is_reference(std::string_view text);

/// nearest_name, but nothing once so many mistakes were found that looking would take too long.
std::string suggest(const Diagnostics& diagnostics, std::string_view name,
                    const std::vector<std::string>& candidates);

/// Names that may be referred to, and the nearest of them to one that is not among them.
class KnownNames {
public:
    void add(const std::string& name) {
        if (set_.insert(name).second) list_.push_back(name);
    }
    bool contains(const std::string& name) const { return set_.contains(name); }
    std::string nearest(const Diagnostics& diagnostics, std::string_view name) const {
        return suggest(diagnostics, name, list_);
    }

private:
    std::set<std::string> set_;
    std::vector<std::string> list_;
};

}  // namespace plancast::loader
