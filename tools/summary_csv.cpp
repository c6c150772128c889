// SPDX-License-Identifier: Apache-2.0
// The summary as CSV: one table of one row for each target, set or series in each scenario.
#include <algorithm>

#include "tools/labels.h"
#include "tools/summary.h"

namespace plancast::tools {
namespace {

std::size_t size(int number) {
    return static_cast<std::size_t>(number);
}

void put_share(Csv& csv, const Share& share) {
    csv.number(share.probability).number(share.ci95.low).number(share.ci95.high);
    csv.text(method_word(share.ci95.method)).integer(share.hits).integer(share.runs);
}

void put_quantiles(Csv& csv, const Quantiles& quantiles) {
    for (const double value : quantiles.value)
        csv.number(value);
    csv.text(method_word(quantiles.method));
}

/// The columns of the CSV. `record` says what a row is about: target, joint, number_met, given,
/// series or not_assessable; cells that do not apply are empty.
std::vector<std::string> columns() {
    return {"record",
            "scenario",
            "id",
            "name",
            "tier",
            "year",
            "value",
            "unit",
            "probability",
            "ci95_low",
            "ci95_high",
            "ci95_method",
            "hits",
            "runs",
            "invalid_runs",
            "p05",
            "p25",
            "p50",
            "p75",
            "p95",
            "quantile_method",
            "first_year_p50",
            "never",
            "expected_shortfall",
            "mean",
            "sd",
            "note"};
}

class CsvSummary {
public:
    CsvSummary(const SummaryView& view, Language language)
        : view_(view), language_(language), csv_(columns()) {}

    Csv make() {
        for (std::size_t place = 0; place < view_.assessment.scenarios.size(); ++place) {
            const ScenarioAssessment& scenario = view_.assessment.scenarios[place];
            scenario_ = view_.catalog.scenarios[size(scenario.scenario)].id;
            for (const int target : view_.targets)
                target_row(scenario, target);
            for (const SetAssessment& set : scenario.sets)
                if (std::find(view_.sets.begin(), view_.sets.end(), set.set) != view_.sets.end())
                    set_rows(scenario, set);
            if (view_.given)
                for (const int target : view_.targets)
                    given_row(target, view_.both[place][size(target)]);
            if (!view_.paths.empty())
                for (const SeriesPath& path : view_.paths[place])
                    series_rows(path);
        }
        for (const NotAssessable& missing : view_.assessment.not_assessable)
            missing_row(missing);
        return std::move(csv_);
    }

private:
    Csv& begin(const char* record, const std::string& id, const std::string& name) {
        return csv_.text(record).text(scenario_).text(id).text(name);
    }

    std::string name_of(const TargetInfo& info) const {
        return name_or_id(info.name, info.id, language_);
    }

    void target_row(const ScenarioAssessment& scenario, int at) {
        const TargetInfo& info = view_.catalog.targets[size(at)];
        const TargetAssessment& target = scenario.targets[size(at)];
        begin("target", info.id, name_of(info)).text(to_string(info.tier)).integer(info.year);
        has_value(info) ? csv_.number(info.value) : csv_.empty();
        csv_.text(info.unit);
        put_share(csv_, target.met);
        csv_.integer(scenario.invalid_runs);
        put_quantiles(csv_, target.quantiles);
        target.year ? csv_.integer(*target.year) : csv_.empty();
        csv_.number(target.never).number(target.shortfall).end_row();
    }

    void set_rows(const ScenarioAssessment& scenario, const SetAssessment& set) {
        const SetInfo& info = view_.catalog.sets[size(set.set)];
        const std::string name = name_or_id(info.name, info.id, language_);
        begin("joint", info.id, name).empty(4);
        put_share(csv_, set.all);
        csv_.integer(scenario.invalid_runs).empty(9).number(set.mean_number_met).end_row();
        for (std::size_t number = 0; number < set.number_met.size(); ++number) {
            begin("number_met", info.id, name).empty(2);
            csv_.integer(static_cast<std::int64_t>(number)).empty();
            csv_.number(set.number_met[number]).end_row();
        }
    }

    void given_row(int target, const Share& share) {
        const TargetInfo& info = view_.catalog.targets[size(target)];
        begin("given", info.id, name_of(info)).empty(4);
        put_share(csv_, share);
        csv_.empty(12).text(view_.catalog.targets[size(*view_.given)].id).end_row();
    }

    void series_rows(const SeriesPath& path) {
        const SeriesInfo& info = view_.catalog.series[size(path.series)];
        for (const SeriesYear& year : path.years) {
            begin("series", info.id, name_or_id(info.name, info.id, language_)).empty();
            csv_.integer(year.year).empty().text(info.unit).empty(7);
            put_quantiles(csv_, year.quantiles);
            csv_.empty(3).number(year.mean).number(year.sd).end_row();
        }
    }

    void missing_row(const NotAssessable& missing) {
        scenario_.clear();
        begin("not_assessable", missing.id, name_or_id(missing.name, missing.id, language_));
        csv_.text(to_string(missing.tier)).empty(21).text(missing.missing.in(language_)).end_row();
    }

    const SummaryView& view_;
    Language language_;
    std::string scenario_;
    Csv csv_;
};

}  // namespace

Csv summary_csv(const SummaryView& view, Language language) {
    return CsvSummary(view, language).make();
}

}  // namespace plancast::tools
