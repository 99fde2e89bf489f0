"""One cell: a span of the text as a piece of a table."""

from __future__ import annotations

from mzstats.grid.parts import Piece, Span
from mzstats.grid.shapes import MEASURED, kind_of


def trimmed(text: str, a: int, b: int) -> Span:
    """A span without the blanks at its ends."""
    while a < b and text[a].isspace():
        a += 1
    while b > a and text[b - 1].isspace():
        b -= 1
    return a, b


def piece(text: str, a: int, b: int, indent: int = 0) -> Piece:
    """A cell as a piece."""
    start, end = trimmed(text, a, b)
    kind = kind_of(text[start:end])
    if kind == "measured":
        match = MEASURED.fullmatch(text, start, end)
        assert match is not None
        return Piece(start, end, "number", indent + start - a, match.end("number"))
    return Piece(start, end, kind, indent + start - a)
