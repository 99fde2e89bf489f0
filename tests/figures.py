"""Rows made by hand, for the tests of what is read out of a table."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from mzstats.model import Observation

BLANK = Observation(
    id=0, part_of=None, source="a.txt", region="甲县", region_code="", period="2024", metric="dibao.persons", name="低保人数", area="",
    detail="", value=Decimal(0), unit="person", aspect="level", status="actual", bound="exact", text="", start=0, end=0, sentence="",
    heading="", rule="r", confidence="high",
)  # fmt: skip

UNITS = {
    "persons": "person", "households": "household", "payout": "CNY", "standard": "CNY/person/month", "registrations": "couple",
    "person_times": "person-time", "rate": "%",
}  # fmt: skip


def figure(metric: str, value: str, **other: Any) -> Observation:
    """A figure of 甲县 for 2024, its unit by its measure."""
    unit = UNITS.get(metric.partition(".")[2], "count")
    row = BLANK._replace(metric=metric, name=metric, value=Decimal(value), text=value, unit=unit)
    return row._replace(**other)


def numbered(*rows: Observation) -> list[Observation]:
    """The rows of one document, with ids from 1 on and places in the text."""
    return [row._replace(id=n, start=n * 10, end=n * 10 + 3) for n, row in enumerate(rows, 1)]
