// SPDX-License-Identifier: Apache-2.0
// Conditions that only a bug can break, and sizes that must not overflow.
#pragma once

#include <cstdint>
#include <stdexcept>
#include <string>

namespace plancast {

/// A bug in plancast itself; the program ends with exit code 70.
class Bug : public std::logic_error {
public:
    using std::logic_error::logic_error;
};

[[noreturn]] inline void bug(const char* condition, const char* file, int line) {
    throw Bug(std::string(file) + ":" + std::to_string(line) + ": " + condition);
}

#define PLANCAST_REQUIRE(condition) \
    ((condition) ? static_cast<void>(0) : ::plancast::bug(#condition, __FILE__, __LINE__))

/// Product of sizes; false where it passes 2^63 - 1.
inline bool multiply_sizes(std::uint64_t left, std::uint64_t right, std::uint64_t& product) {
    return !__builtin_mul_overflow(left, right, &product) && product <= INT64_MAX;
}

}  // namespace plancast
