// SPDX-License-Identifier: Apache-2.0
// plancast info: what a result file holds and where it comes from. Also of a file that is not
// complete.
#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "plancast/store.h"
#include "sim/base/hash.h"
#include "tools/commands.h"
#include "tools/console.h"
#include "tools/csv.h"
#include "tools/json.h"
#include "tools/labels.h"
#include "tools/numbers.h"
#include "tools/project.h"
#include "tools/text.h"

namespace plancast::tools {
namespace {

struct FileView {
    const std::string& path;
    const ResultReader& reader;
    std::uint64_t bytes;

    const Catalog& catalog() const { return reader.catalog(); }
};

std::string provenance_of(const Catalog& catalog, Language language) {
    const auto assumed = std::count_if(catalog.parameters.begin(), catalog.parameters.end(),
                                       [](const ParameterInfo& parameter) {
                                           return parameter.provenance.starts_with("assumption");
                                       });
    return say(language, "{0} 个，其中 {1} 个出自假设", "{0}, {1} of them assumed",
               {std::to_string(catalog.parameters.size()), std::to_string(assumed)});
}

/// Names and values of the file as a whole.
Sheet facts(const FileView& view, Language language) {
    const ResultReader& reader = view.reader;
    const Catalog& catalog = view.catalog();
    const RunInfo& info = reader.info();
    Sheet sheet{{{say(language, "项目", "what")}, {say(language, "内容", "value")}}, {}};
    const auto add = [&](const char* zh, const char* en, const std::string& value) {
        sheet.rows.push_back({say(language, zh, en), value});
    };
    add("状态", "state",
        reader.complete()
            ? say(language, "完整", "complete")
            : say(language, "未完成：{1} 个数据块中已写 {0} 个", "not complete: {0} of {1} blocks",
                  {std::to_string(reader.recorded_blocks()), std::to_string(reader.blocks())}));
    add("大小", "size", bytes_text(view.bytes) + " (" + grouped(view.bytes) + " B)");
    add("规划", "plan", catalog.plan_id);
    add("模型", "model", catalog.model_id);
    add("年份", "years", fmt::format("{} - {}", catalog.baseline_year, catalog.last_year));
    add("运行次数", "runs", grouped(info.runs));
    add("种子", "seed", std::to_string(info.seed));
    add("抽样", "sampler", sampler_name(info.sampler, language));
    add("内核", "kernels",
        info.kernel_target + (info.fma ? ""
                                       : say(language, "（无融合乘加，末位不同）",
                                             " (no fused multiply-add: other last bits)")));
    add("随机参数", "drawn parameters", provenance_of(catalog, language));
    add("目标", "targets",
        say(language, "{0} 个可评估，{1} 个尚不能", "{0} assessed, {1} not yet",
            {std::to_string(catalog.targets.size()),
             std::to_string(catalog.not_assessable.size())}));
    for (const auto& [name, value] : reader.attributes())
        if (name == "history" || name == "source" || name == "Conventions")
            sheet.rows.push_back({name, value});
    return sheet;
}

Sheet scenario_sheet(const FileView& view, Language language) {
    Sheet sheet{{{say(language, "情景", "scenario")},
                 {say(language, "名称", "name")},
                 {say(language, "有效运行", "valid runs"), true},
                 {say(language, "无效运行", "invalid runs"), true}},
                {}};
    for (std::size_t at = 0; at < view.catalog().scenarios.size(); ++at) {
        const ScenarioInfo& info = view.catalog().scenarios[at];
        const bool known = view.reader.complete();
        sheet.rows.push_back(
            {info.id, info.name.in(language),
             known ? std::to_string(view.reader.summary().valid_runs[at]) : "-",
             known ? std::to_string(view.reader.summary().invalid_runs[at]) : "-"});
    }
    return sheet;
}

Sheet series_sheet(const Catalog& catalog, Language language) {
    Sheet sheet{{{say(language, "序列", "series")},
                 {say(language, "名称", "name")},
                 {say(language, "单位", "unit")},
                 {say(language, "保存", "kept")}},
                {}};
    for (const SeriesInfo& info : catalog.series) {
        const std::string kept = info.stored       ? say(language, "每次运行", "every run")
                                 : info.summarized ? say(language, "汇总", "summary")
                                                   : say(language, "仅达标", "hits only");
        sheet.rows.push_back({info.id, fit(info.name.in(language), 50), info.unit, kept});
    }
    return sheet;
}

Sheet input_sheet(const ResultReader& reader, Language language) {
    Sheet sheet{
        {{say(language, "输入", "input")}, {say(language, "字节", "bytes"), true}, {"SHA-256"}},
        {}};
    for (const InputText& input : reader.inputs())
        sheet.rows.push_back(
            {input.name, std::to_string(input.text.size()), sha256_hex(input.text)});
    return sheet;
}

Page info_page(const FileView& view, Language language) {
    const Catalog& catalog = view.catalog();
    Page page;
    page.heading(name_or_id(catalog.title, catalog.model_id, language));
    page.sheet(facts(view, language));
    page.sheet(scenario_sheet(view, language));
    if (catalog.structures.size() > 1) {
        std::vector<std::string> parts;
        for (const StructureInfo& structure : catalog.structures)
            parts.push_back(fmt::format("{} {} {} %", structure.id, structure.name.in(language),
                                        percent(structure.weight)));
        page.sentence(
            say(language, "模型结构：{0}。", "Structures: {0}.", {join(parts, language)}));
    }
    page.sheet(series_sheet(catalog, language));
    page.sheet(input_sheet(view.reader, language));
    if (!view.reader.complete()) return page;
    const auto faults = fault_lines(catalog, view.reader.summary().faults, language);
    if (!faults.empty()) page.heading(say(language, "运行失效之处", "Where runs became invalid"));
    for (const std::string& line : faults)
        page.item(line);
    return page;
}

void put_faults(Json& json, const FileView& view) {
    json.key("faults").array();
    if (view.reader.complete())
        for (const Fault& fault : view.reader.summary().faults) {
            const auto scenario = static_cast<std::size_t>(fault.scenario);
            json.object().key("scenario").text(view.catalog().scenarios[scenario].id);
            json.key("year").integer(std::int64_t{fault.year});
            json.key("variable").text(fault.variable).key("place").text(fault.place);
            json.key("run").integer(fault.run).key("runs").integer(fault.runs).end();
        }
    json.end();
}

void put_catalog(Json& json, const FileView& view) {
    const Catalog& catalog = view.catalog();
    const bool complete = view.reader.complete();
    json.key("scenarios").array();
    for (std::size_t at = 0; at < catalog.scenarios.size(); ++at) {
        json.object().key("id").text(catalog.scenarios[at].id);
        json.key("name").both(catalog.scenarios[at].name).key("invalid_runs");
        complete ? json.integer(view.reader.summary().invalid_runs[at]) : json.null();
        json.end();
    }
    json.end().key("structures").array();
    for (const StructureInfo& structure : catalog.structures) {
        json.object().key("id").text(structure.id).key("name").both(structure.name);
        json.key("weight").number(structure.weight).end();
    }
    json.end().key("series").array();
    for (const SeriesInfo& info : catalog.series) {
        json.object().key("id").text(info.id).key("name").both(info.name);
        json.key("unit").text(info.unit).key("stored").truth(info.stored);
        json.key("summarized").truth(info.summarized).end();
    }
    json.end().key("parameters").array();
    for (const ParameterInfo& info : catalog.parameters) {
        json.object().key("id").text(info.id).key("unit").text(info.unit);
        json.key("provenance").text(info.provenance).end();
    }
    json.end().key("targets").array();
    for (const TargetInfo& info : catalog.targets) {
        json.object().key("id").text(info.id).key("indicator").text(info.indicator);
        json.key("year").integer(std::int64_t{info.year}).key("tier").text(to_string(info.tier));
        json.key("threshold").number(info.threshold).end();
    }
    json.end();
}

std::string info_json(const FileView& view) {
    const RunInfo& info = view.reader.info();
    Json json;
    json.object().key("format").text("plancast-info").key("version").integer(std::int64_t{1});
    json.key("file").text(view.path).key("bytes").integer(view.bytes);
    json.key("complete").truth(view.reader.complete());
    json.key("blocks").integer(view.reader.blocks());
    json.key("recorded_blocks").integer(view.reader.recorded_blocks());
    json.key("runs").integer(info.runs).key("seed").integer(info.seed);
    json.key("sampler").text(to_string(info.sampler)).key("rng_scheme").text(info.rng_scheme);
    json.key("kernels").text(info.kernel_target).key("fma").truth(info.fma);
    json.key("plan").text(view.catalog().plan_id).key("model").text(view.catalog().model_id);
    json.key("attributes").object();
    for (const auto& [name, value] : view.reader.attributes())
        json.key(name).text(value);
    json.end().key("inputs").array();
    for (const InputText& input : view.reader.inputs()) {
        json.object().key("role").text(input.role).key("name").text(input.name);
        json.key("bytes").integer(std::uint64_t{input.text.size()});
        json.key("sha256").text(sha256_hex(input.text)).end();
    }
    json.end();
    put_catalog(json, view);
    put_faults(json, view);
    return json.end().take();
}

Csv info_csv(const FileView& view, Language language) {
    Csv csv({"what", "value"});
    for (const std::vector<std::string>& row : facts(view, language).rows)
        csv.text(row[0]).text(row[1]).end_row();
    return csv;
}

ExitCode info(const Arguments& arguments) {
    const std::string& path = arguments.words()[0];
    const ResultReader reader(path, true);
    const FileView view{path, reader, std::filesystem::file_size(path)};
    if (arguments.format() == Format::json)
        put_result(info_json(view));
    else if (arguments.format() == Format::csv)
        put_result(info_csv(view, arguments.language()).take(arguments.excel()));
    else
        put_page(info_page(view, arguments.language()), arguments.format());
    return ExitCode::done;
}

}  // namespace

Command info_command() {
    Command command;
    command.name = "info";
    command.words = "R.h5";
    command.missing = "R.h5";
    command.summary = {"结果文件的来源、内容和大小（未完成的文件也可以）",
                       "where a result comes from, what it holds and its size; of a partial one "
                       "too"};
    command.reads = true;
    command.run = info;
    return command;
}

}  // namespace plancast::tools
