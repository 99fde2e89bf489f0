"""Containers built around fuzzed parts: a mutated zip or Office file seldom opens, its mutated parts always do.

A packed input is a text of parts: each begins with a line ``=== name``, its bytes follow up to the next such line.
"""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Mapping

_MARK = b"\n=== "
OLE_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SECTOR = 512
_SMALL = 4096  # shorter streams would go to a second, finer allocation: they are padded instead
_FREE, _END, _FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD


def join(parts: Mapping[str, bytes]) -> bytes:
    """The parts as one packed input."""
    return b"".join(_MARK + name.encode() + b"\n" + data for name, data in parts.items())


def split(data: bytes) -> dict[str, bytes]:
    """The parts of a packed input; a nameless rest at the front is left out."""
    out: dict[str, bytes] = {}
    for piece in data.split(_MARK)[1:]:
        name, _, body = piece.partition(b"\n")
        out[name[:80].decode("utf-8", "replace")] = body
    return out


def as_zip(parts: Mapping[str, bytes]) -> bytes:
    """A zip of the parts, unpacked inside so that every byte counts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for name, data in parts.items():
            archive.writestr(zipfile.ZipInfo(name or "a", (2024, 1, 1, 0, 0, 0)), data)
    return out.getvalue()


def as_ole(parts: Mapping[str, bytes]) -> bytes:
    """An old Office container (Compound File, version 3) with the parts as streams of its root."""
    streams = [(name[:31], data + b"\0" * max(0, _SMALL - len(data))) for name, data in parts.items()]
    fat: list[int] = [_FAT]
    bodies: list[bytes] = []

    def put(data: bytes) -> int:
        first = len(fat)
        count = -(-len(data) // _SECTOR)
        fat.extend([*range(first + 1, first + count), _END])
        bodies.append(data.ljust(count * _SECTOR, b"\0"))
        return first

    entries = [_entry("Root Entry", 5, 1 if streams else _FREE, _END, 0)]
    for n, (name, data) in enumerate(streams, 1):
        right = n + 1 if n < len(streams) else _FREE
        entries.append(_entry(name, 2, _FREE, put(data), len(data), right))
    directory = put(b"".join(entries))
    if len(fat) > _SECTOR // 4:
        raise ValueError("too large for one allocation sector")
    table = struct.pack(f"<{_SECTOR // 4}I", *fat, *[_FREE] * (_SECTOR // 4 - len(fat)))
    header = OLE_MAGIC + b"\0" * 16 + struct.pack("<HHHHH6xIIIIIIIII", 0x3E, 3, 0xFFFE, 9, 6, 0, 1, directory, 0, _SMALL, _END, 0, _END, 0)
    header += struct.pack("<109I", 0, *[_FREE] * 108)
    return header + table + b"".join(bodies)


def _entry(name: str, kind: int, child: int, start: int, size: int, right: int = _FREE) -> bytes:
    raw = name.encode("utf-16-le")
    return raw.ljust(64, b"\0") + struct.pack("<HBBIII36xIQ", len(raw) + 2, kind, 1, _FREE, right, child, start, size)
