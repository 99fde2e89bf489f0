"""What a printed figure can stand for: an interval.

``27.1万`` is any number that rounds, or is cut off, to 27.1万; ``超过300`` has no upper end; ``7户`` is 7.
Two figures contradict each other when no numbers inside their intervals fit together, so that rounding
alone never makes a finding.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from mzstats.model import Observation

FAR = Decimal("1e30")
"""Stands for no end at all; finite, so that sums and products of ends are always defined."""

ABOUT = Decimal("0.1")
"""How far 约, 近, 左右 may be off, as a share of the figure."""

_DIGITS = re.compile(r"\d[\d,，\s]*(?:\.\s*(\d+))?")
_ROUNDED_UNITS = frozenset({"%", "‰", "pp", "times"})


@dataclass(frozen=True, slots=True)
class Interval:
    """All numbers from ``low`` to ``high``, both included."""

    low: Decimal
    high: Decimal

    def __add__(self, other: Interval) -> Interval:
        return Interval(self.low + other.low, self.high + other.high)

    def __sub__(self, other: Interval) -> Interval:
        return Interval(self.low - other.high, self.high - other.low)

    def __mul__(self, other: Interval) -> Interval:
        ends = [a * b for a in (self.low, self.high) for b in (other.low, other.high)]
        return Interval(min(ends), max(ends))

    def over(self, other: Interval) -> Interval | None:
        """The quotients; None where the divisor may be zero."""
        if other.low <= 0 <= other.high:
            return None
        ends = [a / b for a in (self.low, self.high) for b in (other.low, other.high)]
        return Interval(min(ends), max(ends))

    def times(self, factor: Decimal | int | str) -> Interval:
        return self * exactly(Decimal(factor))

    def meets(self, other: Interval) -> bool:
        return self.low <= other.high and other.low <= self.high

    def below(self, other: Interval) -> bool:
        """Every number of this one is smaller than every number of the other."""
        return self.high < other.low

    def widened(self, share: Decimal) -> Interval:
        """Grown on both sides by a share of the ends (for ends from zero up)."""
        return Interval(self.low * (1 - share), self.high * (1 + share))


def exactly(value: Decimal) -> Interval:
    return Interval(value, value)


def total(intervals: Iterable[Interval]) -> Interval:
    """The sums; zero for none."""
    out = exactly(Decimal(0))
    for one in intervals:
        out = out + one
    return out


def last_place(row: Observation) -> Decimal:
    """What one unit in the last printed digit is worth, in the base unit; 0 for a plain whole count.

    The scale (万, a column's 万元) is told by the value and the digits together, so the unit's words need
    not be read again.
    """
    match = _DIGITS.search(unicodedata.normalize("NFKC", row.text))
    if match is None:
        return Decimal(0)
    printed = Decimal(re.sub(r"[,，\s]", "", match.group()))
    decimals = len(match.group(1) or "")
    if printed == 0 or row.value == 0:
        return Decimal(0)
    scale = abs(row.value / printed)
    if scale <= 1 and not decimals and row.unit not in _ROUNDED_UNITS and row.aspect not in ("growth", "share"):
        return Decimal(0)
    return scale.scaleb(-decimals)


def of(row: Observation) -> Interval:
    """The numbers that the figure can stand for, by its printed digits and its bound.

    A rounded figure may be rounded to the nearest (half a unit either way) or cut off (up to one more).
    """
    size, place = abs(row.value), last_place(row)
    low, high = size - place / 2, size + place
    if row.bound == "about":
        low, high = min(low, size * (1 - ABOUT)), max(high, size * (1 + ABOUT))
    elif row.bound == "at_least":
        high = FAR
    elif row.bound == "at_most":
        low = Decimal(0)
    return Interval(low, high) if row.value >= 0 else Interval(-high, -low)
