// SPDX-License-Identifier: Apache-2.0
#include "sim/store/hdf5_read.h"

#include <numeric>

namespace plancast::store {
namespace {

template <std::size_t... Place>
Values sized(Type type, std::size_t count, std::index_sequence<Place...>) {
    Values values;
    ((static_cast<std::size_t>(type) == Place ? static_cast<void>(values.emplace<Place>(count))
                                              : static_cast<void>(0)),
     ...);
    return values;
}

Values sized(Type type, std::size_t count) {
    return sized(type, count, std::make_index_sequence<std::variant_size_v<Values>>());
}

/// A difference of type would otherwise be converted in silence.
void require_type(hid_t have, hid_t want, const std::string& what) {
    if (H5Tequal(have, want) <= 0) throw Hdf5Error("type of " + what);
}

/// Calls `read(memory)` with room for the values; texts arrive as C strings and are copied.
template <typename Read>
void read_into(Values& values, hid_t type, hid_t space, const Read& read) {
    std::visit(
        [&](auto& list) {
            using Value = typename std::decay_t<decltype(list)>::value_type;
            if constexpr (std::is_same_v<Value, std::string>) {
                std::vector<char*> texts(list.size(), nullptr);
                read(static_cast<void*>(texts.data()));
                for (std::size_t at = 0; at < texts.size(); ++at)
                    if (texts[at] != nullptr) list[at] = texts[at];  // "" is stored as no text
                check(H5Dvlen_reclaim(type, space, H5P_DEFAULT, texts.data()), "texts");
            } else {
                read(static_cast<void*>(list.data()));
            }
        },
        values);
}

std::string read_text(hid_t attribute, hid_t type, const std::string& name) {
    const Handle space(H5Aget_space(attribute), H5Sclose, name);
    Values values = sized(Type::text, 1);
    read_into(values, type, space.id(),
              [&](void* memory) { check(H5Aread(attribute, type, memory), name); });
    return std::get<std::vector<std::string>>(values)[0];
}

}  // namespace

Handle open_hdf5(const std::string& path) {
    const Handle access = file_access();
    return Handle(H5Fopen(path.c_str(), H5F_ACC_RDONLY, access.id()), H5Fclose, path);
}

bool exists(hid_t file, const std::string& path) {
    for (std::size_t slash = path.find('/', 1); slash != std::string::npos;
         slash = path.find('/', slash + 1))
        if (H5Lexists(file, path.substr(0, slash).c_str(), H5P_DEFAULT) <= 0) return false;
    return H5Lexists(file, path.c_str(), H5P_DEFAULT) > 0;
}

Dataset read_dataset(hid_t file, const std::string& path, Type type) {
    const Handle dataset(H5Dopen2(file, path.c_str(), H5P_DEFAULT), H5Dclose, path);
    const Handle space(H5Dget_space(dataset.id()), H5Sclose, path);
    const Handle memory_type = hdf5_type(type);
    const Handle file_type(H5Dget_type(dataset.id()), H5Tclose, path);
    require_type(file_type.id(), memory_type.id(), path);
    const int rank = H5Sget_simple_extent_ndims(space.id());
    if (rank < 0) throw Hdf5Error(path);
    std::vector<hsize_t> extent(static_cast<std::size_t>(rank));
    check(H5Sget_simple_extent_dims(space.id(), extent.data(), nullptr), path);
    const auto count =
        std::accumulate(extent.begin(), extent.end(), hsize_t{1}, std::multiplies<>());
    Dataset out{{extent.begin(), extent.end()}, sized(type, count)};
    read_into(out.values, memory_type.id(), space.id(), [&](void* memory) {
        check(H5Dread(dataset.id(), memory_type.id(), H5S_ALL, H5S_ALL, H5P_DEFAULT, memory), path);
    });
    return out;
}

Values read_attribute(hid_t file, const std::string& name, Type type) {
    const Handle attribute(H5Aopen(file, name.c_str(), H5P_DEFAULT), H5Aclose, name);
    const Handle memory_type = hdf5_type(type);
    const Handle file_type(H5Aget_type(attribute.id()), H5Tclose, name);
    require_type(file_type.id(), memory_type.id(), name);
    const Handle space(H5Aget_space(attribute.id()), H5Sclose, name);
    const hssize_t count = H5Sget_simple_extent_npoints(space.id());
    if (count < 0) throw Hdf5Error(name);
    Values values = sized(type, static_cast<std::size_t>(count));
    read_into(values, memory_type.id(), space.id(), [&](void* memory) {
        check(H5Aread(attribute.id(), memory_type.id(), memory), name);
    });
    return values;
}

std::vector<std::pair<std::string, std::string>> text_attributes(hid_t file) {
    std::vector<std::pair<std::string, std::string>> out;
    H5O_info_t info;
    check(H5Oget_info2(file, &info, H5O_INFO_NUM_ATTRS), "attributes");
    const Handle text = hdf5_type(Type::text);
    for (hsize_t at = 0; at < info.num_attrs; ++at) {
        const Handle attribute(H5Aopen_by_idx(file, ".", H5_INDEX_CRT_ORDER, H5_ITER_INC, at,
                                              H5P_DEFAULT, H5P_DEFAULT),
                               H5Aclose, "attribute");
        const Handle type(H5Aget_type(attribute.id()), H5Tclose, "attribute");
        if (H5Tequal(type.id(), text.id()) <= 0) continue;
        const ssize_t length = H5Aget_name(attribute.id(), 0, nullptr);
        if (length < 0) throw Hdf5Error("attribute");
        std::string name(static_cast<std::size_t>(length) + 1, '\0');
        H5Aget_name(attribute.id(), name.size(), name.data());
        name.pop_back();
        out.emplace_back(name, read_text(attribute.id(), text.id(), name));
    }
    return out;
}

}  // namespace plancast::store
