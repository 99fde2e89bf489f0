"""Word files: one walk over document.xml, so that tables, insertions, text boxes and notes stay in their places.

Taken: paragraphs with the numbers Word gives them, tables with merged cells, inserted and moved-in text, text boxes (after the
paragraph they hang on), foot- and endnotes (after their paragraph). Left out: deleted and hidden text, field codes, tables of
contents, headers and footers of pages, comments.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from mzstats.model import Document, MzstatsError
from mzstats.read.archive import Package
from mzstats.read.build import Builder, Grid
from mzstats.read.limits import Limits, over
from mzstats.read.numbering import Numbering
from mzstats.read.wordml import attribute, child, is_on, local

# elements that are only a wrapping round what they hold
_WRAP_WORDS = "sdt sdtContent ins moveTo hyperlink smartTag customXml fldSimple r ruby rubyBase oMath oMathPara dir bdo"
_WRAPS = frozenset(_WRAP_WORDS.split())
_BREAKS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
LAYOUT_CELL = 300  # characters: see html
_WIDTH = "joined"  # where the width of cells joined here is kept
CHARACTER = 210  # twentieths of a point: a character of ordinary size, to count how far a label is set in
MAX_INDENT = 20
_PICTURES = re.compile(r"[^/]+/media/")


def read_docx(data: bytes, name: str, limits: Limits) -> Document:
    """A Word file. Raises MzstatsError where it is damaged, protected, over a limit or without text."""
    package = Package(data, limits)
    main = _main_part(package)
    body = child(package.xml(main), "body")
    if body is None:
        raise MzstatsError(f"damaged: no body in {main}")
    builder = Builder(name, "docx", limits)
    walk = _Walk(package, main, builder, limits)
    walk.blocks(body, 0)
    walk.close()
    if builder.empty and any(_PICTURES.match(name) for name in package.names):
        raise MzstatsError("needs OCR: it holds pictures and no text; make a text of them first")
    return builder.done()


def _main_part(package: Package) -> str:
    if "word/document.xml" in package.names:
        return "word/document.xml"
    for relation in package.xml("_rels/.rels"):
        if relation.get("Type", "").endswith("/officeDocument"):
            return relation.get("Target", "").lstrip("/")
    raise MzstatsError("damaged: it does not say where its text is")


class _Walk:
    """Writes the body's paragraphs and tables in order."""

    def __init__(self, package: Package, main: str, builder: Builder, limits: Limits) -> None:
        self.package, self.builder, self.limits = package, builder, limits
        self.folder = posixpath.dirname(main)
        styles = posixpath.join(self.folder, "styles.xml")
        self.numbering = Numbering(lambda: self._tree("numbering.xml"), package.part(styles) if styles in package.names else b"")
        self.tables = 0
        self.begun = ""  # text of a paragraph whose end is deleted: it goes on in the next
        self.after: list[Element] = []  # text boxes of the paragraph in hand
        self.notes: list[tuple[str, str]] = []
        self._notes: dict[str, dict[str, Element]] = {}

    def _tree(self, part: str) -> Element | None:
        path = posixpath.join(self.folder, part)
        return self.package.xml(path) if path in self.package.names else None

    def blocks(self, parent: Element, depth: int) -> None:
        """The paragraphs and tables that ``parent`` holds, through any wrapping."""
        if depth > self.limits.nesting:
            raise over(self.limits, "nesting")
        for node in parent:
            tag = local(node.tag)
            if tag == "p":
                self._paragraph(node, depth)
            elif tag == "tbl":
                self._table(node, depth)
            elif tag in _WRAPS or tag == "AlternateContent":
                self.blocks(_choice(node) if tag == "AlternateContent" else node, depth + 1)
            elif tag == "altChunk":
                self._warn("a part is an embedded file and was not read; open it in Word and save it again")

    def _warn(self, told: str) -> None:
        if told not in self.builder.warnings:
            self.builder.warnings.append(told)

    def _paragraph(self, node: Element, depth: int) -> None:
        self.builder.budget.tick()
        text = self.paragraph_text(node, depth)
        if text is not None:
            self.begun += text
            if child(node, "pPr", "rPr", "del") is None:
                self.close()
        self._hanging(depth)

    def close(self) -> None:
        """Writes the paragraph in hand."""
        for line in self.begun.split("\n"):
            self.builder.line(line)
        self.begun = ""

    def _hanging(self, depth: int) -> None:
        """What hangs on the paragraph just written: its text boxes and notes."""
        boxes, self.after = self.after, []
        notes, self.notes = self.notes, []
        for box in boxes:
            self.blocks(box, depth + 1)
        for kind, number in notes:
            note = self._note(kind, number)
            if note is not None:
                self.blocks(note, depth + 1)

    def _note(self, kind: str, number: str) -> Element | None:
        if kind not in self._notes:
            tree = self._tree(kind + "s.xml")
            self._notes[kind] = {} if tree is None else {attribute(note, "id"): note for note in tree}
        return self._notes[kind].get(number)

    def paragraph_text(self, node: Element, depth: int) -> str | None:
        """A paragraph's text with its number before it; None for a line of a table of contents."""
        properties = child(node, "pPr")
        if properties is not None and self.numbering.is_contents(properties):
            return None
        parts: list[str] = []
        self._inline(node, parts, depth)
        text = "".join(parts)
        if properties is not None and text.strip():
            text = self.numbering.label(properties) + text
        return text

    def _inline(self, parent: Element, parts: list[str], depth: int) -> None:
        if depth > self.limits.nesting:
            raise over(self.limits, "nesting")
        for node in parent:
            tag = local(node.tag)
            if tag == "t":
                parts.append(node.text or "")
            elif tag == "r":
                self._run(node, parts, depth + 1)
            elif tag in _BREAKS:
                parts.append(_BREAKS[tag])
            elif tag in _WRAPS:
                self._inline(node, parts, depth + 1)
            elif tag in ("footnoteReference", "endnoteReference"):
                self.notes.append((tag[: -len("Reference")], attribute(node, "id")))
            elif tag in ("drawing", "pict", "AlternateContent", "object"):
                if tag == "object" and any((one.get("ProgID") or "").startswith("Excel") for one in node):
                    self._warn("an embedded Excel table was not read; paste it into the document as a table")
                self.after += _text_boxes(_choice(node) if tag == "AlternateContent" else node)
            elif tag in ("f", "num", "den", "e", "sSup", "sSub", "d", "sup", "sub", "rad"):
                self._inline(node, parts, depth + 1)  # a formula, read flat

    def _run(self, run: Element, parts: list[str], depth: int) -> None:
        properties = child(run, "rPr")
        if properties is not None:
            if is_on(child(properties, "vanish")):
                return
            raised = child(properties, "vertAlign")
            if raised is not None and attribute(raised, "val") == "superscript" and _is_note(run, parts):
                return
        self._inline(run, parts, depth)

    def _table(self, node: Element, depth: int) -> None:
        self.close()
        rows = list(_rows(node))
        if self._is_layout(rows):
            for _, cells in rows:
                for cell in cells:
                    self.blocks(cell, depth + 1)
            return
        grid = Grid(self.builder.budget)
        spans = _merged(rows)
        for n, (before, cells) in enumerate(rows):
            grid.next_row()
            grid.skip(before)
            for m, cell in enumerate(cells):
                if spans[n, m]:
                    grid.add(self._cell_text(cell, depth + 1), spans[n, m], _width(cell))
        self.tables += 1
        self.builder.where = f"table {self.tables}"
        self.builder.table(grid.slots)
        self._hanging(depth)

    def _cell_text(self, cell: Element, depth: int) -> str:
        """A cell's paragraphs, and those of tables inside it, on lines of their own."""
        if depth > self.limits.nesting:
            raise over(self.limits, "nesting")
        lines: list[str] = []
        for node in cell:
            tag = local(node.tag)
            if tag == "p":
                lines.append(" " * (0 if lines else _set_in(node)) + (self.paragraph_text(node, depth) or ""))
            elif tag == "tbl":
                lines += [self._cell_text(inner, depth + 1) for _, cells in _rows(node) for inner in cells]
            elif tag in _WRAPS:
                lines.append(self._cell_text(node, depth + 1))
        return "\n".join(lines).replace("\t", " ")

    def _is_layout(self, rows: list[tuple[int, list[Element]]]) -> bool:
        """Whether a table only frames text: one column, one row, or a cell that holds a table or most of the text."""
        cells = [cell for _, row in rows for cell in row]
        if len(rows) < 2 or max(len(row) for _, row in rows) < 2:
            return True
        if any(True for cell in cells for node in cell if local(node.tag) == "tbl"):
            return True
        lengths = [sum(len(text) for text in cell.itertext()) for cell in cells]
        return max(lengths) >= LAYOUT_CELL and max(lengths) > sum(lengths) / 2


def _choice(node: Element) -> Element:
    """The one reading of a thing that is given in two (AlternateContent)."""
    choices = list(node)
    return next((one for one in choices if any(local(inner.tag) == "txbxContent" for inner in one.iter())), choices[0] if choices else node)


def _text_boxes(node: Element) -> list[Element]:
    """The text boxes in a drawing, outermost ones only."""
    if local(node.tag) == "txbxContent":
        return [node]
    if local(node.tag) == "AlternateContent":
        node = _choice(node)
    return [box for inner in node for box in _text_boxes(inner)]


def _is_note(run: Element, parts: list[str]) -> bool:
    """Whether a superscript is a note's mark, which would run into the number before it, and not the 2 of m2."""
    text = "".join(node.text or "" for node in run if local(node.tag) == "t")
    return bool(re.fullmatch(r"\s*[\[［(（〔]?\d{1,3}[\]］)）〕]?\s*", text)) and not re.search(r"[a-zA-Z]\s*$", "".join(parts[-1:]))


def _rows(table: Element) -> Iterator[tuple[int, list[Element]]]:
    """The rows of a table that are not deleted: the columns left empty before the first cell, and the cells."""
    for node in table:
        tag = local(node.tag)
        if tag == "tr":
            properties = child(node, "trPr")
            if child(properties, "del") is not None:
                continue
            before = child(properties, "gridBefore")
            yield _number(before, 0), _joined(list(_cells(node)))
        elif tag in _WRAPS:
            yield from _rows(node)


def _cells(row: Element) -> Iterator[Element]:
    for node in row:
        tag = local(node.tag)
        if tag == "tc":
            yield node
        elif tag in _WRAPS:
            yield from _cells(node)


def _joined(cells: list[Element]) -> list[Element]:
    """The cells of a row without those that an old way of merging (hMerge) joins to the one before, which is made wider."""
    out: list[Element] = []
    for cell in cells:
        merge = child(cell, "tcPr", "hMerge")
        if out and merge is not None and attribute(merge, "val") != "restart":
            out[-1].set(_WIDTH, str(_width(out[-1]) + _width(cell)))
        else:
            out.append(cell)
    return out


def _set_in(paragraph: Element) -> int:
    """How many characters a paragraph's first line is set in: statistical tables tell by it what stands under what."""
    properties = child(paragraph, "pPr")
    place, side = child(properties, "ind"), child(properties, "jc")
    if place is None or (side is not None and attribute(side, "val") not in ("left", "start", "both")):
        return 0
    counted = {name: attribute(place, name) for name in ("leftChars", "startChars", "firstLineChars")}
    measured = {name: attribute(place, name) for name in ("left", "start", "firstLine")}
    if any(counted.values()):
        characters = sum(int(value) for value in counted.values() if value.isdecimal() and len(value) < 6) / 100
    else:
        characters = sum(int(value) for value in measured.values() if value.isdecimal() and len(value) < 6) / CHARACTER
    return min(MAX_INDENT, round(characters))


def _number(node: Element | None, default: int) -> int:
    value = attribute(node, "val") if node is not None else ""
    return int(value) if value.isdecimal() and len(value) < 5 else default


def _width(cell: Element) -> int:
    joined = cell.get(_WIDTH, "")
    return int(joined) if joined.isdecimal() and len(joined) < 5 else max(1, _number(child(cell, "tcPr", "gridSpan"), 1))


def _merged(rows: list[tuple[int, list[Element]]]) -> dict[tuple[int, int], int]:
    """For each (row, n-th cell) how many rows it spans; 0 for a cell that goes on from the one above."""
    spans: dict[tuple[int, int], int] = {}
    open_at: dict[int, tuple[int, int]] = {}  # column -> the cell that a continuation there belongs to
    for n, (col, cells) in enumerate(rows):
        for m, cell in enumerate(cells):
            merge = child(cell, "tcPr", "vMerge")
            goes_on = merge is not None and attribute(merge, "val") != "restart"
            owner = open_at.get(col)
            if goes_on and owner is not None and owner[0] + spans[owner] == n:
                spans[owner] += 1
                spans[n, m] = 0
            else:
                spans[n, m] = 1
                if merge is not None:
                    open_at[col] = (n, m)
                else:
                    open_at.pop(col, None)
            col += _width(cell)
    return spans
