// SPDX-License-Identifier: Apache-2.0
// Operators and units.
#include "sim/compile/walker.h"

#include <algorithm>
#include <cmath>

#include "sim/base/messages.h"
#include "sim/base/text.h"

namespace plancast::compiler {
namespace {

bool is_year_name(const Node& node) {
    return node.kind == NodeKind::read && node.entry < 0 && (node.name == "t" || node.name == "t0");
}

/// The whole number a literal is, or 0 where the exponent of a unit cannot be read from it.
int literal_exponent(const Node& node) {
    if (node.kind == NodeKind::unary && node.op == Operator::negate)
        return -literal_exponent(node.args[0]);
    const bool small =
        node.kind == NodeKind::number && !node.unit_text && std::abs(node.number) <= 9;
    return small && node.number == std::floor(node.number) ? static_cast<int>(node.number) : 0;
}

bool is_arithmetic(Operator op) {
    return op == Operator::add || op == Operator::subtract || op == Operator::multiply;
}

}  // namespace

bool is_bare_number(const Node& node) {
    if (node.kind == NodeKind::unary && node.op == Operator::negate)
        return is_bare_number(node.args[0]);
    return node.kind == NodeKind::number && !node.unit_text;
}

Walker::Walker(const Symbols& symbols, Diagnostics& diagnostics, const Formula& formula,
               const Place& place)
    : symbols_(symbols), diagnostics_(diagnostics), formula_(formula), place_(place) {
    bindings_.push_back({place.index_variable, place.set});
}

void Walker::fail_at(Node& node, SourcePos pos, Message message, std::vector<std::string> args) {
    diagnostics_.add(message, pos, std::move(args));
    node.any_unit = true;
    failed_ = true;
}

void Walker::fail(Node& node, Message message, std::vector<std::string> args) {
    fail_at(node, node.pos, message, std::move(args));
}

void Walker::check(Node& node) {
    switch (node.kind) {
        case NodeKind::number:
            return check_number(node);
        case NodeKind::read:
            return check_read(node);
        case NodeKind::unary:
            return check_unary(node);
        case NodeKind::binary:
            return check_binary(node);
        case NodeKind::call:
            return check_call(node);
        case NodeKind::aggregate:
            return check_aggregate(node);
    }
}

void Walker::assign(Node& node, const Unit& unit, const std::string& unit_text) {
    if (place_.given && is_bare_number(node)) node.unit = unit;
    fit(node, unit, unit_text);
}

void Walker::fit(Node& node, const Unit& unit, const std::string& unit_text) {
    if (node.truth && !node.any_unit) return fail(node, Message::truth_as_number, {});
    if (node.any_unit) return;
    if (!node.unit.same_dimension(unit)) {
        if (is_bare_number(node))
            return fail(node, Message::unit_missing, {shortest(node.number), unit_text});
        const bool percent = node.unit.exponents.contains("%");
        if (percent != unit.exponents.contains("%"))
            return fail(
                node, Message::unit_percent,
                {to_string(node.unit), unit_text, percent ? "fraction(...)" : "percent(...)"});
        return fail(node, Message::unit_mismatch, {to_string(node.unit), unit_text});
    }
    // Scales are powers of ten; the exponent is found by rounding, so that the factor is exact.
    const int exponent = static_cast<int>(std::lround(std::log10(node.unit.scale / unit.scale)));
    node.unit = unit;
    if (exponent == 0) return;
    double factor = 1;
    for (int step = 0; step < std::abs(exponent); ++step)
        factor *= 10;
    node.factor = factor;
    node.divide = exponent < 0;
    if (node.divide) node.integer = false;
}

void Walker::want_number(Node& node) {
    if (node.truth && !node.any_unit) fail(node, Message::truth_as_number, {});
}

void Walker::want_truth(Node& node) {
    if (!node.truth && !node.any_unit) fail(node, Message::number_as_truth, {});
}

void Walker::want_pure(Node& node, std::string_view function) {
    want_number(node);
    if (node.any_unit) return;
    if (!node.unit.dimensionless()) {
        const std::string unit = to_string(node.unit);
        if (unit == "%")
            return fail(node, Message::unit_percent_in_function, {std::string(function)});
        const bool rate = node.unit.exponents.size() == 1 && node.unit.exponents.contains("yr");
        return fail(node, rate ? Message::unit_rate_in_function : Message::unit_in_function,
                    {std::string(function), unit});
    }
    fit(node, Unit{}, "1");
}

/// Gives args[first..last) one unit: that of the first which is not a literal 0. The node takes it.
void Walker::unify(Node& node, std::size_t first, std::size_t last) {
    const auto begin = node.args.begin() + static_cast<std::ptrdiff_t>(first);
    const auto end = node.args.begin() + static_cast<std::ptrdiff_t>(last);
    for (auto arg = begin; arg != end; ++arg)
        want_number(*arg);
    const auto lead = std::find_if(begin, end, [](const Node& arg) { return !arg.any_unit; });
    if (lead == end) {
        node.any_unit = true;
        return;
    }
    node.unit = lead->unit;
    for (auto arg = begin; arg != end; ++arg) {
        if (arg->any_unit || arg == lead) continue;
        if (!arg->unit.same_dimension(node.unit)) {
            const bool percent =
                arg->unit.exponents.contains("%") != node.unit.exponents.contains("%");
            const Unit year = *parse_unit("yr");
            const bool is_rate = multiply(arg->unit, year).same_dimension(node.unit);
            const bool lead_is_rate = multiply(node.unit, year).same_dimension(arg->unit);
            const std::string rate = is_rate        ? to_string(arg->unit)
                                     : lead_is_rate ? to_string(node.unit)
                                                    : "";
            fail(node.kind == NodeKind::binary ? node : *arg,
                 percent ? Message::units_percent_and_number : Message::units_differ,
                 {to_string(node.unit), to_string(arg->unit), rate});
            continue;
        }
        fit(*arg, node.unit, to_string(node.unit));
    }
}

void Walker::check_number(Node& node) {
    node.integer = node.number == std::floor(node.number);
    if (!node.unit_text) {
        node.any_unit = node.number == 0;
        return;
    }
    std::string unknown;
    const std::optional<Unit> unit = parse_unit(*node.unit_text, &unknown);
    if (!unit)
        return fail_at(node, node.unit_pos, Message::unknown_unit, {unknown, known_unit_symbols()});
    node.unit = *unit;
}

void Walker::check_unary(Node& node) {
    Node& arg = node.args[0];
    check(arg);
    if (node.op == Operator::logic_not) {
        want_truth(arg);
        node.truth = true;
        return;
    }
    want_number(arg);
    node.unit = arg.unit;
    node.any_unit = arg.any_unit;
    node.integer = arg.integer;
}

/// A bare year beside t or t0 is a year: t - 2021.
void Walker::give_years(Node& left, Node& right) {
    const auto give = [](const Node& year, Node& number) {
        if (is_year_name(year) && is_bare_number(number)) number.unit = year.unit;
    };
    give(left, right);
    give(right, left);
}

void Walker::check_binary(Node& node) {
    Node& left = node.args[0];
    Node& right = node.args[1];
    check(left);
    check(right);
    switch (node.op) {
        case Operator::logic_and:
        case Operator::logic_or:
            want_truth(left);
            want_truth(right);
            node.truth = true;
            return;
        case Operator::add:
        case Operator::subtract:
            give_years(left, right);
            unify(node, 0, 2);
            break;
        case Operator::multiply:
        case Operator::divide:
            want_number(left);
            want_number(right);
            node.unit = node.op == Operator::multiply ? multiply(left.unit, right.unit)
                                                      : divide(left.unit, right.unit);
            node.any_unit = left.any_unit || (node.op == Operator::multiply && right.any_unit);
            break;
        case Operator::power:
            return check_power(node);
        default:
            return check_comparison(node);
    }
    node.integer = is_arithmetic(node.op) && left.integer && right.integer;
}

void Walker::check_power(Node& node) {
    Node& base = node.args[0];
    Node& exponent = node.args[1];
    want_pure(exponent, "^");
    want_number(base);
    const int whole = literal_exponent(exponent);
    if (whole != 0 && !base.any_unit) {
        node.unit = power(base.unit, whole);
        node.integer = base.integer && whole > 0;
        return;
    }
    want_pure(base, "^");
}

void Walker::check_comparison(Node& node) {
    Node& left = node.args[0];
    Node& right = node.args[1];
    give_years(left, right);
    unify(node, 0, 2);
    node.truth = true;
    const bool exact = node.op == Operator::equal || node.op == Operator::not_equal;
    const bool poisoned = failed_ && (left.any_unit || right.any_unit);
    if (exact && !poisoned && !(left.integer && right.integer))
        fail(node, Message::equality_of_fractions, {});
    node.unit = Unit{};
    node.any_unit = false;
}

}  // namespace plancast::compiler
