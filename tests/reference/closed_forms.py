#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Writes tests/conformance/*/expected.csv from closed forms.

    closed_forms.py            fail where a file is not what this would write
    closed_forms.py --write    rewrite the files

One function for each case. What cannot be written down is a short integral or a short recursion in plain Python.
Where the value was known before from another computation, it is asserted.
"""

import argparse
import csv
import io
import itertools
import pathlib
import sys
from math import asin, exp, floor, log, pi, sqrt

import numpy as np
from scipy import integrate, optimize, special, stats

REFERENCE = pathlib.Path(__file__).resolve().parent
CASES = REFERENCE.parent / "conformance"
RUNS = 1_000_000
QUANTILES = (0.05, 0.25, 0.75, 0.95)
NORMAL = stats.norm.cdf


def logit(share):
    return log(share / (1 - share))


def sigmoid(odds):
    return 1 / (1 + exp(-odds))


def near(value, known, digits=7):
    """The value, which must agree with one known from elsewhere."""
    assert abs(value - known) <= 0.6 * 10.0**-digits, (value, known)
    return value


class Table:
    """The rows of an expected.csv."""

    def __init__(self, runs=RUNS):
        self.rows, self.runs = [], runs

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


# --- laws ----------------------------------------------------------------------------------------


def is_discrete(law):
    return law.discrete if hasattr(law, "discrete") else hasattr(law.dist, "pmf")


def share_below(law, x):
    return law.cdf(x - 1) if is_discrete(law) else law.cdf(x)


def student_t(df):
    return stats.t(df, scale=sqrt((df - 2) / df))


def lognormal(median, sdlog):
    return stats.lognorm(sdlog, scale=median)


def beta(mean, n):
    return stats.beta(mean * n, (1 - mean) * n)


def gamma(mean, shape):
    return stats.gamma(shape, scale=mean / shape)


def negative_binomial(mean, k):
    return stats.nbinom(k, k / (k + mean))


def uniform(low, high):
    return stats.uniform(low, high - low)


def triangular(low, mode, high):
    return stats.triang((mode - low) / (high - low), loc=low, scale=high - low)


class Mixture:
    """Half the runs follow one law, half the other."""

    def __init__(self, *laws):
        self.laws = laws
        self.discrete = is_discrete(laws[0])

    def mean(self):
        return sum(law.mean() for law in self.laws) / 2

    def std(self):
        second = sum(law.var() + law.mean() ** 2 for law in self.laws) / 2
        return sqrt(second - self.mean() ** 2)

    def cdf(self, x):
        return sum(law.cdf(x) for law in self.laws) / 2

    def ppf(self, level):
        low, high = sorted(law.ppf(level) for law in self.laws)
        if self.discrete:
            return next(x for x in itertools.count(int(low)) if self.cdf(x) >= level)
        return optimize.brentq(lambda x: self.cdf(x) - level, low - 1e-9, high + 1e-9, xtol=1e-14)


class Truncated:
    """A law between two bounds."""

    def __init__(self, law, low, high):
        self.law, self.low, self.high = law, low, high
        self.discrete = is_discrete(law)
        self.below = law.cdf(low - 1) if self.discrete else law.cdf(low)
        self.mass = law.cdf(high) - self.below

    def moment(self, power):
        if self.discrete:
            x = np.arange(self.low, min(self.high, self.law.ppf(1 - 1e-16)) + 1)
            return float(np.sum(x**power * self.law.pmf(x)) / self.mass)
        # In the level of the law, which keeps the tails exact.
        return integrate.quad(lambda level: self.ppf(level) ** power, 0, 1, epsabs=1e-12, limit=500)[0]

    def mean(self):
        return self.moment(1)

    def std(self):
        return sqrt(self.moment(2) - self.moment(1) ** 2)

    def cdf(self, x):
        return min(1.0, max(0.0, (self.law.cdf(x) - self.below) / self.mass))

    def ppf(self, level):
        if self.below > 0.5:  # from above, where the law's upper tail is exact
            upper = self.law.sf(self.low)
            return self.law.isf(upper * (1 - level) + self.law.sf(self.high) * level)
        return self.law.ppf(self.below + level * self.mass)


# --- oracles -------------------------------------------------------------------------------------


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
    table = Table(4 * RUNS)
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
    laws = {("large", 2021): (stats.poisson(2100), "prob>=2000", 0.9863525, stats.poisson(2101)),
            ("parts", 2025): (negative_binomial(2100, 60), "prob>=2000", 0.6286206, negative_binomial(2100, 66)),
            ("rares", 2025): (stats.poisson(1.9), "prob>=5", 0.0440814, stats.poisson(1.95))}
    for (variable, year), (law, statistic, known, control) in laws.items():
        least = int(statistic.split("=")[1])
        table.row(variable, year, statistic, near(law.sf(least - 1), known))
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
    table.row("reported", 2021, "!prob>=12", NORMAL((p - 0.12) / (sd * sqrt(1.1))), note="348 interviews")
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
    table.row("joined[i1]", 2021, "corr:joined[i2]", (both - 0.36) / 0.24, bound=f"{4.5 / sqrt(RUNS):.4f}",
              note="two 0/1 values: the error is at most 1/sqrt(n)")
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
    for scenario, year, programme in itertools.product(("plan", "same"), (2021, 2025, 2035), range(1, 8)):
        table.row(f"L[W{programme}]", year, "exact", 0, scenario)
    for programme in range(1, 8):
        table.row(f"L[W{programme}]", 2025, "!exact", 0, "more", note="a thousandth more money")
    return table


def units():
    table = Table(100_000)
    values = {"money": 3.5, "money_small": 35000, "money_yuan": 3.5e8, "people": 3354400,
              "patents_each": 178 / 335.44, "flow": 1.2, "larger": 0.3, "is_larger": 1, "step": 0.05,
              "years": 1, "area": 9, "share": 15.3, "fraction_of": 0.08, "percent_sum": 23.3}
    for variable, value in values.items():
        table.row(variable, 2021, "exact", value)
    for year in (2020, 2021):
        table.row("gap", year, "prob<1e-12", 1)
    table.row("gap_floor", 2021, "!prob<1e-12", 1, note="0.001 added to a numerator of ten times the money")
    return table


# --- distributions -------------------------------------------------------------------------------


def distributions_once():
    table = Table()
    laws = {
        "normal": (stats.norm(2, 3), stats.norm(2, 3.05), "sd 3.05"),
        "student_t": (student_t(3.5), stats.t(3.5), "not scaled to variance 1"),
        "student_t10": (student_t(10), student_t(5), "5 degrees of freedom"),
        "lognormal": (lognormal(20, 0.3), lognormal(20 * exp(-0.045), 0.3), "20 as the mean, not the median"),
        "beta": (beta(0.35, 20), beta(0.35, 21), "n = 21"),
        "beta_low": (beta(0.025, 80), beta(0.0255, 80), "mean 0.0255"),
        "gamma": (gamma(5, 2.5), gamma(5, 2.6), "shape 2.6"),
        "gamma_low": (gamma(1, 0.4), gamma(1, 0.42), "shape 0.42"),
        "negative_binomial": (negative_binomial(13.5, 6), negative_binomial(13.6, 6), "mean 13.6"),
        "uniform": (uniform(-1, 3), uniform(-1, 3.1), "up to 3.1"),
        "triangular": (triangular(1, 2, 6), triangular(1, 2.1, 6), "mode 2.1"),
        "bernoulli": (stats.bernoulli(0.3), stats.bernoulli(0.306), "p = 0.306"),
        "binomial": (stats.binom(150, 0.055), stats.binom(150, 0.056), "p = 0.056"),
        "poisson": (stats.poisson(1.9), stats.poisson(1.93), "mean 1.93"),
        "dirichlet[a]": (stats.beta(5, 5), stats.beta(5.1, 5), "dirichlet(5.1, 3, 2)"),
        "dirichlet[b]": (stats.beta(3, 7), stats.beta(3, 7.1), "dirichlet(5.1, 3, 2)"),
        "dirichlet[c]": (stats.beta(2, 8), stats.beta(2, 8.1), "dirichlet(5.1, 3, 2)"),
    }
    for name, (law, control, note) in laws.items():
        # With 3.5 degrees of freedom a sample's fourth moment has no limit, so its sd has no error.
        table.distribution(f"x_{name}", 2020, law, control, note, sd=name != "student_t")
    table.row("dirichlet_sum", 2020, "exact", 1)
    table.row("x_dirichlet[a]", 2020, "corr:x_dirichlet[b]", -sqrt(5 * 3 / (5 * 7)), bound="0.0045",
              note="4.5/sqrt(n): more than the error of shares that are bounded")
    return table


def distributions_truncated():
    table = Table()
    laws = {
        "normal": (stats.norm(0.5, 0.15), 0.3, 0.6),
        "normal_tail": (stats.norm(0, 1), 4, np.inf),
        "student_t": (student_t(5), -1, 2),
        "lognormal": (lognormal(20, 0.3), 15, np.inf),
        "beta": (beta(0.35, 20), 0.2, 0.5),
        "gamma": (gamma(5, 2.5), 2, 9),
        "negative_binomial": (negative_binomial(13.5, 6), 8, 20),
        "uniform": (uniform(-1, 3), 0, 2),
        "triangular": (triangular(1, 2, 6), 1.5, 5),
        "binomial": (stats.binom(150, 0.055), 5, 12),
        "poisson": (stats.poisson(1.9), 1, np.inf),
    }
    for name, (law, low, high) in laws.items():
        truncated = Truncated(law, low, high)
        # The commonest mistake: values outside are moved to the bounds, not drawn again.
        moved = Clipped(law, low, high)
        table.distribution(f"x_{name}", 2020, truncated, moved, "clipped to the bounds instead")
        table.row(f"x_{name}", 2020, f"prob<{low:g}", 0)
        if high < np.inf:
            just_above = high + 1 if truncated.discrete else high * (1 + 1e-6)
            table.row(f"x_{name}", 2020, f"prob>={just_above:g}" if truncated.discrete
                      else f"prob>={just_above:.7g}", 0)
    return table


class Clipped:
    """A law whose values outside two bounds are moved to them."""

    def __init__(self, law, low, high):
        self.law, self.low, self.high = law, low, high

    def ppf(self, level):
        return min(self.high, max(self.low, self.law.ppf(level)))

    def mean(self):
        return integrate.quad(self.ppf, 1e-12, 1 - 1e-12, limit=500)[0]


def distributions_yearly():
    table = Table()
    laws = {
        "normal": (stats.norm(2, 3), stats.norm(-1, 0.5), stats.norm(-1, 0.6)),
        "student_t": (student_t(3.5), student_t(10), student_t(4)),
        "lognormal": (lognormal(20, 0.3), lognormal(5, 0.6), lognormal(5, 0.65)),
        "beta": (beta(0.35, 20), beta(0.8, 3), beta(0.8, 3.5)),
        "gamma": (gamma(5, 2.5), gamma(2, 0.7), gamma(2, 0.8)),
        "negative_binomial": (negative_binomial(13.5, 6), negative_binomial(400, 30), negative_binomial(405, 30)),
        "uniform": (uniform(-1, 3), uniform(0, 1), uniform(0, 1.1)),
        "triangular": (triangular(1, 2, 6), triangular(0, 2, 3), triangular(0, 2, 3.2)),
        "bernoulli": (stats.bernoulli(0.3), stats.bernoulli(0.9), stats.bernoulli(0.91)),
        "binomial": (stats.binom(150, 0.055), stats.binom(2150, 0.89), stats.binom(2150, 0.885)),
        "poisson": (stats.poisson(1.9), stats.poisson(60), stats.poisson(61)),
        "dirichlet[a]": (stats.beta(5, 5), stats.beta(1, 11), stats.beta(1, 12)),
        "dirichlet[b]": (stats.beta(3, 7), stats.beta(3, 9), stats.beta(3, 9.6)),
        "dirichlet[c]": (stats.beta(2, 8), stats.beta(8, 4), stats.beta(8, 4.3)),
    }
    for name, (heads, tails, other) in laws.items():
        table.distribution(f"x_{name}", 2021, Mixture(heads, tails), Mixture(heads, other),
                           "one argument a little different", sd=name != "student_t")
    for variable, law in large_counts().items():
        wider = stats.norm(law.mean(), 1.02 * law.std())
        table.distribution(variable, 2021, law, wider, "spread two percent larger")
    table.row("x_poisson", 2022, "mean", 30.95, note="another year")
    mean, spread = 0.5, sqrt((4 + 9 + 1 + 0.25) / 2 - 0.25)
    between = (4 + 1) / 2 - mean**2
    table.row("x_normal", 2022, "corr:last_normal", between / spread**2, bound="0.0045",
              note="years share the coin only; 4.5/sqrt(n) is more than the error of this mixture")
    return table


class Shifted:
    """A count around its mean, by the first terms of Cornish and Fisher: right to a small part of one."""

    discrete = True

    def __init__(self, sd, skewness):
        self.sd, self.skewness = sd, skewness

    def mean(self):
        return 0.0

    def std(self):
        return self.sd

    def ppf(self, level):
        z = stats.norm.ppf(level)
        return floor(self.sd * (z + self.skewness * (z * z - 1) / 6) + 0.5)

    def cdf(self, x):
        return NORMAL(x / self.sd)


def large_counts():
    k, mean = 50, 1e6
    return {
        "large_poisson": Shifted(sqrt(2e9), 1 / sqrt(2e9)),
        "large_binomial": Shifted(sqrt(2**31) / 2, 0.0),
        "large_negative": AroundMean(negative_binomial(mean, k), mean),
    }


class AroundMean:
    discrete = True

    def __init__(self, law, mean):
        self.law, self.centre = law, mean

    def mean(self):
        return self.law.mean() - self.centre

    def std(self):
        return self.law.std()

    def ppf(self, level):
        return self.law.ppf(level) - self.centre

    def cdf(self, x):
        return self.law.cdf(x + self.centre)


def correlation():
    table = Table()
    for first, second, value in (("a", "b", 0.5), ("a", "c", 0.3), ("b", "c", -0.2), ("r", "f", 0.32),
                                 ("r", "g", 0.28), ("f", "g", 0), ("a", "r", 0)):
        table.row(first, 2021, f"corr:{second}", value)
    table.row("now_p", 2021, "corr:log_q", 0.7, note="parameters")
    bounded = {"bound": "0.0045", "note": "the normal scores have the listed value; 4.5/sqrt(n) is "
               "more than the error where a value is bounded"}
    table.row("u", 2021, "corr:v", 6 / pi * asin(0.6 / 2), **bounded)
    table.row("u", 2021, "corr:log_w", -0.4 * sqrt(3 / pi), **bounded)
    for name in ("a", "b", "c", "f"):
        table.moments(name, 2021, 0, 1)
    for level in QUANTILES:
        table.row("v", 2021, f"q{level}", level)
        table.row("w", 2021, f"q{level}", lognormal(3, 0.7).ppf(level))
    table.row("f", 2021, "!corr:g", 0.32 * 0.28, note="what one common factor would give")
    table.row("u", 2021, "!corr:v", 0.6, note="the value of the normal scores", bound="0.0045")
    table.row("b", 2021, "!corr:c", -0.19, note="0.01 away")
    return table


# --- language ------------------------------------------------------------------------------------


def language_arithmetic():
    table = Table(64)
    values = {
        "power_binds_right": 512, "power_binds_right_run": 512, "minus_square": -9, "minus_square_run": -9,
        "square_of_minus": 9, "signed_exponent": 0.5, "signed_exponent_run": 0.5, "cube_of_minus": -8,
        "root": 3, "power_zero": 1, "power_one": 0.1, "precedence": 13, "precedence_run": 13,
        "left_to_right": 5, "division_first": 16, "plus_sign": 5, "short_number": 125.6, "truth": 1,
        "not_and": 1, "or_and": 1, "compare_sums": 1, "strictly": 0, "equal_whole": 2, "nested_if": 20,
        "if_computes_both": 5, "round_half_up": 3, "round_half_down": -3, "round_constant": 2,
        "round_below_half": 0, "floor_minus": -2, "absolute": 4, "clamped": 4, "smallest": 1, "largest": 1,
        "exponential": exp(1), "exponential_zero": 1, "logarithm": log(10), "logarithm_one": 0,
        "square_root": sqrt(2), "sigmoid_zero": 0.5, "sigmoid_two": sigmoid(2), "logit_back": 0.7,
        "lookup_below": 10, "lookup_between": 15, "lookup_falling": 10, "lookup_above": 0,
    }
    for variable, value in values.items():
        table.row(variable, 2021, "exact", value)
    for variable, value, note in (("power_binds_right_run", 64, "(2^3)^2"),
                                  ("minus_square_run", 9, "(-3)^2"),
                                  ("round_half_up", 2, "half to even"),
                                  ("precedence_run", 17, "6/(3/2) = 4 and 2 + 3 first")):
        table.row(variable, 2021, "!exact", value, note=note)
    return table


def language_time():
    table = Table(64)
    table.exact("this_year", range(2020, 2026))
    table.exact("steps", range(6))
    table.exact("second", [2 * n for n in range(6)])
    table.exact("first", [2 * n + 1 for n in range(6)])
    table.exact("since_2021", [0, 0, 1, 2, 3, 4])
    table.exact("path", [1, 2, 2, 7, 5, 5])
    table.exact("of_path", [2, 4, 4, 14, 10, 10])
    table.exact("half", [3] + [0.5] * 5)
    table.exact("late", [1] + [2] * 5)
    table.exact("of_draws", [4] + [2.5] * 5)
    table.exact("draws_before", [9, 4, 2.5, 2.5, 2.5, 2.5])
    table.exact("stepping", [101, 102, 104, 106, 108, 110])
    table.exact("running", [50, 58, 66, 74, 82, 90])
    doubled = [2**n for n in range(6)]
    table.exact("doubled", doubled)
    table.exact("from_base", doubled)
    table.exact("fibonacci", [1, 1, 2, 3, 5, 8])
    table.exact("total", [sum(doubled[1:n + 1]) for n in range(6)])
    effort = [10, 10, *doubled]
    table.exact("spread_out", [0.5 * effort[n + 2] + 0.3 * effort[n + 1] + 0.2 * effort[n] for n in range(6)])
    table.row("total", 2022, "!exact", 7, note="with the baseline year")
    table.row("stepping", 2020, "!exact", 100, note="`before` in place of the equation")
    table.row("draws_before", 2020, "!exact", 0, note="nothing is silently 0")
    return table


def language_sets():
    table = Table(64)
    money = {"W1": 10, "W2": 20, "W3": 30}
    programme = {"s1": "W1", "s2": "W3", "s3": "W3", "s4": "W2"}
    rate = {"s1": 0.5, "s2": 0.5, "s3": 2, "s4": 2}
    sides = {side: money[programme[side]] * rate[side] for side in programme}
    for side, value in sides.items():
        table.row(f"per_side[{side}]", 2021, "exact", value)
    for variable, value in (("all_sides", sum(sides.values())), ("mean_side", 30), ("least_side", 5),
                            ("most_side", 60), ("nested", 150), ("by_element[W1]", 1),
                            ("by_element[W2]", 2), ("by_element[W3]", 30)):
        table.row(variable, 2021, "exact", value)
    start = {"W1": 0, "W2": 1, "W3": 2}
    for name, amount in money.items():
        table.exact(f"stock[{name}]", [start[name] + n * amount for n in range(3)])
        table.row(f"share[{name}]", 2020, "exact", amount / 60)
    for side, name in programme.items():
        table.exact(f"stock_of_side[{side}]", [0, start[name], start[name] + money[name]])
    table.exact("last_total", [0, 3, 63])
    table.exact("one_of_them", [0, 20, 40])
    table.row("per_side[s4]", 2021, "!exact", 60, note="the programme of another element")
    return table


def scenario_verbs():
    table = Table(64)
    plan = {"W1": [10] * 6, "W2": [20] * 6, "W3": [30] * 6}
    ordered = {"W1": [10, 10, 15, 21, 21, 20], "W2": [20, 20, 30, 41, 41, 40], "W3": [30, 30, 45, 60, 7, 60]}
    shifted = {"W1": [10, 20, 20, 32, 32, 31.5], "W2": [20, 40, 32.8, 32.8, 40, 40.5],
               "W3": [30, 60, 67.2, 55.2, 48, 48]}
    further = {name: [*values[:5], last] for (name, values), last in zip(ordered.items(), (1, 2, 3))}
    for scenario, money in (("plan", plan), ("ordered", ordered), ("shifted", shifted), ("further", further)):
        for name, values in money.items():
            table.exact(f"u[{name}]", values, scenario=scenario)
        table.exact("total", [sum(year) for year in zip(*money.values())], scenario=scenario)
    for scenario, growth, switched, p in (("plan", [1, 1, 1, 2, 2, 2], [0] * 6, 1),
                                          ("ordered", [10, 10, 5, 15, 20, 20], [0, 0, 0, 0, 1, 1], 3),
                                          ("further", [10, 10, 5, 15, 20, 20], [0, 0, 0, 0, 1, 1], 4)):
        table.exact("g", growth, scenario=scenario)
        table.exact("switched", switched, scenario=scenario)
        table.row("p_now", 2021, "exact", p, scenario)
        table.row("q_now", 2021, "exact", 1, scenario)
    table.row("u[W1]", 2023, "!exact", 22, "ordered", note="added before it is multiplied")
    table.row("u[W3]", 2023, "!exact", 60, "shifted", note="a share of the total, not of the reference")
    table.row("q_now", 2021, "!exact", 2, note="the prior of 2026, which is later than 2024")
    return table


# --- models --------------------------------------------------------------------------------------


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
                table.row("adopted", year, f"q{level}", 90 * sigmoid(mean + sd * stats.norm.ppf(level)), scenario)
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
    table.row("reliability", 2100, "exact", 1, note="the lake stays below its critical concentration")
    table.row("reliability", 2100, "!exact", 1, "greedy", note="the lake turns")
    table.moments("X", 2001, 0.04, 0.001)
    table.row("X", 2001, "!mean", 0.0401, note="an inflow of 0.0201")
    return table


def chengde_m3():
    """The whole model against the second computation; both have sampling errors."""
    table = Table(200_000)
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
    other = float(rows["trend", "hnte"]["probability"])
    table.row("hnte", 2025, "!prob>=300", other, "plan", "0.0053", "the figure of scenario trend")
    return table


# --- the examples of models/README.md --------------------------------------------------------------


def guide_1():
    table = Table()
    mean, sd = log(21.87) + 0.5, 0.15
    for level in QUANTILES:
        table.row("R", 2025, f"q{level}", exp(mean + sd * stats.norm.ppf(level)))
    target = 21.87 * 1.1**5
    met = NORMAL((mean - log(target)) / sd)
    table.row("R", 2025, f"prob>={target:.12g}", met)
    table.row("R", 2025, f"!prob>={target:.12g}", NORMAL((mean - 0.05 - log(target)) / sd), note="9 % a year")
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
    table.moments("S", 2025, mean, sqrt(over_stay(variance) + over_stay(lambda r: (expected(r) - mean) ** 2)))
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
    table.row("T", 2025, "!q0.05", exp(centre - 0.03 + sd * stats.norm.ppf(0.05)), "more", note="the market a year late")
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
    met = sum(weight * (node_weights / 2 @ NORMAL((first + gain - logit(0.12)) / sd)) for weight, gain in gains)
    table.row("truth", 2025, "prob>=12", met)
    table.row("mood", 2025, "corr:sample", 0.3)
    table.row("truth", 2020, "q0.25", start.ppf(0.25))
    table.row("truth", 2020, "prob>=12.0001", 0)
    table.row("truth", 2025, "!mean", over(lambda truth: truth, 0.5), note="the steady structure alone")
    return table


FUNCTIONS = (growth, error_correction, damped_trend, logit_walk, counts, immigration_death, cohorts,
             cohorts_limit, perpetual_inventory, survey, joint, user_cost, ensemble, lever_neutrality, units,
             distributions_once, distributions_truncated, distributions_yearly, correlation,
             language_arithmetic, language_time, language_sets, scenario_verbs, lognormal_growth,
             logistic_diffusion, shallow_lake, chengde_m3, guide_1, guide_2, guide_3, guide_4, guide_5)


def text_of(table):
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(["scenario", "variable", "year", "statistic", "value", "bound", "note"])
    writer.writerows(table.rows)
    return stream.getvalue()


def main():
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--write", action="store_true")
    write = options.parse_args().write
    stale = []
    for function in FUNCTIONS:
        path = CASES / function.__name__.replace("_", "-") / "expected.csv"
        text = text_of(function())
        if path.exists() and path.read_text(encoding="utf-8") == text:
            continue
        stale.append(path.parent.name)
        if write:
            path.write_text(text, encoding="utf-8")
    if stale and not write:
        sys.exit("not up to date, run with --write: " + ", ".join(stale))


if __name__ == "__main__":
    main()
