"""Word 97-2003 files: the text by way of the piece table, tables by what Word notes of each paragraph: in a table, end of a row."""

from __future__ import annotations

import re
import struct
from bisect import bisect_right
from dataclasses import dataclass

from mzstats.model import Document, MzstatsError
from mzstats.read.build import Builder, Grid
from mzstats.read.limits import Limits, check_bytes
from mzstats.read.ole import stream

_ENCRYPTED, _SECOND_TABLE = 0x100, 0x200
_CLX, _PARAGRAPH_PAGES = 0x1A2, 0x102  # where the header says where the piece table and the paragraphs' notes are
_IN_TABLE, _ROW_END = 0x2416, 0x2417
_SIZES = {0: 1, 1: 1, 2: 2, 3: 4, 4: 2, 5: 2, 7: 3}  # bytes after a note, by the top bits of its number; 6 says its own
_PAGE = 512
_DAMAGED = "a damaged doc file; open it and save it again as docx"
# fields: 13 code 14 result 15; only the result is text
_FIELD = re.compile("\x13[^\x13\x14\x15]*\x14|\x13[^\x13\x14\x15]*\x15|\x15")
_OTHER = re.compile("[\x01-\x08\x0e-\x1d\x1f]")


@dataclass(frozen=True, slots=True)
class _Piece:
    """A stretch of the text and where its bytes stand."""

    text: str
    at: int
    width: int


@dataclass(frozen=True, slots=True)
class _Paragraph:
    text: str
    in_table: bool
    row_end: bool
    cell_end: bool


def read_doc(data: bytes, name: str, limits: Limits) -> Document:
    """A Word 97-2003 file. Raises MzstatsError where it is damaged or protected, or olefile is not installed."""
    check_bytes(limits, "unpacked_mib", len(data))
    word = stream(data, "WordDocument")
    builder = Builder(name, "doc", limits)
    try:
        paragraphs = _paragraphs(word, data)
    except (struct.error, IndexError) as error:
        raise MzstatsError(_DAMAGED) from error
    _write(paragraphs, builder)
    return builder.done()


def _paragraphs(word: bytes, data: bytes) -> list[_Paragraph]:
    magic, version = struct.unpack_from("<HH", word)
    (flags,) = struct.unpack_from("<H", word, 0x0A)
    if magic != 0xA5EC or version < 0xC1:
        raise MzstatsError("an old Word file of a kind that cannot be read; open it and save it as docx")
    if flags & _ENCRYPTED:
        raise MzstatsError("protected by a password; take the password off and save it again")
    (left,) = struct.unpack_from("<i", word, 0x4C)  # characters of the main text; notes and page heads come after it
    table = stream(data, "1Table" if flags & _SECOND_TABLE else "0Table")
    starts, notes = _notes(word, table)
    out: list[_Paragraph] = []
    text = ""
    for piece in _pieces(word, table):
        for n, char in enumerate(piece.text[:left]):
            if char not in "\r\x07\x0c":
                text += char
                continue
            at = bisect_right(starts, piece.at + n * piece.width) - 1
            in_table, row_end = notes[at] if at >= 0 else (False, False)
            out.append(_Paragraph(text, in_table, row_end, char == "\x07"))
            text = ""
        left -= len(piece.text)
        if left <= 0:
            break
    out.append(_Paragraph(text, False, False, False))
    return out


def _pieces(word: bytes, table: bytes) -> list[_Piece]:
    """The text in order, out of the piece table."""
    start, size = struct.unpack_from("<II", word, _CLX)
    clx = table[start : start + size]
    at = 0
    while at < len(clx) and clx[at] == 1:  # formatting that may stand before it
        at += 3 + int(struct.unpack_from("<H", clx, at + 1)[0])
    if at >= len(clx) or clx[at] != 2:
        raise MzstatsError(_DAMAGED)
    body = clx[at + 5 : at + 5 + struct.unpack_from("<I", clx, at + 1)[0]]
    count = (len(body) - 4) // 12
    ends = struct.unpack_from(f"<{count + 1}I", body)
    out: list[_Piece] = []
    for n in range(count):
        (place,) = struct.unpack_from("<I", body, 4 * (count + 1) + 8 * n + 2)
        letters = ends[n + 1] - ends[n]
        if letters <= 0 or letters > len(word):
            raise MzstatsError(_DAMAGED)
        if place & 0x40000000:
            begin = (place & 0x3FFFFFFF) // 2
            out.append(_Piece(word[begin : begin + letters].decode("cp1252", "replace"), begin, 1))
        else:
            raw = word[place : place + 2 * letters]
            out.append(_Piece("".join(map(chr, struct.unpack(f"<{len(raw) // 2}H", raw[: len(raw) // 2 * 2]))), place, 2))
    return out


def _notes(word: bytes, table: bytes) -> tuple[list[int], list[tuple[bool, bool]]]:
    """For stretches of the file, by where they begin: (in a table, the end of a row)."""
    start, size = struct.unpack_from("<II", word, _PARAGRAPH_PAGES)
    count = max(0, (size - 4) // 8)
    found: dict[int, tuple[bool, bool]] = {}
    for n in range(count):
        (page,) = struct.unpack_from("<I", table, start + 4 * (count + 1) + 4 * n)
        body = word[page * _PAGE : (page + 1) * _PAGE]
        if len(body) < _PAGE:
            continue
        runs = body[-1]
        begins = struct.unpack_from(f"<{runs + 1}I", body)
        for run in range(runs):
            offset = body[4 * (runs + 1) + 13 * run] * 2
            found[begins[run]] = _flags(_note(body, offset)) if offset else (False, False)
    starts = sorted(found)
    return starts, [found[at] for at in starts]


def _note(body: bytes, offset: int) -> bytes:
    if body[offset]:
        return body[offset + 3 : offset + 2 * body[offset]]
    return body[offset + 4 : offset + 2 + 2 * body[offset + 1]]


def _flags(note: bytes) -> tuple[bool, bool]:
    in_table = row_end = False
    at = 0
    while at + 2 < len(note):
        (kind,) = struct.unpack_from("<H", note, at)
        if kind == _IN_TABLE:
            in_table = bool(note[at + 2])
        elif kind == _ROW_END:
            row_end = bool(note[at + 2])
        long = kind == 0xD608  # a table's shape says its size in two bytes
        size = 1 + int.from_bytes(note[at + 2 : at + 4], "little") if long else _SIZES.get(kind >> 13, note[at + 2] + 1)
        at += 2 + size
    return in_table, row_end


def _write(paragraphs: list[_Paragraph], builder: Builder) -> None:
    """Paragraphs as lines; those in a table gathered into cells and rows."""
    rows: list[list[str]] = []
    row: list[str] = []
    cell: list[str] = []
    for paragraph in paragraphs:
        builder.budget.tick()
        text = _clean(paragraph.text)
        if not paragraph.in_table and not paragraph.row_end:
            _table(rows, builder)
            rows, row, cell = [], [], []
            for line in text.split("\n"):
                builder.line(line)
        elif paragraph.row_end:
            rows.append(row)
            row = []
        else:
            cell.append(text)
            if paragraph.cell_end:
                row.append("\n".join(cell))
                cell = []
    _table(rows, builder)


def _clean(text: str) -> str:
    while _FIELD.search(text):
        text = _FIELD.sub("", text)
    text = _OTHER.sub("", text.replace("\x0b", "\n").replace("\x1e", "-"))
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def _table(rows: list[list[str]], builder: Builder) -> None:
    """Writes a table; rows of different numbers of cells hold merged ones whose spans are not known, and are lines."""
    if len(rows) < 2 or len({len(row) for row in rows}) > 1 or len(rows[0]) < 2:
        for row in rows:
            builder.line("  ".join(cell.replace("\n", " ").strip() for cell in row if cell.strip()))
        return
    grid = Grid(builder.budget)
    for row in rows:
        grid.next_row()
        for cell in row:
            grid.add(cell)
    builder.table(grid.slots)
