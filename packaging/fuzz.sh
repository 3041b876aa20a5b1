#!/bin/bash
# Fuzzes every target under tests/fuzz, or those named, for so many seconds each, and minimises what was found on the way.
#   packaging/fuzz.sh [--seconds N] [--jobs N] [--seeds FOLDER] [Target…]     (600 seconds, 2 at once)
# A finding is a file build/fuzz/findings/Target-…; the inputs, minimised, lie in build/fuzz/corpus/Target. To keep them:
#   tar -C build/fuzz/corpus/Target --sort=name --owner=0 --group=0 --mtime=@0 -cJf tests/fuzz/corpus/Target.tar.xz .
# FOLDER: further files to begin with, of any kind; each target takes what it knows.
set -euo pipefail
. "$(dirname "$0")/lib.sh"
cd "$root"

seconds=600 jobs=2 seeds= targets=()
while [ $# -gt 0 ]; do
    case $1 in
        --seconds) seconds=$2; shift 2 ;;
        --jobs) jobs=$2; shift 2 ;;
        --seeds) seeds=$2; shift 2 ;;
        -*) say "usage: packaging/fuzz.sh [--seconds N] [--jobs N] [--seeds FOLDER] [Target…]"; exit 2 ;;
        *) targets+=("$1"); shift ;;
    esac
done

install_packages build fuzz
build_preset fuzz fuzz_targets >&2
if [ ${#targets[@]} -eq 0 ]; then
    for program in build/fuzz/bin/fuzz/*; do targets+=("$(basename "$program")"); done
fi
mkdir -p build/fuzz/findings
export seconds seeds

fuzz_one() {
    local target=$1 fresh=build/fuzz/fresh/$1 kept=build/fuzz/corpus/$1 program=build/fuzz/bin/fuzz/$1 failed=0
    local extra=()
    [ -z "$seeds" ] || extra=("$seeds")
    rm -rf "$kept.new"
    mkdir -p "$fresh" "$kept" "$kept.new"
    [ ! -e "tests/fuzz/corpus/$target.tar.xz" ] || tar -C "$kept" -xJf "tests/fuzz/corpus/$target.tar.xz"
    "$program" -max_total_time="$seconds" -timeout=10 -rss_limit_mb=2048 -max_len=65536 -print_final_stats=1 \
        -artifact_prefix="build/fuzz/findings/$target-" "$fresh" "tests/fuzz/corpus/$target" "$kept" "${extra[@]}" \
        >"build/fuzz/$target.log" 2>&1 || failed=1
    "$program" -merge=1 -timeout=10 -max_len=65536 "$kept.new" "$fresh" "tests/fuzz/corpus/$target" "$kept" \
        >>"build/fuzz/$target.log" 2>&1 && rm -rf "$kept" && mv "$kept.new" "$kept" || true
    printf '%s: %s runs, %s inputs kept%s\n' "$target" \
        "$(sed -n 's/^stat::number_of_executed_units: *//p' "build/fuzz/$target.log" | head -1)" \
        "$(find "$kept" -type f | wc -l)" "$([ $failed = 0 ] || echo ", A FINDING: build/fuzz/$target.log")" >&2
    return $failed
}
export -f fuzz_one
printf '%s\0' "${targets[@]}" | xargs -0 -n 1 -P "$jobs" bash -c 'fuzz_one "$0"'
