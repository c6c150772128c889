# SPDX-License-Identifier: Apache-2.0
"""Usage: help, languages, unknown things, exit codes."""
import re
import unittest

from harness import CliTest, plancast

COMMANDS = {
    "new": [],
    "check": ["format", "csv-excel"],
    "run": ["output", "runs", "seed", "sampler", "set", "scenarios", "threads", "force",
            "allow-invalid", "block-runs", "kernels", "allow-no-fma"],
    "summarize": ["scenario", "set", "details", "by-year", "given", "format", "csv-excel"],
    "info": ["format", "csv-excel"],
    "replay": ["scenario", "run", "variables", "format", "csv-excel"],
    "verify": ["format", "csv-excel"],
}


class Help(CliTest):
    def test_names_every_command(self):
        for words in ([], ["--help"], ["-h"], ["help"]):
            finished = plancast(*words)
            self.assertEqual(finished.code, 0)
            for command in COMMANDS:
                self.assertRegex(finished.out, rf"(?m)^  {command} ")

    def test_names_every_option(self):
        for lang in ("en", "zh"):
            for command, options in COMMANDS.items():
                finished = plancast(command, "--help", lang=lang)
                self.assertEqual(finished.code, 0)
                listed = re.findall(r"(?m)^  (?:-\w, )?--([a-z-]+)", finished.out)
                self.assertEqual(sorted(listed), sorted(options + ["help", "lang"]))
                self.assertEqual(finished.err, "")

    def test_is_within_100_columns(self):
        for lang in ("en", "zh"):
            for words in [[]] + [[command] for command in COMMANDS]:
                for line in plancast(*words, "--help", lang=lang).out.splitlines():
                    width = sum(2 if ord(letter) > 0x2E7F else 1 for letter in line)
                    self.assertLessEqual(width, 100, line)

    def test_version_says_what_it_was_built_from(self):
        out = plancast("--version").out
        self.assertRegex(out, r"^plancast \d+\.\d+\.\d+ \(")
        for word in ("compiler", "HDF5", "Eigen", "Boost", "kernels"):
            self.assertRegex(out, rf"(?m)^{word} +\S")


class Languages(CliTest):
    def test_are_chosen_in_order(self):
        chinese, english = "用法：", "Usage:"
        cases = [({}, english), ({"LANG": "zh_CN.UTF-8"}, chinese), ({"LANG": "C"}, english),
                 ({"LANG": "zh_CN.UTF-8", "LC_ALL": "C"}, english),
                 ({"LANG": "en_US.UTF-8", "LC_MESSAGES": "zh_TW"}, chinese),
                 ({"LC_ALL": "de_DE", "PLANCAST_LANG": "zh"}, chinese)]
        for env, expected in cases:
            self.assertTrue(plancast("--help", lang=None, env=env).out.startswith(expected), env)
        self.assertTrue(plancast("run", "--help", "--lang", "zh").out.startswith(chinese))
        self.assertTrue(plancast("run", "--help", "--lang=en", lang="zh").out.startswith(english))

    def test_speak_in_errors_too(self):
        self.fails(2, "sumarize", says=["未知的命令 `sumarize`", "summarize"], lang="zh")
        self.fails(2, "run", says=["缺少 BATCH"], lang="zh")
        self.fails(2, "info", "x", "--lang", "fr", says=["`--lang` cannot be `fr`", "zh, en"])


class Mistakes(CliTest):
    def test_get_the_nearest_name(self):
        self.fails(2, "sumarize", says=["unknown command `sumarize`", "there is summarize"])
        self.fails(2, "xyzzy", says=["there is new, check, run"])
        self.fails(2, "run", "b.toml", "--run", "5", says=["no option `--run`", "`--runs`"])
        self.fails(2, "run", "b.toml", "-x", says=["no option `-x`"])

    def test_in_options_are_named(self):
        self.fails(2, "run", "b.toml", "--runs", says=["`--runs` needs a value"])
        self.fails(2, "summarize", "r.h5", "--details=yes", says=["`--details` takes no value"])
        self.fails(2, "run", "b.toml", "--runs", "1", "--runs", "2", says=["given twice"])
        for number in ("x", "-1", "1.5", "0x10", "18446744073709551616", "1e30", ""):
            self.fails(2, "run", self.batch(), "-o", "r.h5", f"--runs={number}",
                       says=["`--runs`", "whole number from 1" if number else ""])
        self.fails(2, "info", "r.h5", "--format", "xml", says=["table, json, csv, markdown"])
        self.fails(2, "run", self.batch(), "-o", "r.h5", "--sampler", "halton",
                   says=["random, lhs, sobol"])

    def batch(self):
        if not (self.folder / "demo").exists():
            self.done("new", "demo")
        return "demo/batch.toml"

    def test_in_words_are_named(self):
        for command in COMMANDS:
            self.fails(2, command, says=[f"plancast {command}", "--help"])
        for command in ("run", "summarize", "info", "verify", "new"):
            self.fails(2, command, "a", "b", says=["`b`"])
        self.fails(2, "run", "b.toml", says=["needs the option `-o R.h5`"])
        self.fails(2, "replay", "r.h5", says=["--scenario"])
        self.fails(2, "replay", "r.h5", "--scenario", "plan", says=["--run"])

    def test_about_files_end_with_5_or_3(self):
        for command in ("summarize", "info", "verify"):
            self.fails(5, command, "nowhere.h5", says=["nowhere.h5"])
        self.fails(5, "run", "nowhere.toml", "-o", "r.h5", says=["nowhere.toml"])
        self.write("text.h5", "not a result\n" * 100)
        for command in ("summarize", "info"):
            self.fails(3, command, "text.h5", says=["text.h5"])

    def test_a_lost_output_ends_with_5(self):
        with open("/dev/full", "w", encoding="utf-8") as full:
            finished = plancast("--help", stdout=full)
        self.assertEqual(finished.code, 5)
        self.assertIn("could not be written", finished.err)

    def test_control_characters_never_reach_the_terminal(self):
        name = "x\x1b[2J\x07.toml"
        for words in (["check", name], ["run", name, "-o", "r.h5"], [name], ["info", name]):
            finished = self.run_in(*words)
            self.assertNotIn("\x1b", finished.err + finished.out)
            self.assertNotIn("\x07", finished.err + finished.out)


if __name__ == "__main__":
    unittest.main()
