// SPDX-License-Identifier: Apache-2.0
#include "sim/load/settings.h"

#include <algorithm>

#include "sim/base/text.h"
#include "sim/load/names.h"

namespace plancast::loader {
namespace {

/// A part of a line without the spaces around it, and its column.
struct Part {
    std::string text;
    SourcePos pos;
};

Part part_of(std::string_view line, std::size_t begin, std::size_t end, SourcePos pos) {
    while (begin < end && line[begin] == ' ')
        ++begin;
    while (end > begin && line[end - 1] == ' ')
        --end;
    pos.column = 1 + count_code_points(line.substr(0, begin));
    pos.width = std::max(1, count_code_points(line.substr(begin, end - begin)));
    return {std::string(line.substr(begin, end - begin)), pos};
}

void read_setting(const Reading& reading, std::string_view line, SourcePos pos,
                  std::vector<Change>& settings) {
    const std::size_t equals = std::min(line.find('='), line.size());
    const Part named = part_of(line, 0, equals, pos);
    const Part value = part_of(line, std::min(equals + 1, line.size()), line.size(), pos);
    if (!is_reference(named.text) || value.text.empty())
        return reading.say(Message::setting_syntax, named.pos, {std::string(line)});
    const std::size_t bracket = named.text.find('[');
    Change change;
    change.pos = change.name_pos = change.verb_pos = change.only_pos = named.pos;
    change.kind = ChangeKind::lever;
    change.verb = Verb::set;
    change.name = named.text.substr(0, bracket);
    if (bracket != std::string::npos)
        change.only = {named.text.substr(bracket + 1, named.text.size() - bracket - 2)};
    change.values.pos = value.pos;
    change.values.otherwise = Formulas{Formula{value.text, value.pos}, {}, value.pos};
    settings.push_back(std::move(change));
}

}  // namespace

std::vector<Change> read_settings(const Reading& reading) {
    const std::string& text = reading.sources.text(reading.file);
    const auto lines = static_cast<int>(std::count(text.begin(), text.end(), '\n')) + 1;
    std::vector<Change> settings;
    for (int line = 1; line <= lines; ++line) {
        const std::string_view setting = reading.sources.line(reading.file, line);
        if (!setting.empty()) read_setting(reading, setting, {reading.file, line, 1, 1}, settings);
    }
    return settings;
}

}  // namespace plancast::loader
