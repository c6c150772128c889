// SPDX-License-Identifier: Apache-2.0
// A Pratt parser (Pratt 1973): each operator has a binding power, and a loop climbs.
#include "sim/compile/parser.h"

#include <array>

#include "sim/base/messages.h"
#include "sim/compile/lexer.h"

namespace plancast::compiler {
namespace {

// Deeper nesting than any planner writes; it bounds the recursion of every later pass.
constexpr int kMaxDepth = 100;

struct Infix {
    TokenKind token;
    Operator op;
    int power;
    bool right;  // binds to the right
};

constexpr std::array kInfix = {
    Infix{TokenKind::less, Operator::less, 40, false},
    Infix{TokenKind::less_equal, Operator::less_equal, 40, false},
    Infix{TokenKind::greater, Operator::greater, 40, false},
    Infix{TokenKind::greater_equal, Operator::greater_equal, 40, false},
    Infix{TokenKind::equal, Operator::equal, 40, false},
    Infix{TokenKind::not_equal, Operator::not_equal, 40, false},
    Infix{TokenKind::plus, Operator::add, 50, false},
    Infix{TokenKind::minus, Operator::subtract, 50, false},
    Infix{TokenKind::star, Operator::multiply, 60, false},
    Infix{TokenKind::slash, Operator::divide, 60, false},
    Infix{TokenKind::hat, Operator::power, 80, true},
};
constexpr int kOrPower = 10, kAndPower = 20, kNotPower = 30, kComparePower = 40, kUnaryPower = 70;

/// Thrown inside the parser only, after the one message about this formula was added.
struct SyntaxError {};

class Parser {
public:
    Parser(std::vector<Token> tokens, Diagnostics& diagnostics)
        : tokens_(std::move(tokens)), diagnostics_(diagnostics) {}

    Node run() {
        Node node = expression(0);
        if (peek().kind != TokenKind::end) fail_at(peek(), Message::formula_expected_operator);
        return node;
    }

private:
    const Token& peek(std::size_t ahead = 0) const {
        return tokens_[std::min(at_ + ahead, tokens_.size() - 1)];
    }
    Token take() { return tokens_[at_ < tokens_.size() - 1 ? at_++ : at_]; }
    bool is_word(const Token& token, std::string_view word) const {
        return token.kind == TokenKind::name && token.text == word;
    }

    [[noreturn]] void fail_at(const Token& token, Message message,
                              std::vector<std::string> args = {}) {
        if (args.empty()) args = {token.text};
        if (token.kind == TokenKind::end && message != Message::formula_unclosed)
            diagnostics_.add(Message::formula_ends_early, token.pos);
        else
            diagnostics_.add(message, token.pos, std::move(args));
        throw SyntaxError();
    }

    void close(const Token& open, TokenKind kind, const char* text) {
        if (peek().kind == TokenKind::end)
            fail_at(open, Message::formula_unclosed, {open.text, text});
        if (peek().kind != kind) fail_at(peek(), Message::formula_expected, {text, peek().text});
        take();
    }

    Node expression(int least_power) {
        if (++depth_ > kMaxDepth)
            fail_at(peek(), Message::formula_too_deep, {std::to_string(kMaxDepth)});
        Node left = prefix();
        while (climb(left, least_power)) {
        }
        --depth_;
        return left;
    }

    /// Extends `left` by one infix operator that binds at least as strongly as asked; false where
    /// none follows.
    bool climb(Node& left, int least_power) {
        const Token token = peek();
        if (is_word(token, "and") || is_word(token, "or")) {
            const bool conjunction = token.text == "and";
            const int power = conjunction ? kAndPower : kOrPower;
            if (power < least_power) return false;
            take();
            left = binary(conjunction ? Operator::logic_and : Operator::logic_or, token.pos,
                          std::move(left), expression(power + 1));
            return true;
        }
        for (const Infix& infix : kInfix) {
            if (infix.token != token.kind) continue;
            if (infix.power < least_power) return false;
            take();
            // The exponent of ^ may carry its own sign: 2^-1.
            Node right = expression(infix.right ? kUnaryPower : infix.power + 1);
            left = binary(infix.op, token.pos, std::move(left), std::move(right));
            if (infix.power == kComparePower) refuse_chain();
            return true;
        }
        return false;
    }

    void refuse_chain() {
        for (const Infix& infix : kInfix)
            if (infix.power == kComparePower && infix.token == peek().kind)
                fail_at(peek(), Message::formula_chained_comparison, {peek().text});
    }

    Node binary(Operator op, SourcePos pos, Node left, Node right) {
        Node node;
        node.kind = NodeKind::binary;
        node.op = op;
        node.pos = pos;
        node.args.push_back(std::move(left));
        node.args.push_back(std::move(right));
        return node;
    }

    Node unary(Operator op, const Token& token, int power) {
        Node node;
        node.kind = NodeKind::unary;
        node.op = op;
        node.pos = token.pos;
        node.args.push_back(expression(power));
        return node;
    }

    Node prefix() {
        const Token token = take();
        switch (token.kind) {
            case TokenKind::minus:
                return unary(Operator::negate, token, kUnaryPower);
            case TokenKind::plus:
                return expression(kUnaryPower);
            case TokenKind::number:
                return number(token);
            case TokenKind::left_paren: {
                Node inner = expression(0);
                close(token, TokenKind::right_paren, ")");
                return inner;
            }
            case TokenKind::name:
                if (token.text == "not") return unary(Operator::logic_not, token, kNotPower);
                if (token.text == "and" || token.text == "or" || token.text == "in") break;
                if (peek().kind == TokenKind::left_paren) return call(token);
                return read(token);
            default:
                break;
        }
        fail_at(token, Message::formula_expected_value);
    }

    Node number(const Token& token) {
        Node node;
        node.kind = NodeKind::number;
        node.pos = token.pos;
        node.number = token.number;
        if (peek().kind == TokenKind::unit) {
            node.unit_pos = peek().pos;
            node.unit_text = take().text;
        }
        return node;
    }

    Node call(const Token& name) {
        const Token open = take();
        if (peek().kind == TokenKind::name && is_word(peek(1), "in")) return aggregate(name, open);
        Node node;
        node.kind = NodeKind::call;
        node.pos = name.pos;
        node.name = name.text;
        node.begin = name.begin;
        while (peek().kind != TokenKind::right_paren) {
            std::string keyword;
            if (peek().kind == TokenKind::name && peek(1).kind == TokenKind::assign) {
                keyword = take().text;
                take();
            }
            node.keywords.push_back(keyword);
            node.args.push_back(expression(0));
            if (peek().kind != TokenKind::comma) break;
            take();
            if (peek().kind == TokenKind::right_paren)
                fail_at(peek(), Message::formula_expected_value);
        }
        node.end = peek().begin + 1;
        close(open, TokenKind::right_paren, ")");
        return node;
    }

    Node aggregate(const Token& name, const Token& open) {
        Node node;
        node.kind = NodeKind::aggregate;
        node.pos = name.pos;
        node.name = name.text;
        node.variable = take().text;
        take();
        if (peek().kind != TokenKind::name) fail_at(peek(), Message::formula_expected_set);
        node.set_pos = peek().pos;
        node.set = take().text;
        if (peek().kind != TokenKind::colon)
            fail_at(peek(), Message::formula_expected, {":", peek().text});
        take();
        node.args.push_back(expression(0));
        close(open, TokenKind::right_paren, ")");
        return node;
    }

    Node read(const Token& name) {
        Node node;
        node.kind = NodeKind::read;
        node.pos = name.pos;
        node.name = name.text;
        if (peek().kind != TokenKind::left_bracket) return node;
        const Token open = take();
        while (true) {
            index_item(node);
            if (peek().kind != TokenKind::comma) break;
            take();
        }
        close(open, TokenKind::right_bracket, "]");
        return node;
    }

    void index_item(Node& node) {
        const Token token = take();
        const bool time =
            token.kind == TokenKind::number || is_word(token, "t") || is_word(token, "t0");
        if (time) {
            if (node.time) fail_at(token, Message::formula_two_years);
            node.time = time_item(token);
            return;
        }
        if (token.kind != TokenKind::name) fail_at(token, Message::formula_expected_index);
        if (node.element) fail_at(token, Message::formula_two_elements);
        ElementRef element;
        element.pos = token.pos;
        element.name = token.text;
        if (peek().kind == TokenKind::left_paren) {
            const Token open = take();
            if (peek().kind != TokenKind::name) fail_at(peek(), Message::formula_expected_index);
            element.map = token.text;
            element.name = take().text;
            close(open, TokenKind::right_paren, ")");
        }
        node.element = element;
    }

    TimeRef time_item(const Token& token) {
        TimeRef time;
        time.pos = token.pos;
        if (token.kind == TokenKind::number) {
            // x[2020]: the checker compares the year with the baseline year.
            time.baseline = true;
            if (token.number > 9999) fail_at(token, Message::formula_expected_index);
            time.lag = static_cast<int>(token.number);
            if (static_cast<double>(time.lag) != token.number)
                fail_at(token, Message::formula_expected_index);
            return time;
        }
        if (token.text == "t0") {
            time.baseline = true;
            return time;
        }
        if (peek().kind == TokenKind::plus) fail_at(peek(), Message::formula_future_year);
        if (peek().kind != TokenKind::minus) return time;
        take();
        const Token lag = take();
        const bool whole = lag.kind == TokenKind::number && lag.number >= 1 && lag.number <= 1000 &&
                           lag.number == static_cast<int>(lag.number);
        if (!whole) fail_at(lag, Message::formula_bad_lag, {lag.text});
        time.lag = static_cast<int>(lag.number);
        return time;
    }

    std::vector<Token> tokens_;
    Diagnostics& diagnostics_;
    std::size_t at_ = 0;
    int depth_ = 0;
};

}  // namespace

std::optional<Node> parse(const Formula& formula, Diagnostics& diagnostics) {
    std::vector<Token> tokens = tokenize(formula, diagnostics);
    if (tokens.empty()) return std::nullopt;
    try {
        return Parser(std::move(tokens), diagnostics).run();
    } catch (const SyntaxError&) {
        return std::nullopt;
    }
}

}  // namespace plancast::compiler
