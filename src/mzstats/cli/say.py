"""Messages on standard error, and bytes on standard output."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import BinaryIO

from mzstats.cli.lang import chosen, told

SHOWN = 20  # notes of one kind that are told one by one; of more only their number


class Messages:
    """What a run tells. ``print`` is where a line goes: standard error, or above a progress bar."""

    def __init__(self, quiet: bool = False) -> None:
        self.quiet = quiet
        self.print: Callable[[str], None] = _to_stderr
        self._told: dict[str, int] = {}

    def error(self, text: str) -> None:
        """A failure: told even where quiet is asked for."""
        self.print(told(f"error: {text}"))

    def note(self, text: str) -> None:
        """What a user may want to know."""
        if not self.quiet:
            self.print(told(text))

    def one_of_many(self, kind: str, text: str) -> None:
        """A note of a kind that may come for each of a hundred thousand documents: the first ``SHOWN`` are told."""
        count = self._told[kind] = self._told.get(kind, 0) + 1
        if count <= SHOWN:
            self.note(text)

    def rest(self) -> None:
        """How many notes of each kind were not told one by one."""
        for kind, count in self._told.items():
            if count > SHOWN:
                self.note(f"... and {count - SHOWN} more {kind}")


def _to_stderr(text: str) -> None:
    sys.stderr.write(f"{text}\n")
    sys.stderr.flush()


def stdout() -> BinaryIO:
    """Standard output for bytes: UTF-8 goes out as it is, whatever the locale or the console's code page."""
    sys.stdout.flush()
    return sys.stdout.buffer


def put(text: str) -> None:
    """Text to standard output in UTF-8."""
    stream = stdout()
    stream.write(text.encode("utf-8", "backslashreplace"))
    stream.flush()


def unit(code: str) -> str:
    """A base unit in the user's language."""
    if chosen() != "zh":
        return code
    from mzstats.report.summary import UNITS

    return UNITS.get(code, code)


def on_terminal() -> bool:
    """Whether standard output is a terminal."""
    return sys.stdout.isatty()


def padded(text: str, width: int) -> str:
    """The text filled up to ``width`` columns of a terminal, where a wide character takes two."""
    from unicodedata import east_asian_width

    return text + " " * (width - sum(2 if east_asian_width(char) in "WF" else 1 for char in text))
