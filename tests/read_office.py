"""Makes the files of old Office for the reader tests: the container, Word 97-2003 and Excel 97-2003, as little as readers need."""

from __future__ import annotations

import struct
from collections.abc import Sequence

from read_inputs import Sheet

_SECTOR = 512
_SMALL = 4096  # shorter streams would go to a second, finer allocation: they are padded instead
_FREE, _END, _FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
_FAT_SECTORS = 8


def ole(streams: dict[str, bytes]) -> bytes:
    """A Compound File with these streams."""
    fat: list[int] = [_FAT] * _FAT_SECTORS
    bodies: list[bytes] = []

    def put(data: bytes) -> int:
        first, count = len(fat), -(-len(data) // _SECTOR)
        fat.extend([*range(first + 1, first + count), _END])
        bodies.append(data.ljust(count * _SECTOR, b"\0"))
        return first

    def entry(name: str, kind: int, child: int, start: int, size: int, right: int = _FREE) -> bytes:
        raw = name.encode("utf-16-le")
        return raw.ljust(64, b"\0") + struct.pack("<HBBIII36xIQ", len(raw) + 2, kind, 1, _FREE, right, child, start, size)

    entries = [entry("Root Entry", 5, 1, _END, 0)]
    for n, (name, data) in enumerate(streams.items(), 1):
        data = data.ljust(_SMALL, b"\0")
        entries.append(entry(name, 2, _FREE, put(data), len(data), n + 1 if n < len(streams) else _FREE))
    directory = put(b"".join(entries))
    table = struct.pack(f"<{len(fat)}I", *fat).ljust(_FAT_SECTORS * _SECTOR, b"\xff")
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 16
    header += struct.pack("<HHHHH6xIIIIIIIII", 0x3E, 3, 0xFFFE, 9, 6, 0, _FAT_SECTORS, directory, 0, _SMALL, _END, 0, _END, 0)
    header += struct.pack("<109I", *range(_FAT_SECTORS), *[_FREE] * (109 - _FAT_SECTORS))
    return header + table + b"".join(bodies)


# ---- Word

_IN_TABLE, _ROW_END = b"\x16\x24\x01", b"\x16\x24\x01\x17\x24\x01"  # notes of a paragraph: in a table, the end of a row


def doc(paragraphs: Sequence[str | Sequence[Sequence[str]]], compressed: bool = False) -> bytes:
    """A Word 97-2003 file of paragraphs; one that is a sequence of rows of cells is a table.

    ``compressed``: Latin text in one byte a character, as Word writes it.
    """
    pieces: list[tuple[str, bytes]] = []  # a paragraph with its mark, and what is noted of it
    for paragraph in paragraphs:
        if isinstance(paragraph, str):
            pieces.append((paragraph + "\r", b""))
            continue
        for row in paragraph:
            pieces += [*((cell + "\x07", _IN_TABLE) for cell in row), ("\x07", _ROW_END)]
    text = "".join(text for text, _ in pieces)
    width = 1 if compressed else 2
    raw = text.encode("cp1252" if compressed else "utf-16-le")
    word = bytearray(1024) + raw
    word += b"\0" * (-len(word) % _SECTOR)
    begins, pages = [], []
    at = 1024
    for first in range(0, len(pieces), 20):
        part = pieces[first : first + 20]
        begins.append(at)
        pages.append(len(word) // _SECTOR)
        places = [at]
        for one, _ in part:
            places.append(places[-1] + width * len(one))
        at = places[-1]
        word += _page(places, [note for _, note in part])
    piece = struct.pack("<II", 0, len(text)) + struct.pack("<HIH", 0, 0x40000000 | 2048 if compressed else 1024, 0)
    clx = b"\x02" + struct.pack("<I", len(piece)) + piece
    notes = struct.pack(f"<{len(begins) + 1}I", *begins, at) + struct.pack(f"<{len(pages)}I", *pages)
    struct.pack_into("<HH", word, 0, 0xA5EC, 0xC1)
    struct.pack_into("<i", word, 0x4C, len(text))
    struct.pack_into("<II", word, 0x1A2, 0, len(clx))
    struct.pack_into("<II", word, 0x102, len(clx), len(notes))
    return ole({"WordDocument": bytes(word), "0Table": clx + notes})


def _page(places: Sequence[int], notes: Sequence[bytes]) -> bytes:
    """The notes of paragraphs, each from its place in the file, on a page of 512 bytes."""
    body = bytearray(_SECTOR)
    struct.pack_into(f"<{len(places)}I", body, 0, *places)
    end, kept = _SECTOR - 2, dict[bytes, int]()
    for n, note in enumerate(notes):
        if note and note not in kept:
            packed = b"\0\0" + note  # the number of a style stands before it
            packed = bytes([len(packed) // 2 + 1]) + packed if len(packed) % 2 else bytes([0, len(packed) // 2]) + packed
            end = (end - len(packed)) // 2 * 2
            body[end : end + len(packed)] = packed
            kept[note] = end
        body[4 * len(places) + 13 * n] = kept[note] // 2 if note else 0
    body[-1] = len(notes)
    return bytes(body)


# ---- Excel


def _record(kind: int, body: bytes) -> bytes:
    return struct.pack("<HH", kind, len(body)) + body


def _string(text: str, length: str) -> bytes:
    return struct.pack(length, len(text)) + b"\x01" + text.encode("utf-16-le")


def xls(sheets: Sequence[Sheet], hidden: str = "", protected: bool = False) -> bytes:
    """A workbook with a table on each sheet: its title over it, numbers as numbers with the formats that show them as they are written."""
    formats: dict[str, int] = {"General": 0}
    bodies = [_sheet(sheet, formats) for sheet in sheets]
    names = [f"Sheet{n + 1}" for n in range(len(sheets))]
    if hidden:
        names.append(hidden)
        bodies.append(_cells([_label(0, 0, "农村低保对象99999人")]))
    begin = _record(0x809, struct.pack("<HHHHII", 0x600, 5, 0x0DBB, 0x07CC, 0, 6))
    if protected:
        begin += _record(0x2F, b"\0" * 6)
    begin += b"".join(_record(0x41E, struct.pack("<H", 163 + n) + _string(code, "<H")) for code, n in formats.items() if n)
    begin += b"".join(_record(0xE0, struct.pack("<HH16x", 0, 163 + n if n else 0)) for n in formats.values())

    def book(places: Sequence[int]) -> bytes:
        bounds = b"".join(
            _record(0x85, struct.pack("<IH", at, 1 if name == hidden else 0) + _string(name, "<B"))
            for name, at in zip(names, places, strict=True)
        )
        return begin + bounds + _record(0x0A, b"")

    size = len(book([0] * len(names)))
    places = [size + sum(map(len, bodies[:n])) for n in range(len(bodies))]
    return ole({"Workbook": book(places) + b"".join(bodies)})


def _sheet(sheet: Sheet, formats: dict[str, int]) -> bytes:
    cells = [_label(0, 0, sheet.title)]
    top = 1
    if sheet.unit:
        cells.append(_label(1, sheet.width - 1, sheet.unit))
        top = 2
    merged = [(0, 0, 0, sheet.width - 1)]
    for row, col, text, down, across in sheet.cells():
        if down > 1 or across > 1:
            merged.append((top + row, top + row + down - 1, col, col + across - 1))
        if row >= sheet.heads and text.replace(",", "").replace(".", "").isdecimal():
            decimals = len(text.partition(".")[2])
            code = ("#,##0" if "," in text else "0") + ("." + "0" * decimals if decimals else "")
            style = formats.setdefault(code, len(formats))
            cells.append(_record(0x203, struct.pack("<HHHd", top + row, col, style, float(text.replace(",", "")))))
        else:
            cells.append(_label(top + row, col, text))
    if sheet.note:
        cells.append(_label(top + len(sheet.rows), 0, sheet.note))
    spans = b"".join(struct.pack("<4H", *span) for span in merged)
    return _cells([*cells, _record(0xE5, struct.pack("<H", len(merged)) + spans)])


def _cells(records: Sequence[bytes]) -> bytes:
    begin = _record(0x809, struct.pack("<HHHHII", 0x600, 0x10, 0x0DBB, 0x07CC, 0, 6)) + _record(
        0x200, struct.pack("<IIHHH", 0, 100, 0, 50, 0)
    )
    return begin + b"".join(records) + _record(0x0A, b"")


def _label(row: int, col: int, text: str) -> bytes:
    return _record(0x204, struct.pack("<HHH", row, col, 0) + _string(text, "<H"))
