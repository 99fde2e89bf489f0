"""The streams of old Office files. They need olefile, which is an extra."""

from __future__ import annotations

import io
import struct

from mzstats.model import MzstatsError


def stream(data: bytes, *names: str) -> bytes:
    """The first stream of these names. Raises MzstatsError where olefile is not installed, or there is none."""
    try:
        import olefile
    except ImportError as error:
        raise MzstatsError("doc and xls files need olefile: pip install 'mzstats[doc]'; or save it as docx or xlsx") from error
    try:
        with olefile.OleFileIO(io.BytesIO(data)) as file:
            for name in names:
                if file.exists(name):
                    body: bytes = file.openstream(name).read()
                    return body
    except (OSError, ValueError, IndexError, TypeError, AttributeError) as error:
        raise MzstatsError("a damaged Office file; open it and save it again as docx or xlsx") from error
    raise MzstatsError("an old Office file without text; open it in its program and save it again as docx or xlsx")


_SECTOR = 4096  # of a version 4 file: its first sector has room for the allocation tables of 400 MiB
_FREE, _END, _FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD


def rebuilt(name: str, body: bytes) -> bytes:
    """An old Office file of one stream and nothing else: another reader finds in it exactly what was looked at here."""
    body = body.ljust(_SECTOR, b"\0")
    count = -(-len(body) // _SECTOR)
    tables = -(-(count + 2) // (_SECTOR // 4 - 1))
    # the allocation tables come first, then the directory, then the stream
    chain = [*[_FAT] * tables, _END, *range(tables + 2, tables + 1 + count), _END]
    fat = struct.pack(f"<{len(chain)}I", *chain).ljust(tables * _SECTOR, b"\xff")
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 16 + struct.pack("<5H6x", 0x3E, 4, 0xFFFE, 12, 6)
    header += struct.pack("<9I", 1, tables, tables, 0, _SECTOR, _END, 0, _END, 0)
    header += struct.pack("<109I", *range(tables), *[_FREE] * (109 - tables))
    # calamine wants the root of a version 4 file to begin somewhere
    directory = _entry("Root Entry", 5, 1, tables + 1, 0) + _entry(name, 2, _FREE, tables + 1, len(body))
    return header.ljust(_SECTOR, b"\0") + fat + directory.ljust(_SECTOR, b"\0") + body.ljust(count * _SECTOR, b"\0")


def _entry(name: str, kind: int, child: int, start: int, size: int) -> bytes:
    raw = name.encode("utf-16-le")
    return raw.ljust(64, b"\0") + struct.pack("<HBBIII36xIQ", len(raw) + 2, kind, 1, _FREE, _FREE, child, start, size)
