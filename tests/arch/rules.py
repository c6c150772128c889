# SPDX-License-Identifier: Apache-2.0
"""The rules of docs/architecture.md and CONTRIBUTING.md, as far as text can be held to them.

violations(root) reads the C++ of include/, sim/ and tools/ and the first lines of every file that
carries a licence, and returns what breaks a rule. `python3 rules.py ROOT` prints it and exits 1.
"""
import re
import sys
from pathlib import Path
from typing import NamedTuple

# Which rooms a room may include. Public headers are open to all; they hold values.
ROOMS = {
    "base": [],
    "load": ["base"],
    "kernel": ["base"],
    "compile": ["base", "kernel"],
    "sample": ["base", "kernel"],
    "engine": ["base", "kernel"],
    "reduce": ["base"],
    "run": ["base", "kernel", "sample", "engine", "reduce"],
    "store": ["base"],
    "analyze": ["base"],
}
CORE = ["base", "compile", "kernel", "sample", "engine", "reduce"]
EXACT = ["engine", "sample", "kernel", "reduce"]  # rooms whose arithmetic is the result

# Libraries, by how their headers begin, and how the paths begin that may see them. tools/version.cpp
# names their versions.
LIBRARIES = {
    r"toml\+\+/|toml\.hpp": ["sim/load/", "tools/version.cpp"],
    r"hdf5|H5": ["sim/store/", "tools/version.cpp"],
    r"omp\.h": ["sim/run/"],
    r"mpi\.h": ["sim/run/mpi"],
    r"boost/program_options": ["tools/"],
    r"boost/(?!program_options)": ["tools/version.cpp"],
    r"Eigen/|unsupported/Eigen": ["sim/compile/", "tools/version.cpp"],
    r"hwy/": ["sim/kernel/", "tools/version.cpp"],
    r"fmt/": ["tools/"],
    r"iostream>": ["tools/"],
}
# What would tie the core to files, threads or a system.
NOT_IN_CORE = (r"(fstream|sstream|ostream|istream|iomanip|filesystem|cstdio|stdio\.h|thread|mutex|future"
               r"|unistd\.h|fcntl\.h|sys/.*)>")

VIRTUAL_HEADERS = ["include/plancast/uniforms.h", "include/plancast/result.h",
                   "include/plancast/run.h"]
LIBM = (r"exp2?|expm1|log(2|10|1p|b)?|pow|a?(sin|cos|tan)h?|atan2|cbrt|hypot|erfc?|[tl]gamma"
        r"|fmod|remainder|(transform_)?reduce")

EVERYWHERE = ["include/", "sim/", "tools/"]

# rule, pattern of the code (comments and texts taken out, ROOM is the file's room), how the paths
# begin that it holds for
PATTERNS = [
    # A whole file may take in the names of its own room and no other's; inside a function it is nobody's.
    ("using-namespace", r"^using\s+namespace\s+(?!ROOM;)", EVERYWHERE),
    ("shared-ptr", r"\bshared_ptr\b", EVERYWHERE),
    ("openmp-reduction", r"#\s*pragma\s+omp\b[^\n]*\breduction\s*\(", EVERYWHERE),
    ("openmp-outside-run", r"#\s*pragma\s+omp\b",
     ["include/", "tools/"] + [f"sim/{room}/" for room in ROOMS if room != "run"]),
    ("fast-math", r"fast.?math|fp-contract|STDC\s+FP_CONTRACT|#\s*pragma\s+GCC\s+optimize",
     EVERYWHERE),
    ("libm", r"(\bstd\s*::\s*|\b__builtin_)(" + LIBM + r")\s*[(<;]",
     [f"sim/{room}/" for room in EXACT]),
    ("printing", r"\bstd\s*::\s*(cout|cerr|clog|printf|puts|putchar|fputs)\b|(?<![\w:])f?printf\s*\(",
     ["include/", "sim/"]),
    ("global-rng", r"\bstd\s*::\s*(mt19937|random_device|rand|\w+_distribution)\b",
     EVERYWHERE),
]

HEADER_LINES = 150
SOURCE_LINES = 400
PUBLIC_HEADERS = 15
CODE = {".h", ".cpp", ".inc"}
LICENSED = CODE | {".py", ".sh", ".cmake"}


class Violation(NamedTuple):
    path: str
    line: int
    rule: str
    what: str

    def __str__(self):
        return f"{self.path}:{self.line}: {self.rule}: {self.what}"


def without_comments(text, texts_too=False):
    """The code with comments (and string and character literals) blanked, line by line in place."""
    token = r'//[^\n]*|/\*.*?\*/|"(?:\\.|[^"\\\n])*"|(?<!\w)\'(?:\\.|[^\'\\\n])+\''

    def blank(match):
        found = match.group()
        if found[0] in "\"'" and not texts_too:
            return found
        return re.sub(r"[^\n]", " ", found)

    return re.sub(token, blank, text, flags=re.S)


def line_of(text, offset):
    return text.count("\n", 0, offset) + 1


def room_of(path):
    parts = path.split("/")
    return parts[1] if parts[0] == "sim" and len(parts) > 2 else None


def include_faults(path, header, root):
    """What is wrong with one #include, `header` as written with its brackets or quotes."""
    name = header[1:-1]
    room = room_of(path)
    for begin, folders in LIBRARIES.items():
        if re.match(begin, header[1:]) and not path.startswith(tuple(folders)):
            allowed = ", ".join(folders) or "nowhere"
            yield "library", f"{header} is seen by {allowed} alone"
    if room in CORE and re.match(NOT_IN_CORE, header[1:]):
        yield "core", f"{header} ties the core to a system"
    if header[0] == "<":
        return
    if name.startswith("sim/"):
        target = name.split("/")[1]
        if path.startswith("include/"):
            yield "rooms", f"a public header includes {name}"
        elif room is not None and target != room and target not in ROOMS[room]:
            yield "rooms", f"{room} may not see {target}"
    elif name.startswith("tools/"):
        if not path.startswith("tools/"):
            yield "rooms", f"only tools may see {name}"
    elif name.startswith(("tests/", "bench/")):
        yield "rooms", f"nothing built for users sees {name}"
    elif not name.startswith(("plancast/", "hwy/")) and name != "plancast_version.h":
        if "/" in name or not (root / path).with_name(name).exists():
            yield "rooms", f"{name} is not beside the file; write the path from the root"


def file_violations(path, root):
    raw = (root / path).read_text(encoding="utf-8")
    code = without_comments(raw)
    for match in re.finditer(r'^[ \t]*#[ \t]*include[ \t]*(<[^>\n]*>|"[^"\n]*")', code, re.M):
        for rule, what in include_faults(path, match.group(1), root):
            yield Violation(path, line_of(code, match.start(1)), rule, what)
    bare = without_comments(raw, texts_too=True)
    for rule, pattern, folders in PATTERNS:
        if path.startswith(tuple(folders)):
            for match in re.finditer(pattern.replace("ROOM", room_of(path) or " "), bare, re.M):
                yield Violation(path, line_of(bare, match.start()), rule, match.group().strip())
    if path not in VIRTUAL_HEADERS:
        for match in re.finditer(r"\bvirtual\b", bare):
            yield Violation(path, line_of(bare, match.start()), "virtual",
                            "the three plug points are the only virtual functions")
    for match in re.finditer(r"\b(TODO|FIXME|XXX|HACK)\b", raw):
        yield Violation(path, line_of(raw, match.start()), "note-for-later", match.group())
    lines = raw.count("\n")
    limit = {".h": HEADER_LINES, ".cpp": SOURCE_LINES}.get(Path(path).suffix)
    if limit is not None and lines > limit:
        yield Violation(path, lines, "size", f"{lines} lines, {limit} are the most")
    # Highway's parts are included once for each instruction set and say so.
    if path.endswith(".h") and not re.search(r"^#pragma once$|HWY_TARGET_TOGGLE", raw, re.M):
        yield Violation(path, 1, "pragma-once", "a header begins with #pragma once")


def licence_violations(root):
    folders = ["include", "sim", "tools", "tests", "bench", "cmake", ".ci"]
    paths = [path for folder in folders for path in sorted((root / folder).rglob("*"))]
    for path in paths + [root / "CMakeLists.txt"]:
        if not path.is_file() or "__pycache__" in path.parts:
            continue
        if path.suffix not in LICENSED and path.name not in ("CMakeLists.txt", "run"):
            continue
        lines = path.read_text(encoding="utf-8").splitlines()[:2]
        first = lines[1:2] if lines and lines[0].startswith("#!") else lines[:1]
        if not first or "SPDX-License-Identifier:" not in first[0]:
            yield Violation(path.relative_to(root).as_posix(), 1, "licence",
                            "the first line names the licence (SPDX-License-Identifier)")


def violations(root):
    root = Path(root)
    found = []
    for folder in ("include", "sim", "tools"):
        for file in sorted((root / folder).rglob("*")):
            if file.suffix in CODE:
                found += file_violations(file.relative_to(root).as_posix(), root)
    headers = sorted((root / "include" / "plancast").glob("*.h"))
    if len(headers) > PUBLIC_HEADERS:
        found.append(Violation("include/plancast", 1, "public-headers",
                               f"{len(headers)}, {PUBLIC_HEADERS} are the most"))
    return found + list(licence_violations(root))


if __name__ == "__main__":
    broken = violations(sys.argv[1])
    print(*broken, sep="\n")
    sys.exit(1 if broken else 0)
