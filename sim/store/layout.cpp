// SPDX-License-Identifier: Apache-2.0
#include "sim/store/layout.h"

#include <algorithm>
#include <set>

#include "plancast/store.h"
#include "sim/base/messages.h"
#include "sim/base/require.h"
#include "sim/store/summary_fields.h"

namespace plancast::store {
namespace {

constexpr auto kBlock = static_cast<std::uint64_t>(kCommitRuns);

template <typename List>
Axis id_axis(const List& list, std::string long_name) {
    std::vector<std::string> ids;
    for (const auto& entry : list)
        ids.push_back(entry.id);
    return coordinate_axis(std::move(ids), std::move(long_name));
}

Axes axes_of(const Catalog& catalog, std::uint64_t runs) {
    std::vector<std::int32_t> years;
    for (int year = catalog.baseline_year; year <= catalog.last_year; ++year)
        years.push_back(year);
    Axes axes;
    axes["scenario"] = id_axis(catalog.scenarios, "scenario");
    axes["year"] = coordinate_axis(std::move(years), "calendar year");
    // A coordinate would cost 8 bytes a run and say nothing: run number and place are the same.
    axes["run"] = plain_axis(runs);
    axes["target"] = id_axis(catalog.targets, "target");
    return axes;
}

/// `long_name` is the Chinese name, as the plan's readers know it.
void add_names(Variable& variable, const LocalText& name) {
    if (name.empty()) return;
    variable.attributes.push_back(text_attribute("long_name", name.in(Language::zh)));
    if (!name.en.empty()) variable.attributes.push_back(text_attribute("name_en", name.en));
}

Variable float_variable(const std::string& id, const std::string& unit,
                        std::vector<std::string> dims) {
    Variable variable{id, Type::float32, std::move(dims), {}};
    variable.attributes.push_back(text_attribute("units", units_attribute(unit)));
    return variable;
}

class Builder {
public:
    Builder(const Catalog& catalog, std::uint64_t runs) : catalog_(catalog) {
        out_.runs = runs;
        out_.n_blocks = runs / kBlock + (runs % kBlock != 0 ? 1 : 0);
        out_.axes = axes_of(catalog, runs);
    }

    Layout build() {
        for (const SeriesInfo& info : catalog_.series)
            if (info.stored) add_series(info);
        for (const ParameterInfo& info : catalog_.parameters)
            add_parameter(info);
        for (const TargetInfo& info : catalog_.targets)
            add_hits(info);
        add_structure();
        add_valid();
        return std::move(out_);
    }

private:
    std::uint64_t scenarios() const { return catalog_.scenarios.size(); }

    void add_series(const SeriesInfo& info) {
        Variable variable = float_variable(info.id, info.unit, {"scenario", "year", "run"});
        add_names(variable, info.name);
        const auto years = static_cast<std::uint64_t>(catalog_.n_years());
        add({"/runs",
             std::move(variable),
             {1, years, kBlock},
             Source::series,
             0,
             scenarios(),
             years * kBlock * sizeof(float)});
    }

    void add_parameter(const ParameterInfo& info) {
        std::vector<std::string> dims{"run"};
        std::vector<std::uint64_t> chunk{kBlock};
        if (info.per_scenario) {
            dims.insert(dims.begin(), "scenario");
            chunk.insert(chunk.begin(), 1);
        }
        Variable variable = float_variable(info.id, info.unit, std::move(dims));
        if (!info.provenance.empty())
            variable.attributes.push_back(text_attribute("provenance", info.provenance));
        add({"/parameters", std::move(variable), std::move(chunk), Source::parameters, 0,
             info.per_scenario ? scenarios() : 1, kBlock * sizeof(float)});
    }

    void add_hits(const TargetInfo& info) {
        Variable variable{info.id, Type::int8, {"scenario", "run"}, {}};
        add_names(variable, info.name);
        add_flags(variable, {"missed", "met"});
        variable.attributes.push_back(
            text_attribute("comment", "counts only where /runs/valid is 1"));
        add({"/hits",
             std::move(variable),
             {scenarios(), kBlock},
             Source::hits,
             0,
             1,
             scenarios() * kBlock});
    }

    void add_structure() {
        Variable variable{"structure", Type::int8, {"run"}, {}};
        variable.attributes.push_back(text_attribute("long_name", "model structure of the run"));
        std::vector<std::string> ids;
        for (const StructureInfo& info : catalog_.structures)
            ids.push_back(info.id);
        PLANCAST_REQUIRE(ids.size() <= INT8_MAX);
        add_flags(variable, ids);
        add({"/runs", std::move(variable), {kBlock}, Source::structure, 0, 1, kBlock});
    }

    void add_valid() {
        Variable variable{"valid", Type::int8, {"scenario", "run"}, {}};
        variable.attributes.push_back(
            text_attribute("long_name", "whether the run was computed, and every value finite"));
        add_flags(variable, {"not_computed", "valid", "invalid"});
        add({"/runs",
             std::move(variable),
             {scenarios(), kBlock},
             Source::valid,
             0,
             1,
             scenarios() * kBlock});
    }

    void add(ChunkArray array) {
        std::uint64_t& used = used_[static_cast<std::size_t>(array.source)];
        array.offset = used;
        used += array.rows * array.chunk_bytes;
        out_.columns += array.rows;
        out_.arrays.push_back(std::move(array));
    }

    const Catalog& catalog_;
    Layout out_;
    std::uint64_t used_[5] = {};  ///< [source] bytes of a block given to datasets so far
};

__extension__ using Wide = unsigned __int128;

std::string decimal(Wide value) {
    std::string digits;
    do {
        digits.insert(digits.begin(), static_cast<char>('0' + static_cast<int>(value % 10)));
        value /= 10;
    } while (value > 0);
    return digits;
}

}  // namespace

std::size_t Layout::find(Source source, std::size_t place) const {
    const auto first = std::find_if(arrays.begin(), arrays.end(), [&](const ChunkArray& array) {
        return array.source == source;
    });
    const std::size_t found = static_cast<std::size_t>(first - arrays.begin()) + place;
    PLANCAST_REQUIRE(found < arrays.size() && arrays[found].source == source);
    return found;
}

Layout make_layout(const Catalog& catalog, std::uint64_t runs) {
    PLANCAST_REQUIRE(catalog.n_scenarios() > 0 && catalog.n_years() > 0 && runs > 0);
    return Builder(catalog, runs).build();
}

int runs_of_block(std::uint64_t runs, std::uint64_t block) {
    return static_cast<int>(std::min(kBlock, runs - block * kBlock));
}

const std::byte* memory_of(const ChunkArray& array, const CommitBlock& block) {
    const auto place = [&](const auto& values) {
        PLANCAST_REQUIRE(array.offset + array.rows * array.chunk_bytes <= values.size_bytes());
        return std::as_bytes(values).data() + array.offset;
    };
    switch (array.source) {
        case Source::series:
            return place(block.series);
        case Source::parameters:
            return place(block.parameters);
        case Source::hits:
            return place(block.hits);
        case Source::structure:
            return place(block.structure);
        case Source::valid:
            break;
    }
    return place(block.valid);
}

std::uint64_t data_bytes(const Catalog& catalog, std::uint64_t runs) {
    const Layout layout = make_layout(catalog, runs);
    Wide block = layout.columns * sizeof(std::uint64_t);
    bool chunks_fit = true;  // HDF5 counts the bytes of a chunk in 32 bits
    for (const ChunkArray& array : layout.arrays) {
        block += Wide{array.rows} * array.chunk_bytes;
        chunks_fit = chunks_fit && array.chunk_bytes <= UINT32_MAX;
    }
    Summary summary = empty_summary(catalog, SamplerKind::sobol);
    Wide total = block * layout.n_blocks;
    for (const Field& field : summary_fields(catalog, summary))
        total += field.bytes;
    if (!chunks_fit || total > INT64_MAX)
        throw Failure(ExitCode::bad_input, Message::store_too_large,
                      {std::to_string(runs), std::to_string(catalog.scenarios.size()),
                       std::to_string(catalog.n_years()), decimal(block), decimal(total)});
    return static_cast<std::uint64_t>(total);
}

void check_names(const Layout& layout) {
    std::set<std::string> taken;
    for (const ChunkArray& array : layout.arrays) {
        for (const std::string& dim : array.variable.dims)
            taken.insert(array.group + "/" + dim);
        PLANCAST_REQUIRE(array.variable.name.find('/') == std::string::npos);
    }
    for (const ChunkArray& array : layout.arrays)
        if (!taken.insert(array.path()).second)
            throw Failure(ExitCode::bad_input, Message::store_reserved_name,
                          {array.variable.name, array.group});
}

void add_flags(Variable& variable, const std::vector<std::string>& meanings) {
    std::vector<std::int8_t> values;
    std::string words;
    for (const std::string& meaning : meanings) {
        values.push_back(static_cast<std::int8_t>(values.size()));
        words += (words.empty() ? "" : " ") + meaning;
    }
    variable.attributes.push_back({"flag_values", std::move(values), true});
    variable.attributes.push_back(text_attribute("flag_meanings", words));
}

std::string units_attribute(const std::string& unit) {
    return unit == "%" ? "percent" : unit;
}

}  // namespace plancast::store
