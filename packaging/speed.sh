#!/bin/bash
# Builds the release and travels through the demo city on good and bad networks; prints Markdown tables (8 minutes).
#   packaging/speed.sh [--out DIR] [--quick] [--peer DIR [--peer-server HOST:PORT] CITY=VIEWS.json]
# The options are those of tests/bench/city_table.py, which says what they are for; DIR is build/speed unless given. Answers that
# are in DIR already are not asked for again.
set -euo pipefail
. "$(dirname "$0")/lib.sh"

arguments=("$@")
case " $* " in *' --out '*) ;; *) arguments=(--out "$root/build/speed" "$@") ;; esac
install_packages build run bench
build_preset release guanjing >&2
build_preset release BenchCity >&2
build_preset release SlowRelay >&2
exec python3 "$root/tests/bench/city_table.py" --release "$root/build/release" "${arguments[@]}"
