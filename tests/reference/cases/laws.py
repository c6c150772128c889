# SPDX-License-Identifier: Apache-2.0
"""Probability laws in the parameters of the language, mixtures, truncated and shifted ones."""

import itertools
from math import exp, floor, log, sqrt

import numpy as np
from scipy import integrate, optimize, stats


def logit(share):
    return log(share / (1 - share))


def sigmoid(odds):
    return 1 / (1 + exp(-odds))


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
        def value(level):
            return self.ppf(level) ** power

        return integrate.quad(value, 0, 1, epsabs=1e-12, limit=500)[0]

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


class Clipped:
    """A law whose values outside two bounds are moved to them."""

    def __init__(self, law, low, high):
        self.law, self.low, self.high = law, low, high

    def ppf(self, level):
        return min(self.high, max(self.low, self.law.ppf(level)))

    def mean(self):
        return integrate.quad(self.ppf, 1e-12, 1 - 1e-12, limit=500)[0]


class Shifted:
    """A large count around its mean, by the first terms of Cornish and Fisher."""

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
        return stats.norm.cdf(x / self.sd)


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
