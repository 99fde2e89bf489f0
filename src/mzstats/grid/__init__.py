"""Tables: those the file gives and those that stand in plain text (pipes, tabs, aligned blanks, a cell a line).

A table becomes places of figures: each number with the label of its row, the labels over that, the heads of its
column and its unit. Where the shape cannot be trusted (cells lost or run together), the place says so and no row
is made of it.

``find``    where tables stand in plain text        ``split``   lines as rows of cells, given cells likewise
``stream``  a cell a line dealt out to rows         ``heads``   the heads of columns, merged ones told apart
``tree``    labels over labels                      ``read``    rows to slots
"""

from mzstats.grid.find import find
from mzstats.grid.parts import Prose, Region, Slot
from mzstats.grid.split import given

__all__ = ["Prose", "Region", "Slot", "find", "given"]
