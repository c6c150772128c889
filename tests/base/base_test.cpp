// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <set>
#include <string>

#include "plancast/diagnostics.h"
#include "plancast/plan.h"
#include "plancast/scenario.h"
#include "plancast/units.h"
#include "sim/base/full_width.h"
#include "sim/base/hash.h"
#include "sim/base/messages.h"
#include "sim/base/require.h"
#include "sim/base/text.h"

namespace plancast {
namespace {

TEST(Text, CountsCodePointsAndColumns) {
    EXPECT_EQ(count_code_points("年均10%"), 5);
    EXPECT_EQ(display_width("年均10%"), 7);
    EXPECT_EQ(pad("家", 4), "家  ");
    EXPECT_EQ(pad("7", 3, true), "  7");
}

TEST(Words, StandInTheOrderOfTheEnumerators) {
    EXPECT_EQ(to_string(TargetKind::cumulative_since_baseline), "cumulative_since_baseline");
    EXPECT_EQ(to_string(TargetKind::done_by), "done_by");
    EXPECT_EQ(to_string(TargetKind::all_units), "all_units");
    EXPECT_EQ(to_string(GrowthAverage::every_year), "every_year");
    EXPECT_EQ(to_string(Tier::milestone), "milestone");
    EXPECT_EQ(to_string(Tier::constraint), "constraint");
    EXPECT_EQ(to_string(Modality::strive_for), "strive_for");
    EXPECT_EQ(to_string(Modality::about), "about");
    EXPECT_EQ(to_string(Direction::at_most), "at_most");
    EXPECT_EQ(to_string(JudgedOn::reported), "reported");
    EXPECT_EQ(to_string(SamplerKind::lhs), "lhs");
    EXPECT_EQ(to_string(SamplerKind::sobol), "sobol");
    EXPECT_EQ(to_string(Verb::shift), "shift");
    EXPECT_EQ(to_string(Verb::prior), "prior");
}

TEST(FullWidth, IsReadAsWhatIsMeant) {
    EXPECT_EQ(ascii_of(U'，'), ",");
    EXPECT_EQ(ascii_of(U'％'), "%");
    EXPECT_EQ(ascii_of(U'≤'), "<=");
    EXPECT_EQ(ascii_of(U'×'), "*");
    EXPECT_EQ(ascii_of(U'　'), " ");
    EXPECT_EQ(ascii_of(U'人'), "");
    EXPECT_EQ(half_width("＜２．０ 人"), "<2.0 人");
}

TEST(Text, FindsTheFirstBrokenSequence) {
    EXPECT_EQ(find_invalid_utf8("承德 ok"), std::string_view::npos);
    EXPECT_EQ(find_invalid_utf8("ab\xB3\xD0"), 2u);
    EXPECT_EQ(find_invalid_utf8("a\xC0\xAF"), 1u) << "overlong";
    EXPECT_EQ(find_invalid_utf8("a\xED\xA0\x80"), 1u) << "surrogate";
    EXPECT_EQ(find_invalid_utf8("\xEF\xBF\xBD"), std::string_view::npos)
        << "U+FFFD itself is valid";
}

TEST(Text, SuggestsNearNamesOnly) {
    EXPECT_EQ(nearest_name("at_leest", {"at_least", "at_most"}), "at_least");
    EXPECT_EQ(nearest_name("xyz", {"at_least", "at_most"}), "");
    EXPECT_EQ(nearest_name("gv", {"gV", "om"}), "gV");
}

TEST(Text, ReadsNumbersInEveryLocaleAlike) {
    double value = 0;
    EXPECT_TRUE(parse_number("-1.5e3", value));
    EXPECT_EQ(value, -1500);
    EXPECT_FALSE(parse_number("1,5", value));
    EXPECT_FALSE(parse_number("", value));
    EXPECT_TRUE(parse_number(shortest(0.1), value));
    EXPECT_EQ(value, 0.1);
}

TEST(Hash, Sha256KnownAnswers) {
    EXPECT_EQ(sha256_hex(""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    EXPECT_EQ(sha256_hex("abc"),
              "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    EXPECT_EQ(sha256_hex("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"),
              "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
    EXPECT_EQ(sha256_hex(std::string(1000000, 'a')),
              "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

TEST(Hash, Xxh64KnownAnswers) {
    EXPECT_EQ(xxh64("", 0, 0), 0xEF46DB3751D8E999u);
    EXPECT_EQ(xxh64("a", 1, 0), 0xD24EC4F1A98C6E5Bu);
    EXPECT_EQ(xxh64("abc", 3, 0), 0x44BC2CF5AD770999u);
    const std::string text = "Nobody inspects the spammish repetition";
    EXPECT_EQ(xxh64(text.data(), text.size(), 0), 0xFBCEA83C8A378BF1u);
    EXPECT_NE(xxh64("abc", 3, 1), xxh64("abc", 3, 0));
}

TEST(Sizes, MultiplicationRefusesOverflow) {
    std::uint64_t product = 0;
    EXPECT_TRUE(multiply_sizes(1u << 31, 1u << 31, product));
    EXPECT_FALSE(multiply_sizes(1ull << 32, 1ull << 31, product)) << "2^63 passes the signed range";
    EXPECT_FALSE(multiply_sizes(1ull << 63, 2, product));
}

TEST(Units, ReadsAndWritesPlannersSymbols) {
    const Unit flow = *parse_unit("亿元/yr");
    EXPECT_EQ(flow.exponents, (std::map<std::string, int>{{"money", 1}, {"yr", -1}}));
    EXPECT_EQ(flow.scale, 1e8);
    EXPECT_EQ(to_string(flow), "亿元/yr");
    EXPECT_EQ(to_string(*parse_unit("件/万人")), "件/万人");
    EXPECT_EQ(to_string(*parse_unit("1/yr")), "1/yr");
    EXPECT_EQ(to_string(*parse_unit("yr^2")), "yr^2");
    EXPECT_EQ(to_string(divide(*parse_unit("亿元"), *parse_unit("元"))), "1e+08 1");
    EXPECT_TRUE(parse_unit("0/1")->dimensionless());
}

TEST(Units, NamesTheUnknownSymbol) {
    std::string unknown;
    EXPECT_FALSE(parse_unit("亿圆/yr", &unknown));
    EXPECT_EQ(unknown, "亿圆");
    EXPECT_FALSE(parse_unit("", &unknown));
    EXPECT_FALSE(parse_unit("yr^x", &unknown));
}

TEST(Units, KindsOfCountedThingsStayApart) {
    EXPECT_FALSE(parse_unit("家")->same_dimension(*parse_unit("件")));
    EXPECT_FALSE(countable_as(*parse_unit("家"), *parse_unit("件")));
    EXPECT_TRUE(countable_as(*parse_unit("count"), *parse_unit("件")));
    EXPECT_TRUE(countable_as(*parse_unit("count/yr"), *parse_unit("件/yr")));
    EXPECT_FALSE(countable_as(*parse_unit("count/yr"), *parse_unit("件")));
    EXPECT_FALSE(countable_as(*parse_unit("%"), *parse_unit("1")));
}

TEST(Diagnostics, CaretStandsUnderWideCharacters) {
    SourceSet sources;
    const int file = sources.add("plan.toml", "\xEF\xBB\xBFtitle = 1\r\nzh = \"科技\" bad\r\n");
    Diagnostics diagnostics;
    diagnostics.add(Message::unknown_unit, {file, 2, 11, 3}, {"bad", "x"});
    EXPECT_TRUE(diagnostics.has_errors());
    EXPECT_EQ(render(diagnostics, sources, Language::en),
              "plan.toml:2:11: error: unknown unit `bad`; known are x [E102]\n"
              "  zh = \"科技\" bad\n"
              "              ^~~\n");
    EXPECT_EQ(sources.line(file, 1), "title = 1");
}

TEST(Diagnostics, OfALongLineThePartAroundThePlaceIsShown) {
    SourceSet sources;
    const int file =
        sources.add("a", std::string(300, '-') + "科技bad" + std::string(300, '+') + "\nend\n");
    Diagnostics diagnostics;
    diagnostics.add(Message::unknown_unit, {file, 1, 303, 3}, {"bad"});
    diagnostics.add(Message::unknown_unit, {file, 2, 4, 1}, {"behind"});
    const std::string text = render(diagnostics, sources, Language::en);
    EXPECT_NE(text.find("  …" + std::string(48, '-') + "科技bad" + std::string(47, '+') + "…\n" +
                        "   " + std::string(52, ' ') + "^~~\n"),
              std::string::npos)
        << text;
    EXPECT_NE(text.find("  end\n     ^\n"), std::string::npos) << text;
}

TEST(Diagnostics, AreShownInSourceOrder) {
    SourceSet sources;
    const int file = sources.add("a", "one\ntwo\n");
    Diagnostics diagnostics;
    diagnostics.add(Message::unknown_unit, {file, 2, 1, 1}, {"second"});
    diagnostics.add(Message::unknown_unit, {file, 1, 1, 1}, {"first"});
    const std::string text = render(diagnostics, sources, Language::zh);
    EXPECT_LT(text.find("first"), text.find("second"));
    EXPECT_NE(text.find("未知的单位"), std::string::npos);
    EXPECT_EQ(text.find("；"), std::string::npos) << "a hint without its argument is left out";
}

TEST(Messages, AreCompleteInBothLanguagesAndNumberedOnce) {
    std::set<int> numbers;
    for (int at = 0; at < static_cast<int>(Message::count_); ++at) {
        const MessageText& text = message_text(static_cast<Message>(at));
        EXPECT_TRUE(numbers.insert(text.number).second)
            << text.name << " repeats number " << text.number;
        EXPECT_STRNE(text.what_en, "") << text.name;
        EXPECT_STRNE(text.what_zh, "") << text.name;
        EXPECT_EQ(text.hint_en[0] == 0, text.hint_zh[0] == 0) << text.name;
        for (char digit = '0'; digit <= '9'; ++digit) {
            const std::string place = {'{', digit, '}'};
            const auto uses = [&](const char* what, const char* hint) {
                return (std::string(what) + hint).find(place) != std::string::npos;
            };
            EXPECT_EQ(uses(text.what_en, text.hint_en), uses(text.what_zh, text.hint_zh))
                << text.name << place;
        }
    }
}

}  // namespace
}  // namespace plancast
