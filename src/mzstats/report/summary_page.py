"""The summary as one self-contained page of charts and tables: no script, no request, inline SVG only."""

from __future__ import annotations

import base64
import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from html import escape

from mzstats.model import Observation
from mzstats.patterns.nouns import STOCKS
from mzstats.report import charts, domains, places, summary
from mzstats.report.settle import Figure, additive, disjoint, settle, span, year

STYLE = """
:root { --bg: #fbfaf7; --fg: #1d2126; --soft: #5d6570; --line: #d9d6cd; --panel: #fff; }
@media (prefers-color-scheme: dark) { :root { --bg: #14171b; --fg: #e6e4de; --soft: #9aa3ad; --line: #343a42; --panel: #1c2026; } }
body { margin: 0 auto; max-width: 1440px; padding: 16px; background: var(--bg); color: var(--fg);
  font: 15px/1.5 system-ui, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif; }
h1 { font-size: 20px; } h2 { font-size: 17px; margin: 28px 0 8px; } h3 { font-size: 14px; margin: 0 0 8px; }
.cards { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 400px), 1fr)); gap: 14px; align-items: start; }
figure { margin: 0; background: var(--panel); border: 1px solid var(--line); border-radius: 10px; padding: 12px 14px; break-inside: avoid; }
.table { overflow-x: auto; } table { border-collapse: collapse; background: var(--panel); font-size: 13.5px; }
th, td { border: 1px solid var(--line); padding: 3px 9px; text-align: left; }
td.n { text-align: right; font-variant-numeric: tabular-nums; }
p.soft { color: var(--soft); }
"""

TREND_REGIONS = 8
RANKED = 25


def render(rows: Iterable[Observation], by: Sequence[str] = ("metric", "period"), domain_of: Mapping[str, str] | None = None) -> str:
    """The page: structure by domain, standards against recipients, for each metric its trend and ranking, the table."""
    held = list(rows)
    known = dict(domain_of or {})
    figures = settle(held)
    short_of = places.short(figure.region for figure in figures)
    figures = [replace(figure, place=short_of.get(figure.place, figure.place)) for figure in figures]
    sections = [_structure(figures, known), _standards(figures)]
    by_metric: defaultdict[str, list[Figure]] = defaultdict(list)
    for figure in figures:
        by_metric[figure.metric].append(figure)
    rank = {name: place for place, name in enumerate(domains.NAMES)}
    for domain in sorted({domains.of(metric, known) for metric in by_metric}, key=lambda name: (rank.get(name, 99), name)):
        cards = [card for metric in sorted(by_metric) if domains.of(metric, known) == domain for card in _metric(by_metric[metric])]
        sections.append(_section(domains.name(domain), cards))
    lines = summary.summarize(held, by, known)
    style = STYLE + charts.STYLE
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    counts = f"{len(figures)} 个数 figures · {len(by_metric)} 项指标 metrics · {len({figure.place for figure in figures})} 个地区 regions"
    return (
        '<!doctype html>\n<html lang="zh-CN"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark">'
        f"<title>汇总 Summary</title><style>{style}</style></head><body>"
        f'<h1>汇总 Summary</h1><p class="soft">{counts}</p>'
        f"{''.join(sections)}{_table(lines, by)}</body></html>\n"
    )


def _section(title: str, cards: Sequence[str]) -> str:
    return f'<section><h2>{escape(title)}</h2><div class="cards">{"".join(cards)}</div></section>' if cards else ""


def _card(title: str, svg: str) -> str:
    return f"<figure><h3>{escape(title)}</h3>{svg}</figure>"


def _structure(figures: Sequence[Figure], known: Mapping[str, str]) -> str:
    """Money paid by domain, the latest year that any is told for."""
    cards = []
    for measure, title in (("payout", "发放金额"), ("expenditure", "支出")):
        money = [one for one in figures if one.measure == measure and one.unit == "CNY" and one.period]
        if not money:
            continue
        latest = max(one.period[:4] for one in money)
        parts: defaultdict[str, list[Figure]] = defaultdict(list)
        for one in money:
            if one.period[:4] == latest:
                parts[domains.of(one.metric, dict(known))].append(one)
        told = [(domains.name(name), _sum(parts[name])) for name in domains.ordered(parts)]
        if len(told) > 1:
            cards.append(_card(f"{title}构成 {latest}", charts.structure(f"{title} {latest}", told, "CNY")))
    return _section("结构 Structure", cards)


def _sum(figures: Sequence[Figure]) -> Decimal:
    return sum((one.value for one in disjoint(figures)), Decimal(0))


def _standards(figures: Sequence[Figure]) -> str:
    """A standard against its recipients: one point for each region and area, its latest period."""
    cards = []
    for subject in sorted({one.metric.partition(".")[0] for one in figures if one.measure == "standard"}):
        points: dict[tuple[str, str], dict[str, Figure]] = defaultdict(dict)
        for one in sorted(figures, key=lambda figure: span(figure.period)):
            if one.metric in (f"{subject}.standard", f"{subject}.persons") and not one.detail:
                points[(one.place, one.area)][one.measure] = one
        words = {"urban": "城市", "rural": "农村", "": ""}
        pairs = {key: pair for key, pair in points.items() if len(pair) == 2}
        several = len({area for _, area in pairs}) > 1
        told = [
            (place + (words[area] if several else ""), pair["standard"].value, pair["persons"].value)
            for (place, area), pair in pairs.items()
        ]
        if len(told) > 1:
            name = next(one.name for one in figures if one.metric == f"{subject}.standard")
            if several:
                name = summary.without_area(name)
            axes = (("标准 元/人·月", "CNY/person/month"), ("人数", "person"))
            cards.append(_card(f"{name}与人数", charts.scatter(name, told, *axes)))
    return _section("标准与人数 Standards and recipients", cards)


def _metric(figures: Sequence[Figure]) -> list[str]:
    """The trend of a metric over years (of places with several) and the ranking of regions in its latest year, for each area told."""
    cards = []
    words = {"urban": "城市", "rural": "农村", "": ""}
    unit = Counter(one.unit for one in figures).most_common(1)[0][0]  # amounts a time beside amounts a month share no axis
    for area in ("", "urban", "rural"):
        model = next(one for one in figures if one.unit == unit)
        own = _by_year([one for one in figures if not one.detail and one.unit == unit], area)
        if not own:
            continue
        name = words[area] + summary.without_area(model.name)
        cards += _trend(name, own)
        last = max(year for _, year in own)
        latest = [one for (_, year), one in own.items() if year == last]
        shown = disjoint(latest) if additive(latest) else latest
        if len(shown) > 1:
            ranked = sorted(((one.place, one.value) for one in shown), key=lambda bar: -bar[1])[:RANKED]
            cards.append(_card(f"{name} {last}", charts.ranking(name, ranked, model.unit)))
    return cards


def _trend(name: str, own: Mapping[tuple[str, str], Figure]) -> list[str]:
    """The lines of the places with several years, those with most first."""
    told = Counter(place for place, _ in own)
    shown = sorted((place for place, count in told.items() if count > 1), key=lambda place: (-told[place], place))[:TREND_REGIONS]
    years = sorted({year for place, year in own if place in shown})
    if not years:
        return []
    unit = next(iter(own.values())).unit
    lines = [(place, [own[(place, year)].value if (place, year) in own else None for year in years]) for place in shown]
    printed = f" ({summary.UNITS.get(unit, unit)})".replace(" ()", "")
    return [_card(f"{name} {years[0]}–{years[-1]}{printed}", charts.trend(name, years, lines, unit))]


def _by_year(figures: Sequence[Figure], area: str) -> dict[tuple[str, str], Figure]:
    """One figure for a place and year: of stocks the year's last, of others the whole year's; both areas where only they are told."""
    groups: defaultdict[tuple[str, str], list[Figure]] = defaultdict(list)
    for one in figures:
        if (one.measure in STOCKS and year(one.period)) or len(one.period) == 4:
            groups[(one.place, year(one.period))].append(one)
    out = {}
    for key, group in groups.items():
        last = max(span(one.period)[1] for one in group)
        by_area = {one.area: one for one in group if span(one.period)[1] == last}
        if area in by_area:
            out[key] = by_area[area]
        elif not area and set(by_area) == {"urban", "rural"} and additive(list(by_area.values())):
            out[key] = replace(by_area["urban"], area="", value=by_area["urban"].value + by_area["rural"].value)
    return out


def _table(lines: Sequence[summary.Line], by: Sequence[str]) -> str:
    head, body = summary.rows(lines, by)
    numbers = {head.index(name) for name in ("total", "low", "median", "high", "figures", "regions")}
    cells = "".join(
        "<tr>" + "".join(f"<td{' class=n' if n in numbers else ''}>{escape(cell)}</td>" for n, cell in enumerate(row)) + "</tr>"
        for row in body
    )
    heads = "".join(f"<th>{escape(name)}</th>" for name in head)
    return f'<section><h2>表 Table</h2><div class="table"><table><tr>{heads}</tr>{cells}</table></div></section>'
