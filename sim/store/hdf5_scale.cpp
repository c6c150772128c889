// SPDX-License-Identifier: Apache-2.0
#include "sim/store/hdf5_scale.h"

#include <cstddef>

namespace plancast::store {
namespace {

hobj_ref_t reference_to(hid_t dataset) {
    hobj_ref_t reference = 0;
    check(H5Rcreate(&reference, dataset, ".", H5R_OBJECT, -1), "reference");
    return reference;
}

void write_attribute(hid_t object, const char* name, hid_t type, hid_t space, const void* value) {
    const Handle made(H5Acreate2(object, name, type, space, H5P_DEFAULT, H5P_DEFAULT), H5Aclose,
                      name);
    check(H5Awrite(made.id(), type, value), name);
}

/// The specification wants these texts of fixed length.
void write_text(hid_t object, const char* name, const std::string& text) {
    const Handle type(H5Tcopy(H5T_C_S1), H5Tclose, name);
    check(H5Tset_size(type.id(), text.size() + 1), name);
    const Handle space(H5Screate(H5S_SCALAR), H5Sclose, name);
    write_attribute(object, name, type.id(), space.id(), text.c_str());
}

}  // namespace

Scale::Scale(Handle dataset, const std::string& name)
    : dataset_(std::move(dataset)), reference_(reference_to(dataset_.id())) {
    write_text(dataset_.id(), "CLASS", "DIMENSION_SCALE");
    write_text(dataset_.id(), "NAME", name);
}

void Scale::add_user(hid_t user, int axis) {
    users_.push_back({reference_to(user), axis, 0});
}

void Scale::write_users() const {
    if (users_.empty()) return;
    const char* const name = "REFERENCE_LIST";
    const Handle type(H5Tcreate(H5T_COMPOUND, sizeof(User)), H5Tclose, name);
    check(H5Tinsert(type.id(), "dataset", offsetof(User, dataset), H5T_STD_REF_OBJ), name);
    check(H5Tinsert(type.id(), "dimension", offsetof(User, axis), H5T_STD_I32LE), name);
    const hsize_t count = users_.size();
    const Handle space(H5Screate_simple(1, &count, nullptr), H5Sclose, name);
    write_attribute(dataset_.id(), name, type.id(), space.id(), users_.data());
}

void list_scales(hid_t dataset, const std::vector<hobj_ref_t>& scales) {
    const char* const name = "DIMENSION_LIST";
    std::vector<hobj_ref_t> references = scales;
    std::vector<hvl_t> axes;
    for (hobj_ref_t& reference : references)
        axes.push_back({1, &reference});
    const Handle type(H5Tvlen_create(H5T_STD_REF_OBJ), H5Tclose, name);
    const hsize_t count = axes.size();
    const Handle space(H5Screate_simple(1, &count, nullptr), H5Sclose, name);
    write_attribute(dataset, name, type.id(), space.id(), axes.data());
}

}  // namespace plancast::store
