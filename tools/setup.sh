#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Installs the packages that are missing, where it may; says how where it may not (exit 3).
#   tools/setup.sh           what building and running plancast needs
#   tools/setup.sh --tests   what its tests need as well
# With nothing missing it prints nothing and needs no network.
set -euo pipefail

root=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd)
lists=("$root/packaging/deps-debian.txt")
case "${1:-}" in
    "") ;;
    --tests) lists+=("$root/packaging/deps-debian-tests.txt") ;;
    *)
        echo "usage: tools/setup.sh [--tests]" >&2
        exit 2
        ;;
esac

# Not Debian or Ubuntu: names differ too much to install anything unasked.
if ! command -v dpkg-query >/dev/null || ! command -v apt-get >/dev/null; then
    cat >&2 <<'HINT'
setup: this is no Debian; the packages are not checked. They are, by name:
  Fedora  sudo dnf install gcc-c++ cmake ninja-build git eigen3-devel hdf5-devel boost-devel tomlplusplus-devel fmt-devel highway-devel
  macOS   brew install cmake ninja git eigen hdf5 boost tomlplusplus fmt highway libomp
  tests   GoogleTest, Google Benchmark, clang, python3 with xarray, h5netcdf, netCDF4, h5py and scipy
HINT
    exit 0
fi

mapfile -t wanted < <(grep -hv '^#' "${lists[@]}")
missing=()
for package in "${wanted[@]}"; do
    state=$(dpkg-query -W -f='${db:Status-Status}' "$package" 2>/dev/null || true)
    [[ $state == installed* ]] || missing+=("$package")
done
((${#missing[@]})) || exit 0

as_root=()
if ((EUID != 0)); then
    if ! sudo -n true 2>/dev/null; then
        echo "setup: missing packages; install them, then run this again:" >&2
        echo "  sudo apt-get install --no-install-recommends ${missing[*]}" >&2
        exit 3
    fi
    as_root=(sudo -n)
fi

echo "setup: installing ${missing[*]}" >&2
log=$(mktemp)
trap 'rm -f -- "$log"' EXIT
install() {
    "${as_root[@]}" apt-get -q update &&
        "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
            apt-get -q install -y --no-install-recommends "${missing[@]}"
}
if ! install >"$log" 2>&1 </dev/null; then
    tail -n 20 -- "$log" >&2
    echo "setup: apt-get failed (above); mend that, or install by hand:" >&2
    echo "  sudo apt-get install --no-install-recommends ${missing[*]}" >&2
    exit 3
fi
