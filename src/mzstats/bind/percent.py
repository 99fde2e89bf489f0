"""Percentages: growth, rates, shares."""

from __future__ import annotations

from mzstats.bind.compare import is_previous
from mzstats.bind.lists import coordinated
from mzstats.bind.measure import growth_metric, rate_of
from mzstats.bind.nouns import CARRY_UNKNOWN, Binding, Context, Mention, State, Verdict
from mzstats.bind.place import Place, open_parent, own_area
from mzstats.bind.words import cues, flagged, mentions, unknown
from mzstats.patterns import Metric
from mzstats.tokens import Word


def percent(place: Place, state: State, context: Context, verdict: Verdict, given: list[Mention] | tuple[int, int, str] | None) -> bool:
    """A percentage: growth of the figure before or of what is named, a rate, a share. True where it was bound."""
    quantity = place.quantity
    own = mentions(place.own, context)
    sign = 0
    share_word = flagged(place.own, "share")
    for item in reversed(place.own):
        if type(item) is Word and item.entry.flags & {"up", "down"}:
            if "to" in item.entry.flags:
                continue
            sign = 1 if "up" in item.entry.flags else -1
            break
    if (
        not sign
        and state.growth
        and place.seps in ("、", "")
        and not own
        and unknown(place.text, place.own_start, quantity.start, place.own) == 0
    ):
        sign = state.growth
    state.growth = sign
    to = flagged(place.own, "to")
    if sign and not (to is not None and share_word is None and any(rate_of(m.subject, context) for m in own)):
        targets: list[tuple[Metric, str, Mention | None]] = []
        aspect = "growth" if quantity.cls == "%" else "change"
        near = cues(place.own)
        if isinstance(given, list):
            for mention in given:
                last = mention.measures[0] if mention.measures else ""
                metric = context.patterns.metrics.get(f"{mention.subject}.{last}")
                if metric is None:
                    same = [b for b in state.recent if b.metric.subject == mention.subject and (b.area == mention.area or not mention.area)]
                    metric = growth_metric(mention.subject, near, context, same[-1] if same else state.last)
                if metric is not None:
                    targets.append((metric, mention.area, mention))
        elif own:
            # 城乡低保标准和特困人员基本生活标准均再提高10%: every subject of the list grows
            listed = coordinated(place.own, context) if flagged(place.own, "each") is not None else own[-1:]
            for mention in listed:
                metric = growth_metric(mention.subject, near + [mention.measures], context, None)
                if metric is not None:
                    target = (metric, "" if mention.area == "both" else mention.area, mention)
                    if target[:2] not in [t[:2] for t in targets]:
                        targets.append(target)
        else:
            loose = unknown(place.text, place.own_start, quantity.start, place.own)
            last = state.ref or context.last
            if loose <= CARRY_UNKNOWN and last is not None:
                metric = last.metric
                called = growth_metric(metric.subject, near, context, last) if near else metric
                metric = called or metric
                area = own_area(place) or last.area
                targets.append((metric, area, last.mention))
            else:
                mid = mentions(place.mid, context)
                source = mid or (list(context.before()) if state.mention is None else [])
                if source and loose <= CARRY_UNKNOWN and state.last is None:
                    # 城乡低保标准和特困人员基本生活标准均再提高10%: every subject named grows
                    many = flagged(place.own, "each") is not None
                    for mention in source if many else source[-1:]:
                        metric = growth_metric(mention.subject, near + cues(place.mid) + [mention.measures], context, None)
                        if metric is not None:
                            targets.append((metric, mention.area, mention))
                    targets = list(dict.fromkeys(targets))
                elif loose > CARRY_UNKNOWN:
                    verdict.reason = f"growth of something unknown: {place.text[place.own_start : quantity.start].strip()}"
        for metric, area, mention in targets:
            verdict.bindings.append(Binding(quantity, metric, area, aspect, "growth", "high", sign, False, mention, None))
        if not targets and not verdict.reason:
            verdict.reason = "growth of nothing stated"
        return bool(targets)
    # rates
    pool = [(m, "own") for m in reversed(own)]
    if not own:
        loose = unknown(place.text, place.own_start, quantity.start, place.own)
        if loose <= CARRY_UNKNOWN:
            pool += [(m, "earlier") for m in reversed(mentions(place.mid, context))]
            if state.mention is not None and share_word is None:
                pool.append((state.mention, "carried"))
            elif share_word is None:
                pool += [(m, "before") for m in context.before()]
    for mention, how in pool[:3]:
        metric = rate_of(mention.subject, context, quantity.cls)
        between = unknown(place.text, mention.end, quantity.start, place.own) if how == "own" else 0
        if metric is not None and between <= 2:
            area = own_area(place) or mention.area or (state.area if how == "carried" else "")
            verdict.bindings.append(
                Binding(
                    quantity,
                    metric,
                    area,
                    "level",
                    how,
                    "high" if how == "own" else "medium",
                    1,
                    is_previous(place, context),
                    mention,
                    open_parent(state),
                )
            )
            return True
    if share_word is not None:
        before = [i for i in place.own if i.end <= share_word.start]
        gap = unknown(place.text, place.own_start, share_word.start, before)
        others = {m.subject for m in own} - ({state.last.metric.subject} if state.last is not None else set())
        if (
            gap <= CARRY_UNKNOWN
            and not others
            and state.last is not None
            and quantity.cls == "%"
            and state.last.aspect == "level"
            and state.last.metric.unit not in ("%",)
        ):
            verdict.bindings.append(
                Binding(quantity, state.last.metric, state.last.area, "share", "share", "medium", 1, False, state.last.mention, None)
            )
            return True
        verdict.reason = "a share of something without a metric"
        return False
    verdict.reason = "a percentage of something without a metric"
    return False
