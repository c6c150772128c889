# SPDX-License-Identifier: Apache-2.0
"""What summarize shows: the JSON of the design, and the same numbers in every other shape."""
import csv
import io
import math
import re
import unittest

from harness import CliTest, h5py, needs_h5py

LEVELS = {"p05": .05, "p25": .25, "p50": .50, "p75": .75, "p95": .95}


def percent(share, hits, runs):
    """As the tables print it; never certain where runs disagree."""
    if hits > 0 and 100 * share < .05:
        return "<0.1"
    if hits < runs and 100 * share >= 99.95:
        return ">99.9"
    return f"{100 * share:.1f}"


class Summary(CliTest):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.done("new", "demo")
        cls.done("run", "demo/batch.toml", "-o", "r.h5", "--runs", "5000", "--seed", "3")
        cls.all_words = ("r.h5", "--details", "--by-year", "--given", "enterprises")
        cls.summary = cls.done("summarize", *cls.all_words, "--format", "json").json()

    def targets(self):
        for scenario in self.summary["scenarios"]:
            for target in scenario["targets"]:
                yield scenario, target


class Json(Summary):
    def test_has_what_the_design_lists(self):
        summary = self.summary
        self.assertEqual((summary["format"], summary["version"]), ("plancast-summary", 1))
        self.assertEqual((summary["runs"], summary["seed"]), (5000, 3))
        self.assertEqual([scenario["id"] for scenario in summary["scenarios"]],
                         ["plan", "more", "downturn"])
        for scenario in summary["scenarios"]:
            self.assertEqual(scenario["invalid_runs"], 0)
            self.assertEqual([target["id"] for target in scenario["targets"]],
                             ["rd_spending", "enterprises", "enterprises_2035"])
            self.assertEqual([gap["id"] for gap in scenario["not_assessable"]], ["graduates"])
            self.assertIn("no count for 2025 yet", scenario["not_assessable"][0]["missing"])
            joint = scenario["joint"][0]
            self.assertEqual(joint["set"], "main")
            self.assertEqual(len(joint["number_met"]), 3)
            self.assertAlmostEqual(sum(joint["number_met"]), 1, delta=1e-12)
            self.assertEqual(joint["all"]["hits"], round(joint["number_met"][2] * 5000))

    def test_has_every_key_of_a_target(self):
        for _, target in self.targets():
            for key, kind in (("id", str), ("tier", str), ("year", int), ("value", (int, float)),
                              ("unit", str), ("probability", float), ("ci95", list), ("hits", int),
                              ("runs", int), ("quantiles", dict), ("first_year_met", dict),
                              ("expected_shortfall", float), ("quantile_method", str)):
                self.assertIsInstance(target[key], kind, key)
            self.assertEqual(list(target["quantiles"]), list(LEVELS))
            self.assertEqual(sorted(target["first_year_met"]), ["never", "p50"])

    def test_numbers_agree_with_each_other(self):
        for _, target in self.targets():
            self.assertEqual(target["probability"], target["hits"] / target["runs"])
            low, high = target["ci95"]
            self.assertTrue(0 <= low < target["probability"] < high <= 1)
            z, n, p = 1.959963984540054, target["runs"], target["probability"]
            spread = z * math.sqrt(p * (1 - p) / n + z * z / (4 * n * n))
            # Wilson's formula, computed here.
            self.assertAlmostEqual(low, (p + z * z / (2 * n) - spread) / (1 + z * z / n), delta=1e-12)
            self.assertAlmostEqual(high, (p + z * z / (2 * n) + spread) / (1 + z * z / n), delta=1e-12)
            values = list(target["quantiles"].values())
            self.assertEqual(values, sorted(values))
            self.assertEqual(target["quantile_method"], "exact")

    def test_conditional_shares_count_pairs(self):
        for scenario in self.summary["scenarios"]:
            given = scenario["given"]
            hits = {target["id"]: target["hits"] for target in scenario["targets"]}
            self.assertEqual(given["id"], "enterprises")
            for target in given["targets"]:
                self.assertEqual(target["runs"], hits["enterprises"])
                self.assertLessEqual(target["hits"], hits[target["id"]])
            self.assertEqual(given["targets"][1]["probability"], 1)
            both = given["targets"][0]["hits"]
            self.assertEqual(both, scenario["joint"][0]["all"]["hits"])

    @needs_h5py
    def test_is_what_the_file_holds(self):
        import numpy
        with h5py.File(self.folder / "r.h5", "r") as file:
            runs, hits = file["runs"], file["hits"]
            names = [name.decode() for name in runs["scenario"][:]]
            years = list(runs["year"][:])
            for scenario, target in self.targets():
                row = names.index(scenario["id"])
                self.assertEqual(target["hits"], int(hits[target["id"]][row, :].sum()))
                values = runs[target["id"].replace("_2035", "")][row, years.index(target["year"]), :]
                for name, level in LEVELS.items():
                    expected = numpy.quantile(values.astype("f8"), level)
                    self.assertAlmostEqual(target["quantiles"][name], expected, delta=1e-12 * expected)

    def test_by_year_ends_in_the_targets_year(self):
        for scenario in self.summary["scenarios"]:
            paths = {path["id"]: path for path in scenario["series"]}
            for target in scenario["targets"]:
                path = paths[target["id"].replace("_2035", "")]
                self.assertEqual([year["year"] for year in path["years"]], list(range(2025, 2036)))
                year = path["years"][target["year"] - 2025]
                self.assertEqual(year["quantiles"], target["quantiles"])


class OtherShapes(Summary):
    def test_csv_has_the_numbers_of_the_json(self):
        for lang in ("en", "zh"):
            text = self.done("summarize", *self.all_words, "--format", "csv", lang=lang).out
            rows = list(csv.DictReader(io.StringIO(text)))
            of_target = {(row["scenario"], row["id"]): row for row in rows if row["record"] == "target"}
            self.assertEqual(len(of_target), 9)
            for scenario, target in self.targets():
                row = of_target[scenario["id"], target["id"]]
                self.assertEqual(row["name"], target["name"][lang])
                for key in ("probability", "hits", "runs", "value", "expected_shortfall"):
                    self.assertEqual(float(row[key]), target[key])
                self.assertEqual([float(row["ci95_low"]), float(row["ci95_high"])], target["ci95"])
                for level in LEVELS:
                    self.assertEqual(float(row[level]), target["quantiles"][level])
                year = target["first_year_met"]["p50"]
                self.assertEqual(row["first_year_p50"], "" if year is None else str(year))
            joint = [row for row in rows if row["record"] == "joint"]
            self.assertEqual([float(row["probability"]) for row in joint],
                             [scenario["joint"][0]["all"]["probability"]
                              for scenario in self.summary["scenarios"]])
            gaps = [row for row in rows if row["record"] == "not_assessable"]
            self.assertEqual([row["id"] for row in gaps], ["graduates"])
            self.assertEqual({len(row) for row in rows}, {27})

    def test_csv_for_excel_has_a_mark_and_crlf(self):
        plain = self.done("summarize", "r.h5", "--format", "csv").bytes
        excel = self.done("summarize", "r.h5", "--format", "csv", "--csv-excel").bytes
        self.assertEqual(excel, b"\xef\xbb\xbf" + plain.replace(b"\n", b"\r\n"))

    def test_tables_have_the_numbers_of_the_json(self):
        for lang in ("en", "zh"):
            for form in ("table", "markdown"):
                text = self.done("summarize", "r.h5", "--format", form, lang=lang).out
                for key in ("rd_spending", "enterprises"):
                    found = [(scenario, target) for scenario, target in self.targets()
                             if target["id"] == key]
                    shares = [percent(target["probability"], target["hits"], target["runs"])
                              for _, target in found]
                    name = found[0][1]["name"][lang]
                    line = next(line for line in text.splitlines() if name in line)
                    numbers = re.findall(r"[<>]?\d+\.\d(?!\d)", line.split("/yr")[-1])
                    self.assertEqual(numbers, shares, line)

    def test_details_show_quantiles_and_years(self):
        text = self.done("summarize", *self.all_words).out
        for _, target in self.targets():
            self.assertIn(f"{target['quantiles']['p50']:.2f}" if target["id"] == "rd_spending"
                          else f"{target['quantiles']['p50']:.1f}", text)
        self.assertIn("number of targets met", text)
        self.assertIn("exact (Hyndman and Fan, type 7)", text)

    def test_a_set_and_scenarios_narrow_it(self):
        summary = self.done("summarize", "r.h5", "--set", "main", "--scenario", "downturn,plan",
                            "--format", "json").json()
        self.assertEqual([scenario["id"] for scenario in summary["scenarios"]], ["downturn", "plan"])
        self.assertEqual([target["id"] for target in summary["scenarios"][0]["targets"]],
                         ["rd_spending", "enterprises"])

    def test_unknown_things_are_named(self):
        self.fails(2, "summarize", "r.h5", "--scenario", "mroe", says=["`mroe`", "more"])
        self.fails(2, "summarize", "r.h5", "--set", "mian", says=["`mian`", "main"])
        self.fails(2, "summarize", "r.h5", "--given", "graduates", says=["`graduates`"])

    def test_the_limits_of_the_interval_are_said(self):
        for lang, words in (("en", "not the uncertainty of"), ("zh", "不是模型的不确定性")):
            self.assertIn(words, self.done("summarize", "r.h5", lang=lang).out.replace("\n", " "))


class Samplers(CliTest):
    def test_say_where_the_interval_comes_from(self):
        self.done("new", "demo")
        for sampler, method, words in (("random", "wilson", "(Wilson)"),
                                       ("sobol", "scrambles", "16 independent scrambles"),
                                       ("lhs", "none", "no valid Monte Carlo interval")):
            self.done("run", "demo/batch.toml", "-o", f"{sampler}.h5", "--runs", "4096",
                      "--sampler", sampler)
            summary = self.done("summarize", f"{sampler}.h5", "--format", "json").json()
            first = summary["scenarios"][0]["targets"][0]
            self.assertEqual(first["ci95_method"], method)
            self.assertEqual(summary["scenarios"][0]["joint"][0]["all"]["ci95_method"], method)
            if method == "none":
                self.assertEqual(first["ci95"], [None, None])
            self.assertIn(words, self.done("summarize", f"{sampler}.h5").out.replace("\n", " "))


class WithoutPlan(CliTest):
    def test_series_are_shown_instead_of_targets(self):
        self.done("new", "demo")
        batch = (self.folder / "demo/batch.toml").read_text(encoding="utf-8")
        self.write("demo/model_only.toml", batch.replace('plan = "plan.toml"\n', ""))
        self.done("run", "demo/model_only.toml", "-o", "m.h5", "--runs", "640")
        summary = self.done("summarize", "m.h5", "--format", "json").json()
        self.assertEqual(summary["scenarios"][0]["targets"], [])
        ids = [path["id"] for path in summary["scenarios"][0]["series"]]
        self.assertIn("R", ids)
        self.assertIn("firms", ids)
        self.assertIn("firms", self.done("summarize", "m.h5").out.replace("technology enterprises",
                                                                         "firms"))


class Texts(CliTest):
    """Names that would be formulas, markup or commands somewhere."""

    def test_cannot_do_harm(self):
        self.done("new", "demo")
        plan = (self.folder / "demo/plan.toml").read_text(encoding="utf-8")
        evil = r'''=HYPERLINK(\"http://x\",\"y\"),\u001b[2J|<script>'''
        self.write("demo/plan.toml", plan.replace('en = "R&D spending"', f'en = "{evil}"'))
        self.done("run", "demo/batch.toml", "-o", "r.h5", "--runs", "640")
        for form in ("table", "json", "csv", "markdown"):
            out = self.done("summarize", "r.h5", "--format", form).out
            self.assertNotIn("\x1b", out)
        rows = csv.DictReader(io.StringIO(self.done("summarize", "r.h5", "--format", "csv").out))
        names = {row["id"]: row["name"] for row in rows}
        self.assertTrue(names["rd_spending"].startswith("'=HYPERLINK("), names)
        summary = self.done("summarize", "r.h5", "--format", "json").json()
        self.assertIn("\x1b[2J", summary["scenarios"][0]["targets"][0]["name"]["en"])
        self.assertIn(r"\|\<script\>", self.done("summarize", "r.h5", "--format", "markdown").out)


if __name__ == "__main__":
    unittest.main()
