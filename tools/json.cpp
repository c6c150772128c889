// SPDX-License-Identifier: Apache-2.0
#include "tools/json.h"

#include <fmt/format.h>

#include <cmath>

#include "sim/base/require.h"
#include "sim/base/text.h"

namespace plancast::tools {
namespace {

std::string quoted(std::string_view text) {
    std::string out = "\"";
    for (std::size_t at = 0, length = 1; at < text.size(); at += length) {
        const char32_t code_point = decode_utf8(text, at, length);
        const std::string_view character = text.substr(at, length);
        if (character == "\"" || character == "\\")
            out += "\\" + std::string(character);
        else if (code_point == 0xFFFD)
            out += "\xEF\xBF\xBD";
        else if (code_point < 0x20 || (code_point >= 0x7F && code_point < 0xA0) ||
                 (code_point >= 0x2028 && code_point <= 0x202E))
            out += fmt::format("\\u{:04x}", static_cast<std::uint32_t>(code_point));
        else
            out += character;
    }
    return out + "\"";
}

}  // namespace

void Json::before_value() {
    if (after_key_) {
        after_key_ = false;
        return;
    }
    if (open_.empty()) return;
    out_ += first_ ? "\n" : ",\n";
    out_.append(2 * open_.size(), ' ');
    first_ = false;
}

Json& Json::raw(std::string_view token) {
    before_value();
    out_ += token;
    return *this;
}

Json& Json::object() {
    raw("{");
    open_ += '}';
    first_ = true;
    return *this;
}

Json& Json::array() {
    raw("[");
    open_ += ']';
    first_ = true;
    return *this;
}

Json& Json::end() {
    PLANCAST_REQUIRE(!open_.empty() && !after_key_);
    const char bracket = open_.back();
    open_.pop_back();
    if (!first_) {
        out_ += '\n';
        out_.append(2 * open_.size(), ' ');
    }
    out_ += bracket;
    first_ = false;
    return *this;
}

Json& Json::key(std::string_view name) {
    raw(quoted(name));
    out_ += ": ";
    after_key_ = true;
    return *this;
}

Json& Json::text(std::string_view value) {
    return raw(quoted(value));
}

Json& Json::number(double value) {
    return std::isfinite(value) ? raw(shortest(value)) : null();
}

Json& Json::number(float value) {
    return std::isfinite(value) ? raw(fmt::format("{}", value)) : null();
}

Json& Json::integer(std::int64_t value) {
    return raw(std::to_string(value));
}

Json& Json::integer(std::uint64_t value) {
    return raw(std::to_string(value));
}

Json& Json::truth(bool value) {
    return raw(value ? "true" : "false");
}

Json& Json::null() {
    return raw("null");
}

Json& Json::both(const LocalText& value) {
    return object().key("zh").text(value.zh).key("en").text(value.en).end();
}

std::string Json::take() {
    PLANCAST_REQUIRE(open_.empty());
    return std::move(out_) + "\n";
}

}  // namespace plancast::tools
