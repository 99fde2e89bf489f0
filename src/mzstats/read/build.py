"""Putting a document together: lines and tables in order, with the offsets of every cell.

How a table stands in the text: a row is a line, its cells are joined by tabs, one field for each column of the grid; a merged
cell's text stands in its first field and the fields it covers are empty. A cell's text is on one line.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from mzstats.model import Cell, Document, MzstatsError, Table
from mzstats.read.limits import Budget, Limits
from mzstats.read.text import tidy

_SPACES = re.compile(r"[ \t\n\r\f\v\xa0]+")
_INDENT = re.compile(r"[ \t\xa0\u3000]*")
_WIDE = r"\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f（）"
_BETWEEN_WIDE = re.compile(rf"(?<=[{_WIDE}])\n(?=[{_WIDE}])|(?<=[\d.%])\n(?=[\u4e00-\u9fff）])|(?<=[\u4e00-\u9fff（])\n(?=[\d])")
_SENTENCE = re.compile("[。；;，,、：:]")
LABEL = 30  # characters: a cell up to this long with no sentence mark is a label or a number, not prose


def one_line(text: str) -> str:
    """The text of a cell on one line. A break inside a label is only there for want of room and leaves nothing;
    elsewhere it becomes a space. Spaces before a label stay: statistical tables tell the hierarchy by them."""
    text = text.strip("\n")
    if "\n" in text:
        lines = [line.rstrip() for line in text.split("\n") if line.strip()]
        text = "\n".join([*lines[:1], *(line.strip() for line in lines[1:])])
        if len(text) <= LABEL and not _SENTENCE.search(text):
            text = _BETWEEN_WIDE.sub("", text)
    indent = _INDENT.match(text)[0].replace("\t", " ")  # type: ignore[index]  # the pattern matches everywhere
    return (indent + _SPACES.sub(" ", text[len(indent) :])).rstrip()


@dataclass(frozen=True, slots=True)
class Slot:
    """A cell before it has a place in the text: where it begins in the grid, what it spans, what it says."""

    row: int
    col: int
    text: str
    rowspan: int = 1
    colspan: int = 1


@dataclass(slots=True)
class Grid:
    """Collects cells row by row and keeps count of the places that spans cover."""

    budget: Budget
    slots: list[Slot] = field(default_factory=list)
    rows: int = 0
    _covered: set[tuple[int, int]] = field(default_factory=set)
    _col: int = 0

    def next_row(self) -> None:
        """Begins a row."""
        self.rows += 1
        self._col = 0
        self.budget.tick()

    def skip(self, columns: int) -> None:
        """Leaves ``columns`` places of the row empty."""
        self._col += columns

    def add(self, text: str, rowspan: int = 1, colspan: int = 1) -> None:
        """The row's next cell, in the first place that no cell above covers."""
        row = self.rows - 1
        while (row, self._col) in self._covered:
            self._col += 1
        self.budget.take_cells(rowspan * colspan)
        if rowspan > 1:
            self._covered.update((row + down, self._col + right) for down in range(1, rowspan) for right in range(colspan))
        self.slots.append(Slot(row, self._col, text, rowspan, colspan))
        self._col += colspan


class Builder:
    """A document in the making."""

    def __init__(self, source: str, kind: str, limits: Limits, budget: Budget | None = None) -> None:
        self.source, self.kind = source, kind
        self.budget = budget or Budget(limits)
        self.warnings: list[str] = []
        self._parts: list[str] = []
        self._length = 0
        self._tables: list[Table] = []
        self._places: list[tuple[int, str]] = []
        self.where = ""

    def place(self, name: str) -> None:
        """From here on the text is from ``name`` (``page 2``, ``sheet 低保``)."""
        self.where = name
        self._places.append((self._length, name))

    def line(self, text: str, places: Sequence[tuple[int, str]] = ()) -> None:
        """A paragraph; nothing where it is blank. Line breaks inside it stay.

        ``places``: from this offset in ``text`` on, it is from there.
        """
        text = tidy(text).rstrip()
        lead = len(text) - len(text.lstrip())
        for offset, name in places:
            self._places.append((self._length + max(0, offset - lead), name))
            self.where = name
        if text:
            self._put(text[lead:] + "\n")

    def _put(self, text: str) -> None:
        self._parts.append(text)
        self._length += len(text)

    def table(self, slots: list[Slot], places: Sequence[tuple[int, str]] = ()) -> None:
        """A table of cells in any order; a blank row leaves no line, and a table without any text nothing.

        ``places``: from this row on, it is from there.
        """
        width = max((slot.col for slot in slots), default=0) + 1  # a span beyond the last column that begins is only a way to say all
        slots = [Slot(s.row, s.col, one_line(tidy(s.text)), s.rowspan, min(s.colspan, width - s.col)) for s in slots]
        used = sorted({slot.row for slot in slots if slot.text.strip()})
        if not used:
            return
        self.budget.take_cells(width * len(used))
        by_row: dict[int, list[Slot]] = {row: [] for row in used}
        for slot in slots:
            if slot.row in by_row:
                by_row[slot.row].append(slot)
        cells: list[Cell] = []
        turns = list(places)
        for row in used:
            while turns and turns[0][0] <= row:
                self._places.append((self._length, turns.pop(0)[1]))
            cells += self._row(sorted(by_row[row], key=lambda slot: slot.col), width)
            self.budget.tick()
        self._tables.append(Table(tuple(cells), self.where))

    def _row(self, slots: list[Slot], width: int) -> list[Cell]:
        cells: list[Cell] = []
        fields = [""] * width
        for slot in slots:
            fields[slot.col] = slot.text
        starts = []
        at = self._length
        for text in fields:
            starts.append(at)
            at += len(text) + 1
        for slot in slots:
            start = starts[slot.col]
            cells.append(Cell(slot.row, slot.col, start, start + len(slot.text), slot.rowspan, slot.colspan))
        self._put("\t".join(fields) + "\n")
        return cells

    @property
    def empty(self) -> bool:
        """Whether nothing has been written yet."""
        return not self._length

    def done(self) -> Document:
        """The document. Raises MzstatsError where nothing was read."""
        text = "".join(self._parts)
        if not text.strip():
            raise MzstatsError("no text in it")
        return Document(self.source, text, self.kind, tuple(self._tables), tuple(self._places), tuple(self.warnings))
