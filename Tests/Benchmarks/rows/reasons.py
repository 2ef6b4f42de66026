"""Why rows fall short of their goals: printed below the table for those that do."""

_REASONS = {
    ("logins by vmail-checkpassword --direct-reply", "C, static, checks nothing, replies"): (
        "what it does not do: opening the database, the look-up and the comparison"
    ),
}


def reason(line):
    return _REASONS.get((line.row, line.beside), "not found out")
