"""The wide table: one row for each region and period, one column for each metric; numbers, not texts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal

from mzstats.model import Observation
from mzstats.report import domains
from mzstats.report.settle import Figure, settle, span

Cell = str | Decimal | None


def wide(
    rows: Iterable[Observation], domain_of: Mapping[str, str] | None = None, headers: str = "en"
) -> tuple[list[str], list[list[Cell]]]:
    """Head and rows: ``region``, ``period``, then a column for each metric, area and unit, in the order of the domains.

    Standards stand by the month. Figures with a ``detail`` are left out where the whole is told. ``headers`` is
    ``en`` (``dibao.standard [rural]``), ``zh`` (``农村最低生活保障标准(元/人·月)``) or ``both``.
    """
    figures = _plain(settle(rows))
    known = dict(domain_of or {})
    rank = {name: place for place, name in enumerate(domains.NAMES)}
    columns = sorted({_column(one) for one in figures}, key=lambda column: (rank.get(domains.of(column[0], known), 99), *column))
    names = {_column(one): one.name for one in figures}
    lines: dict[tuple[str, str], dict[tuple[str, str, str], Decimal]] = {}
    for one in figures:
        lines.setdefault((one.region or one.place, one.period), {}).setdefault(_column(one), one.value)
    first = {"en": ["region", "period"], "zh": ["地区", "时期"], "both": ["region 地区", "period 时期"]}[headers]
    head = [*first, *(_head(column, names[column], headers) for column in columns)]
    ordered = sorted(lines.items(), key=lambda line: (line[0][0], span(line[0][1])))
    return head, [[*key, *(values.get(column) for column in columns)] for key, values in ordered]


def _plain(figures: list[Figure]) -> list[Figure]:
    whole = {(one.place, one.period, one.metric, one.area) for one in figures if not one.detail}
    kept = {}
    for one in figures:
        if not one.detail:
            kept[(one.place, one.period, _column(one))] = one
    for one in figures:  # a lone detail may stand for what it narrows; of several none can
        key = (one.place, one.period, one.metric, one.area)
        if one.detail and key not in whole and sum(key == (o.place, o.period, o.metric, o.area) for o in figures) == 1:
            kept.setdefault((one.place, one.period, _column(one)), one)
    return list(kept.values())


def _column(figure: Figure) -> tuple[str, str, str]:
    return (figure.metric, figure.area, figure.unit)


def _head(column: tuple[str, str, str], name: str, headers: str) -> str:
    from mzstats.report.summary import UNITS

    metric, area, unit = column
    words = {"urban": "城市", "rural": "农村", "": ""}
    english = f"{metric} [{area}]" if area else metric
    if unit not in ("CNY", "person", "household", "count", "CNY/person/month"):
        english += f" ({unit})"
    printed = UNITS.get(unit, unit)
    chinese = f"{'' if name.startswith(('城', '农')) else words[area]}{name or metric}" + (f"({printed})" if printed else "")
    return {"en": english, "zh": chinese, "both": f"{english} {chinese}"}[headers]
