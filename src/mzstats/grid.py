"""Tables: those the file gives and those that stand in plain text (pipes, tabs, aligned spaces, a cell a line, glued).

A table becomes figures' places: each number with the label of its row, the labels over that, the heads of its
column and its unit. Where the shape cannot be trusted (a row longer than its head, cells lost), the place says so
and no row is made of it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from mzstats.model import Table
from mzstats.segment import is_furniture, lines

Span = tuple[int, int]

NUMBER = re.compile(r"[-+−]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?\s*[%‰]?")
YEAR = re.compile(r"(?:19|20)\d\d\s*年?(?:度|末|底)?")
_UNIT = re.compile(
    r"(?:万|亿|千|百)?(?:元(?:\s*[/／∕每]?\s*(?:人|月|年|次)[/·.、,，∕每\s]*(?:月|年|次|人)?)?|人次|人|名|户次|户|对|个|家|所|处|件|起|宗|例|条|份|册|张|床|具|穴|座|场次|场|次|期|小时|%|‰|倍|块|项|单位)"
)
_GLUED = re.compile(rf"(?P<label>.*?[一-龥)）A-Za-z*])\s*(?P<unit>{_UNIT.pattern})?\s*(?P<number>{NUMBER.pattern})")
_GENERIC = re.compile(
    r"指\s*标(?:\s*名\s*称)?|(?:计量)?单\s*位|数\s*量|序\s*号|代\s*码|项\s*目(?:\s*名\s*称)?|类\s*别|名\s*称|备\s*注|项目\s*Item|Item|甲|乙|丙|本期|本年|合\s*计|总\s*计|指标值|数据|数值|完成数|累计|本月|本季|本期数|本年累计|栏次|地\s*区|单位名称|县\s*[(（]?市?.*|信息内容|是否达序时"
)
_SECTION = re.compile(r"^(?:[一二三四五六七八九十]+、|[(（][一二三四五六七八九十]+[)）]|\d+[.、．](?!\d)|[(（]\d+[)）])")
_LEVELS = (
    re.compile(r"^[一二三四五六七八九十]+、"), re.compile(r"^[(（][一二三四五六七八九十]+[)）]"),
    re.compile(r"^\d+[.、．](?!\d)"), re.compile(r"^[(（]\d+[)）]"), re.compile(r"^[A-Z][.、\s一-龥]"), re.compile(r"^[ⅠⅡⅢⅣI]+[.、\s]"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Slot:
    """One number of a table and all that says what it is."""

    start: int
    end: int
    label: Span | None
    parents: tuple[Span, ...]
    heads: tuple[Span, ...]
    unit: str
    refused: str = ""
    beside: tuple[Span, ...] = ()  # the heads of the other columns


@dataclass(frozen=True, slots=True)
class Prose:
    """A cell with sentences in it, read as a paragraph under its row's label and column's head."""

    start: int
    end: int
    label: Span | None
    heads: tuple[Span, ...]


@dataclass(slots=True)
class Piece:
    """A cell of a line: ``kind`` is label, unit, number, year, empty, prose."""

    start: int
    end: int
    kind: str
    indent: int = 0


@dataclass(slots=True)
class Region:
    """A stretch of lines that is a table."""

    start: int
    end: int
    rows: list[list[Piece]] = field(default_factory=list)
    given: bool = False


# ---------------------------------------------------------------- finding


def find(text: str) -> list[Region]:
    """The tables that stand in a plain text, in order."""
    spans = lines(text)
    marks = [_tabular(text, *span) for span in spans]
    regions: list[Region] = []
    i = 0
    while i < len(spans):
        if marks[i] == 0:
            i += 1
            continue
        j, strong, gap = i, 0, 0
        last = i
        while j < len(spans):
            if marks[j]:
                strong += marks[j]
                last, gap = j, 0
            elif _labelish(text, *spans[j]) and gap < 4:
                gap += 1
            else:
                break
            j += 1
        first = i
        # labels right above the first number belong to the table
        back = 0
        opening = text[slice(*spans[i])]
        many = opening.count("|") >= 2 or "\t" in opening or _head_line(opening)
        while (
            not many
            and first > 0
            and back < 20
            and _labelish(text, *spans[first - 1])
            and not marks[first - 1]
            and "|" not in text[slice(*spans[first - 1])]
        ):
            if _SECTION.match(text[slice(*spans[first - 1])]) and back and not _is_stream(text, spans, first, last):
                break
            first -= 1
            back += 1
        if strong >= 3 and _numbers(text, spans[first : last + 1]) >= 2:
            region = Region(spans[first][0], spans[last][1])
            region.rows = _rows(text, spans[first : last + 1])
            regions.append(region)
            i = last + 1
        else:
            i = max(last, i) + 1
    return regions


def _is_stream(text: str, spans: list[Span], first: int, last: int) -> bool:
    return sum("|" not in text[a:b] and "\t" not in text[a:b] for a, b in spans[first : last + 1]) > (last - first) / 2


def _numbers(text: str, spans: Sequence[Span]) -> int:
    return sum(len(re.findall(r"(?:^|[|\t]|\s{2}|[一-龥)）])\s*[\d,.]+\s*%?\s*(?=$|[|\t]|\s{2})", text[a:b])) for a, b in spans)


def _tabular(text: str, start: int, end: int) -> int:
    """2 for a line that can only be a table's, 1 for one that may be, 0 for none."""
    line = text[start:end]
    if is_furniture(line) and "|" not in line:
        return 0
    if line.count("|") >= 1 and not re.search(r"[。！？]", line) and (line.count("|") >= 2 or line.strip() == "|" or line.endswith("|")):
        return 2
    if line.count("|") >= 2 or re.fullmatch(r"[^|。]{1,30}\|\s*[\d,.]*\s*%?\s*", line):
        return 2
    if "\t" in line:
        return 2
    if NUMBER.fullmatch(line):
        return 2
    if _columns(line):
        return 2
    if _head_line(line):
        return 1
    if not re.search(r"[\d.%‰]$", line):
        return 0
    match = _GLUED.fullmatch(line)
    if (
        match
        and len(line) <= 40
        and not re.search(r"[。,，;；:：!]", match["label"])
        and not re.match(r".*(?:年|月|第|电话|〔|\[)\s*$", match["label"])
    ):
        return 1
    return 0


def _head_line(line: str) -> bool:
    """A head of aligned columns: several short words set apart by spaces."""
    if len(re.findall(r"(?<!\S)(?:19|20)\d\d年?(?!\S)", line)) >= 3:
        return True
    parts = re.split(r"\s{2,}", line.strip())
    return len(parts) >= 3 and all(len(p) <= 16 and not re.search(r"[。；，:：]", p) for p in parts)


def _columns(line: str) -> bool:
    parts = re.split(r"\s{2,}", line.strip())
    return len(parts) >= 2 and sum(bool(NUMBER.fullmatch(p)) for p in parts) >= 1 and not re.search(r"[。；，]", line)


_RULE = re.compile(r"[-—─━=_+|\s]{4,}")


def _labelish(text: str, start: int, end: int) -> bool:
    line = text[start:end]
    if _RULE.fullmatch(line):
        return True
    bilingual = re.search(r"[A-Za-z]{4}", line) is not None  # a label with its English beside it
    return (
        len(line) <= (110 if bilingual else 32)
        and not re.search(r"[。！？；，;]|如下" if bilingual else r"[。！？；，,;]|如下", line)
        and not is_furniture(line)
        and not line.endswith((":", "："))
    )


def _pieces(text: str, start: int, end: int, framed: bool = False) -> list[Piece]:
    line = text[start:end]
    cells: list[Span] = []
    if "|" in line:
        at = 0
        body = line
        for part in body.split("|"):
            cells.append((start + at, start + at + len(part)))
            at += len(part) + 1
        if not text[slice(*cells[-1])].strip() and len(cells) > 1:
            cells.pop()
        if framed and not text[slice(*cells[0])].strip() and len(cells) > 1:
            cells.pop(0)
    elif "\t" in line:
        at = 0
        for part in line.split("\t"):
            cells.append((start + at, start + at + len(part)))
            at += len(part) + 1
    elif (re.search(r"\s{2,}", line) and _columns(line)) or _head_line(line):
        at = 0
        for match in re.finditer(r"\s+(?=(?:19|20)\d\d年?(?:\s|$))|\s{2,}|$", line):
            cells.append((start + at, start + match.start()))
            at = match.end()
        cells = _spaced_out(text, cells)
    else:
        cells.append((start, end))
    out: list[Piece] = []
    line_start = text.rfind("\n", 0, start) + 1
    for a, b in cells:
        while a < b and text[a] in " \t":
            a += 1
        while b > a and text[b - 1] in " \t":
            b -= 1
        out += _piece(text, a, b, start - line_start, glue=len(cells) <= 2)
    return out


def _spaced_out(text: str, cells: list[Span]) -> list[Span]:
    """A head set in wide letters (指  标  名  称) is one cell."""
    out: list[Span] = []
    joined = False
    for a, b in cells:
        single = b - a == 1 and "一" <= text[a] <= "龥"
        if single and out and joined:
            out[-1] = (out[-1][0], b)
        else:
            out.append((a, b))
        joined = single
    return out


def _piece(text: str, a: int, b: int, indent: int, *, glue: bool) -> list[Piece]:
    cell = text[a:b]
    if not cell or cell in ("-", "—", "——", "/", "…", "--"):
        return [Piece(a, b, "empty", indent)]
    if YEAR.fullmatch(cell):
        return [Piece(a, b, "year", indent)]
    if NUMBER.fullmatch(cell):
        return [Piece(a, b, "number", indent)]
    if cell != "单位" and _UNIT.fullmatch(cell.replace(" ", "")):
        return [Piece(a, b, "unit", indent)]
    if not glue and re.search(r"[一-龥]{3}[^\d]{0,6}\d[\d.]*\s*[万亿]?(?:人|户|元|家|个|张|名|处|对|件|所|%)", cell):
        return [Piece(a, b, "prose", indent)]
    if len(cell) > 14 and re.search(r"\d", cell) and re.search(r"[。；，,;]|\d+\s*[万亿]?(?:人|户|元|家|个|张|名|处)", cell):
        return [Piece(a, b, "prose", indent)]
    if glue:
        match = _GLUED.fullmatch(cell)
        if match and not re.search(r"[:：]\s*$", match["label"]):
            out = [Piece(a, a + len(match["label"]), "label", indent)]
            if match["unit"]:
                out.append(Piece(a + match.start("unit"), a + match.end("unit"), "unit", indent))
            else:
                unit = re.search(rf"(?:{_UNIT.pattern})$", match["label"])
                if unit and len(unit.group()) > 1 and unit.start() > 2:
                    out[0].end = a + unit.start()
                    out.append(Piece(a + unit.start(), a + unit.end(), "unit", indent))
            out.append(Piece(a + match.start("number"), a + match.end("number"), "number", indent))
            return out
    return [Piece(a, b, "label", indent)]


def _rows(text: str, spans: Sequence[Span]) -> list[list[Piece]]:
    bars = sum(text[a:b].strip() == "|" for a, b in spans)
    if bars * 3 >= len(spans):
        # a bar on a line of its own between cells: the cells are the lines
        spans = [s for s in spans if text[s[0] : s[1]].strip() != "|"]
    barred = [text[a] == "|" for a, b in spans if "|" in text[a:b]]
    return [_pieces(text, a, b, bool(barred) and all(barred)) for a, b in spans if not _RULE.fullmatch(text[a:b])]


def given(text: str, table: Table) -> Region:
    """A table that the file itself gives, as rows of pieces in grid order."""
    cells = sorted(table.cells, key=lambda c: (c.row, c.col))
    region = Region(min(c.start for c in cells), max(c.end for c in cells), given=True)
    height = max(c.row + c.rowspan for c in cells)
    width = max(c.col + c.colspan for c in cells)
    grid: list[list[Piece | None]] = [[None] * width for _ in range(height)]
    for cell in cells:
        a, b = cell.start, cell.end
        while a < b and text[a] in " \t\n":
            a += 1
        while b > a and text[b - 1] in " \t\n":
            b -= 1
        piece = _piece(text, a, b, 0, glue=False)[0]
        for r in range(cell.row, min(cell.row + cell.rowspan, height)):
            for c in range(cell.col, min(cell.col + cell.colspan, width)):
                if (r, c) == (cell.row, cell.col) or piece.kind != "number":
                    grid[r][c] = piece
    region.rows = [[p or Piece(region.start, region.start, "empty") for p in row] for row in grid]
    return region


# ---------------------------------------------------------------- reading


def read(text: str, region: Region, caption: str = "") -> tuple[list[Slot], list[Prose]]:
    """The numbers of a table with what says what they are, and the cells to be read as prose."""
    slots: list[Slot] = []
    prose: list[Prose] = []
    heads: list[list[Piece]] = []
    stack: list[tuple[int, Span, bool]] = []  # level, label, whether the row had numbers of its own
    pending: list[Piece] = []
    above = [line for line in text[max(0, region.start - 160) : region.start].split("\n") if line.strip()][-2:]
    table_unit = _unit_line("\n".join(above))
    last_label: Span | None = None
    last_parents: tuple[Span, ...] = ()
    pending_unit = ""
    values_in_row = 0
    seen_data = False
    for row in region.rows:
        numbers = [p for p in row if p.kind == "number"]
        years = [p for p in row if p.kind == "year"]
        labels = [p for p in row if p.kind == "label"]
        units = [p for p in row if p.kind == "unit"]
        texts = [p for p in row if p.kind == "prose"]
        if not numbers and not texts:
            unit_line = next((u for p in labels if (u := _unit_line(text[p.start : p.end]))), "")
            if unit_line:
                table_unit = unit_line
                continue
            if (years and len(years) + len(labels) >= 2) or (len(labels) + len(years) >= 2 and not (units and len(labels) == 1)):
                if len(labels) >= 2 or years:
                    if seen_data:
                        heads, seen_data, stack = [], False, []
                    if pending and region_wide(text, region):
                        # a single label right over a row of heads spans them all
                        heads.append(pending[-1:])
                    heads.append(row)
                    pending = []
                    continue
            for p in labels:
                pieces = _split_labels(text, p)
                pending += pieces
            if units:
                pending_unit = text[units[-1].start : units[-1].end].replace(" ", "")
            elif labels:
                pending_unit = ""
            continue
        if texts and not (numbers and len(texts) == 0):
            label = next((p for p in row if p.kind == "label"), None)
            for p in texts:
                prose.append(Prose(p.start, p.end, (label.start, label.end) if label else None, _heads_of(text, heads, row, p)))
            if len(texts) >= 1:
                seen_data = True
                numbers = [p for p in numbers if not _ordinal(text, heads, row, p)]
                if not label:
                    continue
        numbers = [p for p in numbers if not _ordinal(text, heads, row, p)]
        if not numbers:
            continue
        if years and heads and row[0] is years[0]:
            labels = [years[0], *labels]  # years downward
        own = [p for p in labels if p.start < numbers[0].start] or (
            [] if region.given else labels[:1] if labels and labels[0].start < numbers[0].start else []
        )
        one_cell = len(row) == 1
        refused = ""
        if own:
            for p in own[:-1]:
                _push(text, stack, p)
            if not seen_data and not heads and len(pending) >= 1:
                heads_from, rest = _stream_heads(text, pending, _shape(region))
                if heads_from:
                    heads = [heads_from]
                pending = rest
            for p in pending:
                _push(text, stack, p)
            pending = []
            label_piece = own[-1]
            label: Span | None = (label_piece.start, label_piece.end)
            parents = _parents(text, stack, label_piece)
            values_in_row = 0
        elif pending:
            follow: list[Piece] = []
            if not heads and not seen_data:
                heads_from, pending = _stream_heads(text, pending, _shape(region))
                if heads_from:
                    heads = [heads_from]
            label_piece, follow = _pick(text, pending, bool(units))
            for p in pending[: pending.index(label_piece)]:
                _push(text, stack, p)
            label = (label_piece.start, label_piece.end)
            parents = _parents(text, stack, label_piece)
            pending = follow
            values_in_row = 0
        elif one_cell and last_label is not None:
            label, parents = last_label, last_parents
        elif heads and (region.given or len(row) >= 2):
            label, parents = None, tuple(s for _, s, data in stack if not data)
            values_in_row = 0
        else:
            refused = "a number without a label"
            label, parents = None, ()
        last_label, last_parents = label, parents
        unit = text[units[-1].start : units[-1].end].replace(" ", "") if units else pending_unit
        if not one_cell:
            pending_unit = ""
        for p in numbers:
            head = _heads_of(text, heads, row, p) if not one_cell else _stream_head(heads, values_in_row)
            reason = refused
            if not one_cell and heads and not region.given and len(row) > max(len(h) for h in heads) + 1 and len(numbers) > 1:
                reason = "more cells than the head has columns"
            if not head and len(numbers) > 1 and not heads and not refused:
                reason = "several values and no column heads"
            if one_cell:
                values_in_row += 1
            slots.append(
                Slot(
                    p.start,
                    p.end,
                    label,
                    parents,
                    head,
                    unit
                    or _cell_unit(text, p)
                    or _in_brackets(text, head)
                    or (_in_brackets(text, [label]) if label else "")
                    or _plain_unit(text, parents)
                    or table_unit,
                    reason,
                    tuple((h.start, h.end) for h in (heads[-1] if heads else []) if h.kind == "label"),
                )
            )
        seen_data = True
        # labels that stand after the value open what follows (web copies: 离婚登记* 六、社会组织)
    return slots, prose


def region_wide(text: str, region: Region) -> bool:
    """Whether the table's rows have several cells (and not a cell a line)."""
    return sum(len(r) > 1 for r in region.rows) * 2 > len(region.rows)


def _cell_unit(text: str, piece: Piece) -> str:
    return text[piece.end - 1] if text[piece.end - 1 : piece.end] in ("%", "‰") else ""


def _ordinal(text: str, heads: list[list[Piece]], row: list[Piece], piece: Piece) -> bool:
    head = _heads_of(text, heads, row, piece)
    if any(re.fullmatch(r"序\s*号|栏次|代\s*码|编号|行次", text[a:b].strip()) for a, b in head):
        return True
    return (
        row[0] is piece
        and len(row) > 2
        and row[1].kind in ("label", "prose")
        and piece.end - piece.start <= 3
        and len(row) >= 3
        and bool(heads)
        and len(heads[-1]) == len(row)
    )


def _split_labels(text: str, piece: Piece) -> list[Piece]:
    """Two labels in one cell (三、社会救助 城市最低生活保障) are two."""
    cell = text[piece.start : piece.end]
    out, at = [], 0
    for match in re.finditer(r"\s+(?=[一二三四五六七八九十]+、)|(?<=[一-龥*])\s+(?=[一-龥])", cell):
        if match.start() - at >= 3 and len(cell) - match.end() >= 3:
            out.append(Piece(piece.start + at, piece.start + match.start(), "label", piece.indent))
            at = match.end()
    out.append(Piece(piece.start + at, piece.end, "label", piece.indent))
    return out


def _pick(text: str, pending: list[Piece], has_unit: bool) -> tuple[Piece, list[Piece]]:
    """The label of a row that has none of its own: the last pending one, or, where the last opens a section, the one before."""
    if len(pending) >= 2 and _LEVELS[0].match(text[pending[-1].start : pending[-1].end]):
        return pending[-2], pending[-1:]
    return pending[-1], []


def _level(text: str, piece: Piece) -> int:
    cell = text[piece.start : piece.end].lstrip("#*· ")
    for level, pattern in enumerate(_LEVELS):
        if pattern.match(cell):
            return level
    return 6 + piece.indent


def _push(text: str, stack: list[tuple[int, Span, bool]], piece: Piece, data: bool = False) -> None:
    """Put a label over what follows. One without numbers stands over the rows of its own level too; a row with numbers only over deeper ones."""
    if _GENERIC.fullmatch(text[piece.start : piece.end].strip()):
        return
    level = _level(text, piece)
    while stack and (stack[-1][0] > level or (stack[-1][0] == level and (stack[-1][2] or not data))):
        stack.pop()
    stack.append((level, (piece.start, piece.end), data))


def _parents(text: str, stack: list[tuple[int, Span, bool]], label: Piece) -> tuple[Span, ...]:
    """The labels over this one, outermost first."""
    level = _level(text, label)
    _push(text, stack, label, data=True)
    return tuple(span for lv, span, data in stack if span != (label.start, label.end) and (lv < level or not data))


def _shape(region: Region) -> tuple[int, bool]:
    """Of a cell-a-line table: how many values its first row has, and whether a unit stands before them."""
    values, unit = 0, False
    for row in region.rows:
        kinds = [p.kind for p in row]
        if kinds == ["number"]:
            values += 1
        elif values:
            break
        else:
            unit = kinds == ["unit"]
    return values, unit


def _stream_heads(text: str, pending: list[Piece], shape: tuple[int, bool]) -> tuple[list[Piece], list[Piece]]:
    """Of the labels before the first number of a cell-a-line table: the column heads, and what is left as labels.

    The head has a cell for the label, one for the unit where there are units, and one for each value.
    """
    generic = [i for i, p in enumerate(pending) if _GENERIC.fullmatch(text[p.start : p.end].strip())]
    values, unit = shape
    if not generic or not values:
        return [], pending
    first = generic[0]
    lost = (
        re.fullmatch(r"(?:计量)?单\s*位", text[pending[first].start : pending[first].end]) is not None
    )  # the head's own first cell is gone
    size = (not lost) + unit + values
    head = pending[first : first + size]
    if any(_SECTION.match(text[p.start : p.end]) for p in head) or len(head) < size or len(pending) < first + size + 1:
        return [], pending[:first] + [p for p in pending[first:] if not _GENERIC.fullmatch(text[p.start : p.end].strip())]
    return head[unit - lost :] if unit or not lost else [head[0], *head], pending[:first] + pending[first + size :]


def _stream_head(heads: list[list[Piece]], index: int) -> tuple[Span, ...]:
    if not heads:
        return ()
    row = heads[-1]
    if index + 1 < len(row):
        piece = row[index + 1]
        return ((piece.start, piece.end),)
    return ()


def _heads_of(text: str, heads: list[list[Piece]], row: list[Piece], piece: Piece) -> tuple[Span, ...]:
    """The heads over a cell, outermost first: by column, or, where the row has lost its label cell, from the right."""
    out: list[Span] = []
    column = row.index(piece)
    for head in heads:
        index = column
        if len(head) != len(row) and len(head) != 1:
            values = [p for p in row if p.kind in ("number", "empty", "year")]
            tops = [p for p in head if p.kind in ("label", "year")]
            if piece in values and len(row) == len(values) and len(tops) >= len(values):
                index = head.index(tops[len(tops) - len(values) + values.index(piece)])
            elif len(row) > len(head):
                index = column - (len(row) - len(head))
        filled = [p for p in head if p.kind != "empty"]
        if len(filled) == 1 and len(head) <= len(row):
            out.append((filled[0].start, filled[0].end))
            continue
        if 0 <= index < len(head) and head[index].kind in ("label", "year", "unit"):
            span = (head[index].start, head[index].end)
            if span not in out:
                out.append(span)
    return tuple(out)


def _in_brackets(text: str, spans: Sequence[Span]) -> str:
    for a, b in reversed(list(spans)):
        match = re.search(r"[(（]\s*(?:单位[:：])?\s*([^()（）]{1,8})\s*[)）]\s*[*※]?\s*$", text[a:b]) or re.search(
            r"[(（]\s*(?:单位[:：])?\s*([^()（）]{1,8})\s*[)）]", text[a:b]
        )
        if match and _UNIT.fullmatch(match[1].replace(" ", "")):
            return match[1].replace(" ", "")
    return ""


def _plain_unit(text: str, spans: Sequence[Span]) -> str:
    return _in_brackets(text, spans)


def _unit_line(text: str) -> str:
    """The unit that a line such as 单位:万元 sets for a whole table; empty where several are named."""
    match = None
    for match in re.finditer(r"(?:计量)?单位\s*[:：]\s*([^\s|()（）,，;；。]{1,20})", text):
        pass
    if match is None:
        return ""
    names = re.split(r"[、和]", match[1])
    return "、".join(names) if all(_UNIT.fullmatch(name) for name in names) else ""
