"""Percentages: growth, rates, shares."""

from __future__ import annotations

from mzstats.bind.candidates import area_of_kin
from mzstats.bind.compare import based, is_previous
from mzstats.bind.lists import coordinated
from mzstats.bind.measure import growth_metric, rate_of
from mzstats.bind.nouns import CARRY_UNKNOWN, Binding, Context, Mention, State, Verdict
from mzstats.bind.place import Place, open_parent, own_area
from mzstats.bind.words import cues, flagged, is_within, mentions, unknown
from mzstats.expressions import kept
from mzstats.patterns import Metric
from mzstats.tokens import Word

Given = list[Mention] | tuple[int, int, str] | None
Target = tuple[Metric, str, Mention | None]  # what has grown: metric, area, the mention that named it


def percent(place: Place, state: State, context: Context, verdict: Verdict, given: Given) -> bool:
    """A percentage: growth of the figure before or of what is named, a rate, a share. True where it was bound."""
    own = place.named(context)
    if place.text[place.own_start : place.quantity.start].strip() == "的":
        if state.base is not None and state.base.aspect == "level" and place.quantity.cls == "%":
            whole = state.base  # 老年人口4.5万,占总人口31万的14.5%
            verdict.bindings.append(Binding(place.quantity, whole.metric, whole.area, "share", "share", "medium", mention=whole.mention))
            return True
        verdict.reason = "a share of the figure before"  # 完成目标2000张的31%
        return False
    state.growth = sign = _sign(place, state, own)
    share = flagged(place.own, "share")
    to_rate = flagged(place.own, "to") is not None and share is None and any(rate_of(m.subject, context) for m in own)
    if sign and not to_rate:
        return _growth(place, state, context, verdict, given, own, sign)
    listed = given if isinstance(given, list) else []
    return _rate(place, state, context, verdict, own, share, listed) or _share(place, state, context, verdict, own, share)


def _sign(place: Place, state: State, own: list[Mention]) -> int:
    """+1 or -1 for growth, by its verb or the one of the list that it goes on with; 0 for none."""
    for item in reversed(place.own):
        if type(item) is Word and item.entry.word in ("高", "低") and not based(place):
            continue
        if type(item) is Word and item.entry.flags & {"up", "down"} and "to" not in item.entry.flags:
            return 1 if "up" in item.entry.flags else -1
    alone = unknown(place.text, place.own_start, place.quantity.start, place.own) == 0
    return state.growth if place.seps in ("、", "") and not own and alone else 0


# ---------------------------------------------------------------- growth

_JOINED = ("和", "、", "及", "与", "")


_SINCE_PLAN = kept(r"\s*[较比][“\"]?十[一二三四五]五[”\"]?(?:期|时期)?末(?:期)?")  # 较“十一五”末增长49%


def _growth(
    place: Place, state: State, context: Context, verdict: Verdict, given: Given, own: list[Mention], sign: int
) -> bool:  # fmt: skip
    base = next((i.start for i in place.own if type(i) is Word and "base" in i.entry.flags), place.own_start)
    plan = _SINCE_PLAN.match(place.text, place.own_start, place.quantity.start)
    base = plan.end() if plan else base
    loose = unknown(place.text, base, place.quantity.start, place.own)
    if isinstance(given, list):
        targets = _grown_in_list(place, state, context, given)
    elif own:
        targets = _grown_by_name(place, context, own)
    elif loose > CARRY_UNKNOWN or flagged(place.own, "noun") is not None:
        targets = []
        verdict.reason = f"growth of something unknown: {place.text[place.own_start : place.quantity.start].strip()}"
    elif state.grown and place.text[place.own_start : place.quantity.start].strip() in _JOINED:
        targets = state.grown  # 提高幅度达30%和20%
    else:
        targets = _grown_before(place, state, context)
    state.grown = targets
    aspect = "growth" if place.quantity.cls == "%" else "change"
    for metric, area, mention in targets:
        verdict.bindings.append(Binding(place.quantity, metric, area, aspect, "growth", "high", sign, mention=mention))
    if not targets and not verdict.reason:
        verdict.reason = "growth of nothing stated"
    return bool(targets)


def _grown_in_list(place: Place, state: State, context: Context, given: list[Mention]) -> list[Target]:
    """分别增长: the n-th subject of the list, by the figure that was stated for it."""
    targets: list[Target] = []
    goes_on = state.grown and place.text[place.own_start : place.quantity.start].strip() in _JOINED
    near = [(state.grown[0][0].measure,)] if goes_on else cues(place.own)  # 标准分别提高8%、10%
    for mention in given:
        same = [b for b in state.recent if b.metric.subject == mention.subject and (b.area == mention.area or not mention.area)]
        stated = context.patterns.metrics.get(f"{mention.subject}.{mention.measures[0]}") if mention.measures else None
        metric = stated or growth_metric(mention.subject, near, context, same[-1] if same else state.last or state.ref)
        if metric is not None:
            targets.append((metric, mention.area or (same[-1].area if same else ""), mention))
    return targets


def _grown_by_name(place: Place, context: Context, own: list[Mention]) -> list[Target]:
    """城乡低保标准和特困人员基本生活标准均再提高10%: every subject of the list grows."""
    targets: dict[tuple[str, str], Target] = {}
    listed = coordinated(place.own, context) if flagged(place.own, "each") is not None else own[-1:]
    if len({m.subject for m in listed}) == 1 and any(type(i) is Word and i.entry.area == "both" for i in place.own):
        listed = [own[-1]._replace(area="")]  # 城乡低保标准均提高8%: of the whole
    for mention in listed:
        metric = growth_metric(mention.subject, [*cues(place.own), mention.measures], context, None)
        if metric is not None:
            area = "" if mention.area == "both" else mention.area
            targets.setdefault((metric.id, area), (metric, area, mention))
    return list(targets.values())


def _grown_before(place: Place, state: State, context: Context) -> list[Target]:
    """The figure right before, or what the clauses before name where they state no figure."""
    mid, near = place.named_before(context), cues(place.own)
    # 提高了低保对象的补助标准,提高幅度达30%: of what this sentence names, not of a figure of the one before
    last = None if state.lost else state.ref or (None if mid and any(cues(place.mid)) and mid[-1].measures == () else context.last)
    if last is not None:
        metric = growth_metric(last.metric.subject, near, context, last) if near else last.metric
        return [(metric or last.metric, own_area(place) or last.area, last.mention)]
    source = mid or (list(context.before()) if state.mention is None and not state.lost else [])
    if state.last is not None:
        return []
    targets: dict[tuple[str, str], Target] = {}
    for mention in source if flagged(place.own, "each") is not None else source[-1:]:
        metric = growth_metric(mention.subject, near + cues(place.mid) + [mention.measures], context, None)
        if metric is not None:
            targets.setdefault((metric.id, mention.area), (metric, mention.area, mention))
    return list(targets.values())


# ---------------------------------------------------------------- rates and shares


def _rate(
    place: Place, state: State, context: Context, verdict: Verdict, own: list[Mention], share: Word | None, given: list[Mention]
) -> bool:  # fmt: skip
    """火化率62%: the rate of what is named here, else in the clauses before, else carried."""
    quantity = place.quantity
    if own and _rates_alike(place, state, context, verdict):
        return True
    pool = [(m, "aligned") for m in given] or [(m, "own") for m in reversed(own)]
    if not own and not given and unknown(place.text, place.own_start, quantity.start, place.own) <= CARRY_UNKNOWN:
        pool = [(m, "earlier") for m in reversed(place.named_before(context))]
        if share is None:
            pool += [(state.mention, "carried")] if state.mention is not None else [(m, "before") for m in context.before()]
    for mention, how in pool[:3]:
        metric = rate_of(mention.subject, context, quantity.cls)
        between = unknown(place.text, mention.end, quantity.start, place.own) if how == "own" else 0
        if metric is not None and between <= 2:
            area = own_area(place) or mention.area or (state.area if how == "carried" else "")
            whole = open_parent(state) if state.depth else None
            if not area and whole is not None and is_within(mention.subject, whole.metric.subject, context.patterns.subjects):
                area = whole.area  # 农村特困597人(集中供养143人,集中供养率23.95%)
            if not area and how == "own" and not state.split_closed(metric.measure):
                area = area_of_kin(mention, state, place, context)
            found = Binding(quantity, metric, area, "level", how, "high" if how == "own" else "medium", 1, is_previous(place, context))
            found.mention, found.parent = mention, open_parent(state)
            verdict.bindings.append(found)
            return True
    return False


def _rates_alike(place: Place, state: State, context: Context, verdict: Verdict) -> bool:
    """办结率、满意率均为100%: every rate of the list."""
    if flagged(place.own, "each") is None:
        return False
    named = coordinated(place.left, context)
    rates = [(mention, rate_of(mention.subject, context, place.quantity.cls)) for mention in named]
    if len(rates) < 2 or any(metric is None for _, metric in rates):
        return False
    for mention, metric in rates:
        assert metric is not None
        found = Binding(place.quantity, metric, mention.area, "level", "each", "high", mention=mention, parent=open_parent(state))
        verdict.bindings.append(found)
    return True


def _share(place: Place, state: State, context: Context, verdict: Verdict, own: list[Mention], share: Word | None) -> bool:
    """占…的N%: the share of the figure before in the whole that it belongs to."""
    if share is None:
        verdict.reason = "a percentage of something without a metric"
        return False
    last = state.last
    before = [i for i in place.own if i.end <= share.start]
    named = mentions(before, context)
    people = context.patterns.metrics.get(f"{named[-1].subject}.persons") if named else None
    if last is None and people is not None and unknown(place.text, named[-1].end, share.start, before) <= CARRY_UNKNOWN:
        # 老年人口将占总人口的16%
        verdict.bindings.append(Binding(place.quantity, people, named[-1].area, "share", "share", "medium", mention=named[-1]))
        return True
    near = unknown(place.text, place.own_start, share.start, before) <= CARRY_UNKNOWN
    if last is None or not near or place.quantity.cls != "%" or last.aspect != "level" or last.metric.unit == "%" or state.lost:
        verdict.reason = "a share of something without a metric"
        return False
    incomes = last.metric.unit.startswith("CNY/") and flagged(place.own, "noun") is not None
    table = context.patterns.subjects
    if incomes or any(m.subject != last.metric.subject and not is_within(last.metric.subject, m.subject, table) for m in own):
        verdict.reason = "a share of something without a metric"
        return False
    rate = rate_of(last.metric.subject, context)
    if rate is not None:
        # 护理型床位5401张,占比62%: a share that is a rate of its own
        verdict.bindings.append(Binding(place.quantity, rate, last.area, "level", "share", "medium", mention=last.mention))
        return True
    verdict.bindings.append(Binding(place.quantity, last.metric, last.area, "share", "share", "medium", mention=last.mention))
    return True
