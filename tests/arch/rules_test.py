# SPDX-License-Identifier: Apache-2.0
"""The rules hold for the tree, and each rule finds the mistake planted for it.

python3 rules_test.py Tree      the tree is held to the rules
python3 rules_test.py Planted   the rules are held to their mistakes
"""
import shutil
import tempfile
import unittest
from pathlib import Path

import rules

ROOT = Path(__file__).resolve().parents[2]
HEAD = "// SPDX-License-Identifier: Apache-2.0\n"

# rule that must speak, file, what is appended to it (a new file gets the licence line first)
PLANTED = [
    ("rooms", "sim/compile/planted.cpp", '#include "sim/load/node.h"\n'),
    ("rooms", "sim/sample/planted.cpp", '#include "sim/engine/engine.h"\n'),
    ("rooms", "sim/reduce/planted.cpp", '#include "sim/store/layout.h"\n'),
    ("rooms", "sim/engine/planted.cpp", '  #  include "sim/sample/deal.h"\n'),
    ("rooms", "sim/analyze/planted.cpp", '#include "sim/kernel/kernel.h"\n'),
    ("rooms", "sim/run/planted.cpp", '#include "sim/store/layout.h"\n'),
    ("rooms", "sim/run/planted.cpp", '#include "tools/table.h"\n'),
    ("rooms", "sim/base/planted.cpp", '#include "../load/node.h"\n'),
    ("rooms", "sim/base/planted.cpp", '#include "tests/sample/support.h"\n'),
    ("rooms", "include/plancast/units.h", '#include "sim/base/text.h"\n'),
    ("library", "sim/compile/planted.cpp", "#include <toml++/toml.h>\n"),
    ("library", "sim/run/planted.cpp", "#include <hdf5.h>\n"),
    ("library", "tools/planted.cpp", "#include <H5Dpublic.h>\n"),
    ("library", "sim/engine/planted.cpp", "#include <omp.h>\n"),
    ("library", "sim/run/planted.cpp", "#include <mpi.h>\n"),
    ("library", "sim/run/planted.cpp", "#include <boost/program_options.hpp>\n"),
    ("library", "tools/planted.cpp", "#include <boost/math/distributions.hpp>\n"),
    ("library", "sim/engine/planted.cpp", "#include <Eigen/Dense>\n"),
    ("library", "sim/engine/planted.cpp", '#include "hwy/highway.h"\n'),
    ("library", "sim/analyze/planted.cpp", "#include <fmt/format.h>\n"),
    ("library", "sim/store/planted.cpp", "#include <iostream>\n"),
    ("core", "sim/base/planted.cpp", "#include <fstream>\n"),
    ("core", "sim/compile/planted.cpp", "#include <filesystem>\n"),
    ("core", "sim/reduce/planted.cpp", "#include <thread>\n"),
    ("core", "sim/kernel/planted.cpp", "#include <sys/mman.h>\n"),
    ("openmp-reduction", "sim/run/planted.cpp", "#pragma omp parallel for reduction(+ : sum)\n"),
    ("openmp-outside-run", "sim/engine/planted.cpp", "#pragma omp simd\n"),
    ("libm", "sim/engine/planted.cpp", "double f(double x) { return std::exp(x); }\n"),
    ("libm", "sim/sample/planted.cpp", "double f(double x) { return std :: pow (x, 3); }\n"),
    ("libm", "sim/kernel/planted.cpp", "double f(double x) { return __builtin_sin(x); }\n"),
    ("libm", "sim/reduce/planted.cpp", "using std::log;\n"),
    ("using-namespace", "sim/load/planted.cpp", "using namespace std;\n"),
    ("using-namespace", "sim/store/planted.cpp", "using namespace loader;\n"),
    ("using-namespace", "tools/planted.cpp", "using namespace plancast;\n"),
    ("shared-ptr", "sim/store/planted.cpp", "std::shared_ptr<int> shared;\n"),
    ("fast-math", "sim/kernel/planted.cpp", '#pragma GCC optimize("fast-math")\n'),
    ("printing", "sim/run/planted.cpp", 'void f() { std::printf("done"); }\n'),
    ("global-rng", "sim/sample/planted.cpp", "std::mt19937 generator;\n"),
    ("virtual", "sim/engine/planted.h", "#pragma once\nstruct A { virtual void f(); };\n"),
    ("note-for-later", "sim/engine/planted.cpp", "// TODO: faster\n"),
    ("pragma-once", "sim/engine/planted.h", "int f();\n"),
    ("size", "include/plancast/planted.h", "#pragma once\n" + "\n" * 150),
    ("size", "sim/load/planted.cpp", "\n" * 400),
]

# What looks like a mistake and is none.
INNOCENT = [
    ("sim/engine/planted.cpp", "// std::exp(x) would be libm\n"),
    ("sim/engine/planted.cpp", 'const char* kHint = "use std::exp(x), printf(x) or virtual";\n'),
    ("sim/engine/planted.cpp", "/*\n#include <omp.h>\n#pragma omp simd\n*/\n"),
    ("sim/engine/planted.cpp", "double f(double x) { return std::sqrt(x) + std::floor(x); }\n"),
    ("sim/kernel/planted.cpp", '#include "hwy/highway.h"\nauto f() { return hn::Exp(d, x); }\n'),
    ("sim/run/planted.cpp", "#include <omp.h>\n#pragma omp parallel\n{}\n"),
    ("sim/run/mpi_start.cpp", "#include <mpi.h>\n"),
    ("sim/run/planted.cpp", '#include "sim/sample/deal.h"\n#include "plancast/run.h"\n'),
    ("sim/load/planted.cpp", "void f() { using namespace std::literals; }\n"),
    ("sim/store/planted.cpp", "using namespace store;\n"),
    ("sim/base/planted.cpp", "constexpr int kMany = 1'000'000; // '\n"),
]


def copy_of_the_code():
    """A folder with the files the rules read; removed with the object it returns."""
    folder = tempfile.TemporaryDirectory()
    for name in ("include", "sim", "tools", "cmake"):
        shutil.copytree(ROOT / name, Path(folder.name) / name)
    shutil.copy(ROOT / "CMakeLists.txt", folder.name)
    return folder


class Tree(unittest.TestCase):
    def test_keeps_every_rule(self):
        found = rules.violations(ROOT)
        self.assertEqual([], found, "\n" + "\n".join(map(str, found)))


class Planted(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = copy_of_the_code()
        cls.root = Path(cls.folder.name)
        cls.before = set(rules.violations(cls.root))

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    def found_in(self, path, text):
        """What is found anew with `text` at the end of a file."""
        file = self.root / path
        old = file.read_text(encoding="utf-8") if file.exists() else None
        file.write_text((old if old is not None else HEAD) + text, encoding="utf-8")
        try:
            return list(set(rules.file_violations(path, self.root)) - self.before)
        finally:
            if old is None:
                file.unlink()
            else:
                file.write_text(old, encoding="utf-8")

    def test_each_mistake_is_found_once_and_where_it_is(self):
        for rule, path, text in PLANTED:
            with self.subTest(rule=rule, path=path, text=text[:60]):
                found = [one for one in self.found_in(path, text) if one.rule == rule]
                self.assertEqual(1, len(found), found)
                self.assertEqual(path, found[0].path)

    def test_every_rule_has_a_planted_mistake(self):
        named = {rule for rule, _, _ in rules.PATTERNS}
        self.assertLessEqual(named, {rule for rule, _, _ in PLANTED})

    def test_comments_texts_and_lawful_code_are_left_alone(self):
        for path, text in INNOCENT:
            with self.subTest(path=path, text=text):
                self.assertEqual([], self.found_in(path, text))

    def test_a_file_without_licence_is_found(self):
        (self.root / "sim/base/planted.cpp").write_text("int x;\n", encoding="utf-8")
        try:
            found = set(rules.violations(self.root)) - self.before
        finally:
            (self.root / "sim/base/planted.cpp").unlink()
        self.assertEqual([("sim/base/planted.cpp", "licence")],
                         [(one.path, one.rule) for one in found])

    def test_a_sixteenth_public_header_is_found(self):
        headers = self.root / "include/plancast"
        added = [headers / f"planted{number}.h" for number in range(rules.PUBLIC_HEADERS)]
        for header in added:
            header.write_text(HEAD + "#pragma once\n", encoding="utf-8")
        try:
            found = set(rules.violations(self.root)) - self.before
        finally:
            for header in added:
                header.unlink()
        self.assertEqual(["public-headers"], [one.rule for one in found])


if __name__ == "__main__":
    unittest.main()
