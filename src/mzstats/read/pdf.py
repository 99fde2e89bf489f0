"""Pdf files: text in reading order, lines joined within paragraphs, heads, feet and page numbers off, ruled tables as grids.

pdfium (through pypdfium2) gives characters and lines with their places; everything else is done here and in the ``pdf_`` modules.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median
from typing import Any

from mzstats.model import Document, MzstatsError
from mzstats.read.build import Builder, Slot
from mzstats.read.limits import Limits, over
from mzstats.read.pdf_grid import Box, Ruled, fill, find_tables
from mzstats.read.pdf_layout import Column, Line, columns, rows, runs, width_em, without_margins
from mzstats.read.pdf_page import WIDE, Char, Page, read_page
from mzstats.read.text import is_chinese

UNKNOWN_SHARE = 0.02  # of a page's characters: more than this of no known meaning, and its text is not to be trusted
LAYOUT_CELL = 300  # characters: see html
FULL = 0.15  # of the lines of a column of prose, at least so many are full
STOPS = 0.3  # of its lines that are not full, at least so many end a sentence
_PASSWORD = 4  # pdfium's error code
_ENDS = tuple("。！？；：!?;:")
_GOES_ON = re.compile(
    r"[（(]?\s*(?:接\s*上\s*[页表]|续(?:\s*上?\s*[表页])?)\s*[\d一二三四五六七八九十]*(?:[-—–－.]\d+)?\s*[)）]?|单\s*位\s*[:：].*"
)
_GOES_ON_TAIL = re.compile(r"\s*[（(]\s*续\s*(?:表)?\s*[\d一二三四五六七八九十]*\s*[)）]$")
_MARKER = re.compile(
    r"[（(]?[一二三四五六七八九十]+[、)）]|[（(]\d{1,2}[)）]|\d{1,2}[.．、](?!\d)|第[一二三四五六七八九十百\d]+[章节条]|[①-⑳]"
)
_STOPS = (*_ENDS, *"）)”》…")
_NUMBER_PART = re.compile(r"[\d,.，%-]+")


def read_pdf(data: bytes, name: str, limits: Limits) -> Document:
    """A pdf. Raises MzstatsError where it is damaged, protected, a scan, over a limit, or its characters cannot be known."""
    import pypdfium2

    builder = Builder(name, "pdf", limits)
    try:
        pdf = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) == _PASSWORD or "password" in str(error).lower():
            raise MzstatsError("protected by a password; take the password off and save it again") from error
        raise MzstatsError("a damaged pdf: cut short, or not copied whole") from error
    try:
        if len(pdf) > limits.pages:
            raise over(limits, "pages", len(pdf))
        pages = _pages(pdf, builder)
    finally:
        pdf.close()
    _Flow(builder, pages).write()
    return builder.done()


def _pages(pdf: Any, builder: Builder) -> list[Page]:
    """The pages that can be read, the others empty and told in the warnings."""
    import pypdfium2

    pages: list[Page] = []
    scans, broken = [], []
    for n in range(len(pdf)):
        builder.budget.tick()
        try:
            handle = pdf[n]
            page = read_page(handle)
            handle.close()
        except pypdfium2.PdfiumError as error:
            raise MzstatsError(f"a damaged pdf: page {n + 1} cannot be read") from error
        shown = [char.text for char in page.chars if not char.text.isspace()]
        if not shown and page.pictures:
            scans.append(n + 1)
        if page.unknown > UNKNOWN_SHARE * len(shown) or not is_chinese("".join(shown)):
            broken.append(n + 1)
            page.chars = []
        pages.append(page)
    if broken and len(broken) + len(scans) == len(pages):
        raise MzstatsError("its fonts do not say which characters they show; it needs OCR, or the file it was made from")
    if scans and len(scans) == len(pages):
        raise MzstatsError("needs OCR: its pages are pictures; make a searchable pdf or a text of it first")
    if broken:
        builder.warnings.append(f"nothing taken from page {_list(broken)}: the fonts do not say which characters they show")
    if scans:
        builder.warnings.append(f"nothing taken from page {_list(scans)}: a picture, needs OCR")
    return pages


def _list(numbers: list[int]) -> str:
    return ", ".join(str(number) for number in numbers[:10]) + (" ..." if len(numbers) > 10 else "")


@dataclass(slots=True)
class _Part:
    """A stretch of a page: lines of a column, or a table."""

    page: int
    column: Column | None = None
    table: Ruled | None = None


class _Flow:
    """The document's lines and tables in order, written as paragraphs and grids."""

    def __init__(self, builder: Builder, pages: list[Page]) -> None:
        self.builder = builder
        self.pages = pages
        self.parts = self._parts()
        self.tables = 0
        self.reaches: dict[tuple[int, int], float] = {}

    def _parts(self) -> list[_Part]:
        tables: list[list[Ruled]] = []
        lines: list[list[Line]] = []
        for page in self.pages:
            found = find_tables(page.levels, page.uprights) if page.chars else []
            fill(found, page.chars)
            found = [table for table in found if not _is_layout(table)]
            for table in found:
                for box in table.boxes:
                    box.chars.clear()
            lines.append(runs(fill(found, page.chars)))
            tables.append(found)
            self.builder.budget.tick()
        bodies = without_margins([(page.height, part) for page, part in zip(self.pages, lines, strict=True)])
        parts: list[_Part] = []
        gutters: list[float] = []
        for n, (body, found) in enumerate(zip(bodies, tables, strict=True)):
            for table in found:
                above = [run for run in body if run.base < table.top + run.em / 2 or run.base < table.bottom]
                parts += [_Part(n, column=column) for column in columns(above, gutters)]
                body = [run for run in body if run not in above]
                parts.append(_Part(n, table=table))
            parts += [_Part(n, column=column) for column in columns(body, gutters)]
        return parts

    def _reach(self, part: _Part, em: float) -> float:
        """How far the lines of a column in letters of ``em`` reach to the right: as far as several of its lines go, or of those
        columns of the document that begin at the same place; where they do not, beyond all but a paragraph that shows itself as one."""
        column = part.column
        assert column is not None
        width = self.pages[part.page].width
        lines = sorted(
            (line.x1, line.text.endswith(_STOPS))
            for other in self.parts
            if other.column and abs(other.column.left - column.left) < 12 and abs(other.column.right - column.right) < 60
            for line in other.column.lines
            if abs(line.em - em) < 0.15 * em and not line.tabbed and WIDE.search(line.text)
        )
        for n in range(len(lines) - 1, -1, -1):
            end = lines[n][0]
            even = abs(width - end - column.left) < 2 * em  # margins of the same width
            if even or (n and lines[n - 1][0] > end - 2 * em):
                full = [stops for x1, stops in lines[: n + 1] if x1 > end - 2 * em]
                short = [stops for x1, stops in lines[: n + 1] if x1 <= end - 2 * em]
                prose = len(full) >= FULL * len(lines) and sum(short) >= STOPS * len(short)
                if (even or prose) and sum(full) * 2 <= len(full):
                    return end
                break
        return column.right + 1000 * (not _indented_start(column))

    def _reached(self, n: int, line: Line) -> float:
        column = self.parts[n].column
        assert column is not None
        em = line.em
        if not WIDE.search(line.text):  # the size of digits and letters tells less: that of the text round them counts
            em = median([one.em for one in column.lines if WIDE.search(one.text)] or [em])
        key = (n, round(em))
        if key not in self.reaches:
            self.reaches[key] = self._reach(self.parts[n], em)
        return self.reaches[key]

    def write(self) -> None:
        """The paragraphs and tables, joined over columns and pages where they go on."""
        text = ""
        marks: list[tuple[int, str]] = []
        last: tuple[Line, Column, float] | None = None
        page = -1
        n = 0

        def close() -> None:
            nonlocal text, marks
            self.builder.line(text, marks)
            text, marks = "", []

        while n < len(self.parts):
            part = self.parts[n]
            if part.table is not None:
                close()
                page = self._turn(part.page, page)
                last = None
                n = self._table(n)
                continue
            column = part.column
            assert column is not None
            pitch = _pitch(column)
            for i, line in enumerate(column.lines):
                self.builder.budget.tick()
                glue = None
                if last is not None:
                    inside = last[1] is column
                    glue = _glue(last[0], line, last[1], column, last[2], pitch if inside and i else None)
                if glue is None:
                    close()
                    page = self._turn(part.page, page)
                    text = line.text
                else:
                    if glue == "-":
                        text, glue = text[:-1], ""
                    if part.page != page:
                        page = part.page
                        marks.append((len(text) + len(glue), f"page {page + 1}"))
                    text += glue + line.text
                last = (line, column, self._reached(n, line))
            n += 1
        close()

    def _turn(self, page: int, before: int) -> int:
        if page != before:
            self.builder.place(f"page {page + 1}")
        return page

    def _table(self, n: int) -> int:
        """Writes the table of part ``n`` with what continues it on the next pages; gives the first part after."""
        first = self.parts[n].table
        assert first is not None
        chain, page, end = [first], self.parts[n].page, n + 1
        for at in range(n + 1, len(self.parts)):
            after = self.parts[at]
            if after.page > page + 1:
                break
            if after.column is not None and after.page == page + 1 and self._says_again(after.column, n):
                continue
            if after.table is None or after.page != page + 1 or not _same_columns(first, after.table):
                break
            chain.append(after.table)
            page, end = after.page, at + 1
        set_in = _set_in([box for table in chain for box in table.boxes if box.col == 0])
        slots = _slots(first, set_in)
        count = first.rows
        turns: list[tuple[int, str]] = []
        for table in chain[1:]:
            more = _slots(table, set_in)
            skip = _repeated_head(slots, more)
            slots += [Slot(s.row - skip + count, s.col, s.text, s.rowspan, s.colspan) for s in more if s.row >= skip]
            turns.append((count, f"page {self.parts[n].page + len(turns) + 2}"))
            count += table.rows - skip
        if count == 1:  # a box of one row is no table
            self.builder.line("  ".join(slot.text.replace("\n", " ") for slot in slots if slot.text))
        else:
            self.tables += 1
            here, self.builder.where = self.builder.where, f"table {self.tables}"
            self.builder.table(slots, turns)
            self.builder.where = here
        return end

    def _says_again(self, column: Column, n: int) -> bool:
        """Whether lines over a table only say that it goes on, or again what stands over the table of part ``n``."""
        over = self.parts[n - 1].column if n else None
        said = {line.text for line in over.lines[-3:]} if over else set()
        return all(_GOES_ON.fullmatch(line.text) or _GOES_ON_TAIL.sub("", line.text) in said for line in column.lines)


def _indented_start(column: Column) -> bool:
    """Whether a column begins like a paragraph of prose: its first line set in by two characters."""
    lines = column.lines
    return len(lines) > 1 and 1.2 * lines[0].em < lines[0].x0 - lines[1].x0 < 3 * lines[0].em


def _pitch(column: Column) -> float:
    steps = [b.base - a.base for a, b in zip(column.lines, column.lines[1:], strict=False)]
    return median(steps) if steps else 0.0


def _glue(a: Line, b: Line, before: Column, column: Column, reach: float, pitch: float | None) -> str | None:
    """What stands between two lines of one paragraph; None where ``b`` begins another.

    ``reach`` is how far the lines of ``a``'s column go; ``pitch`` the usual step between lines, None over a break of column or page.
    """
    if a.tabbed or b.tabbed or abs(a.em - b.em) > 0.15 * a.em:
        return None
    stops = a.text.endswith(_ENDS)
    if pitch is not None and b.base - a.base > max((1.15 if stops else 1.6) * pitch, 1.2 * a.em):
        return None
    if stops and _MARKER.match(b.text):
        return None
    indent = b.x0 - column.left
    if indent > 1.2 * b.em and (b.x0 - column.left) - (a.x0 - before.left) > -0.5 * b.em and not _same_block(a, b, before, column):
        return None
    if a.x1 + b.first + 1.05 * a.em < reach:
        return None
    if a.text[-1] == "-" and len(a.text) > 1 and a.text[-2].isascii() and a.text[-2].isalpha() and b.text[0].islower():
        return "-"
    if WIDE.match(a.text[-1]) or WIDE.match(b.text[0]):
        return ""
    if _NUMBER_PART.fullmatch(a.text[-1]) and _NUMBER_PART.fullmatch(b.text[0]):
        return ""
    return " "


def _same_block(a: Line, b: Line, before: Column, column: Column) -> bool:
    """Whether two lines that are both set in belong to one block and not each to its own paragraph.

    Where lines go back to the left edge, set in is how paragraphs begin.
    """
    flush = sum(line.x0 - column.left < 0.5 * line.em for line in column.lines)
    alike = abs((a.x0 - before.left) - (b.x0 - column.left)) < 0.5 * b.em
    return alike and flush * 4 < len(column.lines) and not a.text.endswith(_ENDS)


def _is_layout(table: Ruled) -> bool:
    """Whether the lines only frame text: most of it stands in one cell."""
    lengths = [len(box.chars) for box in table.boxes]
    return not sum(lengths) or (max(lengths) >= LAYOUT_CELL and max(lengths) > sum(lengths) / 2)


def _slots(table: Ruled, set_in: Callable[[Box], int]) -> list[Slot]:
    slots = []
    for box in table.boxes:
        text = _box_text(box, table.xs[box.col + box.colspan] - table.xs[box.col])
        slots.append(Slot(box.row, box.col, "  " * (set_in(box) if box.col == 0 else 0) + text, box.rowspan, box.colspan))
    return slots


def _set_in(labels: list[Box]) -> Callable[[Box], int]:
    """How many characters a label of the first column is set in from the others; 0 for all where they are centred."""
    shown = [chars for box in labels if (chars := _shown(box))]
    starts = [min(char.x0 for char in chars) for chars in shown]
    middles = [(start + max(char.x1 for char in chars)) / 2 for start, chars in zip(starts, shown, strict=True)]
    em = median(width_em(chars[0]) for chars in shown) if shown else 1.0
    left = min(starts, default=0.0)
    flush = sum(start - left < 0.2 * em for start in starts)
    if flush < 2 or max(middles) - min(middles) < 0.6 * em:
        return lambda box: 0

    def depth(box: Box) -> int:
        chars = _shown(box)
        offset = (min(char.x0 for char in chars) - left) / em if chars else 0.0
        return round(offset) if offset > 0.7 else 0

    return depth


def _shown(box: Box) -> list[Char]:
    return [char for char in box.chars if not char.text.isspace()]


def _box_text(box: Box, width: float) -> str:
    """The lines of a cell; a number broken for want of room is whole again."""
    lines = rows(runs(box.chars))
    text = ""
    for n, line in enumerate(lines):
        if n:
            last = lines[n - 1]
            whole = _NUMBER_PART.fullmatch(last.text) and _NUMBER_PART.fullmatch(line.text)
            full = last.x1 - last.x0 + line.first > width - 2 * last.em
            text += "" if whole and full and (last.text[-1] in ",." or line.text[0] in ",.") else "\n"
        text += line.text.replace("\t", " ")
    return text


def _same_columns(a: Ruled, b: Ruled) -> bool:
    return len(a.xs) == len(b.xs) and all(abs(x - y) < 6 for x, y in zip(a.xs, b.xs, strict=True))


def _repeated_head(slots: list[Slot], more: list[Slot]) -> int:
    """How many rows at the top of a continued table only say its head again."""

    def row(of: list[Slot], n: int) -> list[tuple[int, str]]:
        return [(slot.col, slot.text) for slot in of if slot.row == n]

    count = 0
    while row(more, count) and row(more, count) == row(slots, count) and not _all_numbers(row(more, count)):
        count += 1
    return count


def _all_numbers(row: list[tuple[int, str]]) -> bool:
    """Whether a row is figures: those are said again only by chance and are kept."""
    return any(_NUMBER_PART.fullmatch(text) and len(text) < 20 and text[:2] != "20" for _, text in row[1:])
