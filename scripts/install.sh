#!/bin/sh
# Usage: scripts/install.sh LOCK...
# Bring .venv to what the locks in requirements/ say; create it first where there is none.
set -eu
cd "$(dirname "$0")/.."
if ! .venv/bin/python -c '' 2>/dev/null; then
    rm -rf .venv
    "$(sh scripts/python.sh)" -m venv .venv
fi
# Installation is by hash, whole and as locked: no resolver, and no wheel of another build from a
# shared cache. What builds durable_rules is locked too, hence no isolated build environment.
pip() {
    .venv/bin/python -m pip install -qq --disable-pip-version-check --no-cache-dir \
        --require-hashes --no-deps --no-build-isolation "$@"
}
pip -r requirements/build.txt
# Its setup.py drops the optimisation that Python was built with, and it calls a function that
# Python 3.13 no longer has under that name.
CC="${CC:-cc} -O2 -DPyEval_CallObject(f,a)=PyObject_CallObject(f,a)"
export CC
for lock in "$@"; do
    pip -r "$lock"
done
.venv/bin/python -c 'import durable_rules_engine' || {
    echo "durable_rules was built but cannot be loaded; 'make clean' and try again with another Python." >&2
    exit 1
}
