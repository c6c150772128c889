// SPDX-License-Identifier: Apache-2.0
#include "tests/conformance/expectation.h"

#include <algorithm>
#include <cmath>
#include <fstream>
#include <stdexcept>

#include "sim/base/text.h"

namespace plancast::conformance {
namespace {

// Two-sided 6.8e-6: among a thousand rows one false alarm in 150 sets of seeds; seeds are fixed.
constexpr double kStandardErrors = 4.5;
// Half a unit in the last place of a float, with room for one rounding more.
constexpr double kFloatTolerance = 1e-7;

/// Fields of a line of CSV; quotes keep commas, a doubled quote is a quote.
std::vector<std::string> fields_of(const std::string& line) {
    std::vector<std::string> fields(1);
    bool quoted = false;
    for (std::size_t at = 0; at < line.size(); ++at) {
        if (line[at] == '"' && quoted && at + 1 < line.size() && line[at + 1] == '"')
            fields.back() += line[at++];
        else if (line[at] == '"')
            quoted = !quoted;
        else if (line[at] == ',' && !quoted)
            fields.emplace_back();
        else
            fields.back() += line[at];
    }
    return fields;
}

double number(const std::string& text, const std::string& place) {
    double value = 0;
    if (!parse_number(text, value)) throw std::runtime_error(place + ": not a number: " + text);
    return value;
}

/// Moments about the mean.
struct Moments {
    double n = 0, mean = 0, variance = 0, fourth = 0;
};

Moments moments_of(const std::vector<float>& sample) {
    Moments moments;
    moments.n = static_cast<double>(sample.size());
    for (const float value : sample)
        moments.mean += value / moments.n;
    for (const float value : sample) {
        const double square = (value - moments.mean) * (value - moments.mean);
        moments.variance += square / (moments.n - 1);
        moments.fourth += square * square / moments.n;
    }
    return moments;
}

double share(const std::vector<float>& sample, auto condition) {
    const auto count = std::count_if(sample.begin(), sample.end(), condition);
    return static_cast<double>(count) / static_cast<double>(sample.size());
}

/// The largest relative distance of any run from the value; of a value 0 the largest absolute one.
Comparison compare_exact(const Expectation& expected, const std::vector<float>& sample) {
    Comparison result;
    const double scale = expected.value == 0 ? 1 : std::abs(expected.value);
    for (const float value : sample) {
        const double distance = std::abs(value - expected.value) / scale;
        if (distance <= result.distance) continue;
        result.distance = distance;
        result.found = value;
    }
    result.allowed = expected.value == 0 ? 0 : expected.bound.value_or(kFloatTolerance);
    return result;
}

Comparison compare_mean(const Expectation& expected, const std::vector<float>& sample) {
    const Moments moments = moments_of(sample);
    const double error = std::sqrt(moments.variance / moments.n);
    return {moments.mean, std::abs(moments.mean - expected.value),
            expected.bound.value_or(kStandardErrors * error)};
}

Comparison compare_sd(const Expectation& expected, const std::vector<float>& sample) {
    const Moments moments = moments_of(sample);
    const double sd = std::sqrt(moments.variance);
    const double spread = std::max(0.0, moments.fourth - moments.variance * moments.variance);
    const double error = std::sqrt(spread / moments.n) / (2 * sd);
    return {sd, std::abs(sd - expected.value), expected.bound.value_or(kStandardErrors * error)};
}

/// A quantile is right where the level lies between the shares below it and up to it.
Comparison compare_quantile(const Expectation& expected, const std::vector<float>& sample,
                            double level) {
    const auto value = static_cast<float>(expected.value);
    const double upto = share(sample, [&](float x) { return x <= value; });
    const double below = share(sample, [&](float x) { return x < value; });
    const double error = std::sqrt(level * (1 - level) / static_cast<double>(sample.size()));
    return {upto, std::max({0.0, level - upto, below - level}),
            expected.bound.value_or(kStandardErrors * error)};
}

Comparison compare_share(const Expectation& expected, double found, std::size_t n) {
    const double error = std::sqrt(expected.value * (1 - expected.value) / static_cast<double>(n));
    return {found, std::abs(found - expected.value),
            expected.bound.value_or(kStandardErrors * error)};
}

Comparison compare_correlation(const Expectation& expected, const std::vector<float>& sample,
                               const std::vector<float>& other) {
    const Moments left = moments_of(sample), right = moments_of(other);
    double product = 0;
    for (std::size_t run = 0; run < sample.size(); ++run)
        product += (sample[run] - left.mean) * (other[run] - right.mean);
    const double found = product / (left.n - 1) / std::sqrt(left.variance * right.variance);
    const double error = (1 - expected.value * expected.value) / std::sqrt(left.n);
    return {found, std::abs(found - expected.value),
            expected.bound.value_or(kStandardErrors * error)};
}

}  // namespace

std::vector<Expectation> read_expectations(const std::string& path) {
    std::ifstream file(path);
    std::string line;
    std::getline(file, line);
    if (line != "scenario,variable,year,statistic,value,bound,note")
        throw std::runtime_error(path + ": missing or without its header");
    std::vector<Expectation> rows;
    for (int number_of_line = 2; std::getline(file, line); ++number_of_line) {
        const std::string place = path + ":" + std::to_string(number_of_line);
        const std::vector<std::string> fields = fields_of(line);
        if (fields.size() != 7) throw std::runtime_error(place + ": not seven fields");
        Expectation row;
        row.line = number_of_line;
        row.scenario = fields[0];
        row.variable = fields[1];
        row.year = static_cast<int>(number(fields[2], place));
        row.control = fields[3].starts_with('!');
        row.statistic = fields[3].substr(row.control ? 1 : 0);
        row.value = number(fields[4], place);
        if (!fields[5].empty()) row.bound = number(fields[5], place);
        row.note = fields[6];
        rows.push_back(std::move(row));
    }
    return rows;
}

Comparison compare(const Expectation& expected, const std::vector<float>& sample,
                   const std::vector<float>& other) {
    const std::string& statistic = expected.statistic;
    const auto argument = [&](std::string_view prefix) {
        return number(statistic.substr(prefix.size()), statistic);
    };
    if (statistic == "exact") return compare_exact(expected, sample);
    if (statistic == "mean") return compare_mean(expected, sample);
    if (statistic == "sd") return compare_sd(expected, sample);
    if (statistic.starts_with("corr:")) return compare_correlation(expected, sample, other);
    if (statistic.starts_with("prob>=")) {
        const auto threshold = static_cast<float>(argument("prob>="));
        const double found = share(sample, [&](float x) { return x >= threshold; });
        return compare_share(expected, found, sample.size());
    }
    if (statistic.starts_with("prob<")) {
        const auto threshold = static_cast<float>(argument("prob<"));
        const double found = share(sample, [&](float x) { return x < threshold; });
        return compare_share(expected, found, sample.size());
    }
    if (statistic.starts_with("q")) return compare_quantile(expected, sample, argument("q"));
    throw std::runtime_error("unknown statistic: " + statistic);
}

}  // namespace plancast::conformance
