// SPDX-License-Identifier: Apache-2.0
// The JSON Schemas beside the project are those of the key tables. PLANCAST_UPDATE_SCHEMAS=1 in the
// environment writes them anew.
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>

#include "sim/load/keys.h"
#include "tests/load/loaded.h"
#include "tests/malformed/cases.h"

namespace plancast {
namespace {

struct SchemaFile {
    const char* name;
    FileKind kind;
};

constexpr SchemaFile kSchemas[] = {{"plan", FileKind::plan},
                                   {"model", FileKind::model},
                                   {"scenario", FileKind::scenario},
                                   {"batch", FileKind::batch}};

TEST(Schemas, AreThoseOfTheKeyTables) {
    for (const SchemaFile& schema : kSchemas) {
        const std::string path =
            std::string(PLANCAST_SOURCE_DIR) + "/schema/" + schema.name + ".schema.json";
        const std::string text = json_schema(schema.kind);
        if (std::getenv("PLANCAST_UPDATE_SCHEMAS") != nullptr)
            std::ofstream(path, std::ios::binary) << text;
        EXPECT_EQ(testing::file_text(path), text) << path;
    }
}

void expect_examples(const loader::KeyTable& keys) {
    for (const loader::Key& key : keys.keys) {
        EXPECT_FALSE(key.zh.empty() || key.en.empty()) << keys.id << "." << key.name;
        EXPECT_EQ(key.shape == loader::Shape::word, !key.words.empty()) << key.name;
        if (key.table != nullptr) expect_examples(*key.table);
    }
}

TEST(Keys, AreExplainedInBothLanguages) {
    for (const SchemaFile& schema : kSchemas)
        expect_examples(loader::keys_of(schema.kind));
}

}  // namespace
}  // namespace plancast
