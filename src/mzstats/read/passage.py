"""How an archive is gone through, where that is not simply from end to end."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

from mzstats.model import MzstatsError


class Passage(NamedTuple):
    """Members of an archive are counted from 0 in the order of their names.

    ``start``   the first that is wanted.
    ``passed``  those that are not to be read, and the reason that is told for each.
    ``begin``   called with each before it is read.
    ``failed``  called with the name of each that cannot be read, and the error, in its turn; without it all are told at the end.
    """

    start: int = 0
    passed: Mapping[int, str] = {}
    begin: Callable[[int], None] = lambda member: None
    failed: Callable[[str, MzstatsError], None] | None = None
