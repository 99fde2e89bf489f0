"""One sentence: every quantity judged in order, each leaving something for the next."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from mzstats.bind.candidates import area_of_kin, back_to_whole, candidates, common_whole, each_part_paid
from mzstats.bind.compare import based, change_sign, flow, goes_on, is_previous
from mzstats.bind.lists import align, share
from mzstats.bind.measure import (
    FLOWS,
    GENERIC,
    MONEY_RATES,
    SPENT_AS,
    TAKEN_IN,
    both_parts,
    changed,
    choose,
    contradicted,
    family,
    kind,
    kind_of,
    other_act,
    rated,
    says_money,
    specific,
    wider,
)
from mzstats.bind.nouns import LOOK_BACK, OWN_UNKNOWN, Binding, Context, Mention, State, Verdict
from mzstats.bind.percent import percent
from mzstats.bind.place import Place, act_cues, for_each, inherits, once, open_parent, own_area, text_of
from mzstats.bind.words import flagged, is_within, split_cues, unknown
from mzstats.expressions import kept
from mzstats.patterns import Entry, Metric
from mzstats.tokens import Item, Quantity, Sep, Word


def bind(items: list[Item], context: Context) -> list[Verdict]:
    """The verdict on every quantity of a sentence, in order."""
    text = context.text
    verdicts: list[Verdict] = []
    live: list[int] = []
    items = _without_asides(items)
    for index, item in enumerate(items):
        if type(item) is Quantity:
            live.append(index)
    if live:
        begins = _story(items, context)
        verdicts = [Verdict(items[i], reason="one person's story") for i in live if items[i].start > begins]  # type: ignore[arg-type]
        live = [i for i in live if items[i].start <= begins]
    _leave_tiers(items, context)
    state = State()
    aligned = align(items, live, context)
    for order, index in enumerate(live):
        quantity = items[index]
        assert type(quantity) is Quantity
        if quantity.bound == "at_least":
            continue  # the low end of a range is what its high end is
        low = _low_end(items, live, order)
        order -= low is not None
        previous = live[order - 1] if order else -1
        index = index if low is None else live[order]
        stop = order + 1 + (low is not None)
        following = live[stop] if stop < len(live) else len(items)
        left = items[max(previous + 1, index - LOOK_BACK) : index]
        right = _behind(items, live[stop - 1] + 1)
        before = items[previous] if previous >= 0 else None
        if type(before) is Quantity and not quantity.cls and quantity.scale and before.scale and _only_to(left):
            quantity = quantity.counted_in(before.cls)  # 从52万人次升至78.3万
        place = Place(quantity, left, right, text, items[previous].end if previous >= 0 else None)
        if following < len(items):
            place.pair = _pair(quantity, items[following], items[following + 1 : following + 1 + LOOK_BACK], text)
        step(state, place, context)
        verdict = judge(place, state, context, aligned.get(index))
        if quantity.value < 0 and any(binding.aspect not in ("growth", "change") for binding in verdict.bindings):
            verdict = Verdict(quantity, reason="below zero, where nothing says that it is a change")
        verdicts.append(verdict)
        if low is not None:
            verdicts.append(_for_low_end(low, verdict))
        hand_on(state, place, verdict, context)
    verdicts.sort(key=lambda v: v.quantity.start)
    return verdicts


def _behind(items: list[Item], start: int) -> list[Item]:
    """What stands right of a figure up to the next one, over a bracket that parts it (31家养老机构(含敬老院16所)开展检查)."""
    out: list[Item] = []
    depth = 0
    for item in items[start : start + LOOK_BACK]:
        if type(item) is Sep and item.char in "(（" and out and type(out[-1]) is Word:
            depth += 1
        elif type(item) is Sep and item.char in ")）" and depth:
            depth -= 1
        elif not depth:
            if type(item) is Quantity:
                break
            out.append(item)
    return out


def _only_to(left: list[Item]) -> bool:
    """Whether nothing but a word such as 升至 stands between two figures."""
    return len(left) == 1 and type(left[0]) is Word and "to" in left[0].entry.flags


def _low_end(items: list[Item], live: list[int], order: int) -> Quantity | None:
    """The low end of the range that this figure is the high end of (4-5家)."""
    high, low = items[live[order]], items[live[order - 1]] if order else None
    if type(high) is Quantity and type(low) is Quantity and high.bound == "at_most" and low.bound == "at_least":
        return low
    return None


def _for_low_end(low: Quantity, verdict: Verdict) -> Verdict:
    """The verdict on the high end of a range, for its low end."""
    low_end = Verdict(low, verdict.reason)
    low_end.bindings = [b.counting(low.counted_in(b.quantity.cls)) for b in verdict.bindings]
    low_end.struck, low_end.other = list(verdict.struck), verdict.other
    return low_end


def _pair(quantity: Quantity, other: Item, right: list[Item], text: str) -> list[Item]:
    """N户M人: what stands right of the persons is what the households are, too."""
    if quantity.cls != "户" or type(other) is not Quantity or other.cls != "人" or text[quantity.end : other.start].strip(" 、,，"):
        return []
    stop = next((i for i, item in enumerate(right) if type(item) in (Sep, Quantity)), len(right))
    return right[:stop]


def _leave_tiers(items: list[Item], context: Context) -> None:
    """A tier (一档) names no subject of its own in a sentence that has named another before it (城市低保补差标准:一档605元)."""
    told = False
    for item in items:
        if type(item) is Word and item.entry.subjects:
            if "tier" in item.entry.flags:
                if told and not any(other in context.near[0] for _, near in item.entry.subjects for other in near):
                    item.subject = ""
            elif any(not near for _, near in item.entry.subjects):
                told = True


_SINGLED_OUT = kept(r"(?:最多|最大|最小|最高|最少)的?(?:一[户人名家个位例笔]|企业|个人|单位)")


@lru_cache(maxsize=4)
def _story_of(expression: str) -> re.Pattern[str]:
    return kept(expression)


def _story(items: list[Item], context: Context) -> int:
    """Behind which place figures belong to one person's or donor's story: all of a sentence that tells one, or those after 最多的一户."""
    text, start, end = context.text, min(context.origin, items[0].start), items[-1].end
    if _story_of(context.patterns.story).search(text[start:end]):
        return -1
    singled = _SINGLED_OUT.search(text, start, end)
    return singled.end() - 1 if singled else end


_ASIDE = Entry("()")


def _without_asides(items: list[Item]) -> list[Item]:
    """Brackets without a figure in them (镇(街道), (含民族乡)) do not part a phrase: each becomes one word that says nothing."""
    out: list[Item] = []
    opened: list[int] = []
    for item in items:
        out.append(item)
        if type(item) is Sep and item.char in "(（":
            opened.append(len(out) - 1)
        elif type(item) is Sep and item.char in ")）" and opened:
            start = opened.pop()
            if not any(type(i) is Quantity for i in out[start:]) and item.end - out[start].start <= 80:
                tier, inside = out[start - 1] if start else None, [i for i in out[start:] if type(i) is Word]
                names = any(i.entry.subjects for i in inside)
                if names and type(tier) is Word and "tier" in tier.entry.flags and tier.end == out[start].start:
                    out[start:] = inside  # A类(完全丧失生活自理能力的特困人员)800元: who they are
                else:
                    out[start:] = [Word(out[start].start, item.end, _ASIDE)]
    return out


def step(state: State, place: Place, context: Context) -> None:
    """Bring the state up to a figure: brackets open and close, 其中 opens a part, ; and new sentences end it."""
    for item in place.left:
        if type(item) is Sep:
            if item.char in "。;；":
                state.old = False
            if item.char in "(（":
                state.push()
            elif item.char in ")）":
                state.pop()
            elif item.char in ";；" and not state.depth:
                if len(state.stated) > 1 and state.mention is not None:
                    state.area, state.mention = "", state.mention._replace(area="")  # both areas were told: on to the whole
                state.cue, state.stated = (), {}
                if state.among:
                    state.among, state.parent, state.shut = False, None, False
                    if state.top is not None:
                        state.mention, state.area = state.top, state.top.area
        elif type(item) is Word and item.entry.flags & {"old_time", "new_time"}:
            state.old = "old_time" in item.entry.flags
        elif type(item) is Word and "among" in item.entry.flags:
            if not state.among or state.depth:
                state.parent = state.last or (context.main if state.mention is None and not state.lost else None)
                state.shut = state.lost
            state.among = True


class Calls(NamedTuple):
    """The measures that the words around a figure call for: of its own stretch, right of it, before it; weak ones apart."""

    own: list[tuple[str, ...]]
    right: list[tuple[str, ...]]
    mid: list[tuple[str, ...]]
    weak: list[tuple[str, ...]]

    def near(self, mention: Mention, how: str) -> list[tuple[str, ...]]:
        """What counts for a subject that was found in this way, nearest first."""
        named = [mention.measures] if mention.measures and how in ("own", "right", "earlier") else []
        mid = self.mid if how == "earlier" or (how in ("carried", "before", "heading", "title", "topic") and not self.own) else []
        return self.own + named + self.right + mid


def _calls(place: Place) -> Calls:
    own, weak = act_cues(place)
    right, weak_right = split_cues(_without_grounds(place))
    mid, weak_mid = split_cues(place.mid)
    return Calls(own, right[::-1], mid, weak + weak_right[::-1] + weak_mid)


def _other_area(mention: Mention, quantity: Quantity, state: State, context: Context) -> bool:
    """Whether a figure of money goes on with the other area, or part (城市低保人均补助提高到157元,农村低保由52元提高到62元)."""
    last = state.last
    return (
        last is not None and quantity.cls[:1] == "元" and last.metric.unit.startswith("CNY/")
        and (
            (last.metric.subject == mention.subject and {last.area, mention.area} == {"urban", "rural"})
            or (last.metric.subject != mention.subject and common_whole([last.metric.subject, mention.subject], context) != "")
        )
    )  # fmt: skip


_GROUNDS = kept(r"[因由]于?[^,，。;；]{0,10}?(?:增加|提高|减少|下降|提升)")


def _without_grounds(place: Place) -> list[Item]:
    """What stands right of a figure, without the grounds that it gives for an act (因收入增加退出)."""
    found = _GROUNDS.search(place.text, place.quantity.end, place.right[-1].end) if place.right else None
    return [i for i in place.right if not found.start() <= i.start < found.end()] if found else place.right


def judge(place: Place, state: State, context: Context, given: list[Mention] | tuple[int, int, str] | None) -> Verdict:
    """Decide one quantity."""
    verdict = Verdict(place.quantity)
    if isinstance(given, tuple):
        _against_run(place, state, context, given, verdict)
        if not verdict.bindings:
            state.before_run = []  # where one of the list finds nothing, neither do the others
    elif place.quantity.cls in ("%", "百分点", "‰"):
        if not percent(place, state, context, verdict, given) and place.quantity.cls != "%" and not verdict.reason:
            verdict.reason = "no rate or growth that it could be"
    elif given:
        _against_list(place, state, context, given, verdict)
    else:
        _weigh(place, state, context, verdict)
    return verdict


def _against_run(place: Place, state: State, context: Context, given: tuple[int, int, str], verdict: Verdict) -> None:
    """分别 without a list: the figures stated right before, as many as there are values."""
    n, i, why = given
    quantity = place.quantity
    if i == 0:
        state.before_run = state.recent[-n:]
    run, own = state.before_run, place.named(context)
    if len(run) == n and quantity.cls == "元" and run[i].quantity.cls in MONEY_RATES:
        quantity = place.quantity = quantity.counted_in(run[i].quantity.cls)
    named = own[-1:] or (state.before_named if i else [])
    state.before_named = named
    if named and len(run) == n and {b.area for b in run} == {"urban", "rural"}:
        # 城镇4992人,农村79407人,低保标准分别为612元和459元: the areas were told right before
        _against_list(place, state, context, [named[0]._replace(area=run[i].area)], verdict)
        return
    table = context.patterns.subjects
    if (
        named
        and len(run) == n == len({b.metric.subject for b in run})
        and all(is_within(b.metric.subject, named[0].subject, table) for b in run)
    ):
        # 全护理202人、半护理377人,护理补贴依次为760元、380元: of the parts told right before
        _against_list(place, state, context, [named[0]._replace(subject=run[i].metric.subject, area=run[i].area)], verdict)
        return
    if len(run) != n or len({(b.metric.id, b.area) for b in run}) != n or own:
        verdict.reason = why
        return
    source = run[i]
    sign = change_sign(place) or (state.growth if i else 0)
    state.growth = sign
    rate = quantity.cls in ("%", "百分点")
    cues = act_cues(place)[0] + ([state.cue] if i else [])
    another = bool(cues) and kind(quantity.cls) == "元" and not sign and all(source.metric.measure not in words for words in cues)
    called = not (rate and sign) and (another or kind(quantity.cls) != kind_of(source.metric))
    if called and cues and source.mention is not None:
        # 9名孤儿、73名事实无人抚养儿童纳入保障,标准分别为1870元、1490元
        _against_list(place, state, context, [source.mention._replace(subject=source.metric.subject, area=source.area)], verdict)
        return
    if (not rate and kind(quantity.cls) != kind_of(source.metric)) or (rate and not sign):
        verdict.reason = why
        return
    aspect = "growth" if quantity.cls == "%" else "change" if sign else "level"
    counted = quantity.counted_in(source.quantity.cls) if quantity.cls == "元" else quantity
    previous = is_previous(place, context)
    verdict.bindings.append(Binding(counted, source.metric, source.area, aspect, "aligned", "medium", sign or 1, previous, source.mention))


def _against_list(place: Place, state: State, context: Context, given: list[Mention], verdict: Verdict) -> None:
    """分别 with a list: the n-th value to the n-th subject."""
    calls, sign = _calls(place), change_sign(place) or (state.growth if place.seps in ("、", "") else 0)
    state.growth = sign
    quantity = rated(place.quantity, place, state)
    if quantity.cls == "元" or (quantity.cls in MONEY_RATES and place.quantity.cls == "元" and not for_each(place)):
        # 分别由每人每月580元、每人每年4310元提高到620元、4770元: each by the time that it was told by
        quantity = quantity if quantity.scale else quantity.counted_in(_rate_of_run(place, given[0], state) or quantity.cls)
    for mention in given:
        near = calls.own + calls.mid + [mention.measures]
        weak = [*calls.weak, ("standard",)] if sign and quantity.cls == "元" and not quantity.scale else calls.weak
        metric, why = choose(mention.subject, quantity, near, state.cue, context, weak=weak)
        if metric is None:
            verdict.struck.append(why)
            continue
        area = mention.area or own_area(place) or area_of_kin(mention, state, place, context)
        aspect = "change" if sign and metric.measure not in TAKEN_IN else "level"
        found = Binding(quantity, metric, area, aspect, "aligned", "medium", sign if aspect == "change" else 1)
        found.mention, found.parent = mention, open_parent(state)
        found.previous = is_previous(place, context) or goes_on(place, state)
        verdict.bindings.append(found)
    if len(verdict.bindings) != len(given):
        verdict.bindings.clear()
        verdict.reason = "the values do not fit the list that they are set against"


def _rate_of_run(place: Place, mention: Mention, state: State) -> str:
    """元/月 or 元/年 of a value in a run: as the run tells it (月人均分别为279元和122元), else as the subject's was told before."""
    goes_on = set(place.seps) <= {"、"} and not any(type(i) is Word and "to" in i.entry.flags for i in place.own)
    told = state.last.quantity.cls if goes_on and state.last is not None and state.last.how == "aligned" else ""
    known = state.rates.get((mention.subject, mention.area), "")
    return told if told in MONEY_RATES and state.last is not None and state.last.metric.measure != "standard" else known


def _weigh(place: Place, state: State, context: Context, verdict: Verdict) -> None:
    """The candidates in their order of closeness; the first with a metric that fits is taken."""
    calls, quantity = _calls(place), rated(place.quantity, place, state)
    if quantity.cls == "" and quantity.scale and says_money(calls.own + calls.weak, context):
        quantity = quantity.counted_in("元")  # 发放9.82万
    for mention, how, between in candidates(place, state, context, verdict):
        if parts := _standards_of_parts(mention, quantity, place, calls, context):
            for part in parts:
                one = mention._replace(subject=part.subject)
                verdict.bindings.append(_binding(one, how, max(between, 2), part, quantity, place, state, context))
            return
        metric, why = _metric(mention, how, quantity, place, state, context, calls)
        if metric is None:
            verdict.struck.append(f"{how}: {why}")
            continue
        mean = context.patterns.metrics.get(f"{metric.subject}.supplement_per_capita")
        if mean is not None and metric.unit == "CNY" and quantity.cls == "元" and not quantity.scale and for_each(place):
            metric = mean  # 每具遗体减免1100元
        per_head = metric.measure in ("standard", "supplement_per_capita", "fee_waived", "ratio") or quantity.cls.startswith("元/")
        why = ""
        if not per_head and (for_each(place) or (state.each and _goes_on_with(place))):
            why = FOR_EACH
        elif metric.unit.startswith("CNY/person") and _OF_HOUSEHOLD.search(place.text, place.own_start, quantity.start):
            why = "an amount for a household, not for a person"
        elif metric.measure == "standard" and quantity.cls[:1] == "元" and once(place):
            why = "what each is paid once, and no standard"
        if why:
            verdict.struck.append(f"{how}: {mention.subject}: {why}")
            verdict.reason, verdict.other = why, True
            return
        binding = _binding(mention, how, between, metric, quantity, place, state, context)
        verdict.bindings.append(binding)
        if how in ("own", "earlier", "carried"):
            share(place, state, context, verdict, binding)
        return
    if not verdict.reason:
        verdict.reason = "no subject that it could measure" if quantity.cls else "a bare number"
        verdict.other = bool(quantity.cls) and quantity.cls != "其他"


def _standards_of_parts(mention: Mention, quantity: Quantity, place: Place, calls: Calls, context: Context) -> list[Metric]:
    """What each part is paid, where one standard is told of a whole that has none of its own (两项补贴标准均为110元/人·月)."""
    table = context.patterns.subjects
    rate = quantity.cls in MONEY_RATES or for_each(place) or any("standard" in words for words in calls.own)
    if not rate or kind(quantity.cls) != "元" or quantity.scale or any(m.measure == "standard" for m in table[mention.subject].metrics):
        return []
    parts = [subject.id for subject in table.values() if subject.within == mention.subject]
    found = [choose(part, quantity, calls.own + calls.mid, (), context)[0] for part in parts]
    standards = [metric for metric in found if metric is not None and metric.measure == "standard"]
    listed = place.text[place.quantity.end : place.quantity.end + 1] in ("、", "和", "与", "或")  # 80元、120元: one each
    return standards if len(standards) == len(parts) == 2 and not listed and not once(place) else []


_OF_HOUSEHOLD = kept(r"每户(?:每[月年])?\s?\Z")
FOR_EACH = "an amount for each, not in all"
_GOES_ON = kept(r"[、和及与]|或者?")


def _goes_on_with(place: Place) -> bool:
    """Whether nothing but 和 or 、 parts a figure from the one before (每人2000元和1000元)."""
    before = place.text[max(0, place.quantity.start - 2) : place.quantity.start].strip()
    return not any(type(i) is Word and i.entry.subjects for i in place.left) and _GOES_ON.fullmatch(before[-1:]) is not None


_LED = kept(r"(?:\A|[,，。;；:：、\s])(?:组织|指导|推动|邀请|支持)\Z")  # 组织9家行业协会商会对照…自查: what they were made to do
_AGAINST = kept(r"(?:\A|[,，。;；:：、\s])(?:依法)?对(?:[^,，。;；\d]{0,14}的)?\Z")  # 对未年检的9家社会组织立案调查

_TO_BODIES = frozenset(("inspections", "annual_inspections", "penalties", "registrations"))


def _is_handled(mention: Mention, how: str, place: Place, context: Context) -> bool:
    """Whether something was done with those counted (走访, 组织, 对…立案): then only a word that calls for a measure gives one."""
    act = flagged(place.own, "acts")
    if act is not None and not mention.start <= act.start < mention.end:
        return True
    start = place.quantity.start
    return place.quantity.noun and (
        (how == "right" and _acted_upon(mention, place, context)) or _LED.search(place.text, max(0, start - 3), start) is not None
    )


def _acted_upon(mention: Mention, place: Place, context: Context) -> bool:
    """Whether the bodies counted are those to whom something is done (对9家社会组织立案调查), which says nothing of how many there are."""
    bodies = any(m.measure in _TO_BODIES for m in context.patterns.subjects[mention.subject].metrics)
    return bodies and _AGAINST.search(place.text, max(0, place.own_start - 1), place.quantity.start) is not None


_CLOSED = kept("办结|审结|结案|答复|化解")
_RAISED = kept("筹集|募集|募捐|劝募|筹款")


def _metric(
    mention: Mention, how: str, quantity: Quantity, place: Place, state: State, context: Context, calls: Calls
) -> tuple[Metric | None, str]:
    """The metric of a candidate that the figure measures, or why there is none."""
    counted = quantity if quantity.cls else quantity.counted_in("人")
    carried = state.cue if how == "carried" or (how in ("own", "right") and inherits(place, state)) else ()
    if how == "own" and not says_money(calls.own, context) and _other_area(mention, quantity, state, context):
        carried = (state.last.metric.measure,)  # type: ignore[union-attr]
    act = flagged(place.own, "acts")
    acts = _is_handled(mention, how, place, context)
    near = calls.near(mention, how)
    if calls.weak and counted.cls == "元" and for_each(place):
        near, carried = calls.weak + near, ()  # 发放资金42万元,人均2278元
    metric, why = choose(mention.subject, counted, near, carried, context, acts, calls.weak)
    if metric is not None and how == "carried" and metric.measure == "cases" and _CLOSED.search(text_of(place)):
        return None, f"{mention.subject}: cases, but the words before say that they were closed"
    right_before = act is not None and act.end >= place.quantity.start - 1
    if metric is not None and right_before and how == "carried" and metric.measure in TAKEN_IN:
        return None, f"{mention.subject}: {metric.measure}, but the words before name something else"  # 城镇新增就业4609人
    licensed = how == "carried" and metric is not None and metric.measure in ("licences", "cases")
    if licensed and (acted := _act_beside(counted, state, calls, context)):
        return acted, ""
    if metric is not None and how == "carried" and other_act(metric.measure, calls.own) and flow(place)[0] != "change":
        # but 养老机构38家,今年新增6家
        acted = _act_of_whole(mention, counted, calls, context)
        if acted is not None and acted.measure in ENDED:
            return acted, ""
        return None, f"{mention.subject}: {metric.measure}, but the words before name another act"
    raised = how == "carried" and metric is not None and metric.measure == "payout" and _RAISED.search(text_of(place)) is not None
    if metric is not None and metric.unit == "CNY" and (raised or contradicted(metric.measure, calls.own)):
        given_out = SPENT_AS.get(mention.subject, "")
        spent = context.patterns.metrics.get(f"{given_out}.payout") if how == "carried" and not raised else None
        if spent is not None and any("payout" in words or "expenditure" in words for words in calls.own):
            return spent, ""  # 募集善款2083万元,支出1876万元
        return None, f"{mention.subject}: {metric.measure}, but the words before say otherwise"
    if metric is not None and how == "right" and not metric.needs_cue and (ended := _ended(mention, counted, calls, context)):
        return ended, ""  # 对2家…的民办非企业单位撤销登记
    if metric is not None and not metric.needs_cue:
        metric = wider(metric, calls.own, counted, context) or metric
    if metric is not None and how == "own":
        metric = both_parts(metric, mention, place, state, context) or metric
    if metric is not None and how == "own" and mention.subject in GENERIC:
        metric = specific(metric, place, state, counted, context) or metric
    if (
        metric is None
        and how == "carried"
        and (acted := _act_of_whole(mention, counted, calls, context))
        and not (state.among and counted.cls == "元" and each_part_paid(place, state, context))
    ):
        return acted, ""
    if (
        how == "carried"
        and metric is not None
        and metric.measure == "standard"
        and for_each(place)
        and not any("standard" in w for w in calls.own)
    ):
        # 发放低保金98.58万元,月人均68.5元: what each was paid, not what is laid down
        paid = context.patterns.metrics.get(f"{metric.subject}.supplement_per_capita")
        if paid is not None and state.last is not None and state.last.metric.measure == "payout":
            metric = paid
    if how == "named" and metric is not None and not any(metric.measure in words for words in calls.own):
        return None, f"{mention.subject}: named before, but no word here calls for it"
    if metric is None and how not in ("heading", "named") and change_sign(place):
        metric, why = changed(mention, quantity, state)
    return metric, why


ENDED = ("cancellations", "revocations")


def _ended(mention: Mention, counted: Quantity, calls: Calls, context: Context) -> Metric | None:
    """What was done with those that stand right of a number, where only the wider subject counts that."""
    whole = context.patterns.subjects[mention.subject].within
    acted = choose(whole, counted, calls.right, (), context)[0] if whole else None
    return acted if acted is not None and acted.measure in ENDED and any(acted.measure in words for words in calls.right) else None


def _act_beside(counted: Quantity, state: State, calls: Calls, context: Context) -> Metric | None:
    """社会组织行政许可138件,其中成立登记17件: an act of whom the licences were given to, where there is such a metric."""
    for mention in state.beside:
        acted = choose(mention.subject, counted, calls.own, (), context)[0]
        if acted is not None and acted.measure in FLOWS and any(acted.measure in words for words in calls.own):
            return acted
    return None


def _act_of_whole(mention: Mention, counted: Quantity, calls: Calls, context: Context) -> Metric | None:
    """年检合格率91%,参检2015家; 清理僵尸型社会组织71家,其中注销38家: an act that only the wider subject has."""
    whole = context.patterns.subjects[mention.subject].within
    acted = choose(whole, counted, calls.own, (), context)[0] if whole else None
    called = acted is not None and (counted.cls == "小时" or any(acted.measure in words for words in calls.own))
    return acted if called else None


def _binding(
    mention: Mention, how: str, between: int, metric: Metric, quantity: Quantity, place: Place, state: State, context: Context
) -> Binding:
    """A figure bound to a metric of a candidate, with area, aspect, and how sure that is."""
    change, subjects = change_sign(place), context.patterns.subjects
    compared = based(place)
    if not change and how == "carried" and state.change and set(place.seps) <= {"、"} and not any(type(i) is Word for i in place.own):
        change, compared = state.change, True  # 比上季度减少32户、58人
    state.change = change if compared else 0
    if (
        metric.measure in ("standard", "supplement_per_capita")
        and quantity.cls == "元"
        and state.rate
        and metric.unit == "CNY/person/month"
    ):
        quantity = quantity.counted_in(state.rate)
    aspect, sign = "level", 1
    if change and metric.measure not in TAKEN_IN:
        aspect, sign = "change", change
    if change and compared and metric.measure in TAKEN_IN:
        base = next((m for m in subjects[metric.subject].metrics if m.measure == metric.measure.split("_")[0]), None)
        if base is not None:
            metric, aspect, sign = base, "change", change
    if aspect == "level" and metric.measure in ("persons", "households", "beds", "institutions", "units"):
        aspect, sign = flow(place)
        if aspect == "level" and set(place.seps) == {"、"} and state.flow and flagged(place.own, "to") is None:
            aspect, sign = "change", state.flow  # 新增养老机构2家、养老床位300张
    state.flow = sign if aspect == "change" else 0
    area = _area(mention, how, metric, place, state, context)
    if (
        aspect == "change"
        and compared
        and how == "carried"
        and state.last is not None
        and state.last.metric is metric
        and not own_area(place)
    ):
        area = state.last.area  # 城市月人均补差达到223元,比上年增加28元: of the same
    binding = Binding(quantity, metric, area, aspect, how, _confidence(how, between, place), sign)
    binding.previous = state.old or is_previous(place, context) or goes_on(place, state)
    binding.mention, binding.parent = mention, open_parent(state)
    tiers = " ".join(i.entry.word for i in place.own if type(i) is Word and "tier" in i.entry.flags)
    binding.detail = text_of(place) if how == "part" else tiers
    top = state.top
    binding.fresh = top is None or not (metric.subject == top.subject or is_within(metric.subject, top.subject, subjects))
    return binding


def _confidence(how: str, between: int, place: Place) -> str:
    """How sure a binding is: named by itself, or going on in the same breath, is high; what leans on more is less."""
    if how == "title":
        return "low"
    if between <= 1 and (how == "own" or (how == "carried" and set(place.seps) <= {"、"})):
        return "high"
    return "medium"


def _area(mention: Mention, how: str, metric: Metric, place: Place, state: State, context: Context) -> str:
    """The area of a figure: said by itself, of its subject, or carried with that."""
    if _ALIKE.match(place.text, place.quantity.end):
        return ""  # 每人每月865元(城乡一致)
    stated = own_area(place)
    if stated:
        return stated
    if how == "carried" and state.among and mention is state.top and mention is not state.mention:
        return mention.area  # 低保412户1037人,其中城镇19户31人,全年兑现287.6万元
    if how == "carried":
        if flagged(place.own, "total") is not None and sum(metric.measure in measures for measures in state.stated.values()) > 1:
            return ""  # 城市21人、农村306人,共计327人
        goes_on_with = set(place.seps) <= {"、"}  # 退出城市低保12户、20人
        return "" if not goes_on_with and state.split_closed(metric.measure) else mention.area or state.area
    if mention.area:
        return mention.area
    part = state.mention is not None and state.mention.area in ("urban", "rural") and state.top is not None
    if part and state.among and not state.depth and back_to_whole(place, state, context):
        return state.top.area  # type: ignore[union-attr]
    if _BOTH_FOLLOW.match(place.text, place.quantity.end):
        return ""  # 集中供养1189人(其中城市121人,农村1068人)
    if how not in ("own", "right", "earlier") or state.split_closed(metric.measure):
        return ""
    return area_of_kin(mention, state, place, context)


_ALIKE = kept(r"[(（]城乡(?:一致|统一|相同|同标|一体)")
_BOTH_FOLLOW = kept(r"[(（](?:其中|含)?[:：]?(?:城[市镇]|农村)[^()（）]{0,24}(?:农村|城[市镇])")
_AND = kept(r"\s?[和及与]")


def _beside(last: Binding, found: Binding, place: Place, context: Context, among: bool) -> bool:
    """Whether two figures stand in one list of subjects (A 12人、B 30人); over a comma only where both are parts of one whole."""
    if found.metric.measure != last.metric.measure or found.metric.subject == last.metric.subject:
        return False
    if among and is_within(found.metric.subject, last.metric.subject, context.patterns.subjects):
        return False  # 五保老人285人,其中集中供养143人: a part stands beside no whole
    seps = place.seps.strip("()（）")
    if not seps and _AND.match(place.text[place.own_start : place.quantity.start]):
        return True  # 1.2万名困难残疾人和1.8万名重度残疾人
    return seps == "、" or (seps in (",", "，") and common_whole([last.metric.subject, found.metric.subject], context) != "")


def _is_fresh(found: Binding, top: Mention, context: Context) -> bool:
    """Whether a figure opens a new topic: a part's rate (集中供养率18.2%) does not."""
    return found.fresh and not (found.metric.measure == "rate" and is_within(found.metric.subject, top.subject, context.patterns.subjects))


def _counts_people(mention: Mention, context: Context) -> bool:
    return any({"人", "户", "人次", "元"} & set(m.accepts) for m in context.patterns.subjects[mention.subject].metrics)


def _leave_topic(state: State, place: Place, verdict: Verdict, context: Context) -> None:
    """What a figure that is bound to nothing leaves: the subject that it named, where that may go on."""
    state.siblings = [] if place.quantity.cls == "元" else state.siblings  # a sum parts those it stands between
    # 发放慰问金500-1000元不等,共计1.2万元; 开展低保治理,核查1.6万户次,新纳入643户: the subject goes on
    named = place.named(context) or place.named_before(context)
    apart = unknown(place.text, max(named[-1].end, place.own_start), place.quantity.start, place.own) if named else 0
    people = place.quantity.cls in ("人", "户", "人次", "户次", "次")
    uncounted = bool(named) and people and any(why.startswith(f"own: {named[-1].subject}: no metric counted in") for why in verdict.struck)
    near = named and apart <= (OWN_UNKNOWN if place.quantity.cls == "户" or uncounted else 1)  # 低收入人口监测8216户21034人
    rate = place.quantity.cls == "%" and state.mention is None  # 医疗救助比例提高到70%,全年救助8164人次
    counts = place.quantity.cls != "户" or (near and _counts_people(named[-1], context))  # 受理申请27户, and nobody is counted by 申请
    if near and counts and (uncounted or rate or place.quantity.cls[:1] in ("元", "人", "户")):
        state.mention, state.area = named[-1], named[-1].area


_THERE_ARE = kept("目前|现有|共有|已有")


def hand_on(state: State, place: Place, verdict: Verdict, context: Context) -> None:
    """What this figure leaves for the next: its subject, area and the act it was counted by."""
    found = verdict.bindings[0] if verdict.bindings else None
    if place.quantity.cls not in ("%", "百分点", "‰"):
        state.lost = found is None
        state.unknown = found is None and any(why.startswith("carried: unknown words") for why in verdict.struck)
    own_cues = [c for words in split_cues(place.own)[0] for c in words]
    if own_cues and not (found is not None and found.aspect == "change"):  # 比上年增加3453人: no one is counted as newly taken in
        state.cue = tuple(own_cues)
    elif any(c in place.seps for c in ";；"):
        state.cue = ()
    elif found is not None and found.how == "own" and not found.metric.needs_cue and _THERE_ARE.search(text_of(place)):
        state.cue = ()  # 注销8家,…目前有社会组织238家(社会团体161家): on with those that there are
    state.each = verdict.reason == FOR_EACH
    state.base = state.last if found is None and flagged(place.own, "share") is not None else None
    if found is None:
        _leave_topic(state, place, verdict, context)
        return
    if found.how in ("own", "right"):
        state.shut = False  # a part that is known by itself, and what leans on it
    state.group = [b.mention for b in verdict.bindings[1:] if b.mention is not None]
    if found.aspect in ("level", "change"):
        state.ref = found
    if found.quantity.cls in MONEY_RATES:
        state.rate = state.rates[(found.metric.subject, found.area)] = found.quantity.cls
    if found.aspect == "level":
        if (found.metric.needs_cue or found.metric.measure in FLOWS) and not own_cues:
            state.cue = (*state.cue, found.metric.measure) if state.cue else family(found.metric.measure)
        if found.mention is not None and found.how != "shared":
            area = found.area
            state.named = [*state.named[-3:], Mention(found.metric.subject, area, 0, 0)]
            state.mention = Mention(found.metric.subject, area, found.mention.start, found.mention.end, ())
            if state.top is None or (
                not state.among and not state.depth and found.how in ("own", "right", "earlier") and _is_fresh(found, state.top, context)
            ):
                state.top = state.mention
            state.area = area
            state.record(area, found.metric.measure)
            last = state.siblings[-1] if state.siblings else None
            beside = last is not None and _beside(last, found, place, context, state.among)
            state.siblings = [*state.siblings[-5:], found] if beside else list(verdict.bindings)
        state.last = found
        if not found.previous:
            state.recent = [*state.recent[-5:], found]
        state.beside = [*state.beside[-2:], *place.named(context)]
    elif found.aspect == "change" and found.metric.measure == "supplement_per_capita":
        state.cue = (found.metric.measure,)  # 补差水平提高40元,达到570元
    elif found.mention is not None and (state.mention is None or found.how == "own"):
        state.mention, state.area = found.mention._replace(measures=()), found.area  # 供养标准提高85元,达到每人每月1120元
        state.cue = state.cue or (found.metric.measure,)
