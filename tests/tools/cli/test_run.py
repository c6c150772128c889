# SPDX-License-Identifier: Apache-2.0
"""run, info, replay and verify on one small plan."""
import csv
import hashlib
import io
import os
import subprocess
import time
import unittest

from harness import PLANCAST, CliTest

MODEL_WITH_FAULTS = """
[draw.u]
dist = "uniform(0, 1)"
unit = "1"
assumption = "a luck that now and then leads to a logarithm of a negative number"
[equation.risky]
eq = "ln(u - 0.01)"
unit = "1"
assumption = "invalid in one run of a hundred each year"
"""


class WithResult(CliTest):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.done("new", "demo")
        cls.ran = cls.done("run", "demo/batch.toml", "-o", "r.h5", "--runs", "5000")


class Run(WithResult):
    def summary(self, path):
        return self.done("summarize", path, "--format", "json").json()

    def probabilities(self, path):
        return [target["probability"] for scenario in self.summary(path)["scenarios"]
                for target in scenario["targets"]]

    def test_says_what_it_will_do_and_did(self):
        self.assertIn("scenarios: 3, runs: 5 000, years: 2025 to 2035; file", self.ran.err)
        self.assertRegex(self.ran.err, r"r\.h5 \(.* [kM]B\): 5 000 runs in .* a second counting each "
                                       r"scenario, threads: \d+")
        self.assertEqual(self.ran.out, "")

    def test_what_does_not_matter_changes_no_number(self):
        expected = self.probabilities("r.h5")
        for name, words in (("threads", ["--threads", "3"]), ("blocks", ["--block-runs", "64"]),
                            ("kernels", ["--kernels", "AVX2"])):
            finished = self.run_in("run", "demo/batch.toml", "-o", name + ".h5", "--runs", "5000",
                                   *words)
            if name == "kernels" and finished.code == 2:
                continue  # a machine without AVX2
            self.assertEqual(self.probabilities(name + ".h5"), expected, name)

    def test_what_matters_is_taken_from_the_command_line(self):
        self.done("run", "demo/batch.toml", "-o", "seed.h5", "--runs", "5000", "--seed", "99")
        self.assertNotEqual(self.probabilities("seed.h5"), self.probabilities("r.h5"))
        info = self.done("info", "seed.h5", "--format", "json").json()
        self.assertEqual((info["runs"], info["seed"], info["sampler"]), (5000, 99, "random"))
        self.done("run", "demo/batch.toml", "-o", "big.h5", "--runs", "1e4",
                  "--seed", str(2**64 - 1))
        info = self.done("info", "big.h5", "--format", "json").json()
        self.assertEqual((info["runs"], info["seed"]), (10000, 2**64 - 1))

    def test_levers_are_set_after_each_scenario(self):
        self.done("run", "demo/batch.toml", "-o", "set.h5", "--runs", "2000", "--set", "support=3")
        values = self.done("replay", "set.h5", "--scenario", "downturn", "--run", "7", "--variables",
                           "support", "--format", "json").json()["variables"][0]["values"]
        self.assertEqual(values, [3] * 11)
        self.fails(2, "run", "demo/batch.toml", "-o", "x.h5", "--set", "suport=3", says=["suport"])
        self.fails(2, "run", "demo/batch.toml", "-o", "x.h5", "--set", "support=9",
                   says=["above its maximum"])

    def test_scenarios_can_be_picked(self):
        self.done("run", "demo/batch.toml", "-o", "some.h5", "--runs", "5000", "--scenarios",
                  "downturn,more")
        summary = self.summary("some.h5")
        self.assertEqual([scenario["id"] for scenario in summary["scenarios"]], ["more", "downturn"])
        whole = {scenario["id"]: scenario["targets"] for scenario in self.summary("r.h5")["scenarios"]}
        for scenario in summary["scenarios"]:
            self.assertEqual(scenario["targets"], whole[scenario["id"]], "the same luck")
        self.assertIn("bit for bit", self.done("replay", "some.h5", "--scenario", "downturn", "--run",
                                               "4999").out)
        self.fails(2, "run", "demo/batch.toml", "-o", "x.h5", "--scenarios", "mroe", says=["more"])

    def test_a_result_is_never_overwritten_unasked(self):
        before = (self.folder / "r.h5").read_bytes()
        self.fails(2, "run", "demo/batch.toml", "-o", "r.h5", says=["r.h5", "--force"])
        self.assertEqual((self.folder / "r.h5").read_bytes(), before)
        self.done("run", "demo/batch.toml", "-o", "again.h5", "--runs", "64")
        self.done("run", "demo/batch.toml", "-o", "again.h5", "--runs", "128", "--force")
        self.assertEqual(self.summary("again.h5")["runs"], 128)

    def test_sizes_that_cannot_be_are_refused_at_once(self):
        for runs in (2**63 - 1, 2**63, 2**64 - 1, 2**44, 2**40):
            start = time.monotonic()
            finished = self.run_in("run", "demo/batch.toml", "-o", "huge.h5", "--runs", str(runs))
            self.assertIn(finished.code, (2, 5), finished.err)
            # Refused before anything is computed: this is no measure of speed.
            self.assertLess(time.monotonic() - start, 5)
            self.assertIn(str(runs) if runs >= 2**43 else "bytes", finished.err)
            self.assertFalse(os.path.exists(self.folder / "huge.h5.partial"))

    def test_unwritable_places_are_refused(self):
        self.fails(5, "run", "demo/batch.toml", "-o", "no/such/r.h5", says=["no/such/r.h5"])
        os.mkdir(self.folder / "a-folder")
        os.symlink(self.folder / "r.h5", self.folder / "link.h5")
        os.mkfifo(self.folder / "pipe")
        before = (self.folder / "r.h5").read_bytes()
        for name in ("a-folder", "link.h5", "pipe", "/dev/null"):
            for force in ([], ["--force"]):
                finished = self.run_in("run", "demo/batch.toml", "-o", name, "--runs", "64", *force)
                self.assertIn(finished.code, (2, 5), f"{name}: {finished.err}")
        self.assertEqual((self.folder / "r.h5").read_bytes(), before)

    def test_the_locale_changes_nothing(self):
        outputs = {self.done("summarize", "r.h5", "--format", form, env={"LC_ALL": locale, "TZ": zone}).out
                   for form in ("csv",) for locale, zone in
                   (("C", "UTC"), ("de_DE.UTF-8", "Asia/Shanghai"), ("tr_TR.UTF-8", "America/New_York"))}
        self.assertEqual(len(outputs), 1)

    def test_rules_of_the_samplers_are_told(self):
        self.fails(2, "run", "demo/batch.toml", "-o", "x.h5", "--sampler", "sobol", "--runs", "5000",
                   says=["8192"])
        self.fails(2, "run", "demo/batch.toml", "-o", "x.h5", "--kernels", "MMX", says=["MMX"])
        self.fails(2, "run", "demo/batch.toml", "-o", "x.h5", "--block-runs", "100", says=["64"])


class Info(WithResult):
    def test_names_inputs_with_their_hashes(self):
        info = self.done("info", "r.h5", "--format", "json").json()
        self.assertTrue(info["complete"])
        self.assertEqual(info["bytes"], os.path.getsize(self.folder / "r.h5"))
        self.assertEqual([text["role"] for text in info["inputs"]],
                         ["batch", "plan", "model", "scenario", "scenario"])
        for text in info["inputs"]:
            content = (self.folder / text["name"]).read_bytes()
            self.assertEqual(text["sha256"], hashlib.sha256(content).hexdigest())
        self.assertIn("plancast", info["attributes"]["source"])
        self.assertEqual([series["id"] for series in info["series"]], ["rd_spending", "enterprises"])

    def test_has_every_shape(self):
        for lang, word in (("en", "complete"), ("zh", "完整")):
            for form in ("table", "markdown", "csv"):
                self.assertIn(word, self.done("info", "r.h5", "--format", form, lang=lang).out)

    def test_reads_a_file_that_is_not_complete(self):
        whole = (self.folder / "r.h5").read_bytes()
        (self.folder / "cut.h5").write_bytes(whole[:-1000])
        self.assertEqual(self.run_in("info", "cut.h5").code, 3)

    def test_reads_what_a_killed_run_left(self):
        partial = self.folder / "long.h5.partial"
        with subprocess.Popen([PLANCAST, "run", "demo/batch.toml", "-o", "long.h5", "--runs", "1e6",
                               "--threads", "1"], cwd=self.folder, stderr=subprocess.DEVNULL) as run:
            while run.poll() is None and not partial.exists():
                time.sleep(0.002)
            # The file has its name before it is laid out; then it cannot be read yet.
            while run.poll() is None and self.run_in("info", partial).code != 0:
                time.sleep(0.002)
            run.kill()
        info = self.done("info", partial, "--format", "json").json()
        self.assertFalse(info["complete"])
        self.assertLess(info["recorded_blocks"], info["blocks"])
        self.assertIn("not complete: ", self.done("info", partial).out)
        self.fails(3, "summarize", partial, says=["long.h5.partial"])
        self.assertEqual(self.run_in("verify", partial).code, 3)


class Replay(WithResult):
    def test_equals_what_is_stored(self):
        for scenario in ("plan", "more", "downturn"):
            for run in (0, 63, 64, 2500, 4999):
                out = self.done("replay", "r.h5", "--scenario", scenario, "--run", str(run)).out
                self.assertIn("Equal to the stored values, bit for bit (22 numbers compared)", out)

    def test_lists_every_variable_by_year(self):
        replay = self.done("replay", "r.h5", "--scenario", "plan", "--run", "17", "--format",
                           "json").json()
        self.assertEqual(replay["years"], list(range(2025, 2036)))
        values = {one["id"]: one["values"] for one in replay["variables"]}
        for name in ("R", "firms", "boost", "luck", "closed", "founded", "support", "rd_spending"):
            self.assertEqual(len(values[name]), 11)
        for year in range(1, 11):
            # The equation itself, on whole numbers: exact.
            self.assertEqual(values["firms"][year], values["firms"][year - 1] -
                             values["closed"][year] + values["founded"][year])
        self.assertEqual([one["id"] for one in replay["parameters"]],
                         ["growth", "effect", "closing", "founding"])
        self.assertEqual(replay["differences"], [])

    def test_has_every_shape(self):
        rows = list(csv.DictReader(io.StringIO(self.done(
            "replay", "r.h5", "--scenario", "plan", "--run", "17", "--variables", "R", "--format",
            "csv").out)))
        replay = self.done("replay", "r.h5", "--scenario", "plan", "--run", "17", "--variables", "R",
                           "--format", "json").json()
        self.assertEqual([float(row["value"]) for row in rows], replay["variables"][0]["values"])
        for lang, word in (("en", "bit for bit"), ("zh", "逐位相等")):
            for form in ("table", "markdown"):
                self.assertIn(word, self.done("replay", "r.h5", "--scenario", "plan", "--run", "1",
                                              "--format", form, lang=lang).out)

    def test_needs_no_input_file(self):
        before = self.done("replay", "r.h5", "--scenario", "more", "--run", "5").out
        os.rename(self.folder / "demo", self.folder / "gone")
        try:
            self.assertEqual(self.done("replay", "r.h5", "--scenario", "more", "--run", "5").out, before)
        finally:
            os.rename(self.folder / "gone", self.folder / "demo")

    def test_names_what_there_is_not(self):
        self.fails(2, "replay", "r.h5", "--scenario", "x", "--run", "1", says=["`x`"])
        self.fails(2, "replay", "r.h5", "--scenario", "plan", "--run", "5000", says=["4999"])
        self.fails(2, "replay", "r.h5", "--scenario", "plan", "--run", "1", "--variables", "frims",
                   says=["`frims`", "firms"])


class Verify(WithResult):
    def test_finds_a_sound_file_sound(self):
        report = self.done("verify", "r.h5", "--format", "json").json()
        self.assertTrue(report["sound"])
        self.assertEqual(report["hits_judged"], 3 * 3 * 5000)
        self.assertGreaterEqual(report["bytes_checked"], 0.9 * os.path.getsize(self.folder / "r.h5"))
        for lang, word in (("en", "is sound"), ("zh", "完好")):
            self.assertIn(word, self.done("verify", "r.h5", lang=lang).out)

    def test_finds_flipped_bits(self):
        whole = (self.folder / "r.h5").read_bytes()
        for part in range(1, 12):
            damaged = bytearray(whole)
            damaged[len(whole) * part // 12] ^= 0x10
            (self.folder / "flipped.h5").write_bytes(damaged)
            finished = self.run_in("verify", "flipped.h5")
            self.assertEqual(finished.code, 3, f"byte {len(whole) * part // 12}: {finished.out}")
            self.assertIn("flipped.h5", finished.out + finished.err)

    def test_finds_a_cut_file(self):
        whole = (self.folder / "r.h5").read_bytes()
        (self.folder / "cut.h5").write_bytes(whole[:len(whole) // 2])
        for command in ("verify", "summarize", "info"):
            self.assertEqual(self.run_in(command, "cut.h5").code, 3, command)


class InvalidRuns(CliTest):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.done("new", "demo")
        model = (cls.folder / "demo/model.toml").read_text(encoding="utf-8")
        before, after = model.split("[provides]")
        cls.write("demo/model.toml", before + MODEL_WITH_FAULTS + "[provides]" + after)
        # What nothing asks for is never computed.
        batch = (cls.folder / "demo/batch.toml").read_text(encoding="utf-8")
        cls.write("demo/batch.toml", batch.replace('runs = ["all"]', 'runs = ["all", "risky"]'))
        cls.ran = cls.run_in("run", "demo/batch.toml", "-o", "r.h5", "--runs", "2000")
        cls.info = cls.done("info", "r.h5", "--format", "json").json()

    def test_end_with_4_and_a_file_that_says_so(self):
        self.assertEqual(self.ran.code, 4)
        self.assertIn("variable risky (demo/model.toml:", self.ran.err)
        self.assertIn("plancast replay r.h5 --scenario plan --run ", self.ran.err)
        invalid = [scenario["invalid_runs"] for scenario in self.info["scenarios"]]
        for scenario, count in zip(self.info["scenarios"], invalid):
            # 11 years of one in a hundred: .105 of 2000, within 4.5 standard errors of 13.7.
            self.assertLess(abs(count - 2000 * (1 - .99**11)), 4.5 * 13.7, scenario)
        self.assertEqual(len(set(invalid)), 1, "every scenario sees the same luck")
        summary = self.done("summarize", "r.h5", "--format", "json").json()
        for scenario, count in zip(summary["scenarios"], invalid):
            self.assertEqual(scenario["invalid_runs"], count)
            for target in scenario["targets"]:
                self.assertEqual(target["runs"], 2000 - count)
        self.assertIn(f"{invalid[0]} runs are invalid", self.done("summarize", "r.h5").out)
        self.assertIn(f"{invalid[0]} 次运行无效", self.done("summarize", "r.h5", lang="zh").out)

    def test_end_with_0_where_they_are_allowed(self):
        finished = self.run_in("run", "demo/batch.toml", "-o", "allowed.h5", "--runs", "2000",
                               "--allow-invalid")
        self.assertEqual(finished.code, 0)
        self.assertIn("invalid", finished.err)

    def test_can_be_replayed(self):
        fault = self.info["faults"][3]
        out = self.done("replay", "r.h5", "--scenario", fault["scenario"], "--run",
                        str(fault["run"]), "--format", "json").json()
        self.assertFalse(out["valid"])
        self.assertEqual((out["fault"]["year"], out["fault"]["variable"]),
                         (fault["year"], fault["variable"]))
        self.assertEqual(out["differences"], [])
        text = self.done("replay", "r.h5", "--scenario", fault["scenario"], "--run",
                         str(fault["run"])).out
        self.assertIn("This run is invalid", text)
        self.assertIn("nan", text)

    def test_do_not_upset_verify(self):
        self.done("verify", "r.h5")


if __name__ == "__main__":
    unittest.main()
