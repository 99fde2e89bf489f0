"""What a document may cost: one place for the limits, their defaults and the options that raise them."""

from __future__ import annotations

import time
from typing import NamedTuple

from mzstats.model import MzstatsError

MIB = 1 << 20


class Limits(NamedTuple):
    """The most that one document may take. Every limit is told in its message with the option that raises it.

    ``file_mib``      size of a file, MiB.
    ``markup_mib``    size of a web page or of one XML part inside a docx, MiB: a tree takes many times its text.
    ``unpacked_mib``  size of everything inside a docx, xlsx or zip once unpacked, MiB, summed before unpacking.
    ``files``         documents inside one archive.
    ``pages``         pages of a pdf.
    ``cells``         cells of all tables of a document, blank ones too.
    ``nesting``       depth of elements inside one another, and of archives inside archives.
    ``seconds``       time for one document.
    """

    file_mib: int = 100
    markup_mib: int = 16
    unpacked_mib: int = 300
    files: int = 10_000
    pages: int = 2_000
    cells: int = 500_000
    nesting: int = 256
    seconds: float = 60.0


DEFAULT = Limits()

_WHAT = {
    "file_mib": "{value} MiB, and the limit for a file is {limit} MiB",
    "markup_mib": "{value} MiB of markup, and the limit is {limit} MiB",
    "unpacked_mib": "{value} MiB once unpacked, and the limit is {limit} MiB",
    "files": "more than {limit} files in the archive",
    "pages": "{value} pages, and the limit is {limit}",
    "cells": "more than {limit} table cells",
    "nesting": "nested more than {limit} deep",
    "seconds": "reading took more than {limit} seconds",
}


def option(limit: str) -> str:
    """The command line's name of a limit: ``file_mib`` is ``--max-file-mib``."""
    return "--max-" + limit.replace("_", "-")


def over(limits: Limits, limit: str, value: float = 0) -> MzstatsError:
    """The error for a limit that ``value`` is over (in the limit's own unit)."""
    told = _WHAT[limit].format(value=f"{value:.0f}", limit=f"{getattr(limits, limit):g}")
    return MzstatsError(f"{told}; if the file is to be trusted, raise {option(limit)}")


def check_bytes(limits: Limits, limit: str, size: int) -> None:
    """Raises MzstatsError where ``size`` bytes are over a limit that counts MiB."""
    if size > getattr(limits, limit) * MIB:
        raise over(limits, limit, -(-size // MIB))


class Budget:
    """What one document has used of its limits so far: time and table cells."""

    __slots__ = ("cells", "limits", "started")

    def __init__(self, limits: Limits) -> None:
        self.limits, self.cells, self.started = limits, 0, time.monotonic()

    def tick(self) -> None:
        """Raises MzstatsError once the document's time is used up. Cheap: to be called in every loop over a file's parts."""
        if time.monotonic() - self.started > self.limits.seconds:
            raise over(self.limits, "seconds")

    def take_cells(self, count: int) -> None:
        """Counts ``count`` more cells; raises MzstatsError over the limit."""
        self.cells += count
        if self.cells > self.limits.cells:
            raise over(self.limits, "cells")
