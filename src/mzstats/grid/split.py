"""Lines of plain text, and the cells that a file gives, as rows of pieces."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from mzstats.grid.barred import barred, walled
from mzstats.grid.cell import piece
from mzstats.grid.parts import Piece, Region, Row, Span
from mzstats.grid.shapes import NUMBER, RULE, UNIT, UNIT_ALONE, head_words, is_generic, unit_in_brackets
from mzstats.model import Table

_YEARS = re.compile(r"(?<!\S)(?:19|20)\d\d\s?年?(?!\S)")
_WIDE = re.compile(r"\s{2,}")
_CODE = r"[A-Z]{1,8}\d{4,}"
_SINGLE = re.compile(
    rf"(?P<label>\S(?:[^\d]|(?<!\s)\d(?!\S*\s[\d,.]+$))*?)(?:\s+(?P<unit>{UNIT.pattern}))?(?:\s+(?P<code>{_CODE}))?\s+"
    rf"(?P<values>{NUMBER.pattern}(?:\s+{NUMBER.pattern})*)"
)
_ENGLISH = r"(?<=\()1[0 ]+(?: million)? [a-z]"  # 资金支出(万元) Expenditure (10000 yuan)
_AGE = r"(?<=[(（])\d{1,3}(?:[-—~至]\d{1,3})?周?岁"  # 高龄补贴(80-89周岁)
_VALUES = re.compile(
    rf"(?P<label>(?:[(（]?\d{{1,2}}(?:[)）]|[.、．](?!\d))\s?)?[^\d\s](?:(?:[^\d]|{_ENGLISH}|{_AGE})*[^\d\s])?|\d{{1,2}}月份?|(?:19|20)\d\d年)"
    rf"\s+(?P<values>{NUMBER.pattern}(?:\s+{NUMBER.pattern})+)(?:\s+(?P<note>[一-龥][^\s,，。;；]{{1,12}}))?"
)
_NUMBERED = re.compile(r"(\d{1,2})\s+(?=[一-龥])")
_ONLY_VALUES = re.compile(rf"{NUMBER.pattern}(?:\s+{NUMBER.pattern})+")
GLUED = re.compile(rf"(?P<label>.*?[一-龥)）A-Za-z*])\s*(?P<unit>{UNIT.pattern})?\s*(?P<number>{NUMBER.pattern})")


def single_spaced(line: str) -> list[Span]:
    """The cells of a line whose columns are parted by one blank (镇 个 20113; 结婚率 9.3 9.4); none for any other line."""
    if len(line) > 200:
        return []
    if _ONLY_VALUES.fullmatch(line):
        return [match.span() for match in re.finditer(r"\S+", line)]
    numbered = _NUMBERED.match(line)
    if numbered and (cells := single_spaced(line[numbered.end() :])):
        return [numbered.span(1), *((a + numbered.end(), b + numbered.end()) for a, b in cells)]  # 1 向家畈村 61 21,960
    match = _SINGLE.fullmatch(line)
    if match is None or not (match["unit"] or match["code"]):
        match = _VALUES.fullmatch(line)
    if match is None or re.search(r"[。；;]|[,，](?!\d{3})", match["label"]):
        return []
    cells = [match.span("label")]
    cells += [match.span(name) for name in ("unit", "code") if match.groupdict().get(name)]
    at = match.start("values")
    cells += [(at + m.start(), at + m.end()) for m in re.finditer(r"\S+", match["values"])]
    return [*cells, match.span("note")] if match.groupdict().get("note") else cells


def side_by_side(line: str) -> list[Span]:
    """The cells of a line of several such stretches set apart by more blanks (结婚 20970 21464   离婚 2741 3140)."""
    parts = list(re.finditer(r"\S+(?:\s\S+)*", line))
    if len(parts) < 2 or not all(single_spaced(part[0]) for part in parts):
        return []
    return [(part.start() + a, part.start() + b) for part in parts for a, b in single_spaced(part[0])]


_LISTED = re.compile(r"[^,，。；;:：]{1,24}(?:,[^,，。；;:：\d]{0,12}|,-?\d[\d.]*%?|,(?:19|20)\d\d年?){2,}")


def is_listed(line: str) -> bool:
    """A line of cells parted by commas: a label, and numbers or heads with nothing else in their cells."""
    cells = line.split(",")
    if any(len(cell) == 3 and cell.isdecimal() for cell in cells[1:]) and not any(map(UNIT.fullmatch, cells[1:])):
        return False  # 1,068,445, but not 村委会,个,206,205
    told = sum(NUMBER.fullmatch(cell) is not None or _YEARS.fullmatch(cell) is not None for cell in cells[1:])
    return _LISTED.fullmatch(line) is not None and (told >= 2 or (told >= 1 and len(cells) > 3) or all(map(is_generic, cells)))


def years(line: str) -> int:
    """How many years stand in a line as words of their own."""
    return len(_YEARS.findall(line)) if "年" in line or "20" in line or "19" in line else 0


def wide_parts(line: str) -> list[str]:
    """The parts of a line set apart by two blanks or more."""
    return _WIDE.split(line.strip())


def rows_of(text: str, lines: Sequence[Span]) -> list[Row]:
    """The rows of a region's lines. Bars that end lines or stand on one part cells where the cells are the lines."""
    alone = sum(text[a:b] == "|" for a, b in lines)
    if alone >= 6 and sum(text[a : a + 2] == "||" and not text[a:b].strip("|") for a, b in lines) >= 3 and (rows := walled(text, lines)):
        return rows
    ends = sum(text[a:b] == "|" or (text[a:b].strip("| ").count("|") == 0 and text[b - 1] == "|") for a, b in lines)
    if ends * 2 >= len(lines) and (rows := barred(text, lines)):
        return rows
    lines = [s for s in lines if text[s[0] : s[1]] != "|"]
    piped = [text[a:b] for a, b in lines if "|" in text[a:b]]
    framed = sum(line[0] == "|" for line in piped) > len(piped) * 2 / 3  # but for a line of the page's head
    closed = framed or sum(line[-1] == "|" for line in piped) * 2 > len(piped)  # else a bar at the end tells of an empty cell
    return _with_loose_heads(text, [_row(text, a, b, framed, closed) for a, b in lines if not RULE.fullmatch(text[a:b])])


def _with_loose_heads(text: str, rows: list[Row]) -> list[Row]:
    """A line that has as many words as the row under it has cells is their head, though one blank only parts them."""
    for above, row in pairwise(rows):
        if len(above.cells) > 1:
            break
        if len(row.cells) >= 3 and not row.explicit:
            cell = above.cells[0]
            words = list(re.finditer(r"\S*[一-龥]\S*", text[cell.start : cell.end]))
            labelled = row.cells[0].kind == "label" and all(p.kind in ("number", "year") for p in row.cells[1:])
            fits = len(row.cells) - 1 if labelled and len(words) == len(row.cells) - 1 else len(row.cells)  # no head over the labels
            if len(words) == fits == len(text[cell.start : cell.end].split()):
                above.cells = [piece(text, cell.start + w.start(), cell.start + w.end()) for w in words]
            break
    return rows


def _row(text: str, start: int, end: int, framed: bool, closed: bool) -> Row:
    cells, explicit = _cells(text, start, end, framed, closed)
    indent = start - text.rfind("\n", 0, start) - 1
    pieces: list[Piece] = []
    alone = len(cells) <= 2 and not any(piece(text, a, b).kind == "number" for a, b in cells)
    for a, b in cells:
        pieces += _pieces(text, a, b, indent, glue=alone)
        indent = 0
    return Row(pieces, explicit)


def _cells(text: str, start: int, end: int, framed: bool, closed: bool) -> tuple[list[Span], bool]:
    """The cells of a line with their blanks, and whether empty ones are told."""
    line = text[start:end]
    if "|" in line:
        cells = _parted(line, start, "|")
        if framed and not text[slice(*cells[0])].strip() and len(cells) > 1:
            cells.pop(0)
        if closed and not text[slice(*cells[-1])].strip() and len(cells) > 1:
            cells.pop()
        return cells, len(cells) > 1 and not text[slice(*cells[-1])].strip()
    if "\t" in line:
        # blanks at the ends of the line are cells too
        first, stop = text.rfind("\n", 0, start) + 1, text.find("\n", end)
        return _parted(text[first : stop if stop >= 0 else len(text)], first, "\t"), True
    if line.count(",") >= 2 and is_listed(line):
        return _parted(line, start, ","), True
    heads = head_words(line)
    if heads:
        return [(start + a, start + b) for a, b in heads], False
    parts = wide_parts(line)
    if len(parts) > 1 and (any(NUMBER.fullmatch(p) for p in parts) or is_head_line(line)):
        return _joined_letters(text, _at_blanks(line, start)), False
    if is_head_line(line):
        cells = _at_blanks(line if years(line) >= 2 else line.replace(" ", "\t"), start)
        return _with_units(text, [part for cell in cells for part in _generic_words(text, *cell)]), False
    return [(start + a, start + b) for a, b in single_spaced(line) or side_by_side(line)] or [(start, end)], False


def is_head_line(line: str) -> bool:
    """A head of aligned columns: several short words set apart by blanks, or years side by side."""
    if len(_WIDE.sub("  ", line)) > 160 or re.search(r"[。；;，:：]", line):
        return False
    if years(line) >= 2:
        rest = _YEARS.sub("", line).split()
        return sum(map(len, rest)) <= 16 or all(map(is_generic, rest))
    words = line.split()
    if len(words) >= 3 and sum(bool(unit_in_brackets(word)) for word in words) >= 2 and not re.search(r"\d", line):
        return True  # 月份 火化遗体(具) 火化率(%)
    parts = wide_parts(line)
    return len(parts) >= 3 and all(len(p) <= 16 for p in parts)


def _parted(line: str, start: int, bar: str) -> list[Span]:
    out, at = [], start
    for part in line.split(bar):
        out.append((at, at + len(part)))
        at += len(part) + 1
    return out


def _at_blanks(line: str, start: int) -> list[Span]:
    """The cells of a line parted by two blanks or more, or by one before and after a year."""
    out, at = [], start
    for match in re.finditer(r"\s+(?=(?:19|20)\d\d\s?年?(?:\s|$))|(?<=\d\d年)\s+|\s{2,}|\t|$", line):
        if start + match.start() > at:
            out.append((at, start + match.start()))
        at = start + match.end()
    return out


_WORD = re.compile(r"\S+")


def _generic_words(text: str, a: int, b: int) -> list[Span]:
    """The words of a cell that are heads by themselves (指标 单位 before years), else the cell."""
    words = [match.span() for match in _WORD.finditer(text, a, b)]
    return words if len(words) > 1 and all(is_generic(text[slice(*word)]) for word in words) else [(a, b)]


def _with_units(text: str, cells: list[Span]) -> list[Span]:
    """A unit in brackets set apart from its head (单位数 (个)) belongs to it; a row of such units stays as it is."""
    alone = [UNIT_ALONE.fullmatch(text, a, b) is not None for a, b in cells]
    if all(alone) or not any(alone):
        return cells
    out: list[Span] = []
    for (a, b), unit in zip(cells, alone, strict=True):
        if unit and out:
            out[-1] = (out[-1][0], b)
        else:
            out.append((a, b))
    return out


def _joined_letters(text: str, cells: list[Span]) -> list[Span]:
    """A head set in wide letters (指  标  名  称) is one cell; a row of units (户  人  元) is not."""
    if len(cells) > 2 and all(UNIT.fullmatch(text, a, b) for a, b in cells):
        return cells
    out: list[Span] = []
    gap = 0  # between the letters so far; a wider one parts cells (个   数        个)
    joined = False
    for a, b in cells:
        single = b - a == 1 and "一" <= text[a] <= "龥"
        if single and joined and out and (not gap or a - out[-1][1] <= gap + 2):
            gap = gap or a - out[-1][1]
            out[-1] = (out[-1][0], b)
        else:
            out.append((a, b))
            gap = 0
        joined = single
    return out


def _pieces(text: str, a: int, b: int, indent: int, *, glue: bool) -> list[Piece]:
    """A cell as pieces: several where label, unit and number have run together."""
    cell = piece(text, a, b, indent)
    if not glue or cell.kind not in ("label", "prose"):
        return [cell]
    match = GLUED.fullmatch(text, cell.start, cell.end)
    if match is None or re.search(r"[:：,，。;；]\s*$", match["label"]) or cell.kind == "prose":
        return [cell]
    before = text[cell.start : match.start("number")].strip()
    if UNIT.fullmatch(before):
        return [Piece(cell.start, cell.start + len(before), "unit"), Piece(*match.span("number"), "number")]
    label = Piece(*match.span("label"), "label", cell.indent)
    number = Piece(*match.span("number"), "number")
    if match["unit"]:
        return [label, Piece(*match.span("unit"), "unit"), number]
    unit = re.search(rf"(?:{UNIT.pattern})$", match["label"])
    if unit and len(unit.group()) > 1 and unit.start() > 2:
        label.end = label.stop = label.start + unit.start()
        return [label, Piece(match.start() + unit.start(), match.start() + unit.end(), "unit"), number]
    return [label, number]


def given(text: str, table: Table) -> Region:
    """A table that the file itself gives. A merged cell stands in all its columns, but a number only in the first."""
    region = Region(min(c.start for c in table.cells), max(c.end for c in table.cells), given=True)
    height = max(c.row + c.rowspan for c in table.cells)
    width = max(c.col + c.colspan for c in table.cells)
    grid: list[list[Piece | None]] = [[None] * width for _ in range(height)]
    for cell in sorted(table.cells, key=lambda c: (c.row, c.col)):
        found = piece(text, cell.start, cell.end)
        for r in range(cell.row, min(cell.row + cell.rowspan, height)):
            for c in range(cell.col, min(cell.col + cell.colspan, width)):
                if (r, c) == (cell.row, cell.col) or found.kind not in ("number", "odd", "prose"):
                    grid[r][c] = found
    region.rows = [Row([p or Piece(region.start, region.start, "empty") for p in row], True) for row in grid]
    return region
