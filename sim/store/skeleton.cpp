// SPDX-License-Identifier: Apache-2.0
#include "sim/store/skeleton.h"

#include <map>
#include <span>

#include "plancast/store.h"
#include "plancast_version.h"
#include "sim/base/hash.h"
#include "sim/store/hdf5_write.h"
#include "sim/store/members.h"
#include "sim/store/summary_fields.h"
#include "sim/store/table.h"

namespace plancast::store {
namespace {

/// A member without a column would be lost on the way through the file.
template <typename Row, std::size_t Count>
constexpr bool complete(const Column<Row> (&)[Count], std::size_t others = 0) {
    return count_members<Row>() == Count + others;
}
static_assert(complete(kScenarioColumns) && complete(kSeriesColumns) &&
              complete(kParameterColumns) && complete(kTargetColumns) &&
              complete(kNotAssessableColumns) && complete(kSetColumns) && complete(kLeverColumns) &&
              complete(kStructureColumns) && complete(kUniformColumns) && complete(kInputColumns) &&
              complete(kRunColumns));
static_assert(complete(kCatalogColumns, 9), "each_list() below writes the nine lists");

/// Writes a list as one dataset per column. An empty list has no group.
template <typename Row, std::size_t Count>
void write_list(hid_t file, const std::string& path, const std::string& dim,
                const std::vector<Row>& rows, const Column<Row> (&columns)[Count], Axes axes) {
    if (rows.empty()) return;
    const auto& id = columns[0];
    if (id.name == dim) {
        std::vector<std::string> ids;
        for (const Row& row : rows)
            ids.push_back(row.*std::get<std::string Row::*>(id.member));
        axes[dim] = coordinate_axis(std::move(ids), id.long_name);
    } else {
        axes[dim] = plain_axis(rows.size());
    }
    GroupWriter group(file, path, axes);
    for (const Column<Row>& column : columns) {
        if (column.name == dim) continue;  // stands in the file as the coordinate
        const auto put = [&](const char* suffix, std::vector<std::string> dims, Values values) {
            dims.insert(dims.begin(), dim);
            if (dims.back() == "member")
                axes[dims.back()] = plain_axis(size_of(values) / rows.size());
            Variable variable{std::string(column.name) + suffix,
                              type_of(values),
                              std::move(dims),
                              {text_attribute("long_name", column.long_name)}};
            if (variable.type == Type::int8) add_flags(variable, {"no", "yes"});
            group.write(variable, values);
        };
        std::visit([&](auto member) { save(std::span<const Row>(rows), member, put); },
                   column.member);
    }
    group.finish();
}

template <typename Row, std::size_t Count>
std::vector<Row> read_list(hid_t file, const std::string& path,
                           const Column<Row> (&columns)[Count]) {
    if (!exists(file, path)) return {};
    // The first column is a text in every list.
    const Dataset first = read_dataset(file, path + "/" + columns[0].name, Type::text);
    std::vector<Row> rows(size_of(first.values));
    for (const Column<Row>& column : columns) {
        const auto get = [&](const char* suffix, Type type) {
            return read_dataset(file, path + "/" + column.name + suffix, type);
        };
        std::visit([&](auto member) { load(std::span<Row>(rows), member, get); }, column.member);
    }
    return rows;
}

/// The members of one struct as attributes of the root group.
template <typename Row, std::size_t Count>
void write_members(GroupWriter& root, const Row& row, const Column<Row> (&columns)[Count]) {
    for (const Column<Row>& column : columns) {
        const auto put = [&](const char* suffix, const std::vector<std::string>&, Values values) {
            root.attribute({std::string(column.name) + suffix, std::move(values)});
        };
        std::visit([&](auto member) { save(std::span<const Row>(&row, 1), member, put); },
                   column.member);
    }
}

template <typename Row, std::size_t Count>
void read_members(hid_t file, Row& row, const Column<Row> (&columns)[Count]) {
    for (const Column<Row>& column : columns) {
        const auto get = [&](const char* suffix, Type type) {
            Values values = read_attribute(file, std::string(column.name) + suffix, type);
            return Dataset{{size_of(values)}, std::move(values)};
        };
        std::visit([&](auto member) { load(std::span<Row>(&row, 1), member, get); }, column.member);
    }
}

std::vector<StoredInput> stored(const std::vector<InputText>& inputs) {
    std::vector<StoredInput> out;
    for (const InputText& input : inputs)
        out.push_back({input.role, input.name, sha256_hex(input.text), input.text});
    return out;
}

void write_root(hid_t file, const Skeleton& skeleton) {
    const Axes none;
    GroupWriter root(file, "/", none);
    for (const auto& [name, text] : skeleton.attributes)
        root.attribute(text_attribute(name, text));
    root.attribute(number_attribute<std::int32_t>("format_version", kFormatVersion));
    write_members(root, skeleton.catalog, kCatalogColumns);
    write_members(root, skeleton.info, kRunColumns);
}

/// Every list of a catalogue: its group, its dimension, its rows and its columns.
template <typename AnyCatalog, typename Visit>
void each_list(AnyCatalog& catalog, const Visit& visit) {
    visit("/targets", "target", catalog.targets, kTargetColumns);
    visit("/catalog/scenarios", "scenario", catalog.scenarios, kScenarioColumns);
    visit("/catalog/series", "series", catalog.series, kSeriesColumns);
    visit("/catalog/parameters", "parameter", catalog.parameters, kParameterColumns);
    visit("/catalog/not_assessable", "not_assessable", catalog.not_assessable,
          kNotAssessableColumns);
    visit("/catalog/sets", "set", catalog.sets, kSetColumns);
    visit("/catalog/levers", "lever", catalog.levers, kLeverColumns);
    visit("/catalog/structures", "structure", catalog.structures, kStructureColumns);
    visit("/catalog/uniforms", "uniform", catalog.dims, kUniformColumns);
}

/// One writer a group; datasets of a group need not follow each other.
std::vector<Extent> reserve_arrays(hid_t file, const Layout& layout) {
    std::map<std::string, GroupWriter> groups;
    std::vector<Extent> out;
    for (const ChunkArray& array : layout.arrays) {
        auto group = groups.find(array.group);
        if (group == groups.end())
            group = groups.try_emplace(array.group, file, array.group, layout.axes).first;
        const std::vector<hsize_t> chunk(array.chunk.begin(), array.chunk.end());
        out.push_back({array.path(), group->second.reserve_chunks(array.variable, chunk),
                       array.rows, array.chunk_bytes});
    }
    for (const auto& [path, group] : groups)
        group.finish();
    return out;
}

std::vector<Extent> reserve_summary(hid_t file, const Layout& layout, const Skeleton& skeleton) {
    const Axes axes = summary_axes(skeleton.catalog, layout.axes);
    GroupWriter group(file, "/summary", axes);
    Summary summary = empty_summary(skeleton.catalog, skeleton.info.sampler);
    std::vector<Extent> out;
    for (const Field& field : summary_fields(skeleton.catalog, summary))
        out.push_back(
            {"/summary/" + field.variable.name, group.reserve(field.variable), 0, field.bytes});
    group.finish();
    return out;
}

/// The commit table: which chunk each column of checksums speaks of, and the checksums.
void reserve_blocks(hid_t file, const Layout& layout, Trailer& trailer) {
    std::vector<std::string> datasets, statistics;
    std::vector<std::int32_t> rows;
    for (const ChunkArray& array : layout.arrays)
        for (std::uint64_t row = 0; row < array.rows; ++row) {
            datasets.push_back(array.path());
            rows.push_back(static_cast<std::int32_t>(row));
        }
    for (const Extent& extent : trailer.statistics)
        statistics.push_back(extent.path);
    Axes axes;
    axes["block"] = plain_axis(layout.n_blocks);
    axes["chunk"] = plain_axis(layout.columns);
    axes["statistic"] = coordinate_axis(statistics, "dataset");
    GroupWriter group(file, "/blocks", axes);
    group.attribute(number_attribute<std::int32_t>("block_runs", kCommitRuns));
    group.attribute(number_attribute<std::uint64_t>("first_block", trailer.first_block));
    group.write({"dataset", Type::text, {"chunk"}, {}}, datasets);
    group.write({"row",
                 Type::int32,
                 {"chunk"},
                 {text_attribute("long_name", "place of the chunk among those of its block")}},
                rows);
    const auto reserve = [&](const char* name, std::vector<std::string> dims, const char* words,
                             std::uint64_t count) -> Extent {
        const Variable variable{
            name, Type::uint64, std::move(dims), {text_attribute("long_name", words)}};
        return {std::string("/blocks/") + name, group.reserve(variable), 0,
                count * sizeof(std::uint64_t)};
    };
    trailer.checksums =
        reserve("checksum", {"block", "chunk"}, "checksum of the chunk; 0: not committed",
                layout.n_blocks * layout.columns);
    trailer.statistic_checksums =
        reserve("statistic_checksum", {"statistic"}, "checksum of the dataset; 0: not written",
                statistics.size());
    group.finish();
}

Extent reserve_complete(hid_t file) {
    const Axes none;
    GroupWriter root(file, "/", none);
    Variable complete{"complete", Type::uint8, {}, {}};
    complete.attributes.push_back({"flag_values", std::vector<std::uint8_t>{0, 1}, true});
    complete.attributes.push_back(text_attribute("flag_meanings", "running complete"));
    return {kCompletePath, root.reserve(complete), 0, 1};
}

}  // namespace

Trailer lay_out(const std::string& path, const Layout& layout, const Skeleton& skeleton) {
    const Hdf5Session session;
    Trailer trailer;
    trailer.runs = layout.runs;
    trailer.n_blocks = layout.n_blocks;
    Handle file = create_hdf5(path);
    write_root(file.id(), skeleton);
    trailer.chunks = reserve_arrays(file.id(), layout);
    each_list(skeleton.catalog,
              [&](const char* group, const char* dim, const auto& rows, const auto& columns) {
                  write_list(file.id(), group, dim, rows, columns, layout.axes);
              });
    write_list(file.id(), "/inputs", "input", stored(skeleton.inputs), kInputColumns, layout.axes);
    trailer.statistics = reserve_summary(file.id(), layout, skeleton);
    reserve_blocks(file.id(), layout, trailer);
    trailer.complete = reserve_complete(file.id());
    file.close(path);
    return trailer;
}

Skeleton read_skeleton(const std::string& path) {
    const Hdf5Session session;
    const Handle file = open_hdf5(path);
    Skeleton out;
    Catalog& catalog = out.catalog;
    out.attributes = text_attributes(file.id());
    read_members(file.id(), catalog, kCatalogColumns);
    read_members(file.id(), out.info, kRunColumns);
    each_list(catalog, [&](const char* group, const char*, auto& rows, const auto& columns) {
        rows = read_list(file.id(), group, columns);
    });
    for (StoredInput& input : read_list(file.id(), "/inputs", kInputColumns))
        out.inputs.push_back({std::move(input.role), std::move(input.name), std::move(input.text)});
    return out;
}

std::vector<std::pair<std::string, std::string>> own_attributes(
    const Catalog& catalog, const std::vector<InputText>& inputs, const std::string& created) {
    const Hdf5Session session;
    const std::string program = std::string("plancast ") + kVersion;
    std::string hashes;
    for (const StoredInput& input : stored(inputs))
        hashes += input.sha256 + "  " + input.name + "\n";
    return {{"Conventions", "CF-1.11"},
            {"title", catalog.title.in(Language::zh)},
            {"history", created + " " + program + " run"},
            {"source",
             program + ", revision " + kRevision + ", " + kCompiler + ", HDF5 " + hdf5_version()},
            {"format", "plancast-result"},
            {"inputs_sha256", hashes}};
}

std::uint64_t skeleton_bound(const Catalog& catalog, const std::vector<InputText>& inputs) {
    constexpr std::uint64_t kFixed = 1u << 20, kPerDataset = 4096, kPerRow = 1024;
    const std::uint64_t datasets =
        catalog.series.size() + catalog.parameters.size() + catalog.targets.size();
    std::uint64_t bytes = kFixed + kPerDataset * datasets + kPerRow * catalog.dims.size();
    for (const InputText& input : inputs)
        bytes += input.text.size();
    return bytes;
}

}  // namespace plancast::store

namespace plancast {

std::string hdf5_version() {
    unsigned major = 0, minor = 0, release = 0;
    store::check(H5get_libversion(&major, &minor, &release), "library version");
    return std::to_string(major) + "." + std::to_string(minor) + "." + std::to_string(release);
}

}  // namespace plancast
