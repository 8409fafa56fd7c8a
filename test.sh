#!/usr/bin/env bash
# Installs what the tests need where it is missing, builds, checks the format, runs every test.
# The last line is "N passed, N failed". A test that can not run fails; none is skipped.
set -uo pipefail
cd "$(dirname "$0")"

export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1

install_missing() {
    local missing=()
    command -v chromium >/dev/null || command -v google-chrome >/dev/null || missing+=(chromium)
    compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null || missing+=(postgresql)
    command -v espeak-ng >/dev/null || missing+=(espeak-ng)
    command -v kubectl >/dev/null || missing+=(kubernetes-client)
    command -v faketime >/dev/null || missing+=(faketime)
    command -v ffmpeg >/dev/null || missing+=(ffmpeg)
    command -v ip >/dev/null || missing+=(iproute2)
    [ "${#missing[@]}" -eq 0 ] && return 0
    echo "Installing ${missing[*]}"
    local as_root=()
    [ "$(id -u)" -eq 0 ] || as_root=(sudo)
    "${as_root[@]}" apt-get update -qq && DEBIAN_FRONTEND=noninteractive "${as_root[@]}" apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
}

fail() {
    echo "$1"
    echo "0 passed, 1 failed"
    exit 1
}

install_missing || fail "What the tests need could not be installed."
dotnet build JobInterview.slnx -c Release -v quiet --nologo || fail "The build failed."
# Style rules are warnings of the build, and warnings are errors; what is left is white space.
dotnet format whitespace JobInterview.slnx --no-restore --verify-no-changes || fail "The format check failed: run 'dotnet format whitespace'."

passed=0
failed=0
log=$(mktemp)
trap 'rm -f "$log"' EXIT
for project in tests/*/*.Tests.csproj; do
    name=$(basename "$project" .csproj)
    echo "== $name"
    dotnet run --project "$project" -c Release --no-build -- --no-ansi --progress off "$@" 2>&1 | tee "$log" | grep -v '^\s*$'
    status=${PIPESTATUS[0]}
    succeeded=$(sed -nE 's/^ *succeeded: *([0-9]+).*/\1/p' "$log" | tail -n 1)
    broken=$(sed -nE 's/^ *failed: *([0-9]+).*/\1/p' "$log" | tail -n 1)
    skipped=$(sed -nE 's/^ *skipped: *([0-9]+).*/\1/p' "$log" | tail -n 1)
    passed=$((passed + ${succeeded:-0}))
    failed=$((failed + ${broken:-0} + ${skipped:-0}))
    # A runner that died without a summary, or that found no test, is a failure of its own.
    if [ "${broken:-0}" -eq 0 ] && { [ "$status" -ne 0 ] || [ "${succeeded:-0}" -eq 0 ]; }; then
        failed=$((failed + 1))
    fi
done

echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
