// SPDX-License-Identifier: Apache-2.0
// Correlated normal scores: the Cholesky factor of the listed correlations, in order of first
// appearance.
#include <Eigen/Dense>

#include <algorithm>
#include <cmath>

#include "sim/base/messages.h"
#include "sim/base/text.h"
#include "sim/compile/check.h"
#include "sim/compile/model_code.h"

namespace plancast::compiler {
namespace {

/// The scalar a correlation names, -1 with a message where it cannot be correlated.
int correlated_scalar(const Model& model, const ModelCode& code, const std::string& name,
                      SourcePos pos, Diagnostics& diagnostics) {
    Diagnostics found;
    Checker checker(code.symbols, found);
    const auto reference = checker.reference({name, pos});
    if (!reference) {
        for (const Diagnostic& diagnostic : found.list())
            diagnostics.add(diagnostic.message, pos, diagnostic.args);
        return -1;
    }
    const Entry& entry = model.entries[static_cast<std::size_t>(reference->entry)];
    const bool random = entry.kind == EntryKind::draw || entry.kind == EntryKind::parameter;
    const bool whole = code.symbols.set_of(reference->entry) >= 0 && reference->element < 0;
    const FormulaCode& dist = code.entries[static_cast<std::size_t>(reference->entry)].value;
    if (!random)
        diagnostics.add(Message::correlation_of_other, pos, {name});
    else if (whole)
        diagnostics.add(
            Message::index_missing, pos,
            {name, code.symbols.index_set(code.symbols.set_of(reference->entry)).id,
             code.symbols.index_set(code.symbols.set_of(reference->entry)).elements.front()});
    else if (!dist.empty() && dist.at(0).name == "dirichlet")
        diagnostics.add(Message::correlation_of_dirichlet, pos, {name});
    else
        return code.symbols.first_scalar(reference->entry) + std::max(0, reference->element);
    return -1;
}

/// The lower factor L of `matrix` = L L', row by row in plain doubles, so that its bits depend on
/// no library. False where the matrix is not positive definite.
bool cholesky(const Eigen::MatrixXd& matrix, Eigen::MatrixXd& factor) {
    const Eigen::Index size = matrix.rows();
    factor = Eigen::MatrixXd::Zero(size, size);
    for (Eigen::Index row = 0; row < size; ++row) {
        for (Eigen::Index column = 0; column <= row; ++column) {
            double rest = matrix(row, column);
            for (Eigen::Index inner = 0; inner < column; ++inner)
                rest -= factor(row, inner) * factor(column, inner);
            if (row == column && !(rest > 1e-12)) return false;
            factor(row, column) = row == column ? std::sqrt(rest) : rest / factor(column, column);
        }
    }
    return true;
}

/// The largest f for which 1 on the diagonal and f times the correlations off it is still positive
/// definite.
double largest_factor(const Eigen::MatrixXd& matrix) {
    const Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> solver(matrix, Eigen::EigenvaluesOnly);
    return 1 / (1 - solver.eigenvalues().minCoeff());
}

struct Member {
    int scalar;
    bool parameter;
};

}  // namespace

void correlate(const Model& model, ModelCode& code, Diagnostics& diagnostics) {
    code.rows.assign(static_cast<std::size_t>(code.symbols.n_scalars()), {});
    std::vector<Member> members;
    const auto place_of = [&](int scalar) {
        const auto found = std::find_if(members.begin(), members.end(), [&](const Member& member) {
            return member.scalar == scalar;
        });
        if (found != members.end()) return found - members.begin();
        const int entry = code.symbols.entry_of_scalar(scalar);
        members.push_back(
            {scalar, model.entries[static_cast<std::size_t>(entry)].kind == EntryKind::parameter});
        return static_cast<std::ptrdiff_t>(members.size()) - 1;
    };
    struct Pair {
        Eigen::Index first, second;
        double value;
    };
    std::vector<Pair> pairs;
    for (const Correlation& correlation : model.correlations) {
        const int first =
            correlated_scalar(model, code, correlation.first, correlation.pos, diagnostics);
        const int second =
            correlated_scalar(model, code, correlation.second, correlation.pos, diagnostics);
        if (first < 0 || second < 0) continue;
        const Eigen::Index row = place_of(first);
        const Eigen::Index column = place_of(second);
        if (members[static_cast<std::size_t>(row)].parameter !=
            members[static_cast<std::size_t>(column)].parameter) {
            diagnostics.add(Message::correlation_mixed, correlation.pos,
                            {correlation.first, correlation.second});
            continue;
        }
        pairs.push_back({row, column, correlation.value});
    }
    const auto size = static_cast<Eigen::Index>(members.size());
    Eigen::MatrixXd matrix = Eigen::MatrixXd::Identity(size, size);
    for (const Pair& pair : pairs)
        matrix(pair.first, pair.second) = matrix(pair.second, pair.first) = pair.value;
    Eigen::MatrixXd factor;
    if (!cholesky(matrix, factor)) {
        // Rounded down, so that the named factor itself works.
        const double factor_down = std::floor(largest_factor(matrix) * 1000) / 1000;
        diagnostics.add(Message::correlation_not_definite, model.correlations.front().pos,
                        {shortest(factor_down)});
        return;
    }
    for (Eigen::Index row = 0; row < size; ++row) {
        CorrelatedRow result;
        for (Eigen::Index column = 0; column <= row; ++column) {
            if (factor(row, column) == 0) continue;
            result.coefficients.push_back(factor(row, column));
            result.scalars.push_back(members[static_cast<std::size_t>(column)].scalar);
        }
        // A row with nothing but its own 1 is its own score, which keeps the first name's luck as
        // it was.
        if (result.scalars.size() > 1)
            code.rows[static_cast<std::size_t>(members[static_cast<std::size_t>(row)].scalar)] =
                std::move(result);
    }
}

}  // namespace plancast::compiler
