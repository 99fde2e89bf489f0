"""Changes to a report that change its figures in a known way or not at all.

A change is a list of edits; what the figures become is told by ``Changed``: where each place of the old text stands in the new
one, and what the fields of a row become.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from mzstats.model import Observation

Edit = tuple[int, int, str]
Fields = dict[str, object]
FIELDS = ("metric", "area", "value", "unit", "aspect", "status", "bound", "period", "region")


@dataclass(frozen=True)
class Changed:
    """A new text, its edits to the old one (ascending, apart), and what becomes of the fields of a row that had ``Fields``."""

    text: str
    edits: Sequence[Edit]
    fields: Callable[[Fields, str], Fields]

    def place(self, start: int, end: int) -> tuple[int, int]:
        """Where a span of the old text stands in the new one."""
        return self._at(start, False), self._at(end, True)

    def _at(self, offset: int, is_end: bool) -> int:
        ends = [end for _, end, _ in self.edits]
        count = bisect_right(ends, offset - is_end)  # an insertion right behind a figure does not make it longer
        moved = offset + sum(len(new) - (end - start) for start, end, new in self.edits[:count])
        for start, end, new in self.edits[count:]:
            if start < offset and offset <= end and end > start:
                return moved - (offset - start) + (len(new) if offset == end else min(offset - start, len(new)))
        return moved


def same(fields: Fields, _: str) -> Fields:
    return fields


def apply(text: str, edits: Sequence[Edit], fields: Callable[[Fields, str], Fields] = same) -> Changed:
    """The text with its edits made."""
    edits = sorted(edits)
    out, at = [], 0
    for start, end, new in edits:
        assert start >= at, "edits lie over one another"
        out += [text[at:start], new]
        at = end
    return Changed("".join([*out, text[at:]]), edits, fields)


def fields_of(row: Observation) -> Fields:
    """What of a row is compared."""
    return {name: getattr(row, name) for name in FIELDS} | {"value": row.value.normalize()}


def expected(rows: Sequence[Observation], changed: Changed) -> list[tuple[tuple[int, int], Fields]]:
    """Where the rows must stand in the new text, and with what."""
    moved = [(changed.place(row.start, row.end), changed.fields(fields_of(row), row.text)) for row in rows]
    return sorted(moved, key=lambda pair: (pair[0], str(pair[1])))


# ---- the changes: each gives None where a text has nothing for it to change

_DIGITS = str.maketrans("123456789", "234567891")


def other_digits(text: str, rows: Sequence[Observation]) -> Changed | None:
    """Every figure but the percentages with other digits, as many as before (1 becomes 2, 9 becomes 1)."""
    spans = {(row.start, row.end): row for row in rows if not row.unit.startswith(("%", "‰", "pp")) and not re.search(r"[０-９]", row.text)}
    edits = [(start, end, text[start:end].translate(_DIGITS)) for start, end in spans]
    edits = [edit for edit in edits if re.fullmatch(r"\d[\d.,]*\D*|\d{1,3} \d{3}\D*", text[edit[0] : edit[1]])]
    moved = {text[start:end] for start, end, _ in edits}

    def fields(old: Fields, written: str) -> Fields:
        value = old["value"]
        assert isinstance(value, Decimal)
        if written not in moved or str(old["unit"]).startswith(("%", "‰", "pp")) or not value:
            return old
        before = Decimal(re.match(r"[\d.,]+(?: \d{3}(?!\d))?", written)[0].replace(",", "").replace(" ", ""))  # type: ignore[index]
        after = Decimal(str(before).translate(_DIGITS))
        return old | {"value": (value / before * after).normalize()}

    return apply(text, edits, fields) if edits else None


_YEAR = re.compile(r"(?<![\d.,])(?:19[89]|20[012])\d(?=\s*年|-\d\d|\s*[-—至]\s*20\d\d|\s*[|\t\n])")


def other_year(text: str, rows: Sequence[Observation]) -> Changed | None:
    """Every year two earlier."""
    spans = [match.span() for match in _YEAR.finditer(text) if not any(row.start < match.end() and match.start() < row.end for row in rows)]
    edits = [(start, end, str(int(text[start:end]) - 2)) for start, end in spans]
    if not edits or "十四五" in text or "十三五" in text or re.search("二[〇○零]", text):
        return None

    def fields(old: Fields, _: str) -> Fields:
        return old | {"period": re.sub(r"(?<!\d)(?:19|20)\d\d", lambda year: str(int(year[0]) - 2), str(old["period"]))}

    return apply(text, edits, fields)


_WIDE = {ord(c): chr(ord(c) + 0xFEE0) for c in "0123456789%"}


def full_width_digits(text: str, rows: Sequence[Observation]) -> Changed | None:
    """Digits of the figures in full width."""
    edits = [(row.start, row.end, row.text.translate(_WIDE)) for row in {row.start: row for row in rows}.values()]
    return apply(text, edits) if edits else None


def half_width_marks(text: str, rows: Sequence[Observation]) -> Changed | None:
    """Commas, semicolons, colons and brackets in half width."""
    table = str.maketrans("，；：（）", ",;:()")
    spans = [match.span() for match in re.finditer("[，；：（）]", text) if not re.match(r"[，,]\d", text[match.start() :])]
    return apply(text, [(a, b, text[a:b].translate(table)) for a, b in spans]) if spans else None


def full_width_marks(text: str, rows: Sequence[Observation]) -> Changed | None:
    """The same the other way; a comma within a number stays."""
    table = str.maketrans(",;:()", "，；：（）")
    spans = [match.span() for match in re.finditer(r"[;:()]|,(?!\d)", text)]
    inside = [(row.start, row.end) for row in rows]
    spans = [(a, b) for a, b in spans if not any(start < b and a < end for start, end in inside)]
    return apply(text, [(a, b, text[a:b].translate(table)) for a, b in spans]) if spans else None


def _gap(text: str, row: Observation) -> int | None:
    """Where the digits of a figure end and its unit begins, if it has one."""
    match = re.match(r"[\d.,]+(?=[^\d.,．%％‰\s])", text[row.start : row.end])
    return row.start + match.end() if match else None


def _spaced(char: str) -> Callable[[str, Sequence[Observation]], Changed | None]:
    def change(text: str, rows: Sequence[Observation]) -> Changed | None:
        gaps = {gap for row in rows if (gap := _gap(text, row)) is not None}
        return apply(text, [(gap, gap, char) for gap in gaps]) if gaps else None

    change.__doc__ = "A space between the digits of each figure and its unit."
    return change


def _sentences(text: str) -> list[tuple[int, int]]:
    """Spans of the sentences that end with a full stop."""
    return [match.span() for match in re.finditer(r"[^。\n]+。", text)]


_OWN = (":own", ":right")
_LEANS = re.compile(
    r"其中|分别|均|同比|环比|同期|比上年|较上年|上述|以上|此外|合计|共计|总计|累计|[（）()]|由|从|占|次均|人均|月均|：|:|的\d|为\d"
)


def _stands_alone(text: str, span: tuple[int, int], rows: Sequence[Observation]) -> bool:
    """Whether a stretch has figures, each with its own subject beside it, and leans on nothing."""
    inside = [row for row in rows if span[0] <= row.start < span[1]]
    return bool(inside) and all(row.rule.endswith(_OWN) for row in inside) and not _LEANS.search(text[slice(*span)])


def semicolons(text: str, rows: Sequence[Observation]) -> Changed | None:
    """A semicolon for the comma between two clauses that each name their subject, at the end of whose sentence nothing leans on either."""
    edits = []
    for start, end in _sentences(text):
        clauses = [match.span() for match in re.finditer(r"[^，。；]+[，。；]", text[start:end])]
        spans = [(start + a, start + b) for a, b in clauses]
        if len(spans) < 2 or not all(_stands_alone(text, span, rows) for span in spans):
            continue
        edits += [(b - 1, b, "；") for a, b in spans[:-1] if text[b - 1] == "，"]
    return apply(text, edits) if edits else None


def _swappable(text: str, span: tuple[int, int], rows: Sequence[Observation]) -> bool:
    return _stands_alone(text, span, rows) and not re.search(r"年|月|日|季度|期|全[省市县区国]|[省市县区]", text[slice(*span)])


def swapped_sentences(text: str, rows: Sequence[Observation]) -> Changed | None:
    """Two sentences side by side change places, where neither leans on anything and nothing leans on them."""
    spans = _sentences(text)
    leaning = ("before", "carried", "earlier")
    for (a, b), (c, d) in pairwise(spans):
        after = next((row for row in rows if row.start >= d), None)
        follows = after is not None and text.find("\n", d, after.start) < 0 and after.rule.endswith(leaning)
        opens = a == 0 or text[a - 1] == "\n"
        if b == c and not opens and not follows and _swappable(text, (a, b), rows) and _swappable(text, (c, d), rows):
            return Swapped(text[:a] + text[c:d] + text[a:b] + text[d:], [(a, b, ""), (c, d, "")], same)
    return None


class Swapped(Changed):
    """Two spans side by side, each in the other's place."""

    def place(self, start: int, end: int) -> tuple[int, int]:
        (a, b, _), (c, d, _) = self.edits
        shift = d - c if a <= start < b else a - b if c <= start < d else 0
        return start + shift, end + shift


TRAP = (
    "以上工作依据《社会救助办法》（民发〔2021〕15号）第二十条第（三）项办理，"
    "60周岁以上人员可拨打12345热线或0768-2123456咨询，办理时限为15个工作日。"
)


def trap_sentence(text: str, rows: Sequence[Observation]) -> Changed | None:
    """A sentence full of numbers that are no figures at the end of each paragraph with figures."""
    ends = [match.start() for match in re.finditer(r"(?<=。)(?=\n)", text)]
    lines = [(text.rfind("\n", 0, end) + 1, end) for end in ends]
    edits = [(end, end, TRAP) for start, end in lines if any(start <= row.start < end for row in rows)]
    return apply(text, edits) if edits else None


HEAD = "当前位置：首页 > 政务公开 > 统计信息\n索引号：11445102MB2D0001X/2024-00031\n浏览量：256次 字体：[大 中 小]\n"
FOOT = (
    "\n【打印本页】 【关闭窗口】\n主办：县人民政府办公室 网站标识码：4451020001\n"
    "粤ICP备12345678号-1 粤公网安备 44510202000123号\n扫一扫在手机打开当前页\n"
)


def boilerplate(text: str, rows: Sequence[Observation]) -> Changed | None:
    """A page's head and foot around the report."""
    return apply(text, [(0, 0, HEAD), (len(text), len(text), FOOT)])


CHANGES: dict[str, Callable[[str, Sequence[Observation]], Changed | None]] = {
    "other digits": other_digits,
    "other year": other_year,
    "full-width digits": full_width_digits,
    "half-width marks": half_width_marks,
    "full-width marks": full_width_marks,
    "a space before the unit": _spaced(" "),
    "a non-breaking space before the unit": _spaced("\xa0"),
    "semicolons between clauses": semicolons,
    "swapped sentences": swapped_sentences,
    "a trap sentence": trap_sentence,
    "boilerplate": boilerplate,
}
