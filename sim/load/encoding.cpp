// SPDX-License-Identifier: Apache-2.0
#include "sim/load/encoding.h"

#include <iconv.h>

#include <algorithm>
#include <array>

#include "sim/base/messages.h"
#include "sim/base/text.h"

namespace plancast::loader {
namespace {

// Enough of a file to tell text in UTF-16, where every second byte of ASCII is zero, from a stray
// NUL.
constexpr std::size_t kSample = 512;

bool looks_like_utf16(std::string_view text) {
    if (text.starts_with("\xFF\xFE") || text.starts_with("\xFE\xFF")) return true;
    const std::string_view sample = text.substr(0, kSample);
    const auto zeros = std::count(sample.begin(), sample.end(), '\0');
    return sample.size() >= 4 && 4 * static_cast<std::size_t>(zeros) >= sample.size();
}

/// Closes an iconv descriptor.
class Converter {
public:
    Converter() : handle_(iconv_open("UTF-8", "GB18030")) {}
    ~Converter() {
        if (is_open()) iconv_close(handle_);
    }
    Converter(const Converter&) = delete;
    Converter& operator=(const Converter&) = delete;

    // iconv_open says (iconv_t)-1, that is an all-ones pointer.
    bool is_open() const { return handle_ != reinterpret_cast<iconv_t>(-1); }
    iconv_t handle() const { return handle_; }

private:
    iconv_t handle_;
};

SourcePos position_of(std::string_view text, std::size_t offset, int file) {
    const std::string_view before = text.substr(0, offset);
    const auto line = 1 + static_cast<int>(std::count(before.begin(), before.end(), '\n'));
    std::string_view on_line = before.substr(before.rfind('\n') + 1);
    if (line == 1 && on_line.starts_with("\xEF\xBB\xBF")) on_line.remove_prefix(3);
    return {file, line, 1 + count_code_points(on_line), 1};
}

}  // namespace

Encoding likely_encoding(std::string_view text) {
    if (looks_like_utf16(text)) return Encoding::utf16;
    if (find_invalid_utf8(text) == std::string_view::npos) return Encoding::utf8;
    return from_gb18030(text) ? Encoding::gb18030 : Encoding::unknown;
}

std::optional<std::string> from_gb18030(std::string_view text) {
    const Converter converter;
    if (!converter.is_open()) return std::nullopt;
    std::string copy(text), converted;
    char* from = copy.data();
    std::size_t left = copy.size();
    std::array<char, 4096> buffer{};
    while (left > 0) {
        const std::size_t left_before = left;
        char* to = buffer.data();
        std::size_t room = buffer.size();
        iconv(converter.handle(), &from, &left, &to, &room);
        converted.append(buffer.data(), to);
        // No progress: a broken or cut-off character.
        if (left == left_before) return std::nullopt;
    }
    return converted;
}

bool check_encoding(const SourceSet& sources, int file, Diagnostics& diagnostics) {
    const std::string& text = sources.text(file);
    if (looks_like_utf16(text)) {
        diagnostics.add(Message::file_utf16, {file, 1, 1, 1});
        return false;
    }
    if (const std::size_t nul = text.find('\0'); nul != std::string::npos) {
        diagnostics.add(Message::file_has_nul, position_of(text, nul, file));
        return false;
    }
    const std::size_t broken = find_invalid_utf8(text);
    if (broken == std::string::npos) return true;
    const bool gb = from_gb18030(text).has_value();
    diagnostics.add(gb ? Message::file_gb18030 : Message::file_not_utf8,
                    position_of(text, broken, file));
    return false;
}

}  // namespace plancast::loader
