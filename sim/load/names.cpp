// SPDX-License-Identifier: Apache-2.0
#include "sim/load/names.h"

#include <algorithm>
#include <array>

#include "sim/base/text.h"

namespace plancast::loader {
namespace {

// The functions and distributions are those of sim/compile/functions.h; a test holds them together.
constexpr std::array<std::string_view, 42> kReserved = {
    "t",       "t0",       "dt",        "if",         "and",       "or",
    "not",     "in",       "inf",       "nan",        "else",      "abs",
    "clamp",   "cum",      "exp",       "floor",      "fraction",  "lagged",
    "ln",      "logit",    "lookup",    "max",        "mean",      "min",
    "percent", "round",    "sigmoid",   "sqrt",       "sum",       "bernoulli",
    "beta",    "binomial", "dirichlet", "gamma",      "lognormal", "negative_binomial",
    "normal",  "poisson",  "student_t", "triangular", "true",      "uniform",
};

// Looking for a near name takes some microseconds for each candidate.
constexpr int kMostSuggestions = 200;
constexpr std::size_t kMostCandidates = 5000;

bool continues_name(char byte) {
    return is_letter(byte) || is_digit(byte) || byte == '_';
}

}  // namespace

bool is_name(std::string_view text) {
    return !text.empty() && is_letter(text.front()) &&
           std::all_of(text.begin(), text.end(), continues_name);
}

bool is_reserved(std::string_view text) {
    return std::find(kReserved.begin(), kReserved.end(), text) != kReserved.end();
}

bool check_name(const Reading& reading, const std::string& name, SourcePos pos) {
    if (!is_name(name)) {
        reading.say(Message::bad_name, pos, {name});
        return false;
    }
    if (is_reserved(name)) {
        reading.say(Message::reserved_name, pos, {name});
        return false;
    }
    return true;
}

void check_id(const Reading& reading, const std::string& id, SourcePos pos) {
    const auto allowed = [](char byte) { return continues_name(byte) || byte == '-'; };
    if (!id.empty() && is_letter(id.front()) && std::all_of(id.begin(), id.end(), allowed)) return;
    reading.say(Message::bad_id, pos, {id});
}

bool is_reference(std::string_view text) {
    const std::size_t bracket = text.find('[');
    if (bracket == std::string_view::npos) return is_name(text);
    return text.ends_with(']') && is_name(text.substr(0, bracket)) &&
           is_name(text.substr(bracket + 1, text.size() - bracket - 2));
}

std::string suggest(const Diagnostics& diagnostics, std::string_view name,
                    const std::vector<std::string>& candidates) {
    if (diagnostics.error_count() > kMostSuggestions || candidates.size() > kMostCandidates)
        return "";
    return nearest_name(name, candidates);
}

}  // namespace plancast::loader
