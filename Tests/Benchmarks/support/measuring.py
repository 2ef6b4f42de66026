"""Rounds in which those who are compared take turns, and the row of the table that comes of them."""

import dataclasses
import statistics
import sys


@dataclasses.dataclass(frozen=True)
class Goal:
    """What the figure, or the ratio of ours to the other's, should be."""

    bound: float
    is_least: bool
    unit: str = "x"

    def is_met(self, value):
        return value >= self.bound if self.is_least else value <= self.bound

    def __str__(self):
        return f"{'>=' if self.is_least else '<='} {self.bound:g}{self.unit}"


def at_least(bound, unit="x"):
    return Goal(bound, True, unit)


def at_most(bound, unit="x"):
    return Goal(bound, False, unit)


@dataclasses.dataclass(frozen=True)
class Line:
    """A line of the table: the medians of ours and of the other's rounds, their ratio, and the rounds' ratios."""

    row: str
    beside: str
    goal: Goal
    ours: str
    theirs: str
    value: float
    spread: str

    @property
    def is_met(self):
        return self.goal.is_met(self.value)

    def cells(self):
        value = f"{self.value:.2f}x" if self.goal.unit == "x" else ""
        return [
            self.row,
            self.beside,
            str(self.goal),
            self.ours,
            self.theirs,
            value,
            self.spread,
            "yes" if self.is_met else "NO",
        ]


def interleave(rounds, subjects):
    """Calls each of `subjects`, a dict of functions, once a round, another one first each time.

       What they returned, by name, a list each.
    One round before the first is not counted: it fills caches."""
    results = {name: [] for name in subjects}
    names = list(subjects)
    for number in range(-1, rounds):
        first = number % len(names)
        for name in names[first:] + names[:first]:
            result = subjects[name]()
            if number >= 0:
                results[name].append(result)
    return results


def compare(row, beside, goal, ours, theirs, show):
    """The line for two lists of figures; `show` makes text of a figure."""
    ratios = sorted(one / other for one, other in zip(ours, theirs, strict=True))
    mine, other = statistics.median(ours), statistics.median(theirs)
    return Line(row, beside, goal, show(mine), show(other), mine / other, f"{ratios[0]:.2f} to {ratios[-1]:.2f}")


def figure(row, goal, value, show, spread="", beside=""):
    """The line for a figure that is not compared with another."""
    return Line(row, beside, goal, show(value), "", value, spread)


def a_second(rate):
    return f"{rate:,.0f}/s"


def milliseconds(seconds):
    return f"{seconds * 1000:.3f} ms"


def seconds(value):
    return f"{value:.2f} s"


def mebibytes(value):
    return f"{value:.1f} MiB"


HEAD = ["row", "beside", "goal", "ours", "theirs", "ratio", "rounds' ratios", "met?"]


def print_table(lines):
    table = [HEAD] + [line.cells() for line in lines]
    widths = [max(len(cells[column]) for cells in table) for column in range(len(HEAD))]
    for number, cells in enumerate(table):
        print("| " + " | ".join(cell.ljust(width) for cell, width in zip(cells, widths, strict=True)) + " |")
        if number == 0:
            print("|" + "|".join("-" * (width + 2) for width in widths) + "|")


def progress(text):
    print(text, file=sys.stderr, flush=True)
