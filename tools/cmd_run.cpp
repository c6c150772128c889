// SPDX-License-Identifier: Apache-2.0
// plancast run: simulates a batch into a result file.
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <iterator>
#include <numeric>

#include "plancast/run.h"
#include "plancast/store.h"
#include "sim/base/messages.h"
#include "sim/base/words.h"
#include "sim/run/spec.h"
#include "tools/commands.h"
#include "tools/console.h"
#include "tools/numbers.h"
#include "tools/project.h"
#include "tools/text.h"

namespace plancast::tools {
namespace {

constexpr std::size_t kShownFaults = 20;

RunSpec run_spec(const Arguments& arguments, const Design& design) {
    RunSpec spec;
    spec.runs = arguments.number("runs", design.runs, 1, kMostRuns);
    spec.seed = arguments.number("seed", design.seed, 0, UINT64_MAX);
    spec.sampler = design.sampler;
    if (arguments.has("sampler")) {
        const std::string name = arguments.text("sampler");
        const auto known = std::find(std::begin(kSamplers), std::end(kSamplers), name);
        if (known == std::end(kSamplers))
            throw Failure(ExitCode::bad_input, Message::option_value,
                          {"--sampler", name, "random, lhs, sobol"});
        spec.sampler = static_cast<SamplerKind>(known - std::begin(kSamplers));
    }
    spec.threads = static_cast<int>(arguments.number("threads", 0, 0, 4096));
    spec.block_runs = static_cast<int>(arguments.number("block-runs", 0, 0, 1u << 30));
    spec.kernel_target = arguments.text("kernels");
    spec.allow_no_fma = arguments.has("allow-no-fma");
    return spec;
}

void announce(const Arguments& arguments, const Catalog& catalog, const RunSpec& spec,
              std::uint64_t file_bytes, std::uint64_t memory_bytes) {
    put_note(
        arguments.say("情景 {0} 个，运行 {1} 次，{2} 至 {3} 年；文件 {4}，内存约 {5}\n",
                      "scenarios: {0}, runs: {1}, years: {2} to {3}; file {4}, memory about "
                      "{5}\n",
                      {std::to_string(catalog.n_scenarios()), grouped(spec.runs),
                       std::to_string(catalog.baseline_year), std::to_string(catalog.last_year),
                       bytes_text(file_bytes), bytes_text(memory_bytes)}));
}

/// Where runs became invalid, and how to look at one of them.
void report_faults(const Arguments& arguments, const Catalog& catalog, const Summary& summary,
                   const std::string& path) {
    const Language language = arguments.language();
    const std::vector<std::string> lines = fault_lines(catalog, summary.faults, language);
    for (std::size_t at = 0; at < lines.size() && at < kShownFaults; ++at)
        put_note(arguments.say("无效：", "invalid: ") + lines[at] + "\n");
    if (lines.size() > kShownFaults)
        put_note(arguments.say("另有 {0} 处，见 plancast info {1}\n",
                               "and {0} more places; see plancast info {1}\n",
                               {std::to_string(lines.size() - kShownFaults), shell_word(path)}));
    if (lines.empty()) return;
    const Fault& first = summary.faults.front();
    put_note(arguments.say(
        "查看：plancast replay {0} --scenario {1} --run {2}\n",
        "to see it: plancast replay {0} --scenario {1} --run {2}\n",
        {shell_word(path), catalog.scenarios[static_cast<std::size_t>(first.scenario)].id,
         std::to_string(first.run)}));
}

Summary run_shown(const Program& program, RunSpec spec, ResultWriter& writer, Language language) {
    ProgressLine line(language);
    spec.progress = [&line](const Progress& progress) { line.show(progress); };
    return run(program, spec, &writer);
}

ExitCode run_batch(const Arguments& arguments) {
    const std::string path = arguments.text("output");
    if (path.empty())
        throw Failure(ExitCode::bad_input, Message::option_missing, {"run", "-o R.h5"});
    const Compiled compiled = compile_batch(arguments.words()[0], arguments.texts("set"),
                                            arguments.list("scenarios"), arguments.language());
    const Program& program = compiled.program;
    const Catalog& catalog = program.catalog();
    const RunSpec spec = run_spec(arguments, compiled.project.batch.design);
    const std::uint64_t file_bytes = ResultWriter::planned_bytes(catalog, spec.runs);
    const RunInfo info = run_info(spec);
    announce(arguments, catalog, spec, file_bytes, run_bytes(program, spec));

    ResultWriter writer(path, catalog, info, compiled.project.inputs, arguments.has("force"));
    const auto start = std::chrono::steady_clock::now();
    const Summary summary = run_shown(program, spec, writer, arguments.language());
    const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - start;
    writer.finish(summary);

    const double rate = static_cast<double>(spec.runs) * catalog.n_scenarios() / seconds.count();
    put_note(arguments.say(
        "{0}（{1}）：{2} 次运行，{3} 秒，每秒 {4} 次（逐情景计），线程 {5}\n",
        "{0} ({1}): {2} runs in {3} s, {4} a second counting each scenario, "
        "threads: {5}\n",
        {path, bytes_text(std::filesystem::file_size(path)), grouped(spec.runs),
         fmt::format("{:.2f}", seconds.count()), grouped(static_cast<std::uint64_t>(rate)),
         std::to_string(threads_of(spec))}));
    report_faults(arguments, catalog, summary, path);
    const std::int64_t invalid =
        std::accumulate(summary.invalid_runs.begin(), summary.invalid_runs.end(), std::int64_t{0});
    if (invalid == 0) return ExitCode::done;
    put_note(arguments.say("{0} 次运行无效；它们不算达标，结果文件已保留并注明\n",
                           "{0} runs are invalid; they never count as met. The file is kept and "
                           "says so\n",
                           {grouped(static_cast<std::uint64_t>(invalid))}));
    return arguments.has("allow-invalid") ? ExitCode::done : ExitCode::invalid_runs;
}

}  // namespace

Command run_command() {
    Command command;
    command.name = "run";
    command.words = "BATCH -o R.h5";
    command.missing = "BATCH";
    command.summary = {"模拟一个批次，写出结果文件", "simulate a batch into a result file"};
    command.description = {
        "批次文件指明规划、模型、情景和抽样设计。线程数、计算块和内核不影响任何数字。",
        "The batch file names plan, model, scenarios and design. Threads, blocks and kernels "
        "change "
        "no number."};
    command.options = {
        {"output,o", "FILE", {"结果文件（必需）", "the result file (needed)"}},
        {"runs", "N", {"运行次数，代替批次中的", "number of runs, instead of the batch's"}},
        {"seed", "S", {"随机种子，代替批次中的", "seed, instead of the batch's"}},
        {"sampler",
         "NAME",
         {"random、lhs 或 sobol，代替批次中的", "random, lhs or sobol, instead of the batch's"}},
        {"set",
         "LEVER=VALUE",
         {"在每个情景之后设定一项措施，可多次使用",
          "set a lever after each scenario's own changes; may be repeated"},
         true},
        {"scenarios", "ID,..", {"只运行这些情景", "run these scenarios only"}, true},
        {"threads", "T", {"线程数，0 为全部核心", "threads; 0 for every core"}},
        {"force", "", {"覆盖已有的结果文件", "replace a result file that is there"}},
        {"allow-invalid", "", {"有无效运行时也以 0 退出", "exit with 0 in spite of invalid runs"}},
        {"block-runs",
         "N",
         {"计算块的运行次数，64 的倍数；0 按缓存选择",
          "runs of an engine block, a multiple of 64; 0 by the cache"}},
        {"kernels", "NAME", {"指令集，见 --version", "instruction set; see --version"}},
        {"allow-no-fma",
         "",
         {"允许在没有融合乘加指令的处理器上运行（末位不同，结果会注明）",
          "run on a processor without fused multiply-add (other last bits; "
          "the result says so)"}}};
    command.run = run_batch;
    return command;
}

}  // namespace plancast::tools
