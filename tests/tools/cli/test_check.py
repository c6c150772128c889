# SPDX-License-Identifier: Apache-2.0
"""check: files of every kind, alone and together."""
import csv
import io
import unittest

from harness import CliTest


class Check(CliTest):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.done("new", "demo")

    def broken(self, name, before, after):
        text = (self.folder / "demo" / name).read_text(encoding="utf-8")
        self.assertIn(before, text)
        return self.write("demo/broken_" + name, text.replace(before, after))

    def test_takes_any_kinds_mixed(self):
        names = ["plan.toml", "model.toml", "more.toml", "batch.toml", "observed.csv"]
        for name in names:
            self.done("check", f"demo/{name}")
        report = self.done("check", *[f"demo/{name}" for name in names], "--format", "json").json()
        self.assertEqual((report["errors"], report["warnings"]), (0, 0))
        self.assertEqual(sorted(file["kind"] for file in report["files"]),
                         ["batch", "model", "observed values", "plan", "scenario", "scenario"])

    def test_points_at_the_place(self):
        path = self.broken("model.toml", "founding*dt*", "founding*")
        for words in ([path], [path, "demo/batch.toml"]):
            finished = self.run_in("check", *words)
            self.assertEqual(finished.code, 2)
            line = next(number for number, text in
                        enumerate((self.folder / path).read_text(encoding="utf-8").splitlines(), 1)
                        if "founding*(" in text)
            self.assertRegex(finished.err, rf"(?m)^{path}:{line}:\d+: error: .* \[E\d+\]$")
            self.assertIn("Errors: ", finished.out)

    def test_gives_diagnostics_as_json(self):
        path = self.broken("plan.toml", "deadline = 2030", "deadlin = 2030")
        finished = self.run_in("check", path, "--format", "json")
        self.assertEqual(finished.code, 2)
        self.assertEqual(finished.err, "")
        report = finished.json()
        self.assertEqual(report["errors"],
                         sum(one["severity"] == "error" for one in report["diagnostics"]))
        first = next(one for one in report["diagnostics"] if "deadlin`" in one["message"])
        self.assertEqual(sorted(first), ["code", "column", "file", "line", "message", "message_zh",
                                         "severity"])
        self.assertEqual((first["file"], first["column"]), (path, 1))
        rows = list(csv.DictReader(io.StringIO(self.run_in("check", path, "--format", "csv").out)))
        self.assertEqual([row["code"] for row in rows],
                         [one["code"] for one in report["diagnostics"]])

    def test_reports_the_mistakes_of_all_files_at_once(self):
        plan = self.broken("plan.toml", 'kind = "level"', 'kind = "levle"')
        model = self.broken("model.toml", 'unit = "家/yr"', 'unit = "家/jahr"')
        observed = self.broken("observed.csv", "2026,214", "2026,viele")
        finished = self.run_in("check", plan, model, observed, "nowhere.toml", lang="zh")
        self.assertEqual(finished.code, 2)
        for text in (plan, model, observed, "nowhere.toml", "错误"):
            self.assertIn(text, finished.err)

    def test_exits_with_0_on_warnings(self):
        path = self.broken("model.toml", "[draw] ", "[equation.idle]\neq = \"growth\"\nunit = \"1/yr\"\n"
                                                    "[draw] ")
        batch = self.broken("batch.toml", "model.toml", "broken_model.toml")
        finished = self.run_in("check", batch)
        self.assertEqual(finished.code, 0, finished.err)
        self.assertIn("warning", finished.err)
        self.assertIn("idle", finished.err)
        self.assertIn("warnings: 1", finished.out)
        self.assertNotEqual(path, "")

    def test_shows_both_baselines(self):
        path = self.broken("model.toml", 'init = "20[亿元/yr]"', 'init = "19[亿元/yr]*exp(0.1*growth*dt)"')
        batch = self.broken("batch.toml", "model.toml", path.split("/")[1])
        report = self.done("check", batch, "--format", "json").json()
        self.assertEqual(len(report["baselines"]), 1)
        pair = report["baselines"][0]
        self.assertEqual((pair["target"], pair["year"], pair["plan"]), ("rd_spending", 2025, 20))
        self.assertLess(pair["model_p05"], pair["model"])
        self.assertLess(pair["model"], pair["model_p95"])
        # 19 exp(.1 * .075), with a median from 1024 runs.
        self.assertAlmostEqual(pair["model"], 19.143, delta=.02)
        for lang, words in (("en", "19.1"), ("zh", "规划公布")):
            self.assertIn(words, self.done("check", batch, lang=lang).out)

    def test_knows_no_other_kinds(self):
        self.write("other.toml", 'title = "x"\n')
        self.fails_with(["check", "other.toml"], "cannot tell what kind of file")
        self.fails_with(["check", "nowhere.toml"], "nowhere.toml")
        self.fails_with(["check", "demo"], "demo")

    def fails_with(self, words, text):
        finished = self.run_in(*words)
        self.assertEqual(finished.code, 2)
        self.assertIn(text, finished.err)


if __name__ == "__main__":
    unittest.main()
