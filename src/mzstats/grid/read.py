"""The rows of a table as slots: each number with its labels, heads and unit, or with why it cannot be trusted."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from mzstats.grid.abreast import stacked
from mzstats.grid.heads import Column, Heads, spans
from mzstats.grid.parts import MISFIT, Piece, Prose, Region, Row, Slot, Span
from mzstats.grid.shapes import (
    LABEL_HEAD,
    PART,
    PERIOD,
    RULE,
    SECTION,
    TOTAL,
    UNIT_HEAD,
    is_generic,
    plain,
    unit_in_brackets,
    unit_line,
    unit_of_head,
)
from mzstats.grid.stream import is_stream, regrouped
from mzstats.grid.tree import Tree
from mzstats.segment import is_furniture, lines

_FORM = re.compile(
    r"(?:编制|填报|制表|报送|批准|制定|发布)\s*(?:单位|机关|部门|日期|时间|人)?\s*[:：]|表\s*号|批准文号|有效期|综合机关|备案机关|(?:地区|行政区划|区划)\s*(?:编码|代码)\s*[:：]"
)
_BESIDE = 60  # columns whose heads are looked at beside a number
_PROGRAMME = re.compile(r"地点|会议地点|活动地点|参加人员|参会人员|参加对象|值班.*|主讲人|主持人|带班领导")
_NOTE = re.compile(r"注\s*\d?\s*[:：.、]|(?:备注|说明|填报说明|资料来源|数据来源)\s*[:：]|Note")
_IN_WORDS = re.compile(r"[,，。;；].{6}")
_RULER = re.compile(r"[甲乙丙丁戊己]|[A-Z]|\d{1,2}|[(]\d{1,2}[)]|\d{1,2}[=＝].*")


def read(text: str, region: Region) -> tuple[list[Slot], list[Prose]]:
    """The numbers of a table with what says what they are, and the cells to be read as prose."""
    reader = Reader(text, region)
    for row in reader.rows:
        reader.take(row)
    return reader.slots, reader.prose


class Reader:
    """What the rows so far have told: heads, labels that stand over others, units."""

    def __init__(self, text: str, region: Region) -> None:
        self.text = text
        self.given = region.given
        self.rows = stacked(text, region.rows if region.given else regrouped(text, region.rows))
        self.wide = region.given or not is_stream(region.rows)
        self.heads = Heads(text)
        self.tree = Tree(text)
        self.slots: list[Slot] = []
        self.prose: list[Prose] = []
        self.pending: list[Piece] = []  # labels that wait for their numbers
        self.pending_unit = ""
        self.seen = False  # whether the heads there are have data under them
        self.line = 0
        self.last: tuple[Span, tuple[Span, ...]] | None = None  # the label of the row before, and those over it
        self.last_unit = ""
        self.time: tuple[Span, ...] = ()  # the line over the heads that tells the time of the table
        self.beside: tuple[Span, ...] = ()  # the heads of the row's columns
        self.doubtful: set[Piece] = set()  # values of the row whose column cannot be told, for some were left out
        self.most = max((len(row.of("number")) for row in self.rows if not row.explicit and row.of("label")), default=0)
        self.above: list[Piece] = []  # the labels of the row above, where a merged label is told once
        self.caption, self.unit = _over(text, region.start)
        below = next((text[region.end + a : region.end + b] for a, b in lines(text[region.end : region.end + 60])), "")
        if not self.unit and len(below) < 20:
            self.unit = unit_line(below)

    # -- rows ---------------------------------------------------------------------------------------------------

    def take(self, row: Row) -> None:
        """Take in the next row: a unit, heads, labels, or data."""
        self.line += 1
        told = [p for p in row.cells if p.kind != "empty"]
        if len(told) > 1 and all(p is told[0] for p in told):
            row = Row(told[:1], row.explicit)  # merged over all columns
        if told and _NOTE.match(self._cell(told[0])):
            return
        if self._is_ruler(row):
            self._trap(row.of("number"), "number of a column")
        elif self._is_form(row):
            self.pending = [p for p in row.of("label", "year") if PERIOD.fullmatch(self._cell(p))] or self.pending
        elif self._is_head(row):
            self._head(row)
        elif self._late_years(row) or row.of("number", "odd", "prose"):
            self._data(row)
        else:
            self._labels(row)

    def _is_ruler(self, row: Row) -> bool:
        """A row that numbers the columns: 甲 乙 1 2 3."""
        cells = [plain(self._cell(p)) for p in row.cells if p.kind != "empty"]
        numbers = [int(cell) for cell in cells if cell.isdecimal()]
        return (
            len(cells) > 1 and all(_RULER.fullmatch(cell) for cell in cells)
            and numbers == list(range(1, len(numbers) + 1)) and (len(numbers) < len(cells) or (len(numbers) > 2 and not self.seen))
        )  # fmt: skip

    def _is_form(self, row: Row) -> bool:
        """A row of the form's own: 编制单位:… | 2024年10月 |; only its time matters."""
        first = next((self._cell(p) for p in row.cells if p.kind != "empty"), "")
        return not row.of("number") and _FORM.match(first) is not None and not unit_line(first)

    def _is_head(self, row: Row) -> bool:
        if row.of("number", "odd"):
            return False
        labels, years, units = row.of("label"), row.of("year"), row.of("unit")
        if any(unit_line(self._cell(p)) for p in labels) and len(labels) + len(years) < 3:
            return False
        first = next((p for p in row.cells if p.kind != "empty"), None)
        if first is None or (row.of("prose") and not is_generic(self._cell(first))):
            return False
        if years and self.heads and first.kind == "label" and not is_generic(self._cell(first)):
            return False  # 镇 2003 2011: numbers that look like years
        if len(units) >= 2 or (units and len(labels) >= 2):
            return True
        if years and len(years) + len(labels) >= 2:
            return True
        return len(labels) >= 2 and not (self.seen and self._names_row(row))

    def _names_row(self, row: Row) -> bool:
        """Whether a row without numbers is one of labels (城市低保 | A类 | | ) under heads that go on."""
        columns = self.heads.over(row)
        if columns is None or is_generic(self._cell(row.cells[0])):
            return False
        filled = [columns[i] for i, p in enumerate(row.cells) if p.kind == "label"]
        last = row.cells[-1].kind == "empty"
        return last and all(self.heads.says(column, (LABEL_HEAD, UNIT_HEAD)) or self.heads.is_ordinal(column) for column in filled)

    def _late_years(self, row: Row) -> bool:
        """Bare years in the place of values are numbers."""
        if not self.heads or len(row.cells) < 2:
            return False
        late = [p for p in row.cells[1:] if p.kind == "year" and self._cell(p).isdecimal()]
        for p in late:
            p.kind = "number"
        return bool(late)

    def _head(self, row: Row) -> None:
        if self.seen:
            self.heads.clear()
            self.tree.clear()
            self.seen = False
        if self.pending:
            # a single label right over a row of heads spans them all: the table's name, or its time
            over = self.pending[-1]
            if PERIOD.fullmatch(self._cell(over)):
                self.time = (over.span,)
            elif self.wide or self._is_alone(over):
                self.caption = over.span
                self.unit = unit_line(self._cell(over)) or unit_in_brackets(self._cell(over)) or self.unit
        self.pending, self.above = [], []
        self.heads.add(row.cells)

    def _is_alone(self, p: Piece) -> bool:
        """Whether a label is a line of the text by itself, and so no cell of a row."""
        stop = self.text.find("\n", p.end)
        line = self.text[self.text.rfind("\n", 0, p.start) + 1 : stop if stop >= 0 else len(self.text)]
        return not self.given and line.strip() == self._cell(p)

    def _labels(self, row: Row) -> None:
        """A row without numbers: a unit for the table, a label over what follows, or an entry that was left blank."""
        labels, units = row.of("label", "year"), row.of("unit")
        told = next((unit for p in labels if (unit := unit_line(self._cell(p)))), "")
        if told:
            self.unit = told
            return
        if not labels and not units:
            return
        alone = len(labels) == len([p for p in row.cells if p.kind != "empty"]) == 1 and not row.explicit and not self.given
        if alone and self.heads and not self.seen and PART.match(self._cell(labels[0])):
            self.heads.add(row.cells)  # 床位数, under it 其中:护理型: a column of its own
            return
        if self._is_blank(row, labels, units):
            self._settle()
            self.tree.push(labels[-1], data=True)
            return
        if self.pending:
            # a line without a Chinese word goes on with the English of the label before it
            labels = [p for p in labels if re.search(r"[一-龥]", self._cell(p))]
        self.pending += [part for p in labels for part in _split_labels(self.text, p)]
        if units:
            self.pending_unit = plain(self._cell(units[-1]))
        elif labels:
            self.pending_unit = ""

    def _is_blank(self, row: Row, labels: list[Piece], units: list[Piece]) -> bool:
        """Whether a row has its place among the others but no number."""
        if not labels or len(row.cells) < 2 or SECTION.match(self._cell(labels[-1])):
            return bool(labels and units and len(row.cells) > 2)
        if units:
            return True
        columns = self.heads.over(row)
        return columns is not None and self.heads.names_places(columns[row.at(labels[-1])])

    def _settle(self) -> None:
        """Labels that waited stand over what follows."""
        for p in self.pending:
            self.tree.push(p)
        self.pending = []

    # -- data ---------------------------------------------------------------------------------------------------

    def _data(self, row: Row) -> None:
        columns: list[Column] | None = self.heads.over(row) if self.heads else [()] * len(row.cells)
        ordinals = [p for i, p in enumerate(row.cells) if self._is_ordinal(row, i, columns)]
        self._trap(ordinals, "number of a row")
        numbering = set(ordinals)
        values = [p for p in row.of("number", "odd") if p not in numbering]
        texts = row.of("prose")
        if not values and not texts:
            if not ordinals:
                self._labels(row)
            return
        unit = self._row_unit(row)
        self.beside = tuple(h.span for column in (columns or ())[:_BESIDE] for h in column[-1:] if h.kind == "label")
        if self._is_two_up(row, values):
            self._two_up(row, values, columns, unit)
        else:
            label, parents = self._label(row, columns, values, texts)
            self.last, self.last_unit = (label, parents) if label else None, unit
            if not row.explicit and len(row.cells) < self.heads.width() and len(values) < min(self.most, self.heads.values()):
                self.doubtful = set(values[1:])
            for p in values:
                self._slot(row, p, label, parents, columns, unit, len(values))
            for p in texts if not self._is_programme() else ():
                heads = spans(columns[row.at(p)]) if columns else ()
                self.prose.append(Prose(p.start, p.end, label, (*parents, *heads)))
        self.pending_unit, self.doubtful = "", set()
        self.seen = True

    def _is_programme(self) -> bool:
        """Whether the heads are those of a timetable: what is told there is who comes where."""
        return any(_PROGRAMME.fullmatch(plain(self.text[a:b])) for a, b in self.beside)

    def _is_ordinal(self, row: Row, index: int, columns: list[Column] | None) -> bool:
        piece = row.cells[index]
        if piece.kind not in ("number", "odd"):
            return False
        if columns and self.heads.is_ordinal(columns[index]):
            return True
        after = row.cells[index + 1 : index + 2]
        short = piece.end - piece.start <= 3 and self._cell(piece).isdecimal()
        return index == 0 and short and bool(after) and after[0].kind in ("label", "prose")

    def _row_unit(self, row: Row) -> str:
        units = row.of("unit")
        return plain(self._cell(units[-1])) if units else self.pending_unit

    def _is_two_up(self, row: Row, values: list[Piece]) -> bool:
        """Whether label and number stand side by side more than once in a row (项目 数量 项目 数量)."""
        if not values or row.of("prose"):
            return False
        counted = set(values)
        kinds = ["v" if p in counted else p.kind[0] for p in row.cells if p.kind in ("label", "unit") or p in counted]
        if not re.fullmatch(r"(lu?v+)(?:lu?v+)+", "".join(kinds)):
            return False
        if not self.heads.says_labels() and self.heads.width() == len(values):
            return True  # 2009年 2010年 2009年 2010年 over label and values twice
        if "vv" in "".join(kinds):
            return False
        columns = self.heads.over(row) if self.heads else None
        over = {plain(self._cell(columns[row.at(p)][-1])) for p in values if columns[row.at(p)]} if columns else set()
        return not self.heads or len(over) == 1  # 项目 数量 项目 数量, and not 名称 数量 等级 床位

    def _two_up(self, row: Row, values: list[Piece], columns: list[Column] | None, unit: str) -> None:
        label: Piece | None = None
        counted = set(values)
        if columns is None:
            told = iter(self.heads.in_order())
            columns = [next(told, ()) if p in counted else () for p in row.cells]
        for p in row.cells:
            if p.kind == "label":
                label, unit = p, ""
            elif p.kind == "unit":
                unit = plain(self._cell(p))
            elif p in counted and label is not None:
                self._slot(row, p, label.span, self.tree.sections(), columns, unit, 1)

    def _label(
        self, row: Row, columns: list[Column] | None, values: list[Piece], texts: list[Piece]
    ) -> tuple[Span | None, tuple[Span, ...]]:
        """The label of a row and the labels over it: its own, else the one that waits."""
        own = self._own_labels(row, columns, values or texts)
        if own:
            self._settle()
            for p in own[:-1]:
                self.tree.push(p)
            return own[-1].span, self.tree.parents(own[-1])
        if self.pending:
            label, following = self._waiting()
            self.pending = self.pending[: self.pending.index(label)]
            self._settle()
            self.pending = following
            return label.span, self.tree.parents(label)
        if self.last and row.explicit and row.cells[0].kind == "empty" and row.of("unit") and self._row_unit(row) != self.last_unit:
            return self.last  # 低保 户 12, under it 人 20: the label is told once
        return None, self.tree.sections()

    def _own_labels(self, row: Row, columns: list[Column] | None, values: list[Piece]) -> list[Piece]:
        """The label cells before the first value; a year there is one; codes and remarks are none."""
        out: list[Piece] = []
        for i, p in enumerate(row.cells):
            if p is values[0]:
                break
            fits = p.kind == "label" or (p.kind == "year" and not out)
            if fits and not (columns and self.heads.is_ordinal(columns[i]) and not TOTAL.fullmatch(plain(self._cell(p)))):
                out.append(p)
        if values[0].kind == "prose" and columns:
            # beside cells of prose other cells of words tell as much; the label is the one under 项目
            named = [p for p in out if self.heads.says(columns[row.at(p)], (LABEL_HEAD,))]
            return named or out[:1]
        return [p for i, p in enumerate(out) if not i or not _IN_WORDS.search(self._cell(p))]  # 临时救助|按困难情形分档确定,…|76

    def _waiting(self) -> tuple[Piece, list[Piece]]:
        """Of the labels that wait the last; where one opens a section the one before it is meant, and the rest waits on."""
        for index, (one, following) in enumerate(pairwise(self.pending)):
            # 养老机构 四、社会救助 城市最低生活保障, run together in one cell: the number is the first one's
            opens = re.match(r"[一二三四五六七八九十]+、", self._cell(following))
            if opens and ("\n" not in self.text[one.end : following.start] or index + 2 == len(self.pending)):
                return one, self.pending[index + 1 :]
        return self.pending[-1], []

    # -- slots --------------------------------------------------------------------------------------------------

    def _slot(
        self, row: Row, p: Piece, label: Span | None, parents: tuple[Span, ...], columns: list[Column] | None, unit: str, count: int
    ) -> None:
        index = row.at(p)
        column = columns[index] if columns else ()
        heads = spans(column)
        own = plain(self.text[p.stop : p.end])
        if self._cell(p)[-1:] in "%‰":
            own = self._cell(p)[-1]
        row_unit = unit or self._named_unit(label, parents)
        around = unit or self._head_unit(heads) or row_unit or self.unit
        if own in ("万", "亿") and around[:1] not in ("", "百", "千", "万", "亿") and "、" not in around:
            own += around  # 金额(元) | 36万
        self.slots.append(Slot(
            p.start, p.end, p.stop, label, (*self.time, *parents), heads,
            unit=own or around, row_unit=row_unit or self.unit,
            refused=row.refused or self._refused(row, p, columns, count, label, heads),
            beside=self.beside,
            row=self.line, column=column[-1].start if column else index, caption=self.caption,
        ))  # fmt: skip

    def _head_unit(self, heads: Sequence[Span]) -> str:
        return next((unit for a, b in reversed(heads) if (unit := unit_of_head(self.text[a:b]))), "")

    def _named_unit(self, label: Span | None, parents: Sequence[Span]) -> str:
        """The unit in brackets of the row's label or the nearest label over it."""
        named = [*parents, *([label] if label else [])]
        return next((unit for a, b in reversed(named) if (unit := unit_in_brackets(self.text[a:b]))), "")

    def _refused(self, row: Row, p: Piece, columns: list[Column] | None, count: int, label: Span | None, heads: Sequence[Span]) -> str:
        if p.kind == "odd":
            return "no plain number: cells or digits have run together"
        if columns is None:
            return MISFIT if count > 1 else ""
        if label is None and not heads:
            return "a number without a label"
        if count > 1 and not self.heads:
            return "several values and no column heads"
        if p in self.doubtful:
            return "fewer values than columns: which are left out cannot be told"
        if count > 1 and not heads:
            return "a value outside the columns that have heads"
        return ""

    def _trap(self, pieces: Sequence[Piece], why: str) -> None:
        for p in pieces:
            self.slots.append(Slot(p.start, p.end, p.stop, None, trap=why, row=self.line))

    def _cell(self, p: Piece) -> str:
        return self.text[p.start : p.end]


_ATTACHED = re.compile(r"附(?:件|表)?\s*\d*\s*[:：]\s*")  # 附:8月份农村低保资金发放表


def _over(text: str, start: int) -> tuple[Span | None, str]:
    """The line over a table that names it, and the unit that one there sets."""
    at = max(0, start - 240)
    near = [(at + a, at + b) for a, b in lines(text[at:start])][-3:]
    unit = unit_line("\n".join(text[a:b] for a, b in near[-2:]))
    for a, b in reversed(near):
        if attached := _ATTACHED.match(text, a, b):
            a = attached.end()
        line = text[a:b]
        if (unit_line(line) and len(line) < 24) or RULE.fullmatch(line) or re.fullmatch(r"[(（][^()（）]*[)）]", line):
            continue
        if _FORM.match(line) and len(line) < 24:
            continue  # 填报单位:沂南县民政局
        named = len(line) <= 48 and not re.search(r"[。；;！？|\t]|[:：]$", line) and re.search(r"[一-龥]{4}", line)
        if not named or is_furniture(line):
            return None, unit
        return (a, b), unit or unit_in_brackets(line)
    return None, unit


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
