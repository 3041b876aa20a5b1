#!/bin/bash
# clang-format and clang-tidy over our own C++ files; clean means exit 0 and no output but the summary.
#   packaging/lint.sh            every file
#   packaging/lint.sh FILE…      these only
# Needs build/dev/compile_commands.json and what moc generates (packaging/test.sh builds both). LINT_JOBS sets how many run
# at once (2).
set -euo pipefail
. "$(dirname "$0")/lib.sh"
cd "$root"

jobs=${LINT_JOBS:-2}
database=build/dev
[ -f $database/compile_commands.json ] || { say "lint: build the dev preset first"; exit 2; }

if [ $# -gt 0 ]; then
    files=("$@")
else
    mapfile -t files < <(git ls-files -- 'app/*.h' 'app/*.cpp' 'render/*.h' 'render/*.cpp' 'layers/*.h' 'layers/*.cpp' \
        'geodata/*.h' 'geodata/*.cpp' 'tests/*.h' 'tests/*.cpp')
fi
[ ${#files[@]} -gt 0 ] || { say "lint: no files"; exit 2; }

failed=0
printf '%s\0' "${files[@]}" | xargs -0 -n 20 -P "$jobs" clang-format --dry-run -Werror || failed=1

# Headers are checked through the sources that include them (HeaderFilterRegex); a source that no target builds has no
# command line to be checked with, and is named.
sources=()
for file in "${files[@]}"; do
    case $file in *.cpp) ;; *) continue ;; esac
    if grep -qF "\"$root/$file\"" $database/compile_commands.json; then
        sources+=("$file")
    else
        say "lint: $file belongs to no target"
        failed=1
    fi
done
if [ ${#sources[@]} -gt 0 ]; then
    # -Wno-unknown-warning-option: the command lines are GCC's. What clang-tidy counts as suppressed in foreign headers is
    # no news.
    printf '%s\0' "${sources[@]}" | xargs -0 -n 1 -P "$jobs" sh -c '
        found=$(clang-tidy --quiet -p '"$database"' --extra-arg=-Wno-unknown-warning-option "$0" 2>&1) || {
            printf "%s\n" "$found" | grep -v "warnings\{0,1\} generated\|treated as error" >&2
            exit 1
        }' || failed=1
fi
[ $failed = 0 ] && say "lint: ${#files[@]} files are clean"
exit $failed
