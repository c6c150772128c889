// SPDX-License-Identifier: Apache-2.0
// Formula text to tokens, with the place of each in the file it was written in.
#pragma once

#include <string>
#include <vector>

#include "plancast/diagnostics.h"
#include "plancast/model.h"

namespace plancast::compiler {

enum class TokenKind {
    number,  ///< 0.05, 1e-3
    unit,    ///< the text of [1/yr] right after a number
    name,    ///< also and, or, not, in, if
    plus,
    minus,
    star,
    slash,
    hat,
    left_paren,
    right_paren,
    left_bracket,
    right_bracket,
    comma,
    colon,
    assign,  ///< = of a keyword argument
    less,
    less_equal,
    greater,
    greater_equal,
    equal,
    not_equal,
    end,
};

struct Token {
    TokenKind kind = TokenKind::end;
    std::string text;
    double number = 0;
    SourcePos pos;
    std::size_t begin = 0;  ///< byte offset in the formula
};

/// The tokens of a formula, closed by one of kind end. Nothing after a mistake: one message, empty
/// result.
std::vector<Token> tokenize(const Formula& formula, Diagnostics& diagnostics);

}  // namespace plancast::compiler
