// SPDX-License-Identifier: Apache-2.0
// The keys of the files as tables: what a loader accepts, what it reports, and the JSON Schemas all
// come from them.
#pragma once

#include <span>
#include <string_view>

#include "plancast/load.h"

namespace plancast::loader {

/// What a key may be given.
enum class Shape {
    text,
    local_text,  ///< a text, or { zh = "...", en = "..." }
    word,        ///< one of Key::words
    whole,
    year,
    number,
    truth,
    date,
    texts,
    wanted,  ///< texts, or [] for none
    numbers,
    bounds,      ///< [lo, hi], numbers, formulas or inf
    formula,     ///< a number or a formula
    formulas,    ///< a formula, one for each element by name, or a list in their order
    year_map,    ///< formulas, or { 2022 = ..., 2023-2024 = ..., 2025-on = ..., else = ... }
    priors,      ///< formulas, or { 2021 = ..., 2026 = ... } by vintage
    shares,      ///< { element = number or formula }
    years,       ///< 2022, "2022-2024" or "2022-on"
    seed,        ///< a whole number, or its digits as a text where it passes 2^63 - 1
    structures,  ///< "model", or { S = weight }
    table,       ///< keys of Key::table
    tables,      ///< [[name]], each with keys of Key::table
    tables_by_name,
    tables_by_year,
    texts_by_name,
    lists_by_name,  ///< { set = ["a", "b"] }
    numbers_by_year,
};

struct KeyTable;

struct Key {
    std::string_view name;
    Shape shape = Shape::text;
    bool required = false;
    std::string_view example;  ///< as written after `name = `, for messages
    std::string_view zh, en;   ///< what it means, for editors
    std::span<const std::string_view> words = {};
    const KeyTable* table = nullptr;
};

struct KeyTable {
    std::string_view id;  ///< name of its definition in a JSON Schema
    std::span<const Key> keys;

    const Key* find(std::string_view name) const {
        for (const Key& key : keys)
            if (key.name == name) return &key;
        return nullptr;
    }
};

/// The keys of the root table of a TOML file; not of a CSV.
const KeyTable& keys_of(FileKind kind);

}  // namespace plancast::loader
