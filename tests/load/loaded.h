// SPDX-License-Identifier: Apache-2.0
// Loads texts and the small valid files of tests/load/data.
#pragma once

#include <string>

#include "plancast/load.h"

namespace plancast::testing {

inline std::string data_path(const std::string& name) {
    return std::string(PLANCAST_SOURCE_DIR) + "/tests/load/data/" + name;
}

/// A value, and what was said while it was read.
template <typename Value>
struct Loaded {
    SourceSet sources;
    Diagnostics diagnostics;
    Value value;

    std::string messages() const { return render(diagnostics, sources, Language::en); }
};

/// `load` is load_plan, load_model, ...
template <typename Value>
Loaded<Value> load_text(Value (*load)(const SourceSet&, int, Diagnostics&), std::string text,
                        std::string name = "case.toml") {
    Loaded<Value> loaded;
    const int file = loaded.sources.add(std::move(name), std::move(text));
    loaded.value = load(loaded.sources, file, loaded.diagnostics);
    return loaded;
}

template <typename Value>
Loaded<Value> load_file(Value (*load)(const SourceSet&, int, Diagnostics&),
                        const std::string& name) {
    Loaded<Value> loaded;
    if (const auto file = read_source(data_path(name), loaded.sources, loaded.diagnostics))
        loaded.value = load(loaded.sources, *file, loaded.diagnostics);
    return loaded;
}

}  // namespace plancast::testing
