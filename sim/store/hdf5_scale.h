// SPDX-License-Identifier: Apache-2.0
// Dimension scales, by the HDF5 Dimension Scale Specification.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "sim/store/hdf5_handle.h"

namespace plancast::store {

/// A dataset that other datasets of its group have as a dimension. HDF5's high-level library writes
/// the list of a scale's users anew with each of them, and leaves the old ones in the file: 140 MB
/// of dead bytes for 5000 users. Here the list is written once.
class Scale {
public:
    /// Makes `dataset` a scale called `name`.
    Scale(Handle dataset, const std::string& name);

    /// Notes that `user` has this scale on an axis. write_users() writes what was noted.
    void add_user(hid_t user, int axis);
    void write_users() const;

    hobj_ref_t reference() const { return reference_; }

private:
    /// An entry of the attribute REFERENCE_LIST.
    struct User {
        hobj_ref_t dataset;
        std::int32_t axis;
        std::int32_t unused = 0;  ///< keeps what is in memory out of the file
    };

    Handle dataset_;
    hobj_ref_t reference_;
    std::vector<User> users_;
};

/// Lists the scales of a dataset, one an axis.
void list_scales(hid_t dataset, const std::vector<hobj_ref_t>& scales);

}  // namespace plancast::store
