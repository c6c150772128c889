// SPDX-License-Identifier: Apache-2.0
#include "sim/load/toml_tree.h"

#include <toml++/toml.h>

#include <algorithm>
#include <string>

#include "sim/base/text.h"
#include "sim/load/encoding.h"
#include "sim/load/toml_mistake.h"
#include "sim/load/toml_scan.h"

namespace plancast::loader {
namespace {

std::string iso_date(const toml::date& date) {
    const auto padded = [](int number, std::size_t width) {
        const std::string digits = std::to_string(number);
        return std::string(width - std::min(width, digits.size()), '0') + digits;
    };
    return padded(date.year, 4) + "-" + padded(date.month, 2) + "-" + padded(date.day, 2);
}

/// Turns toml++'s tree into ours, in the order of the file.
class Converter {
public:
    Converter(const SourceSet& sources, int file) : sources_(sources), file_(file) {}

    Node convert(const toml::node& from) {
        Node node;
        node.pos = place(from.source());
        switch (from.type()) {
            case toml::node_type::table:
                node.type = NodeType::table;
                add_members(*from.as_table(), node);
                break;
            case toml::node_type::array:
                node.type = NodeType::list;
                for (const toml::node& item : *from.as_array())
                    node.items.push_back(convert(item));
                break;
            case toml::node_type::string:
                node.type = NodeType::text;
                node.text = from.as_string()->get();
                node.plain = is_plain(from.source());
                break;
            case toml::node_type::integer:
                node.type = NodeType::whole;
                node.whole = from.as_integer()->get();
                node.real = static_cast<double>(node.whole);
                break;
            case toml::node_type::floating_point:
                node.type = NodeType::real;
                node.real = from.as_floating_point()->get();
                break;
            case toml::node_type::boolean:
                node.type = NodeType::truth;
                node.truth = from.as_boolean()->get();
                break;
            case toml::node_type::date:
                node.type = NodeType::date;
                node.text = iso_date(from.as_date()->get());
                break;
            default:
                node.type = NodeType::time;
                break;
        }
        return node;
    }

private:
    SourcePos place(const toml::source_region& region) const {
        const auto line = static_cast<int>(region.begin.line);
        const auto column = static_cast<int>(region.begin.column);
        // The end is one past the last character; what goes on over lines is marked at its start.
        const int width =
            region.end.line == region.begin.line ? static_cast<int>(region.end.column) - column : 1;
        return {file_, line, column, std::max(1, width)};
    }

    void add_members(const toml::table& from, Node& node) {
        for (const auto& [key, value] : from)
            node.members.push_back({std::string(key.str()), place(key.source()), convert(value)});
        const auto earlier = [](const Member& left, const Member& right) {
            return std::pair(left.pos.line, left.pos.column) <
                   std::pair(right.pos.line, right.pos.column);
        };
        std::sort(node.members.begin(), node.members.end(), earlier);
    }

    /// True where the characters between the quotes are those of the text, one for one.
    bool is_plain(const toml::source_region& region) {
        if (region.end.line != region.begin.line) return false;
        const std::string_view line = line_of(static_cast<int>(region.begin.line));
        const std::size_t begin = byte_of(region.begin.column);
        const std::size_t end = byte_of(region.end.column);
        const std::string_view written = line.substr(begin, end - begin);
        const bool one_quote = !written.starts_with("\"\"\"") && !written.starts_with("'''");
        const bool escapes =
            written.starts_with('"') && written.find('\\') != std::string_view::npos;
        return one_quote && !escapes;
    }

    std::string_view line_of(int line) {
        if (line == line_) return text_;
        line_ = line;
        text_ = sources_.line(file_, line);
        bytes_.clear();
        for (std::size_t at = 0, length = 1; at < text_.size(); at += length) {
            bytes_.push_back(at);
            decode_utf8(text_, at, length);
        }
        return text_;
    }

    /// Byte of a column of the line last asked for.
    std::size_t byte_of(std::uint32_t column) const {
        return column <= bytes_.size() ? bytes_[column - 1] : text_.size();
    }

    const SourceSet& sources_;
    int file_;
    int line_ = 0;
    std::string_view text_;
    std::vector<std::size_t> bytes_;
};

}  // namespace

std::optional<Node> read_toml(const SourceSet& sources, int file, Diagnostics& diagnostics) {
    if (!check_encoding(sources, file, diagnostics) || !scan_toml(sources, file, diagnostics))
        return std::nullopt;
    try {
        const toml::table root = toml::parse(std::string_view(sources.text(file)));
        return Converter(sources, file).convert(root);
    } catch (const toml::parse_error& error) {
        const toml::source_position& begin = error.source().begin;
        const SourcePos pos = {file, static_cast<int>(begin.line), static_cast<int>(begin.column),
                               1};
        explain_toml_error(sources, pos, error.description(), diagnostics);
        return std::nullopt;
    }
}

}  // namespace plancast::loader
