"""Rules on parts and wholes inside one report."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import combinations, groupby, pairwise

from mzstats.audit import interval
from mzstats.audit.relations import ADDITIVE, HOUSEHOLD_SIZE, PARTS, WHOLES
from mzstats.audit.report import (
    SUM_LINE,
    Found,
    Report,
    before,
    between,
    by_time,
    found,
    line_label,
    line_start,
    measure,
    of_an_act,
    quote,
    quotes,
    subject,
    taken_in,
    together,
    unread_between,
    written_like,
)
from mzstats.model import Observation
from mzstats.table import number

NEARLY = Decimal("0.9")
"""Parts that make up this share of their total, yet not all of it, are taken for a slip, not for examples."""

_ALL_OF_IT = re.compile(r"[:：(（]|分别|分为|包括|共计|合计")
_SOME_OF_IT = re.compile(r"其中|含|主要|如")
_SUM_WORD = re.compile(r"合计|总计|小计|共计")
_REST = re.compile(r"其他|其它|其余")


def linked_parts(report: Report) -> Iterator[Found]:
    """The parts that the text gives (其中, brackets, 分别, a table's 合计) against their total."""
    for ident, parts in report.parts.items():
        total = report.by_id.get(ident)
        if total is None or total.aspect != "level" or measure(total) not in ADDITIVE:
            continue
        whole = interval.of(total)
        fitting = [part for part in parts if part.unit == total.unit and part.aspect == "level" and part.status == total.status]
        fitting = [part for part in fitting if _of_its_kind(total, part, fitting)]
        too_big = [part for part in fitting if whole.below(interval.of(part))]
        for part in too_big:
            yield found("error", (total, part), "part above total", part=quote(part), total=quote(total))
        for group in breakdowns(total, fitting):
            if not set(group) & set(too_big):
                yield from _sum(report, total, group)


def _of_its_kind(total: Observation, part: Observation, parts: Sequence[Observation]) -> bool:
    """A part under another metric may be told of something else once the list goes on; the first is taken at its word."""
    known = any(whole == total.metric and one == part.metric for one, whole in PARTS)
    return known or part.metric == total.metric or part is parts[0] or not interval.of(total).below(interval.of(part))


def breakdowns(total: Observation, parts: Sequence[Observation]) -> Iterator[list[Observation]]:
    """The parts sorted into breakdowns, each by one quality: by area, by kind, by what ``detail`` says.

    城市53人,集中831人,分散3910人 under one total are two breakdowns. A quality that overlaps itself
    (女性, 老年人, 残疾人) is no breakdown and is left out.
    """
    if SUM_LINE.match(line_label(total)):  # a table's line: its column is one breakdown, however each label was read
        yield [part for part in parts if part.metric == total.metric]
        return
    by_quality: defaultdict[tuple[bool, bool, bool], list[Observation]] = defaultdict(list)
    for part in parts:
        by_quality[(part.area != total.area, part.metric != total.metric, part.detail != total.detail)].append(part)
    for (by_area, by_kind, by_detail), group in by_quality.items():
        if by_detail and not _disjoint([part.detail for part in group]):
            continue
        if by_kind:
            yield from _by_kind(total, group)
        elif by_area or by_detail or len({part.region for part in group}) > 1 or _SUM_WORD.search(before(total) + total.detail):
            keys = [(part.area, part.detail, part.region) for part in group]
            if len(set(keys)) == len(keys) or not by_area:
                yield group


def _by_kind(total: Observation, group: list[Observation]) -> Iterator[list[Observation]]:
    """A kind-by-kind breakdown, the known complete ones (集中, 分散) each apart."""
    for whole in WHOLES:
        if whole.whole == total.metric:
            known = [part for part in group if part.metric in whole.parts]
            if known and len({part.metric for part in known}) == len(known):
                yield known
                group = [part for part in group if part not in known]
    if len({(part.metric, part.area, part.detail) for part in group}) == len(group) and group:
        yield group


_TIER = re.compile(r"[类级档型岁期]")


def _disjoint(details: Sequence[str]) -> bool:
    """The details divide by one quality: all tiers, classes or ages, or just the two sexes, or one at all."""
    if len(set(details)) != len(details):
        return False
    sexes = [bool(re.search("[男女]", detail)) for detail in details]
    if any(sexes):
        return all(sexes)
    tiers = {(tier.group() if (tier := _TIER.search(detail)) else "") for detail in details}
    return len(tiers) == 1 or bool(_REST.search("".join(details)))


def _complete(total: Observation, parts: Sequence[Observation]) -> bool:
    """The parts are known to be all there is."""
    same = all(part.metric == total.metric for part in parts)
    if same and total.area == "" and {part.area for part in parts} == {"urban", "rural"}:
        return True
    return any(w.whole == total.metric and set(w.parts) == {part.metric for part in parts} for w in WHOLES)


def _said_complete(total: Observation, parts: Sequence[Observation]) -> bool:
    """The text says that the parts are all there is."""
    if any(_REST.search(part.detail + before(part, 6)) for part in parts) or _SUM_WORD.search(before(total, 6) + total.detail):
        return True
    if SUM_LINE.match(line_label(total)):
        return True
    words = between(total, parts[0])
    return words is not None and bool(_ALL_OF_IT.search(words)) and not _SOME_OF_IT.search(words)


def _gaps(report: Report, total: Observation, parts: Sequence[Observation]) -> bool:
    """Between the total and its parts stands a number that is no row, or a line of the table that gave none: a part may be missing."""
    rows = sorted((total, *parts), key=lambda row: row.start)
    pairs = list(pairwise(rows))
    if line_label(total):
        return any(line_start(second) - line_start(first) > len(first.sentence) + 2 for first, second in pairs)
    return any(unread_between(report, first, second) for first, second in pairs)


def _sum(report: Report, total: Observation, parts: Sequence[Observation]) -> Iterator[Found]:
    if len(parts) < 2:
        return
    whole, made = interval.of(total), interval.total(interval.of(part) for part in parts)
    if whole.meets(made):
        return
    over = whole.below(made)
    if over and _crossing(total, parts):
        return
    known = _complete(total, parts)
    complete = known or _said_complete(total, parts)
    if not over and not known and _gaps(report, total, parts):
        return
    nearly = made.high >= whole.low * NEARLY
    if not (over or complete or (nearly and not line_label(total))):  # a statistical table need not list all kinds
        return
    yield _unequal("error" if over or (complete and nearly) else "warning", total, parts)


def _crossing(total: Observation, parts: Sequence[Observation]) -> bool:
    """Some of the kinds make up the total and the others cut across them: 执法19宗,检查17宗,处罚2宗,通过平台18宗."""
    if len({part.metric for part in parts}) != len(parts) or not 3 <= len(parts) <= 12:
        return False
    whole = interval.of(total)
    sizes = [interval.of(part) for part in parts]
    return any(whole.meets(interval.total(some)) for count in range(2, len(parts)) for some in combinations(sizes, count))


def _unequal(severity: str, total: Observation, parts: Sequence[Observation]) -> Found:
    made = written_like(total, sum((part.value for part in parts), Decimal(0)))
    return found(severity, (total, *parts), "sum", parts=quotes(parts), made=made, total=quote(total))


def areas(report: Report) -> Iterator[Found]:
    """城市 and 农村 against the figure for both, wherever in the report the three stand."""
    for _, rows in groupby(sorted(report.rows, key=_but_area), key=_but_area):
        for group in by_time(list(rows)):
            one = group[0]
            group = [row for row in group if not of_an_act(row) and not taken_in(row)]
            if one.aspect != "level" or measure(one) not in ADDITIVE:
                continue
            by_area = _single({area: [row for row in group if row.area == area] for area in ("", "urban", "rural")})
            if by_area is None or _linked(report, by_area[1:]):
                continue
            total, urban, rural = by_area
            if not interval.of(total).meets(interval.of(urban) + interval.of(rural)):
                yield _unequal("error", total, (urban, rural))


def _but_area(row: Observation) -> tuple[str, ...]:
    return (row.metric, row.region, row.detail, row.aspect, row.status, row.unit)


def _single(groups: dict[str, list[Observation]]) -> list[Observation] | None:
    """One row of each group if every group says just one value, else None."""
    if any(len({row.value for row in rows}) != 1 for rows in groups.values()):
        return None
    return [rows[0] for rows in groups.values()]


def _linked(report: Report, rows: Sequence[Observation]) -> bool:
    """The text itself gives all the rows as parts of a total in their unit: ``linked_parts`` looks at them."""
    return all(report.totals(row) for row in rows)


def kinds(report: Report) -> Iterator[Found]:
    """Kinds that make up a whole (集中 + 分散 = 特困), and parts that cannot exceed one, wherever they stand."""
    done: set[tuple[int, int]] = set()
    for whole in WHOLES:
        for total in report.levels(whole.whole):
            parts = _single({part: _like(report, part, total) for part in whole.parts})
            if parts is None or _linked(report, parts):
                continue
            made = interval.total(interval.of(row) for row in parts)
            if not interval.of(total).meets(made):
                done.update((row.id, total.id) for row in parts)
                yield _unequal("error", total, parts)
    for part_metric, whole_metric in PARTS:
        for total in report.levels(whole_metric):
            parts = _single({part_metric: _like(report, part_metric, total)})
            if parts is None or _linked(report, parts) or (parts[0].id, total.id) in done or _other_between(report, total, parts[0]):
                continue
            if parts[0].start < total.start:  # a whole is told before its part
                continue
            if len({row.value for row in _like(report, whole_metric, total)}) == 1 and interval.of(total).below(interval.of(parts[0])):
                yield found("error", (total, parts[0]), "part above whole", part=quote(parts[0]), total=quote(total))


def _other_between(report: Report, total: Observation, part: Observation) -> bool:
    """Between the two in one sentence stands another figure of the whole's subject: the part is of that one."""
    return any(
        subject(row) == subject(total) and row.unit == total.unit and total.end <= row.start and row.end <= part.start
        for row in report.beside(part)
        if row.sentence == total.sentence
    )


def _like(report: Report, metric: str, model: Observation) -> list[Observation]:
    return [
        row
        for row in report.levels(metric, model.status, near=model)
        if together(row, model) and row.area == model.area and row.detail == model.detail and row.unit == model.unit
    ]


def households(report: Report) -> Iterator[Found]:
    """N户M人: a household has at least one person, and rarely more than eight."""
    for row in report.rows:
        if not measure(row).startswith("households") or row.aspect != "level":
            continue
        persons = _persons_of(report, row)
        if persons is None:
            continue
        houses, people = interval.of(row), interval.of(persons)
        if people.below(houses):
            yield found("error", (row, persons), "households", households=quote(row), persons=quote(persons))
        elif houses.times(HOUSEHOLD_SIZE).below(people) and row.value > 0:
            size = number(round(persons.value / row.value, 1))
            told = {"size": size, "households": quote(row), "persons": quote(persons)}
            yield found("warning", (row, persons), "household size", **told)


def _persons_of(report: Report, households: Observation) -> Observation | None:
    """The persons told with the households: next in the sentence, else the only ones of the report."""
    metric = f"{subject(households)}.{measure(households).replace('households', 'persons')}"
    fitting = [
        row
        for row in report.levels(metric, households.status, acts=True, near=households)
        if together(row, households) and row.area == households.area and row.detail == households.detail
    ]
    beside = [row for row in fitting if row.sentence == households.sentence]
    if beside:
        nearest = min(beside, key=lambda row: abs(row.start - households.start))
        rivals = [row for row in report.beside(nearest) if row.metric == households.metric]
        own = min(rivals, key=lambda row: abs(row.start - nearest.start), default=households)
        return nearest if own is households else None
    return fitting[0] if len({row.value for row in fitting}) == 1 else None
