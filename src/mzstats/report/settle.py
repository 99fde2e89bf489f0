"""From rows to figures that can be compared: one value for a place, time and metric, standards all by the month.

A table repeats itself: a figure is stated twice, a total stands beside its parts, a yearbook repeats the months.
What may be added is decided here, in one place, for summaries, comparisons, charts and the wide table.
"""

from __future__ import annotations

import calendar
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from mzstats.audit.relations import ADDITIVE, ONCE, WHOLES
from mzstats.model import Observation
from mzstats.patterns.nouns import STOCKS

CONFIDENCE = {"high": 0, "medium": 1, "low": 2}
CENT = Decimal("0.01")
NATION = "全国"


@dataclass(frozen=True, slots=True)
class Figure:
    """One settled value, with the rows that tell it. ``differs``: the rows tell more than one value; the surest is taken.

    ``region`` is empty where no row names a division; ``place`` then tells two documents apart.
    """

    place: str
    region: str
    period: str
    metric: str
    name: str
    area: str
    detail: str
    value: Decimal
    unit: str
    rows: tuple[Observation, ...]
    differs: bool = False

    @property
    def measure(self) -> str:
        return self.metric.partition(".")[2]


def by_month(row: Observation) -> tuple[Decimal, str]:
    """Value and unit, money per person and year told by the month (to the fen)."""
    if row.unit == "CNY/person/year":
        return (row.value / 12).quantize(CENT), "CNY/person/month"
    return row.value, row.unit


def settle(rows: Iterable[Observation], statuses: Sequence[str] = ("actual",)) -> list[Figure]:
    """The quantities themselves (no changes, growth, shares; no old values or plans unless asked), each once."""
    groups: defaultdict[tuple[str, ...], list[Observation]] = defaultdict(list)
    for row in rows:
        if row.aspect == "level" and row.status in statuses and row.metric != "other":
            groups[(row.region or f"\0{row.source}", row.period, row.metric, row.area, row.detail, by_month(row)[1])].append(row)
    return [_figure(key, group) for key, group in groups.items()]


def _figure(key: tuple[str, ...], rows: list[Observation]) -> Figure:
    place, period, metric, area, detail, unit = key
    measure = metric.partition(".")[2]
    if measure in ADDITIVE and measure not in ONCE:
        value, differs = _summed(rows)
    else:
        ranked = sorted(rows, key=lambda row: (CONFIDENCE.get(row.confidence, 3), row.bound != "exact", row.part_of is not None))
        value, differs = by_month(ranked[0])[0], len({by_month(row)[0] for row in rows}) > 1
    region = "" if place.startswith("\0") else place
    return Figure(place.lstrip("\0"), region, period, metric, rows[0].name, area, detail, value, unit, tuple(rows), differs)


def _summed(rows: Sequence[Observation]) -> tuple[Decimal, bool]:
    """The acts of one report added up (three trainings, each told once); several reports must agree, the first counts."""
    by_source: defaultdict[str, dict[Decimal, Observation]] = defaultdict(dict)
    for row in rows:
        by_source[row.source].setdefault(row.value, row)
    sums = []
    for told in by_source.values():
        ids = {row.id for row in told.values()}
        sums.append(sum((row.value for row in told.values() if row.part_of not in ids), Decimal(0)))
    return sums[0], len(set(sums)) > 1


def span(period: str) -> tuple[str, str]:
    """First and last day, as texts that can be compared; both empty for an empty or unknown period."""
    first, _, last = period.partition("/")
    start, end = _days(first), _days(last or first)
    return (start[0], end[1]) if start and end else ("", "")


def _days(period: str) -> tuple[str, str] | None:
    found = re.fullmatch(r"(\d{4})(?:-(?:S([12])|Q([1-4])|(\d\d)(?:-(\d\d))?))?", period)
    if not found:
        return None
    year, half, quarter, month, day = found.groups()
    if day:
        return period, period
    if half:
        months = (6 * int(half) - 5, 6 * int(half))
    elif quarter:
        months = (3 * int(quarter) - 2, 3 * int(quarter))
    else:
        months = (int(month), int(month)) if month and 1 <= int(month) <= 12 else (1, 12)
    return f"{year}-{months[0]:02}-01", f"{year}-{months[1]:02}-{calendar.monthrange(int(year), months[1])[1]}"


def year(period: str) -> str:
    return period[:4] if re.match(r"\d{4}", period) else ""


def contains(outer: str, inner: str) -> bool:
    """The first period holds the second, and is longer."""
    (start, end), (first, last) = span(outer), span(inner)
    return bool(start and first) and start <= first and last <= end and (start, end) != (first, last)


def additive(figures: Sequence[Figure]) -> bool:
    """Adding these makes sense: counts and sums of money of one unit, not standards, means or rates."""
    return all(figure.measure in ADDITIVE for figure in figures) and len({figure.unit for figure in figures}) == 1


def disjoint(figures: Sequence[Figure]) -> list[Figure]:
    """Figures that may be added: no part beside its total, no county beside its city, no month beside its year.

    Stocks of one place and metric keep the latest time only.
    """
    kept = _without_parts(figures)
    kept = _without_inner_regions(kept)
    return _without_inner_periods(kept)


def _without_parts(figures: Sequence[Figure]) -> list[Figure]:
    held: dict[tuple[str, int | None], int] = {(row.source, row.id): n for n, figure in enumerate(figures) for row in figure.rows}
    kept = [one for n, one in enumerate(figures) if all(held.get((row.source, row.part_of), n) == n for row in one.rows)]
    present = {(figure.place, figure.period, figure.metric) for figure in kept}
    inner = {(part, whole.whole) for whole in WHOLES for part in whole.parts}
    kept = [
        figure
        for figure in kept
        if not any(part == figure.metric and (figure.place, figure.period, whole) in present for part, whole in inner)
    ]
    wider: defaultdict[tuple[str, str, str], set[tuple[str, str]]] = defaultdict(set)
    for figure in kept:
        wider[(figure.place, figure.period, figure.metric)].add((figure.area, figure.detail))
    return [figure for figure in kept if not _narrower((figure.area, figure.detail), wider[(figure.place, figure.period, figure.metric)])]


def _narrower(own: tuple[str, str], others: set[tuple[str, str]]) -> bool:
    """Another figure of the same place, time and metric is for all of what this one is a part of."""
    area, detail = own
    return any(other != own and other[0] in ("", area) and other[1] in ("", detail) for other in others)


def _without_inner_regions(figures: Sequence[Figure]) -> list[Figure]:
    regions = {(figure.region, figure.metric, figure.period) for figure in figures if figure.region}

    def inner(figure: Figure) -> bool:
        outer = [figure.region[:cut] for cut in range(1, len(figure.region))]
        if figure.region and figure.region != NATION:
            outer.append(NATION)
        return any((region, figure.metric, figure.period) in regions for region in outer)

    return [figure for figure in figures if not inner(figure)]


def _without_inner_periods(figures: Sequence[Figure]) -> list[Figure]:
    groups: defaultdict[tuple[str, str, str, str], list[Figure]] = defaultdict(list)
    for figure in figures:
        groups[(figure.place, figure.metric, figure.area, figure.detail)].append(figure)
    out: list[Figure] = []
    for group in groups.values():
        if group[0].measure in STOCKS:
            latest = max(span(figure.period)[1] for figure in group)
            last = [figure for figure in group if span(figure.period)[1] == latest]
            out.append(min(last, key=lambda figure: span(figure.period)[0]))
        else:
            out += [one for one in group if not any(contains(other.period, one.period) for other in group)]
    return out
