"""Rules on growth, differences, shares and rates inside one report."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from mzstats.audit import interval
from mzstats.audit.interval import Interval
from mzstats.audit.relations import COUNTED_RATES, RATES
from mzstats.audit.report import Found, Report, before, between, found, monthly, quote, same_year, together, unread_between, year_before
from mzstats.model import Observation
from mzstats.table import number

_OTHER_BASE = re.compile(r"年均|环比|比上月|比上季|五年|十年|累计")


def growth(report: Report) -> Iterator[Found]:
    """A stated growth rate against the value and the one before it (or the stated difference)."""
    for row in report.rows:
        if row.aspect != "growth" or row.unit != "%" or _OTHER_BASE.search(before(row, 10)):
            continue
        level = _level_of(report, row)
        if level is None:
            continue
        pairs = [(base, other, _growth(interval.of(level), base)) for base, other in _bases(report, level)]
        told = [(base, other, made) for base, other, made in pairs if made is not None]
        if told and not any(made.meets(interval.of(row)) for _, _, made in told):
            _, other, made = told[0]
            told_by = {"stated": quote(row), "now": quote(level), "before": quote(other), "made": _percent(made)}
            yield found("error", (row, level, other), "growth", **told_by)


def _growth(now: Interval, base: Interval) -> Interval | None:
    """The growth in per cent; the two ends belong together: (now / base − 1) × 100."""
    ratio = now.over(base)
    return None if ratio is None else (ratio - interval.exactly(Decimal(1))).times(100)


def _percent(made: Interval) -> str:
    middle = (made.low + made.high) / 2
    return f"{number(round(middle, 2))}%" if made.high - made.low < 1000 else "another"


def _level_of(report: Report, row: Observation) -> Observation | None:
    """The quantity that a growth or a difference is told of: the nearest before it in the sentence."""
    same = [
        other
        for other in report.beside(row)
        if other.metric == row.metric and other.area == row.area and other.detail == row.detail and other.aspect == "level"
    ]
    current = [other for other in same if other.status == row.status and not unread_between(report, other, row)]
    current = [other for other in current if other.period == row.period] or current  # 相比2020年的374771个 is what it is compared with
    earlier = [other for other in current if other.end <= row.start]
    return earlier[-1] if earlier else current[0] if len(current) == 1 else None


def _bases(report: Report, level: Observation) -> Iterator[tuple[Interval, Observation]]:
    """The values that the quantity is compared with, each with the row that tells it."""
    for other in report.beside(level):
        if other.metric != level.metric or other.area != level.area or other.detail != level.detail or other.region != level.region:
            continue
        if other.aspect == "level" and other.status == "previous" and level.status != "previous":
            yield interval.of(other), other
        if other.aspect == "change" and other.status == level.status and _belongs(report, other, level):
            yield interval.of(level) - interval.of(other), other
    if level.period:
        for other in report.levels(level.metric, near=level):
            same = (other.area, other.detail, other.region) == (level.area, level.detail, level.region)
            if same and other.period == year_before(level.period):
                yield interval.of(other), other


def _belongs(report: Report, change: Observation, level: Observation) -> bool:
    return _level_of(report, change) is level


def change(report: Report) -> Iterator[Found]:
    """A stated difference against the two values: 由600元提高到620元,提高20元."""
    for row in report.rows:
        if row.aspect != "change":
            continue
        level = _level_of(report, row)
        if level is None or level.unit != row.unit:
            continue
        bases = [(base, other) for base, other in _bases(report, level) if other.aspect == "level" and other.unit == row.unit]
        if bases and not any((interval.of(level) - base).meets(interval.of(row)) for base, _ in bases):
            other = bases[0][1]
            made = number(level.value - other.value)
            yield found("error", (row, level, other), "change", stated=quote(row), before=quote(other), now=quote(level), made=made)


def share(report: Report) -> Iterator[Found]:
    """A stated share (占…的N%) against the part and the whole it is told of."""
    for row in report.rows:
        if row.aspect != "share" or row.unit not in ("%", "‰"):
            continue
        pairs = list(_part_and_whole(report, row))
        scale = 100 if row.unit == "%" else 1000
        made = [(part, whole, interval.of(part).over(interval.of(whole))) for part, whole in pairs]
        told = [(part, whole, ratio.times(scale)) for part, whole, ratio in made if ratio is not None]
        if told and not any(ratio.meets(interval.of(row)) for _, _, ratio in told):
            part, whole, ratio = told[0]
            made_of = _percent(ratio.times(Decimal(100) / scale))
            yield found("error", (row, part, whole), "share", stated=quote(row), part=quote(part), whole=quote(whole), made=made_of)


def _part_and_whole(report: Report, row: Observation) -> Iterator[tuple[Observation, Observation]]:
    """The part before the share, with each figure of its unit that may be the whole; nothing where the text names another whole."""
    levels = [other for other in report.beside(row) if other.aspect == "level" and other.status == row.status]
    levels = [other for other in levels if other.period == row.period] or levels  # 与2021年的8877个相比 is no whole
    earlier = [other for other in levels if other.end <= row.start and other.unit not in ("%", "‰")]
    if not earlier:
        return
    part = earlier[-1]
    linked = report.by_id.get(part.part_of) if part.part_of is not None else None
    wholes = [linked] if linked is not None else []
    wholes += [other for other in earlier[:-1] if other is not linked]
    words = _whole_named(between(part, row) or "") or _named_before(report, row)
    for whole in wholes:
        if whole.unit == part.unit and whole.value >= part.value and _names(words, whole):
            yield part, whole
            if whole is linked:
                return


_FILLER = re.compile(
    r"占|全[省市县区国部年]|总数|总量|总额|总人数|总(?!人口)|比[例重率]?"
    r"|[的其到了约达为近,，、。;；:：()（）\s]|以上|超过"
)


_POPULATION = re.compile("(?:总|户籍|常住)人口")


def _whole_named(words: str) -> str:
    """What 占…的 says between the part and its share; empty where it says nothing."""
    return _FILLER.sub("", words.partition("占")[2])


def _named_before(report: Report, row: Observation) -> str:
    """The whole that the share before this one in the sentence is told of: the next share goes on with it."""
    shares = [other for other in report.beside(row) if other.aspect == "share" and other.end <= row.start]
    for other in reversed(shares):
        earlier = [one for one in report.beside(row) if one.aspect == "level" and one.end <= other.start]
        if earlier and (named := _whole_named(between(earlier[-1], other) or "")):
            return named
    return ""


def _names(named: str, whole: Observation) -> bool:
    """The words name the whole, or no whole at all."""
    known = re.split("[,，;；。:：]", before(whole, 20))[-1] + whole.name
    if found := _POPULATION.search(named):
        return found.group() in known
    pairs = [named[at : at + 2] for at in range(max(1, len(named) - 1))]
    return not named or sum(pair in known for pair in pairs) * 2 >= len(pairs)


def rate(report: Report) -> Iterator[Found]:
    """A stated rate against its counts: 集中供养率, 护理型床位占比; and 执证率 that no whole number of officers gives."""
    for rate_metric, part_metric, whole_metric in RATES:
        for row in report.levels(rate_metric):
            part, whole = _only(report, part_metric, row), _only(report, whole_metric, row)
            if part is None or whole is None:
                continue
            made = interval.of(part).over(interval.of(whole))
            if made is not None and not made.times(100).meets(interval.of(row)):
                told = {"stated": quote(row), "part": quote(part), "whole": quote(whole), "made": _percent(made.times(100))}
                yield found("error", (row, part, whole), "share", **told)
    for rate_metric, part_metric in COUNTED_RATES:
        for row in report.levels(rate_metric):
            part = _only(report, part_metric, row)
            if part is not None and part.bound == row.bound == "exact" and not _some_whole(part.value, interval.of(row)):
                nearest = _nearest(part.value, row.value)
                yield found("error", (row, part), "no whole", stated=quote(row), part=quote(part), nearest=nearest)
    yield from _areas_rate(report)
    yield from _multiple(report)


def _only(report: Report, metric: str, model: Observation) -> Observation | None:
    """The figure under a metric for the row's place and time: the last before it in its sentence, else the only one told before."""
    rows = [row for row in report.levels(metric, near=model) if together(row, model) and row.area == model.area and not row.detail]
    beside = [row for row in rows if row.sentence == model.sentence and row.end <= model.start]
    if beside:
        return beside[-1]
    rows = [row for row in rows if row.end <= model.start]
    return rows[0] if len({row.value for row in rows}) == 1 else None


def _some_whole(part: Decimal, stated: Interval) -> bool:
    if stated.low <= 0 or part <= 0:
        return True
    least, most = part * 100 / stated.high, part * 100 / stated.low
    return int(most) >= least


def _nearest(part: Decimal, stated: Decimal) -> str:
    """The two rates next to the stated one, as people would check them: ``6/7 = 85.7%, 6/8 = 75%``."""
    whole = max(part, Decimal(int(part * 100 / stated)))
    return ", ".join(f"{number(part)}/{number(n)} = {number(round(part * 100 / n, 1))}%" for n in (whole, whole + 1))


def _areas_rate(report: Report) -> Iterator[Found]:
    """农村低保标准占城镇标准的比例 against the two standards."""
    for row in report.levels("dibao_urban_rural.rate"):
        by_area = {}
        for area in ("urban", "rural"):
            rows = [one for one in report.levels("dibao.standard", near=row) if one.area == area and together(one, row)]
            if len({(one.value, one.unit) for one in rows}) == 1:
                by_area[area] = rows[0]
        if len(by_area) == 2 and by_area["urban"].unit == by_area["rural"].unit:
            made = interval.of(by_area["rural"]).over(interval.of(by_area["urban"]))
            if made is not None and not made.times(100).meets(interval.of(row)):
                rural, urban = by_area["rural"], by_area["urban"]
                told = {"stated": quote(row), "part": quote(rural), "whole": quote(urban), "made": _percent(made.times(100))}
                yield found("error", (row, rural, urban), "share", **told)


def _multiple(report: Report) -> Iterator[Found]:
    """特困标准按低保标准的1.6倍 against the two standards of each area."""
    for row in report.levels("tekun.ratio"):
        for standard in report.levels("tekun.standard", near=row):
            base = [
                one
                for one in report.levels("dibao.standard", near=standard)
                if one.area == standard.area and same_year(one, standard) and same_year(one, row) and not one.detail
            ]
            if len({(one.value, one.unit) for one in base}) != 1 or standard.detail or row.area not in ("", standard.area):
                continue
            above, below = monthly(standard), monthly(base[0])
            made = above.over(below) if above is not None and below is not None else None
            if made is not None and not made.meets(interval.of(row)):
                ratio = number(round((made.low + made.high) / 2, 2))
                told = {"stated": quote(row), "amount": quote(standard), "made": ratio, "base": quote(base[0])}
                yield found("error", (row, standard, base[0]), "times", **told)
