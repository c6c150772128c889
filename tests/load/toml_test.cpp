// SPDX-License-Identifier: Apache-2.0
// The tree of a TOML file: places, order, and texts whose characters can be pointed at.
#include <gtest/gtest.h>

#include "sim/load/read.h"
#include "sim/load/toml_tree.h"

namespace plancast::loader {
namespace {

Node tree_of(const std::string& text) {
    SourceSet sources;
    Diagnostics diagnostics;
    const std::optional<Node> root =
        read_toml(sources, sources.add("case.toml", text), diagnostics);
    EXPECT_TRUE(root.has_value()) << render(diagnostics, sources, Language::en);
    return root.value_or(Node{});
}

std::string place_of(const SourcePos& pos) {
    return std::to_string(pos.line) + ":" + std::to_string(pos.column) + "+" +
           std::to_string(pos.width);
}

constexpr const char* kLines =
    "zh = \"科技\" # 注释\n"
    "[表]\n";

TEST(TomlTree, CountsColumnsInCodePoints) {
    const Node root = tree_of(
        "title = { zh = \"科技规划\", en = \"plan\" }\n"
        "\tnumber\t= -1.5e3\n"
        "[indicator.rd]\n"
        "target.2025 = { at_least = 10 }\n");
    EXPECT_EQ(place_of(find(root, "title")->pos), "1:9+28");
    EXPECT_EQ(place_of(find(*find(root, "title"), "en")->pos), "1:29+6");
    EXPECT_EQ(place_of(key_place(*find(root, "title"), "en", {})), "1:24+2");
    EXPECT_EQ(place_of(find(root, "number")->pos), "2:11+6");
    EXPECT_EQ(find(root, "number")->real, -1500);
    const Member& rd = members(root, "indicator").front();
    EXPECT_EQ(place_of(rd.pos), "3:12+2");
    const Member& target = members(rd.value, "target").front();
    EXPECT_EQ(target.key, "2025");
    EXPECT_EQ(place_of(target.pos), "4:8+4");
    EXPECT_EQ(place_of(find(target.value, "at_least")->pos), "4:28+2");
}

TEST(TomlTree, IsTheSameBehindAByteOrderMarkAndWithCrlf) {
    const Node plain = tree_of("a = \"科\"\nb = 2\n");
    const Node windows = tree_of(
        "\xEF\xBB\xBF"
        "a = \"科\"\r\nb = 2\r\n");
    for (const char* key : {"a", "b"}) {
        EXPECT_EQ(place_of(find(plain, key)->pos), place_of(find(windows, key)->pos));
        EXPECT_EQ(place_of(key_place(plain, key, {})), place_of(key_place(windows, key, {})));
    }
    EXPECT_EQ(find(windows, "a")->text, "科");
}

TEST(TomlTree, KeepsTheOrderOfTheFile) {
    const Node root = tree_of("zebra = 1\n[b.y]\n[apple]\n[b.x]\nlist = { d = 1, c = 2, a = 3 }\n");
    std::string order;
    for (const Member& member : root.members)
        order += member.key + " ";
    EXPECT_EQ(order, "zebra b apple ");
    order.clear();
    for (const Member& member : members(root, "b"))
        order += member.key + " ";
    for (const Member& member : members(*find(*find(root, "b"), "x"), "list"))
        order += member.key + " ";
    EXPECT_EQ(order, "y x d c a ");
}

TEST(TomlTree, TellsPlainTextsFromOthers) {
    const Node root = tree_of(
        "a = \"x + y\"\nb = 'x'\nc = \"x \\\"y\"\nd = \"\"\"x\"\"\"\ne = '''x\ny'''\nf = '\\'\n"
        "g = \"科技\"\n");
    const auto plain = [&](const char* key) { return find(root, key)->plain; };
    EXPECT_TRUE(plain("a") && plain("b") && plain("f") && plain("g"));
    EXPECT_FALSE(plain("c") || plain("d") || plain("e"));
    EXPECT_EQ(find(root, "c")->text, "x \"y");
    EXPECT_EQ(find(root, "e")->text, "x\ny");
}

TEST(TomlTree, ReadsEveryTypeOfValue) {
    const Node root = tree_of(
        "whole = 1_000\nhex = 0x10\nreal = 2.5\ntruth = true\ndate = 0987-01-02\n"
        "time = 07:32:00\nstamp = 1979-05-27T07:32:00Z\nlist = [1, 'a', { b = 2 }]\ninf = -inf\n");
    EXPECT_EQ(find(root, "whole")->whole, 1000);
    EXPECT_EQ(find(root, "hex")->whole, 16);
    EXPECT_EQ(find(root, "real")->real, 2.5);
    EXPECT_TRUE(find(root, "truth")->truth);
    EXPECT_EQ(find(root, "date")->text, "0987-01-02");
    EXPECT_TRUE(find(root, "time")->is(NodeType::time) && find(root, "stamp")->is(NodeType::time));
    EXPECT_EQ(items(root, "list").size(), 3u);
    EXPECT_EQ(find(items(root, "list")[2], "b")->whole, 2);
    EXPECT_LT(find(root, "inf")->real, -1e308);
}

TEST(TomlTree, TakesQuotesAndCommentsForWhatTheyAre) {
    const Node root = tree_of(
        "a = \"# 全角（）＝， and } ] [ = 3% 1,200\" # 注释“引号” ＝ 3万\n"
        "\"键\" = 'C:\\路径'\n"
        "b = \"\"\"two \"quotes\" \\\n   joined “科技”\"\"\"\n"
        "c = [ # 一行\n  1, 2,\n]\n"
        "d = { x = [1,200], y = 1,2001 = 3 }\n");
    EXPECT_EQ(find(root, "a")->text, "# 全角（）＝， and } ] [ = 3% 1,200");
    EXPECT_EQ(find(root, "键")->text, "C:\\路径");
    EXPECT_EQ(find(root, "b")->text, "two \"quotes\" joined “科技”");
    EXPECT_EQ(items(root, "c").size(), 2u);
    EXPECT_EQ(items(*find(root, "d"), "x").size(), 2u);
    EXPECT_EQ(find(*find(root, "d"), "2001")->whole, 3);
}

TEST(TomlTree, SaysOneThingAboutAFileThatIsNoToml) {
    SourceSet sources;
    Diagnostics diagnostics;
    EXPECT_FALSE(read_toml(sources, sources.add("case.toml", kLines), diagnostics).has_value());
    EXPECT_EQ(diagnostics.list().size(), 1u);
    EXPECT_EQ(render(diagnostics, sources, Language::zh),
              "case.toml:2:2: 错误: 键 `表` 不是 ASCII；键用英文标识，例如 rd_expenditure；"
              "中文名称写在 zh = \"...\" [E224]\n"
              "  [表]\n"
              "   ^~\n");
}

TEST(TomlTree, EndsOnSignsWhereAKeyIsExpected) {
    for (const char* text : {"+ = 1\n", "a + b = 1\n", "x \"= { eq = \"z + 8\n", "-\n", "[+]\n"}) {
        SourceSet sources;
        Diagnostics diagnostics;
        EXPECT_FALSE(read_toml(sources, sources.add("case.toml", text), diagnostics).has_value());
        EXPECT_EQ(diagnostics.list().size(), 1u) << text;
    }
}

}  // namespace
}  // namespace plancast::loader
