// SPDX-License-Identifier: Apache-2.0
// Reading a QuantileTable: the polynomial of a score's piece, and what it stands for.
//
// Included once per instruction set, inside hwy/foreach_target.h; the guard follows Highway.
#if defined(PLANCAST_SIM_KERNEL_QUANTILE_TABLE_INL_H_) == defined(HWY_TARGET_TOGGLE)
#ifdef PLANCAST_SIM_KERNEL_QUANTILE_TABLE_INL_H_
#undef PLANCAST_SIM_KERNEL_QUANTILE_TABLE_INL_H_
#else
#define PLANCAST_SIM_KERNEL_QUANTILE_TABLE_INL_H_
#endif

#include <cstddef>
#include <utility>

#include "hwy/highway.h"
#include "sim/kernel/kernel.h"
#include "sim/kernel/math-inl.h"
#include "sim/kernel/quantile_table.h"

HWY_BEFORE_NAMESPACE();
namespace plancast::kernel::HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

/// Small whole numbers as integers: they are the last bits of 2^52 plus them.
template <class D, class V = hn::Vec<D>>
HWY_INLINE hn::Vec<hn::RebindToSigned<D>> to_integers(D d, V whole) {
    const hn::RebindToSigned<D> integers;
    const auto bits = hn::BitCast(integers, hn::Add(whole, hn::Set(d, 0x1p52)));
    return hn::And(bits, hn::Set(integers, 0xFFFF));
}

/// In every lane the entry of its own place out of kFewPieces: by permutations where a vector
/// holds all or half of them, else by loads.
template <class D>
class FewPieces {
public:
    using V = hn::Vec<D>;

    HWY_INLINE FewPieces(D d, V piece, std::size_t)
        : place_(to_integers(d, piece)), above_(hn::Ge(piece, hn::Set(d, kFewPieces / 2))) {}

    HWY_INLINE V at(D d, const double* coefficients, std::size_t power) const {
        static_assert(kFewPieces == 8);
        const double* const entries = coefficients + power * kFewPieces;
        if constexpr (hn::MaxLanes(D()) == 8) {
            return hn::TableLookupLanes(hn::LoadU(d, entries), hn::IndicesFromVec(d, place_));
        } else if constexpr (hn::MaxLanes(D()) == 4) {
            const hn::RebindToSigned<D> whole;
            const auto index = hn::IndicesFromVec(d, hn::And(place_, hn::Set(whole, 3)));
            const V low = hn::TableLookupLanes(hn::LoadU(d, entries), index);
            return hn::IfThenElse(above_, hn::TableLookupLanes(hn::LoadU(d, entries + 4), index),
                                  low);
        } else {
            return hn::GatherIndex(d, entries, place_);
        }
    }

private:
    hn::Vec<hn::RebindToSigned<D>> place_;
    hn::Mask<D> above_;
};

/// The same for any number of pieces.
template <class D>
class ManyPieces {
public:
    using V = hn::Vec<D>;

    HWY_INLINE ManyPieces(D d, V piece, std::size_t pieces)
        : place_(to_integers(d, piece)), pieces_(pieces) {}

    HWY_INLINE V at(D d, const double* coefficients, std::size_t power) const {
        return hn::GatherIndex(d, coefficients + power * pieces_, place_);
    }

private:
    hn::Vec<hn::RebindToSigned<D>> place_;
    std::size_t pieces_;
};

// Even and odd powers apart, and a fold, not a loop, as in polynomial-inl.h.
template <class Pieces, class D, class V, std::size_t... kPlace>
HWY_INLINE V looked_up(D d, const Pieces& pieces, const double* coefficients, V t,
                       std::index_sequence<kPlace...>) {
    static_assert(kTableDegree % 2 == 1 && sizeof...(kPlace) == kTableDegree / 2);
    const V square = hn::Mul(t, t);
    V odd = pieces.at(d, coefficients, kTableDegree);
    V even = pieces.at(d, coefficients, kTableDegree - 1);
    ((odd = hn::MulAdd(odd, square, pieces.at(d, coefficients, kTableDegree - 2 - 2 * kPlace)),
      even = hn::MulAdd(even, square, pieces.at(d, coefficients, kTableDegree - 3 - 2 * kPlace))),
     ...);
    return hn::MulAdd(odd, t, even);
}

/// The polynomial of a table at score z; beyond the pieces its value at their ends.
template <class Pieces, class D, class V = hn::Vec<D>>
HWY_INLINE V table_polynomial(D d, const QuantileTable& table, V z) {
    const double last = table.pieces;
    const V steps = hn::Mul(hn::Sub(z, hn::Set(d, table.z_min)), hn::Set(d, 1 / table.z_step));
    const V place = hn::Min(hn::Max(steps, hn::Zero(d)), hn::Set(d, last));
    const V piece = hn::Min(hn::Floor(place), hn::Set(d, last - 1));
    const V offset = hn::Sub(place, piece);
    const V t = hn::Sub(hn::Add(offset, offset), hn::Set(d, 1.0));
    const Pieces lookup(d, piece, static_cast<std::size_t>(table.pieces));
    return looked_up(d, lookup, table.coefficients.data(), t,
                     std::make_index_sequence<kTableDegree / 2>());
}

}  // namespace plancast::kernel::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#endif
