#!/bin/bash
# packaging/flight.sh PROGRAM SECONDS: flies over the demo city for about that long (every view is loaded to the end),
# for the sanitizer builds. Fails when the program does, as the viewer or as the server of the demo city.
set -euo pipefail
program=$1
seconds=$2
. "$(dirname "$0")/lib.sh"
while IFS= read -r line; do
    case $line in *_OPTIONS=*) export "${line//'${root}'/$root}" ;; esac
done <"$root/tests/sanitizers.env"
work=$(mktemp -d)
server=
trap '[ -z "$server" ] || kill $server 2>/dev/null || true; rm -rf "$work"' EXIT
# The server is started here and not by the viewer: so its own end is seen too. Besides, QProcess starts it by a clone that
# shares its memory (CLONE_VM, CLONE_VFORK), which leaves ThreadSanitizer with a wrong clock for the main thread.
serve_demo "$program" "$work"
# A loop from town to town at changing heights: 20 views a pass, repeated until the time is over.
awk 'BEGIN { printf "["; for (i = 0; i < 20; ++i) { t = i / 20 * 6.2832;
    printf "%s{\"lon\":%.5f,\"lat\":%.5f,\"h\":%.0f,\"heading\":%.0f,\"pitch\":%.0f}", i ? "," : "",
        113.76 + 0.06 * cos(t), 22.99 + 0.05 * sin(t), 120 + 2400 * (0.5 + 0.5 * sin(3 * t)), i * 18, -12 - 30 * (0.5 + 0.5 * sin(3 * t)) }
    print "]" }' >"$work/views.json"
end=$((SECONDS + seconds))
passes=0
while [ $SECONDS -lt $end ]; do
    "$program" bench "$demo/scene.json" --views "$work/views.json" --size 480x360 --cache "$work/cache" --stats "$work/stats.json"
    passes=$((passes + 1))
done
kill -TERM $server
wait $server || { echo "flight: the server ended with status $?" >&2; exit 1; }
echo "flight: $passes passes of 20 views, clean"
