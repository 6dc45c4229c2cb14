#!/bin/sh
# Usage: scripts/system.sh run|test
# See that the system has what Python packages cannot bring. Silent when it does; as root on
# Debian or Ubuntu install what is missing; otherwise print the one line to run, and fail.
set -u
cd "$(dirname "$0")" || exit 1
purpose=${1:-run}
missing=''
packages=''

lack() { # description, Debian packages
    missing="$missing
  - $1"
    packages="$packages $2"
}

have() {
    for name in "$@"; do
        command -v "$name" >/dev/null 2>&1 && return 0
    done
    return 1
}

check_python() {
    if ! python=$(sh ./python.sh); then
        lack 'Python 3.11, 3.12 or 3.13' 'python3 python3-venv python3-dev gcc libc6-dev'
        return
    fi
    version=$("$python" -c 'import sys; print("python%d.%d" % sys.version_info[:2])')
    [ -x ../.venv/bin/python ] || "$python" -c 'import venv, ensurepip' 2>/dev/null ||
        lack "Python's venv module" "$version-venv"
    headers=$("$python" -c 'import sysconfig; print(sysconfig.get_path("include"))')
    ../.venv/bin/python -c 'import durable_rules_engine' 2>/dev/null && return
    have "${CC:-cc}" || lack 'a C compiler (durable_rules comes as source only)' 'gcc'
    [ -f "$headers/Python.h" ] || lack "Python's C headers" "$version-dev"
    [ -f /usr/include/stdlib.h ] || [ "$(uname)" != Linux ] || lack "the C library's headers" 'libc6-dev'
}

check_browser() {
    have chromium chromium-browser google-chrome || lack 'Chromium, for the browser tests' 'chromium'
    fc-list :lang=zh 2>/dev/null | grep -q . || lack 'a Chinese font' 'fontconfig fonts-noto-cjk'
    PATH=$PATH:/usr/sbin have nginx || lack 'nginx, which tests put in front of the chat' 'nginx-light'
    have redis-server || lack 'Redis, for the shared rate limit' 'redis-server'
}

check_python
[ "$purpose" != test ] || check_browser
[ -n "$missing" ] || exit 0

echo "This system lacks:$missing"
if ! have apt-get; then
    echo "Install these with your system's package manager, then run make again."
    exit 1
fi
if [ "$(id -u)" != 0 ]; then
    printf 'Run this once, then make again:\n\n    sudo apt-get update && sudo apt-get install -y%s\n\n' "$packages"
    exit 1
fi
echo "Installing:$packages"
export DEBIAN_FRONTEND=noninteractive
# Servers are wanted as programs, not as running services (exit 101: policy-rc.d's "no").
policy=/usr/sbin/policy-rc.d
if [ ! -e "$policy" ]; then
    printf '#!/bin/sh\nexit 101\n' >"$policy" && chmod +x "$policy"
    trap 'rm -f "$policy"' EXIT
fi
log=$(mktemp)
# shellcheck disable=SC2086
if apt-get update -q >"$log" 2>&1 && apt-get install -y -q --no-install-recommends $packages >>"$log" 2>&1; then
    rm -f "$log"
else
    tail -n 20 "$log"
    echo "apt-get could not install:$packages"
    exit 1
fi
