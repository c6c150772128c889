// SPDX-License-Identifier: Apache-2.0
// How single members are stored: a truth value as 0 or 1, an enumerator as its word.
#pragma once

#include <cstdint>
#include <string>
#include <type_traits>
#include <utility>

#include "sim/store/columns.h"
#include "sim/store/hdf5_handle.h"

namespace plancast::store {

/// How many enumerators a stored enumeration has.
template <typename Enum>
inline constexpr int kEnumerators = 0;
template <>
inline constexpr int kEnumerators<TargetKind> = 6;
template <>
inline constexpr int kEnumerators<GrowthAverage> = 3;
template <>
inline constexpr int kEnumerators<Tier> = 4;
template <>
inline constexpr int kEnumerators<Modality> = 3;
template <>
inline constexpr int kEnumerators<Direction> = 2;
template <>
inline constexpr int kEnumerators<JudgedOn> = 2;
template <>
inline constexpr int kEnumerators<SamplerKind> = 3;

template <typename T>
auto to_stored(const T& value) {
    if constexpr (std::is_enum_v<T>)
        return std::string(to_string(value));
    else if constexpr (std::is_same_v<T, bool>)
        return static_cast<std::int8_t>(value);
    else
        return value;
}

template <typename T>
using StoredAs = decltype(to_stored(std::declval<const T&>()));

template <typename T>
T from_stored(const StoredAs<T>& stored) {
    if constexpr (std::is_enum_v<T>) {
        for (int place = 0; place < kEnumerators<T>; ++place)
            if (to_string(static_cast<T>(place)) == stored) return static_cast<T>(place);
        throw Hdf5Error("the word `" + stored + "`");
    } else if constexpr (std::is_same_v<T, bool>) {
        return stored != 0;
    } else {
        return stored;
    }
}

}  // namespace plancast::store
