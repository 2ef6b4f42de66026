"""Where things are."""

import pathlib

REPOSITORY = pathlib.Path(__file__).resolve().parents[3]
# What dovecot/build.sh made.
DIST = REPOSITORY / ".build/dist"
# What run.sh and accounts.py made.
BUILT = REPOSITORY / ".build/benchmarks"
