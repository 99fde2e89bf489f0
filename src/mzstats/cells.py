"""Binding for tables: the number of a cell to the one metric it measures, by its row's label, its column's head, what stands over them."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal

from mzstats.bind import Binding, Context, Mention, Verdict, choose, cues, is_within, mentions, unknown
from mzstats.grid import Slot
from mzstats.patterns import Metric
from mzstats.scan import quantities, scan
from mzstats.tokens import Item, Quantity, Word

_GROWTH = re.compile(r"±|比(?:19|20)\d\d年|同比|环比|增长|增幅|增减|升降|增速|涨幅|变动|比上年|较上年")
_PREVIOUS = re.compile(r"上年同期|去年同期|上期|上月|上季|上年|去年|上一年|期初")
_OLD = re.compile(r"现行|调整前|提标前|原标准|原来|提高前")
_NEW = re.compile(r"调整后|提标后|新标准|提高后")
_PART = re.compile(r"^\s*(?:其\s*中|#|＃|\*|[A-Z][.、\s]?(?=[一-龥]))")
_TOTAL = re.compile(r"^\s*(?:合\s*计|总\s*计|小\s*计|全[市县区省州国]|总\s*数|共\s*计)\s*$")


@dataclass(frozen=True, slots=True)
class Told:
    """What stands at a number: its label and heads as items, read without the spaces inside them (合  计)."""

    text: str
    label: list[Item]
    heads: list[list[Item]]  # outermost first
    over: list[list[Item]]  # nearest first
    beside: list[list[Item]]


def _told(slot: Slot, text: str, context: Context) -> Told:
    spans = [*([slot.label] if slot.label else []), *slot.heads, *reversed(slot.parents), *slot.beside]
    parts = [re.sub(r"\s+", "", text[a:b]) for a, b in spans]
    virtual, items, at = "\n".join(parts), [], 0
    for part in parts:
        items.append(scan(virtual, at, at + len(part), context.patterns, []))
        at += len(part) + 1
    cut = 1 if slot.label else 0
    heads = items[cut : cut + len(slot.heads)]
    over = items[cut + len(slot.heads) : cut + len(slot.heads) + len(slot.parents)]
    return Told(virtual, items[0] if slot.label else [], heads, over, items[cut + len(slot.heads) + len(slot.parents) :])


def bind_slot(slot: Slot, text: str, context: Context) -> Verdict:
    """The verdict on one number of a table."""
    literal = text[slot.start : slot.end]
    value = Decimal(literal.replace(",", "").replace(" ", "").rstrip("%‰").replace("−", "-").lstrip("+"))
    unit = slot.unit if not literal.endswith(("%", "‰")) else literal[-1]
    label_text = text[slice(*slot.label)] if slot.label else ""
    head_text = " ".join(text[a:b] for a, b in slot.heads)
    growth = bool(_GROWTH.search(head_text + " " + label_text))
    if growth and "%" in head_text + label_text:
        unit = "%"
    verdict = Verdict(_quantity(slot, value, unit.split("、")[0] if "、" not in unit else "", context))
    if slot.refused:
        verdict.reason = slot.refused
        return verdict
    told = _told(slot, text, context)
    context = replace(context, text=told.text)
    own = mentions(told.label, context)
    inner = told.heads[-1] if told.heads else []
    if not own and _opaque(told.label) and _PART.match(label_text) is None:
        verdict.reason = f"a row about something else: {label_text.strip()}"
        return verdict
    if _opaque(inner) and not mentions(inner, context):
        verdict.reason = f"a column about something else: {head_text.strip()}"
        return verdict
    top = mentions([i for items in told.heads for i in items], context)
    over = [mentions(items, context) for items in told.over]
    words = cues(told.label) + cues([i for items in told.heads for i in items])
    light = not label_text or unknown(told.text, 0, len(re.sub(r"[(（].*", "", re.sub(r"\s+", "", label_text))), told.label) == 0
    pools: list[tuple[str, list[Mention]]] = [("row label", own), ("column head", top)]
    if own and top and any(is_within(t.subject, own[-1].subject, context.patterns.subjects) for t in top):
        pools.reverse()
    if own or top or light or _PART.match(label_text) or _TOTAL.match(label_text):
        pools += [("label above", found) for found in over]
        pools += [("heading", list(level)) for level in context.headings()]
        if words or verdict.quantity.cls in ("元", "元/月", "元/年", "人", "户", "人次"):
            pools.append(("title", list(context.title())))
    far = [c for items in told.over for c in cues(items)] + ([c for items in told.beside for c in cues(items)] if growth else [])
    for quantity in _readings(slot, value, unit, context):
        for how, found in pools:
            for mention in reversed(found):
                metric, why = _choose(mention, quantity, words, far, growth, context)
                if metric is None:
                    verdict.struck.append(f"{how}: {why}")
                elif how == "title" and len({m.subject for m in found}) > 1:
                    verdict.struck.append("title: names several subjects")
                elif "、" in unit and not any(metric.measure in w for w in words):
                    verdict.struck.append(f"{how}: no word that says which unit of the list")
                else:
                    verdict.quantity = quantity
                    area = mention.area if mention.area not in ("", "both") else _areas(told)
                    area = area or next((m.area for ms in over for m in ms if m.subject == mention.subject and m.area != "both"), "")
                    verdict.bindings.append(_binding(quantity, metric, area, how, mention, slot, text, growth, bool(own), light))
                    return verdict
    verdict.reason = "no subject in the row, its column or over them"
    return verdict


def _readings(slot: Slot, value: Decimal, unit: str, context: Context) -> list[Quantity]:
    """The number in its unit; where a line above lists several (单位:户、人、万元), in each of them."""
    return [_quantity(slot, value, name, context) for name in (unit.split("、") if unit else [""])]


def _binding(
    quantity: Quantity, metric: Metric, area: str, how: str, mention: Mention, slot: Slot, text: str, growth: bool, named: bool, light: bool
) -> Binding:
    label_text = text[slice(*slot.label)] if slot.label else ""
    head_text = " ".join(text[a:b] for a, b in slot.heads)
    previous = bool(_PREVIOUS.search(head_text)) or (bool(_OLD.search(head_text)) and any(_NEW.search(text[a:b]) for a, b in slot.beside))
    aspect = "level"
    if growth and (quantity.cls == "%" or (not slot.unit and re.search(r"[%率]|增长|增幅|同比|环比", head_text + label_text))):
        aspect = "growth" if metric.unit != "%" or quantity.cls == "%" else "change"
    elif growth:
        aspect = "change"
    confidence = "low" if how == "title" else "high" if how in ("row label", "column head", "label above") and quantity.cls else "medium"
    detail = ""
    if slot.label and not named and ((not light and not _TOTAL.match(label_text)) or _PART.match(label_text)):
        detail = label_text.strip(" #*")
    return Binding(quantity, metric, area, aspect, "table: " + how, confidence, 1, previous and aspect == "level", mention, None, detail)


def _opaque(items: list[Item]) -> bool:
    return any("noun" in i.entry.flags for i in items if type(i) is Word)


def _areas(told: Told) -> str:
    """The area nearest to the number: of its label, its heads, what stands over it."""
    for items in (told.label, *reversed(told.heads), *told.over):
        for item in items:
            if type(item) is Word and item.entry.area and item.entry.area != "both":
                return item.entry.area
    return ""


def _quantity(slot: Slot, value: Decimal, unit: str, context: Context) -> Quantity:
    cls, base = "", ""
    if unit:
        probe = "1" + unit
        found = quantities(probe, 0, len(probe), context.patterns)
        if found and found[0].end == len(probe):
            value *= found[0].value
            cls, base = found[0].cls, found[0].base
    return Quantity(slot.start, slot.end, value, cls, base=base)


def _choose(
    mention: Mention, quantity: Quantity, words: list[tuple[str, ...]], over: list[tuple[str, ...]], growth: bool, context: Context
) -> tuple[Metric | None, str]:
    near = [*words, mention.measures] if mention.measures else words
    if growth and (quantity.cls in ("%", "")):
        table = context.patterns.subjects[mention.subject].metrics
        for group in (*near, *over):
            for metric in table:
                if metric.measure in group:
                    return metric, ""
        plain = [m for m in table if not m.needs_cue]
        return (plain[0], "") if plain else (None, f"{mention.subject}: growth of nothing stated")
    if quantity.cls == "":
        return _unitless(mention, near, over, context)
    if quantity.cls == "%":
        metric = next((m for m in context.patterns.subjects[mention.subject].metrics if m.measure == "rate"), None)
        return metric, "" if metric else f"{mention.subject}: no rate"
    return choose(mention.subject, quantity, near, tuple(c for group in over for c in group), context)


def _unitless(mention: Mention, near: list[tuple[str, ...]], over: list[tuple[str, ...]], context: Context) -> tuple[Metric | None, str]:
    """A number whose unit is said nowhere: by what the label calls for, else the one thing that is counted of the subject."""
    table = context.patterns.subjects[mention.subject].metrics
    for group in (*near, *over):
        for metric in table:
            if metric.measure in group and not metric.unit.startswith("CNY"):
                return metric, ""
    plain = [m for m in table if not m.needs_cue and not m.unit.startswith(("CNY", "%", "times", "‰"))]
    if len(plain) > 1:
        plain = [m for m in plain if m.measure in ("institutions", "units", "registrations")][:1] or []
    if len(plain) == 1:
        return plain[0], ""
    return None, f"{mention.subject}: no unit, and no word that says what is counted"
