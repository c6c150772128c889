// SPDX-License-Identifier: Apache-2.0
// How a Summary stands in /summary: one table of fields, from which it is laid out, written and
// read back.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "plancast/result.h"
#include "sim/store/values.h"

namespace plancast::store {

/// Faults kept by name. Of more, the first ones are kept; /summary/n_faults and the invalid runs
/// count all.
inline constexpr std::size_t kMaxFaults = 256;
/// Bytes kept of a fault's texts; longer ones are cut.
inline constexpr std::size_t kFaultVariableBytes = 80, kFaultPlaceBytes = 160;

/// One dataset of /summary, and how its bytes are taken from and put into the Summary it was made
/// for.
struct Field {
    Variable variable;
    std::uint64_t bytes = 0;
    std::function<void(std::byte*)> save;
    std::function<void(const std::byte*)> load;
};

/// A Summary of this catalogue's shape, all counts 0.
Summary empty_summary(const Catalog& catalog, SamplerKind sampler);

bool same_shape(const Summary& left, const Summary& right);

/// The fields of `summary`, which must outlive them and have the shape of empty_summary(). Those
/// without values are left out.
std::vector<Field> summary_fields(const Catalog& catalog, Summary& summary);

void add_fault_fields(std::vector<Field>& fields, std::vector<Fault>& faults);

template <typename Number>
constexpr Type number_type() {
    return type_of(Values(std::vector<Number>()));
}

inline Variable described(std::string name, Type type, std::vector<std::string> dims,
                          std::string long_name) {
    return {std::move(name),
            type,
            std::move(dims),
            {text_attribute("long_name", std::move(long_name))}};
}

/// The dimensions of /summary.
Axes summary_axes(const Catalog& catalog, const Axes& axes);

}  // namespace plancast::store
