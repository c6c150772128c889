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

#include "hwy/highway.h"
#include "sim/kernel/kernel.h"
#include "sim/kernel/math-inl.h"
#include "sim/kernel/quantile_table.h"

HWY_BEFORE_NAMESPACE();
namespace plancast::kernel::HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

/// In every lane the entry of its own place out of kFewPieces: by permutations where a vector
/// holds all or half of them, else by loads.
template <class D>
class FewPieces {
public:
    using V = hn::Vec<D>;

    HWY_INLINE FewPieces(D d, V piece, std::size_t)
        : place_(hn::ConvertTo(hn::RebindToSigned<D>(), piece)),
          above_(hn::Ge(piece, hn::Set(d, kFewPieces / 2))) {}

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

    HWY_INLINE ManyPieces(D, V piece, std::size_t pieces)
        : place_(hn::ConvertTo(hn::RebindToSigned<D>(), piece)), pieces_(pieces) {}

    HWY_INLINE V at(D d, const double* coefficients, std::size_t power) const {
        return hn::GatherIndex(d, coefficients + power * pieces_, place_);
    }

private:
    hn::Vec<hn::RebindToSigned<D>> place_;
    std::size_t pieces_;
};

/// The polynomial of a table at score z; beyond the pieces its value at their ends.
template <class Pieces, class D, class V = hn::Vec<D>>
HWY_INLINE V table_polynomial(D d, const QuantileTable& table, V z) {
    const double last = table.pieces;
    const V steps = hn::Div(hn::Sub(z, hn::Set(d, table.z_min)), hn::Set(d, table.z_step));
    const V place = hn::Min(hn::Max(steps, hn::Zero(d)), hn::Set(d, last));
    const V piece = hn::Min(hn::Floor(place), hn::Set(d, last - 1));
    const V offset = hn::Sub(place, piece);
    const V t = hn::Sub(hn::Add(offset, offset), hn::Set(d, 1.0));
    const double* const coefficients = table.coefficients.data();
    const Pieces lookup(d, piece, static_cast<std::size_t>(table.pieces));
    V sum = lookup.at(d, coefficients, kTableDegree);
    for (std::size_t power = kTableDegree; power-- > 0;)
        sum = hn::MulAdd(sum, t, lookup.at(d, coefficients, power));
    return sum;
}

}  // namespace plancast::kernel::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#endif
