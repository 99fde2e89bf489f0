"""Tables set in two or more groups of columns side by side (指标 单位 数量 指标 单位 数量), read one group after the other."""

from __future__ import annotations

import re
from collections.abc import Sequence

from mzstats.grid.parts import MISFIT, Piece, Row
from mzstats.grid.shapes import LABEL_HEAD, NO_VALUE_HEAD, plain


def stacked(text: str, rows: list[Row]) -> list[Row]:
    """The rows with groups of columns put one under the other, where a row of heads tells that there are such groups."""
    out: list[Row] = []
    at = 0
    while at < len(rows):
        count = _groups(text, rows[at])
        if count < 2:
            out.append(rows[at])
            at += 1
            continue
        stop = next((i for i in range(at + 1, len(rows)) if _groups(text, rows[i]) > 1), len(rows))
        width = len(_heads(rows[at])) // count
        out.append(Row(_heads(rows[at])[:width], rows[at].explicit))
        parted = [_parted(text, row, count, width) for row in rows[at + 1 : stop]]
        out += [parts[group] for group in range(count) for parts in parted if group < len(parts) and parts[group].cells]
        at = stop
    return out


def _heads(row: Row) -> list[Piece]:
    return row.cells if row.explicit else [p for p in row.cells if p.kind != "empty"]


def _groups(text: str, row: Row) -> int:
    """How often the same heads stand in a row: 指标 数量 指标 数量 twice; 1 for a row like any other."""
    names = [plain(text[p.start : p.end]) for p in _heads(row)]
    if len(names) < 4 or row.of("number", "odd", "prose") or not (LABEL_HEAD.fullmatch(names[0]) or NO_VALUE_HEAD.fullmatch(names[0])):
        return 1
    count = names.count(names[0])
    width = len(names) // count
    return count if width > 1 and names == names[:width] * count else 1


def _parted(text: str, row: Row, count: int, width: int) -> list[Row]:
    """The row of each group. A row of told cells is cut where the heads are, one between blanks where a label stands."""
    if row.explicit:
        if len({id(p) for p in row.cells}) == 1:
            return [row]  # merged over all columns
        return [_told(row.cells[i * width : (i + 1) * width]) for i in range(count)]
    groups = _runs(text, row)
    if len(groups) < count and groups and _indent(text, groups[0][0]) > _length(text, groups[0][0]) // 2:
        return [Row([])] * (count - len(groups)) + [Row(cells) for cells in groups]
    if len(groups) > count:
        return [Row([p for cells in groups for p in cells], refused=MISFIT)]
    return [Row(cells) for cells in groups]


def _told(cells: Sequence[Piece]) -> Row:
    return Row(list(cells) if any(p.kind != "empty" for p in cells) else [], explicit=True)


_APART = re.compile(r"(?<=\S{2})\s{2,}(?=\S{2})")


def _runs(text: str, row: Row) -> list[list[Piece]]:
    """A row's cells, a new run wherever a label stands: behind a unit, a value, or another label far off."""
    out: list[list[Piece]] = []
    for p in row.cells:
        if p.kind not in ("label", "prose"):
            out = out or [[]]
            out[-1].append(p)
            continue
        at = p.start
        for gap in _APART.finditer(text, p.start, p.end):
            out.append([Piece(at, gap.start(), p.kind, p.indent)])
            at = gap.end()
        out.append([Piece(at, p.end, p.kind, p.indent)])
    return out


def _indent(text: str, piece: Piece) -> int:
    return piece.start - text.rfind("\n", 0, piece.start) - 1


def _length(text: str, piece: Piece) -> int:
    """The length of the longest line around a cell, as far as the table is set in lines."""
    start = text.rfind("\n", 0, piece.start) + 1
    stop = text.find("\n", piece.end)
    return max((stop if stop >= 0 else len(text)) - start, 1)
