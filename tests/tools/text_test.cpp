// SPDX-License-Identifier: Apache-2.0
#include "tools/text.h"

#include <gtest/gtest.h>

#include <cstdlib>

#include "sim/base/text.h"

namespace plancast::tools {
namespace {

TEST(Language, IsTheFirstOneGiven) {
    for (const char* name : {"PLANCAST_LANG", "LC_ALL", "LC_MESSAGES", "LANG"})
        unsetenv(name);
    EXPECT_EQ(choose_language(""), Language::en);
    setenv("LANG", "zh_CN.UTF-8", 1);
    EXPECT_EQ(choose_language(""), Language::zh);
    setenv("LC_MESSAGES", "de_DE.UTF-8", 1);
    EXPECT_EQ(choose_language(""), Language::en);
    setenv("LC_ALL", "zh_TW.UTF-8", 1);
    EXPECT_EQ(choose_language(""), Language::zh);
    setenv("PLANCAST_LANG", "en", 1);
    EXPECT_EQ(choose_language(""), Language::en);
    EXPECT_EQ(choose_language("zh"), Language::zh);
}

TEST(Clean, RemovesWhatATerminalWouldObey) {
    EXPECT_EQ(clean("a\x1B[31mb"), "a[31mb");
    EXPECT_EQ(clean("a\x07\x08\x7F"
                    "b"),
              "ab");
    EXPECT_EQ(clean("a\u0085b\u009B2Jc"), "ab2Jc") << "C1 controls";
    EXPECT_EQ(clean("a\u202Eb\u2066c\u200Bd"), "abcd") << "direction marks";
    EXPECT_EQ(clean("a\nb\tc"), "a b c");
    EXPECT_EQ(clean("a\nb", true), "a\nb");
    EXPECT_EQ(clean("承德\xFF市"), "承德?市");
    EXPECT_EQ(clean("高新技术 \"企业\" — 300家"), "高新技术 \"企业\" — 300家");
}

TEST(Fit, CutsByColumns) {
    EXPECT_EQ(fit("abcdef", 6), "abcdef");
    EXPECT_EQ(fit("abcdefg", 6), "abcd..");
    EXPECT_EQ(fit("高新技术企业", 8), "高新技..");
    EXPECT_EQ(fit("高新技术企业", 9), "高新技..") << "no half characters";
}

TEST(Wrap, KeepsWithinTheWidth) {
    const std::string text =
        "它只说明运行次数有限，不是模型的不确定性：模型结构和先验若有偏差，误差可以大得多。 And "
        "some "
        "English words, too.";
    for (int width = 12; width <= 100; ++width) {
        const std::string wrapped = wrap(text, width, 4);
        std::size_t begin = 0;
        while (begin < wrapped.size()) {
            const std::size_t end = std::min(wrapped.find('\n', begin), wrapped.size());
            const std::string line = wrapped.substr(begin, end - begin);
            // A mark that may not begin a line may hang over by its own width.
            EXPECT_LE(display_width(line), width) << line;
            EXPECT_FALSE(line.ends_with(' '));
            begin = end + 1;
        }
    }
}

TEST(Wrap, BreaksAtSpacesAndBetweenChineseCharacters) {
    EXPECT_EQ(wrap("one two three", 8), "one two\nthree");
    EXPECT_EQ(wrap("one two three", 8, 2), "one two\n  three");
    EXPECT_EQ(wrap("承德市规划", 6), "承德市\n规划");
    EXPECT_EQ(wrap("承德市，规划", 6), "承德\n市，规\n划") << "no comma at the start of a line";
    EXPECT_EQ(wrap("incomprehensible", 4), "incomprehensible") << "a word is never cut";
}

TEST(ShellWord, IsQuotedWhereNeeded) {
    EXPECT_EQ(shell_word("a/b-c_1.h5"), "a/b-c_1.h5");
    EXPECT_EQ(shell_word("my plan"), "'my plan'");
    EXPECT_EQ(shell_word("it's"), "'it'\\''s'");
    EXPECT_EQ(shell_word("承德"), "'承德'");
    EXPECT_EQ(shell_word(""), "''");
}

TEST(Say, FillsInTheLanguageAsked) {
    EXPECT_EQ(say(Language::zh, "有 {0} 个", "there are {0}", {"3"}), "有 3 个");
    EXPECT_EQ(say(Language::en, "有 {0} 个", "there are {0}", {"3"}), "there are 3");
    EXPECT_EQ(join({"a", "b"}, Language::zh), "a、b");
    EXPECT_EQ(join({"a", "b"}, Language::en), "a, b");
    EXPECT_EQ(join({}, Language::en), "");
}

}  // namespace
}  // namespace plancast::tools
