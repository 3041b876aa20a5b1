#!/bin/bash
# Makes the manual's pictures (resources/manual/*/pictures) out of the program itself, at the demo city, in its light theme. Run
# by hand after the window has changed, then look at every picture: nothing here knows what a good one looks like.
#
#   manual_pictures.sh PROGRAM [zh|en …]       ONLY="window swipe" makes these alone
#
# Needs xvfb, openbox, xdotool, imagemagick, webp and python3.
set -euo pipefail
[ $# -ge 1 ] || { sed -n '2,7s/^# \{0,1\}//p' "$0" >&2; exit 2; }
root=$(cd "$(dirname "$0")/../.." && pwd)
program=$(realpath "$1"); shift
languages=${*:-zh en}
width=1280; height=800
work=$(mktemp -d)
export HOME=$work XDG_CONFIG_HOME=$work/config XDG_CACHE_HOME=$work/cache QT_QPA_PLATFORM=xcb LC_ALL=C.UTF-8
mkdir -p "$work/config/openbox"
processes=()
trap 'kill "${processes[@]}" 2>/dev/null || true; rm -rf "$work"' EXIT

Xvfb -displayfd 7 -screen 0 ${width}x${height}x24 -nolisten tcp 7>"$work/display" 2>/dev/null &
processes+=($!)
for _ in $(seq 50); do [ -s "$work/display" ] && break; sleep 0.1; done
export DISPLAY=:$(cat "$work/display")
openbox 2>/dev/null & processes+=($!)

"$program" serve --port 0 >"$work/address" 2>/dev/null & processes+=($!)
for _ in $(seq 100); do grep -q http "$work/address" && break; sleep 0.1; done
base=$(grep -o -m 1 'http://[0-9.:]*' "$work/address")

wanted() { [ -z "${ONLY:-}" ] || [[ " $ONLY " == *" $1 "* ]]; }
press() { xdotool key --clearmodifiers "$@"; sleep 0.6; }
click() { xdotool mousemove "$1" "$2"; sleep 0.2; xdotool click "${3:-1}"; sleep 0.6; }
# Until two pictures of the screen in a row are alike, at most a minute.
rest() {
    local before= now
    for _ in $(seq 30); do
        sleep 2
        now=$(import -window root -crop $((width - 60))x$((height - 60))+30+30 rgb:- | md5sum)
        [ "$now" = "$before" ] && return
        before=$now
    done
}
# shot NAME [GEOMETRY]: the screen, or a part of it, at most 150 KB
shot() {
    local quality=84 file=$folder/$1.webp
    xdotool mousemove $((width - 20)) $((height / 2)); sleep 0.3
    import -window root ${2:+-crop $2 +repage} "$work/shot.png"
    while :; do
        cwebp -quiet -q $quality -m 6 -sharp_yuv "$work/shot.png" -o "$file"
        [ "$(stat -c %s "$file")" -le 150000 ] && break
        quality=$((quality - 6))
    done
    echo "$file: $(stat -c %s "$file") bytes at quality $quality" >&2
}
# Where the dialog lies that has the focus, its frame included.
frame() {
    local X Y WIDTH HEIGHT SCREEN WINDOW
    eval "$(xdotool getactivewindow getwindowgeometry --shell)"
    echo "$((WIDTH + 4))x$((HEIGHT + 27))+$((X - 3))+$((Y - 45))" # xdotool counts the title twice
}
# open SCENE: the window on it, settled
open() {
    [ -z "${window:-}" ] || { kill "$window"; wait "$window" 2>/dev/null || true; }
    rm -rf "$XDG_CONFIG_HOME/guanjing"
    mkdir -p "$XDG_CONFIG_HOME/guanjing"
    printf '[General]\ntheme=light\nlanguage=%s\nfolder=/tmp\n' "$language" >"$XDG_CONFIG_HOME/guanjing/guanjing.conf"
    "$program" "$1" --language "$language" 2>>"$work/log" & window=$!
    processes+=("$window")
    sleep 6
    rest
}
# scene NAME PYTHON: the demo's scene, changed by a statement about `scene`, as a file
scene() {
    curl -s "$base/scene.json?language=$language" |
        python3 -c "import json, sys; scene = json.loads(sys.stdin.read().replace('$base', 'demo:')); $2; print(json.dumps(scene))" \
        >"$work/$1.scene.json"
    echo "$work/$1.scene.json"
}

any() { local one; for one in "$@"; do wanted "$one" && return; done; return 1; }

for language in $languages; do
    folder=$root/resources/manual/$language/pictures
    mkdir -p "$folder"
    if any window station print add-data style; then
        open demo
        wanted window && shot window
        if wanted station; then # the one in the park
            click 735 516; sleep 3
            shot station 640x660+640+96
            click 500 110; press Escape
        fi
        wanted print && { press ctrl+p; sleep 2; shot print "$(frame)"; press Escape; }
        if wanted style; then # of the first layer of buildings
            click 100 292
            press alt+l; press s; sleep 3; press Return; rest
            shot style
        fi
        if wanted add-data; then
            press ctrl+l
            xdotool type --delay 5 "$base/wmts"
            press Return; sleep 3
            shot add-data "$(frame)"
            press Escape; press Escape
        fi
    fi
    # quarters in which much was built and pulled down
    if wanted swipe; then
        open "$(scene swipe "scene['viewpoints'] = [dict(name='A', lon=113.7198, lat=22.9730, h=280, heading=20, pitch=-38)]
scene['live'] = []")"
        press F7; rest
        shot swipe 720x680+268+95
    fi
    if wanted linked; then
        open "$(scene linked "scene['viewpoints'] = [dict(name='A', lon=113.7340, lat=22.9980, h=280, heading=15, pitch=-38)]
scene['live'] = []")"
        press F8; rest
        shot linked 720x680+268+95
    fi
    if wanted clip; then
        open "$(scene clip "scene['viewpoints'] = [dict(name='A', lon=113.7518, lat=22.9965, h=800, heading=8, pitch=-36)]
scene['live'] = []
scene['clips'] = [dict(name='A', mode='clip-outside', sources=['terrain', 'tilesets'], polygon=[[113.7482, 23.0035], [113.7585, 23.0035], [113.7600, 23.0105], [113.7540, 23.0135], [113.7475, 23.0110]])]")"
        shot clip 720x680+268+95
    fi
    if wanted packs; then
        open "$(scene packs "scene['viewpoints'] = [dict(name='A', lon=113.7518, lat=22.9965, h=1200, heading=0, pitch=-50)]")"
        press ctrl+g; sleep 12
        shot packs "$(frame)"
    fi
    if wanted export; then
        open "$(scene export "scene['viewpoints'] = [dict(name='A', lon=113.7518, lat=22.9965, h=1200, heading=0, pitch=-50)]
scene['live'] = []")"
        press alt+f; press x; sleep 6
        shot export "$(frame)"
    fi
    if wanted terrain; then
        open "$(scene terrain "scene['viewpoints'] = [dict(name='A', lon=114.15, lat=22.83, h=3200, heading=10, pitch=-24)]
scene['live'] = []
scene['imagery'] = scene['imagery'][:1]
scene['tilesets'] = scene['tilesets'][:1]
scene['ground'] = dict(shading='slope', contours=True)")"
        click 72 328; press alt+l; press p; sleep 1
        xdotool getactivewindow windowmove 690 110; sleep 2
        shot terrain 1012x690+268+84
    fi
done
