// SPDX-License-Identifier: Apache-2.0
// Opens a result file in the order that keeps HDF5 away from bytes nobody vouches for: trailer,
// skeleton's checksum, then HDF5.
#pragma once

#include <string>

#include "sim/store/file.h"
#include "sim/store/layout.h"
#include "sim/store/skeleton.h"
#include "sim/store/trailer.h"

namespace plancast::store {

/// Reads the skeleton with HDF5 once its checksum is right, and makes sure that the trailer says
/// the same about the data. Throws Failure(damaged_file).
Skeleton open_skeleton(const File& file, const Trailer& trailer);

/// The statistics of a complete file. Throws Failure(damaged_file).
Summary read_summary(const File& file, const Trailer& trailer, const Skeleton& skeleton);

}  // namespace plancast::store
