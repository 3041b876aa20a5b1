#!/bin/bash
# Installs what is missing, builds the release preset and opens the viewer on the demo city (or on the scene given).
# Without a display it says so and writes a picture of the demo city instead.
set -euo pipefail
. "$(dirname "$0")/lib.sh"

install_packages build run
build_preset release guanjing >&2
program=$root/build/release/bin/guanjing

if [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]; then
    exec "$program" "$@"
fi
picture=${GUANJING_PICTURE:-$root/build/guanjing.png}
say "There is no display, so no window can be opened; drawing a picture of the demo city instead."
"$program" render "${1:-demo}" --view 113.7475,22.9990,900,20,-28 --size 1600x900 --out "$picture"
say "The picture is $picture"
