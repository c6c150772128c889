# SPDX-License-Identifier: Apache-2.0
"""Every distribution: once in a run, truncated, and every year with arguments that differ."""

from math import asin, exp, pi, sqrt

import numpy as np
from scipy import stats

from cases.laws import (
    AroundMean, Clipped, Mixture, Shifted, Truncated, beta, gamma, lognormal, negative_binomial,
    student_t, triangular, uniform)
from cases.table import QUANTILES, Table


def distributions_once():
    table = Table()
    laws = {
        "normal": (stats.norm(2, 3), stats.norm(2, 3.05), "sd 3.05"),
        "student_t": (student_t(3.5), stats.t(3.5), "not scaled to variance 1"),
        "student_t10": (student_t(10), student_t(5), "5 degrees of freedom"),
        "lognormal": (lognormal(20, 0.3), lognormal(20 * exp(-0.045), 0.3), "20 as the mean"),
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


def distributions_yearly():
    table = Table()
    laws = {
        "normal": (stats.norm(2, 3), stats.norm(-1, 0.5), stats.norm(-1, 0.6)),
        "student_t": (student_t(3.5), student_t(10), student_t(4)),
        "lognormal": (lognormal(20, 0.3), lognormal(5, 0.6), lognormal(5, 0.65)),
        "beta": (beta(0.35, 20), beta(0.8, 3), beta(0.8, 3.5)),
        "gamma": (gamma(5, 2.5), gamma(2, 0.7), gamma(2, 0.8)),
        "negative_binomial": (
            negative_binomial(13.5, 6), negative_binomial(400, 30), negative_binomial(405, 30)),
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
    # Counts to 2^31, around their means.
    large = {
        "large_poisson": Shifted(sqrt(2e9), 1 / sqrt(2e9)),
        "large_binomial": Shifted(sqrt(2**31) / 2, 0.0),
        "large_negative": AroundMean(negative_binomial(1e6, 50), 1e6),
    }
    for variable, law in large.items():
        wider = stats.norm(law.mean(), 1.02 * law.std())
        table.distribution(variable, 2021, law, wider, "spread two percent larger")
    table.row("x_poisson", 2022, "mean", 30.95, note="another year")
    mean, spread = 0.5, sqrt((4 + 9 + 1 + 0.25) / 2 - 0.25)
    between = (4 + 1) / 2 - mean**2
    table.row("x_normal", 2022, "corr:last_normal", between / spread**2, bound="0.0045",
              note="years share the coin only; 4.5/sqrt(n) is more than the error of this mixture")
    return table


def correlation():
    table = Table()
    pairs = (("a", "b", 0.5), ("a", "c", 0.3), ("b", "c", -0.2), ("r", "f", 0.32), ("r", "g", 0.28),
             ("f", "g", 0), ("a", "r", 0))
    for first, second, value in pairs:
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
