// SPDX-License-Identifier: Apache-2.0
// Reads whole datasets and attributes of the skeleton of a result file.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "sim/store/hdf5_handle.h"
#include "sim/store/values.h"

namespace plancast::store {

Handle open_hdf5(const std::string& path);

struct Dataset {
    std::vector<std::uint64_t> extent;  ///< length of each dimension
    Values values;                      ///< in row-major order
};

bool exists(hid_t file, const std::string& path);

/// The dataset at `path`, whose values must be of `type`.
Dataset read_dataset(hid_t file, const std::string& path, Type type);

/// The attribute `name` of the root group, whose values must be of `type`.
Values read_attribute(hid_t file, const std::string& name, Type type);

/// Text attributes of the root group, in the order they were written.
std::vector<std::pair<std::string, std::string>> text_attributes(hid_t file);

}  // namespace plancast::store
