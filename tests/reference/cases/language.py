# SPDX-License-Identifier: Apache-2.0
"""What the words of the language and of scenarios mean."""

from math import exp, log, sqrt

from cases.laws import sigmoid
from cases.table import Table


def language_arithmetic():
    table = Table(64)
    values = {
        "power_binds_right": 512, "power_binds_right_run": 512, "minus_square": -9,
        "minus_square_run": -9, "square_of_minus": 9, "signed_exponent": 0.5,
        "signed_exponent_run": 0.5, "cube_of_minus": -8, "root": 3, "power_zero": 1,
        "power_one": 0.1, "precedence": 13, "precedence_run": 13, "left_to_right": 5,
        "division_first": 16, "plus_sign": 5, "short_number": 125.6, "truth": 1, "not_and": 1,
        "or_and": 1, "compare_sums": 1, "strictly": 0, "equal_whole": 2, "nested_if": 20,
        "if_computes_both": 5, "round_half_up": 3, "round_half_down": -3, "round_constant": 2,
        "round_below_half": 0, "floor_minus": -2, "absolute": 4, "clamped": 4, "smallest": 1,
        "largest": 1, "exponential": exp(1), "exponential_zero": 1, "logarithm": log(10),
        "logarithm_one": 0, "square_root": sqrt(2), "sigmoid_zero": 0.5,
        "sigmoid_two": sigmoid(2), "logit_back": 0.7, "lookup_below": 10, "lookup_between": 15,
        "lookup_falling": 10, "lookup_above": 0,
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
    spread_out = [0.5 * effort[n + 2] + 0.3 * effort[n + 1] + 0.2 * effort[n] for n in range(6)]
    table.exact("spread_out", spread_out)
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
    values = {"all_sides": sum(sides.values()), "mean_side": 30, "least_side": 5, "most_side": 60,
              "nested": 150, "by_element[W1]": 1, "by_element[W2]": 2, "by_element[W3]": 30}
    for variable, value in values.items():
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
    ordered = {"W1": [10, 10, 15, 21, 21, 20], "W2": [20, 20, 30, 41, 41, 40],
               "W3": [30, 30, 45, 60, 7, 60]}
    shifted = {"W1": [10, 20, 20, 32, 32, 31.5], "W2": [20, 40, 32.8, 32.8, 40, 40.5],
               "W3": [30, 60, 67.2, 55.2, 48, 48]}
    further = {name: [*ordered[name][:5], last] for name, last in zip(ordered, (1, 2, 3))}
    budgets = {"plan": plan, "ordered": ordered, "shifted": shifted, "further": further}
    for scenario, money in budgets.items():
        for name, values in money.items():
            table.exact(f"u[{name}]", values, scenario=scenario)
        table.exact("total", [sum(year) for year in zip(*money.values())], scenario=scenario)
    changed = [10, 10, 5, 15, 20, 20], [0, 0, 0, 0, 1, 1]
    unchanged = [1, 1, 1, 2, 2, 2], [0] * 6
    others = {"plan": (*unchanged, 1), "ordered": (*changed, 3), "further": (*changed, 4)}
    for scenario, (growth, switched, p) in others.items():
        table.exact("g", growth, scenario=scenario)
        table.exact("switched", switched, scenario=scenario)
        table.row("p_now", 2021, "exact", p, scenario)
        table.row("q_now", 2021, "exact", 1, scenario)
    table.row("u[W1]", 2023, "!exact", 22, "ordered", note="added before it is multiplied")
    table.row("u[W3]", 2023, "!exact", 60, "shifted", note="the total for the reference total")
    table.row("q_now", 2021, "!exact", 2, note="the prior of 2026, which is later than 2024")
    return table
