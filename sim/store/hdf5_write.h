// SPDX-License-Identifier: Apache-2.0
// Creates the groups, datasets, dimension scales and attributes of a result file, in the way that
// netCDF, xarray and h5py read them (docs/file-format.md lists the rules).
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "sim/store/hdf5_handle.h"
#include "sim/store/hdf5_scale.h"
#include "sim/store/values.h"

namespace plancast::store {

/// A new HDF5 file over what stands at `path`.
Handle create_hdf5(const std::string& path);

/// One group being written. A dimension's scale is made in the group itself when the first dataset
/// uses it, with the coordinate that `axes` has for it.
class GroupWriter {
public:
    /// `path` is "/" or a path below it; missing groups in between are made. `axes` must outlive
    /// the writer.
    GroupWriter(hid_t file, const std::string& path, const Axes& axes);

    void attribute(const Attribute& attribute);
    /// Writes a whole dataset. `values` are in row-major order of the dimensions.
    void write(const Variable& variable, const Values& values);
    /// Allocates a dataset in one piece for later; returns the address of its bytes.
    std::uint64_t reserve(const Variable& variable);
    /// Allocates a dataset in chunks for later; returns the address of the first. The others follow
    /// it without gaps, in row-major order of the chunk grid.
    std::uint64_t reserve_chunks(const Variable& variable, const std::vector<hsize_t>& chunk);
    /// After the last dataset: completes the scales.
    void finish() const;

private:
    Handle space_of(const Variable& variable, const std::vector<hsize_t>& chunk) const;
    Handle create(const Variable& variable, hid_t space, hid_t list);
    void make_scale(const std::string& dim);
    std::uint64_t length(const std::string& dim) const;

    const Axes& axes_;
    Handle group_;
    std::map<std::string, Scale> scales_;
};

}  // namespace plancast::store
