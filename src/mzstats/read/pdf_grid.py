"""Ruled tables on a page of a pdf: from lines to a grid of cells, merged ones found by the lines that are missing."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from mzstats.read.pdf_page import Char, Level, Upright

NEAR = 3.0  # points: lines this close are one line, or touch
OPEN_SIDE = 8.0  # points: level lines that stick out this far beyond the last upright close a column without one
MAX_GRID = 20_000  # places in one grid
MAX_CROSSINGS = 1_000_000  # pairs of lines on a page; beyond this it is a drawing


@dataclass(slots=True)
class Box:
    """A cell: its place in the grid, its spans, and the characters in it."""

    row: int
    col: int
    rowspan: int
    colspan: int
    chars: list[Char]


@dataclass(slots=True)
class Ruled:
    """A table on a page: where it stands, its column lines and its cells."""

    top: float
    bottom: float
    xs: list[float]
    ys: list[float]
    boxes: list[Box]

    @property
    def rows(self) -> int:
        return len(self.ys) - 1


def find_tables(levels: list[Level], uprights: list[Upright]) -> list[Ruled]:
    """The ruled tables that the lines make, from the top down, without their characters."""
    level, upright = _merge_levels(levels), _merge_uprights(uprights)
    if len(level) * len(upright) > MAX_CROSSINGS:
        return []
    tables = [table for group in _groups(level, upright) if (table := _grid(*group)) is not None]
    return sorted(tables, key=lambda table: table.top)


def fill(tables: list[Ruled], chars: list[Char]) -> list[Char]:
    """Puts the characters that stand in a table into its cells; gives the others back in order."""
    if not tables:
        return chars
    rest: list[Char] = []
    where = [_places(table) for table in tables]
    for char in chars:
        x, y = (char.x0 + char.x1) / 2, (char.top + char.bottom) / 2
        for table, places in zip(tables, where, strict=True):
            if table.top <= y < table.bottom and table.xs[0] <= x < table.xs[-1]:
                places[bisect_right(table.ys, y) - 1, bisect_right(table.xs, x) - 1].chars.append(char)
                break
        else:
            rest.append(char)
    return rest


def _places(table: Ruled) -> dict[tuple[int, int], Box]:
    return {(box.row + down, box.col + right): box for box in table.boxes for down in range(box.rowspan) for right in range(box.colspan)}


def _joined(lines: Iterable[tuple[float, float, float]]) -> list[tuple[float, float, float]]:
    """Lines on the same place made one: near ones take the same place, touching ones are joined."""
    out: list[tuple[float, float, float]] = []
    band: list[tuple[float, float, float]] = []

    def close() -> None:
        if not band:
            return
        at = sum(line[0] for line in band) / len(band)
        start, end = 0.0, -1.0
        for _, a, b in sorted(band, key=lambda line: line[1]):
            if end < start:
                start, end = a, b
            elif a <= end + NEAR:
                end = max(end, b)
            else:
                out.append((at, start, end))
                start, end = a, b
        out.append((at, start, end))
        band.clear()

    for line in sorted(lines):
        if band and line[0] - band[-1][0] > NEAR:
            close()
        band.append(line)
    close()
    return out


def _merge_levels(levels: list[Level]) -> list[Level]:
    return [Level(*line) for line in _joined(levels)]


def _merge_uprights(uprights: list[Upright]) -> list[Upright]:
    return [Upright(*line) for line in _joined(uprights)]


def _groups(levels: list[Level], uprights: list[Upright]) -> list[tuple[list[Level], list[Upright]]]:
    """Lines that hang together through crossings."""
    parent = list(range(len(levels) + len(uprights)))

    def root(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    for i, level in enumerate(levels):
        for j, upright in enumerate(uprights):
            if level.x0 - NEAR <= upright.x <= level.x1 + NEAR and upright.y0 - NEAR <= level.y <= upright.y1 + NEAR:
                parent[root(i)] = root(len(levels) + j)
    groups: dict[int, tuple[list[Level], list[Upright]]] = {}
    for i, level in enumerate(levels):
        groups.setdefault(root(i), ([], []))[0].append(level)
    for j, upright in enumerate(uprights):
        groups.setdefault(root(len(levels) + j), ([], []))[1].append(upright)
    return list(groups.values())


def _distinct(values: Iterable[float]) -> list[float]:
    out: list[float] = []
    for value in sorted(values):
        if not out or value - out[-1] > NEAR:
            out.append(value)
    return out


def _grid(levels: list[Level], uprights: list[Upright]) -> Ruled | None:
    """The table that lines hanging together make; None where they make none of two columns.

    One of a single row may be the rest of a table begun on the page before.
    """
    if len(levels) < 2 or not uprights:
        return None
    xs, ys = _distinct(line.x for line in uprights), _distinct(line.y for line in levels)
    left, right = min(line.x0 for line in levels), max(line.x1 for line in levels)
    open_left, open_right = left < xs[0] - OPEN_SIDE, right > xs[-1] + OPEN_SIDE
    xs = [left] * open_left + xs + [right] * open_right
    if len(xs) < 3 or len(ys) < 2 or (len(xs) - 1) * (len(ys) - 1) > MAX_GRID:
        return None

    def walled(col: int, row: int) -> bool:
        """Whether there is a line left of a place."""
        middle = (ys[row] + ys[row + 1]) / 2
        if (col == 0 and open_left) or (col == len(xs) - 1 and open_right):
            return True
        return any(abs(line.x - xs[col]) <= NEAR and line.y0 <= middle <= line.y1 for line in uprights)

    def floored(col: int, row: int) -> bool:
        """Whether there is a line above a place."""
        middle = (xs[col] + xs[col + 1]) / 2
        return any(abs(line.y - ys[row]) <= NEAR and line.x0 <= middle <= line.x1 for line in levels)

    boxes = _boxes(len(ys) - 1, len(xs) - 1, walled, floored)
    if boxes is None or len(boxes) < 2:
        return None
    return Ruled(ys[0], ys[-1], xs, ys, boxes)


def _boxes(rows: int, cols: int, walled: Callable[[int, int], bool], floored: Callable[[int, int], bool]) -> list[Box] | None:
    """Places of the grid with no line between them made one cell; None where such a cell is not a rectangle."""
    owner: dict[tuple[int, int], int] = {}
    boxes: list[Box] = []
    for row in range(rows):
        for col in range(cols):
            if (row, col) in owner:
                continue
            across = 1
            while col + across < cols and not walled(col + across, row) and (row, col + across) not in owner:
                across += 1
            down = 1
            while row + down < rows and not any(floored(col + i, row + down) for i in range(across)):
                down += 1
            places = [(row + i, col + j) for i in range(down) for j in range(across)]
            if any(place in owner for place in places) or any(walled(col + j, row + i) for i in range(down) for j in range(1, across)):
                return None
            owner.update((place, len(boxes)) for place in places)
            boxes.append(Box(row, col, down, across, []))
    return boxes
