#!/bin/sh
# Print the Python to build the environment with: PYTHON if set, else the first that fits.
# A name on the PATH may be a version manager's stand-in, so each candidate is asked to run.
set -u
fits='import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))'
for name in ${PYTHON:-python3 python3.13 python3.12 python3.11 /usr/bin/python3}; do
    if "$name" -c "$fits" 2>/dev/null; then
        "$name" -c 'import os, sys; print(os.path.realpath(sys.executable))'
        exit 0
    fi
done
exit 1
