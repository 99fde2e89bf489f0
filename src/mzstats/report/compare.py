"""What changed between two tables: matched by region and metric; changed, same, new, gone; stated growth against computed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from mzstats.audit import interval
from mzstats.model import Observation
from mzstats.report import domains, places
from mzstats.report.settle import Figure, settle, span
from mzstats.table import number

STATES = ("changed", "new", "gone", "same")
HEAD = (
    "state", "region", "metric", "name", "area", "detail", "unit", "old_period", "old", "new_period", "new", "difference", "growth",
    "stated_growth", "growth_agrees",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Change:
    """One figure of the old table set against the new one's; one of the two is None where it is ``new`` or ``gone``.

    ``growth`` in per cent, None from zero. ``stated``: what the new table says of the growth; ``agrees`` whether that
    is what the two values make, within what their rounding allows.
    """

    state: str
    old: Figure | None
    new: Figure | None
    difference: Decimal | None = None
    growth: Decimal | None = None
    stated: Observation | None = None
    agrees: bool | None = None

    @property
    def figure(self) -> Figure:
        one = self.new or self.old
        assert one is not None
        return one


Key = tuple[str, ...]


def compare(
    old: Iterable[Observation], new: Iterable[Observation], domain_of: Mapping[str, str] | None = None, *, regions: bool | None = None
) -> list[Change]:
    """The changes, by domain and metric, then region.

    Of several times in one table the latest counts. ``regions=False`` leaves the region out of the match (two bureaus);
    by default it is left out where each table is about one region and the two differ.
    """
    old_rows, new_rows = list(old), list(new)
    before, after = settle(old_rows), settle(new_rows)
    by_region = _shared(before, after) if regions is None else regions
    was, now = _latest(before, by_region), _latest(after, by_region)
    stated = _stated(new_rows, by_region)
    changes = []
    for key in {**was, **now}:
        changes.append(_change(was.get(key), now.get(key), stated.get(key, ())))
    known = dict(domain_of or {})
    rank = {name: place for place, name in enumerate(domains.NAMES)}

    def order(change: Change) -> tuple[object, ...]:
        one = change.figure
        return (rank.get(domains.of(one.metric, known), 99), one.metric, one.region or one.place, one.area, one.detail, one.unit)

    return sorted(changes, key=order)


def _shared(old: Sequence[Figure], new: Sequence[Figure]) -> bool:
    """Whether regions take part in the match: not where each side is about one, and another one."""
    before, after = {one.region for one in old}, {one.region for one in new}
    return not (len(before) == len(after) == 1 and before != after) and not (before <= {""} or after <= {""})


def _key(region: str, metric: str, area: str, detail: str, unit: str, by_region: bool) -> Key:
    return (region if by_region else "", metric, area, detail, unit)


def _latest(figures: Iterable[Figure], by_region: bool) -> dict[Key, Figure]:
    out: dict[Key, Figure] = {}
    for one in figures:
        key = _key(one.region, one.metric, one.area, one.detail, one.unit, by_region)
        kept = out.get(key)
        if kept is None or (span(one.period)[1], _length(one)) > (span(kept.period)[1], _length(kept)):
            out[key] = one
    return out


def _length(figure: Figure) -> int:
    """Longer periods win over shorter that end with them: the year over its December."""
    first, last = span(figure.period)
    return (int(last[:4]) * 12 + int(last[5:7]) - int(first[:4]) * 12 - int(first[5:7])) if first else -1


def _stated(rows: Iterable[Observation], by_region: bool) -> dict[Key, list[Observation]]:
    """The growth rates that a table states, by what they are told of (any unit of it)."""
    out: defaultdict[Key, list[Observation]] = defaultdict(list)
    for row in rows:
        if row.aspect == "growth" and row.unit == "%" and row.status == "actual":
            out[_key(row.region, row.metric, row.area, row.detail, "", by_region)].append(row)
    return {(*key[:4], unit): found for key, found in out.items() for unit in _units(key)}


def _units(key: Key) -> tuple[str, ...]:
    measure = key[1].partition(".")[2]
    if measure in ("standard", "supplement_per_capita"):
        return ("CNY/person/month", "CNY/person-time")
    return ("CNY", "person", "person-time", "household", "household-time", "couple", "bed", "hour", "count", "%", "‰", "times")


def _change(was: Figure | None, now: Figure | None, stated: Sequence[Observation]) -> Change:
    told = next((row for row in stated if now is not None and row.period in ("", now.period)), None)
    if was is None or now is None:
        return Change("new" if was is None else "gone", was, now, stated=told)
    difference = now.value - was.value
    growth = None if was.value == 0 else difference / was.value * 100
    agrees = None
    if told is not None:
        base, value = interval.of(was.rows[0]), interval.of(now.rows[0])
        same_unit = was.rows[0].unit == now.rows[0].unit
        ratio = value.over(base) if same_unit and not (was.differs or now.differs) else None
        if ratio is not None:
            agrees = (ratio - interval.exactly(Decimal(1))).times(100).meets(interval.of(told))
    return Change("changed" if difference else "same", was, now, difference, growth, told, agrees)


def rows(changes: Iterable[Change]) -> list[list[str]]:
    """The changes as texts, under ``HEAD``."""
    out = []
    for change in changes:
        one, was, now = change.figure, change.old, change.new
        out.append(
            [
                change.state, one.region or one.place, one.metric, one.name, one.area, one.detail, one.unit,
                was.period if was else "", number(was.value) if was else "", now.period if now else "", number(now.value) if now else "",
                _optional(change.difference), _optional(change.growth, 2), number(change.stated.value) if change.stated else "",
                {True: "yes", False: "no", None: ""}[change.agrees],
            ]
        )  # fmt: skip
    return out


def _optional(value: Decimal | None, digits: int | None = None) -> str:
    return "" if value is None else number(value if digits is None else round(value, digits))


def _moved(change: Change, told: Callable[[str], str]) -> str:
    """How far it moved, for people: a rate by points, others in per cent."""
    if change.growth is None or change.difference is None:
        return told(change.state)
    sign = "+" if change.difference > 0 else ""
    if change.figure.unit in ("%", "‰"):
        return told(f"{sign}{number(round(change.difference, 2))} points")
    return f"{sign}{number(round(change.growth, 1))}%"


def text(changes: Sequence[Change], width: int = 80, same: bool = False, told: Callable[[str], str] = str) -> str:
    """The changes for a terminal, one a line, never wider than ``width``; figures that stayed the same only if asked.

    ``told``: a message in the user's language.
    """
    from rich.cells import cell_len, set_cell_size

    from mzstats.report.summary import _fit, short

    shown = [change for change in changes if same or change.state != "same"]
    short_of = places.short(figure.region for change in shown for figure in (change.old, change.new) if figure)
    across = sorted({(short_of.get(c.old.region, ""), short_of.get(c.new.region, "")) for c in changes if c.old and c.new})
    apart = [pair for pair in across if pair[0] != pair[1]]  # two bureaus: matched by metric alone
    counts = told(", ".join(f"{sum(change.state == state for change in changes)} {state}" for state in STATES))
    out = [counts, *(" → ".join(pair) for pair in apart), ""]
    room = width - 42
    for change in shown:
        one = change.figure
        words = {"urban": "城市", "rural": "农村"}
        area = "" if one.name.startswith(("城", "农")) else words.get(one.area, "")
        place = short_of[one.region] if one.region and len(short_of) > 1 and not apart else ""
        label = " ".join(part for part in (place, one.name or one.metric, area, one.detail) if part)
        was = short(change.old.value, one.unit) if change.old else "-"
        now = short(change.new.value, one.unit) if change.new else "-"
        end = _moved(change, told)
        values = "".join(" " * max(1, 14 - cell_len(_fit(value, 13))) + _fit(value, 13) for value in (was, now))
        out.append(f"{set_cell_size(_fit(label, room), room)}{values} {' ' * (11 - cell_len(end))}{end}".rstrip())
        if change.agrees is False and change.stated is not None:
            said = told(f"the report states {number(change.stated.value)}%, computed {end}")
            out.append(_fit(f"    {said}", width))
    return "\n".join(out) + "\n"
