# SPDX-License-Identifier: Apache-2.0
"""A new plan: made, checked, run and summarized as its own last lines say, in both languages."""
import os
import shlex
import unittest

from harness import CliTest

FILES = ["batch.toml", "downturn.toml", "model.toml", "more.toml", "observed.csv", "plan.toml"]


class New(CliTest):
    def test_is_checked_run_and_summarized_at_once(self):
        for lang, folder in (("en", "chengde-2030"), ("zh", "承德 2030")):
            made = self.done("new", folder, lang=lang)
            self.assertEqual(sorted(os.listdir(self.folder / folder)), FILES)
            commands = [line.strip() for line in made.out.splitlines() if line.startswith("  ")]
            self.assertEqual(len(commands), 3)
            for command in commands:
                words = shlex.split(command)
                self.assertEqual(words[0], "plancast")
                finished = self.done(*words[1:], lang=lang)
            check = self.done("check", f"{folder}/batch.toml", f"{folder}/observed.csv", lang=lang)
            self.assertIn("0个错误，0个警告" if lang == "zh" else "Errors:0,warnings:0",
                          "".join(check.out.split()))
            self.assertIn("达标概率" if lang == "zh" else "P(target met)", finished.out)
            self.assertIn("尚不能评估的目标：1 个" if lang == "zh" else "assessed yet: 1", finished.out)

    def test_comments_are_in_the_language_asked(self):
        self.done("new", "a", "--lang", "zh")
        self.done("new", "b", "--lang", "en")
        self.assertIn("# 规划文件", (self.folder / "a/plan.toml").read_text(encoding="utf-8"))
        self.assertIn("# The plan", (self.folder / "b/plan.toml").read_text(encoding="utf-8"))

    def test_both_languages_give_the_same_numbers(self):
        numbers = []
        for lang in ("zh", "en"):
            self.done("new", lang, "--lang", lang)
            self.done("run", f"{lang}/batch.toml", "-o", f"{lang}/r.h5", "--runs", "4096")
            summary = self.done("summarize", f"{lang}/r.h5", "--format", "json").json()
            numbers.append([target["probability"] for scenario in summary["scenarios"]
                            for target in scenario["targets"]])
        self.assertEqual(numbers[0], numbers[1])

    def test_ids_are_made_of_the_folder_name(self):
        for folder, plan in (("city-2030", "city-2030"), ("承德", "my-plan"), ("2030 plan", "plan")):
            self.done("new", folder)
            text = (self.folder / folder / "plan.toml").read_text(encoding="utf-8")
            self.assertIn(f'id = "{plan}"', text)

    def test_nothing_is_overwritten(self):
        self.done("new", "kept")
        before = (self.folder / "kept/plan.toml").read_bytes()
        self.fails(2, "new", "kept", says=["kept is there already"])
        self.assertEqual((self.folder / "kept/plan.toml").read_bytes(), before)
        self.write("file", "mine")
        self.fails(2, "new", "file", says=["file is there already"])
        os.symlink("/nonexistent", self.folder / "link")
        self.fails(2, "new", "link", says=["link is there already"])

    def test_what_cannot_be_made_is_said(self):
        self.fails(5, "new", "no/such/folder", says=["no/such/folder"])
        self.fails(2, "new", "a\nb", says=["cannot be the name of a folder"])
        self.fails(2, "new", "", says=["cannot be the name of a folder"])


if __name__ == "__main__":
    unittest.main()
