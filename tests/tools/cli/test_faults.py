# SPDX-License-Identifier: Apache-2.0
"""Every planted fault is counted and located: scenario, run, year, variable, line."""
import re
import unittest

from faults import CONTROLS, FAULTS
from harness import CliTest, h5py, needs_h5py

RUNS = 3000
YEARS = range(2026, 2030)
MODEL = """format = "plancast-model 1"
id = "planted"
title = {{ zh = "试", en = "planted" }}
baseline_year = 2025
last_year = 2029
[draw.u]
dist = "uniform(0, 1)"
unit = "1"
assumption = "luck"
{}
"""
BATCH = """format = "plancast-batch 1"
model = "model.toml"
scenarios = ["plan", "other.toml"]
[design]
runs = {}
seed = 11
[store]
runs = ["u", "bad"]
"""
SCENARIO = """format = "plancast-scenario 1"
id = "other"
name = {{ zh = "另", en = "other" }}
{}
"""


class Faults(CliTest):
    def plant(self, fault):
        folder = re.sub(r"\W+", "-", fault.name)
        change = f"[[change]]\n{fault.scenario}" if fault.scenario else ""
        self.write(f"{folder}/model.toml", MODEL.format(fault.before + fault.entry))
        self.write(f"{folder}/other.toml", SCENARIO.format(change))
        return folder, self.write(f"{folder}/batch.toml", BATCH.format(RUNS))

    def line_of_bad(self, folder):
        text = (self.folder / folder / "model.toml").read_text(encoding="utf-8")
        return next(number for number, line in enumerate(text.splitlines(), 1) if ".bad]" in line)

    def lucks(self, result):
        """u of every run by year, as stored."""
        with h5py.File(self.folder / result, "r") as file:
            values = file["runs/u"][0, :, :]
            years = list(file["runs/year"][:])
        return {year: values[years.index(year)] for year in YEARS}

    def expected(self, fault, result):
        """(year, lowest run, number of runs) of runs that fail first in each year."""
        lucks = self.lucks(result)
        failed = [False] * RUNS
        found = []
        for year in fault.years or YEARS:
            first = [run for run in range(RUNS)
                     if not failed[run] and fault.fails(float(lucks[year][run]))]
            for run in first:
                failed[run] = True
            if first:
                found.append((year, first[0], len(first)))
        return found, sum(failed)

    def check_runtime(self, fault):
        folder, batch = self.plant(fault)
        result = f"{folder}/r.h5"
        finished = self.run_in("run", batch, "-o", result)
        self.assertEqual(finished.code, 4, finished.err)
        info = self.done("info", result, "--format", "json").json()
        located, invalid = self.expected(fault, result)
        self.assertGreater(invalid, 100, "or the test shows nothing")
        scenarios = ["other"] if fault.scenario else ["plan", "other"]
        place = f"{folder}/model.toml:{self.line_of_bad(folder)}:"
        for scenario in ("plan", "other"):
            found = [(one["year"], one["run"], one["runs"]) for one in info["faults"]
                     if one["scenario"] == scenario]
            self.assertEqual(found, located if scenario in scenarios else [])
        for one in info["faults"]:
            self.assertEqual(one["variable"], fault.variable)
            self.assertTrue(one["place"].startswith(place), one["place"])
        counts = {one["id"]: one["invalid_runs"] for one in info["scenarios"]}
        self.assertEqual(counts, {"plan": invalid if "plan" in scenarios else 0, "other": invalid})
        self.assertIn(f"variable {fault.variable} ({place}", finished.err)
        replay = self.done("replay", result, "--scenario", "other", "--run", str(located[0][1]),
                           "--format", "json").json()
        self.assertEqual((replay["valid"], replay["fault"]["year"], replay["fault"]["variable"]),
                         (False, located[0][0], fault.variable))

    def check_early(self, fault):
        folder, batch = self.plant(fault)
        for words in (["check", batch], ["run", batch, "-o", f"{folder}/r.h5"]):
            finished = self.run_in(*words)
            self.assertEqual(finished.code, 2, finished.err + finished.out)
            self.assertRegex(finished.err, rf"model\.toml:\d+:\d+: error: .*\[{fault.code}\d*\]")
        lines = [int(line) for line in re.findall(r"model\.toml:(\d+):\d+: error", finished.err)]
        first = self.line_of_bad(folder)
        self.assertTrue(all(first <= line <= first + 5 for line in lines), lines)

    def test_are_enough(self):
        self.assertGreaterEqual(len(FAULTS), 30)

    def test_none_is_seen_where_there_is_none(self):
        for fault in CONTROLS:
            with self.subTest(fault.name):
                folder, batch = self.plant(fault)
                self.done("run", batch, "-o", f"{folder}/r.h5")


def add_test(number, fault):
    def test(self):
        self.check_early(fault) if fault.code else self.check_runtime(fault)
    name = f"test_{number:02}_" + re.sub(r"\W+", "_", fault.name)
    setattr(Faults, name, test if fault.code else needs_h5py(test))


for place, planted in enumerate(FAULTS, 1):
    add_test(place, planted)

if __name__ == "__main__":
    unittest.main()
