#!/bin/bash
# Checks a Debian package of Guanjing and tries it in a bare Debian 12: installs it with what it depends on, runs it without a
# display and in a window under Xvfb, takes it away and looks for what it left. Called by deb.sh --bare; needs root.
#
#   deb_bare.sh PACKAGE.deb [FOLDER]     FOLDER keeps the bare system and the pictures; without it they are temporary
set -euo pipefail
[ $# -ge 1 ] || { sed -n '2,5s/^# \{0,1\}//p' "$0" >&2; exit 2; }
. "$(dirname "$0")/lib.sh"
[ "$(id -u)" = 0 ] || { say "A bare system can be made by root only."; exit 1; }
package=$(realpath "$1")
work=${2:-$(mktemp -d)}
bare=$work/debian
unpacked=$work/unpacked

say "== what the package's files say of themselves"
rm -rf "$unpacked" && mkdir -p "$unpacked"
dpkg-deb -x "$package" "$unpacked"
lintian --allow-root --fail-on error --tag-display-limit 0 "$package"
desktop-file-validate "$unpacked/usr/share/applications/guanjing.desktop"
appstreamcli validate --no-net "$unpacked"/usr/share/metainfo/*.metainfo.xml
for size in 16 22 24 32 48 64 128 256 512; do
    [ -s "$unpacked/usr/share/icons/hicolor/${size}x${size}/apps/guanjing.png" ] || { say "no icon of $size pixels"; exit 1; }
done

say "== a bare Debian 12"
[ -d "$bare/etc" ] || debootstrap --variant=minbase --include=ca-certificates bookworm "$bare" "${MIRROR:-http://deb.debian.org/debian}" >"$work/debootstrap.log"
cp /etc/apt/apt.conf.d/* "$bare/etc/apt/apt.conf.d/" 2>/dev/null || true # proxies
cp /etc/resolv.conf /etc/hosts "$bare/etc/"
# No bind mount of /dev: who removes the folder would remove the machine's devices. debootstrap made those that are needed.
mount -t proc proc "$bare/proc"
trap 'umount "$bare/proc" || true' EXIT
in_bare() { chroot "$bare" env -i HOME=/root PATH=/usr/sbin:/usr/bin:/sbin:/bin LANG=C.UTF-8 DEBIAN_FRONTEND=noninteractive "$@"; }
in_bare apt-get update -q
in_bare sh -c 'dpkg --get-selections' >"$work/before"
cp "$package" "$bare/root/guanjing.deb"
in_bare apt-get install -y -q --no-install-recommends /root/guanjing.deb

say "== it runs there"
in_bare guanjing --version
in_bare guanjing --help --language zh | head -n 3
in_bare guanjing inspect /usr/share/guanjing/scene/example.scene.json --language en || true # names servers that are not there
in_bare guanjing render demo --view 113.7475,22.9990,900,20,-28 --size 1280x720 --out /root/demo.png --stats /root/demo.json
cp "$bare/root/demo.png" "$work/"
# An area is taken along and shown again where nothing can be asked.
area=113.745,23.000,113.752,23.006
in_bare guanjing pack demo --area $area --max-level 17 --finest-error 2 --dates 2026-06 --language en --out /root/part.gjpack
in_bare guanjing render /root/part.gjpack --offline --cache /root/none --view 113.7485,22.9985,500,0,-50 --out /root/part.png
in_bare guanjing export demo --layer Orthophoto --language en --area $area --level 17 --out /root/part.tif
cp "$bare/root/part.png" "$work/"
[ "$(stat -c %s "$work/demo.png")" -gt 300000 ] || { say "the picture is too plain: $work/demo.png"; exit 1; }

say "== file types are known"
in_bare apt-get install -y -q --no-install-recommends shared-mime-info desktop-file-utils man-db xvfb xauth xdotool imagemagick x11-apps >/dev/null
echo '{}' >"$bare/root/a.scene.json"
: >"$bare/root/a.gjpack"
in_bare sh -c 'cd /usr/share/mime && grep -h guanjing globs2'
in_bare grep guanjing /usr/share/applications/mimeinfo.cache
in_bare sh -c 'man -w guanjing; man -L zh_CN.UTF-8 -w guanjing; LC_ALL=C.UTF-8 man guanjing | head -n 4'

say "== the window opens"
in_bare sh -c 'xvfb-run -s "-screen 0 1280x800x24" sh -c "timeout 60 guanjing demo --language zh & sleep 25; xwd -root -silent | convert xwd:- /root/window.png; xdotool search --onlyvisible --class guanjing windowfocus key F1; sleep 6; xwd -root -silent | convert xwd:- /root/manual.png; wait" || true'
cp "$bare/root/window.png" "$bare/root/manual.png" "$work/"
[ -f "$bare/usr/share/doc/guanjing/manual/zh/index.html" ] || { say "the manual is not among the documents"; exit 1; }

say "== nothing stays behind"
in_bare apt-get purge -y -q guanjing
left=$(find "$bare/usr" "$bare/etc" "$bare/var/lib" -iname '*guanjing*' -not -path '*/apt/*' || true)
[ -z "$left" ] || { say "left behind: $left"; exit 1; }
say "Now look at $work: demo.png, part.png, window.png, manual.png"
