"""What a scan finds in a sentence: words, separators, times, quantities. All offsets are the document's."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mzstats.patterns import Entry


class Word:
    """A known word in the text. ``subject`` is what it names here, empty for nothing, None before that was asked."""

    __slots__ = ("end", "entry", "start", "subject")

    def __init__(self, start: int, end: int, entry: Entry) -> None:
        self.start, self.end, self.entry = start, end, entry
        self.subject: str | None = None if entry.subjects else ""

    def __repr__(self) -> str:
        return f"W{self.entry.word}"


class Sep:
    """A separator character."""

    __slots__ = ("char", "end", "start")

    def __init__(self, start: int, char: str) -> None:
        self.start, self.end, self.char = start, start + 1, char

    def __repr__(self) -> str:
        return f"S{self.char}"


class Time:
    """A time expression; ``groups`` are the named parts of ``TIME`` that matched.

    ``usable``: whether it says what a figure is for, and what a standard is for, once that was asked (``frame.period`` tells).
    """

    __slots__ = ("end", "groups", "start", "text", "usable")

    def __init__(self, start: int, end: int, text: str, groups: dict[str, str]) -> None:
        self.start, self.end, self.text, self.groups = start, end, text, groups
        self.usable: dict[bool, bool] = {}

    def __repr__(self) -> str:
        return f"T{self.text}"


class Quantity:
    """A number with its unit. ``cls`` is the class of the printed unit, empty for a bare number."""

    __slots__ = ("base", "bound", "cls", "end", "literal", "noun", "scale", "start", "trap", "unit_start", "value")

    def __init__(
        self,
        start: int,
        end: int,
        value: Decimal,
        cls: str,
        *,
        base: str = "",
        noun: bool = False,
        bound: str = "exact",
        scale: str = "",
        trap: str = "",
        literal: bool = False,
        unit_start: int = 0,
    ) -> None:
        self.start, self.end, self.value, self.cls, self.base = start, end, value, cls, base
        self.noun, self.bound, self.scale, self.trap, self.literal, self.unit_start = noun, bound, scale, trap, literal, unit_start

    def counted_in(self, cls: str) -> Quantity:
        """The same number counted in another class of unit."""
        return Quantity(
            self.start, self.end, self.value, cls, base=self.base, noun=self.noun, bound=self.bound, scale=self.scale,
            literal=self.literal, unit_start=self.unit_start,
        )  # fmt: skip

    def __repr__(self) -> str:
        return f"Q{self.value}{self.cls}{'!' + self.trap if self.trap else ''}"


Item = Word | Sep | Time | Quantity
