#!/bin/bash
# Installs what is missing, builds the release preset and makes the Debian package of it; prints where it lies.
#   packaging/deb.sh           the package
#   packaging/deb.sh --bare    also: checks it, installs it in a bare Debian 12 (made by debootstrap, as root), runs it there
#                              and takes it away again
set -euo pipefail
. "$(dirname "$0")/lib.sh"

bare=
case ${1:-} in
    '') ;;
    --bare) bare=1 ;;
    *) say "usage: packaging/deb.sh [--bare]"; exit 2 ;;
esac

install_packages build run package
# Dates in the package are the source's, so that the same source gives the same package.
if moment=$(git -C "$root" log -1 --format=%ct 2>/dev/null); then
    export SOURCE_DATE_EPOCH=$moment
fi
umask 022
build_preset release guanjing_package >&2
out=$root/build/package
rm -rf "$out"
(cd "$root/build/release" && cpack -G DEB --config CPackConfig.cmake -B "$out" >&2)
rm -rf "$out/_CPack_Packages"
package=$(echo "$out"/guanjing_*.deb)
[ -f "$package" ] || { say "cpack made no package in $out"; exit 1; }

if [ -n "$bare" ]; then
    install_packages package-check
    "$root/packaging/deb_bare.sh" "$package" >&2
fi
echo "$package"
