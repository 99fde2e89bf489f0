"""Numbers and dates of a spreadsheet as its reader sees them: the number format of the cell, applied."""

from __future__ import annotations

import datetime
import re
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from typing import NamedTuple

# the formats that have a number and no text in the file
BUILT_IN = {
    1: "0",
    2: "0.00",
    3: "#,##0",
    4: "#,##0.00",
    9: "0%",
    10: "0.00%",
    37: "#,##0;-#,##0",
    38: "#,##0;-#,##0",
    39: "#,##0.00;-#,##0.00",
    40: "#,##0.00;-#,##0.00",
    41: "#,##0;-#,##0",
    42: "#,##0;-#,##0",
    43: "#,##0.00;-#,##0.00",
    44: "#,##0.00;-#,##0.00",
}
_PIECE = re.compile(r'"([^"]*)"|\\(.)|_.|\*.|\[[^\]]*\]|([#0?][#0?,]*(?:\.[#0?]*)?|\.[#0?]+)(,*)|(%)|(.)', re.S)
# letters and signs that make a format one of dates, fractions, exponents or text
_OTHER = frozenset("yYmMdDhHsSeEgGbBaA@/")


LARGEST, MOST_DECIMALS = 1e15, 12  # a spreadsheet keeps 15 digits


class _Format(NamedTuple):
    before: str
    after: str
    decimals: int
    optional: int
    grouped: bool
    percent: bool
    thousands: int


def plain(value: float) -> str:
    """A number as the spreadsheet keeps it: 15 digits, no exponent (``0.1+0.2`` is ``0.3``)."""
    text = format(Decimal(format(value, ".15g")), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def shown(value: float, code: str) -> str:
    """A number under a number format; as ``plain`` where the format is General or of a kind not known here."""
    if not abs(value) < LARGEST:  # no number at all, too
        return plain(value)
    sections = _sections(code)
    negative = value < 0
    section = sections[0]
    if negative and len(sections) > 1:
        section, value = sections[1], -value
    elif value == 0 and len(sections) > 2:
        section = sections[2]
    format = _parse(section)
    if format is None or format.decimals > MOST_DECIMALS:
        return plain(-value if negative and len(sections) > 1 else value)
    number = Decimal(plain(value)) * (100 if format.percent else 1) / Decimal(1000) ** format.thousands
    number = number.quantize(Decimal(1).scaleb(-format.decimals), ROUND_HALF_UP)
    text = f"{abs(number):,}" if format.grouped else f"{abs(number):f}"
    if format.optional and "." in text:
        least = len(text) - format.optional
        while len(text) > least and text[-1] in "0":
            text = text[:-1]
        text = text.rstrip(".")
    return ("-" if number < 0 else "") + format.before + text + format.after


@lru_cache(maxsize=256)
def _sections(code: str) -> tuple[str, ...]:
    return tuple(re.findall(r'(?:"[^"]*"|\\.|[^;])+', code)) or ("General",)


@lru_cache(maxsize=256)
def _parse(section: str) -> _Format | None:
    """A section of a format; None where it is not a plain number with words round it."""
    if "[>" in section or "[<" in section or "[=" in section or section.strip().lower() == "general":
        return None
    before, after, digits, commas, percent = "", "", "", "", False
    for quoted, escaped, placeholder, scale, sign, other in _PIECE.findall(section):
        if placeholder:
            if digits:
                return None
            digits, commas = placeholder, scale
        elif sign:
            percent = True
            after += "%"
        elif other in _OTHER and other:
            return None
        elif digits:
            after += quoted or escaped or other
        else:
            before += quoted or escaped or other
    if not digits:
        return None
    whole, _, fraction = digits.partition(".")
    scaled = len(commas) + len(whole) - len(whole.rstrip(","))
    optional = len(fraction) - len(fraction.rstrip("#?"))
    return _Format(before.strip(), after.strip(), len(fraction), optional, "," in whole.rstrip(","), percent, scaled)


def date(value: datetime.date, code: str) -> str:
    """A date under a date format: the parts that the format shows."""
    code = re.sub(r'\[[^\]]*\]|"[^"]*"', "", code).lower()
    if "d" in code or not code:
        return f"{value.year}年{value.month}月{value.day}日"
    return f"{value.year}年{value.month}月" if "m" in code else f"{value.year}年"
