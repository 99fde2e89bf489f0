"""Spreadsheets (xlsx, xls, csv) as statistical tables: title and unit lines as lines, the rest as grids, numbers as displayed.

Values come from calamine; the number formats, which it does not give, from a look at the sheets themselves. That look comes first
and counts the cells, so that calamine is never let loose on a sheet that unpacks to gigabytes.
"""

from __future__ import annotations

import csv
import datetime
import io
import os
import posixpath
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple
from xml.parsers import expat

from mzstats.model import Document, MzstatsError
from mzstats.read.a1 import column, letters
from mzstats.read.archive import Package, check_xml
from mzstats.read.build import Builder, Slot
from mzstats.read.display import BUILT_IN, date, plain, shown
from mzstats.read.limits import Limits, check_bytes, over
from mzstats.read.text import check_binary, decode, from_text, tidy

_REFERENCE = re.compile(r"([A-Z]{1,3})(\d{1,7})")
_DELIMITERS = ",\t;|"
_NUMBER = re.compile(r"[-+]?[\d,]+(?:\.\d+)?%?")
_UNIT_LINE = re.compile(r"单\s*位\s*[:：]")
_NOTE = re.compile(r"\s*(?:注|备注|说明|附注|资料来源|数据来源|填表|制表|填报|审核|单位负责人|统计负责人|\*)")
_DULL_NAME = re.compile(r"(?:工作表|表)?[^\u4e00-\u9fff]*")
MAX_INDENT = 15
LONG = 40  # characters: a row's only cell of this length below a table is a note


class Style(NamedTuple):
    """How a cell shows what it holds: its number format, empty for General, and how far it is set in."""

    format: str = ""
    indent: int = 0


PLAIN = Style()


@dataclass(slots=True)
class Look:
    """What a look at a sheet finds: the format of each number, how far each label is set in, hidden rows and columns,
    and how far the cells reach."""

    formats: dict[tuple[int, int], str] = field(default_factory=dict)
    indents: dict[tuple[int, int], int] = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_cols: set[int] = field(default_factory=set)
    top: int = 1 << 30
    left: int = 1 << 30
    bottom: int = -1
    right: int = -1

    def cell(self, row: int, col: int, style: Style, number: bool) -> None:
        """Takes note of a cell, which holds a number or something else."""
        self.top, self.left = min(self.top, row), min(self.left, col)
        self.bottom, self.right = max(self.bottom, row), max(self.right, col)
        if number and style.format:
            self.formats[row, col] = style.format
        elif not number and style.indent:
            self.indents[row, col] = style.indent

    def check(self, limits: Limits) -> None:
        """Raises MzstatsError where the sheet, blank cells and all, is over ``cells``."""
        if self.bottom >= 0 and (self.bottom - self.top + 1) * (self.right - self.left + 1) > limits.cells:
            raise over(limits, "cells")


# ---- xlsx


def read_xlsx(data: bytes, name: str, limits: Limits) -> Document:
    """An Excel file. Raises MzstatsError where it is damaged, protected, over a limit or without text."""
    package = Package(data, limits)
    styles = _xlsx_styles(package)
    sheets = _xlsx_sheets(package)
    looks: dict[str, Look] = {}
    # calamine finds the sheets in its own way: whatever could be one is looked at
    for part in sorted({*sheets.values(), *(part for part in package.names if part.startswith("xl/") and part.endswith(".xml"))}):
        body = package.part(part)
        if part in sheets.values() or b"sheetData" in body:
            looks[part] = _look(body, part, styles)
            looks[part].check(limits)
        elif part.endswith("sharedStrings.xml"):
            check_xml(body, part)
    return _read_workbook(data, name, "xlsx", limits, {sheet: looks[part] for sheet, part in sheets.items()})


def _xlsx_sheets(package: Package) -> dict[str, str]:
    """The part of each sheet by the sheet's name."""
    targets = {one.get("Id", ""): one.get("Target", "") for one in package.xml("xl/_rels/workbook.xml.rels")}
    sheets: dict[str, str] = {}
    for node in package.xml("xl/workbook.xml").iter():
        if node.tag.rpartition("}")[2] == "sheet":
            relation = next((value for key, value in node.attrib.items() if key.rpartition("}")[2] == "id" and "}" in key), "")
            target = targets.get(relation, "")
            part = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join("xl", target))
            if part in package.names:
                sheets[node.get("name", "")] = part
    return sheets


def _xlsx_styles(package: Package) -> list[Style]:
    """The styles that cells name by their number."""
    if "xl/styles.xml" not in package.names:
        return []
    codes = dict(BUILT_IN)
    styles: list[Style] = []
    for node in package.xml("xl/styles.xml"):
        tag = node.tag.rpartition("}")[2]
        if tag == "numFmts":
            codes |= {_int(one.get("numFmtId")): one.get("formatCode", "") for one in node}
        elif tag == "cellXfs":
            for one in node:
                indent = next((_int(inner.get("indent")) for inner in one if inner.tag.rpartition("}")[2] == "alignment"), 0)
                styles.append(Style(codes.get(_int(one.get("numFmtId")), ""), min(indent, MAX_INDENT)))
    return styles


def _int(text: str | None) -> int:
    """A number of the file's own bookkeeping; 0 where it is none."""
    return int(text) if text and text.isdecimal() and len(text) < 10 else 0


def _look(data: bytes, part: str, styles: list[Style]) -> Look:
    """Looks through a sheet's XML. Raises MzstatsError where it is damaged or could hold entities."""
    check_xml(data, part)
    look = Look()
    at = [-1, -1]

    def start(tag: str, attributes: dict[str, str]) -> None:
        tag = tag.rpartition(":")[2]
        if tag == "c":
            found = _REFERENCE.fullmatch(attributes.get("r", ""))
            at[1] = column(found[1]) if found else at[1] + 1
            at[0] = int(found[2]) - 1 if found else at[0]
            style = _int(attributes.get("s"))
            look.cell(at[0], at[1], styles[style] if style < len(styles) else PLAIN, attributes.get("t", "n") in ("n", "d"))
        elif tag == "row":
            told = re.sub(r"[^0-9]", "", attributes.get("r", ""))  # calamine takes XFD12 for 12
            at[0] = int(told) - 1 if told else at[0] + 1
            at[1] = -1
            if attributes.get("hidden") in ("1", "true"):
                look.hidden_rows.add(at[0])
        elif tag == "col" and attributes.get("hidden") in ("1", "true"):
            first, last = _int(attributes.get("min")) or 1, _int(attributes.get("max")) or 1
            look.hidden_cols.update(range(first - 1, min(last, 16384)))

    parser = expat.ParserCreate()
    parser.StartElementHandler = start
    try:
        parser.Parse(data, True)
    except (expat.ExpatError, ValueError) as error:
        raise MzstatsError(f"damaged: {part} is not XML ({error})") from error
    return look


# ---- xls


def read_xls(data: bytes, name: str, limits: Limits) -> Document:
    """An Excel 97-2003 file. Raises MzstatsError where it is damaged, protected or over a limit, or olefile is not installed."""
    from mzstats.read.biff import looks, workbook
    from mzstats.read.ole import rebuilt

    check_bytes(limits, "unpacked_mib", len(data))
    book = workbook(data)
    found = looks(book)
    for look in found.values():
        look.check(limits)
    # calamine takes a file apart in its own way: it gets what was looked at, and nothing that was not
    return _read_workbook(rebuilt("Workbook", book), name, "xls", limits, found)


# ---- both


def _read_workbook(data: bytes, name: str, kind: str, limits: Limits, looks: dict[str, Look]) -> Document:
    builder = Builder(name, kind, limits)
    hidden = []
    for page in _pages(data):
        if not page.shown:
            hidden.append(page.name)
            continue
        look = looks.get(page.name, Look())
        if look.hidden_rows or look.hidden_cols:
            builder.warnings.append(f"hidden rows or columns of sheet {page.name} left out")
        slots = _slots(page, look)
        builder.budget.take_cells(len(slots))
        if slots:
            builder.place(f"sheet {page.name}")
            write_sheet(slots, builder, "" if _DULL_NAME.fullmatch(page.name) else page.name)
    if hidden:
        builder.warnings.append(f"hidden sheet{'s' * (len(hidden) > 1)} left out: {', '.join(hidden)}")
    return builder.done()


@dataclass(frozen=True, slots=True)
class _Page:
    """A sheet as calamine gives it: where its values begin, and what each merged cell spans, by (row, column)."""

    name: str
    shown: bool
    start: tuple[int, int] = (0, 0)
    values: Sequence[Sequence[Any]] = ()
    spans: Mapping[tuple[int, int], tuple[int, int]] = field(default_factory=dict)


def _pages(data: bytes) -> Iterator[_Page]:
    """The worksheets, one at a time. Raises MzstatsError where calamine cannot read them."""
    from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

    def page(sheet: Any) -> _Page:
        if sheet.visible != SheetVisibleEnum.Visible:
            return _Page(sheet.name, False)
        found = book.get_sheet_by_name(sheet.name)
        spans = {start: (end[0] - start[0] + 1, end[1] - start[1] + 1) for start, end in found.merged_cell_ranges or ()}
        return _Page(sheet.name, True, found.start or (0, 0), found.to_python(), spans)

    book = _calamine(lambda: CalamineWorkbook.from_filelike(io.BytesIO(data)))
    for sheet in book.sheets_metadata:
        if sheet.typ == SheetTypeEnum.WorkSheet:
            yield _calamine(lambda sheet=sheet: page(sheet))  # type: ignore[misc]  # bound to this sheet


def _calamine(work: Callable[[], Any]) -> Any:
    """What calamine answers; what it raises as MzstatsError, and nothing of its panics on standard error."""
    try:
        with _quiet():
            return work()
    except BaseException as error:  # its panics are no Exceptions
        if isinstance(error, (KeyboardInterrupt, SystemExit, MemoryError)):
            raise
        raise MzstatsError(f"damaged, or of a kind that cannot be read ({error}); open it and save it again as xlsx") from error


@contextmanager
def _quiet() -> Iterator[None]:
    """Keeps off standard error what a panic inside calamine prints of itself: the error that follows says what is wrong."""
    try:
        kept, nowhere = os.dup(2), os.open(os.devnull, os.O_WRONLY)
    except OSError:  # there is no standard error to keep clean
        yield
        return
    try:
        os.dup2(nowhere, 2)
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)
        os.close(nowhere)


def _slots(page: _Page, look: Look) -> list[Slot]:
    """The cells of a sheet that are shown and hold something."""
    return [
        Slot(row, col, "  " * look.indents.get((row, col), 0) + text, *page.spans.get((row, col), (1, 1)))
        for row, line in enumerate(page.values, page.start[0])
        for col, value in enumerate(line, page.start[1])
        if row not in look.hidden_rows and col not in look.hidden_cols
        if (text := _text(value, look.formats.get((row, col), "")))
    ]


def _text(value: Any, format: str) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, (int, float)):
        return shown(value, format) if format else plain(value)
    if isinstance(value, datetime.date):
        return date(value, format)
    return str(value)


def write_sheet(slots: list[Slot], builder: Builder, title: str = "") -> None:
    """A sheet as lines and tables. Blank rows part tables where what follows begins like a table of its own.

    ``title``: the sheet's name, said where the sheet itself has no title.
    """
    rows = _by_row(_clipped(slots))
    if title and len(rows[min(rows)]) > 1:
        builder.line(title)
    for block in _blocks(rows):
        _write_block(block, builder)


def _clipped(slots: list[Slot]) -> list[Slot]:
    """The cells, merged ones no wider or higher than the sheet's text."""
    bottom, right = max(slot.row for slot in slots), max(slot.col for slot in slots)
    return [
        replace(slot, rowspan=min(slot.rowspan, bottom - slot.row + 1), colspan=min(slot.colspan, right - slot.col + 1))
        if slot.rowspan > 1 or slot.colspan > 1
        else slot
        for slot in slots
    ]


def _by_row(slots: Sequence[Slot]) -> dict[int, list[Slot]]:
    rows: dict[int, list[Slot]] = {}
    for slot in sorted(slots, key=lambda slot: (slot.row, slot.col)):
        rows.setdefault(slot.row, []).append(slot)
    return rows


def _blocks(rows: dict[int, list[Slot]]) -> list[dict[int, list[Slot]]]:
    blocks: list[dict[int, list[Slot]]] = []
    end = -2
    for row, cells in rows.items():
        if not blocks or (row > end + 1 and not any(_NUMBER.fullmatch(cell.text) for cell in cells)):
            blocks.append({})
        blocks[-1][row] = cells
        end = max(end, row, *(cell.row + cell.rowspan - 1 for cell in cells))
    return blocks


def _write_block(block: dict[int, list[Slot]], builder: Builder) -> None:
    """Lines over the table, the table, lines under it."""
    first = min(cell.col for cells in block.values() for cell in cells)
    last = max(cell.col + cell.colspan for cells in block.values() for cell in cells)
    order = list(block)
    head = 0
    while head < len(order) and _is_title(block[order[head]], first, last):
        builder.line("  ".join(cell.text.strip() for cell in block[order[head]]))
        head += 1
    foot = len(order)
    while foot > head and _is_note(block[order[foot - 1]]):
        foot -= 1
    if foot - head == 1 or last - first == 1:
        for row in order[head:foot]:
            builder.line("\t".join(cell.text.replace("\n", " ").strip() for cell in block[row]))
    elif foot > head:
        _write_grid([cell for row in order[head:foot] for cell in block[row]], order[head], first, builder)
    for row in order[foot:]:
        builder.line("  ".join(cell.text.strip() for cell in block[row]))


def _write_grid(cells: list[Slot], top: int, left: int, builder: Builder) -> None:
    where = builder.where
    builder.where = f"{where} from {letters(left)}{top + 1}".lstrip()
    full = {(cell.row - top, cell.col - left) for cell in cells}
    slots = [Slot(cell.row - top, cell.col - left, cell.text, cell.rowspan, cell.colspan) for cell in cells]
    covered = {(slot.row + down, slot.col + right) for slot in slots for down in range(slot.rowspan) for right in range(slot.colspan)}
    bottom = max(slot.row for slot in slots)
    width = max(slot.col for slot in slots) + 1
    builder.budget.take_cells((bottom + 1) * width)
    slots += [Slot(row, col, "") for row in range(bottom + 1) for col in range(width) if (row, col) not in covered | full]
    builder.table(slots)
    builder.where = where


def _is_title(cells: list[Slot], first: int, last: int) -> bool:
    """Whether a row over a table is its title, its unit line or the like, and not a part of its head."""
    if all(_UNIT_LINE.search(cell.text) or re.search("[:：]", cell.text) for cell in cells):
        return True
    cell = cells[0]
    return len(cells) == 1 and not _NUMBER.fullmatch(cell.text) and (cell.col == first or cell.colspan * 2 > last - first)


def _is_note(cells: list[Slot]) -> bool:
    """Whether a row under a table is a note or who filled it in."""
    if any(_NUMBER.fullmatch(cell.text) for cell in cells):
        return False
    return bool(_NOTE.match(cells[0].text)) or (len(cells) == 1 and len(cells[0].text) >= LONG)


# ---- csv


def read_csv(data: bytes, name: str, limits: Limits) -> Document:
    """A csv or tsv file; one without columns is plain text. Raises MzstatsError where it is not text or over a limit."""
    check_binary(data)
    text, warnings = decode(data)
    text = tidy(text)
    rows = _csv_rows(text, limits)
    if rows is None:
        return from_text(text, name, warnings=warnings)
    builder = Builder(name, "csv", limits)
    builder.warnings += warnings
    slots = [Slot(n, m, cell) for n, row in enumerate(rows) for m, cell in enumerate(row) if cell.strip()]
    if slots:
        write_sheet(slots, builder)
    return builder.done()


def _csv_rows(text: str, limits: Limits) -> list[list[str]] | None:
    """The rows under the delimiter that gives the most of them more than one cell; None where none does."""
    best: tuple[int, str] = (1, "")
    for delimiter in _DELIMITERS:
        head = list(_parse_csv(text[:20_000], delimiter, limits))[:50]
        wide = sum(len(row) > 1 for row in head)
        if wide * 2 > len(head) and wide > best[0]:
            best = (wide, delimiter)
    return list(_parse_csv(text, best[1], limits)) if best[1] else None


def _parse_csv(text: str, delimiter: str, limits: Limits) -> list[list[str]]:
    rows: list[list[str]] = []
    cells = 0
    try:
        for row in csv.reader(io.StringIO(text), delimiter=delimiter):
            cells += len(row)
            if cells > limits.cells:
                raise over(limits, "cells")
            rows.append(row)
    except csv.Error as error:
        raise MzstatsError(f"damaged csv, line {len(rows) + 1}: {error}") from error
    return rows
