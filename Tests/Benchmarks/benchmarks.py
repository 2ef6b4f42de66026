#!/usr/bin/env python3
"""The rows of the table: started by run.sh, which builds what they need."""

import argparse

import auth_rows
import checkpassword_rows
import dict_rows
import import_rows
import scale_rows
import simultaneous_rows
from measuring import print_table, progress

# Each takes the number of rounds, and yields lines of the table.
ROWS = {
    "checkpassword": checkpassword_rows.spawn_to_exit,
    "direct-reply": auth_rows.direct_reply,
    "dict-server": dict_rows.beside_dovecot,
    "dict-epoll": dict_rows.beside_c,
    "dovecot-2.3": auth_rows.through_23,
    "dovecot-2.4": auth_rows.through_24,
    "sizes": scale_rows.sizes,
    "iterate": scale_rows.iterate,
    "import": import_rows.bulk_import,
    "crowd": scale_rows.crowd,
    "simultaneous": simultaneous_rows.checkpasswords,
}


def main():
    parser = argparse.ArgumentParser(description=__doc__, prog="run.sh")
    parser.add_argument("--rounds", type=int, default=11)
    parser.add_argument("rows", nargs="*", metavar="ROW")
    options = parser.parse_args()
    unknown = [row for row in options.rows if row not in ROWS]
    if unknown or options.rounds < 1:
        parser.error(f"at least 1 round; rows are {', '.join(ROWS)}")
    lines = []
    for name, row in ROWS.items():
        if not options.rows or name in options.rows:
            progress(name)
            lines += row(options.rounds)
    print_table(lines)


if __name__ == "__main__":
    main()
