// SPDX-License-Identifier: Apache-2.0
// Takes the columns of columns.h out of a list of structs and puts them back. Each save() has its
// load() behind it; both serve datasets of many rows and attributes of one.
#pragma once

#include <algorithm>
#include <span>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include "sim/store/hdf5_read.h"
#include "sim/store/stored.h"

namespace plancast::store {

// put(suffix, dims, values) is called for each dataset a column takes, `dims` being those besides
// the list's own; get(suffix, type) gives the dataset back.

/// The values of one dataset of a list, checked to have one entry (of any length) a row.
template <typename Stored, typename Row, typename Get>
Dataset get_list(std::span<Row> rows, const char* suffix, const Get& get) {
    Dataset dataset = get(suffix, type_of(Values(std::vector<Stored>())));
    if (dataset.extent.empty() || dataset.extent[0] != rows.size())
        throw Hdf5Error("the length of a list");
    return dataset;
}

// --- one number or text a row --------------------------------------------------------------------

template <typename Row, typename T, typename Put>
void save(std::span<const Row> rows, T Row::*member, const Put& put) {
    std::vector<StoredAs<T>> list;
    for (const Row& row : rows)
        list.push_back(to_stored(row.*member));
    put("", std::vector<std::string>{}, std::move(list));
}

template <typename Row, typename T, typename Get>
void load(std::span<Row> rows, T Row::*member, const Get& get) {
    const Dataset dataset = get_list<StoredAs<T>>(rows, "", get);
    auto value = std::get<std::vector<StoredAs<T>>>(dataset.values).begin();
    for (Row& row : rows)
        row.*member = from_stored<T>(*value++);
}

// --- a text in both languages: two datasets -----------------------------------------------------

template <typename Row, typename Put>
void save(std::span<const Row> rows, LocalText Row::*member, const Put& put) {
    std::vector<std::string> zh, en;
    for (const Row& row : rows) {
        zh.push_back((row.*member).zh);
        en.push_back((row.*member).en);
    }
    put("_zh", std::vector<std::string>{}, std::move(zh));
    put("_en", std::vector<std::string>{}, std::move(en));
}

template <typename Row, typename Get>
void load(std::span<Row> rows, LocalText Row::*member, const Get& get) {
    const Dataset chinese = get_list<std::string>(rows, "_zh", get);
    const Dataset english = get_list<std::string>(rows, "_en", get);
    auto zh = std::get<std::vector<std::string>>(chinese.values).begin();
    auto en = std::get<std::vector<std::string>>(english.values).begin();
    for (Row& row : rows)
        row.*member = {*zh++, *en++};
}

// --- numbers by year, and by scenario and year --------------------------------------------------

template <typename Row, typename Put>
void save(std::span<const Row> rows, Doubles Row::*member, const Put& put) {
    Doubles flat;
    for (const Row& row : rows)
        flat.insert(flat.end(), (row.*member).begin(), (row.*member).end());
    put("", std::vector<std::string>{"year"}, std::move(flat));
}

template <typename Row, typename Get>
void load(std::span<Row> rows, Doubles Row::*member, const Get& get) {
    const Dataset dataset = get_list<double>(rows, "", get);
    if (dataset.extent.size() != 2) throw Hdf5Error("the shape of a list");
    auto value = std::get<Doubles>(dataset.values).begin();
    const auto years = static_cast<std::ptrdiff_t>(dataset.extent[1]);
    for (Row& row : rows) {
        (row.*member).assign(value, value + years);
        value += years;
    }
}

template <typename Row, typename Put>
void save(std::span<const Row> rows, Table Row::*member, const Put& put) {
    Doubles flat;
    for (const Row& row : rows)
        for (const Doubles& path : row.*member)
            flat.insert(flat.end(), path.begin(), path.end());
    put("", std::vector<std::string>{"scenario", "year"}, std::move(flat));
}

template <typename Row, typename Get>
void load(std::span<Row> rows, Table Row::*member, const Get& get) {
    const Dataset dataset = get_list<double>(rows, "", get);
    if (dataset.extent.size() != 3) throw Hdf5Error("the shape of a list");
    auto value = std::get<Doubles>(dataset.values).begin();
    const auto years = static_cast<std::ptrdiff_t>(dataset.extent[2]);
    for (Row& row : rows)
        for (std::uint64_t scenario = 0; scenario < dataset.extent[1]; ++scenario) {
            (row.*member).emplace_back(value, value + years);
            value += years;
        }
}

// --- places in another list, as many as there are: padded with -1 -------------------------------

/// Length of the dimension `member`: of the longest list, at least 1.
template <typename Row>
std::size_t member_width(std::span<const Row> rows, Places Row::*member) {
    std::size_t width = 1;
    for (const Row& row : rows)
        width = std::max(width, (row.*member).size());
    return width;
}

template <typename Row, typename Put>
void save(std::span<const Row> rows, Places Row::*member, const Put& put) {
    std::vector<std::int32_t> flat;
    const std::size_t width = member_width(rows, member);
    for (const Row& row : rows) {
        flat.insert(flat.end(), (row.*member).begin(), (row.*member).end());
        flat.resize(flat.size() + width - (row.*member).size(), -1);
    }
    put("", std::vector<std::string>{"member"}, std::move(flat));
}

template <typename Row, typename Get>
void load(std::span<Row> rows, Places Row::*member, const Get& get) {
    const Dataset dataset = get_list<std::int32_t>(rows, "", get);
    auto place = std::get<std::vector<std::int32_t>>(dataset.values).begin();
    const std::uint64_t width = dataset.extent.size() == 2 ? dataset.extent[1] : 0;
    for (Row& row : rows)
        for (std::uint64_t at = 0; at < width; ++at, ++place)
            if (*place >= 0) (row.*member).push_back(*place);
}

}  // namespace plancast::store
