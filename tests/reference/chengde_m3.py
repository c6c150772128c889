#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""An independent second computation of structure M3 of the Chengde model.

It shares nothing with plancast: it was written from the equations on paper, not from
models/chengde-sti/model.toml, and has its own random numbers (NumPy's PCG64). Every scenario sees
the same luck: counts, too, come from one uniform each, through their inverse distribution function.

    chengde_m3.py             print the probabilities of all nine scenarios, 200 000 runs each
    chengde_m3.py --runs 1000000 --scenario plan
    chengde_m3.py --write     1 000 000 runs of plan, 200 000 of the others, to chengde_m3.csv
"""

import argparse
import csv
import pathlib

import numpy as np
from scipy import special, stats

FIRST, LAST, DEADLINE = 2021, 2035, 2025
BATCH = 50_000
SHARES = np.array([0.18, 0.27, 0.15, 0.10, 0.15, 0.12, 0.03])  # of the reference budget, W1 to W7
BASIC_REFERENCE = 0.03  # 亿元 a year
TARGETS = {
    "rd_expenditure": 21.87 * 1.1**5,
    "basic_research_share": 2.0,
    "high_value_patents": 1.5,
    "industrial_rd_ratio": 1.5,
    "leading_enterprises": 5,
    "hnte": 300,
    "tech_smes": 2500,
    "hitech_va_share": 19.5,
    "tech_contracts": 30,
    "rd_platforms": 155,
    "science_literacy": 12,
}


# --- scenarios ---------------------------------------------------------------------------------


class Scenario:
    """Levers and paths by year; `plan` is the reference."""

    def __init__(self, programmes=None, basic=None, bth=0, keeps_floor=True, growth=None,
                 fiscal=None):
        self.programmes = programmes or reference
        self.basic = basic or (lambda year: BASIC_REFERENCE)
        self.bth = bth
        self.keeps_floor = keeps_floor
        self.growth = growth or (lambda year: 0.0)
        self.fiscal = fiscal or (lambda year: 0.0)


def reference(year):
    return 0.80 * 1.08 ** (year - 2021) * SHARES


def between(first, last, value, otherwise):
    return lambda year: value if first <= year <= last else otherwise


def times(factor_of_year, only=None):
    def programmes(year):
        budget = reference(year).copy()
        part = slice(None) if only is None else only
        budget[part] *= factor_of_year(year)
        return budget

    return programmes


def moved(year):
    budget = reference(year).copy()
    if year >= 2022:
        total = budget.sum()
        budget[1] -= 0.12 * total
        budget[4] += 0.05 * total
        budget[2] += 0.07 * total
    return budget


W6 = 5
EARMARK = between(2022, LAST, 0.15, BASIC_REFERENCE)
SCENARIOS = {
    "trend": Scenario(lambda year: 0.70 * 1.03 ** (year - 2021) * SHARES),
    "plan": Scenario(),
    "high": Scenario(times(lambda year: {2021: 1.0, 2022: 1.5}.get(year, 2.0)), basic=EARMARK),
    "austerity": Scenario(times(between(2022, LAST, 0.65, 1.0)), keeps_floor=False,
                          fiscal=between(2022, 2024, -0.06, 0.0)),
    "downturn": Scenario(times(between(2022, 2024, 0.85, 1.0)), keeps_floor=False,
                         growth=between(2022, 2024, -0.025, 0.0),
                         fiscal=between(2022, 2024, -0.05, 0.0)),
    "talent": Scenario(times(between(2022, LAST, 2.5, 1.0), only=W6)),
    "bth": Scenario(times(between(2022, LAST, 1.5, 1.0), only=W6), bth=1),
    "delay": Scenario(times(lambda year: 0.4 if year <= 2022 else 1.3296 if year <= 2025 else 1.0)),
    "realloc": Scenario(moved, basic=EARMARK),
}


# --- random numbers ------------------------------------------------------------------------------


def inverse(uniform, distribution_function, mean, sd, skewness):
    """The smallest whole k with F(k) >= u: a Cornish-Fisher guess, then steps of one."""
    score = special.ndtri(uniform)
    guess = mean + sd * (score + skewness * (score * score - 1) / 6)
    count = np.maximum(0, np.floor(guess))
    low = distribution_function(count, slice(None)) < uniform
    while low.any():
        at = np.flatnonzero(low)
        count[at] += 1
        low[at] = distribution_function(count[at], at) < uniform[at]
    high = (count > 0) & (distribution_function(count - 1, slice(None)) >= uniform)
    while high.any():
        at = np.flatnonzero(high)
        count[at] -= 1
        high[at] = (count[at] > 0) & (distribution_function(count[at] - 1, at) >= uniform[at])
    return count


def part(values, at):
    return values[at] if np.ndim(values) else values


def binomial(uniform, n, p):
    p = np.broadcast_to(p, uniform.shape)
    sd = np.sqrt(np.maximum(n * p * (1 - p), 1e-12))

    def distribution_function(k, at):
        trials = part(n, at)
        inside = special.betainc(np.maximum(trials - k, 1e-300), k + 1, 1 - p[at])
        return np.where(k >= trials, 1.0, inside)

    return np.minimum(inverse(uniform, distribution_function, n * p, sd, (1 - 2 * p) / sd), n)


def poisson(uniform, mean):
    return inverse(uniform, lambda k, at: special.gammaincc(k + 1, mean[at]), mean, np.sqrt(mean),
                   1 / np.sqrt(mean))


def negative_binomial(uniform, mean, k):
    """Variance mean + mean^2 / k."""
    sd = np.sqrt(mean + mean * mean / k)
    p = k / (k + mean)
    return inverse(uniform, lambda x, at: special.betainc(part(k, at), x + 1, p[at]), mean, sd,
                   (1 + 2 * mean / k) / sd)


def student(score_or_generator, df, size=None):
    """Student t of variance 1: of a normal score, or drawn."""
    scale = np.sqrt((df - 2) / df)
    if size is not None:
        return scale * score_or_generator.standard_t(df, size)
    return scale * stats.t.ppf(special.ndtr(score_or_generator), df)


def scores(generator, correlation, size):
    factor = np.linalg.cholesky(np.array(correlation))
    return np.tensordot(factor, generator.standard_normal((len(correlation), *size)), axes=1)


class Luck:
    """What is random in a batch: parameters [run], yearly shocks and uniforms [year][run]."""

    def __init__(self, generator, runs):
        self.draw_parameters(generator, runs)
        self.draw_shocks(generator, (LAST - FIRST + 1, runs))

    def draw_parameters(self, generator, runs):
        def normal(mean, sd):
            return generator.normal(mean, sd, runs)

        def lognormal(median, sdlog):
            return median * np.exp(sdlog * generator.standard_normal(runs))

        def beta(mean, n):
            return generator.beta(mean * n, (1 - mean) * n, runs)

        def truncated(score, mean, sd, low, high):
            below, upto = special.ndtr((np.array([low, high]) - mean) / sd)
            return mean + sd * special.ndtri(below + special.ndtr(score) * (upto - below))

        self.gr0, self.gr1 = normal(0.055, 0.006), normal(0.040, 0.008)
        self.rho_g, self.sg = beta(0.35, 20), lognormal(0.015, 0.2)
        self.pi, self.popg = normal(0.010, 0.006), normal(-0.0056, 0.0015)
        self.Y0 = generator.uniform(1545.6, 1556.6, runs)
        self.gF, self.gsh, self.lam = normal(0.005, 0.02), beta(0.11, 60), beta(0.165, 60)
        self.bstar, self.sR = lognormal(0.0205, 0.25), lognormal(0.085, 0.2)
        self.euc, self.omh = lognormal(0.40, 0.7), beta(0.5, 20)
        self.mcr, self.psiu = normal(0.10, 0.35), beta(0.70, 20)
        self.delta, self.gK = lognormal(0.15, 0.25), normal(0.18, 0.04)
        self.gbr, self.sBr, self.ptb = normal(0.15, 0.05), lognormal(0.27, 0.2), beta(0.75, 15)
        self.gam = truncated(generator.standard_normal(runs), 0.50, 0.15, 0, 1.2)
        z_gV, z_taup = scores(generator, [[1, -0.3], [-0.3, 1]], (runs,))
        self.gV, self.taup = truncated(z_gV, 0.22, 0.045, 0.03, 0.5), 0.065 + 0.04 * z_taup
        self.om, self.sP, self.kP = beta(0.055, 80), lognormal(0.10, 0.2), lognormal(20, 0.3)
        z_es, z_rs = scores(generator, [[1, -0.4], [-0.4, 1]], (runs,))
        self.es = 360 * np.exp(0.25 * z_es)
        self.rs = stats.beta.ppf(special.ndtr(z_rs), 0.89 * 120, 0.11 * 120)
        self.p_dl, self.l_dl = beta(0.05, 40), beta(0.15, 20)
        self.rho, self.sv = beta(0.66, 40), beta(0.985, 200)
        self.pup, self.ext = lognormal(0.0245, 0.25), lognormal(4, 0.5)
        self.defE = generator.random(runs) < 0.30
        self.lamE, self.lamE2 = lognormal(0.0016, 0.5), lognormal(0.9, 0.4)
        self.muP, self.dP, self.kPl = lognormal(13.5, 0.22), beta(0.025, 80), lognormal(6, 0.4)
        self.p_res, self.l_res = beta(0.04, 30), beta(0.10, 20)
        self.muT, self.bT = normal(0.16, 0.10), normal(0.03, 0.02)
        self.sT, self.tT = lognormal(0.22, 0.25), lognormal(0.20, 0.25)
        self.muH, self.sH = normal(0.055, 0.028), lognormal(0.09, 0.25)
        self.comH, self.comR = normal(-0.25, 0.12), lognormal(0.45, 0.3)
        self.grev, self.psi = normal(0, 0.012), normal(0.005, 0.012)
        self.sRev = lognormal(0.06, 0.2)
        self.x0L, self.muL = normal(-2.374, 0.151), normal(0.097, 0.022)
        self.sL, self.neff = lognormal(0.02, 0.3), lognormal(383, 0.25)
        self.lame, self.e = lognormal(0.012, 0.4), normal(0, 1)
        self.w = generator.dirichlet([5, 3, 2], runs).T
        self.e2, self.e3, self.e5 = lognormal(0.12, 0.5), lognormal(0.20, 0.5), lognormal(0.20, 0.5)
        self.e6, self.e7 = lognormal(0.08, 0.5), lognormal(0.02, 0.5)

    def draw_shocks(self, generator, size):
        pattern = [[1, 0.32, 0.28, 0.15], [0.32, 1, 0, 0], [0.28, 0, 1, 0], [0.15, 0, 0, 1]]
        z_R, z_Br, self.f, z_P = scores(generator, pattern, size)
        self.zR, self.zBr, self.zP = student(z_R, 4), student(z_Br, 5), student(z_P, 5)
        self.c, self.zF = student(generator, 4, size), student(generator, 5, size)
        self.zInd, self.zH = student(generator, 5, size), student(generator, 5, size)
        self.zT, self.zTr = student(generator, 3.5, size), student(generator, 4, size)
        self.zL, self.zLs = student(generator, 8, size), generator.standard_normal(size)
        for name in ("lost", "granted", "cleanup", "kept", "entered", "renewed", "new", "second",
                     "third", "leading", "closed", "approved", "restructured"):
            setattr(self, "u_" + name, generator.random(size))


# --- the model -----------------------------------------------------------------------------------


def logit(share):
    return np.log(share / (1 - share))


def simulate(scenario, luck):
    """Values of the eleven indicators as judged: id -> [year][run]."""
    p = luck
    g, Y, N, F, D = p.gr0, p.Y0, 335.44, 3.0, 1.0
    R, G0 = 21.87, p.gsh * 21.87
    G = Gref = G0
    lnb, K0, BR = np.log((1 - p.gsh) * 21.87 / p.Y0), 21.87 / (p.gK + p.delta), 0.1531
    K = K0
    patents, firms = np.full_like(p.e, 178.0), np.full_like(p.e, 2150.0)
    first, second, third = (np.full_like(p.e, n) for n in (78.0, 82.0, 61.0))
    hnte, leading, platforms = first + second + third, np.zeros_like(p.e), np.full_like(p.e, 100.0)
    lnT, xs, lnz, xl = np.log(20.8) - 0.05, logit(0.153), np.log(0.99), p.x0L
    q = 0.0
    zero = np.zeros(len(SHARES))
    efforts = [zero, zero]  # last year's and the one before's; the reference until 2020
    result = {name: [] for name in TARGETS}
    for year in range(FIRST, LAST + 1):
        at, h = year - FIRST, year - 2020
        budget = scenario.programmes(year)
        efforts.insert(0, np.log(np.maximum(0.05, budget / reference(year))))
        _, L2, L3, _, L5, L6, L7 = (
            sum(p.w[lag] * efforts[lag][programme] for lag in range(3)) for programme in range(7))
        push = p.lame * p.e

        gbar = p.gr0 + (p.gr1 - p.gr0) * min(1, h / 12) + scenario.growth(year)
        epidemic = {2021: 0.010, 2022: -0.010}.get(year, 0.0)
        g = gbar + p.rho_g * (g - gbar) + p.sg * p.f[at] + epidemic
        gn = g + p.pi + 0.008 * p.c[at]
        Y, N = Y * np.exp(gn), N * np.exp(p.popg)
        growth_F = gn + p.gF + scenario.fiscal(year) + 0.08 * p.zF[at]
        F = F * np.exp(np.maximum(0, growth_F) if scenario.keeps_floor else growth_F)

        G_before, Gref_before, R_before = G, Gref, R
        Gref = G0 * F / 3.0
        G = np.maximum(0.05, Gref + p.psiu * (budget.sum() - reference(year).sum()))
        target = np.log(p.bstar * (1 - p.gsh)) + p.euc * (0.8 if year <= 2022 else 1.0) * (
            p.omh * 0.0522 + (1 - p.omh) * 0.1178)
        lnb = lnb + p.lam * (target - lnb) + 0.02 * p.e5 * L5 + push + p.sR * p.zR[at]
        b = np.exp(lnb)
        R = np.maximum(0.3 * b * Y, b * Y + p.mcr * (G_before - Gref_before)) + G
        K = (1 - p.delta) * K + R_before / D
        D = D * np.exp(p.pi)
        BR = BR * np.exp(p.gbr * np.exp(-0.05 * (h - 1)) + p.sBr * p.zBr[at] + push)
        basic = 100 * np.maximum(0.005, BR + p.ptb * (scenario.basic(year) - BASIC_REFERENCE)) / R

        inflow = (p.gV + p.om) * 178 * (K / K0) ** p.gam * np.exp(
            p.taup * h + 0.5 * p.e2 * L2 + p.e6 * L6 + 2 * push + p.sP * p.zP[at])
        lost = binomial(p.u_lost[at], patents, p.om)
        patents = patents - lost + negative_binomial(p.u_granted[at], inflow, p.kP)

        listed = np.floor(firms * (1 - (p.u_cleanup[at] < p.p_dl) * p.l_dl) + 0.5)
        flow = np.exp(p.e5 * L5 + 4 * push)
        new = negative_binomial(
            p.u_new[at], p.pup * firms * flow * np.exp(-0.02 * (h - 1)) + p.ext, 15.0)
        firms = binomial(p.u_kept[at], listed, p.rs) + negative_binomial(
            p.u_entered[at], p.es * flow * np.exp(g - 0.055 - 0.03 * (h - 1)), 30.0)
        renewal = np.minimum(0.95, p.rho * np.exp(0.1 * p.e5 * L5))
        renewed = binomial(p.u_renewed[at], third, renewal)
        rate = np.where(p.defE, p.lamE2, p.lamE * hnte) * np.exp(p.e5 * L5 + 3 * push)
        leading = leading + poisson(p.u_leading[at], rate)
        third, second, first = (binomial(p.u_third[at], second, p.sv),
                                binomial(p.u_second[at], first, p.sv), renewed + new)
        hnte = first + second + third

        closed = binomial(p.u_closed[at], platforms, p.dP)
        approved = negative_binomial(
            p.u_approved[at], p.muP * np.exp(p.e3 * L3 + 4 * push - 0.02 * (h - 1)), p.kPl)
        left = 1 - (p.u_restructured[at] < p.p_res) * p.l_res
        platforms = np.floor(left * (platforms - closed + approved))

        lnT = (lnT + p.muT * np.exp(-0.06 * (h - 1)) + p.bT * scenario.bth + 0.5 * p.e6 * L6 + push
               + p.sT * p.zT[at])
        xs = (xs + p.muH * np.exp(-0.04 * (h - 1)) + p.comH * 0.10 * p.c[at] + 0.03 * p.e5 * L5
              + push + p.sH * p.zH[at])
        q_before, q = q, p.comR * 0.10 * p.c[at] + 0.6 * p.sRev * p.zInd[at]
        lnz = lnz + np.log(R / R_before) + p.psi - (gn + p.grev + q - 0.5 * q_before)
        xl = xl + p.muL * np.exp(-0.02 * (h - 1)) + p.sL * p.zL[at] + p.e7 * L7
        literate = special.expit(xl)

        for name, value in zip(TARGETS, (
                R, basic, patents / N, np.exp(lnz), leading, hnte, firms, 100 * special.expit(xs),
                np.exp(lnT + p.tT * p.zTr[at]), platforms,
                100 * (literate + np.sqrt(literate * (1 - literate) / p.neff) * p.zLs[at]))):
            result[name].append(value)
    return {name: np.array(values) for name, values in result.items()}


# --- results -------------------------------------------------------------------------------------


def judge(scenario, runs, seed):
    """Rows (target, probability, quantiles) of one scenario."""
    collected = {target: [] for target in TARGETS}
    for batch in range(runs // BATCH):
        luck = Luck(np.random.default_rng([seed, batch]), BATCH)
        for target, values in simulate(scenario, luck).items():
            years = values[[DEADLINE - FIRST, 2030 - FIRST, LAST - FIRST]]
            collected[target].append(years.astype(np.float32))
    rows, met = [], None
    for target, threshold in TARGETS.items():
        values = np.concatenate(collected[target], axis=1)
        hit = values[0] >= np.float32(threshold)
        met = hit if met is None else met & hit
        low, median, high = np.quantile(values[0], [0.05, 0.5, 0.95])
        later = np.median(values[1:], axis=1)
        rows.append((target, hit.mean(), low, median, high, *later))
    rows.append(("all_main", met.mean(), *[np.nan] * 5))
    return rows


HEADER = ["scenario", "target", "runs", "probability",
          "p05_2025", "p50_2025", "p95_2025", "p50_2030", "p50_2035"]


def main():
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--runs", type=int, default=200_000, help="a multiple of 50 000")
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--scenario", choices=SCENARIOS, help="one scenario alone")
    options.add_argument("--write", action="store_true", help="rewrite chengde_m3.csv")
    asked = options.parse_args()
    table = []
    for name in [asked.scenario] if asked.scenario else SCENARIOS:
        runs = 1_000_000 if asked.write and name == "plan" else asked.runs
        for target, probability, *quantiles in judge(SCENARIOS[name], runs, asked.seed):
            numbers = ["" if np.isnan(value) else f"{value:.6g}" for value in quantiles]
            table.append([name, target, runs, f"{probability:.6f}", *numbers])
            print(*table[-1], sep="\t", flush=True)
    if asked.write:
        path = pathlib.Path(__file__).with_suffix(".csv")
        with path.open("w", newline="", encoding="utf-8") as file:
            csv.writer(file, lineterminator="\n").writerows([HEADER, *table])


if __name__ == "__main__":
    main()
