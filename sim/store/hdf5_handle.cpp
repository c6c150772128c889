// SPDX-License-Identifier: Apache-2.0
#include "sim/store/hdf5_handle.h"

#include <bit>

#include "sim/store/layout.h"

namespace plancast::store {

static_assert(std::endian::native == std::endian::little,
              "values are copied between memory and file as they are");

namespace {

// Metadata are gathered in blocks of this size, so that data of different datasets lie together.
constexpr hsize_t kMetadataBytes = 32768;

}  // namespace

Hdf5Session::Hdf5Session() {
    // Refused where the library runs already; then whoever started it decides.
    H5dont_atexit();
    check(H5open(), "library");
    check(H5Eget_auto2(H5E_DEFAULT, &report_, &report_data_), "error stack");
    check(H5Eset_auto2(H5E_DEFAULT, nullptr, nullptr), "error stack");
    check(H5PLset_loading_state(0), "plugins");
}

Hdf5Session::~Hdf5Session() {
    H5Eset_auto2(H5E_DEFAULT, report_, report_data_);
}

Handle file_access() {
    Handle list(H5Pcreate(H5P_FILE_ACCESS), H5Pclose, "file access list");
    check(H5Pset_libver_bounds(list.id(), H5F_LIBVER_V110, H5F_LIBVER_V110), "library version");
    check(H5Pset_alignment(list.id(), kPageBytes, kPageBytes), "alignment");
    check(H5Pset_meta_block_size(list.id(), kMetadataBytes), "metadata block");
    check(H5Pset_fclose_degree(list.id(), H5F_CLOSE_SEMI), "close degree");
    check(H5Pset_file_locking(list.id(), false, true), "file locking");
    return list;
}

Handle hdf5_type(Type type) {
    if (type == Type::text) {
        Handle text(H5Tcopy(H5T_C_S1), H5Tclose, "text type");
        check(H5Tset_size(text.id(), H5T_VARIABLE), "text type");
        check(H5Tset_cset(text.id(), H5T_CSET_UTF8), "text type");
        return text;
    }
    const hid_t numbers[] = {H5T_STD_I8LE,  H5T_STD_U8LE,  H5T_STD_I32LE,  H5T_STD_U32LE,
                             H5T_STD_I64LE, H5T_STD_U64LE, H5T_IEEE_F32LE, H5T_IEEE_F64LE};
    return Handle(H5Tcopy(numbers[static_cast<std::size_t>(type)]), H5Tclose, "number type");
}

}  // namespace plancast::store
