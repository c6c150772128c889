// SPDX-License-Identifier: Apache-2.0
// The shapes of values that are no tables of keys.
#include <algorithm>
#include <cmath>
#include <vector>

#include "sim/base/text.h"
#include "sim/load/names.h"
#include "sim/load/shape.h"
#include "sim/load/years.h"

namespace plancast::loader {
namespace {

bool is_blank(const std::string& text) {
    return text.find_first_not_of(" \t\r\n") == std::string::npos;
}

bool is_finite(const Node& value) {
    return value.is(NodeType::whole) || std::isfinite(value.real);
}

/// Checks one value; every mistake names the key it was given to.
class ValueChecker {
public:
    ValueChecker(const Reading& reading, const Key& key) : reading_(reading), key_(key) {}

    void check(const Node& value) {
        switch (key_.shape) {
            case Shape::text:
                return text(value);
            case Shape::local_text:
                return local_text(value);
            case Shape::word:
                return word(value);
            case Shape::whole:
                return expect(value.is(NodeType::whole), Message::expected_whole, value);
            case Shape::year:
                return expect(is_year(value), Message::expected_year, value);
            case Shape::number:
                return number(value);
            case Shape::truth:
                return expect(value.is(NodeType::truth), Message::expected_truth, value);
            case Shape::date:
                return date(value);
            case Shape::texts:
            case Shape::wanted:
            case Shape::numbers:
                return list(value);
            case Shape::bounds:
                return bounds(value);
            case Shape::formula:
                return formula(value);
            case Shape::formulas:
                return formulas(value);
            case Shape::year_map:
                return by_year(value, "else");
            case Shape::priors:
                return by_year(value, "");
            case Shape::shares:
                return shares(value);
            case Shape::years:
                return years(value);
            case Shape::seed:
                return seed(value);
            case Shape::structures:
                return structures(value);
            case Shape::texts_by_name:
            case Shape::lists_by_name:
            case Shape::numbers_by_year:
                return map(value);
            default:
                return;  // tables are not for this file
        }
    }

private:
    void say(Message message, SourcePos pos) const {
        reading_.say(message, pos, {std::string(key_.name), std::string(key_.example)});
    }

    void expect(bool good, Message message, const Node& value) const {
        if (!good) say(message, value.pos);
    }

    static bool is_year(const Node& value) {
        return value.is(NodeType::whole) && value.whole >= 1 && value.whole <= kLastYear;
    }

    void text(const Node& value) const {
        if (!value.is(NodeType::text))
            say(Message::expected_text, value.pos);
        else if (is_blank(value.text))
            say(Message::empty_text, value.pos);
    }

    void local_text(const Node& value) const {
        if (value.is(NodeType::text)) return text(value);
        if (!value.is(NodeType::table) || value.members.empty())
            return say(Message::expected_local_text, value.pos);
        for (const Member& member : value.members)
            if (member.key != "zh" && member.key != "en")
                reading_.say(Message::unknown_key, member.pos, {member.key, "zh, en"});
            else
                text(member.value);
    }

    void word(const Node& value) const {
        std::vector<std::string> words;
        std::string listed;
        for (const std::string_view known : key_.words) {
            words.emplace_back(known);
            listed += (listed.empty() ? "" : ", ") + words.back();
        }
        const bool known = value.is(NodeType::text) &&
                           std::find(words.begin(), words.end(), value.text) != words.end();
        if (known) return;
        const std::string near = suggest(reading_.diagnostics, value.text, words);
        reading_.say(Message::expected_word, value.pos, {std::string(key_.name), listed, near});
    }

    void number(const Node& value) const {
        if (!value.is_number())
            say(Message::expected_number, value.pos);
        else if (!is_finite(value))
            say(Message::not_finite, value.pos);
    }

    void date(const Node& value) const {
        const bool good =
            value.is(NodeType::date) || (value.is(NodeType::text) && is_iso_date(value.text, true));
        expect(good, Message::expected_date, value);
    }

    void list(const Node& value) const {
        const bool of_texts = key_.shape != Shape::numbers;
        const bool empty = value.items.empty() && key_.shape != Shape::wanted;
        if (!value.is(NodeType::list) || empty)
            return say(of_texts ? Message::expected_texts : Message::expected_numbers, value.pos);
        for (const Node& item : value.items)
            of_texts ? text(item) : number(item);
    }

    void bounds(const Node& value) const {
        if (!value.is(NodeType::list) || value.items.size() != 2)
            return say(Message::expected_bounds, value.pos);
        for (const Node& item : value.items)
            if (item.is(NodeType::real) && std::isnan(item.real))
                say(Message::not_finite, item.pos);
            else if (!item.is(NodeType::real))
                formula(item);
    }

    void formula(const Node& value) const {
        if (value.is_number()) return number(value);
        if (!value.is(NodeType::text)) return say(Message::expected_formula, value.pos);
        if (is_blank(value.text)) return say(Message::empty_text, value.pos);
        if (!value.plain) say(Message::formula_not_plain, value.pos);
    }

    void formulas(const Node& value) const {
        if (value.is(NodeType::list) && !value.items.empty()) {
            for (const Node& item : value.items)
                formula(item);
        } else if (value.is(NodeType::table) && !value.members.empty()) {
            for (const Member& member : value.members)
                named(member);
        } else if (value.is(NodeType::list) || value.is(NodeType::table)) {
            say(Message::expected_formulas, value.pos);
        } else {
            formula(value);
        }
    }

    void named(const Member& member) const {
        if (check_name(reading_, member.key, member.pos)) formula(member.value);
    }

    /// Years or vintages; `otherwise` is the word for all other years, "" where there is none.
    void by_year(const Node& value, std::string_view otherwise) const {
        const bool years =
            value.is(NodeType::table) &&
            std::any_of(value.members.begin(), value.members.end(),
                        [](const Member& member) { return is_year_key(member.key); });
        if (!years) return formulas(value);
        std::vector<std::pair<YearSpan, std::string>> seen;
        for (const Member& member : value.members) {
            if (!otherwise.empty() && member.key == otherwise) {
                formulas(member.value);
                continue;
            }
            const std::optional<YearSpan> span = parse_years(member.key);
            const bool vintage = otherwise.empty();
            if (!span || (vintage && span->first != span->last)) {
                reading_.say(vintage ? Message::vintage_key : Message::year_map_key, member.pos,
                             {member.key});
                continue;
            }
            check_span(*span, member, seen);
            formulas(member.value);
        }
    }

    void check_span(const YearSpan& span, const Member& member,
                    std::vector<std::pair<YearSpan, std::string>>& seen) const {
        if (span.last < span.first)
            return reading_.say(Message::years_reversed, member.pos, {member.key});
        for (const auto& [other, key] : seen)
            if (span.first <= other.last && other.first <= span.last) {
                const std::string year = std::to_string(std::max(span.first, other.first));
                return reading_.say(Message::years_overlap, member.pos, {member.key, key, year});
            }
        seen.emplace_back(span, member.key);
    }

    void shares(const Node& value) const {
        if (!value.is(NodeType::table) || value.members.size() < 2)
            return say(Message::expected_shares, value.pos);
        for (const Member& member : value.members)
            named(member);
    }

    void years(const Node& value) const {
        const std::optional<YearSpan> span =
            value.is(NodeType::text) ? parse_years(value.text) : std::nullopt;
        expect(is_year(value) || (span && span->first <= span->last), Message::expected_years,
               value);
    }

    void seed(const Node& value) const {
        const bool digits = value.is(NodeType::text) && !value.text.empty() &&
                            std::all_of(value.text.begin(), value.text.end(), is_digit);
        // The digits of 2^64 - 1; texts of one length compare as their numbers do.
        constexpr std::string_view kMost = "18446744073709551615";
        const bool fits = value.text.size() < kMost.size() ||
                          (value.text.size() == kMost.size() && value.text <= kMost);
        const bool good = (value.is(NodeType::whole) && value.whole >= 0) || (digits && fits);
        expect(good, Message::expected_seed, value);
    }

    void structures(const Node& value) const {
        if (value.is(NodeType::text) && value.text == "model") return;
        if (!value.is(NodeType::table) || value.members.empty())
            return say(Message::expected_structures, value.pos);
        double sum = 0;
        for (const Member& member : value.members) {
            number(member.value);
            if (member.value.is_number() && member.value.real < 0)
                return reading_.say(Message::weight_negative, member.value.pos, {member.key});
            sum += member.value.is_number() ? member.value.real : 1;
        }
        expect(sum > 0, Message::expected_structures, value);
    }

    void map(const Node& value) const {
        if (!value.is(NodeType::table))
            return reading_.say(Message::expected_table, value.pos,
                                {std::string(key_.name), std::string(key_.example)});
        for (const Member& member : value.members) {
            if (key_.shape == Shape::texts_by_name) {
                const Key entry = {member.key, Shape::text, false, "\"...\"", "", ""};
                if (check_name(reading_, member.key, member.pos))
                    ValueChecker(reading_, entry).text(member.value);
            } else if (key_.shape == Shape::numbers_by_year) {
                const std::optional<YearSpan> years = parse_years(member.key);
                if (!years || years->first != years->last)
                    reading_.say(Message::expected_year_key, member.pos, {member.key});
                number(member.value);
            } else if (!member.value.is(NodeType::list) || member.value.items.empty()) {
                say(Message::expected_texts, member.value.pos);
            } else {
                for (const Node& item : member.value.items)
                    text(item);
            }
        }
    }

    const Reading& reading_;
    const Key& key_;
};

}  // namespace

void check_value(const Reading& reading, const Key& key, const Node& value) {
    ValueChecker(reading, key).check(value);
}

}  // namespace plancast::loader
