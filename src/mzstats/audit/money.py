"""Rules on standards and payouts inside one report."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from mzstats.audit import interval
from mzstats.audit.interval import Interval
from mzstats.audit.relations import FLOOR_MONTHLY, MEANS_TESTED, MEANS_TESTED_FLOOR, MONTHLY, ORDERS, PAYOUT_TOLERANCE, WHOLES, Order
from mzstats.audit.report import (
    Found,
    Report,
    before,
    between,
    found,
    measure,
    month_readings,
    monthly,
    of_an_act,
    quote,
    quotes,
    same_year,
    subject,
    year,
)
from mzstats.model import Observation
from mzstats.table import number

_ONE_MONTH = re.compile("[当本每]月|月发放")


def payout(report: Report) -> Iterator[Found]:
    """Recipients × standard × months against the payout.

    Off by more than the tolerance (25%) is a warning, more than threefold an error. Subjects that pay the gap up to
    the standard have it as their upper end only. Without a standard, a month's payout for one recipient must
    be an amount of money that is paid at all.
    """
    for row in report.rows:
        if measure(row) != "payout" or row.aspect != "level" or row.unit != "CNY" or row.value == 0:
            continue
        persons = None if _continued(report, row) else _recipients(report, row)
        readings = (1,) if _ONE_MONTH.search(before(row)) else month_readings(row)
        if persons is None or not readings:
            continue
        each, basis = _monthly_each(report, row)
        groups = (persons, *report.totals(persons))  # 全县500人,其中农村440人,发放低保金… may be told of either
        made = [(interval.of(group) * each).times(months) for months in readings for group in groups]
        paid = interval.of(row)
        if any(expected.widened(PAYOUT_TOLERANCE).meets(paid) for expected in made):
            continue
        far = not any(Interval(expected.low / 3, expected.high * 3).meets(paid) for expected in made)
        mean = row.value / persons.value / readings[0] if persons.value else Decimal(0)
        yield found(
            "error" if far or not basis else "warning", (row, persons, *basis), "payout" if basis else "no such payout",
            paid=quote(row), persons=quote(persons), months=str(readings[0]), mean=number(round(mean, 2)), basis=quotes(basis, " / "),
        )  # fmt: skip


def _continued(report: Report, row: Observation) -> bool:
    """Another sum of the same kind stands before it in the sentence, or a larger one elsewhere: this one is a part of it."""
    alike = [other for other in report.levels(row.metric, row.status, near=row) if other.area == row.area and other is not row]
    return any(
        (other.sentence == row.sentence and other.end <= row.start) or (other.period == row.period and other.value > row.value)
        for other in alike
    )


def _recipients(report: Report, row: Observation) -> Observation | None:
    """The persons that the payout is told of: in the same sentence the nearest, else the only ones.

    Where its clause tells people of another kind (为530人发放特困家庭救助金), it is theirs, and none are given.
    """
    fitting = [
        other
        for other in report.levels(f"{subject(row)}.persons", row.status, acts=True, near=row)
        if same_year(other, row) and other.area == row.area and other.detail == row.detail and other.value > 0
    ]
    beside = [other for other in fitting if other.sentence == row.sentence]
    if beside:
        return min(beside, key=lambda other: abs(other.start - row.start))
    clause = [other for other in report.beside(row) if other.unit.startswith("person") and other.end <= row.start]
    if clause and not re.search("[;；]", between(clause[-1], row) or ""):
        return None
    fitting = [other for other in fitting if not of_an_act(other) and other.period in (row.period, "")]
    return fitting[0] if len({other.value for other in fitting}) == 1 else None


def _monthly_each(report: Report, row: Observation) -> tuple[Interval, tuple[Observation, ...]]:
    """What one recipient gets a month, from the least to the most the report says, and the rows that say so."""
    family = {subject(row)} | {part.partition(".")[0] for whole in WHOLES if whole.whole == row.metric for part in whole.parts}
    means = _told(report, row, {f"{one}.supplement_per_capita" for one in family})
    standards = _told(report, row, {f"{one}.standard" for one in family})
    basis = means or standards
    if not basis:
        return Interval(*MONTHLY), ()
    amounts = [amount for one in basis if (amount := monthly(one)) is not None]
    low, high = min(amount.low for amount in amounts), max(amount.high for amount in amounts)
    tops = [amount.high for one in standards if (amount := monthly(one)) is not None]
    if means and tops:  # a mean of 不低于142元 has no upper end of its own, but is not above the standard
        high = min(high, max(tops))
    if not means and subject(row) in MEANS_TESTED:
        low *= MEANS_TESTED_FLOOR
    return Interval(low, high), basis


def _told(report: Report, row: Observation, metrics: set[str]) -> tuple[Observation, ...]:
    """The amounts per person that fit the payout's area; for both areas together, those of both or none."""
    rows = [
        one
        for metric in sorted(metrics)
        for one in report.levels(metric, near=row)
        if same_year(one, row) and (amount := monthly(one)) is not None and amount.meets(Interval(*MONTHLY))
    ]
    if row.area:
        return tuple(one for one in rows if one.area in (row.area, ""))
    areas = {one.area for one in rows}
    return tuple(rows) if "" in areas or areas == {"urban", "rural"} else ()


def legal(report: Report) -> Iterator[Found]:
    """Standards under their legal relation (特困 ≥ 1.3 × 低保), and a mean supplement above its standard."""
    seen: set[tuple[str, str, int]] = set()
    for order in ORDERS:
        for row in report.rows:
            if row.metric != order.greater or row.aspect != "level" or row.status == "previous":
                continue
            for lesser in _broken(report, order, row):
                if (order.lesser, order.greater, row.id) not in seen:
                    seen.add((order.lesser, order.greater, row.id))
                    yield found(order.severity, (row, lesser), order.says, amount=quote(row), base=quote(lesser))


def _broken(report: Report, order: Order, row: Observation) -> list[Observation]:
    """The lesser figure that stands above; only if every figure it could be compared with does."""
    amount = monthly(row)
    told = year(row)
    if order.factor > 1 and "平均" in row.sentence:  # means over places: the floor holds in each place, not for means
        return []
    if amount is None or (order.since and told is not None and told < order.since) or not _can_be(row, amount):
        return []
    others = [
        other
        for other in report.levels(order.lesser, row.status, near=row)
        if same_year(other, row) and (not row.area or not other.area or row.area == other.area) and _can_be(other, monthly(other))
    ]
    exact = [other for other in others if other.area == row.area] or others
    broken = [other for other in exact if (lesser := monthly(other)) is not None and amount.below(lesser.times(order.factor))]
    return broken[:1] if len(broken) == len(exact) else []


def _can_be(row: Observation, amount: Interval | None) -> bool:
    return amount is not None and (row.metric != "dibao.standard" or amount.meets(Interval(*FLOOR_MONTHLY)))


_PAID_OUT = re.compile("发放|支出|拨付|下拨|支付|累计|共计")
"""Words of a sum for all, not of an amount for one."""


def amounts(report: Report) -> Iterator[Found]:
    """A sum for one person and month that nobody is paid: 万元 for 元, or a year's amount told as a month's."""
    for row in report.rows:
        if measure(row) not in ("standard", "supplement_per_capita") or row.aspect != "level":
            continue
        amount = monthly(row)
        if amount is None or row.value == 0 or _PAID_OUT.search(before(row)):
            continue
        if not amount.meets(Interval(*MONTHLY)):
            yield found("error", (row,), "no such amount", amount=quote(row), value=number(row.value), unit=row.unit)
            continue
        floor = [other for other in report.levels("dibao.standard", near=row) if same_year(other, row) and monthly(other) is not None]
        near = [other for other in floor if other.area == row.area] or floor
        if subject(row).startswith("tekun") and near:
            most = max((a for other in near if (a := monthly(other)) is not None), key=lambda a: a.high)
            if most.times(5).below(amount):
                yield found("error", (row, near[0]), "year as month", amount=quote(row), base=quote(near[0]))
