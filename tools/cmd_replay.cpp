// SPDX-License-Identifier: Apache-2.0
// plancast replay: one run of a result again, from the file alone, with every variable.
#include <fmt/format.h>

#include <cmath>

#include "sim/base/messages.h"
#include "tools/commands.h"
#include "tools/console.h"
#include "tools/csv.h"
#include "tools/find.h"
#include "tools/grid.h"
#include "tools/json.h"
#include "tools/labels.h"
#include "tools/numbers.h"
#include "tools/project.h"
#include "tools/replay.h"
#include "tools/text.h"

namespace plancast::tools {
namespace {

constexpr int kShownDigits = 6;
constexpr int kShownOrigin = 44;  // columns of a parameter's origin

std::size_t size(int number) {
    return static_cast<std::size_t>(number);
}

/// In an invalid run NaN is shown as such; in a valid one it says that there is no value.
std::string shown(float value, bool valid) {
    if (!valid && !std::isfinite(value)) return fmt::format("{}", value);
    return short_number(static_cast<double>(value), kShownDigits);
}

Sheet parameter_sheet(const Replay& replay, Language language) {
    Sheet sheet{{{say(language, "参数（按存储值）", "parameter, as stored")},
                 {say(language, "数值", "value"), true},
                 {say(language, "单位", "unit")},
                 {say(language, "出处", "where it comes from")}},
                {}};
    for (const auto& [info, value] : replay.parameters)
        sheet.rows.push_back(
            {info.id, shown(value, replay.valid), info.unit, fit(info.provenance, kShownOrigin)});
    return sheet;
}

Page replay_page(const Replay& replay, const Catalog& catalog, Language language) {
    Page page;
    page.heading(say(language, "情景 {0}，运行 {1}，结构 {2}",
                     "Scenario {0}, run {1}, structure {2}",
                     {catalog.scenarios[size(replay.scenario)].id, std::to_string(replay.run),
                      replay.structure}));
    if (!replay.valid)
        page.sentence(say(language, "这次运行无效：出现了非有限的数值。",
                          "This run is invalid: it has a value that is not finite."));
    if (replay.fault)
        page.sentence(
            say(language, "首先出现在 {0} 年的变量 {1}（{2}）。",
                "It is first found in {0}, in variable {1} ({2}).",
                {std::to_string(replay.fault->year), replay.fault->variable, replay.fault->place}));
    Grid grid;
    grid.corner = say(language, "变量", "variable");
    for (int year = 0; year < catalog.n_years(); ++year)
        grid.ids.push_back(std::to_string(catalog.baseline_year + year));
    grid.names = grid.ids;
    for (std::size_t at = 0; at < replay.series.size(); ++at) {
        GridRow row{replay.series[at].id + " [" + replay.series[at].unit + "]", "", {}};
        for (const float value : replay.values[at])
            row.cells.push_back(shown(value, replay.valid));
        grid.rows.push_back(std::move(row));
    }
    add_grid(page, grid);
    if (!replay.parameters.empty()) page.sheet(parameter_sheet(replay, language));
    if (replay.differences.empty())
        page.sentence(say(language, "与存储的数值逐位相等（比较了 {0} 个数）。",
                          "Equal to the stored values, bit for bit ({0} numbers compared).",
                          {std::to_string(replay.compared)}));
    for (const Difference& difference : replay.differences)
        page.item(say(
            language, "{0}，{1} 年：存储值 {2}，重放值 {3}", "{0}, {1}: stored {2}, replayed {3}",
            {difference.variable, std::to_string(difference.year),
             fmt::format("{}", difference.stored), fmt::format("{}", difference.replayed)}));
    return page;
}

void put_fault(Json& json, const Replay& replay) {
    json.key("fault");
    if (!replay.fault) {
        json.null();
        return;
    }
    json.object().key("year").integer(std::int64_t{replay.fault->year});
    json.key("variable").text(replay.fault->variable);
    json.key("place").text(replay.fault->place).end();
}

std::string replay_json(const Replay& replay, const Catalog& catalog) {
    Json json;
    json.object().key("format").text("plancast-replay").key("version").integer(std::int64_t{1});
    json.key("scenario").text(catalog.scenarios[size(replay.scenario)].id);
    json.key("run").integer(replay.run).key("structure").text(replay.structure);
    json.key("valid").truth(replay.valid);
    put_fault(json, replay);
    json.key("years").array();
    for (int year = 0; year < catalog.n_years(); ++year)
        json.integer(std::int64_t{catalog.baseline_year + year});
    json.end().key("variables").array();
    for (std::size_t at = 0; at < replay.series.size(); ++at) {
        json.object().key("id").text(replay.series[at].id);
        json.key("unit").text(replay.series[at].unit).key("values").array();
        for (const float value : replay.values[at])
            json.number(value);
        json.end().end();
    }
    json.end().key("parameters").array();
    for (const auto& [info, value] : replay.parameters) {
        json.object().key("id").text(info.id).key("unit").text(info.unit);
        json.key("value").number(value).end();
    }
    json.end().key("compared").integer(replay.compared).key("differences").array();
    for (const Difference& difference : replay.differences) {
        json.object().key("variable").text(difference.variable);
        json.key("year").integer(std::int64_t{difference.year});
        json.key("stored").number(difference.stored);
        json.key("replayed").number(difference.replayed).end();
    }
    return json.end().end().take();
}

Csv replay_csv(const Replay& replay, const Catalog& catalog) {
    Csv csv({"variable", "unit", "year", "value"});
    for (std::size_t at = 0; at < replay.series.size(); ++at)
        for (int year = 0; year < catalog.n_years(); ++year) {
            csv.text(replay.series[at].id).text(replay.series[at].unit);
            csv.integer(catalog.baseline_year + year);
            csv.number(replay.values[at][size(year)]).end_row();
        }
    return csv;
}

void show(const Replay& replay, const Catalog& catalog, const Arguments& arguments) {
    if (arguments.format() == Format::json)
        put_result(replay_json(replay, catalog));
    else if (arguments.format() == Format::csv)
        put_result(replay_csv(replay, catalog).take(arguments.excel()));
    else
        put_page(replay_page(replay, catalog, arguments.language()), arguments.format());
}

ExitCode replay(const Arguments& arguments) {
    const std::string& path = arguments.words()[0];
    for (const char* needed : {"scenario", "run"})
        if (!arguments.has(needed))
            throw Failure(ExitCode::bad_input, Message::option_missing,
                          {"replay", "--" + std::string(needed)});
    const ResultReader reader(path);
    const int scenario = find_scenario(reader.catalog(), arguments.text("scenario"));
    const std::uint64_t run = arguments.number("run", 0, 0, reader.info().runs - 1);
    const Program program = compile_stored(reader, scenario, arguments.language());
    Replay found = replay_run(reader, program, scenario, run, path);
    keep_variables(found, arguments.list("variables"));
    show(found, reader.catalog(), arguments);
    if (found.differences.empty()) return ExitCode::done;
    throw Failure(ExitCode::damaged_file, Message::replay_differs,
                  {std::to_string(found.differences.size()), written_by(reader)});
}

}  // namespace

Command replay_command() {
    Command command;
    command.name = "replay";
    command.words = "R.h5 --scenario S --run I";
    command.missing = "R.h5";
    command.summary = {"只凭结果文件重算一次运行，列出全部变量",
                       "compute one run again from the result file alone, with every variable"};
    command.description = {
        "按文件中保存的输入重新编译，重算该次运行，并与存储的数值逐位比较；不同则退出码为 3。",
        "Compiles the inputs the file holds, computes the run, and compares it bit for bit with "
        "what is stored; exits with 3 where they differ."};
    command.options = {
        {"scenario", "ID", {"情景（必需）", "the scenario (needed)"}},
        {"run", "I", {"运行的编号，从 0 起（必需）", "number of the run, from 0 (needed)"}},
        {"variables", "ID,..", {"只列出这些变量", "list these variables only"}, true}};
    command.reads = true;
    command.run = replay;
    return command;
}

}  // namespace plancast::tools
