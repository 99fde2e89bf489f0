"""The nouns of tables in text: cells with their kinds, rows, regions; what reading gives: slots and prose."""

from __future__ import annotations

from dataclasses import dataclass, field

Span = tuple[int, int]

MISFIT = "cells do not fit the heads: some are lost or merged"


@dataclass(slots=True, eq=False)
class Piece:
    """A cell: its place in the text without the blanks around it.

    ``kind``    label, unit, number, year, empty, code, odd (digits that are no plain number), prose.
    ``indent``  blanks before it in its cell.
    ``stop``    of a number with its unit in the cell (120对): where the digits end; else ``end``.
    """

    start: int
    end: int
    kind: str
    indent: int = 0
    stop: int = 0

    def __post_init__(self) -> None:
        self.stop = self.stop or self.end

    @property
    def span(self) -> Span:
        return self.start, self.end


@dataclass(slots=True)
class Row:
    """The cells of a row. ``explicit``: its empty cells are told, so that a cell's column is its index."""

    cells: list[Piece]
    explicit: bool = False
    refused: str = ""
    _at: dict[int, int] = field(default_factory=dict)

    def at(self, piece: Piece) -> int:
        """The place of a cell in the row: its first, where it is merged over several columns."""
        if not self._at:
            for i, p in enumerate(self.cells):
                self._at.setdefault(id(p), i)
        return self._at[id(piece)]

    def of(self, *kinds: str) -> list[Piece]:
        """The cells of these kinds, in order."""
        return [p for p in self.cells if p.kind in kinds]


@dataclass(slots=True)
class Region:
    """A stretch of the text that is a table. ``given``: by the file itself, with all its cells in their columns."""

    start: int
    end: int
    rows: list[Row] = field(default_factory=list)
    given: bool = False


@dataclass(frozen=True, slots=True)
class Slot:
    """One number of a table and all that says what it is.

    ``start, end``  the number, with its unit if that stands in the same cell; ``stop``: the end of its digits.
    ``label``       the label of its row; ``parents``: the labels over that, outermost first.
    ``heads``       the heads of its column, outermost first; ``beside``: those of the row's columns, as far as one looks.
    ``unit``        as the cell, its row, its heads, its labels or the table say it, nearest first; may be a list (户、人).
    ``row_unit``    the unit that holds for the whole row, of which a column of growth tells the change.
    ``caption``     the line over the whole table, if one is there.
    ``refused``     why no figure may be made of it; ``trap``: why it is no figure at all.
    """

    start: int
    end: int
    stop: int
    label: Span | None
    parents: tuple[Span, ...] = ()
    heads: tuple[Span, ...] = ()
    unit: str = ""
    row_unit: str = ""
    refused: str = ""
    trap: str = ""
    beside: tuple[Span, ...] = ()
    row: int = 0
    column: int = 0
    caption: Span | None = None


@dataclass(frozen=True, slots=True)
class Prose:
    """A cell with sentences in it, read as a paragraph under its row's label; ``heads``: what stands over that, and its column's."""

    start: int
    end: int
    label: Span | None
    heads: tuple[Span, ...]
