// SPDX-License-Identifier: Apache-2.0
// The HDF5 part of a result file: laid out whole before the run, read back by whoever opens it.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "plancast/load.h"
#include "plancast/result.h"
#include "sim/store/layout.h"
#include "sim/store/trailer.h"

namespace plancast::store {

/// Everything a result file says besides its data.
struct Skeleton {
    Catalog catalog;
    RunInfo info;
    std::vector<InputText> inputs;
    std::vector<std::pair<std::string, std::string>> attributes;
};

/// Writes groups, datasets, attributes and texts over the empty file at `path`, with room for all
/// data. Returns where the data go; hdf5_bytes and skeleton of the trailer are not set yet. Throws
/// Hdf5Error.
Trailer lay_out(const std::string& path, const Layout& layout, const Skeleton& skeleton);

/// Throws Hdf5Error.
Skeleton read_skeleton(const std::string& path);

/// Attributes besides those of the catalogue and the run: conventions, title, history (with the
/// time `created`), what wrote the file, and the hashes of the inputs.
std::vector<std::pair<std::string, std::string>> own_attributes(
    const Catalog& catalog, const std::vector<InputText>& inputs, const std::string& created);

/// Bound on the bytes lay_out() writes besides the data, for the check of free space.
std::uint64_t skeleton_bound(const Catalog& catalog, const std::vector<InputText>& inputs);

}  // namespace plancast::store
