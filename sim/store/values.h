// SPDX-License-Identifier: Apache-2.0
// What datasets and attributes of a result file hold, said without HDF5.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace plancast::store {

/// Types of datasets and attributes; numbers are little-endian, texts variable-length UTF-8.
enum class Type { int8, uint8, int32, uint32, int64, uint64, float32, float64, text };

/// Values of one type. The alternatives stand in the order of Type.
using Values =
    std::variant<std::vector<std::int8_t>, std::vector<std::uint8_t>, std::vector<std::int32_t>,
                 std::vector<std::uint32_t>, std::vector<std::int64_t>, std::vector<std::uint64_t>,
                 std::vector<float>, std::vector<double>, std::vector<std::string>>;

inline Type type_of(const Values& values) {
    return static_cast<Type>(values.index());
}

inline std::size_t size_of(const Values& values) {
    return std::visit([](const auto& list) { return list.size(); }, values);
}

/// Bytes of one number.
inline std::size_t bytes_of(Type type) {
    constexpr std::size_t kBytes[] = {1, 1, 4, 4, 8, 8, 4, 8};
    return kBytes[static_cast<std::size_t>(type)];
}

struct Attribute {
    std::string name;
    Values value;
    bool array = false;  ///< one value is kept as an array of one, as netCDF wants _FillValue
};

inline Attribute text_attribute(std::string name, std::string text) {
    return {std::move(name), std::vector<std::string>{std::move(text)}};
}

template <typename Number>
Attribute number_attribute(std::string name, Number number) {
    return {std::move(name), std::vector<Number>{number}};
}

/// A dataset to be: its name inside its group, the names of its dimensions, and its attributes.
struct Variable {
    std::string name;
    Type type = Type::float64;
    std::vector<std::string> dims;
    std::vector<Attribute> attributes;
};

/// A dimension: its length, and the values of its coordinate unless it has none.
struct Axis {
    std::uint64_t length = 0;
    Values values;  ///< empty: a dimension without a coordinate
    std::string long_name;
};

using Axes = std::map<std::string, Axis, std::less<>>;

inline Axis plain_axis(std::uint64_t length) {
    return {length, {}, {}};
}

inline Axis coordinate_axis(Values values, std::string long_name) {
    const std::uint64_t length = size_of(values);
    return {length, std::move(values), std::move(long_name)};
}

}  // namespace plancast::store
