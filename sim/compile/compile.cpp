// SPDX-License-Identifier: Apache-2.0
// The compiler from end to end: check, lay out the catalog, expand each structure, lower it.
#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <utility>

#include "plancast/program.h"
#include "sim/base/messages.h"
#include "sim/compile/catalog.h"
#include "sim/compile/expander.h"
#include "sim/compile/lower.h"
#include "sim/kernel/code.h"

namespace plancast {

Program::Program(Catalog catalog, std::unique_ptr<const kernel::Code> code)
    : catalog_(std::move(catalog)), code_(std::move(code)) {}
Program::Program(Program&&) noexcept = default;
Program::~Program() = default;

namespace compiler {
namespace {

std::size_t at(int number) {
    return static_cast<std::size_t>(number);
}

bool is_random(EntryKind kind) {
    return kind == EntryKind::parameter || kind == EntryKind::draw;
}

/// Two names whose luck would be the same are refused: there are 2^32 hashes.
void check_hashes(const Project& project, const ModelCode& code, Diagnostics& diagnostics) {
    std::map<std::uint32_t, std::string> known;
    for (std::size_t entry = 0; entry < project.model.entries.size(); ++entry) {
        const Entry& named = project.model.entries[entry];
        if (!is_random(named.kind)) continue;
        const int number = static_cast<int>(entry);
        for (int element = 0; element < code.symbols.size_of(number); ++element) {
            const std::string name = code.symbols.scalar_name(number, element);
            const auto [found, fresh] = known.emplace(kernel::name_hash(name), name);
            if (!fresh && found->second != name)
                diagnostics.add(Message::hash_collision, named.pos, {name, found->second});
        }
    }
}

/// Expands one structure and lowers it into the code.
class StructureCompiler {
public:
    StructureCompiler(const Project& project, const ModelCode& model, CatalogCode& catalog,
                      int structure, Reported& reported, Diagnostics& diagnostics)
        : project_(project),
          model_(model),
          built_(catalog),
          structure_(structure),
          reported_(reported),
          diagnostics_(diagnostics),
          expander_(project, model, structure, graph_, reported, diagnostics) {}

    /// Asks for every value, so that every mistake shows, whether a result depends on it or not.
    void expand() {
        for (std::size_t place = 0; place < built_.scenarios.size(); ++place) {
            expander_.check_levers(built_.scenarios[place]);
            for (int year = 0; year < n_years(); ++year)
                for (int entry = 0; entry < n_entries(); ++entry)
                    for (int element = 0; element < model_.symbols.size_of(entry); ++element)
                        expand_one(entry, element, year, built_.scenarios[place]);
        }
        report_not_finite();
        for (const Indicator& indicator : project_.plan.indicators)
            for (const Target& target : indicator.targets)
                check_target(target);
    }

    void fill_catalog() {
        Catalog& catalog = built_.catalog;
        catalog.dims = expander_.dims();
        for (std::size_t place = 0; place < built_.scenarios.size(); ++place)
            for (int year = 0; year < n_years(); ++year)
                catalog.scenarios[place].cost.push_back(
                    expander_.cost(year, built_.scenarios[place]));
        for (int entry = 0; entry < n_entries(); ++entry) {
            const Entry& named = project_.model.entries[at(entry)];
            if (named.kind != EntryKind::lever) continue;
            for (int element = 0; element < model_.symbols.size_of(entry); ++element)
                catalog.levers.push_back(lever(named, entry, element));
        }
    }

    void lower_into(kernel::Code& code) {
        std::vector<ScenarioValues> scenarios;
        for (std::size_t place = 0; place < built_.scenarios.size(); ++place)
            scenarios.push_back(values(code, static_cast<int>(place)));
        const auto first_table = static_cast<std::uint32_t>(code.tables.size());
        code.structures.push_back(lower(graph_, scenarios, first_table, code.constants));
        code.tables.insert(code.tables.end(), graph_.tables().begin(), graph_.tables().end());
    }

private:
    int n_years() const { return built_.catalog.n_years(); }
    int n_entries() const { return static_cast<int>(project_.model.entries.size()); }

    void expand_one(int entry, int element, int year, int scenario) {
        const Value value = expander_.scalar_or_absent(entry, element, year, scenario);
        if (value == kNoValue || !graph_.is_constant(value)) return;
        // What has no finite float cannot be kept, of a constant as of any other value.
        if (!(std::abs(graph_.constant_of(value)) <= std::numeric_limits<float>::max()))
            not_finite_.try_emplace(entry, Place{element, year, scenario});
    }

    /// Names that are not finite whatever the run. Those that only pass on what another of them is
    /// are left out, unless they pass it round.
    void report_not_finite() {
        bool all_pass_on = true;
        for (const auto& [entry, place] : not_finite_)
            all_pass_on = all_pass_on && passes_on(entry);
        for (const auto& [entry, place] : not_finite_) {
            const Entry& named = *definition(entry).entry;
            const bool given = named.kind == EntryKind::lever || named.kind == EntryKind::exogenous;
            if (given || (passes_on(entry) && !all_pass_on) || !reported_.first(named.pos))
                continue;
            diagnostics_.add(Message::constant_not_finite, named.pos,
                             {model_.symbols.scalar_name(entry, place.element),
                              std::to_string(project_.model.baseline_year + place.year),
                              project_.scenarios[at(place.scenario)].id});
        }
    }

    bool passes_on(int entry) const {
        std::vector<bool> read(model_.entries.size(), false);
        mark_reads(definition(entry), read);
        return std::any_of(not_finite_.begin(), not_finite_.end(), [&](const auto& other) {
            return other.first != entry && read[at(other.first)];
        });
    }

    const EntryCode& definition(int entry) const {
        if (structure_ >= 0)
            if (const auto& replaced = model_.replaced[at(structure_)][at(entry)]) return *replaced;
        return model_.entries[at(entry)];
    }

    /// The first year a target is judged on, in years after the baseline year.
    int first_judged_year(const TargetInfo& target) const {
        const int start = target.baseline_year - built_.catalog.baseline_year;
        if (target.kind == TargetKind::non_decreasing) return std::max(0, start);
        const bool growth = target.kind == TargetKind::mean_annual_growth &&
                            target.average != GrowthAverage::geometric;
        const bool all_years = growth || target.kind == TargetKind::cumulative_since_baseline;
        return all_years ? std::max(0, start + 1) : target.year - built_.catalog.baseline_year;
    }

    /// A value that is absent in a year a target is judged on would be a silent miss.
    void check_target(const Target& target) {
        const std::vector<TargetInfo>& known = built_.catalog.targets;
        const auto info = std::find_if(known.begin(), known.end(), [&](const TargetInfo& judged) {
            return judged.id == target.id;
        });
        if (info == known.end()) return;
        const SeriesSource& source = built_.sources[at(info->series)];
        const int elements = source.share_of_all ? model_.symbols.size_of(source.entry) : 1;
        const int last = target.year - built_.catalog.baseline_year;
        for (int year = first_judged_year(*info); year <= last; ++year)
            for (int element = 0; element < elements; ++element)
                for (const int scenario : built_.scenarios) {
                    const int which = source.share_of_all ? element : source.element;
                    if (expander_.scalar_or_absent(source.entry, which, year, scenario) != kNoValue)
                        continue;
                    if (!reported_.first(target.pos)) return;
                    diagnostics_.add(Message::target_value_absent, target.pos,
                                     {target.id, model_.symbols.scalar_name(source.entry, which),
                                      std::to_string(built_.catalog.baseline_year + year)});
                    return;
                }
    }

    LeverInfo lever(const Entry& named, int entry, int element) {
        LeverInfo info{model_.symbols.scalar_name(entry, element), named.name, named.unit_text, {}};
        for (const int scenario : built_.scenarios) {
            std::vector<double> path;
            for (int year = 0; year < n_years(); ++year)
                path.push_back(
                    constant_of(expander_.scalar_or_absent(entry, element, year, scenario)));
            info.values.push_back(std::move(path));
        }
        return info;
    }

    double constant_of(Value value) const {
        return value == kNoValue ? std::numeric_limits<double>::quiet_NaN()
                                 : graph_.constant_of(value);
    }

    /// A series in one year, in its own unit; absent values are NaN, which is what a file says of
    /// them.
    Value series_value(const SeriesSource& source, int year, int scenario) {
        const Value absent = graph_.constant(std::numeric_limits<double>::quiet_NaN());
        if (!source.share_of_all) {
            const Value value =
                expander_.scalar_or_absent(source.entry, source.element, year, scenario);
            if (value == kNoValue) return absent;
            const Value factor = graph_.constant(source.factor);
            return graph_.apply(source.divide ? kernel::Op::div : kernel::Op::mul, value, factor);
        }
        const int size = model_.symbols.size_of(source.entry);
        Value sum = kNoValue;
        for (int element = 0; element < size; ++element) {
            const Value value = expander_.scalar_or_absent(source.entry, element, year, scenario);
            if (value == kNoValue) return absent;
            sum = sum == kNoValue ? value : graph_.apply(kernel::Op::add, sum, value);
        }
        const Value share = graph_.apply(kernel::Op::div, sum, graph_.constant(size));
        return graph_.apply(kernel::Op::mul, share, graph_.constant(100));
    }

    /// Variables are numbered structure by structure: a structure may define a name elsewhere in
    /// the file.
    std::uint32_t variable(const kernel::Code& code, int entry, int element) const {
        const std::size_t first = code.structures.size() * at(model_.symbols.n_scalars());
        return static_cast<std::uint32_t>(first + at(model_.symbols.first_scalar(entry) + element));
    }

    ScenarioValues values(const kernel::Code& code, int place) {
        const int scenario = built_.scenarios[at(place)];
        ScenarioValues result;
        for (std::size_t series = 0; series < built_.sources.size(); ++series)
            for (int year = 0; year < n_years(); ++year) {
                const SeriesSource& source = built_.sources[series];
                const Value value = series_value(source, year, scenario);
                const int slot = code.series_slot(static_cast<int>(series), year);
                result.roots.push_back({value, static_cast<std::uint32_t>(slot)});
                // A conversion may overflow where the variable itself does not.
                result.assigned.push_back(
                    {value, year, variable(code, source.entry, source.element)});
            }
        for (std::size_t row = 0; row < built_.parameters.size(); ++row) {
            if (place > 0 && !built_.catalog.parameters[row].per_scenario) continue;
            const int scalar = built_.parameters[row];
            const int entry = model_.symbols.entry_of_scalar(scalar);
            const int element = scalar - model_.symbols.first_scalar(entry);
            const Value value = expander_.scalar_or_absent(entry, element, 0, scenario);
            const int slot = code.parameter_slot(static_cast<int>(row));
            result.roots.push_back({value, static_cast<std::uint32_t>(slot)});
        }
        for (int entry = 0; entry < n_entries(); ++entry) {
            const EntryKind kind = project_.model.entries[at(entry)].kind;
            const bool once = kind == EntryKind::constant || kind == EntryKind::parameter;
            for (int year = 0; year < (once ? 1 : n_years()); ++year)
                for (int element = 0; element < model_.symbols.size_of(entry); ++element) {
                    const Value value = expander_.scalar_or_absent(entry, element, year, scenario);
                    if (value != kNoValue)
                        result.assigned.push_back({value, year, variable(code, entry, element)});
                }
        }
        return result;
    }

    const Project& project_;
    const ModelCode& model_;
    CatalogCode& built_;
    int structure_;
    Reported& reported_;
    Diagnostics& diagnostics_;
    Graph graph_;
    Expander expander_;
    struct Place {
        int element, year, scenario;
    };
    std::map<int, Place> not_finite_;  ///< [entry] where it is no finite number first
};

void add_variables(const ModelCode& code, int structure, const SourceSet& sources,
                   std::vector<kernel::VariableInfo>& variables) {
    for (int scalar = 0; scalar < code.symbols.n_scalars(); ++scalar) {
        const int entry = code.symbols.entry_of_scalar(scalar);
        const EntryCode* defined = &code.entries[at(entry)];
        if (structure >= 0)
            if (const auto& replaced = code.replaced[at(structure)][at(entry)])
                defined = &*replaced;
        const SourcePos pos = defined->entry->pos;
        const std::string file = pos.file < 0 ? "" : sources.name(pos.file);
        variables.push_back(
            {code.symbols.scalar_name(entry, scalar - code.symbols.first_scalar(entry)),
             file + ":" + std::to_string(pos.line) + ":" + std::to_string(pos.column)});
    }
}

}  // namespace
}  // namespace compiler

std::optional<Program> compile(const Project& project, const SourceSet& sources,
                               const CompileOptions& options, Diagnostics& diagnostics) {
    const compiler::ModelCode model = compiler::check_model(project, diagnostics);
    compiler::CatalogCode built = compiler::build_catalog(project, model, options, diagnostics);
    compiler::check_hashes(project, model, diagnostics);
    // Only whole formulas can be expanded, and only they tell which names are read.
    if (diagnostics.has_errors()) return std::nullopt;
    compiler::warn_unused(project, model, diagnostics);
    auto code = std::make_unique<kernel::Code>();
    code->n_series = static_cast<int>(built.sources.size());
    code->n_years = built.catalog.n_years();
    code->n_parameters = static_cast<int>(built.parameters.size());
    compiler::Reported reported;
    for (const int structure : built.structures) {
        compiler::StructureCompiler compiler(project, model, built, structure, reported,
                                             diagnostics);
        compiler.expand();
        if (diagnostics.has_errors()) continue;
        if (code->structures.empty()) compiler.fill_catalog();
        compiler::add_variables(model, structure, sources, code->variables);
        compiler.lower_into(*code);
    }
    if (diagnostics.has_errors()) return std::nullopt;
    return Program(std::move(built.catalog), std::move(code));
}

}  // namespace plancast
