// SPDX-License-Identifier: Apache-2.0
// JSON Schemas (draft-07) from the key tables, so that editors complete and check the files.
#include <string>
#include <vector>

#include "plancast/load.h"
#include "sim/base/require.h"
#include "sim/load/format.h"
#include "sim/load/keys.h"

namespace plancast::loader {
namespace {

constexpr const char* kYearPattern = "^[0-9]{1,4}$";

std::string quoted(std::string_view text) {
    std::string out = "\"";
    for (const char byte : text) {
        if (byte == '"' || byte == '\\') out += '\\';
        out += byte;
    }
    return out + '"';
}

std::string reference(std::string_view id) {
    return "{\"$ref\": " + quoted("#/definitions/" + std::string(id)) + "}";
}

/// A reference that may stand beside a description.
std::string one_of(const std::string& schema) {
    return "\"allOf\": [" + schema + "]";
}

std::string list_of(const std::string& item, int least) {
    std::string out = "\"type\": \"array\", \"items\": " + item;
    return least > 0 ? out + ", \"minItems\": " + std::to_string(least) : out;
}

std::string table_of(const std::string& item) {
    return "\"type\": \"object\", \"additionalProperties\": " + item;
}

std::string by_year(const std::string& item) {
    return "\"type\": \"object\", \"patternProperties\": {" + quoted(kYearPattern) + ": " + item +
           "}, \"additionalProperties\": false";
}

constexpr const char* kText = "{\"type\": \"string\", \"minLength\": 1}";
constexpr const char* kNumber = "{\"type\": \"number\"}";

/// A shape that is the same for every key.
struct FixedShape {
    Shape shape;
    std::string members;
};

std::vector<FixedShape> fixed_shapes() {
    const std::string year = "[0-9]{1,4}";
    const std::string weight = "{\"type\": \"number\", \"minimum\": 0}";
    return {
        {Shape::text, "\"type\": \"string\", \"minLength\": 1"},
        {Shape::whole, "\"type\": \"integer\""},
        {Shape::year, "\"type\": \"integer\", \"minimum\": 1, \"maximum\": 9999"},
        {Shape::number, "\"type\": \"number\""},
        {Shape::truth, "\"type\": \"boolean\""},
        {Shape::date, "\"type\": \"string\", \"format\": \"date\""},
        {Shape::texts, list_of(kText, 1)},
        {Shape::wanted, list_of(kText, 0)},
        {Shape::numbers, list_of(kNumber, 1)},
        {Shape::bounds, list_of(reference("formula"), 2) + ", \"maxItems\": 2"},
        {Shape::shares, table_of(reference("formula")) + ", \"minProperties\": 2"},
        {Shape::years, "\"anyOf\": [{\"type\": \"integer\"}, {\"type\": \"string\", \"pattern\": " +
                           quoted("^" + year + "(-(" + year + "|on))?$") + "}]"},
        {Shape::seed,
         "\"anyOf\": [{\"type\": \"integer\", \"minimum\": 0}, {\"type\": \"string\", "
         "\"pattern\": \"^[0-9]+$\"}]"},
        {Shape::structures, "\"anyOf\": [{\"enum\": [\"model\"]}, {" + table_of(weight) + "}]"},
        {Shape::texts_by_name, table_of(kText)},
        {Shape::lists_by_name, table_of("{" + list_of(kText, 1) + "}")},
        {Shape::numbers_by_year, by_year(kNumber)},
        {Shape::local_text, one_of(reference("local_text"))},
        {Shape::formula, one_of(reference("formula"))},
        {Shape::formulas, one_of(reference("formulas"))},
        {Shape::year_map, one_of(reference("by_year"))},
        {Shape::priors, one_of(reference("by_year"))},
    };
}

/// The members of the schema of one key, without its description.
std::string members_of(const Key& key) {
    if (key.name == "format") return "\"enum\": [" + std::string(key.example) + "]";
    if (key.shape == Shape::word) {
        std::string words;
        for (const std::string_view known : key.words)
            words += (words.empty() ? "" : ", ") + quoted(known);
        return "\"enum\": [" + words + "]";
    }
    static const std::vector<FixedShape> kFixed = fixed_shapes();
    for (const FixedShape& fixed : kFixed)
        if (fixed.shape == key.shape) return fixed.members;
    PLANCAST_REQUIRE(key.table != nullptr);
    const std::string table = reference(key.table->id);
    if (key.shape == Shape::tables) return list_of(table, 1);
    if (key.shape == Shape::tables_by_name) return table_of(table);
    if (key.shape == Shape::tables_by_year) return by_year(table);
    return one_of(table);
}

/// The lines of an object for one table of keys.
std::string object_of(const KeyTable& keys, const std::string& indent) {
    std::string properties, required;
    for (const Key& key : keys.keys) {
        properties +=
            (properties.empty() ? "" : ",") + ("\n" + indent + "  ") + quoted(key.name) +
            ": {\"description\": " + quoted(std::string(key.zh) + " / " + std::string(key.en)) +
            ", " + members_of(key) + "}";
        if (key.required) required += (required.empty() ? "" : ", ") + quoted(key.name);
    }
    std::string out = indent + "\"type\": \"object\",\n" + indent + "\"properties\": {" +
                      properties + "\n" + indent + "},\n";
    if (!required.empty()) out += indent + "\"required\": [" + required + "],\n";
    return out + indent + "\"additionalProperties\": false";
}

/// The tables below `keys`, each once, in the order they are met.
void collect(const KeyTable& keys, std::vector<const KeyTable*>& tables) {
    for (const Key& key : keys.keys) {
        if (key.table == nullptr) continue;
        bool known = false;
        for (const KeyTable* table : tables)
            known = known || table == key.table;
        if (known) continue;
        tables.push_back(key.table);
        collect(*key.table, tables);
    }
}

/// What formulas and texts in two languages look like, wherever they stand.
std::string common_definitions() {
    const std::string formula = reference("formula");
    const std::string formulas = reference("formulas");
    const auto define = [](const char* name, const std::string& members) {
        return "    " + quoted(name) + ": {" + members + "}";
    };
    return define("local_text",
                  "\"anyOf\": [{\"type\": \"string\", \"minLength\": 1}, {\"type\": \"object\", "
                  "\"properties\": {\"zh\": {\"type\": \"string\"}, \"en\": {\"type\": "
                  "\"string\"}}, \"minProperties\": 1, \"additionalProperties\": false}]") +
           ",\n" + define("formula", "\"type\": [\"number\", \"string\"]") + ",\n" +
           define("formulas", "\"anyOf\": [" + formula + ", {" + list_of(formula, 1) + "}, {" +
                                  table_of(formula) + "}]") +
           ",\n" + define("by_year", "\"anyOf\": [" + formulas + ", {" + table_of(formulas) + "}]");
}

}  // namespace
}  // namespace plancast::loader

namespace plancast {

std::string json_schema(FileKind kind) {
    using namespace loader;
    PLANCAST_REQUIRE(kind != FileKind::observed);
    const KeyTable& keys = keys_of(kind);
    std::vector<const KeyTable*> tables;
    collect(keys, tables);
    std::string out = "{\n  \"$schema\": \"http://json-schema.org/draft-07/schema#\",\n";
    out += "  \"title\": " + quoted("plancast-" + std::string(word_of(kind)) + " 1") + ",\n";
    out += object_of(keys, "  ") + ",\n  \"definitions\": {\n" + common_definitions();
    for (const KeyTable* table : tables)
        out += ",\n    " + quoted(table->id) + ": {\n" + object_of(*table, "      ") + "\n    }";
    return out + "\n  }\n}\n";
}

}  // namespace plancast
