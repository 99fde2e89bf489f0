"""Where tables stand in plain text.

Each line is marked by its own look: 2 for one that can only be a table's, 1 for one that may be, 0 for none. A region
is a run of marked lines with a few short ones between them, if it holds numbers in cells of their own.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from mzstats.grid.parts import Region, Span
from mzstats.grid.shapes import MEASURED, NUMBER, PART, RULE, SECTION, UNIT, YEAR, head_words, is_generic
from mzstats.grid.split import GLUED, is_head_line, is_listed, rows_of, side_by_side, single_spaced, wide_parts
from mzstats.segment import is_furniture, lines

_PAGE = re.compile(r"[-—–·\s]*(?:第\s*)?\d{1,3}\s*(?:页|/\s*\d{1,3})?(?:\s*[,，]?\s*共\s*\d{1,3}\s*页)?[-—–·\s]*")
_WIDE = re.compile(r"\s{2,}")
_LOOSE = 4  # short lines between marked ones
_BACK = 20  # labels above the first number
_IN_CELL = re.compile(rf"(?:(?<![^\s|,])|(?<=[一-龥)）]))[-+]?\d[\d,.]*\s?(?:{UNIT.pattern})?(?=$|[\s|,])")


def find(text: str) -> list[Region]:
    """The tables that stand in a plain text, in order."""
    spans = lines(text)
    marks = [mark(text[a:b]) for a, b in spans]
    regions: list[Region] = []
    i = 0
    while i < len(spans):
        if not marks[i]:
            i += 1
            continue
        last, strong = _extent(text, spans, marks, i)
        first = _labels_above(text, spans, marks, i, last)
        region = _region(text, spans[first : last + 1], marks[first : last + 1], strong)
        if region:
            regions.append(region)
        i = last + 1
    return regions


def _extent(text: str, spans: Sequence[Span], marks: Sequence[int], start: int) -> tuple[int, int]:
    """The last line of the run that begins at a line, and the sum of its marks."""
    last, strong, gap = start, 0, 0
    for j in range(start, len(spans)):
        if marks[j]:
            strong += marks[j]
            last, gap = j, 0
        elif gap < _LOOSE and (is_label(text[slice(*spans[j])]) or is_break(text[slice(*spans[j])])):
            gap += 1
        else:
            break
    return last, strong


def _labels_above(text: str, spans: Sequence[Span], marks: Sequence[int], start: int, last: int) -> int:
    """Labels right above the first number of a table with a cell a line belong to it."""
    opening = text[slice(*spans[start])]
    if opening.count("|") >= 2 or "\t" in opening or is_head_line(opening):
        return start
    stream = sum("|" not in text[a:b] and "\t" not in text[a:b] for a, b in spans[start : last + 1]) > (last - start) / 2
    first = start
    while first > 0 and start - first < _BACK and not marks[first - 1]:
        line = text[slice(*spans[first - 1])]
        if "|" in line or not is_label(line) or (SECTION.match(line) and first < start and not stream):
            break
        first -= 1
    return first


def _region(text: str, spans: Sequence[Span], marks: Sequence[int], strong: int) -> Region | None:
    """The region of these lines, if they hold enough to be a table."""
    kept = [(span, marked) for span, marked in zip(spans, marks, strict=True) if marked or not is_break(text[slice(*span)])]
    parted = sum(text[a:b].count("|") >= 2 or "\t" in text[a:b] for a, b in spans)
    if strong < 3 or _numbers(text, spans) < (1 if parted >= 2 else 2):
        return None
    if parted and _is_listing(text, spans):
        return None
    if parted * 2 > len(kept):
        # between rows with several cells a number by itself is the page's
        kept = [(s, m) for s, m in kept if not _PAGE.fullmatch(text[slice(*s)])]
    return Region(spans[0][0], spans[-1][1], rows_of(text, [span for span, _ in kept]))


_NAMED = re.compile(r"[^\d。；;]*[一-龥]{2}[^\d。；;]{0,6}\d[^。；;]{0,24}")
_ALONE = re.compile(rf"{NUMBER.pattern}|{MEASURED.pattern}")


def _is_listing(text: str, spans: Sequence[Span]) -> bool:
    """Whether bars only part figures that each bring their own label (结婚登记1180对|离婚登记402对): words, and no table."""
    cells = [cell.strip() for a, b in spans for cell in re.split(r"[|\t]", text[a:b])]
    named = sum(_NAMED.fullmatch(cell) is not None for cell in cells)
    return named >= 3 and named >= 3 * sum(_ALONE.fullmatch(cell) is not None for cell in cells)


def _numbers(text: str, spans: Sequence[Span]) -> int:
    found = 0
    for a, b in spans:
        found += len(_IN_CELL.findall(text[a:b]))
        if found > 1:
            break
    return found


def mark(line: str) -> int:
    """2 for a line that can only be a table's, 1 for one that may be, 0 for none."""
    found = _look(line)
    return 0 if found and "|" not in line and is_furniture(line) else found


def _look(line: str) -> int:
    bars = line.count("|")
    if bars:
        if bars >= 2 or line.endswith("|"):
            return 0 if bars < 3 and re.search(r"[。！？]", line) else 2
        if re.fullmatch(r"[^|。]{1,30}\|\s*(?:[\d,.]+\s*%?)?\s*", line):
            return 2
        return 1 if re.fullmatch(r"[^|。；，:：]{1,24}\|[^|。；，:：]{1,24}", line) else 0
    if "\t" in line:
        return 2 if "。" not in line or line.count("\t") > 1 else 0
    if line.count(",") >= 2 and is_listed(line):
        return 2
    if "  " in line:
        parts = wide_parts(line)
        if any(NUMBER.fullmatch(p) for p in parts) and not re.search(r"[。；，]", line):
            return 2
    if NUMBER.fullmatch(line):
        return 2
    if line[-1] in "。；;：:，,！？、":
        return 0
    if is_head_line(line) or (len(line) < 80 and head_words(line)):
        return 1
    return _ends_in_number(line)


_WITH_NOTE = re.compile(r"\d\s+\d[\d,.]*\s+[一-龥]\S{1,12}$")  # … 143 130 18590 含本月新增2人


def _ends_in_number(line: str) -> int:
    """A line of a label and its number: 2 with a unit or a second number between blanks, 1 where they have run together."""
    if len(line) > 120:
        return 0
    if not re.search(r"\d\s*[%‰]?$", line):
        return 2 if _WITH_NOTE.search(line) and len(single_spaced(line)) > 4 else 0
    if single_spaced(line) or side_by_side(line):
        return 2
    match = GLUED.fullmatch(PART.sub("", line).lstrip(":：")) if PART.match(line) else GLUED.fullmatch(line)
    if match is None or len(line) > 40 or re.search(r"[。,，;；:：!]", match["label"]):
        return 0
    return 0 if re.search(r"(?:年|月|第|电话|〔|\[|邮编|QQ|号码|热线|传真|ICP\S*|[-—])\s*$", match["label"]) else 1


def is_label(line: str) -> bool:
    """Whether a line may be a label, or a rule between rows."""
    if RULE.fullmatch(line):
        return True
    bilingual = re.search(r"[A-Za-z]{4}", line) is not None  # a label with its English beside it
    if len(_WIDE.sub(" ", line)) > (110 if bilingual else 32) or re.search(
        r"[。！？；;]|如下" if bilingual else r"[。！？；，,;]|如下", line
    ):
        return False
    if line.endswith((":", "：")):
        return False
    return not is_furniture(line) or is_generic(line) or bool(UNIT.fullmatch(line) or YEAR.fullmatch(line))


def is_break(line: str) -> bool:
    """Page furniture that may interrupt a table: a page's number, links, a running foot."""
    return len(line) <= 60 and (_PAGE.fullmatch(line) is not None or is_furniture(line))
