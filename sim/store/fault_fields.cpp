// SPDX-License-Identifier: Apache-2.0
// The faults of a Summary: a list whose length and texts are not known when the file is laid out.
#include <algorithm>
#include <cstring>
#include <string>

#include "sim/store/summary_fields.h"

namespace plancast::store {
namespace {

/// One number of every fault kept; the places of the others are 0.
template <typename Number, typename Member>
Field fault_field(std::string name, std::string long_name, std::vector<Fault>& faults,
                  Member Fault::*member) {
    return {described(std::move(name), number_type<Number>(), {"fault"}, std::move(long_name)),
            kMaxFaults * sizeof(Number),
            [&faults, member](std::byte* out) {
                std::vector<Number> kept(kMaxFaults, 0);
                for (std::size_t at = 0; at < std::min(kMaxFaults, faults.size()); ++at)
                    kept[at] = static_cast<Number>(faults[at].*member);
                std::memcpy(out, kept.data(), kept.size() * sizeof(Number));
            },
            [&faults, member](const std::byte* in) {
                for (std::size_t at = 0; at < faults.size(); ++at) {
                    Number value;
                    std::memcpy(&value, in + at * sizeof value, sizeof value);
                    faults[at].*member = static_cast<Member>(value);
                }
            }};
}

/// Texts whose length is not known when the file is laid out: `width` bytes each, cut at a whole
/// code point.
Field fault_text_field(std::string name, std::string long_name, std::string dim, std::size_t width,
                       std::vector<Fault>& faults, std::string Fault::*member) {
    return {
        described(std::move(name), Type::uint8, {"fault", std::move(dim)}, std::move(long_name)),
        kMaxFaults * width,
        [&faults, member, width](std::byte* out) {
            std::memset(out, 0, kMaxFaults * width);
            for (std::size_t at = 0; at < std::min(kMaxFaults, faults.size()); ++at) {
                const std::string& text = faults[at].*member;
                std::size_t length = std::min(width, text.size());
                while (length < text.size() && length > 0 && (text[length] & 0xC0) == 0x80)
                    --length;
                std::memcpy(out + at * width, text.data(), length);
            }
        },
        [&faults, member, width](const std::byte* in) {
            for (std::size_t at = 0; at < faults.size(); ++at) {
                const char* text = reinterpret_cast<const char*>(in) + at * width;
                faults[at].*member = std::string(text, strnlen(text, width));
            }
        }};
}

/// Stands before the other fields of faults: loading it makes room for them.
Field fault_count_field(std::vector<Fault>& faults) {
    return {described("n_faults", Type::int64, {},
                      "places where runs failed; the first " + std::to_string(kMaxFaults) +
                          " are listed"),
            sizeof(std::int64_t),
            [&faults](std::byte* out) {
                const auto count = static_cast<std::int64_t>(faults.size());
                std::memcpy(out, &count, sizeof count);
            },
            [&faults](const std::byte* in) {
                std::uint64_t count;
                std::memcpy(&count, in, sizeof count);
                faults.resize(std::min<std::uint64_t>(kMaxFaults, count));
            }};
}

}  // namespace

void add_fault_fields(std::vector<Field>& fields, std::vector<Fault>& faults) {
    fields.push_back(fault_count_field(faults));
    fields.push_back(fault_field<std::int32_t>("fault_scenario", "place of the scenario", faults,
                                               &Fault::scenario));
    fields.push_back(
        fault_field<std::int32_t>("fault_year", "calendar year", faults, &Fault::year));
    fields.push_back(
        fault_field<std::uint64_t>("fault_run", "the lowest such run", faults, &Fault::run));
    fields.push_back(fault_field<std::uint64_t>(
        "fault_runs", "runs that fail first here; 0: no fault", faults, &Fault::runs));
    fields.push_back(
        fault_text_field("fault_variable", "variable that is not finite, UTF-8 padded with zeros",
                         "variable_byte", kFaultVariableBytes, faults, &Fault::variable));
    fields.push_back(fault_text_field("fault_place",
                                      "file:line:column of its equation, UTF-8 padded with zeros",
                                      "place_byte", kFaultPlaceBytes, faults, &Fault::place));
}

}  // namespace plancast::store
