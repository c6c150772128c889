// SPDX-License-Identifier: Apache-2.0
#include "sim/compile/lexer.h"

#include <array>

#include "sim/base/full_width.h"
#include "sim/base/messages.h"
#include "sim/base/text.h"

namespace plancast::compiler {
namespace {

bool continues_name(char byte) {
    return is_letter(byte) || is_digit(byte) || byte == '_';
}

class Lexer {
public:
    Lexer(const Formula& formula, Diagnostics& diagnostics)
        : text_(formula.text), start_(formula.pos), diagnostics_(diagnostics) {}

    std::vector<Token> run() {
        while (skip_spaces(), at_ < text_.size()) {
            if (!next_token()) return {};
        }
        push(TokenKind::end, at_);
        return std::move(tokens_);
    }

private:
    /// The place of bytes [begin, end): formulas stand on one line, so only the column moves.
    SourcePos place(std::size_t begin, std::size_t end) const {
        SourcePos pos = start_;
        pos.column += count_code_points(text_.substr(0, begin));
        pos.width = std::max(1, count_code_points(text_.substr(begin, end - begin)));
        return pos;
    }

    void push(TokenKind kind, std::size_t begin) {
        tokens_.push_back(
            {kind, std::string(text_.substr(begin, at_ - begin)), 0, place(begin, at_), begin});
    }

    void skip_spaces() {
        while (at_ < text_.size() && (text_[at_] == ' ' || text_[at_] == '\t'))
            ++at_;
    }

    bool next_token() {
        const char byte = text_[at_];
        if (is_digit(byte) || (byte == '.' && at_ + 1 < text_.size() && is_digit(text_[at_ + 1])))
            return number();
        if (is_letter(byte)) {
            const std::size_t begin = at_;
            while (at_ < text_.size() && continues_name(text_[at_]))
                ++at_;
            push(TokenKind::name, begin);
            return true;
        }
        return symbol();
    }

    bool number() {
        const std::size_t begin = at_;
        const auto digits = [&] {
            while (at_ < text_.size() && is_digit(text_[at_]))
                ++at_;
        };
        digits();
        if (at_ < text_.size() && text_[at_] == '.') {
            ++at_;
            digits();
        }
        if (at_ < text_.size() && (text_[at_] == 'e' || text_[at_] == 'E')) {
            std::size_t exponent = at_ + 1;
            if (exponent < text_.size() && (text_[exponent] == '+' || text_[exponent] == '-'))
                ++exponent;
            if (exponent < text_.size() && is_digit(text_[exponent])) {
                at_ = exponent;
                digits();
            }
        }
        if (at_ < text_.size() && (continues_name(text_[at_]) || text_[at_] == '.')) {
            while (at_ < text_.size() && (continues_name(text_[at_]) || text_[at_] == '.'))
                ++at_;
            return fail(Message::formula_bad_number, begin, at_, {slice(begin)});
        }
        push(TokenKind::number, begin);
        std::string digits_text = tokens_.back().text;
        if (digits_text.front() == '.') digits_text.insert(0, "0");
        if (!parse_number(digits_text, tokens_.back().number))
            return fail(Message::formula_bad_number, begin, at_, {slice(begin)});
        return unit_after_number();
    }

    bool unit_after_number() {
        if (at_ >= text_.size() || text_[at_] != '[') return true;
        const std::size_t begin = at_;
        const std::size_t close = text_.find(']', at_);
        if (close == std::string_view::npos)
            return fail(Message::formula_unclosed, begin, begin + 1, {"[", "]"});
        at_ = close + 1;
        push(TokenKind::unit, begin);
        tokens_.back().text = std::string(text_.substr(begin + 1, close - begin - 1));
        return true;
    }

    bool symbol() {
        struct Symbol {
            std::string_view text;
            TokenKind kind;
        };
        static constexpr std::array kSymbols = {
            Symbol{"<=", TokenKind::less_equal},  Symbol{">=", TokenKind::greater_equal},
            Symbol{"==", TokenKind::equal},       Symbol{"!=", TokenKind::not_equal},
            Symbol{"<", TokenKind::less},         Symbol{">", TokenKind::greater},
            Symbol{"=", TokenKind::assign},       Symbol{"+", TokenKind::plus},
            Symbol{"-", TokenKind::minus},        Symbol{"*", TokenKind::star},
            Symbol{"/", TokenKind::slash},        Symbol{"^", TokenKind::hat},
            Symbol{"(", TokenKind::left_paren},   Symbol{")", TokenKind::right_paren},
            Symbol{"[", TokenKind::left_bracket}, Symbol{"]", TokenKind::right_bracket},
            Symbol{",", TokenKind::comma},        Symbol{":", TokenKind::colon},
        };
        for (const Symbol& symbol : kSymbols) {
            if (!text_.substr(at_).starts_with(symbol.text)) continue;
            const std::size_t begin = at_;
            at_ += symbol.text.size();
            push(symbol.kind, begin);
            return true;
        }
        return unknown_character();
    }

    bool unknown_character() {
        std::size_t length = 1;
        const std::string meant = ascii_of(decode_utf8(text_, at_, length));
        const std::string typed(text_.substr(at_, length));
        if (typed == "%" || meant == "%")
            return fail(Message::formula_percent_sign, at_, at_ + length, {typed});
        if (!meant.empty())
            return fail(Message::formula_not_ascii, at_, at_ + length, {typed, meant});
        if (text_.substr(at_).starts_with("&&") || text_.substr(at_).starts_with("||"))
            return fail(Message::formula_word_operator, at_, at_ + 2,
                        {std::string(text_.substr(at_, 2)), typed == "&" ? "and" : "or"});
        return fail(Message::formula_unknown_character, at_, at_ + length, {typed});
    }

    std::string slice(std::size_t begin) const {
        return std::string(text_.substr(begin, at_ - begin));
    }

    bool fail(Message message, std::size_t begin, std::size_t end, std::vector<std::string> args) {
        diagnostics_.add(message, place(begin, end), std::move(args));
        return false;
    }

    std::string_view text_;
    SourcePos start_;
    Diagnostics& diagnostics_;
    std::size_t at_ = 0;
    std::vector<Token> tokens_;
};

}  // namespace

std::vector<Token> tokenize(const Formula& formula, Diagnostics& diagnostics) {
    return Lexer(formula, diagnostics).run();
}

}  // namespace plancast::compiler
