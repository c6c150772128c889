# SPDX-License-Identifier: Apache-2.0
"""The examples of models/README.md."""

from math import exp, log, pi, sqrt

import numpy as np
from scipy import integrate, special, stats

from cases.laws import Truncated, beta, logit
from cases.table import QUANTILES, Table

NORMAL = stats.norm.cdf


def guide_1():
    table = Table()
    mean, sd = log(21.87) + 0.5, 0.15
    for level in QUANTILES:
        table.row("R", 2025, f"q{level}", exp(mean + sd * stats.norm.ppf(level)))
    target = 21.87 * 1.1**5
    met = NORMAL((mean - log(target)) / sd)
    table.row("R", 2025, f"prob>={target:.12g}", met)
    slower = NORMAL((mean - 0.05 - log(target)) / sd)
    table.row("R", 2025, f"!prob>={target:.12g}", slower, note="9 % a year")
    return table


def guide_2():
    table = Table()
    stay, n, start, entries = beta(0.9, 200), 5, 2150, 300

    def expected(r):
        return start * r**n + entries * (1 - r**n) / (1 - r)

    def variance(r):
        return start * r**n * (1 - r**n) + entries * (1 - r**n) / (1 - r)

    def over_stay(value):
        return integrate.quad(lambda r: value(r) * stay.pdf(r), *stay.interval(1 - 1e-14))[0]

    mean = over_stay(expected)
    between = over_stay(lambda r: (expected(r) - mean) ** 2)
    table.moments("S", 2025, mean, sqrt(over_stay(variance) + between))
    table.row("S", 2025, "!sd", sqrt(over_stay(variance)), note="every run with the same share")
    return table


def guide_3():
    table = Table()
    boom, double = 0.05 + 0.02 + 0.02, log(2)
    plain = 20.8 * exp(5 * 0.08 + boom)
    table.row("T", 2025, "exact", plain)
    years, sd = 3, 3 * double * 0.02
    centre = log(plain) + years * double * 0.05 + 2 * 0.03
    for level in QUANTILES:
        table.row("T", 2025, f"q{level}", exp(centre + sd * stats.norm.ppf(level)), "more")
    table.row("T", 2022, "exact", 20.8 * exp(2 * 0.08 + 0.05), "more")
    late = exp(centre - 0.03 + sd * stats.norm.ppf(0.05))
    table.row("T", 2025, "!q0.05", late, "more", note="the market a year late")
    return table


def guide_4():
    table = Table()
    same_year = stats.beta(3, 2)
    double = log(2)

    def granted(w):
        return 50 * exp(0.2 * w * double)

    table.exact("total", [50 * n for n in range(6)])
    table.row("granted", 2023, "exact", granted(1), "talent")
    mean = integrate.quad(lambda w: granted(w) * same_year.pdf(w), 0, 1)[0]
    table.row("granted", 2022, "mean", mean, "talent")
    for level in QUANTILES:
        table.row("felt[talent]", 2022, f"q{level}", double * same_year.ppf(level), "talent")
        value = 50 + granted(same_year.ppf(level)) + 3 * granted(1)
        table.row("total", 2025, f"q{level}", value, "talent")
    table.row("felt[technology]", 2025, "exact", 0, "talent")
    table.row("granted", 2022, "!mean", granted(0.5), "talent", note="half in the same year")
    return table


def guide_5():
    """Two structures, a truncated start and yearly shocks: a double integral by Gauss's rules."""
    table = Table()
    start = Truncated(stats.norm(8, 1.4), 5, 12)
    sd = 0.03 * sqrt(5)
    gains = ((0.6, 0.5), (0.4, 0.1 * sum(0.8**h for h in range(1, 6))))
    nodes, node_weights = np.polynomial.legendre.leggauss(200)
    scores, score_weights = np.polynomial.hermite_e.hermegauss(60)
    first = special.logit(start.ppf((nodes + 1) / 2) / 100)

    def over(value, gain):
        """The mean of value(truth), given the structure."""
        truth = 100 * special.expit(first[:, None] + gain + sd * scores[None, :])
        return node_weights / 2 @ (value(truth) @ score_weights) / sqrt(2 * pi)

    def mixed(value):
        return sum(weight * over(value, gain) for weight, gain in gains)

    mean = mixed(lambda truth: truth)
    table.moments("truth", 2025, mean, sqrt(mixed(lambda truth: truth**2) - mean**2))
    # Given the start, the odds are normal.
    met = sum(
        weight * (node_weights / 2 @ NORMAL((first + gain - logit(0.12)) / sd))
        for weight, gain in gains)
    table.row("truth", 2025, "prob>=12", met)
    table.row("mood", 2025, "corr:sample", 0.3)
    table.row("truth", 2020, "q0.25", start.ppf(0.25))
    table.row("truth", 2020, "prob>=12.0001", 0)
    steady = over(lambda truth: truth, 0.5)
    table.row("truth", 2025, "!mean", steady, note="the steady structure alone")
    return table
