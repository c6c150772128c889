# SPDX-License-Identifier: Apache-2.0
"""Reads a result file from docs/file-format.md alone, without HDF5: the trailer, the checksums, and
the values of the chunks."""
import struct

import numpy

MASK = 0xFFFFFFFFFFFFFFFF
P1, P2, P3, P4, P5 = (0x9E3779B185EBCA87, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9,
                      0x85EBCA77C2B2AE63, 0x27D4EB2F165667C5)
FOOT = struct.Struct("<8s5Q")


def rotate(value, count):
    return ((value << count) | (value >> (64 - count))) & MASK


def mix(lane, word):
    return rotate((lane + word * P2) & MASK, 31) * P1 & MASK


def xxh64(data, seed):
    """XXH64, from its specification."""
    at, length = 0, len(data)
    value = (seed + P5) & MASK
    if length >= 32:
        words = struct.unpack_from(f"<{length // 32 * 4}Q", data)
        lanes = [(seed + P1 + P2) & MASK, (seed + P2) & MASK, seed, (seed - P1) & MASK]
        for first in range(0, len(words), 4):
            for lane in range(4):
                lanes[lane] = mix(lanes[lane], words[first + lane])
        at = 8 * len(words)
        value = sum(rotate(lane, count) for lane, count in zip(lanes, (1, 7, 12, 18))) & MASK
        for lane in lanes:
            value = ((value ^ mix(0, lane)) * P1 + P4) & MASK
    value = (value + length) & MASK
    while at + 8 <= length:
        word = struct.unpack_from("<Q", data, at)[0]
        value = (rotate(value ^ mix(0, word), 27) * P1 + P4) & MASK
        at += 8
    if at + 4 <= length:
        word = struct.unpack_from("<I", data, at)[0]
        value = (rotate(value ^ (word * P1 & MASK), 23) * P2 + P3) & MASK
        at += 4
    for byte in data[at:]:
        value = rotate(value ^ (byte * P5 & MASK), 11) * P1 & MASK
    value = (value ^ (value >> 33)) * P2 & MASK
    value = (value ^ (value >> 29)) * P3 & MASK
    return value ^ (value >> 32)


class Extent:
    def __init__(self, path, address, rows, chunk_bytes):
        self.path, self.address, self.rows, self.chunk_bytes = path, address, rows, chunk_bytes


class ResultFile:
    def __init__(self, path):
        with open(path, "rb") as file:
            self.bytes = file.read()
        magic, self.version, self.hdf5_bytes, body_bytes, self.skeleton, checksum = \
            FOOT.unpack(self.bytes[-FOOT.size:])
        assert magic == b"PLANCAST"
        assert self.hdf5_bytes + body_bytes + FOOT.size == len(self.bytes)
        assert xxh64(self.bytes[self.hdf5_bytes:-8], 0) == checksum
        self.at = self.hdf5_bytes
        self.runs, self.first_block, self.n_blocks = self.number(), self.number(), self.number()
        self.chunks = [self.extent() for _ in range(self.number())]
        self.statistics = [self.extent() for _ in range(self.number())]
        self.checksums, self.statistic_checksums, self.complete = \
            self.extent(), self.extent(), self.extent()
        assert self.at == len(self.bytes) - FOOT.size

    def number(self):
        self.at += 8
        return struct.unpack_from("<Q", self.bytes, self.at - 8)[0]

    def extent(self):
        address, rows, chunk_bytes, length = (self.number() for _ in range(4))
        path = self.bytes[self.at:self.at + length].decode()
        self.at += -(-length // 8) * 8
        return Extent(path, address, rows, chunk_bytes)

    def piece(self, extent, row=0, block=0):
        first = extent.address + (row * self.n_blocks + block) * extent.chunk_bytes
        return self.bytes[first:first + extent.chunk_bytes]

    def skeleton_checksum(self):
        spans = [(extent.address, extent.chunk_bytes * max(1, extent.rows * self.n_blocks))
                 for extent in self.chunks + self.statistics +
                 [self.checksums, self.statistic_checksums, self.complete]]
        value, at = 0, 0
        for first, length in sorted(spans) + [(self.hdf5_bytes, 0)]:
            while at < first:
                end = min(first, at + (1 << 20))
                value, at = xxh64(self.bytes[at:end], value), end
            at = first + length
        return value

    def checksum(self, block, column, data):
        seed = xxh64(struct.pack("<2Q", block, column), self.skeleton)
        return xxh64(data, seed) or 1

    def checksum_table(self):
        return numpy.frombuffer(self.piece(self.checksums), "<u8").reshape(self.n_blocks, -1)

    def values(self, extent, dtype, shape):
        """The values of a dataset of chunks; `shape` is that of one chunk, runs last. The result
        has the shape (rows, ...shape without runs, runs)."""
        out = numpy.concatenate(
            [numpy.stack([numpy.frombuffer(self.piece(extent, row, block), dtype).reshape(shape)
                          for row in range(extent.rows)])
             for block in range(self.n_blocks)], axis=-1)
        return out[..., :self.runs]
