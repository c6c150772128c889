// SPDX-License-Identifier: Apache-2.0
#include "sim/store/hdf5_write.h"

#include <cstdio>
#include <limits>

#include "sim/base/require.h"

namespace plancast::store {
namespace {

constexpr unsigned kOrdered = H5P_CRT_ORDER_TRACKED | H5P_CRT_ORDER_INDEXED;

Handle group_list(hid_t kind) {
    Handle list(H5Pcreate(kind), H5Pclose, "creation list");
    check(H5Pset_link_creation_order(list.id(), kOrdered), "creation order");
    check(H5Pset_attr_creation_order(list.id(), kOrdered), "creation order");
    check(H5Pset_obj_track_times(list.id(), false), "object times");
    return list;
}

Handle dataset_list() {
    Handle list(H5Pcreate(H5P_DATASET_CREATE), H5Pclose, "creation list");
    check(H5Pset_attr_creation_order(list.id(), kOrdered), "creation order");
    check(H5Pset_obj_track_times(list.id(), false), "object times");
    return list;
}

/// Of a dataset whose bytes are written later, and not by HDF5.
Handle reserved_list() {
    Handle list = dataset_list();
    check(H5Pset_alloc_time(list.id(), H5D_ALLOC_TIME_EARLY), "allocation time");
    check(H5Pset_fill_time(list.id(), H5D_FILL_TIME_NEVER), "fill time");
    return list;
}

/// Hands the memory behind `values` to `use`: numbers as they are, texts as C strings.
template <typename Use>
void with_memory(const Values& values, const Use& use) {
    std::visit(
        [&](const auto& list) {
            using Value = typename std::decay_t<decltype(list)>::value_type;
            if constexpr (std::is_same_v<Value, std::string>) {
                std::vector<const char*> texts;
                for (const std::string& text : list) {
                    PLANCAST_REQUIRE(text.find('\0') == std::string::npos);
                    texts.push_back(text.c_str());
                }
                use(static_cast<const void*>(texts.data()));
            } else {
                use(static_cast<const void*>(list.data()));
            }
        },
        values);
}

void write_attribute(hid_t object, const Attribute& attribute) {
    const hsize_t count = size_of(attribute.value);
    const Handle type = hdf5_type(type_of(attribute.value));
    const Handle space(attribute.array || count != 1 ? H5Screate_simple(1, &count, nullptr)
                                                     : H5Screate(H5S_SCALAR),
                       H5Sclose, attribute.name);
    const Handle made(
        H5Acreate2(object, attribute.name.c_str(), type.id(), space.id(), H5P_DEFAULT, H5P_DEFAULT),
        H5Aclose, attribute.name);
    with_memory(attribute.value, [&](const void* memory) {
        check(H5Awrite(made.id(), type.id(), memory), attribute.name);
    });
}

template <typename Number>
Attribute fill_attribute() {
    return {"_FillValue", std::vector<Number>{std::numeric_limits<Number>::quiet_NaN()}, true};
}

void write_values(hid_t dataset, const Variable& variable, const Values& values) {
    const Handle type = hdf5_type(variable.type);
    with_memory(values, [&](const void* memory) {
        check(H5Dwrite(dataset, type.id(), H5S_ALL, H5S_ALL, H5P_DEFAULT, memory), variable.name);
    });
}

}  // namespace

Handle create_hdf5(const std::string& path) {
    const Handle access = file_access();
    const Handle creation = group_list(H5P_FILE_CREATE);
    return Handle(H5Fcreate(path.c_str(), H5F_ACC_TRUNC, creation.id(), access.id()), H5Fclose,
                  path);
}

GroupWriter::GroupWriter(hid_t file, const std::string& path, const Axes& axes) : axes_(axes) {
    if (path == "/") {
        group_ = Handle(H5Gopen2(file, "/", H5P_DEFAULT), H5Gclose, path);
        return;
    }
    const std::size_t parent = path.rfind('/');
    if (parent > 0 && H5Lexists(file, path.substr(0, parent).c_str(), H5P_DEFAULT) == 0)
        GroupWriter(file, path.substr(0, parent), axes);
    const Handle list = group_list(H5P_GROUP_CREATE);
    group_ =
        Handle(H5Gcreate2(file, path.c_str(), H5P_DEFAULT, list.id(), H5P_DEFAULT), H5Gclose, path);
}

void GroupWriter::attribute(const Attribute& attribute) {
    write_attribute(group_.id(), attribute);
}

std::uint64_t GroupWriter::length(const std::string& dim) const {
    const auto axis = axes_.find(dim);
    PLANCAST_REQUIRE(axis != axes_.end());
    return axis->second.length;
}

/// Chunked datasets may end inside their last chunk, which HDF5 only allows below a larger maximum.
Handle GroupWriter::space_of(const Variable& variable, const std::vector<hsize_t>& chunk) const {
    if (variable.dims.empty())
        return Handle(H5Screate(H5S_SCALAR), H5Sclose, "space of " + variable.name);
    std::vector<hsize_t> extent, most;
    for (std::size_t dim = 0; dim < variable.dims.size(); ++dim) {
        extent.push_back(length(variable.dims[dim]));
        const hsize_t step = chunk.empty() ? 1 : chunk[dim];
        most.push_back((extent.back() + step - 1) / step * step);
    }
    return Handle(H5Screate_simple(static_cast<int>(extent.size()), extent.data(), most.data()),
                  H5Sclose, "space of " + variable.name);
}

Handle GroupWriter::create(const Variable& variable, hid_t space, hid_t list) {
    for (const std::string& dim : variable.dims)
        if (!scales_.contains(dim)) make_scale(dim);
    const Handle type = hdf5_type(variable.type);
    Handle dataset(H5Dcreate2(group_.id(), variable.name.c_str(), type.id(), space, H5P_DEFAULT,
                              list, H5P_DEFAULT),
                   H5Dclose, variable.name);
    std::vector<hobj_ref_t> scales;
    for (const std::string& dim : variable.dims) {
        Scale& scale = scales_.at(dim);
        scale.add_user(dataset.id(), static_cast<int>(scales.size()));
        scales.push_back(scale.reference());
    }
    if (!scales.empty()) list_scales(dataset.id(), scales);
    for (const Attribute& attribute : variable.attributes)
        write_attribute(dataset.id(), attribute);
    // Without the attribute, netCDF's own default counts as missing.
    if (variable.type == Type::float32) write_attribute(dataset.id(), fill_attribute<float>());
    if (variable.type == Type::float64) write_attribute(dataset.id(), fill_attribute<double>());
    return dataset;
}

void GroupWriter::make_scale(const std::string& dim) {
    const Axis& axis = axes_.find(dim)->second;
    const bool plain = size_of(axis.values) == 0;
    const Handle type = hdf5_type(plain ? Type::int8 : type_of(axis.values));
    const hsize_t extent = axis.length;
    const Handle space(H5Screate_simple(1, &extent, nullptr), H5Sclose, dim);
    const Handle list = dataset_list();
    Handle scale(H5Dcreate2(group_.id(), dim.c_str(), type.id(), space.id(), H5P_DEFAULT, list.id(),
                            H5P_DEFAULT),
                 H5Dclose, dim);
    std::string name = dim;
    if (plain) {
        // netCDF's own words for a dimension without a coordinate; nothing is allocated for it.
        char text[80];
        std::snprintf(text, sizeof text,
                      "This is a netCDF dimension but not a netCDF variable.%10llu",
                      static_cast<unsigned long long>(axis.length));
        name = text;
    } else {
        write_values(scale.id(), {dim, type_of(axis.values), {dim}, {}}, axis.values);
    }
    if (!axis.long_name.empty())
        write_attribute(scale.id(), text_attribute("long_name", axis.long_name));
    scales_.emplace(dim, Scale(std::move(scale), name));
}

void GroupWriter::finish() const {
    for (const auto& [dim, scale] : scales_)
        scale.write_users();
}

void GroupWriter::write(const Variable& variable, const Values& values) {
    std::uint64_t count = 1;
    for (const std::string& dim : variable.dims)
        count *= length(dim);
    PLANCAST_REQUIRE(count == size_of(values) && type_of(values) == variable.type);
    const Handle space = space_of(variable, {});
    const Handle list = dataset_list();
    const Handle dataset = create(variable, space.id(), list.id());
    write_values(dataset.id(), variable, values);
}

std::uint64_t GroupWriter::reserve(const Variable& variable) {
    const Handle space = space_of(variable, {});
    const Handle list = reserved_list();
    const Handle dataset = create(variable, space.id(), list.id());
    const haddr_t address = H5Dget_offset(dataset.id());
    if (address == HADDR_UNDEF) throw Hdf5Error("address of " + variable.name);
    return address;
}

std::uint64_t GroupWriter::reserve_chunks(const Variable& variable,
                                          const std::vector<hsize_t>& chunk) {
    const Handle space = space_of(variable, chunk);
    const Handle list = reserved_list();
    check(H5Pset_chunk(list.id(), static_cast<int>(chunk.size()), chunk.data()), variable.name);
    const Handle dataset = create(variable, space.id(), list.id());
    // The implicit index is no index: the format itself says that the chunks lie one behind the
    // other. Asking for each address instead would take quadratic time in HDF5 1.10.
    H5D_chunk_index_t index = H5D_CHUNK_IDX_NTYPES;
    check(H5Dget_chunk_index_type(dataset.id(), &index), "chunk index of " + variable.name);
    PLANCAST_REQUIRE(index == H5D_CHUNK_IDX_NONE || index == H5D_CHUNK_IDX_SINGLE);
    const std::vector<hsize_t> first(chunk.size(), 0);
    unsigned filters = 0;
    haddr_t address = HADDR_UNDEF;
    hsize_t bytes = 0;
    check(H5Dget_chunk_info_by_coord(dataset.id(), first.data(), &filters, &address, &bytes),
          "chunk of " + variable.name);
    if (address == HADDR_UNDEF) throw Hdf5Error("address of " + variable.name);
    return address;
}

}  // namespace plancast::store
