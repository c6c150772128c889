# SPDX-License-Identifier: Apache-2.0
"""The rows of an expected.csv."""

import csv
import io
from math import sqrt

from cases.laws import share_below

RUNS = 1_000_000
QUANTILES = (0.05, 0.25, 0.75, 0.95)


def near(value, known, digits=7):
    """The value, which must agree with one known from elsewhere."""
    assert abs(value - known) <= 0.6 * 10.0**-digits, (value, known)
    return value


class Table:
    """The rows of an expected.csv."""

    def __init__(self, runs=RUNS):
        self.rows, self.runs = [], runs

    def text(self):
        stream = io.StringIO()
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(["scenario", "variable", "year", "statistic", "value", "bound", "note"])
        writer.writerows(self.rows)
        return stream.getvalue()

    def row(self, variable, year, statistic, value, scenario="plan", bound="", note=""):
        self.rows.append([scenario, variable, year, statistic, f"{value:.10g}", bound, note])

    def exact(self, variable, values, first=2020, scenario="plan"):
        """One value, or one for each year from the first."""
        for year, value in enumerate(values, first):
            self.row(variable, year, "exact", value, scenario)

    def moments(self, variable, year, mean, sd):
        self.row(variable, year, "mean", mean)
        self.row(variable, year, "sd", sd)

    def distribution(self, variable, year, law, control, name, sd=True):
        """Mean, sd and four quantiles, and a law a little different that must not fit."""
        self.row(variable, year, "mean", law.mean())
        if sd:
            self.row(variable, year, "sd", law.std())
        for level in QUANTILES:
            self.row(variable, year, f"q{level}", law.ppf(level))
        self.control(variable, year, law, control, name)

    def control(self, variable, year, law, control, name):
        """A statistic of the control that lies at least nine standard errors away."""
        if abs(control.mean() - law.mean()) > 9 * law.std() / sqrt(self.runs):
            self.row(variable, year, "!mean", control.mean(), note=name)
            return
        for level in QUANTILES:
            value = control.ppf(level)
            outside = max(level - law.cdf(value), share_below(law, value) - level)
            if outside > 9 * sqrt(level * (1 - level) / self.runs):
                self.row(variable, year, f"!q{level}", value, note=name)
                return
        raise AssertionError(f"{variable}: the control is too near")
