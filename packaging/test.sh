#!/bin/bash
# Installs what is missing, builds the dev preset and runs every test that fits into half an hour on two cores.
#   packaging/test.sh          tests
#   packaging/test.sh --all    also: lint, benchmarks with an hour of flight at 20 times its speed, a minute of fuzzing per
#                              target, the tests and a minute of flight under AddressSanitizer and ThreadSanitizer
set -euo pipefail
. "$(dirname "$0")/lib.sh"

all=
case ${1:-} in
    '') ;;
    --all) all=1 ;;
    *) say "usage: packaging/test.sh [--all]"; exit 2 ;;
esac

started=$SECONDS
install_packages build run test servers
build_preset dev
say "Built in $((SECONDS - started)) s."
cd "$root"
ctest --preset dev
# All packages were installed above; a test that still misses one ran nothing.
if grep -q '^SKIP .*() needs ' build/dev/Testing/Temporary/LastTest.log; then
    say "Tests were skipped for want of a package:"
    grep -h '^SKIP .*() needs ' build/dev/Testing/Temporary/LastTest.log >&2
    exit 1
fi

if [ -n "$all" ]; then
    install_packages lint
    packaging/lint.sh
    packaging/bench.sh
    packaging/fuzz.sh --seconds 60
    for sanitizer in asan tsan; do
        build_preset $sanitizer
        ctest --preset $sanitizer
        packaging/flight.sh build/$sanitizer/bin/guanjing 60
    done
fi
say "Done in $(((SECONDS - started) / 60)) min."
