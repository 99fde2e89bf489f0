"""Which measure of a subject a figure is: by its unit and the words that call for one."""

from __future__ import annotations

from collections.abc import Sequence

from mzstats.bind.nouns import Binding, Context, Mention, State
from mzstats.bind.place import Place
from mzstats.bind.words import cues
from mzstats.expressions import kept
from mzstats.patterns import Metric
from mzstats.tokens import Quantity, Word

TAKEN_IN = ("persons_added", "persons_removed", "households_added", "households_removed")
FLOWS = ("persons_added", "persons_removed", "households_added", "households_removed", "registrations", "cancellations", "changes")
MONEY_RATES = ("元/月", "元/年")
SMALL_TOTAL = 3000  # yuan: less than this is hardly what was paid out in all
PER_HEAD_LIMIT = 50_000  # yuan: no standard or mean per person is as high, whatever the words before it
GENERIC = ("admin_inspection", "admin_penalty", "double_random_checks")  # acts that give way to whom they are done to
SPENT_AS = {"donations": "charity_aid"}  # what was raised, as it is given out
PER = {
    "年平均": "元/年", "月平均": "元/月", "年均": "元/年", "月均": "元/月",
    "每人每月": "元/月", "每月每人": "元/月", "月人均": "元/月", "人均月": "元/月", "人月": "元/月", "每人按月": "元/月", "每月": "元/月",
    "年补助水平": "元/年", "月补助水平": "元/月", "年标准": "元/年", "月标准": "元/月", "年保障标准": "元/年", "月保障标准": "元/月",
    "年供养标准": "元/年", "月供养标准": "元/月", "每人每年": "元/年", "每年每人": "元/年",
    "年人均": "元/年", "人年": "元/年", "每年": "元/年", "平均每人次": "元/次", "次均": "元/次", "人次均": "元/次",
    "月人均补助": "元/月", "人均月补助": "元/月", "月人均支出水平": "元/月", "每人次": "元/次",
}  # fmt: skip


def choose(
    subject: str,
    quantity: Quantity,
    near: Sequence[tuple[str, ...]],
    carried: tuple[str, ...],
    context: Context,
    acts: bool = False,
    weak: Sequence[tuple[str, ...]] = (),
) -> tuple[Metric | None, str]:
    """The metric of a subject that a quantity with these cues measures, or why there is none."""
    table = context.patterns.subjects[subject].metrics
    cls = quantity.cls
    fits = [m for m in table if cls in m.accepts or (m.measure == "rate" and m.unit == cls)]
    if not fits and cls in ("元/人",):
        fits = [m for m in table if m.measure in ("standard", "supplement_per_capita")]
    if (cls == "元" and quantity.scale in ("万", "亿", "千万", "百万", "万亿")) or (cls[:1] == "元" and quantity.value >= PER_HEAD_LIMIT):
        fits = [m for m in fits if m.measure not in ("standard", "supplement_per_capita")]
    if cls == "元" and quantity.bound in ("at_least", "at_most"):
        fits = [m for m in fits if m.measure != "payout" and (m.unit != "CNY" or quantity.scale)]  # 500-1000元不等 is what each one gets
    if not fits:
        return None, f"{subject}: no metric counted in {cls or 'bare numbers'}"
    for words in near:
        for metric in fits:
            if metric.measure in words:
                return metric, ""
    for measure in carried:
        for metric in fits:
            if metric.measure == measure:
                return metric, ""
    for words in weak:
        for metric in fits:
            if metric.measure in words:
                return metric, ""
    if cls in MONEY_RATES or cls == "元/人":
        standard = [m for m in fits if m.measure == "standard"]
        if standard:
            return standard[0], ""
    if cls == "元/次":
        return fits[0], ""
    plain = [m for m in fits if not m.needs_cue]
    if len(plain) > 1:
        plain = [m for m in plain if m.measure not in ("registrations", "penalties", "cases", "licences")] or plain[:1]
    if len(plain) == 1 and plain[0].measure in ("registrations", "cases") and any(m.measure == "institutions" for m in table):
        plain = []
    if not plain:
        return None, f"{subject}: {'/'.join(m.measure for m in fits)} needs a word that says so"
    if cls == "元" and not quantity.scale and quantity.value < SMALL_TOTAL and plain[0].unit == "CNY":
        return None, f"{subject}: so small an amount needs a word that says what it is"
    if acts and plain[0].measure in ("persons", "households", "institutions", "units"):
        return None, f"{subject}: visited or handled, not counted"
    return plain[0], ""


def wider(metric: Metric, near: Sequence[tuple[str, ...]], quantity: Quantity, context: Context) -> Metric | None:
    """An act that a part has no metric for (僵尸型…撤销登记23家) is the whole's."""
    subjects = context.patterns.subjects
    whole = subjects[metric.subject].within
    if not whole or whole not in subjects:
        return None
    for words in near:
        if metric.measure in words:
            return None
        for other in subjects[whole].metrics:
            if other.measure in words and other.needs_cue and quantity.cls in other.accepts:
                return other
    return None


_WITH_LIVING = kept(r"(?:生活|供养)[^,，。;；、和及与\d]{0,6}(?:和|及|与|以及|、)(?:照料)?$")


def both_parts(metric: Metric, mention: Mention, place: Place, state: State, context: Context) -> Metric | None:
    """发放生活补贴和照料护理补贴4050万元: one sum for a part and the rest of its whole is the whole's."""
    whole = context.patterns.subjects[mention.subject].within
    if metric.measure != "payout" or not _WITH_LIVING.search(place.text, max(place.own_start, mention.start - 14), mention.start):
        return None
    carried = f"{state.mention.subject}.payout" if state.mention is not None else ""
    return context.patterns.metrics.get(f"{whole}.payout") or context.patterns.metrics.get(carried)


def specific(metric: Metric, place: Place, state: State, quantity: Quantity, context: Context) -> Metric | None:
    """对养老机构开展联合检查52家次: the checks of care homes, where there is such a metric; so with the subject of the total."""
    parent = state.parent if state.among or state.depth else None
    subjects = context.patterns.subjects
    named = [m.subject for m in reversed(place.named(context)[:-1])] + ([parent.metric.subject] if parent else [])
    # 对9家养老机构开展消防、食品、疫情防控检查36家次
    told = (metric.measure == "penalties" and place.seps in ("、", "，", ",")) or (
        metric.measure == "inspections" and set(place.seps) == {"、"}
    )
    if (state.among or state.depth or told) and state.mention is not None:
        named += [state.mention.subject, subjects[state.mention.subject].within]
    for subject in named:
        for other in subjects[subject].metrics if subject in subjects else ():
            kinds = subject in GENERIC or subjects[subject].within in GENERIC  # 警告 is a kind of penalty, not whom it is given to
            if other.measure == metric.measure and not kinds and quantity.cls in other.accepts:
                return other
    return None


def rated(quantity: Quantity, place: Place, state: State) -> Quantity:
    """A plain amount of money with 每人每月 before it is a rate; so are those that go on with its list."""
    if quantity.cls not in ("元", "元/人") or quantity.scale:
        return quantity
    words = [item.entry for item in place.own if type(item) is Word]
    for entry in reversed(words):
        if entry.word in PER:
            return quantity.counted_in(PER[entry.word])
    by = _BY_TIME.search(place.text, max(0, quantity.start - 4), quantity.start)
    if by is not None:
        return quantity.counted_in("元/月" if by[1] == "月" else "元/年")  # 提高到年6240元; 折合月490元
    if not state.rate or state.last is None:
        return quantity
    named = any(entry.subjects for entry in words)
    if place.seps in ("、", "") and not named and not any(type(i) is Word and i.entry.subjects for i in place.left):
        return quantity.counted_in(state.rate)
    if not named and any(state.last.metric.measure in words for words in cues(place.own)):
        return quantity.counted_in(state.rate)  # 年补助水平…5268元,三、四类补助水平1008元
    if named and state.last.metric.measure == "standard" and not cues(place.own):
        # 农村低保提高到每人每月530元,城市低保不低于720元: the rate goes on with the list
        return quantity.counted_in(state.rate)
    return quantity


_BY_TIME = kept(r"(?:[到至为达合]|折合?)([月年])均?\s?\Z")


def changed(mention: Mention, quantity: Quantity, state: State) -> tuple[Metric | None, str]:
    """提高30元 after a standard is a change of that standard."""
    last = state.last
    if last is not None and last.metric.subject == mention.subject and kind(quantity.cls) == kind_of(last.metric):
        return last.metric, ""
    return None, f"{mention.subject}: a difference of nothing stated before"


def kind(cls: str) -> str:
    return "元" if cls.startswith("元") else cls


def kind_of(metric: Metric) -> str:
    return "元" if metric.unit.startswith("CNY") else next(iter(metric.accepts))


def family(measure: str) -> tuple[str, ...]:
    """The measures that one act calls for: who is taken in by households is taken in by persons."""
    for end in ("_added", "_removed"):
        if measure.endswith(end):
            return ("persons" + end, "households" + end)
    return (measure,)


def says_money(near: Sequence[tuple[str, ...]], context: Context) -> bool:
    """Whether a word calls for a sum of money, so that 发放9.82万 needs no 元."""
    return any(context.patterns.measures[measure].unit == "CNY" for words in near for measure in words)


_SPENT = frozenset(["payout", "expenditure", "fee_waived"])
_TAKEN = frozenset(["funds_raised", "funds_received"])
_SOLD = frozenset(["sales"])


_ACTS = frozenset(["registrations", "cancellations", "changes", "revocations", "annual_inspections", "penalties", "inspections", "fines"])


def other_act(measure: str, own: Sequence[tuple[str, ...]]) -> bool:
    """Whether the words before a figure name an act that it is not counted by (警告32件、罚款21件: the second are no warnings)."""
    called = {m for words in own for m in words}
    return bool(called & _ACTS) and measure not in called and measure in _ACTS | {"institutions"}


def contradicted(measure: str, own: Sequence[tuple[str, ...]]) -> bool:
    """Whether a sum is said to be spent where the measure is one of income, or the other way round (支出752万元 of 捐赠)."""
    called = {m for words in own for m in words} & (_SPENT | _TAKEN | _SOLD)
    mine = next((group for group in (_TAKEN, _SOLD) if measure in group), frozenset())
    return bool(mine) and bool(called) and not called & mine


def countable(mention: Mention, context: Context) -> bool:
    """A bare number after a subject of people is a number of people (百岁老人31)."""
    return any(m.measure == "persons" for m in context.patterns.subjects[mention.subject].metrics)


def rate_of(subject: str, context: Context, cls: str = "%") -> Metric | None:
    for metric in context.patterns.subjects[subject].metrics:
        if metric.measure == "rate" and (cls == metric.unit or (cls == "百分点" and metric.unit == "%")):
            return metric
    return None


def growth_metric(subject: str, near: Sequence[tuple[str, ...]], context: Context, last: Binding | None) -> Metric | None:
    """The metric of a subject that is said to have grown: by cue, else the last stated, else its only one."""
    table = context.patterns.subjects[subject].metrics
    taken_in = last is not None and last.metric.measure in TAKEN_IN
    for words in near:
        for metric in table:
            if metric.measure in words and (taken_in or metric.measure not in TAKEN_IN):
                return metric  # but 人数比上年减少13.8% is of those there are, and not of those who went
    if last is not None and last.metric.subject == subject:
        return last.metric
    plain = [m for m in table if not m.needs_cue and m.measure != "rate"]
    return plain[0] if len(plain) == 1 else None
