# SPDX-License-Identifier: Apache-2.0
"""Opens a result as its users do: xarray with both engines, h5py, ncdump, h5dump, and a reader
written from docs/file-format.md. Usage: readers_test.py MAKE_SAMPLE [unittest options]"""
import os
import shutil
import subprocess
import sys
import tempfile
import unittest

try:
    import h5netcdf  # noqa: F401  one of the engines below
    import h5py
    import netCDF4  # noqa: F401
    import numpy
    import xarray
except ImportError as missing:
    print(f"skipped: {missing}; install python3-xarray python3-h5netcdf python3-netcdf4 "
          "python3-h5py")
    sys.exit(77)

from lint_result import violations
from result_file import ResultFile, xxh64

ENGINES = ("netcdf4", "h5netcdf")
FOLDER = tempfile.mkdtemp()
RESULT = os.path.join(FOLDER, "r.h5")
TEXT = h5py.string_dtype("utf-8")


def setUpModule():
    subprocess.run([MAKE_SAMPLE, RESULT], check=True)


def tearDownModule():
    shutil.rmtree(FOLDER)


def open_group(group, engine):
    return xarray.open_dataset(RESULT, group=group, engine=engine)


def groups_of(path):
    found = ["/"]
    with h5py.File(path, "r") as file:
        file.visititems(lambda name, item: found.append("/" + name)
                        if isinstance(item, h5py.Group) and len(item.keys()) and not
                        all(isinstance(child, h5py.Group) for child in item.values()) else None)
    return found


class Rules(unittest.TestCase):
    def test_keeps_them_all(self):
        self.assertEqual([], violations(RESULT))

    def plant(self, change):
        """The rules broken by a small file that keeps them all until `change` alters it."""
        path = os.path.join(FOLDER, "planted.h5")
        order = h5py.h5p.CRT_ORDER_TRACKED | h5py.h5p.CRT_ORDER_INDEXED
        creation = h5py.h5p.create(h5py.h5p.FILE_CREATE)
        creation.set_link_creation_order(order)
        creation.set_attr_creation_order(order)
        with h5py.File(h5py.h5f.create(path.encode(), h5py.h5f.ACC_TRUNC, creation)) as file:
            group = file.create_group("runs", track_order=True)

            def dataset(name, data, **options):
                return group.create_dataset(name, data=data, track_order=True, **options)

            year = dataset("year", numpy.arange(2020, 2023, dtype="i4"))
            year.make_scale("year")
            run = dataset("run", None, shape=(4,), dtype="i1")
            run.make_scale("This is a netCDF dimension but not a netCDF variable.         4")
            rd = dataset("rd", numpy.zeros((3, 4), "f4"))
            rd.dims[0].attach_scale(year)
            rd.dims[1].attach_scale(run)
            rd.attrs.create("units", "percent", dtype=TEXT)
            rd.attrs.create("long_name", "研发", dtype=TEXT)
            rd.attrs.create("_FillValue", [numpy.nan], dtype="f4")
            valid = dataset("valid", numpy.zeros(4, "i1"))
            valid.dims[0].attach_scale(run)
            valid.attrs.create("flag_values", [0, 1], dtype="i1")
            valid.attrs.create("flag_meanings", "no yes", dtype=TEXT)
            change(file, group, dataset)
        return sorted({rule for rule, _, _ in violations(path)})

    def test_the_sound_file_is_sound(self):
        self.assertEqual([], self.plant(lambda file, group, dataset: None))

    def test_1_axis_without_scale(self):
        self.assertEqual([1], self.plant(
            lambda file, group, dataset: group["rd"].dims[1].detach_scale(group["run"])))

    def test_1_scale_that_does_not_list_its_users(self):
        self.assertEqual([1], self.plant(
            lambda file, group, dataset: group["year"].attrs.__delitem__("REFERENCE_LIST")))

    def test_2_scale_in_another_group(self):
        def change(file, group, dataset):
            other = file.create_dataset("month", data=numpy.arange(3, dtype="i4"), track_order=True)
            other.make_scale("month")
            group["rd"].dims[0].detach_scale(group["year"])
            group["rd"].dims[0].attach_scale(other)
        self.assertEqual([2], self.plant(change))

    def test_3_two_scales(self):
        def change(file, group, dataset):
            names = dataset("name", ["a", "b", "c"], dtype=TEXT)
            names.make_scale("name")
            group["rd"].dims[0].attach_scale(names)
        self.assertEqual([3], self.plant(change))

    def test_4_text_of_fixed_length(self):
        def change(file, group, dataset):
            names = dataset("name", numpy.array([b"a", b"b", b"c"]))
            names.dims[0].attach_scale(group["year"])
        self.assertEqual([4], self.plant(change))

    def test_5_attribute_of_fixed_length(self):
        self.assertEqual([5], self.plant(lambda file, group, dataset: group["rd"].attrs.create(
            "source", numpy.bytes_(b"plan"))))

    def test_6_order_not_kept(self):
        self.assertEqual([6], self.plant(lambda file, group, dataset: file.create_group("other")))

    def test_7_no_fill_value(self):
        self.assertEqual([7], self.plant(
            lambda file, group, dataset: group["rd"].attrs.__delitem__("_FillValue")))

    def test_7_fill_value_of_another_type(self):
        self.assertEqual([7], self.plant(lambda file, group, dataset: group["rd"].attrs.create(
            "_FillValue", [-99.0], dtype="f8")))

    def test_8_flags_without_meaning(self):
        self.assertEqual([8], self.plant(
            lambda file, group, dataset: group["valid"].attrs.__delitem__("flag_meanings")))

    def test_8_truth_values_as_h5py_has_them(self):
        def change(file, group, dataset):
            done = dataset("done", numpy.zeros(3, bool))
            done.dims[0].attach_scale(group["year"])
        self.assertEqual([8], self.plant(change))

    def test_9_indicator_without_unit(self):
        self.assertEqual([9], self.plant(
            lambda file, group, dataset: group["rd"].attrs.__delitem__("units")))

    def test_10_dimension_that_looks_like_a_variable(self):
        self.assertEqual([10], self.plant(lambda file, group, dataset: dataset(
            "lag", None, shape=(5,), dtype="i4").make_scale("lag")))

    def test_11_compound(self):
        def change(file, group, dataset):
            log = dataset("log", numpy.zeros(3, [("a", "i4"), ("b", "f8")]))
            log.dims[0].attach_scale(group["year"])
        self.assertEqual([11], self.plant(change))


class Xarray(unittest.TestCase):
    def test_every_group_shows_every_dataset_as_h5py_does(self):
        with h5py.File(RESULT, "r") as file:
            for group in groups_of(RESULT):
                for engine in ENGINES:
                    with self.subTest(group=group, engine=engine):
                        self.compare(file[group], open_group(group, engine))

    def compare(self, group, opened):
        names = {name for name, item in group.items() if isinstance(item, h5py.Dataset)
                 and not item.attrs.get("NAME", b"").startswith(b"This is a netCDF dimension but")}
        self.assertEqual(names, set(opened.variables))
        for name in names:
            raw = group[name]
            values = raw.asstr()[()] if raw.dtype.kind == "O" else raw[()]
            numpy.testing.assert_array_equal(values, opened[name].values, err_msg=name)
            scales = [raw.dims[axis][0].name.rsplit("/", 1)[1] for axis in range(raw.ndim)] \
                if not h5py.h5ds.is_scale(raw.id) else [name]
            self.assertEqual(scales, list(opened[name].dims), name)

    def test_a_planner_can_ask(self):
        for engine in ENGINES:
            with self.subTest(engine=engine):
                runs = open_group("runs", engine)
                lab = runs.lab.sel(scenario="high", year=2021)
                self.assertEqual({"run": 5000}, dict(lab.sizes))
                self.assertEqual("家", lab.attrs["units"])
                self.assertEqual("实验室", lab.attrs["long_name"])
                self.assertEqual("percent", runs.intensity.attrs["units"])
                self.assertEqual(["plan", "high", "low"], list(runs.scenario.values))
                self.assertEqual([2020, 2021], list(runs.year.values))
                self.assertEqual("not_computed valid invalid", runs.valid.attrs["flag_meanings"])
                self.assertEqual([0, 1, 2], list(runs.valid.attrs["flag_values"]))
                self.assertTrue(numpy.isnan(runs.lab.encoding["_FillValue"]))
                # Invalid runs have no value, and they alone.
                missing = runs.lab.isnull().any("year")
                self.assertTrue((missing == (runs.valid == 2)).all())
                frame = lab.quantile([0.1, 0.5, 0.9], "run").to_dataframe()
                self.assertEqual(3, len(frame))

    def test_hits_agree_with_the_summary(self):
        for engine in ENGINES:
            with self.subTest(engine=engine):
                hits, runs = open_group("hits", engine), open_group("runs", engine)
                summary = open_group("summary", engine)
                for target in summary.target.values:
                    counted = ((hits[target] == 1) & (runs.valid == 1)).sum("run")
                    numpy.testing.assert_array_equal(
                        counted.values, summary.hits.sel(target=target).values)
                self.assertEqual(2, int(summary.n_faults))
                place = bytes(summary.fault_place.values[1]).rstrip(b"\0").decode()
                self.assertEqual("模型/model.toml:52:11", place)

    def test_root(self):
        for engine in ENGINES:
            with self.subTest(engine=engine):
                root = open_group("/", engine)
                self.assertEqual("CF-1.11", root.attrs["Conventions"])
                self.assertEqual("样例规划", root.attrs["title"])
                self.assertEqual(0xFEDCBA9876543210, int(root.attrs["seed"]))
                self.assertEqual(1, int(root.complete))
        inputs = open_group("inputs", "h5netcdf")
        self.assertEqual('title = "规划"\r\n', inputs.text.values[0])


class CommandLine(unittest.TestCase):
    def run_tool(self, *command):
        if shutil.which(command[0]) is None:
            self.skipTest(f"{command[0]} is not installed")
        return subprocess.run(command, check=True, capture_output=True, text=True).stdout

    def test_ncdump(self):
        header = self.run_tool("ncdump", "-h", RESULT)
        self.assertIn("float lab(scenario, year, run) ;", header)
        self.assertIn("run = 5000 ;", header)
        self.assertNotIn("phony", header)
        self.assertNotIn("UNLIMITED", header)

    def test_h5dump(self):
        header = self.run_tool("h5dump", "-H", "-p", "-d", "/runs/lab", RESULT)
        self.assertIn("H5T_IEEE_F32LE", header)
        self.assertIn("CHUNKED ( 1, 2, 4096 )", header)


class FromTheDocumentation(unittest.TestCase):
    def setUp(self):
        self.file = ResultFile(RESULT)

    def test_xxh64(self):
        self.assertEqual(0xEF46DB3751D8E999, xxh64(b"", 0))
        self.assertEqual(0x44BC2CF5AD770999, xxh64(b"abc", 0))

    def test_every_checksum(self):
        file = self.file
        self.assertEqual(file.skeleton, file.skeleton_checksum())
        table = file.checksum_table()
        for block in range(file.n_blocks):
            pieces = [file.piece(extent, row, block)
                      for extent in file.chunks for row in range(extent.rows)]
            self.assertEqual(len(pieces), table.shape[1])
            for column, piece in enumerate(pieces):
                self.assertEqual(int(table[block, column]), file.checksum(block, column, piece))
        written = numpy.frombuffer(file.piece(file.statistic_checksums), "<u8")
        for column, extent in enumerate(file.statistics):
            self.assertEqual(int(written[column]),
                             file.checksum(2**64 - 1, column, file.piece(extent)), extent.path)
        self.assertEqual(b"\1", file.piece(file.complete))

    def test_the_same_values_as_hdf5(self):
        shapes = {"/runs/valid": (3, 4096), "/runs/structure": (4096,), "/parameters": (4096,),
                  "/hits": (3, 4096), "/runs": (2, 4096)}
        with h5py.File(RESULT, "r") as hdf5:
            for extent in self.file.chunks:
                dataset = hdf5[extent.path]
                shape = shapes.get(extent.path) or shapes[extent.path.rsplit("/", 1)[0]]
                values = self.file.values(extent, dataset.dtype, shape)
                numpy.testing.assert_array_equal(
                    values.reshape(dataset.shape), dataset[()], err_msg=extent.path)
            for extent in self.file.statistics:
                numpy.testing.assert_array_equal(
                    numpy.frombuffer(self.file.piece(extent), hdf5[extent.path].dtype),
                    hdf5[extent.path][()].ravel(), err_msg=extent.path)

    def test_the_table_says_which_chunk_is_which(self):
        with h5py.File(RESULT, "r") as hdf5:
            said = list(zip(hdf5["/blocks/dataset"].asstr()[()], hdf5["/blocks/row"][()]))
            self.assertEqual([(extent.path, row) for extent in self.file.chunks
                              for row in range(extent.rows)], said)


if __name__ == "__main__":
    MAKE_SAMPLE = sys.argv.pop(1)
    unittest.main()
