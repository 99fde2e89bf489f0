"""One sentence: every quantity judged in order, each leaving something for the next."""

from __future__ import annotations

import re

from mzstats.bind.candidates import area_of_kin, candidates
from mzstats.bind.compare import based, change_sign, flow, goes_on, is_previous
from mzstats.bind.lists import align, share
from mzstats.bind.measure import FLOWS, GENERIC, MONEY_RATES, changed, choose, family, kind, kind_of, rated, specific, wider
from mzstats.bind.nouns import LOOK_BACK, Binding, Context, Mention, State, Verdict
from mzstats.bind.percent import percent
from mzstats.bind.place import Place, act_cues, for_each, inherits, open_parent, own_area, text_of
from mzstats.bind.words import cues, flagged, is_within, mentions
from mzstats.patterns import Entry
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
    if live and re.search(context.patterns.story, text[items[0].start : items[-1].end]):
        verdicts += [Verdict(items[i], reason="one person's story") for i in live]  # type: ignore[arg-type]
        live = []
    state = State()
    aligned = align(items, live, context)
    for order, index in enumerate(live):
        quantity = items[index]
        assert type(quantity) is Quantity
        previous = live[order - 1] if order else -1
        following = live[order + 1] if order + 1 < len(live) else len(items)
        left = items[max(previous + 1, index - LOOK_BACK) : index]
        right = items[index + 1 : min(following, index + 1 + LOOK_BACK)]
        place = Place(quantity, left, right, text, items[previous].end if previous >= 0 else None)
        step(state, place)
        verdict = judge(place, state, context, aligned.get(index))
        verdicts.append(verdict)
        hand_on(state, place, verdict)
    verdicts.sort(key=lambda v: v.quantity.start)
    return verdicts


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
            if (
                not any(type(i) is Quantity or (type(i) is Word and "among" in i.entry.flags) for i in out[start:])
                and item.end - out[start].start <= 40
            ):
                out[start:] = [Word(out[start].start, item.end, _ASIDE)]
    return out


def step(state: State, place: Place) -> None:
    """Bring the state up to a figure: brackets open and close, 其中 opens a part, ; and new sentences end it."""
    for item in place.left:
        if type(item) is Sep:
            if item.char in "(（":
                state.push()
            elif item.char in ")）":
                state.pop()
            elif item.char in ";；" and not state.depth:
                state.cue = ()
                if state.among:
                    state.among, state.parent, state.shut = False, None, False
                    if state.top is not None:
                        state.mention = state.top
        elif type(item) is Word and "among" in item.entry.flags:
            if not state.among or state.depth:
                state.parent = state.last
                state.shut = state.lost
            state.among = True


def judge(place: Place, state: State, context: Context, given: list[Mention] | tuple[int, int, str] | None) -> Verdict:
    """Decide one quantity."""
    quantity = place.quantity
    verdict = Verdict(quantity)
    if isinstance(given, tuple):
        # 分别 without a list: the figures stated right before, as many as there are values
        n, i, why = given
        if i == 0:
            state.before_run = state.recent[-n:]
        if len(state.before_run) != n or len({(b.metric.id, b.area) for b in state.before_run}) != n or mentions(place.own, context):
            verdict.reason = why
            return verdict
        source = state.before_run[i]
        sign = change_sign(place) or (state.growth if i else 0)
        state.growth = sign
        rate = quantity.cls in ("%", "百分点")
        if (not rate and kind(quantity.cls) != kind_of(source.metric)) or (rate and not sign):
            verdict.reason = why
            return verdict
        aspect = "growth" if quantity.cls == "%" else "change" if sign else "level"
        counted = (
            Quantity(quantity.start, quantity.end, quantity.value, source.quantity.cls, bound=quantity.bound)
            if quantity.cls == "元"
            else quantity
        )
        verdict.bindings.append(
            Binding(counted, source.metric, source.area, aspect, "aligned", "high", sign or 1, is_previous(place, context), source.mention)
        )
        return verdict
    if quantity.cls in ("%", "百分点", "‰"):
        if percent(place, state, context, verdict, given):
            return verdict
        if quantity.cls != "%" and not verdict.reason:
            verdict.reason = "no rate or growth that it could be"
        return verdict
    change = change_sign(place)
    near_cues = act_cues(place)
    right_cues = cues(place.right)[::-1]
    acts = flagged(place.own, "acts") is not None
    if given:
        for mention in given:
            metric, why = choose(
                mention.subject, rated(quantity, place, state), near_cues + cues(place.mid) + [mention.measures], state.cue, context
            )
            if metric is None:
                verdict.struck.append(why)
                continue
            area = mention.area or own_area(place) or area_of_kin(mention, state, place, context)
            quantity = rated(quantity, place, state)
            verdict.bindings.append(Binding(quantity, metric, area, "level", "aligned", "high", mention=mention, parent=open_parent(state)))
        if len(verdict.bindings) != len(given):
            verdict.bindings.clear()
            verdict.reason = "the values do not fit the list that they are set against"
        for binding in verdict.bindings:
            binding.previous = is_previous(place, context) or goes_on(place, state)
        return verdict
    quantity = rated(quantity, place, state)
    for mention, how, between in candidates(place, state, context, verdict):
        extra: tuple[str, ...] = ()
        if how in ("carried", "before", "heading", "earlier"):
            extra = state.cue if how == "carried" else ()
        elif inherits(place, state):
            extra = state.cue
        own = near_cues + ([mention.measures] if mention.measures else [])
        if how in ("own", "right", "earlier"):
            near: list[tuple[str, ...]] = own + right_cues
        else:
            near = near_cues + right_cues
        if how == "earlier":
            near = near + cues(place.mid)
        if how in ("carried", "before", "heading", "title") and not near_cues:
            near = near + cues(place.mid)
        counted = quantity
        if quantity.cls == "" and quantity.scale and any("payout" in words for words in near_cues):
            counted = Quantity(quantity.start, quantity.end, quantity.value, "元", scale=quantity.scale, bound=quantity.bound)  # 发放9.82万
            quantity = counted
        elif quantity.cls == "":
            counted = Quantity(quantity.start, quantity.end, quantity.value, "人", base="person")
        metric, why = choose(mention.subject, counted, near, extra, context, acts)
        if metric is not None and not metric.needs_cue:
            metric = wider(metric, near_cues, counted, context) or metric
        if metric is not None and how == "own" and mention.subject in GENERIC:
            metric = specific(metric, place, counted, context) or metric
        if metric is None and change and how != "heading":
            metric, why = changed(mention, quantity, state)
        if metric is None:
            verdict.struck.append(f"{how}: {why}")
            if how in ("right",):
                continue
            if how == "own":
                continue
            continue
        if (
            metric.measure not in ("standard", "supplement_per_capita", "fee_waived")
            and not quantity.cls.startswith("元/")
            and for_each(place)
        ):
            verdict.struck.append(f"{how}: {mention.subject}: an amount for each, not in all")
            verdict.reason = "an amount for each, not in all"
            return verdict
        if (
            metric.measure in ("standard", "supplement_per_capita")
            and quantity.cls == "元"
            and state.rate
            and metric.unit == "CNY/person/month"
        ):
            quantity = Quantity(quantity.start, quantity.end, quantity.value, state.rate, bound=quantity.bound)
        aspect, sign = "level", 1
        if change and (metric.measure not in FLOWS or (metric.measure == "registrations" and based(place))):
            aspect, sign = "change", change
        if change and based(place) and metric.measure in ("persons_added", "households_added", "persons_removed", "households_removed"):
            base = next((m for m in context.patterns.subjects[metric.subject].metrics if m.measure == metric.measure.split("_")[0]), None)
            if base is not None:
                metric, aspect, sign = base, "change", change
        area = mention.area or (state.area if how == "carried" else "")
        area = own_area(place) or area or (area_of_kin(mention, state, place, context) if how in ("own", "right", "earlier") else "")
        confidence = {"own": "high", "right": "high", "earlier": "high", "carried": "high"}.get(how, "medium")
        if how == "title":
            confidence = "low"
        if between > 1:
            confidence = "medium"
        if aspect == "level" and metric.measure in ("persons", "households", "beds", "institutions", "units"):
            aspect, sign = flow(place)
        binding = Binding(
            quantity,
            metric,
            area,
            aspect,
            how,
            confidence,
            sign,
            is_previous(place, context) or goes_on(place, state),
            mention,
            open_parent(state),
        )
        if how == "part":
            binding.detail = text_of(place)
        else:
            binding.detail = " ".join(i.entry.word for i in place.own if type(i) is Word and "tier" in i.entry.flags)
        binding.fresh = state.top is None or not (
            is_within(metric.subject, state.top.subject, context.patterns.subjects) or metric.subject == state.top.subject
        )
        verdict.bindings.append(binding)
        if how in ("own", "earlier", "carried"):
            share(place, state, context, verdict, binding)
        return verdict
    if not verdict.reason:
        verdict.reason = "no subject that it could measure" if quantity.cls else "a bare number"
        verdict.other = bool(quantity.cls) and quantity.cls != "其他"
    return verdict


def hand_on(state: State, place: Place, verdict: Verdict) -> None:
    """What this figure leaves for the next: its subject, area and the act it was counted by."""
    found = verdict.bindings[-1] if verdict.bindings else None
    if place.quantity.cls not in ("%", "百分点", "‰"):
        state.lost = found is None
    own_cues = [c for words in cues(place.own) for c in words]
    if own_cues:
        state.cue = tuple(own_cues)
    elif any(c in place.seps for c in ";；"):
        state.cue = ()
    if found is None:
        if verdict.other or place.quantity.cls in ("其他",):
            return
        return
    if found.aspect in ("level", "change"):
        state.ref = found
    if found.quantity.cls in MONEY_RATES:
        state.rate = found.quantity.cls
    if found.aspect == "level":
        if found.metric.needs_cue and not own_cues:
            state.cue = (*state.cue, found.metric.measure) if state.cue else family(found.metric.measure)
        if found.mention is not None and found.how != "shared":
            area = found.area
            state.named = [*state.named[-3:], Mention(found.metric.subject, area, 0, 0)]
            state.mention = Mention(found.metric.subject, area, found.mention.start, found.mention.end, ())
            if state.top is None or (not state.among and not state.depth and found.how in ("own", "right", "earlier") and found.fresh):
                state.top = state.mention
            state.area = area
        state.last = found
        if not found.previous:
            state.recent = [*state.recent[-5:], found]
    elif state.mention is None and found.mention is not None:
        state.mention = found.mention
