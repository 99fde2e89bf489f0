"""The number formats in an Excel 97-2003 file: the records of its Workbook stream that calamine does not give."""

from __future__ import annotations

import struct
from collections.abc import Iterator

from mzstats.model import MzstatsError
from mzstats.read.display import BUILT_IN
from mzstats.read.ole import stream
from mzstats.read.spreadsheet import PLAIN, Look, Style

_BOUND_SHEET, _FORMAT, _XF, _FILE_PASS = 0x85, 0x41E, 0xE0, 0x2F
_NUMBER, _RK, _MULTI_RK, _FORMULA, _LABEL_SST = 0x203, 0x27E, 0xBD, 0x06, 0xFD
_LABEL, _BOOL, _DIMENSIONS = 0x204, 0x205, 0x200
_MOST_ROWS, _MOST_COLUMNS = 65_536, 256  # of a sheet of that age
_ROW, _COLUMNS, _EOF = 0x208, 0x7D, 0x0A
_XF_SIZE = 20  # a shorter one is of Excel 95 and does not say how far a cell is set in


def workbook(data: bytes) -> bytes:
    """The stream that holds the workbook. Raises MzstatsError where there is none."""
    return stream(data, "Workbook", "Book")


def looks(book: bytes) -> dict[str, Look]:
    """What a look at each sheet finds, by the sheet's name. Raises MzstatsError where the file is protected or damaged."""
    formats, styles, sheets = dict(BUILT_IN), [], {}
    try:
        for kind, body in _records(book, 0):
            if kind == _FILE_PASS:
                raise MzstatsError("protected by a password; take the password off and save it again")
            if kind == _FORMAT:
                formats[struct.unpack_from("<H", body)[0]] = _string(body[2:], 2)
            elif kind == _XF:
                styles.append((struct.unpack_from("<H", body, 2)[0], body[8] & 15 if len(body) >= _XF_SIZE else 0))
            elif kind == _BOUND_SHEET:
                name = _string(body[6:], 1)
                if name in sheets:
                    raise MzstatsError(f"a damaged xls file: two sheets are named {name}")
                sheets[name] = struct.unpack_from("<I", body)[0]
        shown = [Style(formats.get(code, ""), indent) for code, indent in styles]
        return {name: _look(book, start, shown) for name, start in sheets.items()}
    except (struct.error, IndexError) as error:
        raise MzstatsError("a damaged xls file; open it and save it again as xlsx") from error


def _records(book: bytes, at: int) -> Iterator[tuple[int, bytes]]:
    """The records from ``at`` to the end of their part: (kind, body)."""
    while at + 4 <= len(book):
        kind, size = struct.unpack_from("<HH", book, at)
        yield kind, book[at + 4 : at + 4 + size]
        if kind == _EOF:
            return
        at += 4 + size


def _string(body: bytes, width: int) -> str:
    """A text with its length before it (``width`` bytes) and a mark for its encoding."""
    length = int.from_bytes(body[:width], "little")
    wide = body[width] & 1
    raw = body[width + 1 : width + 1 + length * (2 if wide else 1)]
    return raw.decode("utf-16-le" if wide else "latin-1", "replace")


def _check_size(body: bytes) -> None:
    """Raises MzstatsError where a sheet says that it is of a size no sheet can be: calamine makes room for what it says."""
    if len(body) >= 14:
        first, last, left, right = struct.unpack_from("<IIHH", body)
    else:
        first, last, left, right = struct.unpack_from("<HHHH", body)
    if not (first <= last <= _MOST_ROWS and left <= right <= _MOST_COLUMNS):
        raise MzstatsError("a damaged xls file: a sheet says that it is of a size no sheet can be")


def _look(book: bytes, start: int, styles: list[Style]) -> Look:
    look = Look()
    for kind, body in _records(book, start):
        if kind in (_NUMBER, _RK, _FORMULA, _LABEL_SST, _LABEL, _BOOL):
            row, col, style = struct.unpack_from("<HHH", body)
            if col >= _MOST_COLUMNS:
                raise MzstatsError("a damaged xls file: a cell stands where no sheet has a column")
            look.cell(row, col, styles[style] if style < len(styles) else PLAIN, kind in (_NUMBER, _RK, _FORMULA))
        elif kind == _DIMENSIONS:
            _check_size(body)
        elif kind == _MULTI_RK:
            row, col = struct.unpack_from("<HH", body)
            for n in range((len(body) - 6) // 6):
                style = struct.unpack_from("<H", body, 4 + 6 * n)[0]
                look.cell(row, col + n, styles[style] if style < len(styles) else PLAIN, True)
        elif kind == _ROW and len(body) >= 16:
            if struct.unpack_from("<H", body, 12)[0] & 0x20:
                look.hidden_rows.add(struct.unpack_from("<H", body)[0])
        elif kind == _COLUMNS and len(body) >= 10:
            first, last, _, _, flags = struct.unpack_from("<HHHHH", body)
            if flags & 1:
                look.hidden_cols.update(range(first, min(last, 255) + 1))
    return look
