// SPDX-License-Identifier: Apache-2.0
#include "sim/base/full_width.h"

#include <array>

#include "sim/base/text.h"

namespace plancast {

std::string ascii_of(char32_t typed) {
    struct Pair {
        char32_t typed;
        std::string_view meant;
    };
    static constexpr std::array kPairs = {
        Pair{U'　', " "}, Pair{U'\u00A0', " "}, Pair{U'。', "."}, Pair{U'、', ","},
        Pair{U'【', "["}, Pair{U'】', "]"},     Pair{U'–', "-"},  Pair{U'—', "-"},
        Pair{U'−', "-"},  Pair{U'≤', "<="},     Pair{U'≥', ">="}, Pair{U'≠', "!="},
        Pair{U'×', "*"},  Pair{U'·', "*"},      Pair{U'÷', "/"},
    };
    constexpr char32_t kFirstFullWidth = U'！', kLastFullWidth = U'～';
    if (typed >= kFirstFullWidth && typed <= kLastFullWidth)
        return std::string(1, static_cast<char>(typed - kFirstFullWidth + '!'));
    for (const Pair& pair : kPairs)
        if (pair.typed == typed) return std::string(pair.meant);
    return "";
}

bool is_chinese_quote(char32_t typed) {
    static constexpr std::u32string_view kQuotes = U"“”‘’„«»「」『』＂＇";
    return kQuotes.find(typed) != std::u32string_view::npos;
}

std::string half_width(std::string_view text) {
    std::string out;
    for (std::size_t at = 0, length = 1; at < text.size(); at += length) {
        const std::string meant = ascii_of(decode_utf8(text, at, length));
        out += meant.empty() ? std::string(text.substr(at, length)) : meant;
    }
    return out;
}

}  // namespace plancast
