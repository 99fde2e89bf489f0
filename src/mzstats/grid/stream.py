"""Tables with a cell a line: their cells dealt out to rows again."""

from __future__ import annotations

import re
from collections import Counter

from mzstats.grid.parts import Piece, Row
from mzstats.grid.shapes import LABEL_HEAD, SECTION, TOTAL, UNIT_ALONE, UNIT_HEAD, is_generic, plain, unit_in_brackets

_VALUE = ("number", "empty", "odd", "year")


def is_stream(rows: list[Row]) -> bool:
    """Whether most of the rows have one cell only."""
    return sum(len(row.cells) == 1 for row in rows) * 2 > len(rows)


def regrouped(text: str, rows: list[Row]) -> list[Row]:
    """The rows, those with one cell only dealt out to rows of their own where they hold numbers."""
    out: list[Row] = []
    run: list[Row] = []
    for row in rows:
        if len(row.cells) == 1 or (row.cells[0].kind == "label" and all(p.kind == "empty" for p in row.cells[1:])):
            run.append(row)
        else:
            out += _dealt(text, run)
            out.append(row)
            run = []
    return out + _dealt(text, run)


def _dealt(text: str, rows: list[Row]) -> list[Row]:
    """The rows that tables one under the other make: each begins with a head over labels that comes after numbers."""
    out: list[Row] = []
    start, numbers = 0, False
    for i, row in enumerate(rows):
        p = row.cells[0]
        if numbers and p.kind == "label" and LABEL_HEAD.fullmatch(plain(text[p.start : p.end])):
            out += _table(text, rows[start:i])
            start, numbers = i, False
        numbers = numbers or p.kind == "number"
    return out + _table(text, rows[start:])


def _table(text: str, rows: list[Row]) -> list[Row]:
    """The rows that cells one a line make: a head where there is one, then a label with what follows it.

    A row that has not as many values as the others is marked: cells were lost.
    """
    if not any(row.cells[0].kind in ("number", "odd") for row in rows):
        return rows
    cells = [row.cells[0] for row in rows]
    first = next(i for i, p in enumerate(cells) if p.kind in ("number", "odd"))
    heads = _rejoined(text, cells[:first])
    cells, first = [*heads, *cells[first:]], len(heads)
    if numbered := _numbered(text, cells, first):
        return numbered
    values, unit = _shape(cells, first)
    if merged := _merged_heads(text, cells, first) or _partly_merged(text, cells, first):
        return merged
    if grouped := _grouped_heads(text, cells, first, values):
        return [*grouped, *_data(text, cells[first - 1 :], values)]
    head, rest = _head(text, cells[:first], values, unit)
    out = [Row([p]) for p in rest[0]]
    if head:
        out.append(Row(head))
    rows = _data(text, [*rest[1], *cells[first:]], values)
    known = {plain(text[p.start : p.end]) for p in head if p.kind == "label"}
    left = [text[p.start : p.end] for p in rest[1]]
    if (
        head
        and values > 1
        and any(p.kind == "year" or is_generic(one) or plain(one) in known for p, one in zip(rest[1], left, strict=True))
    ):
        for row in rows:
            row.refused = row.refused or "more heads than columns: which are over which cannot be told"
    return out + rows


def _numbered(text: str, cells: list[Piece], first: int) -> list[Row]:
    """Rows that are numbered in a column of their own (序号 乡镇 人数 金额, 1 甲镇 3318 291440); none where they are not so throughout."""
    start = next((i for i in range(first) if plain(text[cells[i].start : cells[i].end]) == "序号"), -1)
    width = first - start
    if start < 0 or width < 3:
        return []
    rows, at = [Row(cells[start:first])], first
    while at < len(cells):
        cell = text[cells[at].start : cells[at].end]
        total = TOTAL.fullmatch(plain(cell)) is not None and len(rows) > 1
        row = [Piece(cells[at].start, cells[at].start, "empty"), *cells[at : at + width - 1]] if total else cells[at : at + width]
        fits = len(row) == width and row[1].kind == "label" and all(p.kind in _VALUE for p in row[2:])
        if not fits or not (total or cell == str(len(rows))):
            break
        rows.append(Row(row, True))
        at += width - total
    if len(rows) < 3:
        return []
    return [*(Row([p]) for p in cells[:start]), *rows, *(Row([p]) for p in cells[at:])]


def _shape(cells: list[Piece], first: int) -> tuple[int, int]:
    """How many values most rows have, and where their unit stands: 1 before the values, 2 after them, 0 nowhere."""
    counts: Counter[int] = Counter()
    run, before, after = 0, 0, 0
    for i, cell in enumerate(cells[first:], first):
        if cell.kind in _VALUE:
            run += 1
            before += run == 1 and i > 0 and cells[i - 1].kind == "unit"
        elif run:
            counts[run] += 1
            after += cell.kind == "unit"
            run = 0
    counts[run] += bool(run)
    values = max(counts, key=lambda n: (counts[n], -n), default=1)
    return values, 1 if before and before >= after else 2 if after else 0


def _merged_heads(text: str, cells: list[Piece], first: int) -> list[Row]:
    """One row of values without a label, under heads that repeat, under heads of those (生活补贴 护理补贴 人数 金额 人数 金额)."""
    count = len(cells) - first
    if count < 2 or first <= count or any(p.kind not in _VALUE for p in cells[first:]) or any(p.kind != "label" for p in cells[:first]):
        return []
    below = cells[first - count : first]
    names = [plain(text[p.start : p.end]) for p in below]
    groups = names.count(names[0])
    upper = cells[max(0, first - count - groups) : first - count]
    if groups < 2 or count % groups or names != names[: count // groups] * groups or len(upper) < groups:
        return []
    above = [Row([p]) for p in cells[: first - count - groups]]
    return [*above, Row(upper), Row(below), Row(cells[first:], True)]


def _partly_merged(text: str, cells: list[Piece], first: int) -> list[Row]:
    """The same where all heads tell their units, or only those that stand over others tell none."""
    count = len(cells) - first
    if any(p.kind not in _VALUE for p in cells[first:]) or any(p.kind != "label" for p in cells[:first]):
        return []
    names = [plain(text[p.start : p.end]) for p in cells[:first]]
    if (
        count > 1
        and first >= count
        and all(map(unit_in_brackets, names[first - count : first]))
        and len(set(names[first - count :])) == count
    ):
        return [*(Row([p]) for p in cells[: first - count]), Row(cells[first - count : first]), Row(cells[first:], True)]
    for groups, size in ((g, s) for g in (2, 3, 4) for s in (2, 3)):
        below, upper = groups * size, count - groups * size + groups
        if upper <= groups or first < below + upper or names[first - below : first] != names[first - size : first] * groups:
            continue
        over = cells[first - below - upper : first - below]
        merged = [p for p in over if not unit_in_brackets(text[p.start : p.end])]
        if len(merged) != groups or not all(map(unit_in_brackets, names[first - below : first])):
            continue
        lower = iter(cells[first - below : first])
        heads: list[tuple[Piece, Piece]] = []
        for p in over:
            nothing = Piece(p.start, p.start, "empty")
            heads += [(p if i == 0 else nothing, next(lower)) for i in range(size)] if p in merged else [(p, nothing)]
        above = [Row([p]) for p in cells[: first - below - upper]]
        return [*above, Row([a for a, _ in heads], True), Row([b for _, b in heads], True), Row(cells[first:], True)]
    return []


_GOES_ON = re.compile(r"(?:发放|支出|本月|当月|实际)$")


def _rejoined(text: str, cells: list[Piece]) -> list[Piece]:
    """Heads broken over lines put together: a unit in brackets with what it is of, and a verb with what it is done to (本月发放 人数)."""
    out: list[Piece] = []
    for p in cells:
        cell = plain(text[p.start : p.end])
        last = out[-1] if out and out[-1].kind == "label" else None
        broken = last is not None and (
            UNIT_ALONE.fullmatch(cell) or (p.kind == "label" and _GOES_ON.search(plain(text[last.start : last.end])))
        )
        if last is not None and broken and not unit_in_brackets(text[last.start : last.end]):
            out[-1] = Piece(last.start, p.end, "label", last.indent)
        else:
            out.append(p)
    return out


def _grouped_heads(text: str, cells: list[Piece], first: int, values: int) -> list[Row]:
    """Two rows of heads in the order of their cells: of groups, then for each the same names (生活补贴 护理补贴 人数 金额 人数 金额)."""
    heads = cells[: first - 1]
    below = heads[-values:] if values > 1 else []
    names = [plain(text[p.start : p.end]) for p in below]
    groups = names.count(names[0]) if names else 0
    size = len(names) // groups if groups > 1 else 0
    if (
        not size
        or names != names[:size] * groups
        or len(heads) < values + groups + 1
        or any(p.kind != "label" for p in heads[-values - groups - 1 :])
    ):
        return []
    label, upper = heads[-values - groups - 1], heads[-values - groups : -values]
    if not is_generic(text[label.start : label.end]):
        return []
    nothing = Piece(label.start, label.start, "empty")
    over = [cell for p in upper for cell in (p, *[nothing] * (size - 1))]
    return [*(Row([p]) for p in heads[: -values - groups - 1]), Row([label, *over], True), Row([nothing, *below], True)]


def _head(text: str, cells: list[Piece], values: int, unit: int) -> tuple[list[Piece], tuple[list[Piece], list[Piece]]]:
    """Of the cells before the first number: those of the head in the order of the rows, and what stands before and after them.

    The head has a cell for the label, one for the unit where rows have units, and one for each value.
    """
    first = next((i for i, p in enumerate(cells) if p.kind == "label" and is_generic(text[p.start : p.end])), -1)
    if first < 0:
        return [], (cells, [])
    # the head's own first cell may be lost
    lost = unit == 1 and UNIT_HEAD.fullmatch(plain(text[cells[first].start : cells[first].end])) is not None
    size = (not lost) + bool(unit) + values
    head = cells[first : first + size]
    if len(cells) < first + size or any(SECTION.match(text[p.start : p.end]) or p.kind == "unit" for p in head):
        named = [p for p in cells[first:] if not is_generic(text[p.start : p.end])]
        return [], (cells[:first], named)
    if lost:
        head = [Piece(head[0].start, head[0].start, "empty"), *head]
    if unit == 2:
        head = [head[0], head[-1], *head[1:-1]]
    return head, (cells[:first], cells[first + size :])


def _data(text: str, cells: list[Piece], values: int) -> list[Row]:
    out: list[Row] = []
    labels: list[Piece] = []
    at = 0
    while at < len(cells):
        cell = cells[at]
        if (cell.kind not in _VALUE and cell.kind != "unit") or (cell.kind == "year" and not labels):
            labels.append(cell)
            at += 1
            continue
        stop = at
        units: list[Piece] = []
        run: list[Piece] = []
        while stop < len(cells) and (cells[stop].kind in _VALUE or (cells[stop].kind == "unit" and not (units and run))):
            (units if cells[stop].kind == "unit" else run).append(cells[stop])
            stop += 1
        out += _row(text, labels, units, run, values)
        labels, at = [], stop
    return out + [Row([p]) for p in labels]


def _row(text: str, labels: list[Piece], units: list[Piece], run: list[Piece], values: int) -> list[Row]:
    """A row with its label, and rows of their own for the labels that stand over it or open what follows."""
    after: list[Row] = []
    last = text[labels[-1].start : labels[-1].end] if labels else ""
    if len(labels) > 1 and units and SECTION.match(last) and last[0] in "一二三四五六七八九十":
        after = [Row([labels.pop()])]
    row = Row([*labels[-1:], *units, *run], True)
    if run and len(run) != values and values > 1:
        row.refused = f"{len(run)} values where the other rows have {values}: cells are lost"
    elif len(run) > values:
        row.refused = "more values than columns: cells are lost"
    return [*(Row([p]) for p in labels[:-1]), row, *after]
