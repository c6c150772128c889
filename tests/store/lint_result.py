# SPDX-License-Identifier: Apache-2.0
"""The rules by which xarray, netCDF, h5py and R read an HDF5 file without code of their own.

violations(path) returns (rule, object, what) for each breach; docs/file-format.md states the rules
under the same numbers.
"""
import posixpath

import h5py
import numpy

PLAIN_DIMENSION = b"This is a netCDF dimension but not a netCDF variable."
HDF5_OWN = {"CLASS", "NAME", "DIMENSION_LIST", "REFERENCE_LIST", "DIMENSION_LABELS"}
ORDERED = h5py.h5p.CRT_ORDER_TRACKED | h5py.h5p.CRT_ORDER_INDEXED


def is_scale(dataset):
    return h5py.h5ds.is_scale(dataset.id)


def is_plain_dimension(dataset):
    return is_scale(dataset) and dataset.attrs["NAME"].startswith(PLAIN_DIMENSION)


def is_utf8_text(type_id):
    return (type_id.get_class() == h5py.h5t.STRING and type_id.is_variable_str()
            and type_id.get_cset() == h5py.h5t.CSET_UTF8)


def scale_faults(name, dataset):
    group = posixpath.dirname(name)
    for axis, dimension in enumerate(dataset.dims):
        scales = dimension.values()
        if not scales:
            yield 1, f"axis {axis} has no scale"
        if len(scales) > 1:
            yield 3, f"axis {axis} has {len(scales)} scales"
        for scale in scales:
            if posixpath.dirname(scale.name) != group:
                yield 2, f"axis {axis} has its scale in {posixpath.dirname(scale.name)}"
            if not h5py.h5ds.is_attached(dataset.id, scale.id, axis):
                yield 1, f"the scale of axis {axis} does not list it"
            if scale.ndim != 1 or scale.shape[0] != dataset.shape[axis]:
                yield 1, f"the scale of axis {axis} has another length"


def type_faults(dataset):
    type_id = dataset.id.get_type()
    kind = type_id.get_class()
    if kind == h5py.h5t.STRING and not is_utf8_text(type_id):
        yield 4, "text of fixed length, or not UTF-8"
    if kind in (h5py.h5t.COMPOUND, h5py.h5t.REFERENCE):
        yield 11, "compound or reference"
    if kind == h5py.h5t.ENUM:
        yield 8, "enumeration"


def attribute_faults(item):
    for attribute in item.attrs:
        if attribute in HDF5_OWN:
            continue
        attribute_id = item.attrs.get_id(attribute)
        if attribute_id.get_type().get_class() != h5py.h5t.STRING:
            continue
        if not is_utf8_text(attribute_id.get_type()) or attribute_id.shape != ():
            yield 5, f"attribute {attribute} is no scalar text of variable length in UTF-8"


def order_faults(item):
    properties = item.id.get_create_plist()
    if properties.get_attr_creation_order() != ORDERED:
        yield 6, "the order of its attributes is not kept"
    if isinstance(item, h5py.Group) and properties.get_link_creation_order() != ORDERED:
        yield 6, "the order of its members is not kept"


def value_faults(name, dataset):
    fill = dataset.attrs.get("_FillValue")
    if dataset.dtype.kind == "f" and not is_scale(dataset):
        if fill is None or fill.shape != (1,) or fill.dtype != dataset.dtype or \
                not numpy.isnan(fill[0]):
            yield 7, "_FillValue is not one NaN of the type of the data"
    if dataset.dtype == numpy.int8 and not is_plain_dimension(dataset):
        values, words = dataset.attrs.get("flag_values"), dataset.attrs.get("flag_meanings")
        if values is None or words is None or values.dtype != numpy.int8 or \
                len(words.split()) != len(values):
            yield 8, "int8 without matching flag_values and flag_meanings"
    if posixpath.dirname(name) == "/runs" and dataset.dtype.kind == "f":
        if "units" not in dataset.attrs or "long_name" not in dataset.attrs:
            yield 9, "an indicator without a unit or name of its own"


def dimension_faults(dataset):
    if is_scale(dataset) and not is_plain_dimension(dataset) and \
            dataset.id.get_space_status() == h5py.h5d.SPACE_STATUS_NOT_ALLOCATED:
        yield 10, "a dimension without values, but not named so as netCDF knows it"


def violations(path):
    found = []
    with h5py.File(path, "r") as file:
        def visit(name, item):
            name = "/" + name
            faults = list(attribute_faults(item)) + list(order_faults(item))
            if isinstance(item, h5py.Dataset):
                faults += list(type_faults(item)) + list(dimension_faults(item))
                faults += list(value_faults(name, item))
                if not is_scale(item):
                    faults += list(scale_faults(name, item))
            found.extend((rule, name, what) for rule, what in faults)

        visit("", file["/"])
        file.visititems(visit)
    return found
