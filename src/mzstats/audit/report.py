"""One report's rows, ready to be asked: by id, by metric, parts by their total; and what rows say of time and place."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple

from mzstats.audit import interval
from mzstats.audit.interval import Interval
from mzstats.audit.relations import ONCE
from mzstats.model import Observation
from mzstats.table import number


class Found(NamedTuple):
    """What a rule yields: ``error`` or ``warning``, the figures set side by side, the sentence (``words``) and what it tells."""

    severity: str
    figures: tuple[Observation, ...]
    says: str
    told: dict[str, str]


def found(severity: str, figures: tuple[Observation, ...], says: str, **told: str) -> Found:
    """A ``Found``, what it tells given by name."""
    return Found(severity, figures, says, told)


@dataclass(frozen=True, slots=True)
class Report:
    """The rows of one source, in the order of the text. Rows outside the catalogue are left out."""

    source: str
    rows: tuple[Observation, ...]
    by_id: dict[int, Observation] = field(repr=False)
    parts: dict[int, tuple[Observation, ...]] = field(repr=False)
    by_sentence: dict[str, tuple[Observation, ...]] = field(repr=False)
    quantities: dict[tuple[str, ...], tuple[Observation, ...]] = field(repr=False)
    acts: frozenset[int] = field(repr=False)

    def levels(
        self, metric: str, status: str = "actual", acts: bool = False, near: Observation | None = None
    ) -> Sequence[Observation]:
        """The quantities themselves under a metric, not their changes, growth or shares.

        ``acts``: also the people of single acts (``of_an_act``); those taken in or let go are never among them.
        ``near``: only of that row's region.
        """
        rows = self.quantities.get((metric, status) if near is None else (metric, status, near.region), ())
        return rows if acts else [row for row in rows if row.id not in self.acts]

    def beside(self, row: Observation) -> tuple[Observation, ...]:
        """The rows of the same sentence, itself among them; only itself where the sentence is not known."""
        return self.by_sentence[row.sentence] if row.sentence else (row,)

    def totals(self, row: Observation) -> list[Observation]:
        """The total that the row is a part of, and that total's own, inner first; only quantities in the row's unit."""
        out: list[Observation] = []
        above = row.part_of
        while above is not None and (total := self.by_id.get(above)) is not None and total not in out:
            if total.unit == row.unit and total.aspect == "level":
                out.append(total)
            above = total.part_of
        return out


def reports(rows: Iterable[Observation]) -> tuple[Report, ...]:
    """The rows sorted into reports, in the order in which the sources first come."""
    by_source: defaultdict[str, list[Observation]] = defaultdict(list)
    for row in rows:
        by_source[row.source].append(row)
    return tuple(_report(source, rows) for source, rows in by_source.items())


def _report(source: str, rows: Sequence[Observation]) -> Report:
    known = sorted((row for row in rows if row.metric != "other" and not _told_as_change(row)), key=lambda row: (row.start, row.id))
    parts: defaultdict[int, list[Observation]] = defaultdict(list)
    quantities: defaultdict[tuple[str, ...], list[Observation]] = defaultdict(list)
    by_sentence: defaultdict[str, list[Observation]] = defaultdict(list)
    for row in known:
        if row.part_of is not None:
            parts[row.part_of].append(row)
        by_sentence[row.sentence].append(row)
        if row.aspect == "level" and not taken_in(row):
            quantities[(row.metric, row.status)].append(row)
            quantities[(row.metric, row.status, row.region)].append(row)
    return Report(
        source,
        tuple(known),
        {row.id: row for row in known},
        {key: tuple(group) for key, group in parts.items()},
        {key: tuple(group) for key, group in by_sentence.items()},
        {key: tuple(group) for key, group in quantities.items()},
        frozenset(row.id for row in known if of_an_act(row)),
    )


_CHANGED = re.compile(r"(?:增加|减少|新增|增长|下降|上升|回升|上涨)了?[约近达]?$")


def _told_as_change(row: Observation) -> bool:
    """A quantity whose own words call it a difference (减少了28.6万对): the reading is in doubt, so no rule looks at it."""
    return row.aspect == "level" and measure(row) in ONCE and bool(_CHANGED.search(before(row, 6)))


def measure(row: Observation) -> str:
    return row.metric.partition(".")[2]


def subject(row: Observation) -> str:
    return row.metric.partition(".")[0]


def year(row: Observation) -> int | None:
    return int(row.period[:4]) if re.match(r"\d{4}", row.period) else None


def year_before(period: str) -> str:
    """The same time a year earlier: ``2024-S1`` gives ``2023-S1``; empty for empty."""
    return re.sub(r"\d{4}", lambda found: str(int(found.group()) - 1), re.sub(r"-\d\d-\d\d$", "", period))


def together(a: Observation, b: Observation) -> bool:
    """About the same place, and nothing speaks against the same time."""
    return a.region == b.region and (a.period == b.period or not a.period or not b.period)


def by_time(rows: Sequence[Observation]) -> Iterator[list[Observation]]:
    """The rows sorted by period; where only one is told, those without one (a table's) are taken to be for it."""
    periods = {row.period for row in rows} - {""}
    if len(periods) < 2:
        yield list(rows)
        return
    for period in sorted(periods):
        yield [row for row in rows if row.period == period]


def same_year(a: Observation, b: Observation) -> bool:
    """About the same place and year (a standard of ``2024-07`` holds in ``2024``)."""
    return a.region == b.region and (year(a) == year(b) or year(a) is None or year(b) is None)


def month_readings(row: Observation) -> tuple[int, ...]:
    """How many months a sum of money for the row's period may cover, likeliest first; empty if the period is not told.

    ``2024-Q3`` is three months, or nine where the amount is counted from January; 截至6月 (``2024-06``) any of the six.
    """
    period = row.period
    if re.fullmatch(r"\d{4}", period):
        return (12,)
    if found := re.fullmatch(r"\d{4}-S([12])", period):
        return (6, 6 * int(found.group(1)))
    if found := re.fullmatch(r"\d{4}-Q([1-4])", period):
        return (3, 3 * int(found.group(1)))
    if found := re.fullmatch(r"\d{4}-(\d\d)(?:-\d\d)?", period):
        return tuple(range(1, int(found.group(1)) + 1))
    if found := re.fullmatch(r"(\d{4})-(\d\d)/(\d{4})-(\d\d)", period):
        first_year, first, last_year, last = (int(text) for text in found.groups())
        return ((last_year - first_year) * 12 + last - first + 1,)
    return ()


def monthly(row: Observation) -> Interval | None:
    """Money per person and month; None for other units."""
    if row.unit == "CNY/person/month":
        return interval.of(row)
    if row.unit == "CNY/person/year":
        return interval.of(row).times(Decimal(1) / 12)
    return None


def sentence_start(rows: Sequence[Observation]) -> int | None:
    """Where the sentence that the rows share begins in the document; None if that cannot be told.

    The table has no column for it: it follows from where each figure's text stands in the sentence.
    """
    common = _places(rows[0]) if rows else []
    for row in rows[1:]:
        here = _places(row)
        common = [place for place in common if place in here]
    return min(common, default=None)


def _places(row: Observation) -> list[int]:
    """Where the row's sentence may begin: once for each time that its text stands in it."""
    out = []
    at = row.sentence.find(row.text) if row.text else -1
    while at >= 0:
        out.append(row.start - at)
        at = row.sentence.find(row.text, at + 1)
    return out


def line_start(row: Observation) -> int:
    """Where the row's line begins; its own place where that cannot be told."""
    start = sentence_start((row,))
    return row.start if start is None else start


def between(first: Observation, second: Observation) -> str | None:
    """The words of the sentence between two of its figures; None if they share none."""
    if first.sentence != second.sentence or not first.sentence or first.end > second.start:
        return None
    start = sentence_start((first, second))
    return None if start is None else first.sentence[first.end - start : second.start - start]


_NUMBER = re.compile(r"\d++(?:[.,]\d++)*+(?![%‰年月日])")


def unread_between(report: Report, first: Observation, second: Observation) -> bool:
    """Between two figures of a sentence stands a number that is no row: what the second tells may be of that one."""
    words = between(first, second)
    if words is None:
        return False
    known = [row.text for row in report.beside(first) if first.end <= row.start and row.end <= second.start]
    for text in sorted(known, key=len, reverse=True):
        words = words.replace(text, "", 1)
    return bool(_NUMBER.search(words))


_FOR_PEOPLE = re.compile(r"(?:^|[,，;；。:：\s年月日间已共]|累计)[为给向对](?:全[省市县区乡镇]|我[省市县区])?$")


def of_an_act(row: Observation) -> bool:
    """为1690名对象发放补贴: people of one act, not how many there are."""
    return bool(_FOR_PEOPLE.search(before(row)))


_TAKEN_IN = re.compile(r"[^,，;；。]{0,4}(?:纳入|转入|退出|转出|清退|脱贫)")


def taken_in(row: Observation) -> bool:
    """682名纳入农村五保: those who came or went, not how many there are."""
    return bool(_TAKEN_IN.match(after(row)))


def after(row: Observation, width: int = 12) -> str:
    """Up to ``width`` characters of the sentence behind the figure."""
    start = sentence_start((row,))
    return "" if start is None else row.sentence[row.end - start : row.end - start + width]


def before(row: Observation, width: int = 12) -> str:
    """Up to ``width`` characters of the sentence in front of the figure."""
    start = sentence_start((row,))
    return "" if start is None else row.sentence[max(0, row.start - start - width) : row.start - start]


_WRITTEN = re.compile(r"(\d[\d,]*(?:\.\d+)?)(.*)", re.DOTALL)


def written_like(row: Observation, value: Decimal) -> str:
    """A value in the scale and unit that the row is written in: beside ``120万元`` 1300000 is ``130万元``."""
    found = _WRITTEN.search(row.text)
    printed = Decimal(found.group(1).replace(",", "")) if found else Decimal(0)
    if found is None or not printed or not row.value:
        return number(value)
    return number(value * printed / abs(row.value)) + found.group(2).strip()


_CLAUSE = re.compile(r"[^,，;；。:：、|\n\t]*$")


def quote(row: Observation) -> str:
    """The figure with the words of its clause in front of it, in quotes: ``“…城市低保60人”``.

    Where these do not name it (a cell, the second of 分别为120家、164家), its line's label or its name stands before the quotes.
    """
    words = _CLAUSE.search(before(row, 16))
    lead = " ".join((words.group() if words else "").split())
    if "分别" in lead or not re.search("[\u4e00-\u9fff]{2}", lead):
        return f"{_named(row)}“{row.text}”"
    return f"“{lead}{row.text}”"


def _named(row: Observation) -> str:
    """A cell by its line's label, with the metric's name where the label is a place, a detail or 合计; others by their name."""
    name, label = row.name or row.metric, line_label(row)
    if label and (row.region.endswith(label) or label == row.detail or SUM_LINE.match(label)):
        return f"{label} {name}"
    return label or name


SUM_LINE = re.compile(r"(?:合\s*计|总\s*计|小\s*计|总\s*数|全[省市州县区旗](?:合计)?)\s*$")
"""The label of a line that sums others."""

CELLS = re.compile(r"[|\t]")


def line_label(row: Observation) -> str:
    """The first cell of the figure's line that is no number of its own (序号); empty for figures that stand in no table."""
    cells = [cell.strip() for cell in CELLS.split(row.sentence)]
    return next((cell for cell in cells if cell and not cell.isdigit()), "") if len(cells) > 1 else ""


def quotes(rows: Iterable[Observation], joint: str = " + ") -> str:
    return joint.join(quote(row) for row in rows)
