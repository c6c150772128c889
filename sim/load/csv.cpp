// SPDX-License-Identifier: Apache-2.0
#include "sim/load/csv.h"

#include <algorithm>
#include <string_view>

#include "sim/base/text.h"

namespace plancast::loader {
namespace {

constexpr std::size_t kMostLineBytes = std::size_t{1} << 16;

bool is_space(char byte) {
    return byte == ' ' || byte == '\t';
}

/// Splits one line at its commas, after RFC 4180.
class LineReader {
public:
    LineReader(const Reading& reading, int line)
        : reading_(reading), line_(line), text_(reading.sources.line(reading.file, line)) {}

    std::optional<std::vector<Field>> read() {
        if (text_.size() > kMostLineBytes) {
            reading_.say(Message::line_too_long, {reading_.file, line_, 1, 1},
                         {std::to_string(kMostLineBytes)});
            return std::nullopt;
        }
        std::vector<Field> fields;
        if (text_.find_first_not_of(" \t") == std::string_view::npos) return fields;
        while (true) {
            while (at_ < text_.size() && is_space(text_[at_]))
                ++at_;
            const bool quoted = at_ < text_.size() && text_[at_] == '"';
            std::optional<Field> field = quoted ? quoted_field() : plain_field();
            if (!field) return std::nullopt;
            fields.push_back(std::move(*field));
            if (at_ >= text_.size()) return fields;
            ++at_;  // the comma
        }
    }

private:
    SourcePos place(std::size_t begin, std::size_t end) {
        column_ += count_code_points(text_.substr(counted_, begin - counted_));
        counted_ = begin;
        const int width = count_code_points(text_.substr(begin, end - begin));
        return {reading_.file, line_, column_, std::max(1, width)};
    }

    std::optional<Field> plain_field() {
        const std::size_t begin = at_;
        at_ = std::min(text_.find(',', at_), text_.size());
        std::size_t end = at_;
        while (end > begin && is_space(text_[end - 1]))
            --end;
        const std::string_view text = text_.substr(begin, end - begin);
        if (const std::size_t quote = text.find('"'); quote != std::string_view::npos) {
            reading_.say(Message::csv_quote_inside, place(begin + quote, begin + quote + 1));
            return std::nullopt;
        }
        return Field{std::string(text), place(begin, end)};
    }

    /// Two quotes inside stand for one.
    std::optional<Field> quoted_field() {
        const std::size_t begin = at_++;
        std::string text;
        for (; at_ < text_.size(); ++at_) {
            if (text_[at_] != '"') {
                text += text_[at_];
            } else if (text_.substr(at_ + 1).starts_with('"')) {
                text += '"';
                ++at_;
            } else {
                return closed_field(begin, text);
            }
        }
        reading_.say(Message::csv_open_quote, place(begin, begin + 1));
        return std::nullopt;
    }

    std::optional<Field> closed_field(std::size_t begin, const std::string& text) {
        const std::size_t end = ++at_;
        while (at_ < text_.size() && is_space(text_[at_]))
            ++at_;
        const SourcePos pos = place(begin, end);
        if (at_ == text_.size() || text_[at_] == ',') return Field{text, pos};
        reading_.say(Message::csv_quote_inside, place(end - 1, end));
        return std::nullopt;
    }

    const Reading& reading_;
    int line_;
    std::string_view text_;
    std::size_t at_ = 0;
    std::size_t counted_ = 0;  // bytes before the column last asked for
    int column_ = 1;
};

}  // namespace

std::optional<std::vector<Field>> read_record(const Reading& reading, int line) {
    return LineReader(reading, line).read();
}

int count_lines(const std::string& text) {
    return static_cast<int>(std::count(text.begin(), text.end(), '\n')) + 1;
}

}  // namespace plancast::loader
