// SPDX-License-Identifier: Apache-2.0
#include "tools/version.h"

#include <fmt/format.h>

#include <Eigen/Core>
#include <boost/version.hpp>

#include "plancast/store.h"
#include "plancast_version.h"
#include "sim/kernel/kernel.h"

namespace plancast::tools {

std::string version_text() {
    std::string targets;
    for (const std::string_view target : kernel::available_targets())
        targets += (targets.empty() ? "" : ", ") + std::string(target);
    return fmt::format(
        "plancast {} ({})\n"
        "compiler   {}, {}\n"
        "HDF5       {}\n"
        "Eigen      {}.{}.{}\n"
        "Boost      {}.{}.{}\n"
        "kernels    {} (best of: {})\n",
        kVersion, kRevision, kCompiler, kBuildType, hdf5_version(), EIGEN_WORLD_VERSION,
        EIGEN_MAJOR_VERSION, EIGEN_MINOR_VERSION, BOOST_VERSION / 100000,
        BOOST_VERSION / 100 % 1000, BOOST_VERSION % 100, kernel::kernels().target, targets);
}

}  // namespace plancast::tools
