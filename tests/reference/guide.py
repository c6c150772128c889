#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Puts the example files into models/README*.md, so that the guide shows what runs.

A line `<!-- file: PATH -->` is followed by that file, `<!-- body: PATH -->` by the file without the
lines that name it.

    guide.py            fail where a guide is not up to date
    guide.py --write    rewrite the guides
"""

import argparse
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
HEAD = re.compile(r"^(format|id|title|baseline_year|last_year) = .*\n", re.MULTILINE)
BLOCK = re.compile(r"(<!-- (file|body): (\S+) -->\n)(?:```toml\n.*?```\n)?", re.DOTALL)


def shown(block):
    marker, kind, path = block.groups()
    text = (ROOT / path).read_text(encoding="utf-8")
    text = (HEAD.sub("", text) if kind == "body" else text).strip("\n")
    return f"{marker}```toml\n{text}\n```\n"


def filled(text):
    return BLOCK.sub(shown, text)


def main():
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--write", action="store_true")
    write = options.parse_args().write
    stale = []
    for path in sorted((ROOT / "models").glob("README*.md")):
        text = path.read_text(encoding="utf-8")
        if filled(text) == text:
            continue
        stale.append(path.name)
        if write:
            path.write_text(filled(text), encoding="utf-8")
    if stale and not write:
        sys.exit("not up to date, run with --write: " + ", ".join(stale))


if __name__ == "__main__":
    main()
