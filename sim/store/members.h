// SPDX-License-Identifier: Apache-2.0
// How many members a struct has, so that none is left out of the file unnoticed.
#pragma once

#include <cstddef>

namespace plancast::store {

/// Stands for a value of any type in an initializer that is never evaluated.
struct AnyValue {
    template <typename T>
    operator T() const;
};

/// Members of an aggregate without arrays: the longest list of values that initializes it.
template <typename Struct, typename... Values>
constexpr std::size_t count_members() {
    if constexpr (requires { Struct{Values()..., AnyValue()}; })
        return count_members<Struct, Values..., AnyValue>();
    else
        return sizeof...(Values);
}

}  // namespace plancast::store
