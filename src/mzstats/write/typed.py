"""What the typed formats (parquet, DuckDB) hold a figure in."""

from __future__ import annotations

from datetime import date
from decimal import Context, Decimal
from functools import lru_cache

DIGITS, PLACES = 38, 10
"""Digits of a value in all, and after its point."""

_WIDE = Context(prec=2 * DIGITS)
_LEAST = Decimal(1).scaleb(-PLACES)
_MOST = Decimal(10) ** (DIGITS - PLACES)


def fits(value: Decimal) -> bool:
    """Whether a typed column holds the value exactly."""
    return value.is_finite() and abs(value) < _MOST and value == value.quantize(_LEAST, context=_WIDE)


def unfit(source: str, start: int, value: Decimal) -> str:
    """What is told of a figure that is left out."""
    return f"{source}:{start}: left out, {value} has more digits than decimal({DIGITS}, {PLACES}) holds; csv, json and sqlite hold it"


@lru_cache(maxsize=4096)
def days(period: str) -> tuple[date | None, date | None]:
    """First and last day of a period; none where it is empty or no such day."""
    from mzstats.report.settle import span

    try:
        first, last = (date.fromisoformat(day) for day in span(period))
    except ValueError:
        return None, None
    return first, last
