#!/bin/sh
# Builds .venv in the project's root from a lock with hashes. Usage: setup.sh run|test|fit
set -eu
cd "$(dirname "$0")/.."
want=$1

say() { printf '%s\n' "$*" >&2; }

python=""
for name in ${PYTHON:-} python3 python3.14 python3.13 python3.12 python3.11; do
    if command -v "$name" >/dev/null 2>&1 &&
        "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
        python=$name
        break
    fi
done
if [ -z "$python" ]; then
    say "Trophe needs Python 3.11 or newer and found none."
    say "  Debian, Ubuntu:  sudo apt-get install python3 python3-venv"
    say "  macOS:           brew install python"
    exit 1
fi

if [ ! -x .venv/bin/pip ]; then
    say "Making .venv with $("$python" --version) ..."
    if ! "$python" -m venv .venv >/dev/null 2>&1; then
        rm -rf .venv
        say "Python cannot make a virtual environment here; its venv module is missing."
        say "  Debian, Ubuntu:  sudo apt-get install python3-venv"
        exit 1
    fi
fi

say "Installing what Trophe needs (once; about a minute) ..."
if ! .venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes \
    -r "requirements/$want.txt"; then
    say "The packages could not be installed. Is the network there? Then run the command again."
    exit 1
fi
.venv/bin/python -m pip install --quiet --disable-pip-version-check --no-build-isolation \
    --no-deps --editable .
touch .venv/.ready-run ".venv/.ready-$want"
