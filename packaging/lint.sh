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

# What was found clean is not read again: a source is known by what the preprocessor makes of it (comments kept, for
# NOLINT), by the checks and by clang-tidy's version. Reading one takes ten seconds, preprocessing half a second.
export database
stamps=${XDG_CACHE_HOME:-$HOME/.cache}/guanjing-lint
export stamps
mkdir -p "$stamps"
rules=$({ clang-tidy --version; cat .clang-tidy; } | sha256sum | cut -d' ' -f1)
export rules
tidy_one() {
    local compile key found
    compile=$(python3 - "$PWD/$1" "$database/compile_commands.json" <<'END'
import json, shlex, sys
for entry in json.load(open(sys.argv[2])):
    if entry["file"] == sys.argv[1]:
        words = shlex.split(entry["command"])
        words = [w for w in words if not w.endswith("ccache")]
        cut = words.index("-o")
        print(shlex.join(words[:cut] + words[cut + 2:]))
        break
END
    )
    key=$rules-$(cd $database && bash -c "$compile -E -P -C" 2>/dev/null | sed "s#$PWD/##g" | sha256sum | cut -d' ' -f1)
    [ -e "$stamps/$key" ] && return 0
    # -Wno-unknown-warning-option: the command lines are GCC's. What clang-tidy counts as suppressed in foreign headers is
    # no news.
    if found=$(clang-tidy --quiet -p "$database" --extra-arg=-Wno-unknown-warning-option "$1" 2>&1); then
        : >"$stamps/$key"
    else
        printf '%s\n' "$found" | grep -v 'warnings\{0,1\} generated\|treated as error' >&2
        return 1
    fi
}
export -f tidy_one
if [ ${#sources[@]} -gt 0 ]; then
    printf '%s\0' "${sources[@]}" | xargs -0 -n 1 -P "$jobs" bash -c 'tidy_one "$0"' || failed=1
fi
[ $failed = 0 ] && say "lint: ${#files[@]} files are clean"
exit $failed
