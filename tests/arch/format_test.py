# SPDX-License-Identifier: Apache-2.0
"""Every C++ file is as clang-format 14 writes it with .clang-format.

format_test.py CLANG_FORMAT ROOT. Exits 77 (skipped) with a message where that version is missing:
another one writes some lines differently.
"""
import shutil
import subprocess
import sys
from pathlib import Path

FOLDERS = ["include", "sim", "tools", "tests", "bench"]
SKIPPED = 77


def complaint(program, root, *arguments, text=None):
    done = subprocess.run([program, "--dry-run", "-Werror", *arguments], cwd=root, input=text,
                          capture_output=True, text=True)
    return "" if done.returncode == 0 else done.stderr


def main(program, root):
    version = ""
    if shutil.which(program) is not None:
        version = subprocess.run([program, "--version"], capture_output=True, text=True).stdout
    if " version 14." not in version:
        print(f"skipped: {program} is {version.strip() or 'missing'}, not version 14; "
              "on Debian 12: apt-get install clang-format")
        return SKIPPED
    files = [str(file) for folder in FOLDERS for file in sorted((root / folder).rglob("*"))
             if file.suffix in (".h", ".cpp")]
    found = complaint(program, root, *files)
    print(found, end="")
    # A planted mistake, so that a program that accepts everything is found out.
    accepts_all = not complaint(program, root, "--assume-filename=sim/planted.cpp",
                                text="int  f( ){return 1 ;}\n")
    print(f"{len(files)} files, {'as they should be' if not found else 'run clang-format -i on the above'}")
    return 1 if found or accepts_all or not files else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], Path(sys.argv[2])))
