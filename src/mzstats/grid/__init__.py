"""Tables: those the file gives and those that stand in plain text (pipes, tabs, aligned blanks, a cell a line).

A table becomes places of figures: each number with the label of its row, the labels over that, the heads of its
column and its unit. Where the shape cannot be trusted (cells lost or run together), the place says so and no row
is made of it.

``search``  where tables stand in plain text        ``split``   lines as rows of cells, given cells likewise
``stream``  a cell a line dealt out to rows         ``barred``  the same where bars end the lines
``abreast`` groups of columns side by side put one under the other
``heads``   the heads of columns, merged ones told apart
``tree``    labels over labels                      ``read``    rows to slots
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mzstats.expressions import kept

if TYPE_CHECKING:
    from mzstats.grid.parts import Region
    from mzstats.model import Table

# One look over the lines: most documents have no table and are done with here, nothing more imported.
_MAY_HOLD = kept(r"[|\t]|[^\s。；，]  +\S|^ *[-+]?\d[\d,.]*[ %]*$|[\w*)）,.] ?\d[ %]*$")


def find(text: str) -> list[Region]:
    """The tables that stand in a plain text, in order."""
    if not _may_hold(text):
        return []
    from mzstats.grid.search import find as search

    return search(text)


def _may_hold(text: str) -> bool:
    """Whether more than one line looks like a table's: the line of day, source and counters under a title does so alone."""
    held = 0
    for line in text.split("\n"):
        line = line.strip(" ")  # a paragraph's own indent is no column
        last = line.rstrip(" %")[-1:]
        if (last.isdigit() or last in (",", ".") or "  " in line or "|" in line or "\t" in line) and _MAY_HOLD.search(line):
            held += 1
            if held == 2:
                return True
    return False


def given(text: str, table: Table) -> Region:
    """A table that the file itself gives."""
    from mzstats.grid.split import given as read

    return read(text, table)
