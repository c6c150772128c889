# SPDX-License-Identifier: Apache-2.0
"""Processes whose answer is known in closed form."""

import itertools
from math import exp, log, pi, sqrt

import numpy as np
from scipy import integrate, stats

from cases.laws import logit, negative_binomial, sigmoid
from cases.table import QUANTILES, Table, near

NORMAL = stats.norm.cdf


def growth():
    table = Table()
    n, mu, s, drift_sd = 5, 0.11, 0.10, 0.03
    target = 5 * log(1.1)
    asked = f"prob>={21.87 * 1.1**5:.12g}"
    for name, sd, known in (("x", s * sqrt(n), 0.6287235),
                            ("y", sqrt(n * s**2 + (n * drift_sd) ** 2), 0.6074900)):
        table.moments(f"log_{name}", 2025, n * mu, sd)
        table.row(name, 2025, asked, near(NORMAL((n * mu - target) / sd), known))
        for level in QUANTILES:
            table.row(name, 2025, f"q{level}", 21.87 * exp(n * mu + sd * stats.norm.ppf(level)))
        wrong = NORMAL((n * mu - target) / (1.1 * sd))
        table.row(name, 2025, "!" + asked, wrong, note="spread ten percent larger")
    return table


def error_correction():
    table = Table()
    lam, s, n = 0.165, 0.085, 5
    start, end, a = log(0.0141), log(0.0205), 1 - lam
    mean = near(end + a**n * (start - end), -4.0392432)
    sd = near(s * sqrt((1 - a ** (2 * n)) / (1 - a**2)), 0.1411768)
    table.moments("log_b", 2025, mean, sd)
    met = NORMAL((mean - start + 0.06 * n - n * log(1.1)) / sd)
    table.row("growth", 2025, "prob>=1.61051", near(met, 0.6271520))
    table.row("log_b", 2025, "!sd", s * sqrt(n), note="a random walk, without the correction")
    return table


def damped_trend():
    table = Table()
    g0, end, phi, s, n = 0.118, 0.055, 0.9, 0.085, 5
    path = [sum(end + phi**h * (g0 - end) for h in range(1, year + 1)) for year in range(n + 1)]
    total = near(n * end + (g0 - end) * phi * (1 - phi**n) / (1 - phi), 0.5071922)
    assert abs(path[n] - total) < 1e-12
    table.exact("path", path)
    table.moments("x", 2025, total, s * sqrt(n))
    target = n * log(1.1)
    met = near(NORMAL((total - target) / (s * sqrt(n))), 0.5640376)
    table.row("x", 2025, f"prob>={target:.12g}", met)
    undamped = NORMAL((n * g0 - target) / (s * sqrt(n)))
    table.row("x", 2025, f"!prob>={target:.12g}", undamped, note="growth that does not fade")
    return table


def logit_walk():
    table = Table(4_000_000)
    mean, sd = logit(0.153) + 5 * 0.055, 0.09 * sqrt(5)
    table.moments("odds", 2025, mean, sd)
    met = near(NORMAL((mean - logit(0.195)) / sd), 0.4635357)
    table.row("share", 2025, "prob>=0.195", met)
    average = integrate.quad(lambda z: sigmoid(mean + sd * z) * stats.norm.pdf(z), -9, 9)[0]
    table.row("share", 2025, "mean", near(average, 0.1940432))
    approximate = near(sigmoid(mean / sqrt(1 + pi * sd**2 / 8)), 0.1938827)
    table.row("share", 2025, "!mean", approximate, note="MacKay's approximation")
    return table


def counts():
    table = Table()
    rows = (
        ("large", 2021, stats.poisson(2100), 2000, 0.9863525, stats.poisson(2101)),
        ("parts", 2025, negative_binomial(2100, 60), 2000, 0.6286206, negative_binomial(2100, 66)),
        ("rares", 2025, stats.poisson(1.9), 5, 0.0440814, stats.poisson(1.95)),
    )
    for variable, year, law, least, known, control in rows:
        table.row(variable, year, f"prob>={least}", near(law.sf(least - 1), known))
        table.distribution(variable, year, law, control, "a slightly different law")
    return table


def immigration_death():
    table = Table()
    start, kept, entries, n = 2150, 0.89, 360, 5
    survivors = stats.binom(start, kept**n)
    newcomers = stats.poisson(entries * (1 - kept**n) / (1 - kept))
    mean = near(survivors.mean() + newcomers.mean(), 2645.78969, 5)
    sd = near(sqrt(survivors.var() + newcomers.var()), 44.44528, 5)
    table.moments("S", 2025, mean, sd)
    x = np.arange(*survivors.interval(1 - 1e-15))
    met = float(np.sum(survivors.pmf(x) * newcomers.sf(2500 - x - 1)))
    table.row("S", 2025, "prob>=2500", near(met, 0.9995465))
    table.row("S", 2025, "!sd", sqrt(mean), note="a Poisson stock")
    return table


def cohort_means(n, kept=0.985, renewed=0.66, new=58):
    c = (78.0, 82.0, 61.0)
    for _ in range(n + 1):
        yield sum(c)
        c = (renewed * c[2] + new, kept * c[0], kept * c[1])


def cohorts():
    table = Table()
    known = (255.86, 283.772, 312.92, 335.243, 353.116)
    for year, (mean, value) in enumerate(zip(list(cohort_means(5))[1:], known), 2021):
        table.row("total", year, "mean", near(mean, value, 3))
    table.row("total", 2025, "!mean", list(cohort_means(5, new=58.3))[5], note="58.3 new a year")
    return table


def cohorts_limit():
    table = Table(64)
    kept, renewed, new = 0.985, 0.66, 58
    limit = near(new * (1 + kept + kept**2) / (1 - renewed * kept**2), 476.58094, 5)
    assert abs(list(cohort_means(150))[150] - limit) < 1e-7
    table.row("total", 2170, "exact", limit)
    table.row("total", 2100, "exact", list(cohort_means(80))[80])
    table.row("total", 2050, "!exact", limit, note="not there yet")
    return table


def perpetual_inventory():
    table = Table(64)
    start, R, g, d = 21.87 / 0.33, 21.87, 0.10, 0.15
    stock = [start * (1 - d) ** n + R * ((1 + g) ** n - (1 - d) ** n) / (g + d) for n in range(6)]
    near(stock[5], 131.477635, 6)
    table.exact("K", stock)
    late = start * (1 - d) ** 5 + R * (1 + g) * ((1 + g) ** 5 - (1 - d) ** 5) / (g + d)
    table.row("K", 2025, "!exact", late, note="the R&D of the same year instead of the last")
    return table


def survey():
    table = Table()
    p, sd = 0.13, sqrt(0.13 * 0.87 / 383)
    table.moments("reported", 2021, 100 * p, 100 * sd)
    table.row("reported", 2021, "prob>=12", near(NORMAL((p - 0.12) / sd), 0.7196919))
    fewer = NORMAL((p - 0.12) / (sd * sqrt(1.1)))
    table.row("reported", 2021, "!prob>=12", fewer, note="348 interviews")
    return table


def joint():
    table = Table()
    threshold = stats.norm.ppf(0.4)

    def all_met(rho, n=11):
        def given(f):
            return NORMAL((sqrt(rho) * f - threshold) / sqrt(1 - rho)) ** n * stats.norm.pdf(f)
        return integrate.quad(given, -9, 9, epsabs=1e-13)[0]

    table.row("joined[i1]", 2021, "mean", 0.6)
    table.row("joined[i11]", 2021, "mean", 0.6)
    table.row("all_joined", 2021, "mean", near(all_met(0.1), 0.0166993))
    table.row("all_alone", 2021, "mean", near(0.6**11, 0.0036280))
    both = all_met(0.1, 2)
    table.moments("number_met", 2021, 6.6, sqrt(11 * 0.24 + 110 * (both - 0.36)))
    table.row("joined[i1]", 2021, "corr:joined[i2]", (both - 0.36) / 0.24, bound="0.0045",
              note="4.5/sqrt(n), a little more than 4.5 errors of two 0/1 values")
    table.row("all_joined", 2021, "!mean", all_met(0.11), note="rho = 0.11")
    return table


def user_cost():
    table = Table(64)
    for rate, tau, known in (("hnte", 0.15, -0.0521858), ("standard", 0.25, -0.1177830)):
        cost = [(1 - tau * (1 + s)) / (1 - tau) for s in (0.75, 1)]
        table.exact(f"cost[{rate}]", cost)
        table.exact(f"change[{rate}]", [0, near(log(cost[1] / cost[0]), known)])
    table.row("change[hnte]", 2021, "!exact", -0.0522, note="the rounded figure")
    return table


def ensemble():
    table = Table()
    w = (0.3, 0.7)
    mean = w[1]
    sd = sqrt(w[0] * 1 + w[1] * 4 + w[0] * w[1] * 1)
    assert abs(sd**2 - (w[0] * 1 + w[1] * (4 + 1) - mean**2)) < 1e-12
    table.moments("y", 2021, mean, sd)
    table.row("y", 2021, "prob<0", w[0] * 0.5 + w[1] * NORMAL(-0.5))
    table.row("y", 2021, "prob>=2", w[0] * NORMAL(-2) + w[1] * NORMAL(-0.5))
    table.row("y", 2021, "corr:z", (w[0] + w[1] * 2) / sd, bound="0.005",
              note="4.5 standard errors of a mixture, by its fourth moments below 1.1/sqrt(n)")
    table.row("y", 2021, "!mean", 0.68, note="weights 0.32 and 0.68")
    return table


def lever_neutrality():
    table = Table(64)
    rows = itertools.product(("plan", "same"), (2021, 2025, 2035), range(1, 8))
    for scenario, year, programme in rows:
        table.row(f"L[W{programme}]", year, "exact", 0, scenario)
    for programme in range(1, 8):
        table.row(f"L[W{programme}]", 2025, "!exact", 0, "more", note="a thousandth more money")
    return table


def units():
    table = Table(100_000)
    values = {"money": 3.5, "money_small": 35000, "money_yuan": 3.5e8, "people": 3354400,
              "patents_each": 178 / 335.44, "flow": 1.2, "larger": 0.3, "is_larger": 1,
              "step": 0.05, "years": 1, "area": 9, "share": 15.3, "fraction_of": 0.08,
              "percent_sum": 23.3}
    for variable, value in values.items():
        table.row(variable, 2021, "exact", value)
    for year in (2020, 2021):
        table.row("gap", year, "prob<1e-12", 1)
    table.row("gap_floor", 2021, "!prob<1e-12", 1, note="0.001 added to one of the two")
    return table
