// SPDX-License-Identifier: Apache-2.0
// Files that are none, texts made to exhaust a loader, damaged texts, and other locales.
#include <gtest/gtest.h>

#include <clocale>
#include <locale>
#include <random>

#include "sim/base/messages.h"
#include "sim/base/text.h"
#include "tests/load/hostile.h"
#include "tests/load/loaded.h"
#include "tests/malformed/cases.h"

namespace plancast {
namespace {

using testing::data_path;
using testing::file_text;
using testing::load_text;
using testing::Loaded;

std::string only_message(const Diagnostics& diagnostics) {
    EXPECT_EQ(diagnostics.list().size(), 1u);
    return diagnostics.list().empty() ? "" : message_text(diagnostics.list()[0].message).name;
}

std::string read_fails(const std::string& path) {
    SourceSet sources;
    Diagnostics diagnostics;
    EXPECT_FALSE(read_source(path, sources, diagnostics).has_value()) << path;
    EXPECT_EQ(sources.size(), 0);
    return only_message(diagnostics);
}

TEST(ReadSource, RefusesWhatIsNoOrdinaryFile) {
    const testing::TemporaryFolder folder;
    EXPECT_EQ(read_fails(folder.path() + "/none.toml"), "file_missing");
    EXPECT_EQ(read_fails(data_path("plan.toml") + "/inside.toml"), "file_missing");
    EXPECT_EQ(read_fails(folder.path()), "file_is_folder");
    EXPECT_EQ(read_fails(folder.make_pipe()), "file_not_ordinary");
    EXPECT_EQ(read_fails("/dev/zero"), "file_not_ordinary");
    EXPECT_EQ(read_fails(folder.make_large_file((64u << 20) + 1)), "file_too_large");
    EXPECT_EQ(read_fails(std::string(5000, 'x')), "cannot_read_file");
}

TEST(ReadSource, ConvertsTablesInGb18030) {
    SourceSet sources;
    Diagnostics diagnostics;
    const std::string path = std::string(PLANCAST_SOURCE_DIR) + "/tests/malformed/csv/gb18030.csv";
    const std::optional<int> file = read_source(path, sources, diagnostics);
    ASSERT_TRUE(file.has_value());
    EXPECT_EQ(only_message(diagnostics), "csv_converted");
    EXPECT_NE(sources.text(*file).find("亿元,rounded,0.05,2022-09,市统计公报"), std::string::npos);
}

TEST(KindOfFile, GoesByTheFirstLineOrTheName) {
    const auto kind = [](const std::string& name, const std::string& text) {
        SourceSet sources;
        return kind_of_file(sources, sources.add(name, text));
    };
    EXPECT_EQ(kind("a.toml", "format = \"plancast-plan 1\"\n"), FileKind::plan);
    EXPECT_EQ(kind("a.toml", "\xEF\xBB\xBF# 规划\r\n\r\n  format='plancast-model 9'"),
              FileKind::model);
    EXPECT_EQ(kind("a.toml", "#:schema x\nformat = \"plancast-scenario 1\" # x"),
              FileKind::scenario);
    EXPECT_EQ(kind("a", "format = \"plancast-batch 1\""), FileKind::batch);
    EXPECT_EQ(kind("A.CSV", ""), FileKind::observed);
    for (const char* text :
         {"", "format", "format = \"plancast-plan\"", "format = \"plancast-plan x\"",
          "id = \"x\"\nformat = \"plancast-plan 1\"", "format = \"plancast-plan 1"})
        EXPECT_FALSE(kind("a.toml", text).has_value()) << text;
}

TEST(Hostile, TextsGiveOneErrorEach) {
    for (const testing::HostileText& hostile : testing::hostile_texts()) {
        const Loaded<Model> loaded = load_text(load_model, hostile.text);
        EXPECT_EQ(only_message(loaded.diagnostics), hostile.message) << hostile.name;
    }
}

TEST(Hostile, TablesGiveOneErrorEach) {
    const std::string header = "indicator,year,value,unit,kind,error,vintage,source\n";
    const auto said = [&](const std::string& text) {
        return only_message(load_text(load_observed, text, "a.csv").diagnostics);
    };
    EXPECT_EQ(said(header + std::string(10'000'000, ',') + "\n"), "line_too_long");
    EXPECT_EQ(said(std::string(10'000'000, 'x')), "line_too_long");
    std::string rows = header;
    for (int row = 0; row < 100'001; ++row)
        rows += "i" + std::to_string(row) + ",2021,1,家,exact,,2022,x\n";
    EXPECT_EQ(said(rows), "too_many_values");
}

/// Every message points into the text, so that it can be shown.
template <typename Value>
void expect_sound(Value (*load)(const SourceSet&, int, Diagnostics&), const std::string& text) {
    const Loaded<Value> loaded = load_text(load, text);
    for (const Diagnostic& one : loaded.diagnostics.list()) {
        EXPECT_EQ(one.pos.file, 0);
        if (one.pos.line == 0) continue;
        const std::string_view line = loaded.sources.line(0, one.pos.line);
        EXPECT_GE(one.pos.column, 1);
        EXPECT_LE(one.pos.column, count_code_points(line) + 1)
            << message_text(one.message).name << " in:\n"
            << text;
    }
    EXPECT_FALSE(loaded.diagnostics.has_errors() && loaded.messages().empty());
}

template <typename Value>
void damage(Value (*load)(const SourceSet&, int, Diagnostics&), const std::string& name) {
    const std::string text = file_text(data_path(name));
    for (std::size_t length = 0; length < text.size(); length += 3)
        expect_sound(load, text.substr(0, length));
    std::mt19937 generator(20211105);
    const std::string bytes = "\"'[]{}=,.#\n\\ -1a\xE4\xEF\x80\x01";
    for (int copy = 0; copy < 1500; ++copy) {
        std::string damaged = text;
        for (int hit = 0; hit < 3; ++hit) {
            const std::size_t at = generator() % damaged.size();
            const char byte = bytes[generator() % bytes.size()];
            if (generator() % 3 == 0)
                damaged.erase(at, 1 + generator() % 8);
            else if (generator() % 2 == 0)
                damaged.insert(at, 1, byte);
            else
                damaged[at] = byte;
        }
        expect_sound(load, damaged);
    }
}

TEST(Damaged, PlansAreReportedWithinTheText) {
    damage(load_plan, "plan.toml");
}
TEST(Damaged, ModelsAreReportedWithinTheText) {
    damage(load_model, "model.toml");
}
TEST(Damaged, ScenariosAreReportedWithinTheText) {
    damage(load_scenario, "high.toml");
}
TEST(Damaged, BatchesAreReportedWithinTheText) {
    damage(load_batch, "batch.toml");
}
TEST(Damaged, TablesAreReportedWithinTheText) {
    damage(load_observed, "observed.csv");
}

/// A locale that writes 1.234,5, as many in Europe do.
class CommaPoint : public std::numpunct<char> {
protected:
    char do_decimal_point() const override { return ','; }
    char do_thousands_sep() const override { return '.'; }
    std::string do_grouping() const override { return "\3"; }
};

TEST(Locale, DoesNotMatter) {
    const Loaded<Model> before = testing::load_file(load_model, "model.toml");
    const Loaded<std::vector<Observation>> rows_before =
        testing::load_file(load_observed, "observed.csv");
    const std::locale old = std::locale::global(std::locale(std::locale(), new CommaPoint));
    // Where the machine has it, the C library's as well.
    std::setlocale(LC_ALL, "de_DE.UTF-8");
    const Loaded<Model> after = testing::load_file(load_model, "model.toml");
    const Loaded<std::vector<Observation>> rows_after =
        testing::load_file(load_observed, "observed.csv");
    const std::string schema = json_schema(FileKind::model);
    std::setlocale(LC_ALL, "C");
    std::locale::global(old);
    EXPECT_EQ(schema, json_schema(FileKind::model));
    ASSERT_TRUE(after.diagnostics.list().empty()) << after.messages();
    ASSERT_EQ(after.value.entries.size(), before.value.entries.size());
    for (std::size_t at = 0; at < before.value.entries.size(); ++at) {
        const Formulas& left = before.value.entries[at].value;
        const Formulas& right = after.value.entries[at].value;
        ASSERT_EQ(left.common.has_value(), right.common.has_value());
        if (left.common) {
            EXPECT_EQ(left.common->text, right.common->text);
        }
    }
    EXPECT_EQ(after.value.correlations[0].value, -0.3);
    ASSERT_EQ(rows_after.value.size(), rows_before.value.size());
    EXPECT_EQ(rows_after.value[0].value, 24.1);
}

}  // namespace
}  // namespace plancast
