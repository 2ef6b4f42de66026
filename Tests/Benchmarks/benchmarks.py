#!/usr/bin/env python3
"""The rows of the table: started by run.sh, which builds what they need."""

import argparse
import os

from rows import authentication, bulk_import, checkpassword, postfix, scale, simultaneous, vmail_dictd
from rows.reasons import reason
from support.measuring import print_table, progress

# Each takes the number of rounds, and yields lines of the table.
ROWS = {
    "checkpassword": checkpassword.spawn_to_exit,
    "direct-reply": authentication.direct_reply,
    "dict-server": vmail_dictd.beside_dovecot,
    "dict-epoll": vmail_dictd.beside_c,
    "dovecot-2.3": authentication.through_23,
    "dovecot-2.4": authentication.through_24,
    "postfix": postfix.recipients,
    "postmap": postfix.postmap,
    "sizes": scale.sizes,
    "iterate": scale.iterate,
    "import": bulk_import.bulk_import,
    "crowd": scale.crowd,
    "simultaneous": simultaneous.checkpasswords,
}


def main():
    parser = argparse.ArgumentParser(description=__doc__, prog="run.sh")
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("rows", nargs="*", metavar="ROW")
    options = parser.parse_args()
    unknown = [row for row in options.rows if row not in ROWS]
    if unknown or options.rounds < 1:
        parser.error(f"at least 1 round; rows are {', '.join(ROWS)}")
    progress(f"the machine's load before: {os.getloadavg()[0]:.1f}")
    lines = []
    for name, row in ROWS.items():
        if not options.rows or name in options.rows:
            progress(name)
            lines += row(options.rounds)
    print_table(lines)
    for line in lines:
        if not line.is_met:
            print(f"short of the goal: {line.row}, beside {line.beside or 'nothing'}: {reason(line)}")


if __name__ == "__main__":
    main()
