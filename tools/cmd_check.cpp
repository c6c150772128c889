// SPDX-License-Identifier: Apache-2.0
// plancast check: every mistake in files of any kind.
#include <algorithm>
#include <limits>
#include <tuple>

#include "sim/base/messages.h"
#include "tools/check.h"
#include "tools/commands.h"
#include "tools/console.h"
#include "tools/csv.h"
#include "tools/json.h"
#include "tools/labels.h"
#include "tools/numbers.h"
#include "tools/text.h"

namespace plancast::tools {
namespace {

const char* severity_word(Severity severity) {
    return severity == Severity::error     ? "error"
           : severity == Severity::warning ? "warning"
                                           : "note";
}

std::string kind_name(FileKind kind, Language language) {
    switch (kind) {
        case FileKind::plan:
            return say(language, "规划", "plan");
        case FileKind::model:
            return say(language, "模型", "model");
        case FileKind::scenario:
            return say(language, "情景", "scenario");
        case FileKind::batch:
            return say(language, "批次", "batch");
        case FileKind::observed:
            break;
    }
    return say(language, "观测值", "observed values");
}

std::string code_of(const Diagnostic& diagnostic) {
    const MessageText& text = message_text(diagnostic.message);
    return "EWN"[static_cast<int>(text.severity)] + std::to_string(text.number);
}

std::string file_of(const CheckReport& report, const Diagnostic& diagnostic) {
    return diagnostic.pos.file < 0 ? "" : report.sources.name(diagnostic.pos.file);
}

int count(const CheckReport& report, Severity wanted) {
    const auto& list = report.diagnostics.list();
    return static_cast<int>(std::count_if(list.begin(), list.end(), [&](const Diagnostic& one) {
        return severity(one.message) == wanted;
    }));
}

/// In the order they are rendered in: by file and place.
std::vector<Diagnostic> in_order(const CheckReport& report) {
    std::vector<Diagnostic> list = report.diagnostics.list();
    const auto key = [](const Diagnostic& one) {
        return std::tuple(one.pos.file, one.pos.line, one.pos.column);
    };
    std::stable_sort(
        list.begin(), list.end(),
        [&](const Diagnostic& left, const Diagnostic& right) { return key(left) < key(right); });
    return list;
}

std::string checked_sentence(const CheckReport& report, Language language) {
    std::vector<std::string> files;
    for (const CheckedFile& file : report.files)
        files.push_back(kind_name(file.kind, language) + " " + file.path);
    const int errors = count(report, Severity::error), warnings = count(report, Severity::warning);
    return say(language, "检查了 {0} 个文件（{1}）：{2} 个错误，{3} 个警告。",
               "Checked: {1}. Errors: {2}, warnings: {3}.",
               {std::to_string(files.size()), join(files, language), std::to_string(errors),
                std::to_string(warnings)});
}

Page check_page(const CheckReport& report, Language language) {
    Page page;
    if (!report.baselines.empty()) {
        Sheet sheet{{{say(language, "增长和累计的起点", "where growth and sums count from")},
                     {say(language, "年份", "year")},
                     {say(language, "单位", "unit")},
                     {say(language, "规划公布", "plan"), true},
                     {say(language, "模型中位数", "model, median"), true},
                     {say(language, "模型 5 % 至 95 %", "model, 5 % to 95 %"), true}},
                    {}};
        for (const BaselinePair& pair : report.baselines)
            sheet.rows.push_back(
                {name_or_id(pair.name, pair.target, language), std::to_string(pair.year), pair.unit,
                 short_number(pair.plan), short_number(pair.model),
                 pair.model_low == pair.model_high
                     ? "-"
                     : short_number(pair.model_low) + " - " + short_number(pair.model_high)});
        page.sheet(std::move(sheet));
        page.sentence(say(language, "目标按规划公布的基期值评判；差别大时请核对模型。",
                          "Targets are judged from the plan's published value; where the two are "
                          "far apart, look at the model."));
    }
    page.sentence(checked_sentence(report, language));
    return page;
}

std::string check_json(const CheckReport& report) {
    Json json;
    json.object().key("format").text("plancast-check").key("version").integer(std::int64_t{1});
    json.key("errors").integer(std::int64_t{count(report, Severity::error)});
    json.key("warnings").integer(std::int64_t{count(report, Severity::warning)});
    json.key("files").array();
    for (const CheckedFile& file : report.files) {
        json.object().key("file").text(file.path);
        json.key("kind").text(kind_name(file.kind, Language::en)).end();
    }
    json.end().key("diagnostics").array();
    for (const Diagnostic& one : in_order(report)) {
        json.object().key("severity").text(severity_word(severity(one.message)));
        json.key("code").text(code_of(one)).key("file").text(file_of(report, one));
        json.key("line").integer(std::int64_t{one.pos.line});
        json.key("column").integer(std::int64_t{one.pos.column});
        json.key("message").text(sentence(one, Language::en));
        json.key("message_zh").text(sentence(one, Language::zh)).end();
    }
    json.end().key("baselines").array();
    for (const BaselinePair& pair : report.baselines) {
        json.object().key("batch").text(pair.batch).key("target").text(pair.target);
        json.key("year").integer(std::int64_t{pair.year}).key("unit").text(pair.unit);
        json.key("plan").number(pair.plan).key("model").number(pair.model);
        json.key("model_p05").number(pair.model_low).key("model_p95").number(pair.model_high).end();
    }
    return json.end().end().take();
}

Csv check_csv(const CheckReport& report, Language language) {
    Csv csv({"file", "line", "column", "severity", "code", "message"});
    for (const Diagnostic& one : in_order(report)) {
        csv.text(file_of(report, one)).integer(one.pos.line).integer(one.pos.column);
        csv.text(severity_word(severity(one.message))).text(code_of(one));
        csv.text(sentence(one, language)).end_row();
    }
    return csv;
}

ExitCode check(const Arguments& arguments) {
    const CheckReport report = check_files(arguments.words());
    if (arguments.format() == Format::json) {
        put_result(check_json(report));
    } else if (arguments.format() == Format::csv) {
        put_result(check_csv(report, arguments.language()).take(arguments.excel()));
    } else {
        put_diagnostics(report.diagnostics, report.sources, arguments.language());
        put_page(check_page(report, arguments.language()), arguments.format());
    }
    return report.diagnostics.has_errors() ? ExitCode::bad_input : ExitCode::done;
}

}  // namespace

Command check_command() {
    Command command;
    command.name = "check";
    command.words = "FILE...";
    command.missing = "FILE";
    command.most_words = std::numeric_limits<std::size_t>::max();
    command.summary = {"检查规划、模型、情景、批次和观测值文件，一次列出全部错误",
                       "check plan, model, scenario, batch and observed files; every mistake at "
                       "once"};
    command.description = {
        "各文件单独检查；批次连同它所列的文件一起编译，并列出增长和累计目标的两种基期值。有错误时退"
        "出码为 2，"
        "只有警告时为 0。",
        "Files are checked alone; a batch is compiled with everything it names, and the two "
        "baselines of growth and cumulative targets are shown. Exits with 2 on errors, with 0 on "
        "warnings."};
    command.reads = true;
    command.run = check;
    return command;
}

}  // namespace plancast::tools
