# SPDX-License-Identifier: Apache-2.0
"""The planted faults: what can go wrong with a number, each in a model of a few lines.

`u` is a uniform luck of every year, drawn anew. A fault that happens at run time says for which `u`
(and in which years) the variable `bad` is not finite; the test counts those runs from the stored `u`.
A fault that the compiler or the loader finds says which message names it.
"""
from typing import Callable, NamedTuple, Optional


class Fault(NamedTuple):
    name: str
    entry: str                           # the entry that fails, in [draw], [equation], ...
    fails: Optional[Callable] = None     # (u) -> bool, for faults of single runs
    years: Optional[range] = None        # years it can happen in; None: 2026 to 2029
    variable: str = "bad"                # where it is located
    code: Optional[str] = None           # message of the compiler instead
    before: str = ""                     # entries it needs besides
    scenario: str = ""                   # a [[change]] of the second scenario


def equation(formula, **more):
    text = f'[equation.bad]\neq = "{formula}"\nunit = "1"\nassumption = "planted"\n'
    if "init" in more:
        text += f'init = "{more["init"]}"\n'
    return text


def draw(dist):
    return f'[draw.bad]\ndist = "{dist}"\nunit = "1"\nassumption = "planted"\n'


def low(u):
    return u < 0.1


def high(u):
    return u > 0.9


# 0 in one run of ten, else 1.
NONE = "if(u < 0.1, 0, 1)"
IN_2027 = '[exogenous.hit]\npath = { 2027 = 1, else = 0 }\nunit = "1"\nassumption = "one year"\n'
CUT = '[lever.cut]\ndefault = 0.1\nmin = 0\nmax = 1\nunit = "1"\nassumption = "where it fails"\n'
PAIR = '[index.pair]\nelements = ["a", "b"]\n'

FAULTS = [
    # Functions outside their domain.
    Fault("log of a negative number", equation("ln(u - 0.1)"), low),
    Fault("log of zero", equation(f"ln({NONE})"), low),
    Fault("square root of a negative number", equation("sqrt(u - 0.1)"), low),
    Fault("logit above 1", equation("logit(u + 0.1)"), high),
    Fault("logit of 0", equation(f"logit(0.5*{NONE})"), low),
    Fault("negative base, broken exponent", equation("(u - 0.1)^0.5"), low),
    Fault("zero to a negative power", equation(f"({NONE})^(-1)"), low),
    Fault("clamp with crossed bounds", equation("clamp(0.5, 0.1, u)"), low),
    # Divisions.
    Fault("division by zero", equation(f"1/({NONE})"), low),
    Fault("division by zero in one year", equation("1/if(u < 0.1 and hit > 0.5, 0, 1)"), low,
          range(2027, 2028), before=IN_2027),
    Fault("division by a constant zero", equation("u/0"), lambda u: True),
    Fault("zero divided by zero", equation(f"({NONE})/({NONE})"), low),
    # Too large.
    Fault("overflow of exp", equation("exp(if(u < 0.1, 1000, 0))"), low),
    Fault("overflow of a product", equation("if(u < 0.1, 1e200, 1)*if(u < 0.1, 1e200, 1)"), low),
    Fault("overflow of a power", equation("(if(u < 0.1, 1e10, 1))^40"), low),
    Fault("infinity less infinity", equation("exp(if(u < 0.1, 1000, 0)) - exp(if(u < 0.1, 1001, 0))"),
          low),
    # Faults that other operations could hide.
    Fault("NaN under min", equation("min(ln(u - 0.1), 5)"), low),
    Fault("NaN under max", equation("max(5, sqrt(u - 0.1))"), low),
    Fault("NaN in a comparison", equation("if(ln(u - 0.1) > 0, 1, 2)"), low),
    Fault("NaN times zero", equation("0*ln(u - 0.1)"), low),
    # The stored number.
    Fault("too large for what is stored", equation("exp(if(u < 0.1, 100, 0))"), low),
    # Arguments of distributions.
    Fault("probability above 1", draw("bernoulli(u + 0.1)"), high),
    Fault("probability below 0", draw("bernoulli(u - 0.1)"), low),
    Fault("binomial of a broken number", draw("binomial(if(u < 0.1, 2.5, 2), 0.5)"), low),
    Fault("binomial of a negative number", draw("binomial(if(u < 0.1, -1, 2), 0.5)"), low),
    Fault("binomial with probability above 1", draw("binomial(3, u + 0.1)"), high),
    Fault("poisson with a negative mean", draw("poisson(u - 0.1)"), low),
    Fault("poisson with a mean beyond 2^31", draw("poisson(if(u < 0.1, 1e11, 1))"), low),
    Fault("negative binomial with a negative mean", draw("negative_binomial(mean=u - 0.1, k=2)"), low),
    Fault("negative binomial with k below 0", draw("negative_binomial(mean=2, k=u - 0.1)"), low),
    Fault("normal with a negative sd", draw("normal(0, u - 0.1)"), low),
    Fault("lognormal with a negative median", draw("lognormal(median=u - 0.1, sdlog=0.1)"), low),
    Fault("gamma with a negative mean", draw("gamma(mean=u - 0.1, shape=2)"), low),
    Fault("beta with a mean above 1", draw("beta(mean=u + 0.1, n=10)"), high),
    Fault("uniform with crossed bounds", draw("uniform(u, 0.9)"), high),
    Fault("triangular with a mode outside", draw("triangular(0, u, 0.9)"), high),
    # Where it is located.
    Fault("in one element", '[equation.bad]\nover = "k in pair"\neq = { a = "1", b = "ln(u - 0.1)" }\n'
          'unit = "1"\nassumption = "planted"\n', low, variable="bad[b]", before=PAIR),
    Fault("in the first year that fails", equation("bad[t-1]*if(u < 0.1, 1e30, 1)", init="1e30"),
          low),
    Fault("in one scenario alone", equation("ln(u - cut + 0.1)"), lambda u: u < 0.4, before=CUT,
          scenario='lever = "cut"\nset = { 2026-on = 0.5 }\nassumption = "planted"\n'),
    # Found before any run.
    Fault("log of a negative constant", equation("ln(0 - 1)"), code="E513"),
    Fault("lever that is not a number", '[lever.bad]\ndefault = "0/0"\nunit = "1"\nassumption = "planted"\n',
          code="E507"),
    Fault("lever NaN in the file", '[lever.bad]\ndefault = nan\nunit = "1"\nassumption = "planted"\n',
          code="E"),
    Fault("infinite path in the file", '[exogenous.bad]\npath = inf\nunit = "1"\nassumption = "planted"\n',
          code="E"),
    Fault("division by zero under one scenario", equation("1/cut"), code="E513", before=CUT,
          scenario='lever = "cut"\nset = { 2026-on = 0 }\nassumption = "planted"\n'),
    Fault("constant probability above 1", draw("bernoulli(1.5)"), code="E512"),
    Fault("constant negative sd", draw("normal(0, -1)"), code="E512"),
]

# What looks like a fault and is none: the branch that is not taken may fail.
CONTROLS = [
    Fault("branch not taken", equation("if(u < 0.1, 0, ln(u - 0.1))")),
    Fault("exp of a very negative number", equation("exp(-1000*u)")),
    Fault("power zero of zero", equation(f"({NONE})^0")),
    Fault("poisson with mean zero", draw("poisson(0*u)")),
]
