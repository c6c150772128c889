// SPDX-License-Identifier: Apache-2.0
// plancast verify: every byte of a result, and every hit against the stored values.
#include "plancast/store.h"
#include "tools/commands.h"
#include "tools/console.h"
#include "tools/csv.h"
#include "tools/json.h"
#include "tools/numbers.h"
#include "tools/recount.h"
#include "tools/text.h"

namespace plancast::tools {
namespace {

struct Verified {
    VerifyReport bytes;
    Recount hits;  ///< only where every byte is sound

    std::vector<Diagnostic> damage() const {
        std::vector<Diagnostic> all = bytes.damage;
        all.insert(all.end(), hits.damage.begin(), hits.damage.end());
        return all;
    }
};

Page verify_page(const Verified& found, const std::string& path, Language language) {
    Page page;
    if (found.damage().empty())
        page.sentence(
            say(language, "{0} 完好：检查了 {1} 字节、{2} 个数据块，重判了 {3} 次达标。",
                "{0} is sound: {1} bytes and {2} blocks checked, {3} hits judged again.",
                {path, grouped(found.bytes.bytes_checked),
                 std::to_string(found.bytes.blocks_checked), grouped(found.hits.judged)}));
    else
        page.sentence(say(language, "{0} 已损坏：", "{0} is damaged:", {path}));
    if (found.hits.skipped > 0)
        page.sentence(
            say(language, "没有存储逐次数值、因而未能重判的目标：{0} 个。",
                "Targets without stored values, whose hits could not be judged again: {0}.",
                {std::to_string(found.hits.skipped)}));
    for (const Diagnostic& damage : found.damage())
        page.item(sentence(damage, language));
    return page;
}

std::string verify_json(const Verified& found, const std::string& path) {
    Json json;
    json.object().key("format").text("plancast-verify").key("version").integer(std::int64_t{1});
    json.key("file").text(path).key("sound").truth(found.damage().empty());
    json.key("bytes_checked").integer(found.bytes.bytes_checked);
    json.key("blocks_checked").integer(found.bytes.blocks_checked);
    json.key("hits_judged").integer(found.hits.judged);
    json.key("targets_without_values").integer(std::int64_t{found.hits.skipped});
    json.key("damage").array();
    for (const Diagnostic& damage : found.damage())
        json.text(sentence(damage, Language::en));
    return json.end().end().take();
}

Csv verify_csv(const Verified& found, Language language) {
    Csv csv({"damage"});
    for (const Diagnostic& damage : found.damage())
        csv.text(sentence(damage, language)).end_row();
    return csv;
}

ExitCode verify(const Arguments& arguments) {
    const std::string& path = arguments.words()[0];
    Verified found;
    found.bytes = verify_result(path);
    if (found.bytes.damage.empty()) found.hits = recount_hits(ResultReader(path));
    if (arguments.format() == Format::json)
        put_result(verify_json(found, path));
    else if (arguments.format() == Format::csv)
        put_result(verify_csv(found, arguments.language()).take(arguments.excel()));
    else
        put_page(verify_page(found, path, arguments.language()), arguments.format());
    return found.damage().empty() ? ExitCode::done : ExitCode::damaged_file;
}

}  // namespace

Command verify_command() {
    Command command;
    command.name = "verify";
    command.words = "R.h5";
    command.missing = "R.h5";
    command.summary = {"检查结果文件的每个字节和每次达标记录",
                       "check every byte of a result, and every hit against the stored values"};
    command.reads = true;
    command.run = verify;
    return command;
}

}  // namespace plancast::tools
