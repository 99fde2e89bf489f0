"""Traps as expressions that run. A user's run in ``regex`` under a time limit: none can hang a document."""

from __future__ import annotations

import re
from math import prod
from typing import Any, Protocol

from mzstats.expressions import kept
from mzstats.model import MzstatsError
from mzstats.patterns.nouns import Trap

SECONDS = 0.2
MOST_REPEATS = 10_000
"""The product of all counts in braces of one expression: a{999} is laid out 999 times over, within (...){999} again as often."""


class Expression(Protocol):
    """What a compiled expression is asked."""

    def match(self, text: str, /) -> Any: ...

    def search(self, text: str, /) -> Any: ...


class Guarded:
    """A user's expression. Raises MzstatsError naming its place where it cannot be compiled or takes too long."""

    def __init__(self, expression: str, place: str) -> None:
        import regex  # type: ignore[import-untyped]  # it carries no types; imported here: half a start-up, for users' own traps only

        self._place = place
        if _repeats(expression) > MOST_REPEATS:
            raise MzstatsError(f"{place}: {expression!r:.60} repeats too often: the counts in braces may come to {MOST_REPEATS} together")
        try:
            self._compiled = regex.compile(expression)
        except (regex.error, RecursionError, OverflowError) as error:
            raise MzstatsError(f"{place}: {expression!r:.60} is no regular expression: {error}") from error

    def match(self, text: str) -> Any:
        return self._timed(self._compiled.match, text)

    def search(self, text: str) -> Any:
        return self._timed(self._compiled.search, text)

    def _timed(self, run: Any, text: str) -> Any:
        try:
            return run(text, timeout=SECONDS)
        except TimeoutError as error:
            raise MzstatsError(f"{self._place}: its expression takes more than {SECONDS} s on {text!r}: write it simpler") from error


def _repeats(expression: str) -> int:
    """The product of the counts in braces."""
    return prod(
        max(1, *(int(digits[:9]) for digits in re.findall("[0-9]+", braces)))
        for braces in re.findall(r"\{[0-9, ]*[0-9][0-9, ]*\}", expression)
    )


Watch = tuple[str, Expression | None, Expression | None]
"""``(reason, before, after)`` with expressions that run."""


def compiled(trap: Trap) -> Watch:
    """The trap ready to watch for numbers."""
    return trap.reason, _expression(trap.before, trap.own), _expression(trap.after, trap.own)


def _expression(text: str, own: str) -> Expression | None:
    if not text:
        return None
    return Guarded(text, own) if own else kept(text)
