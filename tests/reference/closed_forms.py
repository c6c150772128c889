#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Writes tests/conformance/*/expected.csv from closed forms.

    closed_forms.py            fail where a file is not what this would write
    closed_forms.py --write    rewrite the files

One function for each case, in cases/. What cannot be written down is a short integral or a short
recursion in plain Python. Where a value was known from another computation, it is asserted.
"""

import argparse
import inspect
import pathlib
import sys

from cases import distributions, guide, language, models, oracles

FOLDERS = pathlib.Path(__file__).resolve().parents[1] / "conformance"


def functions():
    """Every function of the modules that takes nothing makes the table of the case of its name."""
    for module in (oracles, distributions, language, models, guide):
        for function in vars(module).values():
            own = inspect.isfunction(function) and function.__module__ == module.__name__
            if own and not inspect.signature(function).parameters:
                yield function


def main():
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--write", action="store_true")
    write = options.parse_args().write
    stale = []
    for function in functions():
        path = FOLDERS / function.__name__.replace("_", "-") / "expected.csv"
        text = function().text()
        if path.exists() and path.read_text(encoding="utf-8") == text:
            continue
        stale.append(path.parent.name)
        if write:
            path.write_text(text, encoding="utf-8")
    if stale and not write:
        sys.exit("not up to date, run with --write: " + ", ".join(stale))


if __name__ == "__main__":
    main()
