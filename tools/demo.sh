#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# The main job from nothing: installs what is missing, builds plancast, simulates the plan of Chengde
# for 2021-2025 under nine scenarios, and prints how likely each target is to be met.
set -euo pipefail

cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.."
tools/setup.sh

# A folder of its own: no tests, and the warnings of a compiler newer than ours are no errors.
build=build/demo
log=$build/build.log
mkdir -p "$build" out/demo
echo "demo: building (once; a few minutes) ..." >&2
if ! { cmake --preset release -B "$build" -DPLANCAST_TESTS=OFF -DPLANCAST_BENCH=OFF \
           -DPLANCAST_WERROR=OFF &&
       cmake --build "$build" --target plancast --parallel "$(nproc)"; } >"$log" 2>&1; then
    tail -n 40 -- "$log" >&2
    echo "demo: the build failed; all of it is in $log" >&2
    exit 1
fi

plancast=$build/bin/plancast
batch=scenarios/chengde-sti-2021-2025/batch.toml
result=out/demo/chengde.h5
# The demo's own file may be made again.
"$plancast" run "$batch" -o "$result" --force
"$plancast" summarize "$result"

case "${LC_ALL:-${LC_MESSAGES:-${LANG:-}}}" in
    zh*) cat <<TEXT

接下来可以看：
  $result
      全部结果（HDF5），可用 xarray、h5py、R 或 ncdump 打开，例如
      python3 -c 'import xarray; print(xarray.open_dataset("$result", group="runs"))'
  scenarios/chengde-sti-2021-2025/
      规划、情景和批次文件。改一项措施，再运行：
      $plancast run $batch -o out/demo/mine.h5
  models/README.md
      两页纸讲清方程怎么写
TEXT
        ;;
    *) cat <<TEXT

What to open next:
  $result
      every run (HDF5), for xarray, h5py, R or ncdump, as in
      python3 -c 'import xarray; print(xarray.open_dataset("$result", group="runs"))'
  scenarios/chengde-sti-2021-2025/
      the plan, the scenarios and the batch. Change a lever, then
      $plancast run $batch -o out/demo/mine.h5
  models/README.md
      two pages on how equations are written
TEXT
        ;;
esac
