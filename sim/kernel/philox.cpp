// SPDX-License-Identifier: Apache-2.0
// Philox4x32-10 on vectors: a 64-bit lane holds one word of one counter, so that a lane's product
// gives both halves; what is left in a lane's upper half is never read.
#include "sim/kernel/philox.h"

#include "sim/kernel/targets.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "sim/kernel/philox.cpp"
#include "hwy/foreach_target.h"
#include "hwy/highway.h"
#include "sim/kernel/block-inl.h"
#include "sim/kernel/parts.h"

HWY_BEFORE_NAMESPACE();
namespace plancast::kernel::HWY_NAMESPACE {
namespace {

using WordTag = hn::ScalableTag<std::uint64_t>;
using Words = hn::Vec<WordTag>;

/// Product of the lower halves of each lane.
HWY_INLINE Words multiply(Words a, Words b) {
    const WordTag d;
#if HWY_TARGET == HWY_SCALAR
    const Words lower = hn::Set(d, 0xFFFFFFFFu);
    return hn::Mul(hn::And(a, lower), hn::And(b, lower));
#else
    const hn::Repartition<std::uint32_t, WordTag> halves;
    return hn::MulEven(hn::BitCast(halves, a), hn::BitCast(halves, b));
#endif
}

/// A double of [1, 2) with the first 52 bits of a lane, less 1 - 2^-53: exactly (n + 1/2) 2^-52.
HWY_INLINE hn::Vec<DoubleTag> uniform(Words lane) {
    const WordTag bits;
    const DoubleTag d;
    const Words one = hn::Set(bits, 0x3FF0000000000000u);
    const auto above_one = hn::BitCast(d, hn::Or(hn::ShiftRight<12>(lane), one));
    return hn::Sub(above_one, hn::Set(d, 1.0 - 0x1p-53));
}

struct Keys {
    std::uint64_t round0[kPhiloxRounds], round1[kPhiloxRounds];
};

Keys key_schedule(std::uint64_t seed) {
    Keys keys;
    auto key0 = static_cast<std::uint32_t>(seed), key1 = static_cast<std::uint32_t>(seed >> 32);
    for (int round = 0; round < kPhiloxRounds; ++round) {
        keys.round0[round] = key0;
        keys.round1[round] = key1;
        key0 += kPhiloxWeyl0;
        key1 += kPhiloxWeyl1;
    }
    return keys;
}

void uniforms(std::uint64_t seed, std::uint64_t first_run, std::uint32_t hash, std::uint32_t word,
              std::size_t n, double* out) {
    alignas(64) static constexpr std::uint64_t kPlaces[8] = {0, 1, 2, 3, 4, 5, 6, 7};
    const WordTag d;
    const DoubleTag doubles;
    const std::size_t lanes = hn::Lanes(d);
    const Keys keys = key_schedule(seed);
    const Words multiplier0 = hn::Set(d, kPhiloxMultiplier0);
    const Words multiplier1 = hn::Set(d, kPhiloxMultiplier1);
    Words pair = hn::Add(hn::Set(d, first_run / 2), hn::Load(d, kPlaces));
    for (std::size_t run = 0; run < n; run += 2 * lanes) {
        Words v0 = pair, v1 = hn::ShiftRight<32>(pair), v2 = hn::Set(d, hash),
              v3 = hn::Set(d, word);
        for (int round = 0; round + 1 < kPhiloxRounds; ++round) {
            const Words product0 = multiply(v0, multiplier0), product1 = multiply(v2, multiplier1);
            const Words key0 = hn::Set(d, keys.round0[round]),
                        key1 = hn::Set(d, keys.round1[round]);
            v0 = hn::Xor(hn::ShiftRight<32>(product1), hn::Xor(v1, key0));
            v2 = hn::Xor(hn::ShiftRight<32>(product0), hn::Xor(v3, key1));
            v1 = product1;
            v3 = product0;
        }
        // The last round's new words are the halves of two lanes as they stand.
        const Words key0 = hn::Set(d, keys.round0[kPhiloxRounds - 1]);
        const Words key1 = hn::Set(d, keys.round1[kPhiloxRounds - 1]);
        const Words even = hn::Xor(multiply(v2, multiplier1), hn::ShiftLeft<32>(hn::Xor(v1, key0)));
        const Words odd = hn::Xor(multiply(v0, multiplier0), hn::ShiftLeft<32>(hn::Xor(v3, key1)));
        hn::StoreInterleaved2(uniform(even), uniform(odd), doubles, out + run);
        pair = hn::Add(pair, hn::Set(d, static_cast<std::uint64_t>(lanes)));
    }
}

}  // namespace

void add_uniforms(KernelTable& table) {
    table.uniforms = uniforms;
}

}  // namespace plancast::kernel::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace plancast::kernel {

PhiloxBlock philox4x32_10(PhiloxBlock counter, std::uint32_t key0, std::uint32_t key1) {
    auto& v = counter.v;
    for (int round = 0; round < kPhiloxRounds; ++round) {
        const std::uint64_t product0 = std::uint64_t{kPhiloxMultiplier0} * v[0];
        const std::uint64_t product1 = std::uint64_t{kPhiloxMultiplier1} * v[2];
        v[0] = static_cast<std::uint32_t>(product1 >> 32) ^ v[1] ^ key0;
        v[1] = static_cast<std::uint32_t>(product1);
        v[2] = static_cast<std::uint32_t>(product0 >> 32) ^ v[3] ^ key1;
        v[3] = static_cast<std::uint32_t>(product0);
        key0 += kPhiloxWeyl0;
        key1 += kPhiloxWeyl1;
    }
    return counter;
}

std::uint32_t name_hash(std::string_view name) {
    std::uint32_t hash = 0x811C9DC5u;
    for (const char byte : name)
        hash = (hash ^ static_cast<unsigned char>(byte)) * 0x01000193u;
    return hash;
}

}  // namespace plancast::kernel
#endif
