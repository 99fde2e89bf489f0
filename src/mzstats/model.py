"""The nouns of the project, frozen: named tuples, which are made several times faster than frozen dataclasses and are
read without the modules that make those. Nothing of ours is imported here.

Offsets are Unicode code points into ``Document.text``, end exclusive, everywhere.
"""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple


class Cell(NamedTuple):
    """One cell of a table: its place in the grid (from 0) and in the document's text."""

    row: int
    col: int
    start: int
    end: int
    rowspan: int = 1
    colspan: int = 1


class Table(NamedTuple):
    """A grid of cells whose texts stand in the document's text.

    ``where`` names the place in the file for people: ``sheet 低保``, ``page 3``; empty in plain text.
    """

    cells: tuple[Cell, ...]
    where: str = ""


class Document(NamedTuple):
    """What a reader gives: the text that all offsets count in, and the tables that stand in it.

    ``kind``      the reader's name (``text``, ``html``, ``docx``, ...).
    ``tables``    tables known from the file itself; those of plain text are found by ``segment``.
    ``places``    ``(offset, name)`` ascending: from this offset on the text is from there (``page 2``).
    ``warnings``  what a user must know about the reading (a bad byte, a hidden sheet left out).
    """

    source: str
    text: str
    kind: str = "text"
    tables: tuple[Table, ...] = ()
    places: tuple[tuple[int, str], ...] = ()
    warnings: tuple[str, ...] = ()


class Observation(NamedTuple):
    """One figure: a row of the table. The columns are told in ``table.py``."""

    id: int
    part_of: int | None
    source: str
    region: str
    region_code: str
    period: str
    metric: str
    name: str
    area: str
    detail: str
    value: Decimal
    unit: str
    aspect: str
    status: str
    bound: str
    text: str
    start: int
    end: int
    sentence: str
    heading: str
    rule: str
    confidence: str
    where: str = ""


class Fate(NamedTuple):
    """What became of one number of a document, for ``explain``.

    ``fate`` is ``figure``, ``other``, ``not-a-figure`` or ``unexplained``; ``struck`` lists
    the readings that were weighed and why each was left.
    """

    text: str
    start: int
    end: int
    fate: str
    reason: str
    rule: str = ""
    struck: tuple[str, ...] = ()


class Finding(NamedTuple):
    """A contradiction that ``audit`` found: the check's name and the figures it sets side by side."""

    check: str
    severity: str
    message: str
    figures: tuple[Observation, ...]


class MzstatsError(Exception):
    """An error that is told to the user as one line: what is wrong, where, and what to do."""

    def __init__(self, message: str) -> None:
        super().__init__(" ".join(message.split()))  # names in damaged files may hold line breaks
