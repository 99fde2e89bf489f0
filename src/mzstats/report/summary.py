"""Totals and spreads of a table by region, period, metric or domain; in the terminal, as rows, as a page of charts."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from statistics import median

from mzstats.model import MzstatsError, Observation
from mzstats.report import domains, places
from mzstats.report.settle import Figure, additive, disjoint, settle, year
from mzstats.table import number

KEYS = ("region", "period", "year", "metric", "domain", "area")
COLUMNS = (*KEYS, "name", "unit", "total", "low", "median", "high", "figures", "regions", "note")


@dataclass(frozen=True, slots=True)
class Line:
    """One group. ``total`` is None where adding makes no sense; ``low``, ``median``, ``high`` are over its figures.

    ``key`` holds the values of the ``by`` asked for; ``figures`` are those that count, parts and repeats left out.
    """

    key: tuple[str, ...]
    name: str
    unit: str
    total: Decimal | None
    low: Decimal
    median: Decimal
    high: Decimal
    figures: tuple[Figure, ...]
    note: str = ""

    @property
    def shown(self) -> Decimal:
        """What a bar stands for: the total, or the median."""
        return self.median if self.total is None else self.total


def keys(by: str) -> tuple[str, ...]:
    """``--by`` as names. Raises MzstatsError for others than ``KEYS``."""
    asked = tuple(one.strip() for one in by.split(",") if one.strip())
    for one in asked:
        if one not in KEYS:
            raise MzstatsError(f"--by {by}: {one!r} is not one of {', '.join(KEYS)}")
    if not asked:
        raise MzstatsError(f"--by: give one or more of {', '.join(KEYS)}")
    return asked


def summarize(
    rows: Iterable[Observation], by: Sequence[str] = ("metric", "period"), domain_of: Mapping[str, str] | None = None
) -> list[Line]:
    """One line for each group, by the names of ``by``; groups of metrics by domain, others as text.

    Only actual quantities count. Different metrics are added only where they are money of one measure: a person may
    be in two of them, a yuan is not.
    """
    known = dict(domain_of or {})
    groups: defaultdict[tuple[str, ...], list[Figure]] = defaultdict(list)
    for figure in settle(rows):
        key = tuple(_value(figure, one, known) for one in by)
        apart = "" if "metric" in by else figure.measure
        groups[(*key, apart, figure.unit)].append(figure)
    lines = [_line(key[: len(by)], group, "metric" in by, "area" in by) for key, group in groups.items()]
    place = {name: rank for rank, name in enumerate(domains.ordered(known.values()))}

    def order(line: Line) -> tuple[object, ...]:
        out: list[object] = []
        for name, value in zip(by, line.key, strict=True):
            if name == "metric":
                out += [place.get(domains.of(value, known), 99), value]
            elif name == "domain":
                out += [place.get(value, 99)]
            else:
                out += [value]
        return (*out, line.unit, line.name)

    return sorted(lines, key=order)


_VALUES: dict[str, Callable[[Figure], str]] = {
    "region": lambda figure: figure.region or figure.place,
    "period": lambda figure: figure.period,
    "year": lambda figure: year(figure.period),
    "metric": lambda figure: figure.metric,
    "area": lambda figure: figure.area,
}


def _value(figure: Figure, key: str, known: dict[str, str]) -> str:
    return domains.of(figure.metric, known) if key == "domain" else _VALUES[key](figure)


_AREA = re.compile("^(?:城市|城镇|农村)")


def without_area(name: str) -> str:
    """The metric's name for both areas: 城市最低生活保障人数 to 最低生活保障人数."""
    return _AREA.sub("", name)


def _line(key: tuple[str, ...], group: list[Figure], one_metric: bool, by_area: bool) -> Line:
    adds = additive(group) and (one_metric or group[0].unit == "CNY")
    counted = disjoint(group) if adds else [figure for figure in group if not figure.detail] or group
    values = [figure.value for figure in counted]
    notes = []
    if any(figure.differs for figure in counted):
        notes.append("several values were told")
    areas = {figure.area for figure in counted}
    if adds and areas in ({"urban"}, {"rural"}):
        notes.append(f"{next(iter(areas))} only")
    name = group[0].name if one_metric else group[0].measure
    if one_metric and not by_area:
        name = without_area(name)
    return Line(
        key, name, group[0].unit, sum(values, Decimal(0)) if adds else None, min(values), Decimal(median(values)), max(values),
        tuple(counted), "; ".join(notes),
    )  # fmt: skip


def rows(lines: Sequence[Line], by: Sequence[str]) -> tuple[list[str], list[list[str]]]:
    """Head and rows of texts, for csv and the like: the columns of ``by``, then the values."""
    head = [*by, "name", "unit", "total", "low", "median", "high", "figures", "regions", "note"]
    out = []
    for line in lines:
        total = "" if line.total is None else number(line.total)
        places = {figure.place for figure in line.figures}
        numbers = [total, *map(number, (line.low, line.median, line.high)), str(len(line.figures)), str(len(places))]
        out.append([*line.key, line.name, line.unit, *numbers, line.note])
    return head, out


UNITS = {
    "CNY": "元", "CNY/person/month": "元/人·月", "CNY/person-time": "元/人次", "person": "人", "person-time": "人次", "household": "户",
    "household-time": "户次", "couple": "对", "bed": "张", "hour": "小时", "count": "", "times": "倍", "pp": "百分点",
}  # fmt: skip
"""Base units for people."""


def short(value: Decimal, unit: str) -> str:
    """The value with its unit, large ones in 万 and 亿: ``1809.05万元``; what is counted keeps its digits below a million."""
    printed = UNITS.get(unit, unit)
    size = abs(value)
    for scale, word in ((Decimal(10) ** 8, "亿"), (Decimal(10) ** 4, "万")):
        if size >= scale and unit != "CNY/person/month" and (unit in ("CNY", "") or size >= 10**6):
            return f"{number(round(value / scale, 2))}{word}{printed}"
    return f"{number(round(value, 2))}{printed}"


def text(lines: Sequence[Line], by: Sequence[str], width: int = 80, told: Callable[[str], str] = str) -> str:
    """The summary for a terminal: one block a metric (or measure), a bar for each line; never wider than ``width``.

    ``told``: a message in the user's language.
    """
    from rich.cells import cell_len, set_cell_size

    blocks: defaultdict[tuple[str, str], list[Line]] = defaultdict(list)
    for line in lines:
        blocks[(without_area(line.name), line.unit)].append(line)
    short_of = places.short(line.key[by.index("region")] for line in lines) if "region" in by else {}
    labels = {id(line): " ".join(part for part in _label(line, by, short_of) if part) or "-" for line in lines}
    room = min(max((cell_len(label) for label in labels.values()), default=1), width * 2 // 5)
    values = {id(line): _told(line) for line in lines}
    wide = min(max((cell_len(value) for value in values.values()), default=1), width // 3)
    bar = max(4, width - room - wide - 4)
    out: list[str] = []
    for (name, unit), block in blocks.items():
        kind = "" if block[0].total is not None else f" ({told('median')})"
        out.append(set_cell_size(f"{name or '-'}{kind}  {UNITS.get(unit, unit)}", width).rstrip())
        most = max((abs(line.shown) for line in block), default=Decimal(0))
        for line in block:
            value = values[id(line)]
            left = set_cell_size(_fit(labels[id(line)], room), room)
            right = " " * max(0, wide - cell_len(value)) + _fit(value, wide)
            out.append(f"  {left} {right} {_bar(line.shown, most, bar)}".rstrip())
        out.append("")
    return "\n".join(out)


def _label(line: Line, by: Sequence[str], short_of: Mapping[str, str]) -> list[str]:
    """What tells the lines of a block apart."""
    words = {"urban": "城市", "rural": "农村"}
    out = []
    for name, value in zip(by, line.key, strict=True):
        if name == "metric":
            continue
        told = domains.name(value) if name == "domain" else short_of.get(value, value) if name == "region" else value
        out.append(words.get(told, told) if name == "area" else told)
    areas = {figure.area for figure in line.figures}
    if "area" not in by and areas in ({"urban"}, {"rural"}):
        out.append(f"({words[next(iter(areas))]})")
    return out


def _told(line: Line) -> str:
    if line.total is not None or line.low == line.high:
        return short(line.shown, line.unit)
    return f"{short(line.median, '')} [{short(line.low, '')}–{short(line.high, '')}]"


def _fit(text: str, width: int) -> str:
    """The end of the text where it is too wide: of a division the last name tells most."""
    from rich.cells import cell_len

    if cell_len(text) <= width:
        return text
    while cell_len(text) > width - 1:
        text = text[1:]
    return "…" + text


def _bar(value: Decimal, most: Decimal, width: int) -> str:
    if most <= 0 or value <= 0:
        return ""
    eighths = int(value / most * width * 8 + Decimal("0.5"))
    full, part = divmod(eighths, 8)
    return ("█" * full + " ▏▎▍▌▋▊▉"[part].strip()) or "▏"
