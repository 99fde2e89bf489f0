"""Tables whose cells are lines ended by bars (姓名 | on a line, an empty cell a bar alone): dealt out where all rows are of one width."""

from __future__ import annotations

import re
from collections.abc import Sequence

from mzstats.grid.cell import piece
from mzstats.grid.parts import MISFIT, Piece, Row, Span
from mzstats.grid.shapes import is_generic

_WIDTHS = range(2, 21)
_HEADS = 2  # rows of heads and of column numbers that need not fit
_KINDS = ({"number", "odd", "year"}, {"unit"}, {"code", "odd"}, {"label", "prose", "year"})
_RULER = re.compile(r"[甲乙丙丁]|\d{1,2}")


def barred(text: str, lines: Sequence[Span]) -> list[Row]:
    """The rows, if from the first head on every column holds cells of one kind; else none."""
    cells = _cells(text, lines)
    first = next((i for i, p in enumerate(cells) if p.kind == "label" and is_generic(text[p.start : p.end])), -1)
    if first < 0:
        return []
    width = next((w for w in _WIDTHS if _fits(text, cells[first:], w)), 0)
    if not width:
        return []
    above = [Row([p]) for p in cells[:first] if p.kind != "empty"]
    return above + [Row(cells[i : i + width], True) for i in range(first, len(cells), width)]


_ROW_ENDS = re.compile(r"\|{2,}")


def walled(text: str, lines: Sequence[Span]) -> list[Row]:
    """The rows, where a bar alone on a line parts cells and several bars end a row; else none. Rows of other widths are refused."""
    rows: list[list[Piece]] = [[]]
    start = stop = -1
    for a, b in [*lines, (0, 0)]:
        line = text[a:b]
        if not line.strip("|"):
            if start >= 0:
                rows[-1].append(piece(text, start, stop))
            start = -1
            if _ROW_ENDS.fullmatch(line):
                rows.append([])
        else:
            start, stop = (a if start < 0 else start), b
    told = [row for row in rows if row]
    widths = [len(row) for row in told]
    width = max(set(widths), key=widths.count, default=0)
    if width < 2 or widths.count(width) < 3:
        return []
    return [Row(row, len(row) == width, "" if len(row) in (1, width) else MISFIT) for row in told]


def _cells(text: str, lines: Sequence[Span]) -> list[Piece]:
    """The cells of lines in which each bar ends a cell; a cell may go over several lines."""
    out: list[Piece] = []
    open_at = -1
    for a, b in lines:
        at = a
        while (bar := text.find("|", at, b)) >= 0:
            out.append(piece(text, open_at if open_at >= 0 else at, bar))
            open_at, at = -1, bar + 1
        if open_at < 0 and text[at:b].strip():
            open_at = at
    return out


def _fits(text: str, cells: Sequence[Piece], width: int) -> bool:
    """Whether cells in rows of a width make columns of one kind each, labels in the first and numbers in some other."""
    rows = [cells[i : i + width] for i in range(0, len(cells), width)]
    rows = [rows[0]] + [row for row in rows[1:] if not all(_RULER.fullmatch(text[p.start : p.end]) for p in row if p.kind != "empty")]
    if len(rows) < 3 or any(p.kind in ("number", "unit") for p in rows[0]) or rows[0][0].kind == "empty":
        return False
    columns = [{row[i].kind for row in rows[1:] if i < len(row)} - {"empty"} for i in range(width)]
    numbers = ("number", "odd")
    if not columns[0] or any(row[0].kind == "empty" and any(p.kind in numbers for p in row) for row in rows[:-1]):
        return False  # but a row without a label may go on with the words of the one above
    pure = all(any(kinds <= allowed for allowed in _KINDS) for kinds in columns)
    return pure and columns[0] <= {"label", "year"} and any(kinds & {"number"} for kinds in columns[1:])
