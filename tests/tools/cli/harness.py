# SPDX-License-Identifier: Apache-2.0
"""Runs the real program for the tests of its command line."""
import json
import os
import pathlib
import subprocess
import tempfile
import unittest

try:
    import h5py
except ImportError:
    h5py = None

PLANCAST = os.environ["PLANCAST"]
needs_h5py = unittest.skipIf(h5py is None, "h5py is not installed")


class Finished:
    def __init__(self, process):
        self.code = process.returncode
        self.bytes = process.stdout
        self.out = process.stdout.decode("utf-8")
        self.err = process.stderr.decode("utf-8")

    def json(self):
        """The output as JSON; NaN and Infinity are no JSON."""
        def refuse(word):
            raise ValueError(word + " in JSON")
        return json.loads(self.out, parse_constant=refuse)


def plancast(*words, cwd=None, env=None, lang="en", stdout=subprocess.PIPE):
    environment = {key: value for key, value in os.environ.items()
                   if key not in ("LANG", "LC_ALL", "LC_MESSAGES", "PLANCAST_LANG")}
    if lang:
        environment["PLANCAST_LANG"] = lang
    environment.update(env or {})
    process = subprocess.run([PLANCAST, *map(str, words)], cwd=cwd, env=environment,
                             stdout=stdout, stderr=subprocess.PIPE, stdin=subprocess.DEVNULL,
                             timeout=120)
    if process.stdout is None:
        process.stdout = b""
    return Finished(process)


class CliTest(unittest.TestCase):
    """A folder for each class; `self.run_in(...)` runs plancast inside it."""
    maxDiff = None

    @classmethod
    def setUpClass(cls):
        cls._folder = tempfile.TemporaryDirectory(prefix="plancast-cli-")
        cls.folder = pathlib.Path(cls._folder.name)

    @classmethod
    def tearDownClass(cls):
        cls._folder.cleanup()

    @classmethod
    def run_in(cls, *words, **options):
        return plancast(*words, cwd=cls.folder, **options)

    @classmethod
    def done(cls, *words, **options):
        """Runs what must succeed."""
        finished = cls.run_in(*words, **options)
        if finished.code != 0:
            raise AssertionError(f"{words}: exit {finished.code}\n{finished.out}\n{finished.err}")
        return finished

    def fails(self, code, *words, says=(), **options):
        """Runs what must end with `code`, with each of `says` in the message; nothing in stdout."""
        finished = self.run_in(*words, **options)
        self.assertEqual(finished.code, code, finished.err)
        for text in says:
            self.assertIn(text, finished.err)
        self.assertEqual(finished.out, "")
        return finished

    @classmethod
    def write(cls, name, text):
        path = cls.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return name
