#!/bin/bash
# Runs the benchmarks of the release build: those that need nothing, and those that fly over the demo city.
#   packaging/bench.sh [--seconds N]     N seconds of the endless flight at 20 times its speed (180: an hour of it)
# Prints a line "scenario<TAB>figure<TAB>unit" per measurement. Figures are not judged, but the flight fails when it meets a
# hole, a tile that comes and goes, or a view that never settles; its curve of memory is build/release/flight.svg.
set -euo pipefail
. "$(dirname "$0")/lib.sh"
cd "$root"

seconds=180
case ${1:-} in
    '') ;;
    --seconds) seconds=$2 ;;
    *) say "usage: packaging/bench.sh [--seconds N]"; exit 2 ;;
esac
install_packages build run
build_preset release >&2
bin=build/release/bin
work=$(mktemp -d)
server=
trap '[ -z "$server" ] || kill $server 2>/dev/null || true; rm -rf "$work"' EXIT

run() { say "--- $(basename "$1")"; "$@"; }
for program in "$bin"/bench/*; do
    case $(basename "$program") in
        BenchBound|BenchFlight|BenchScene) ;; # below
        BenchCity|SlowRelay) ;; # speed.sh
        *) run "$program" ;;
    esac
done
serve_demo $bin/guanjing "$work"
scene=$demo/scene.json
tileset=$demo/buildings/tileset.json
imagery=$demo/ortho/{z}/{x}/{y}.jpg
cat >"$work/views.json" <<'END'
[{"lon": 113.748, "lat": 22.988, "h": 1500, "heading": 12, "pitch": -27},
 {"lon": 113.7505, "lat": 23.001, "h": 420, "heading": 20, "pitch": -20},
 {"lon": 113.757, "lat": 23.024, "h": 120, "heading": 45, "pitch": -10}]
END
run $bin/bench/BenchScene "$tileset" "$imagery" 113.748,22.988,1500,12,-27 113.7505,23.001,420,20,-20
run $bin/bench/BenchBound "$scene" "$work/views.json"
run $bin/bench/BenchFlight "$tileset" "$imagery" --seconds "$seconds" --out build/release/flight
