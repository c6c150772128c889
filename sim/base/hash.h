// SPDX-License-Identifier: Apache-2.0
// Checksums: SHA-256 for inputs, XXH64 for blocks of data.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace plancast {

/// SHA-256 (FIPS 180-4) as 64 hexadecimal digits.
std::string sha256_hex(std::string_view bytes);

/// XXH64 of a memory block (Collet, xxHash specification 0.1.1).
std::uint64_t xxh64(const void* data, std::size_t size, std::uint64_t seed);

}  // namespace plancast
