"""Text that a spreadsheet would run as a formula, made plain text, and back."""

from __future__ import annotations

import re

from mzstats.expressions import kept

RISKY = frozenset("=+-@\t\r\n＝＋－＠'")
"""The first characters of cells that may need an apostrophe; the full-width ones are formulas too in some locales."""

_FORMULA = kept(r"'*[=+\-@\t\r\n＝＋－＠]")
_MARKED = kept(r"'+[=+\-@\t\r\n＝＋－＠]")
_NUMBER = kept(r"[+-]\d[\d,]*(?:\.\d+)?[%‰]?", re.ASCII)


def inert(text: str) -> str:
    """The text with an apostrophe before it where a spreadsheet would take it for a formula; numbers and a lone dash are left.

    An apostrophe that already stands before such a text gets another, so that ``plain`` gives each text back.
    """
    if text[:1] in RISKY and text != "-" and _FORMULA.match(text) and not _NUMBER.fullmatch(text):
        return "'" + text
    return text


def plain(text: str) -> str:
    """The text as it was before ``inert``."""
    return text[1:] if text[:1] == "'" and _MARKED.match(text) else text
