"""Where in its file a place in the text stands, as people look for it: ``page 3``, ``sheet 低保 C5``, ``table 2 row 4 column 3``.

Rows and columns of tables count from 1, blank ones too; a csv file's cells are told as a spreadsheet program shows them.
"""

from __future__ import annotations

import re
from bisect import bisect_right

from mzstats.model import Cell, Document, Table
from mzstats.read.a1 import column, letters

_SHEET = re.compile(r"(sheet .* )?from ([A-Z]+)(\d+)")


class Places:
    """The places of one document, found by offset."""

    def __init__(self, document: Document) -> None:
        self._starts = [offset for offset, _ in document.places]
        self._names = [name for _, name in document.places]
        self._cells: list[tuple[int, int, Table, Cell]] = sorted(
            ((cell.start, cell.end, table, cell) for table in document.tables for cell in table.cells), key=lambda one: one[:2]
        )
        self._cell_starts = [start for start, _, _, _ in self._cells]

    def __call__(self, offset: int) -> str:
        """The place of an offset in the text; empty where the file has no pages, sheets or tables there."""
        at = bisect_right(self._starts, offset) - 1
        page = self._names[at] if at >= 0 else ""
        n = bisect_right(self._cell_starts, offset) - 1
        if n < 0 or offset >= self._cells[n][1]:
            return page
        _, _, table, cell = self._cells[n]
        sheet = _SHEET.fullmatch(table.where)
        if sheet:
            return f"{sheet[1] or ''}{letters(column(sheet[2]) + cell.col)}{int(sheet[3]) + cell.row}"
        told = table.where if page in table.where else f"{page} {table.where}"
        return f"{told} row {cell.row + 1} column {cell.col + 1}".strip()
