// SPDX-License-Identifier: Apache-2.0
// A compiled model, ready to run: the product of the compiler, never changed afterwards.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "plancast/catalog.h"
#include "plancast/diagnostics.h"
#include "plancast/load.h"

namespace plancast {

namespace kernel {
struct Code;
}

/// A catalog of what is computed, and the instructions that compute it.
class Program {
public:
    Program(Catalog catalog, std::unique_ptr<const kernel::Code> code);
    Program(Program&&) noexcept;
    ~Program();

    const Catalog& catalog() const { return catalog_; }
    const kernel::Code& code() const { return *code_; }

private:
    Catalog catalog_;
    std::unique_ptr<const kernel::Code> code_;
};

/// What a compilation is asked for beyond the batch.
struct CompileOptions {
    bool every_variable = false;  ///< every variable is a stored series, whatever the batch stores
    std::vector<std::string> scenarios;  ///< these alone, in the batch's order; none: all of them
};

/// Compiles a project: checks names, units, order and bounds, and lowers the equations to
/// straight-line code. Every mistake is added to the diagnostics; nothing is returned where there
/// was an error.
std::optional<Program> compile(const Project& project, const SourceSet& sources,
                               const CompileOptions& options, Diagnostics& diagnostics);

}  // namespace plancast
