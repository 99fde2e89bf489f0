"""Labels over labels: by their markers （一） 1. (1) A, by indent, by 其中."""

from __future__ import annotations

import re
from dataclasses import dataclass

from mzstats.grid.parts import Piece, Span
from mzstats.grid.shapes import PART, TOTAL, is_generic, plain

_LEVELS = (
    re.compile(r"[一二三四五六七八九十]+、"), re.compile(r"[(（][一二三四五六七八九十]+[)）]"),
    re.compile(r"\d+[.、．](?!\d)"), re.compile(r"[(（]\d+[)）]|[①-⑳]"),
    re.compile(r"[A-H](?:[.、\s]|(?=[一-龥])(?![类级档型]))"), re.compile(r"[ⅠⅡⅢⅣIV]+[.、\s一-龥]"),
)  # fmt: skip
_UNMARKED = 6


@dataclass(frozen=True, slots=True)
class _Label:
    level: float
    span: Span
    data: bool  # its row has numbers of its own
    part: bool


class Tree:
    """The labels that stand over the next row of a table."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._stack: list[_Label] = []

    def clear(self) -> None:
        """Nothing stands over what follows: a new table begins."""
        self._stack.clear()

    def push(self, piece: Piece, *, data: bool = False) -> None:
        """Put a label over what follows.

        One without numbers stands over the rows of its own level too, one with numbers only over deeper ones.
        """
        cell = self._text[piece.start : piece.end]
        if not data and is_generic(cell):
            return
        level, part = self._level(piece, cell), PART.match(cell) is not None
        while self._stack and self._closes(self._stack[-1], level, data, part):
            self._stack.pop()
        self._stack.append(_Label(level, piece.span, data, part))

    def parents(self, label: Piece) -> tuple[Span, ...]:
        """Put the label of a row with numbers on, and tell the labels over it, outermost first."""
        self.push(label, data=True)
        return tuple(entry.span for entry in self._stack[:-1])

    def sections(self) -> tuple[Span, ...]:
        """The labels without numbers that stand over a row that has no label."""
        return tuple(entry.span for entry in self._stack if not entry.data)

    def _level(self, piece: Piece, cell: str) -> float:
        body = cell.lstrip("#*· ")
        for level, pattern in enumerate(_LEVELS):
            if pattern.match(body):
                return level
        if TOTAL.fullmatch(plain(cell)):
            return _UNMARKED  # often centred: its indent says nothing
        if PART.match(cell):
            # a part stands under the row before it, whatever its indent
            whole = next((entry for entry in reversed(self._stack) if not entry.part), None)
            return whole.level + 0.5 if whole else _UNMARKED + 0.5
        return _UNMARKED + piece.indent

    def _closes(self, entry: _Label, level: float, data: bool, part: bool) -> bool:
        if entry.level > level:
            return True
        return entry.level == level and (entry.data or not data or part or level < _UNMARKED)
