"""An input whole again: what came of it in several parts, once the last of them has come."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mzstats.work import Part, Read


class Whole:
    """The parts of an input together. What the last part tells (``name``, ``digest``, ``bytes``, ``failures``) holds for all."""

    def __init__(self, parts: list[Part]) -> None:
        self.parts = parts

    @property
    def documents(self) -> list[Read]:
        return [read for part in self.parts for read in part.documents]

    @property
    def figures(self) -> int:
        return sum(part.rows() for part in self.parts)

    @property
    def characters(self) -> int:
        return sum(part.characters for part in self.parts)

    @property
    def seconds(self) -> float:
        return sum(part.seconds for part in self.parts)


class Gathering:
    """Parts on their way: those of one input come one after the other."""

    def __init__(self) -> None:
        self._parts: list[Part] = []

    def add(self, part: Part) -> Whole | None:
        """The input that the part ends, None where more of it is to come."""
        self._parts.append(part)
        if not part.last:
            return None
        parts, self._parts = self._parts, []
        return Whole(parts)
