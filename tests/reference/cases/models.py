# SPDX-License-Identifier: Apache-2.0
"""The models of models/."""

import csv
import pathlib
from math import exp, log, sqrt

from scipy import stats

from cases.laws import logit, sigmoid
from cases.table import QUANTILES, Table

NORMAL = stats.norm.cdf

REFERENCE = pathlib.Path(__file__).resolve().parents[1]


def lognormal_growth():
    table = Table()
    names = ("rd", "patents", "contracts")
    level, drift, spread = (21.87, 0.53, 20.8), (0.11, 0.20, 0.16), (0.10, 0.08, 0.25)
    shocks = {(0, 1): 0.5, (0, 2): -0.3, (1, 2): 0}
    rates = {(0, 1): 0.4, (0, 2): 0, (1, 2): 0}
    for year in (2025, 2030):
        n = year - 2020
        sd = [sqrt((0.03 * n) ** 2 + n * s**2) for s in spread]
        for name, start, mu, width in zip(names, level, drift, sd):
            table.moments(f"log_x[{name}]", year, log(start) + n * mu, width)
        for first, second in shocks:
            covariance = rates[first, second] * (0.03 * n) ** 2 + (
                shocks[first, second] * n * spread[first] * spread[second])
            table.row(f"log_x[{names[first]}]", year, f"corr:log_x[{names[second]}]",
                      covariance / (sd[first] * sd[second]))
    sd = [sqrt((0.03 * 5) ** 2 + 5 * s**2) for s in spread]
    target = 21.87 * 1.1**5
    met = NORMAL((5 * 0.11 - 5 * log(1.1)) / sd[0])
    table.row("rd", 2025, f"prob>={target:.12g}", met)
    table.row("patents", 2025, "prob>=1.5", NORMAL((log(0.53 / 1.5) + 5 * 0.20) / sd[1]))
    table.row("x[contracts]", 2025, "q0.5", 20.8 * exp(0.8))
    surer = NORMAL((5 * 0.11 - 5 * log(1.1)) / (0.10 * sqrt(5)))
    table.row("rd", 2025, f"!prob>={target:.12g}", surer, note="growth known for sure")
    table.row("log_x[rd]", 2025, "!corr:log_x[patents]", 0.5, note="of the shocks alone")
    return table


def logistic_diffusion():
    table = Table()

    def law(years, boosted):
        mean = logit(0.1) + 0.25 * years + 0.10 * boosted
        return mean, sqrt((0.04 * years) ** 2 + (0.03 * boosted) ** 2 + years * 0.05**2)

    for scenario, first_year in (("plan", 2100), ("campaign", 2024)):
        for year in (2023, 2030, 2035):
            mean, sd = law(year - 2020, max(0, year - first_year + 1))
            table.row("odds", year, "mean", mean, scenario)
            table.row("odds", year, "sd", sd, scenario)
            table.row("adopted", year, "prob>=60", NORMAL((mean - logit(60 / 90)) / sd), scenario)
            for level in QUANTILES:
                adopted = 90 * sigmoid(mean + sd * stats.norm.ppf(level))
                table.row("adopted", year, f"q{level}", adopted, scenario)
    mean, sd = law(10, 6)
    table.row("adopted", 2030, "!prob>=60", NORMAL((mean - logit(60 / 90)) / sd), "campaign",
              note="the campaign a year late")
    return table


def shallow_lake():
    table = Table(20_000)
    for scenario, release in (("plan", 0.02), ("greedy", 0.1)):
        utility = [0.4 * release * (1 - 0.98**n) / 0.02 for n in range(101)]
        for year in (2001, 2050, 2100):
            table.row("utility", year, "exact", utility[year - 2000], scenario)
    assert abs(0.4 * (1 - 0.98**100) - 0.4 * 0.02 * sum(0.98**n for n in range(100))) < 1e-12
    table.row("reliability", 2100, "exact", 1, note="the lake never turns")
    table.row("reliability", 2100, "!exact", 1, "greedy", note="the lake turns")
    table.moments("X", 2001, 0.04, 0.001)
    table.row("X", 2001, "!mean", 0.0401, note="an inflow of 0.0201")
    return table


def chengde_m3():
    """The whole model against the second computation; both have sampling errors."""
    table = Table(100_000)
    variables = {
        "rd_expenditure": ("R", f"{21.87 * 1.1**5:.12g}"), "basic_research_share": ("basic", "2"),
        "high_value_patents": ("hvpat", "1.5"), "industrial_rd_ratio": ("indr", "1.5"),
        "leading_enterprises": ("E", "5"), "hnte": ("hnte", "300"), "tech_smes": ("S", "2500"),
        "hitech_va_share": ("hitech", "19.5"), "tech_contracts": ("T_reported", "30"),
        "rd_platforms": ("Pl", "155"), "science_literacy": ("lit_reported", "12"),
    }
    with (REFERENCE / "chengde_m3.csv").open(encoding="utf-8") as file:
        rows = {(row["scenario"], row["target"]): row for row in csv.DictReader(file)}
    for (scenario, target), row in rows.items():
        if target not in variables:
            continue
        variable, threshold = variables[target]
        p = float(row["probability"])
        bound = 4.5 * sqrt(p * (1 - p) * (1 / table.runs + 1 / int(row["runs"])))
        table.row(variable, 2025, f"prob>={threshold}", p, scenario, f"{bound:.4f}",
                  "4.5 standard errors of the difference of two samples")
    # Two earlier computations agree on these; they are rounded to .01 and differ in small ways.
    earlier = (.61, .08, .44, .24, .26, .80, .51, .44, .67, .38, .63)
    for (variable, threshold), p in zip(variables.values(), earlier):
        table.row(variable, 2025, f"prob>={threshold}", p, "plan", "0.02",
                  "two earlier computations, rounded")
    other = float(rows["trend", "hnte"]["probability"])
    table.row("hnte", 2025, "!prob>=300", other, "plan", "0.0069", "the figure of scenario trend")
    return table
