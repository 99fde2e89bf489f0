"""The heads of columns: rows of them one under the other, told apart where web copies have lost the merged cells."""

from __future__ import annotations

import re
from collections.abc import Sequence

from mzstats.grid.parts import Piece, Row, Span
from mzstats.grid.shapes import CODE_HEAD, LABEL_HEAD, NAMES_PLACES, NO_VALUE_HEAD, PART, UNIT_HEAD, is_generic, plain, unit_of_head

Column = tuple[Piece, ...]


_OF_KINDS = re.compile("分类|类别|构成|动态管理|变动|变化|其中")  # a head over others


class Heads:
    """The head rows over the data rows that follow them."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._rows: list[list[Piece]] = []
        self._columns: dict[int, list[Column] | None] = {}
        self._layouts: dict[tuple[int, int, int, bool], list[int | None] | None] = {}
        self._first = -1  # where the values of a whole row began

    def __bool__(self) -> bool:
        return bool(self._rows)

    def clear(self) -> None:
        """Forget the heads: a new table begins."""
        self._rows, self._columns, self._layouts, self._first = [], {}, {}, -1

    def add(self, row: Sequence[Piece]) -> None:
        """Put a row of heads under those there are."""
        self._rows.append(_trimmed(row))
        self._columns, self._layouts = {}, {}

    def width(self) -> int:
        """The number of columns of the lowest row of heads."""
        return len(self._rows[-1]) if self._rows else 0

    def in_order(self) -> list[Column]:
        """The lowest heads one after the other, whatever columns they stand in."""
        return [(p,) for p in self._rows[-1] if p.kind != "empty"] if self._rows else []

    def says_labels(self) -> bool:
        """Whether a head of the lowest row is of a column that holds no values."""
        return bool(self._rows) and self._lead([(p,) for p in self._rows[-1]]) > 0

    def values(self) -> int:
        """How many columns of values there are, as the lowest row of heads tells."""
        lowest: list[Column] = [(p,) for p in self._rows[-1]] if self._rows else []
        return len(lowest) - self._lead(lowest) - self._remarks(lowest)

    def says(self, column: Column, what: Sequence[re.Pattern[str]]) -> bool:
        """Whether the lowest head of a column is of one of these shapes (compiled patterns)."""
        return bool(column) and any(shape.fullmatch(plain(self._cell(column[-1]))) for shape in what)

    def over(self, row: Row) -> list[Column] | None:
        """For each cell of a row the heads over it, outermost first; None where they cannot be told."""
        cells = _trimmed(row.cells)
        numbered = len(cells) > 1 and cells[0].kind == "number" and cells[1].kind in ("label", "prose")
        first = next((i for i, p in enumerate(cells) if p.kind in ("number", "odd") and not (numbered and i == 0)), len(cells))
        while first and cells[first - 1].kind in ("empty", "year") and first > 1:
            first -= 1
        unit = next((i for i, p in enumerate(cells[:first]) if p.kind in ("unit", "code")), -1)
        if unit >= 0 and cells[unit].kind == "code":
            unit = -2 - unit  # anchored by its code, which has a head of its own
        key = (len(cells), first, unit, row.explicit)
        if key not in self._layouts:
            self._layouts[key] = self._layout(*key)
        layout = self._layouts[key]
        if layout is None:
            return None
        columns = self._told(len(cells)) or []
        rest = len(row.cells) - len(cells)
        return [columns[i] if i is not None else () for i in layout] + [()] * rest

    def names_places(self, column: Column) -> bool:
        """Whether a column names the places or offices that its rows are of."""
        return self.says(column, (NAMES_PLACES,))

    def is_ordinal(self, column: Column) -> bool:
        """Whether a column numbers the rows or holds codes."""
        return self.says(column, (NO_VALUE_HEAD,))

    # -- which column a cell stands in --------------------------------------------------------------------------

    def _layout(self, count: int, first: int, unit: int, explicit: bool) -> list[int | None] | None:
        """The column of each cell of a row with ``count`` cells whose values begin at ``first``."""
        columns = self._told(count)
        if columns is None:
            return None
        width, values = len(columns), count - first
        if width == 1 and len(self._rows) == 1:
            return [0] * count
        if count == width:
            self._first = first if self._first < 0 else self._first
            return list(range(count))
        shift = self._shift(columns, count, first, unit, values, explicit)
        if shift is None:
            return None
        return [i + shift if 0 <= i + shift < width else None for i in range(count)]

    def _shift(self, columns: list[Column], count: int, first: int, unit: int, values: int, explicit: bool) -> int | None:
        """By how much the cells of a row stand to the left of their columns, because cells were lost."""
        width, lead = len(columns), self._lead(columns)
        head = (CODE_HEAD,) if unit < -1 else (UNIT_HEAD,)
        anchor = -2 - unit if unit < -1 else unit
        head_unit = next((i for i in range(len(columns) - 1, -1, -1) if self.says(columns[i], head)), -1)  # 单位 Unit: the last
        if anchor >= 0 and head_unit >= 0:
            shift = head_unit - anchor
            return shift if shift >= 0 and count + shift <= width else None
        if values == width - lead:
            return width - count
        if values and count == width - self._remarks(columns) and first == lead:
            return 0  # nothing stands under 备注
        if explicit and count < width and first >= lead:
            return 0
        return None

    def _remarks(self, columns: list[Column]) -> int:
        """How many of the last columns hold remarks."""
        found = 0
        while found < len(columns) and self.says(columns[-1 - found], (NO_VALUE_HEAD,)):
            found += 1
        return found

    def _is_lead(self, piece: Piece) -> bool:
        """Whether a head is of a column that holds no values."""
        return piece.kind == "empty" or self.says((piece,), (LABEL_HEAD, UNIT_HEAD, NO_VALUE_HEAD))

    def _lead(self, columns: list[Column]) -> int:
        """How many columns on the left hold no values: as a whole row has shown, else as their heads say."""
        if self._first >= 0 and len(columns) == self.width():
            return self._first
        lead = 0
        while lead < len(columns) and (not columns[lead] or self.says(columns[lead], (LABEL_HEAD, UNIT_HEAD, NO_VALUE_HEAD))):
            lead += 1
        return lead

    # -- rows of heads as columns -------------------------------------------------------------------------------

    def _told(self, count: int) -> list[Column] | None:
        """The columns, where a row of data has ``count`` cells; None where the merged heads cannot be told apart."""
        if count not in self._columns:
            self._columns[count] = self._combined(self._rows, count)
        return self._columns[count]

    def _combined(self, rows: list[list[Piece]], count: int) -> list[Column] | None:
        if not rows:
            return []
        if len(rows) > 2 and count - 1 <= len(rows[-1]) <= count and all(p.kind == "unit" for p in rows[-1]):
            return self._with_units(self._combined(rows[:-1], count), rows[-1])
        if len(rows) > 1 and len(rows[-1]) == count - 1 and not any(self._is_lead(p) for p in (rows[-1][0], rows[-2][0])):
            values = self._combined(rows, count - 1)  # no head over the labels
            return values and [(), *values]
        if len(rows) > 1 and len(rows[-1]) == 1 and len(rows[-2]) == count - 1 and PART.match(self._cell(rows[-1][0])):
            return self._with_part([(p,) for p in rows[-2]], rows[-1][0])
        lowest: list[Column] = [(p,) if p.kind != "empty" else () for p in rows[-1]]
        columns: list[Column] | None = lowest
        for upper in reversed(rows[:-1]):
            columns = self._joined(upper, columns, count) if columns is not None else None
        if columns is None and len(lowest) == count and sum(is_generic(self._cell(p)) for p in rows[-1]) > count // 2:
            columns = lowest  # 指标名称 单位 代码 数量 上期 tells its columns, whatever lines of the form stand over it
        return columns and [_distinct(column) for column in columns]

    def _with_units(self, columns: list[Column] | None, units: list[Piece]) -> list[Column] | None:
        """A row of units under all heads, whichever of them are merged: one for each column of values."""
        if columns is None:
            return None
        lead = len(columns) - len(units)
        return [*columns[:lead], *((*column, unit) for column, unit in zip(columns[lead:], units, strict=True))]

    def _with_part(self, whole: list[Column], part: Piece) -> list[Column]:
        """The head of a part (其中:护理型) on a line of its own: a column behind the one that it stands under."""
        at = next((i for i in range(len(whole) - 1, -1, -1) if self._indent(whole[i][-1]) <= self._indent(part)), len(whole) - 1)
        return [*whole[: at + 1], (*whole[at], part), *whole[at + 1 :]]

    def _indent(self, piece: Piece) -> int:
        return piece.start - self._text.rfind("\n", 0, piece.start)

    def _joined(self, upper: list[Piece], below: list[Column], count: int) -> list[Column] | None:
        """One row of heads put over the columns below it."""
        if len(upper) == 1 and not is_generic(self._cell(upper[0])):
            return [(upper[0], *column) for column in below]
        units = all(column and unit_of_head(self._cell(column[-1])) for column in below)  # (个) (张) (人) under their heads
        if len(upper) == len(below) and (count <= len(upper) or units) and not any(p.kind == "empty" for p in upper):
            return [(p, *column) for p, column in zip(upper, below, strict=True)]
        if any(p.kind == "empty" for p in upper):
            return self._spread(upper, below, count)
        return self._grouped(upper, below, count)

    def _spread(self, upper: list[Piece], below: list[Column], count: int) -> list[Column]:
        """Empty cells in the upper row tell how far a merged head reaches; the lower row may lack those under whole-height heads."""
        lead = self._lead([(p,) if p.kind != "empty" else () for p in upper])
        if lead and below and below[0] and len(below) + lead == count:
            below = [()] * lead + below
        below = below + [()] * (len(upper) - len(below))
        out: list[Column] = []
        last: Column = ()
        for i, column in enumerate(below):
            piece = upper[i] if i < len(upper) else None
            if piece is not None and piece.kind != "empty":
                last = (piece,)
                out.append((piece, *column))
            else:
                out.append((*last, *column) if column else ())
        return out

    def _grouped(self, upper: list[Piece], below: list[Column], count: int) -> list[Column] | None:
        """Without empty cells: as many of the upper heads are merged ones as the count of cells in the data demands."""
        groups = len(upper) + len(below) - count
        if not 0 < groups <= len(upper) or any(not column for column in below):
            return None
        merged = [i for i, p in enumerate(upper) if not is_generic(self._cell(p))]
        if len(merged) != groups:
            lead = self._lead([(p,) for p in upper])
            merged = list(range(lead, len(upper)))
        if len(merged) != groups:
            merged = [i for i, p in enumerate(upper) if _OF_KINDS.search(plain(self._cell(p)))]
        if len(merged) != groups:
            return None
        shares = self._shares(below, groups)
        if shares is None:
            return None
        out: list[Column] = []
        for i, piece in enumerate(upper):
            out += [_distinct((piece, *column)) for column in shares[merged.index(i)]] if i in merged else [(piece,)]
        return out

    def _shares(self, below: list[Column], groups: int) -> list[list[Column]] | None:
        """The lower heads dealt out to the merged ones over them: where the first of them comes again, a new share begins."""
        if groups == 1:
            return [below]
        names = [plain(self._cell(column[-1])) for column in below]
        starts = [i for i, name in enumerate(names) if name == names[0]]
        if len(starts) != groups:
            return self._alike(below, names) if groups == 2 else None
        return [below[a:b] for a, b in zip(starts, [*starts[1:], len(below)], strict=True)]

    def _alike(self, below: list[Column], names: list[str]) -> list[list[Column]] | None:
        """Two shares told apart by how their names begin (女性 老年人 残疾人, 当月新增 当月退出); None where that is not plain."""
        cuts = [
            i for i in range(1, len(names)) if len({name[:2] for name in names[i:]}) == 1 and names[i][:2] not in {n[:2] for n in names[:i]}
        ]
        return [below[: cuts[0]], below[cuts[0] :]] if cuts and len(names) - cuts[0] > 1 else None

    def _cell(self, piece: Piece) -> str:
        return self._text[piece.start : piece.end]


def spans(column: Column) -> tuple[Span, ...]:
    """The places of a column's heads."""
    return tuple(p.span for p in column)


def _distinct(column: Column) -> Column:
    """A head that reaches over several rows stands in each of them, but is one head."""
    out: list[Piece] = []
    for piece in column:
        if all(piece.span != other.span for other in out):
            out.append(piece)
    return tuple(out)


def _trimmed(row: Sequence[Piece]) -> list[Piece]:
    """A row without the empty cells at its end."""
    cells = list(row)
    while cells and cells[-1].kind == "empty":
        cells.pop()
    return cells
