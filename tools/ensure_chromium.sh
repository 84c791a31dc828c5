#!/bin/sh
# The browser tests drive the system's Chromium; this finds it, or installs it where it may.
set -eu

found() {
    for name in "${TROPHE_CHROMIUM:-}" chromium chromium-browser google-chrome \
        "/Applications/Chromium.app/Contents/MacOS/Chromium" \
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"; do
        [ -n "$name" ] && command -v "$name" >/dev/null 2>&1 && return 0
    done
    return 1
}

found && exit 0
if command -v apt-get >/dev/null 2>&1; then
    as_root=""
    if [ "$(id -u)" != 0 ]; then
        command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null && as_root="sudo -n"
    fi
    if [ "$(id -u)" = 0 ] || [ -n "$as_root" ]; then
        echo "Installing Chromium for the browser tests ..." >&2
        $as_root apt-get install -y -qq chromium >/dev/null 2>&1 ||
            { $as_root apt-get update -qq && $as_root apt-get install -y -qq chromium >/dev/null; }
    fi
fi
found && exit 0
echo "The browser tests need Chromium, and it is not on this machine." >&2
echo "  Debian, Ubuntu:  sudo apt-get install chromium" >&2
echo "  macOS:           brew install --cask chromium" >&2
echo "Or name one: TROPHE_CHROMIUM=/path/to/chromium make test" >&2
exit 1
