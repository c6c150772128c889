// SPDX-License-Identifier: Apache-2.0
// How single members are stored: a truth value as 0 or 1, an enumerator as its word.
#pragma once

#include <cstddef>
#include <cstdint>
#include <iterator>
#include <string>
#include <type_traits>
#include <utility>

#include "sim/base/words.h"
#include "sim/store/columns.h"
#include "sim/store/hdf5_handle.h"

namespace plancast::store {

/// How many enumerators a stored enumeration has.
template <typename Enum>
inline constexpr std::size_t kEnumerators = 0;
template <>
inline constexpr std::size_t kEnumerators<TargetKind> = std::size(kTargetKinds);
template <>
inline constexpr std::size_t kEnumerators<GrowthAverage> = std::size(kAverages);
template <>
inline constexpr std::size_t kEnumerators<Tier> = std::size(kTiers);
template <>
inline constexpr std::size_t kEnumerators<Modality> = std::size(kModalities);
template <>
inline constexpr std::size_t kEnumerators<Direction> = std::size(kDirections);
template <>
inline constexpr std::size_t kEnumerators<JudgedOn> = std::size(kJudgedOn);
template <>
inline constexpr std::size_t kEnumerators<SamplerKind> = std::size(kSamplers);

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
        for (std::size_t place = 0; place < kEnumerators<T>; ++place)
            if (to_string(static_cast<T>(place)) == stored) return static_cast<T>(place);
        throw Hdf5Error("the word `" + stored + "`");
    } else if constexpr (std::is_same_v<T, bool>) {
        return stored != 0;
    } else {
        return stored;
    }
}

}  // namespace plancast::store
