"""Traps as expressions that run. A user's run in ``regex`` under a time limit: none can hang a document."""

from __future__ import annotations

import re
from typing import Any, Protocol

from mzstats.model import MzstatsError
from mzstats.patterns.nouns import Trap

SECONDS = 0.2


class Expression(Protocol):
    """What a compiled expression is asked."""

    def match(self, text: str, /) -> Any: ...

    def search(self, text: str, /) -> Any: ...


class Guarded:
    """A user's expression. Raises MzstatsError naming its place where it cannot be compiled or takes too long."""

    def __init__(self, expression: str, place: str) -> None:
        import regex  # type: ignore[import-untyped]  # it carries no types; imported here: half a start-up, for users' own traps only

        self._place = place
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


Watch = tuple[str, Expression | None, Expression | None]
"""``(reason, before, after)`` with expressions that run."""


def compiled(trap: Trap) -> Watch:
    """The trap ready to watch for numbers."""
    return trap.reason, _expression(trap.before, trap.own), _expression(trap.after, trap.own)


def _expression(text: str, own: str) -> Expression | None:
    if not text:
        return None
    return Guarded(text, own) if own else re.compile(text)
