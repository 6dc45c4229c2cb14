#!/bin/sh
# Write requirements/*.txt from requirements/*.in: one lock for every Python from 3.11 to 3.13, with
# hashes and without addresses. Extra arguments go to uv, e.g. --upgrade.
set -eu
cd "$(dirname "$0")/.."
lock() { # name, more arguments
    name=$1
    shift
    .venv/bin/uv pip compile --quiet --universal --python-version 3.11 --fork-strategy fewest \
        --generate-hashes --custom-compile-command 'make lock' \
        --output-file "requirements/$name.txt" "$@" "requirements/$name.in"
}
lock build "$@"
lock base "$@"
lock dev --constraint requirements/base.txt "$@"
lock audit --constraint requirements/dev.txt --constraint requirements/build.txt "$@"
