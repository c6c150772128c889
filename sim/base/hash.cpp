// SPDX-License-Identifier: Apache-2.0
#include "sim/base/hash.h"

#include <array>
#include <bit>
#include <cstring>

namespace plancast {
namespace {

constexpr std::array<std::uint32_t, 64> kSha = {
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
    0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
    0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
    0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
};

void sha256_chunk(std::array<std::uint32_t, 8>& state, const unsigned char* chunk) {
    std::array<std::uint32_t, 64> word{};
    for (std::size_t at = 0; at < 16; ++at) {
        const unsigned char* byte = chunk + 4 * at;
        word[at] = static_cast<std::uint32_t>(byte[0]) << 24 |
                   static_cast<std::uint32_t>(byte[1]) << 16 |
                   static_cast<std::uint32_t>(byte[2]) << 8 | byte[3];
    }
    for (std::size_t at = 16; at < 64; ++at) {
        const std::uint32_t low = word[at - 15], high = word[at - 2];
        const std::uint32_t mix0 = std::rotr(low, 7) ^ std::rotr(low, 18) ^ (low >> 3);
        const std::uint32_t mix1 = std::rotr(high, 17) ^ std::rotr(high, 19) ^ (high >> 10);
        word[at] = word[at - 16] + mix0 + word[at - 7] + mix1;
    }
    auto [a, b, c, d, e, f, g, h] = state;
    for (std::size_t round = 0; round < 64; ++round) {
        const std::uint32_t sum1 = std::rotr(e, 6) ^ std::rotr(e, 11) ^ std::rotr(e, 25);
        const std::uint32_t first = h + sum1 + ((e & f) ^ (~e & g)) + kSha[round] + word[round];
        const std::uint32_t sum0 = std::rotr(a, 2) ^ std::rotr(a, 13) ^ std::rotr(a, 22);
        const std::uint32_t second = sum0 + ((a & b) ^ (a & c) ^ (b & c));
        h = g, g = f, f = e, e = d + first, d = c, c = b, b = a, a = first + second;
    }
    const std::array<std::uint32_t, 8> add = {a, b, c, d, e, f, g, h};
    for (std::size_t at = 0; at < 8; ++at)
        state[at] += add[at];
}

constexpr std::uint64_t kPrime1 = 0x9E3779B185EBCA87u, kPrime2 = 0xC2B2AE3D27D4EB4Fu,
                        kPrime3 = 0x165667B19E3779F9u, kPrime4 = 0x85EBCA77C2B2AE63u,
                        kPrime5 = 0x27D4EB2F165667C5u;

std::uint64_t read64(const unsigned char* bytes) {
    std::uint64_t value;
    std::memcpy(&value, bytes, sizeof value);
    return value;
}

std::uint64_t mix(std::uint64_t lane, std::uint64_t input) {
    return std::rotl(lane + input * kPrime2, 31) * kPrime1;
}

std::uint64_t fold_lane(std::uint64_t hash, std::uint64_t lane) {
    return (hash ^ mix(0, lane)) * kPrime1 + kPrime4;
}

}  // namespace

std::string sha256_hex(std::string_view bytes) {
    std::array<std::uint32_t, 8> state = {0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
                                          0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};
    const auto* data = reinterpret_cast<const unsigned char*>(bytes.data());
    const std::size_t whole = bytes.size() / 64;
    for (std::size_t chunk = 0; chunk < whole; ++chunk)
        sha256_chunk(state, data + 64 * chunk);
    std::array<unsigned char, 128> tail{};
    const std::size_t left = bytes.size() % 64;
    if (left > 0) std::memcpy(tail.data(), data + 64 * whole, left);
    tail[left] = 0x80;
    const std::size_t length = left < 56 ? 64 : 128;
    const std::uint64_t bits = static_cast<std::uint64_t>(bytes.size()) * 8;
    for (std::size_t at = 0; at < 8; ++at)
        tail[length - 1 - at] = static_cast<unsigned char>(bits >> (8 * at));
    for (std::size_t at = 0; at < length; at += 64)
        sha256_chunk(state, tail.data() + at);
    std::string hex;
    for (const std::uint32_t word : state)
        for (int shift = 28; shift >= 0; shift -= 4)
            hex += "0123456789abcdef"[(word >> shift) & 15u];
    return hex;
}

std::uint64_t xxh64(const void* data, std::size_t size, std::uint64_t seed) {
    static_assert(std::endian::native == std::endian::little,
                  "blocks are hashed as little-endian words");
    const auto* at = static_cast<const unsigned char*>(data);
    const unsigned char* const end = at + size;
    std::uint64_t hash = seed + kPrime5;
    if (size >= 32) {
        std::array<std::uint64_t, 4> lane = {seed + kPrime1 + kPrime2, seed + kPrime2, seed,
                                             seed - kPrime1};
        for (; end - at >= 32; at += 32)
            for (std::size_t column = 0; column < 4; ++column)
                lane[column] = mix(lane[column], read64(at + 8 * column));
        hash = std::rotl(lane[0], 1) + std::rotl(lane[1], 7) + std::rotl(lane[2], 12) +
               std::rotl(lane[3], 18);
        for (const std::uint64_t value : lane)
            hash = fold_lane(hash, value);
    }
    hash += size;
    for (; end - at >= 8; at += 8)
        hash = std::rotl(hash ^ mix(0, read64(at)), 27) * kPrime1 + kPrime4;
    if (end - at >= 4) {
        std::uint32_t word;
        std::memcpy(&word, at, sizeof word);
        hash = std::rotl(hash ^ (word * kPrime1), 23) * kPrime2 + kPrime3;
        at += 4;
    }
    for (; at < end; ++at)
        hash = std::rotl(hash ^ (*at * kPrime5), 11) * kPrime1;
    hash = (hash ^ (hash >> 33)) * kPrime2;
    hash = (hash ^ (hash >> 29)) * kPrime3;
    return hash ^ (hash >> 32);
}

}  // namespace plancast
