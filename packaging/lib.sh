# Shared by the scripts of this folder: installing what is missing, building a preset, the demo server. Sourced, not run.

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)

say() { printf '%s\n' "$*" >&2; }

# as_root COMMAND…: directly as root, by sudo otherwise.
as_root() {
    if [ "$(id -u)" = 0 ]; then
        "$@"
    elif command -v sudo >/dev/null; then
        sudo "$@"
    else
        say "This needs root to install packages: run it as root, or install sudo."
        return 1
    fi
}

# install_packages KIND…: installs the packages of these kinds that are not there yet.
install_packages() {
    local missing=() name kind wanted
    while read -r name kind; do
        case $name in ''|'#'*) continue ;; esac
        for wanted in "$@"; do
            if [ "$kind" = "$wanted" ] && ! dpkg-query -W -f='${Status}' "$name" 2>/dev/null | grep -q '^install ok'; then
                missing+=("$name")
            fi
        done
    done < <(cat "$root"/packaging/debian-packages.txt "$root"/packaging/debian-packages-test.txt)
    [ ${#missing[@]} -eq 0 ] && return 0
    say "Installing ${#missing[@]} packages: ${missing[*]}"
    as_root env DEBIAN_FRONTEND=noninteractive apt-get update -q >&2 || say "apt-get update failed; trying with the package lists there are."
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "${missing[@]}" >&2
}

# build_preset PRESET [TARGET]: configures and builds everything or that target, with ccache shared between checkouts.
build_preset() {
    export CCACHE_BASEDIR=$root CCACHE_NOHASHDIR=1
    (cd "$root" && cmake --preset "$1" && cmake --build --preset "$1" ${2:+--target "$2"})
}

# serve_demo PROGRAM FOLDER: starts the demo city's server on a free port; leaves its process in $server and its address in
# $demo. The caller ends it. Its output goes to FOLDER/address.
serve_demo() {
    "$1" serve --port 0 >"$2/address" &
    server=$!
    for _ in $(seq 600); do
        grep -q http "$2/address" && break
        kill -0 $server || return 1
        sleep 0.1
    done
    demo=$(grep -o -m 1 'http://[0-9.:]*' "$2/address")
}
