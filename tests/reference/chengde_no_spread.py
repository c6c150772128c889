#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The Chengde model with all spreads zero, against a recursion written by hand.

The case model is models/chengde-sti/model.toml with every prior at its centre, every continuous
shock at 0 and every count at its mean. The recursion below is plain arithmetic on single numbers,
written from the equations on paper. Its values stand in the case as paths, so that the model itself
can say how far it is from them, in double precision.

    chengde_no_spread.py            fail where the case is not what this would write
    chengde_no_spread.py --write    write tests/conformance/chengde-no-spread
"""

import argparse
import pathlib
import re
import sys
from math import exp, floor, log

ROOT = pathlib.Path(__file__).resolve().parents[2]
MODEL = ROOT / "models/chengde-sti/model.toml"
CASE = ROOT / "tests/conformance/chengde-no-spread"
YEARS = range(2020, 2036)

# The eleven indicators, and their units.
UNITS = {
    "R": "亿元/yr",
    "basic": "%",
    "hvpat": "件/万人",
    "indr": "%",
    "E": "家",
    "hnte": "家",
    "S": "家",
    "hitech": "%",
    "T": "亿元/yr",
    "Pl": "家",
    "lit": "%",
}
SPREADS = {"kP", "kPl", "p_dl", "p_res"}  # nothing reads them where counts are at their mean

SCENARIO = """\
format = "plancast-scenario 1"
id = "mixed"
name = { zh = "样样都动", en = "A little of everything" }
extends = "plan"

[[change]]
lever = "u"
multiply = { 2021 = { W2 = 0.5, W3 = 1.2, W6 = 1.5 }, 2022 = { W3 = 2.5, W7 = 0.25 }, 2023-on = 2 }
only = ["W2", "W3", "W5", "W6", "W7"]
assumption = "test"

[[change]]
lever = "u"
set = { 2026 = { W1 = 0 } }

[[change]]
lever = "basic_fund"
set = { 2022-on = "0.15[亿元/yr]" }
assumption = "test"

[[change]]
lever = "bth"
set = { 2023-on = 1 }

[[change]]
lever = "fiscal_floor"
set = { 2021-2024 = 0 }

[[change]]
exogenous = "dg"
add = { 2022-2024 = "-0.025[1/yr]" }
assumption = "test"

[[change]]
exogenous = "fis"
add = { 2021-on = "-0.10[1/yr]" }
assumption = "test"
"""

BATCH = """\
format = "plancast-batch 1"
model = "model.toml"
scenarios = ["plan", "mixed.toml"]

[design]
runs = 64
seed = 1
prior_vintage = 2026
"""


# --- the recursion -------------------------------------------------------------------------------


def mixed(year, programme, reference):
    """Money of programme 1 to 7 in the scenario `mixed`."""
    if year == 2026 and programme == 1:
        return 0.0
    factors = {2021: {2: 0.5, 3: 1.2, 6: 1.5}, 2022: {3: 2.5, 7: 0.25}}
    if year >= 2023:
        return reference * (1.0 if programme in (1, 4) else 2.0)
    return reference * factors[year].get(programme, 1.0)


def recursion():
    """Values by name, one for each year from 2020."""
    share = dict(zip(range(1, 8), (0.18, 0.27, 0.15, 0.10, 0.15, 0.12, 0.03)))
    w = (0.5, 0.3, 0.2)
    gsh, lame, e = 0.11, 0.012, 0.0
    e2, e3, e5, e6, e7 = 0.12, 0.20, 0.20, 0.08, 0.02
    g, Y, N, F, D, R = 0.055, (1545.6 + 1556.6) / 2, 335.44, 3.0, 1.0, 21.87
    G = Gref = G0 = gsh * R
    lnb, K, BR = log((1 - gsh) * R / Y), R / (0.18 + 0.15), 0.1531
    K0 = K
    V, S, c0, c1, c2, E, P = 178.0, 2150.0, 78.0, 82.0, 61.0, 0.0, 100.0
    T, xs, indr, xl = 20.8 * exp(-0.05), log(0.153 / (1 - 0.153)), 0.0099, -2.374
    hnte = c0 + c1 + c2
    effort = {year: dict.fromkeys(share, 0.0) for year in range(2018, 2021)}
    rows = {name: [] for name in UNITS}

    def keep(basic):
        hitech, lit = 100 / (1 + exp(-xs)), 100 / (1 + exp(-xl))
        values = (R, basic, V / N, 100 * indr, E, hnte, S, hitech, T, P, lit)
        for name, value in zip(rows, values):
            rows[name].append(value)

    keep(100 * BR / R)
    for year in range(2021, 2036):
        h = year - 2020
        reference = {k: 0.80 * 1.08 ** (year - 2021) * share[k] for k in share}
        money = {k: mixed(year, k, reference[k]) for k in share}
        effort[year] = {k: log(max(0.05, money[k] / reference[k])) for k in share}
        L = {k: sum(w[lag] * effort[year - lag][k] for lag in range(3)) for k in share}
        push = lame * e

        gbar = 0.055 + (0.040 - 0.055) * min(1, h / 12) + (-0.025 if 2022 <= year <= 2024 else 0)
        g = gbar + 0.35 * (g - gbar) + {2021: 0.010, 2022: -0.010}.get(year, 0)
        gn = g + 0.010
        Y, N = Y * exp(gn), N * exp(-0.0056)
        dF = gn + 0.005 - 0.10
        F *= exp(dF if year <= 2024 else max(0, dF))

        G_last, Gref_last, R_last, S_last, hnte_last = G, Gref, R, S, hnte
        Gref = G0 * F / 3.0
        G = max(0.05, Gref + 0.70 * (sum(money.values()) - sum(reference.values())))
        reach = 0.8 if year <= 2022 else 1
        target = log(0.0205 * (1 - gsh)) + 0.40 * reach * (0.5 * 0.0522 + 0.5 * 0.1178)
        lnb += 0.165 * (target - lnb) + 0.02 * e5 * L[5] + push
        b = exp(lnb)
        R = max(0.3 * b * Y, b * Y + 0.10 * (G_last - Gref_last)) + G
        BR *= exp(0.15 * exp(-0.05 * (h - 1)) + push)
        basic = 100 * max(0.005, BR + 0.75 * ((0.15 if year >= 2022 else 0.03) - 0.03)) / R
        K = (1 - 0.15) * K + R_last / D
        D *= exp(0.010)

        rate = exp(0.065 * h + 0.5 * e2 * L[2] + e6 * L[6] + 2 * push)
        inflow = (0.22 + 0.055) * 178 * (K / K0) ** 0.50 * rate
        V += inflow - 0.055 * V
        flow = exp(e5 * L[5] + 4 * push)
        S = 0.89 * floor(S + 0.5) + 360 * flow * exp(g - 0.055 - 0.03 * (h - 1))
        renewed = c2 * min(0.95, 0.66 * exp(0.1 * e5 * L[5]))
        new = 0.0245 * S_last * flow * exp(-0.02 * (h - 1)) + 4
        c0, c1, c2 = renewed + new, 0.985 * c0, 0.985 * c1
        hnte = c0 + c1 + c2
        E += 0.0016 * hnte_last * exp(e5 * L[5] + 3 * push)
        P = float(floor(P - 0.025 * P + 13.5 * exp(e3 * L[3] + 4 * push - 0.02 * (h - 1))))

        T *= exp(0.16 * exp(-0.06 * (h - 1)) + 0.03 * (year >= 2023) + push + 0.5 * e6 * L[6])
        xs += 0.055 * exp(-0.04 * (h - 1)) + 0.03 * e5 * L[5] + push
        indr *= R / R_last * exp(0.005 - gn)
        xl += 0.097 * exp(-0.02 * (h - 1)) + e7 * L[7]
        keep(basic)
    return rows


# --- the case model ------------------------------------------------------------------------------


def centre(name, prior):
    """A prior that always gives the centre of the one in the model."""
    kind, arguments = re.fullmatch(r"(\w+)\((.*)\)", prior).groups()
    numbers = [float(value.split("=")[-1]) for value in arguments.split(",")]
    if kind == "bernoulli":
        return '"bernoulli(0)"'
    if kind == "dirichlet":
        shares = [value / sum(numbers) for value in numbers]
        return "[" + ", ".join(f'"uniform({value!r}, {value!r})"' for value in shares) + "]"
    value = (numbers[0] + numbers[1]) / 2 if kind == "uniform" else numbers[0]
    return f'"uniform({value!r}, {value!r})"'


def parameter(line):
    name = line.split("=")[0].strip()
    vintages = re.search(r'prior = \{[^}]*2026 = ("[^"]*") \}', line)
    if vintages:
        line = line.replace(vintages[0], "prior = " + vintages[1])
    line = re.sub(r" within = \[[^\]]*\],", "", line)
    return re.sub(r'prior = "([^"]*)"', lambda prior: "prior = " + centre(name, prior[1]), line)


def draw(line):
    """A draw that always gives its mean, or an equation that is the mean of a count."""
    kind, arguments = re.search(r'dist = "(\w+)\((.*?)\)", (?:init|unit)', line).groups()
    if kind in ("normal", "student_t"):
        return "draw", re.sub(r'dist = "[^"]*"', 'dist = "uniform(0, 0)"', line)
    if kind == "bernoulli":
        return "draw", re.sub(r'dist = "[^"]*"', 'dist = "bernoulli(0)"', line)
    if kind == "binomial":
        n, p = arguments.split(", ", 1)
        mean = f"({n})*({p})"
    elif kind == "negative_binomial":
        mean = arguments.removeprefix("mean=").rsplit(", k=", 1)[0]
    else:
        mean = arguments
    return "equation", re.sub(r'dist = "[^"]*"', lambda _: f'eq = "{mean}"', line)


def without_names(line):
    return re.sub(r',\s+zh = "[^"]*", en = "[^"]*" \}', " }", line)


def case_model(rows):
    lines, table, moved = [], "", []
    for line in MODEL.read_text(encoding="utf-8").splitlines():
        header = re.fullmatch(r"\[(\w+)\].*", line)
        if header:
            table = header[1]
        if line.startswith("[provides]"):
            break
        if line.startswith("#") or not line.strip():
            continue
        if " = {" in line and table == "parameter":
            if line.split()[0] in SPREADS:
                continue
            line = parameter(line)
        elif " = {" in line and table == "draw":
            table_of_line, line = draw(line)
            if table_of_line == "equation":
                moved.append(line)
                continue
        elif table == "equation" and not re.search(r'eq = "(floor|round)', line):
            line = line.replace(" integer = true,", "")
        lines.append(without_names(line))
        if table == "exogenous" and header:
            lines += wanted(rows)
    moved = [without_names(line) for line in moved]
    note = "# By tests/reference/chengde_no_spread.py, from models/chengde-sti/model.toml."
    return "\n".join([lines[0], note, *lines[1:], *moved, *gaps(rows)]) + "\n"


def wanted(rows):
    for name, values in rows.items():
        path = ", ".join(f"{year} = {value!r}" for year, value in zip(YEARS, values))
        unit = f'unit = "{UNITS[name]}", assumption = "by hand"'
        yield f"want_{name} = {{ path = {{ {path} }}, {unit} }}"


def gaps(rows):
    for name in rows:
        size = f"(1[{UNITS[name]}] + want_{name})" if name == "E" else f"want_{name}"
        yield f'gap_{name} = {{ eq = "abs({name} - want_{name})/{size}", unit = "1" }}'
    yield f'gap = {{ eq = "max({", ".join("gap_" + name for name in rows)})", unit = "1" }}'
    yield ('gap_control = { eq = "abs(R/(want_R*(1 + 1e-11)) - 1)", unit = "1", '
           'assumption = "the negative control: 1e-11 beside it" }')


def expected(rows):
    table = ["scenario,variable,year,statistic,value,bound,note"]
    for year in YEARS:
        table.append(f"mixed,gap,{year},prob<1e-12,1,,all eleven indicators in double precision")
    table.append("mixed,gap_control,2035,!prob<1e-12,1,,1e-11 beside the right value")
    table.append("plan,gap,2035,!prob<1e-12,1,,another scenario")
    for name, values in rows.items():
        for year in (2025, 2035):
            table.append(f"mixed,{name},{year},exact,{values[year - 2020]!r},,")
    return "\n".join(table) + "\n"


def main():
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--write", action="store_true")
    write = options.parse_args().write
    rows = recursion()
    files = {"model.toml": case_model(rows), "mixed.toml": SCENARIO, "batch.toml": BATCH,
             "expected.csv": expected(rows)}
    stale = []
    for name, text in files.items():
        path = CASE / name
        if path.exists() and path.read_text(encoding="utf-8") == text:
            continue
        stale.append(str(path.relative_to(ROOT)))
        if write:
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, encoding="utf-8")
    if stale and not write:
        sys.exit("not up to date, run with --write: " + ", ".join(stale))


if __name__ == "__main__":
    main()
