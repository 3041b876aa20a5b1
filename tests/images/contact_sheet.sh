#!/bin/bash
# Draws every tileset, package and content of a folder of sample data once and lays the pictures out on sheets, with their
# names, to be looked at: wrong orientation, black textures, missing parts, empty pictures. Run by hand.
#
#   contact_sheet.sh PROGRAM FOLDER OUT [PATTERN]      only paths that match the extended regular expression PATTERN
#
# OUT/results.tsv: exit code, seconds, path, first line on standard error. OUT/NAME.err: all of them. OUT/sheet-NN.png.
# SIZE (240x180), PER_SHEET (60), JOBS (1), LIMIT_S (20) and STAND_ALONE (1: contents too, 0: tilesets and packages only)
# come from the environment. Folders with more than 40 b3dm files are the tiles of one tileset and count as that.
set -euo pipefail
[ $# -ge 3 ] || { sed -n '2,10s/^# \{0,1\}//p' "$0" >&2; exit 2; }
program=$(realpath "$1"); folder=$(realpath "$2"); mkdir -p "$3"; out=$(realpath "$3"); pattern=${4:-.}
size=${SIZE:-240x180}; perSheet=${PER_SHEET:-60}; jobs=${JOBS:-1}; limit=${LIMIT_S:-20}; standAlone=${STAND_ALONE:-1}
rm -f "$out"/sheet-*.png "$out"/results.tsv
mkdir -p "$out/cells"
export program folder out size limit

cd "$folder"
{
    find . -name '*.json' -exec grep -lE '"geometricError"' {} + | xargs -d '\n' grep -lE '"root"'
    find . -name '*.3tz' -o -name '*.3dtiles'
    if [ "$standAlone" = 1 ]; then
        find . -name '*.glb' -o -name '*.gltf' -o -name '*.i3dm' -o -name '*.pnts' -o -name '*.cmpt'
        find . -name '*.b3dm' -printf '%h\n' | sort | uniq -c | awk '$1 <= 40 { $1 = ""; print substr($0, 2) }' |
            while IFS= read -r one; do find "$one" -maxdepth 1 -name '*.b3dm'; done
    fi
} | sed 's|^\./||' | grep -E "$pattern" | sort -u >"$out/list.txt"

draw() {
    path=$1
    name=$(tr '/ ' '__' <<<"$path")
    start=$(date +%s.%N)
    code=0
    timeout -k 5 $((limit * 2 + 20)) "$program" render "$folder/$path" --size "$size" --timeout "$limit" --language en \
        --cache "$out/cache" --out "$out/cells/$name.png" 2>"$out/cells/$name.err" >/dev/null || code=$?
    seconds=$(awk -v a="$start" -v b="$(date +%s.%N)" 'BEGIN { printf "%.1f", b - a }')
    [ -f "$out/cells/$name.png" ] && [ $code -le 1 ] || convert -size "$size" xc:gray50 "$out/cells/$name.png"
    printf '%s\t%s\t%s\t%s\n' "$code" "$seconds" "$path" "$(head -n 1 "$out/cells/$name.err")" >>"$out/results.tsv"
}
export -f draw
rm -rf "$out/cells" && mkdir -p "$out/cells"
xargs -d '\n' -P "$jobs" -I{} bash -c 'draw "$1"' _ {} <"$out/list.txt"

sort -t$'\t' -k3 -o "$out/results.tsv" "$out/results.tsv"
split -l "$perSheet" -d "$out/results.tsv" "$out/part-"
for part in "$out"/part-*; do
    arguments=()
    while IFS=$'\t' read -r code seconds path _; do
        label=$path
        [ ${#label} -gt 40 ] && label="…${label: -39}"
        arguments+=(-label "$code  $label" "$out/cells/$(tr '/ ' '__' <<<"$path").png")
    done <"$part"
    montage -pointsize 9 "${arguments[@]}" -tile 8x -geometry +2+2 "$out/sheet-${part##*-}.png"
    rm "$part"
done
awk -F'\t' '{ n[$1]++ } END { for (c in n) printf "exit %s: %d\n", c, n[c] }' "$out/results.tsv"
