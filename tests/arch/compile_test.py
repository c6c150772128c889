# SPDX-License-Identifier: Apache-2.0
"""Sources that must compile by themselves, each in a run of the compiler of its own.

compile_test.py headers COMPILER ROOT      every public header alone, with warnings as errors
compile_test.py wasm COMPILER ROOT EIGEN   the core for WebAssembly (wasm32-wasi): no files, no threads;
                                           EIGEN is the folder of Eigen's headers

Each also compiles mistakes that must be refused. Exits 77 (skipped) with a message where the compiler
has no WebAssembly libraries.
"""
import shutil
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

CORE = ["base", "compile", "kernel", "sample", "engine", "reduce"]
SKIPPED = 77
WARNINGS = ["-Wall", "-Wextra", "-Wpedantic", "-Wconversion", "-Wsign-conversion", "-Wshadow", "-Werror"]


def complaint(compiler, flags, source):
    """What the compiler says of one source; "" where it accepts it."""
    done = subprocess.run([compiler, "-std=c++20", "-fsyntax-only", "-x", "c++", *flags, str(source)],
                          capture_output=True, text=True)
    return "" if done.returncode == 0 else done.stderr or f"exit {done.returncode}"


def accepted_of(compiler, flags, texts):
    """Those of the texts that the compiler accepts."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "planted.cpp"
        accepted = []
        for text in texts:
            source.write_text(text, encoding="utf-8")
            if not complaint(compiler, flags, source):
                accepted.append(text)
        return accepted


def check(compiler, flags, sources, mistakes):
    with ThreadPoolExecutor(2) as pool:
        complaints = list(pool.map(lambda source: complaint(compiler, flags, source), sources))
    failed = [(source, text) for source, text in zip(sources, complaints) if text]
    for source, text in failed:
        print(f"--- {source}\n{text}")
    accepted = accepted_of(compiler, flags, mistakes)
    for text in accepted:
        print(f"--- accepted, but must not be:\n{text}")
    print(f"{len(sources) - len(failed)} of {len(sources)} sources compile, "
          f"{len(mistakes) - len(accepted)} of {len(mistakes)} mistakes are refused")
    return 1 if failed or accepted or not sources else 0


def headers(compiler, root):
    # A source that includes the header and nothing else, so that "#pragma once" is in its place.
    with tempfile.TemporaryDirectory() as folder:
        sources = []
        for header in sorted((root / "include" / "plancast").glob("*.h")):
            source = Path(folder) / (header.stem + ".cpp")
            source.write_text(f'#include "plancast/{header.name}"\n', encoding="utf-8")
            sources.append(source)
        mistakes = ["std::vector<int> needs_its_header;\n"]
        return check(compiler, [f"-I{root}/include", *WARNINGS], sources, mistakes)


def wasm(compiler, root, eigen):
    flags = ["--target=wasm32-wasi", "-msimd128", f"-I{root}", f"-I{root}/include", "-isystem", eigen]
    lawful = "#include <cstdio>\n#include <vector>\nstd::vector<int> numbers;\n"
    if shutil.which(compiler) is None or not accepted_of(compiler, flags, [lawful]):
        print(f"skipped: {compiler} has no C++ library for wasm32-wasi; "
              "on Debian: apt-get install clang wasi-libc libc++-dev-wasm32")
        return SKIPPED
    sources = [source for room in CORE for source in sorted((root / "sim" / room).glob("*.cpp"))]
    mistakes = ["#include <hdf5.h>\n", "#include <thread>\nstd::thread worker;\n",
                "#include <sys/mman.h>\nvoid* map() { return mmap(nullptr, 1, 1, 1, 0, 0); }\n",
                "#include <mutex>\nstd::mutex mutex;\n"]
    return check(compiler, flags, sources, mistakes)


if __name__ == "__main__":
    sys.exit({"headers": headers, "wasm": wasm}[sys.argv[1]](
        sys.argv[2], Path(sys.argv[3]), *sys.argv[4:]))
