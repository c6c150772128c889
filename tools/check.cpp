// SPDX-License-Identifier: Apache-2.0
#include "tools/check.h"

#include <algorithm>
#include <filesystem>

#include "plancast/analyze.h"
#include "plancast/program.h"
#include "plancast/run.h"
#include "sim/base/messages.h"

namespace plancast::tools {
namespace {

constexpr int kBaselineRuns = 1024;  // enough to show a spread; a multiple of 64

std::size_t size(int number) {
    return static_cast<std::size_t>(number);
}

bool same_file(const std::string& left, const std::string& right) {
    std::error_code ignored;
    return left == right || std::filesystem::equivalent(left, right, ignored);
}

class Checker {
public:
    CheckReport check(const std::vector<std::string>& paths) {
        std::vector<std::pair<int, FileKind>> alone;
        for (const std::string& path : paths) {
            // Batches first: what they name is then not checked a second time alone.
            SourceSet first_look;
            Diagnostics ignored;
            const std::optional<int> file = read_source(path, first_look, ignored);
            if (file && kind_of_file(first_look, *file) == FileKind::batch) check_batch(path);
        }
        for (const std::string& path : paths)
            if (!known(path)) check_alone(path);
        for (const auto& [file, observations] : observed_)
            check_observed(observations);
        return std::move(report_);
    }

private:
    bool known(const std::string& path) const {
        return std::any_of(report_.files.begin(), report_.files.end(),
                           [&](const CheckedFile& file) { return same_file(file.path, path); });
    }

    /// Adds what was not said before: two batches may name the same plan.
    void take(const Diagnostics& found) {
        for (const Diagnostic& one : found.list()) {
            const auto said = [&](const Diagnostic& before) {
                return before.message == one.message && before.args == one.args &&
                       before.pos.line == one.pos.line && before.pos.column == one.pos.column &&
                       name_of(before.pos.file) == name_of(one.pos.file);
            };
            const auto& all = report_.diagnostics.list();
            if (std::none_of(all.begin(), all.end(), said))
                report_.diagnostics.add(one.message, one.pos, one.args);
        }
    }

    std::string name_of(int file) const { return file < 0 ? "" : report_.sources.name(file); }

    void check_batch(const std::string& path) {
        Diagnostics found;
        const Project project = load_project(path, {}, report_.sources, found);
        for (const InputText& input : project.inputs)
            if (!known(input.name)) report_.files.push_back({input.name, kind_of_role(input.role)});
        if (project.has_plan) plans_.push_back(project.plan);
        if (!found.has_errors())
            if (const auto program = compile(project, report_.sources, {}, found))
                add_baselines(path, project, *program);
        take(found);
    }

    static FileKind kind_of_role(const std::string& role) {
        if (role == "plan") return FileKind::plan;
        if (role == "model") return FileKind::model;
        return role == "batch" ? FileKind::batch : FileKind::scenario;
    }

    void check_alone(const std::string& path) {
        Diagnostics found;
        const std::optional<int> file = read_source(path, report_.sources, found);
        if (file) {
            const std::optional<FileKind> kind = kind_of_file(report_.sources, *file);
            if (kind) {
                report_.files.push_back({path, *kind});
                load_alone(*file, *kind, found);
            } else {
                found.add(Message::file_kind_unknown, {*file, 1, 1, 1});
            }
        }
        take(found);
    }

    void load_alone(int file, FileKind kind, Diagnostics& found) {
        switch (kind) {
            case FileKind::plan:
                plans_.push_back(load_plan(report_.sources, file, found));
                break;
            case FileKind::model:
                check_model(load_model(report_.sources, file, found), found);
                break;
            case FileKind::scenario:
                load_scenario(report_.sources, file, found);
                break;
            case FileKind::batch:
                load_batch(report_.sources, file, found);
                break;
            case FileKind::observed:
                observed_.emplace_back(file, load_observed(report_.sources, file, found));
                break;
        }
    }

    /// Compiles a model by itself, under its defaults, asking for every variable.
    void check_model(Model model, Diagnostics& found) {
        if (found.has_errors()) return;
        Project project;
        project.model = std::move(model);
        project.scenarios.emplace_back();
        project.scenarios.back().id = "plan";
        project.batch.baseline_scenario = "plan";
        project.batch.store.runs = {{"all", {}}};
        compile(project, report_.sources, {}, found);
    }

    void check_observed(const std::vector<Observation>& observations) {
        // Which plan they belong to is only clear where there is one.
        if (plans_.size() != 1) return;
        Diagnostics found;
        check_observations(observations, plans_.front(), found);
        take(found);
    }

    /// The model's value in the plan's baseline year, for targets that count from the published
    /// one.
    void add_baselines(const std::string& path, const Project& project, const Program& program) {
        const Catalog& catalog = program.catalog();
        const int year = project.plan.baseline_year - catalog.baseline_year;
        if (!project.has_plan || year < 0 || year >= catalog.n_years()) return;
        RunSpec spec;
        spec.runs = kBaselineRuns;
        spec.allow_no_fma = true;
        const auto scenario = std::find_if(
            catalog.scenarios.begin(), catalog.scenarios.end(),
            [&](const ScenarioInfo& info) { return info.id == catalog.baseline_scenario; });
        const auto place = static_cast<int>(scenario - catalog.scenarios.begin());
        const std::size_t years = size(catalog.n_years());
        std::vector<float> values(catalog.series.size() * years * kBaselineRuns);
        std::vector<std::int8_t> valid(kBaselineRuns);
        make_simulate(program, spec)
            ->simulate(*random_source(catalog.dims, project.batch.design.seed), place, 0,
                       kBaselineRuns, values, valid);
        for (const TargetInfo& target : catalog.targets) {
            if (target.kind != TargetKind::mean_annual_growth &&
                target.kind != TargetKind::cumulative_since_baseline)
                continue;
            const auto first =
                values.begin() + static_cast<std::ptrdiff_t>(
                                     (size(target.series) * years + size(year)) * kBaselineRuns);
            std::vector<float> of_year(first, first + kBaselineRuns);
            const std::vector<double> found =
                exact_quantiles(of_year, valid, std::vector<double>{.05, .5, .95});
            report_.baselines.push_back(
                {path, target.id, target.name, catalog.series[size(target.series)].unit,
                 project.plan.baseline_year, target.baseline, found[1], found[0], found[2]});
        }
    }

    CheckReport report_;
    std::vector<Plan> plans_;
    std::vector<std::pair<int, std::vector<Observation>>> observed_;
};

}  // namespace

CheckReport check_files(const std::vector<std::string>& paths) {
    return Checker().check(paths);
}

}  // namespace plancast::tools
