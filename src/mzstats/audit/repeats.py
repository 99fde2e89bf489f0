"""Rules on the same figure said twice: in one report, in several, this year and last, along a series."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from statistics import median

from mzstats.audit import interval
from mzstats.audit.interval import Interval
from mzstats.audit.relations import ADDITIVE, JUMP_FACTOR, ONCE, SERIES_FACTOR
from mzstats.audit.report import Found, Report, before, by_time, found, measure, of_an_act, quote, taken_in, year_before
from mzstats.model import Observation
from mzstats.table import number

Key = tuple[str, ...]

NEAR = Decimal("0.8")
"""Two values whose ratio is above this are taken for one figure told twice, however they are worded."""


def in_table(row: Observation) -> bool:
    """The figure stands in a table: its sentence is a row of cells."""
    return "|" in row.sentence or "\t" in row.sentence


def text_and_table(report: Report) -> Iterator[Found]:
    """The text says one value, a table of the same report another."""
    for first, second in _differing(report):
        if in_table(first) != in_table(second):
            yield found("error", (first, second), "text and table", first=quote(first), second=quote(second))


def two_values(report: Report) -> Iterator[Found]:
    """The same metric for the same place and time with two values."""
    for first, second in _differing(report):
        if in_table(first) == in_table(second):
            name = first.name or first.metric
            yield found("warning", (first, second), "two values", name=name, first=quote(first), second=quote(second))


def _differing(report: Report) -> Iterator[tuple[Observation, Observation]]:
    """Pairs of figures that should be one.

    More than two values are a breakdown by something that the table does not tell; so are two that are far apart and
    told with other words, and one under a heading of 城市 with one under 农村.
    """
    groups: defaultdict[Key, list[Observation]] = defaultdict(list)
    for row in report.rows:
        if measure(row) in ONCE and row.confidence != "low" and not of_an_act(row) and not taken_in(row):
            groups[_same(row)].append(row)
    for rows in (same_time for group in groups.values() for same_time in by_time(group)):
        first = rows[0]
        others = [row for row in rows[1:] if not interval.of(row).meets(interval.of(first)) and row.sentence != first.sentence]
        if len({row.value for row in rows}) == 2 and others and not _between_sentences(rows) and _comparable(first, others[0]):
            yield first, others[0]


def _comparable(first: Observation, second: Observation) -> bool:
    if _qualities_named(first) != _qualities_named(second) or _times_named(first, second):
        return False
    if in_table(first) and in_table(second):  # lines of other labels are of other things
        return _lead(first) == _lead(second)
    if _lead(first)[-4:] == _lead(second)[-4:]:
        return True
    low, high = sorted((abs(first.value), abs(second.value)))
    return low > 0 and (low / high >= NEAR or (high / low).normalize().as_tuple().digits == (1,))


_TIME = re.compile(r"(?:19|20)\d\d年|[今去上前本]年")


def _times_named(first: Observation, second: Observation) -> bool:
    """Their own words give the two different times, however these were read."""
    times = [_TIME.findall(before(row, 40))[-1:] for row in (first, second)]
    return all(times) and times[0] != times[1]


_QUALITIES = re.compile("城[市镇]|农村|集中|分散|散居|本级|[中省市县区]级")


def _qualities_named(row: Observation) -> frozenset[str]:
    """What the sentence and its headings narrow: two figures under different words are no two values of one."""
    return frozenset(_QUALITIES.findall(row.heading + row.sentence))


def _lead(row: Observation) -> str:
    """The words that name the figure: Chinese alone, so that ``结婚登记 | 对 | 301`` and ``结婚登记301对`` agree."""
    return "".join(re.findall(r"[\u4e00-\u9fff]+", re.sub(r"\|\s*.{0,4}\s*\|\s*$", "", before(row, 30))))


def _between_sentences(rows: Sequence[Observation]) -> bool:
    """Some sentence holds both values: a list of cases, not a contradiction."""
    by_sentence: defaultdict[str, set[Decimal]] = defaultdict(set)
    for row in rows:
        by_sentence[row.sentence].add(row.value)
    return any(len(values) > 1 for values in by_sentence.values())


def _same(row: Observation) -> Key:
    return (row.region, row.metric, row.area, row.detail, row.aspect, row.status, row.unit)


def _place(row: Observation) -> Key:
    return (row.region, row.metric, row.area, row.detail, row.unit)


class Values:
    """The one actual value that each report gives for a place, metric and time; where it gives several, none.

    A figure whose division is not known is compared with no other report: two counties would meet.
    """

    def __init__(self, reports: Iterable[Report]) -> None:
        self.by_key: defaultdict[tuple[Key, str], list[Observation]] = defaultdict(list)
        for report in reports:
            own: defaultdict[tuple[Key, str], list[Observation]] = defaultdict(list)
            for row in report.rows:
                if row.aspect == "level" and row.status == "actual" and row.period and row.region and measure(row) in ONCE:
                    own[(_place(row), row.period)].append(row)
            for key, rows in own.items():
                if len({row.value for row in rows}) == 1:
                    self.by_key[key].append(rows[0])


def two_reports(reports: Sequence[Report]) -> Iterator[Found]:
    """Two reports give different values for the same place, time and metric."""
    for rows in Values(reports).by_key.values():
        first = rows[0]
        for other in rows[1:]:
            if not interval.of(other).meets(interval.of(first)):
                yield found(
                    "warning", (first, other), "two reports", one=first.source, first=quote(first), other=other.source,
                    second=quote(other), place=first.region, period=first.period,
                )  # fmt: skip
                break


def last_year(reports: Sequence[Report]) -> Iterator[Found]:
    """What this report says of last year (上年, 比上年增加, 增长N%) against last year's own report."""
    known = Values(reports)
    for report in reports:
        for row in report.rows:
            for now, period, value in _told_of_before(report, row):
                for other in known.by_key.get((_place(now), period), ()):
                    if other.source != report.source and not value.meets(interval.of(other)):
                        yield found(
                            "warning", (row, other) if now is row else (row, now, other), "last year", one=report.source,
                            stated=quote(row), made=_around(value), period=period, other=other.source, second=quote(other),
                        )  # fmt: skip


def _told_of_before(report: Report, row: Observation) -> Iterator[tuple[Observation, str, Interval]]:
    """The row whose kind it is, the earlier period, and what the report makes of it."""
    if row.aspect == "level" and row.status == "previous" and row.period:
        yield row, row.period, interval.of(row)
    if row.aspect not in ("change", "growth") or row.status != "actual" or not row.period:
        return
    if re.search("环比|上月|上季|年均", row.sentence):
        return
    levels = [
        other
        for other in report.beside(row)
        if _place(other)[:4] == _place(row)[:4] and other.aspect == "level" and other.status == "actual" and other.end <= row.start
    ]
    if not levels:
        return
    now = levels[-1]
    if row.aspect == "change" and row.unit == now.unit:
        yield now, year_before(now.period), interval.of(now) - interval.of(row)
    elif row.aspect == "growth" and row.unit == "%":
        factor = interval.of(row).times(Decimal("0.01")) + interval.exactly(Decimal(1))
        base = interval.of(now).over(factor)
        if base is not None:
            yield now, year_before(now.period), base


def _around(value: Interval) -> str:
    middle = (value.low + value.high) / 2
    if value.low == value.high:
        return number(value.low)
    digits = 0 if middle > 100 else 2
    return f"≈{number(round(middle, digits))}"


def series(reports: Sequence[Report]) -> Iterator[Found]:
    """A value far from its neighbours in the place's own series; by eight times and more, a unit that jumps.

    Series of years are compared with years, months with months. A series wants four points, a jump by a
    hundredfold two.
    """
    for points in _series(reports).values():
        values = [row.value for row in points]
        for place, row in enumerate(points):
            near = _neighbours(values, place)
            middle = Decimal(median(near)) if near else Decimal(0)
            if middle <= 0 or row.value <= 0:
                continue
            factor = max(row.value / middle, middle / row.value)
            large = max(row.value, middle) >= 50
            if large and (factor >= 100 or (len(points) >= 4 and factor >= SERIES_FACTOR)):
                other = min((one for one in points if one is not row), key=lambda one: abs(one.value - middle))
                jump = factor >= JUMP_FACTOR
                yield found(
                    "error" if jump else "warning", (row, other), "jump" if jump else "far", stated=quote(row), period=row.period,
                    factor=number(round(factor, 1)), other=quote(other), other_period=other.period,
                )  # fmt: skip
                if len(points) < 3:
                    break


def _neighbours(values: Sequence[Decimal], place: int) -> list[Decimal]:
    """The three values on either side: of four points always three, so that one far value never sets the middle."""
    return [*values[max(0, place - 3) : place], *values[place + 1 : place + 4]]


def _series(reports: Sequence[Report]) -> dict[tuple[Key, str], list[Observation]]:
    """The values of each place and metric over time, one for a period, in order; kinds of period apart."""
    groups: defaultdict[tuple[Key, str], dict[str, Observation]] = defaultdict(dict)
    for (place, period), rows in Values(reports).by_key.items():
        kind = re.sub(r"\d", "0", re.sub(r"^\d{4}", "", period))
        groups[(place, kind)].setdefault(period, rows[0])
    return {key: [rows[period] for period in sorted(rows)] for key, rows in groups.items() if len(rows) > 1}


def region(reports: Sequence[Report]) -> Iterator[Found]:
    """A division with more than the division it lies in."""
    values = Values(reports).by_key
    by_metric: defaultdict[Key, dict[str, Observation]] = defaultdict(dict)
    for (place, period), rows in values.items():
        if rows[0].region and measure(rows[0]) in ADDITIVE:
            by_metric[(*place[1:], period)].setdefault(rows[0].region, rows[0])
    for regions in by_metric.values():
        for name, row in regions.items():
            for other in (name[:cut] for cut in range(2, len(name))):
                above = regions.get(other)
                if above is not None and interval.of(above).below(interval.of(row)):
                    yield found("error", (row, above), "region", inner=name, outer=other, first=quote(row), second=quote(above))
