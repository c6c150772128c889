#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Installs what is missing, builds everything, and runs every test that is not labelled slow
# (docs/testing.md). What is labelled determinism is built and run with clang too: its numbers must
# not depend on the compiler.
set -euo pipefail

cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.."
tools/setup.sh --tests

# A compiler takes up to a gigabyte: more than three at once would need more memory than cores.
jobs=$(nproc)
((jobs <= 3)) || jobs=3

cmake --preset clang -DPLANCAST_BENCH=OFF
cmake --build --preset clang --target determinism_tests --parallel "$jobs"
cmake --preset release -DPLANCAST_TESTS=ON -DPLANCAST_BENCH=ON -DPLANCAST_CLANG_BUILD="$PWD/build/clang"
cmake --build --preset release --parallel "$jobs"
ctest --preset release --parallel "$jobs" --no-tests=error
