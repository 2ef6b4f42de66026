"""Counts test cases: prints "N passed, N failed" and exits with 1 unless all passed.

usage: count.py STATUS DEMOS FILE …

STATUS is 0 if all runs ended well by their own account; otherwise there is at least one failure.
DEMOS has "passed" or "failed" for each demonstration, each one case more. Each FILE is what `swift test --event-stream-output-path` wrote: one
JSON object a line. The stream tells of each argument of a parametrised test, which the xUnit file does not.
"""

import collections
import json
import sys


def count(path):
    """(passed, failed) of one run. A case that never ended, or a run that never did, has failed."""
    cases = collections.Counter()
    under_way = collections.Counter()
    failures = collections.Counter()
    case_failed = {}
    finished = False
    with open(path, encoding="utf-8", errors="replace") as stream:
        for line in stream:
            try:
                event = json.loads(line)
            except ValueError:
                break  # cut off by a crash
            if event["kind"] != "event":
                continue
            event = event["payload"]
            test = event.get("testID")
            kind = event["kind"]
            if kind == "testCaseStarted":
                cases[test] += 1
                under_way[test] += 1
                case_failed[test] = False
            elif kind == "testCaseEnded":
                under_way[test] -= 1
            elif kind == "issueRecorded":
                issue = event.get("issue", {})
                if issue.get("isKnown") or not issue.get("isFailure", True):
                    continue
                # Issues do not name their case. With one under way it is that one, once; else each counts.
                if under_way[test] != 1 or not case_failed[test]:
                    failures[test] += 1
                case_failed[test] = True
            elif kind == "runEnded":
                finished = True
    # An issue outside of any case (a suite's, the run's) is a failure of its own.
    failed = sum(min(number, cases[test]) or 1 for test, number in failures.items())
    failed += sum(under_way.values())
    passed = max(0, sum(cases.values()) - failed)
    if not finished or passed + failed == 0:
        failed += 1
    return passed, failed


def main():
    status, demos, *paths = sys.argv[1:]
    results = [count(path) for path in paths]
    results += [(1, 0) if demo == "passed" else (0, 1) for demo in demos.split()]
    passed = sum(result[0] for result in results)
    failed = sum(result[1] for result in results)
    if status != "0" and failed == 0:
        failed = 1
    print(f"{passed} passed, {failed} failed")
    sys.exit(failed > 0)


main()
