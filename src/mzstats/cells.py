"""Binding for tables: the number of a cell to the one metric it measures, by its row's label, its column's head, what stands over them."""

from __future__ import annotations

import re
from decimal import Decimal

from mzstats.bind import Binding, Context, Mention, Verdict, choose, cues, is_within, mentions, unknown
from mzstats.grid import Slot
from mzstats.patterns import Metric
from mzstats.scan import Item, Quantity, Word, quantities, scan

_GROWTH = re.compile(r"±|比(?:19|20)\d\d年|同比|环比|增长|增幅|增减|升降|增速|涨幅|变动|比上年|较上年")
_PREVIOUS = re.compile(r"上年同期|去年同期|上期|上月|上季|上年|去年|上一年|期初")
_OLD = re.compile(r"现行|调整前|提标前|原标准|原来|提高前")
_NEW = re.compile(r"调整后|提标后|新标准|提高后")
_PART = re.compile(r"^\s*(?:其\s*中|#|＃|\*|[A-Z][.、\s]?(?=[一-龥]))")
_TOTAL = re.compile(r"^\s*(?:合\s*计|总\s*计|小\s*计|全[市县区省州国]|总\s*数|共\s*计)\s*$")
_LIGHT_LABEL = re.compile(r"其\s*中|[\s#*()（）:：、0-9.]|[A-Z]")


def bind_slot(slot: Slot, text: str, context: Context) -> Verdict:
    """The verdict on one number of a table."""
    literal = text[slot.start : slot.end]
    value = Decimal(literal.replace(",", "").replace(" ", "").rstrip("%‰").replace("−", "-").lstrip("+"))
    unit = slot.unit if not literal.endswith(("%", "‰")) else literal[-1]
    said = " ".join(text[a:b] for a, b in [*slot.heads, *([slot.label] if slot.label else [])])
    if _GROWTH.search(said) and "%" in said:
        unit = "%"
    quantity = _quantity(slot, value, unit, context)
    verdict = Verdict(quantity)
    if slot.refused:
        verdict.reason = slot.refused
        return verdict
    label = _items(text, slot.label, context)
    heads = [item for span in slot.heads for item in _items(text, span, context)]
    own = mentions(label, context)
    top = mentions(heads, context)
    over = [(span, items, mentions(items, context)) for span in reversed(slot.parents) for items in [_items(text, span, context)]]
    words = cues(label) + cues(heads)
    label_text = text[slice(*slot.label)] if slot.label else ""
    head_text = " ".join(text[a:b] for a, b in slot.heads)
    area = _area(label) or _area(heads) or next((a for _, items, _ in over if (a := _area(items))), "")
    previous = bool(_PREVIOUS.search(head_text)) or bool(_OLD.search(head_text)) and any(_NEW.search(text[a:b]) for a, b in slot.beside)
    growth = bool(_GROWTH.search(head_text)) or bool(_GROWTH.search(label_text))
    light = not label_text or not _unknown_label(text, slot, label)
    if slot.label and not own and _PART.match(label_text) is None and any("noun" in i.entry.flags for i in label if type(i) is Word):
        verdict.reason = f"a row about something else: {label_text.strip()}"
        return verdict
    inner = _items(text, slot.heads[-1], context) if slot.heads else []
    if any("noun" in i.entry.flags for i in inner if type(i) is Word) and not mentions(inner, context):
        verdict.reason = f"a column about something else: {head_text.strip()}"
        return verdict
    pools: list[tuple[str, list[Mention]]] = [("row label", own), ("column head", top)]
    if own or top or light or _PART.match(label_text) or _TOTAL.match(label_text):
        pools += [("label above", found) for _, _, found in over]
        pools += [("heading", list(level)) for level in context.headings()]
        if words or quantity.cls in ("元", "元/月", "元/年", "人", "户", "人次"):
            pools.append(("title", list(context.title())))
    if own and top and any(is_within(t.subject, own[-1].subject, context.patterns.subjects) for t in top):
        pools[0], pools[1] = pools[1], pools[0]
    for how, found in pools:
        for mention in reversed(found):
            metric, why = _choose(mention, quantity, words, [c for _, items, _ in over for c in cues(items)] + ([c for span in slot.beside for c in cues(_items(text, span, context))] if growth else []), growth, context)
            if metric is None:
                verdict.struck.append(f"{how}: {why}")
                continue
            if how in ("heading", "title") and len({m.subject for m in found}) > 1 and how == "title":
                verdict.struck.append("title: names several subjects")
                continue
            here = mention.area if mention.area not in ("", "both") else area
            if not here:
                here = next((m.area for _, _, ms in over for m in ms if m.subject == mention.subject and m.area != "both"), "")
            confidence = "high" if how in ("row label", "column head", "label above") and quantity.cls else "medium"
            if how == "title":
                confidence = "low"
            aspect = "level"
            if growth and (quantity.cls == "%" or not slot.unit and re.search(r"[%率]|增长|增幅|同比|环比", head_text + label_text)):
                aspect = "growth"
            elif growth:
                aspect = "change"
            if aspect == "growth" and metric.unit == "%" and quantity.cls != "%":
                aspect = "change"
            detail = label_text.strip() if slot.label and not own and not light and not _TOTAL.match(label_text) else ""
            if _PART.match(label_text) and not own:
                detail = label_text.strip(" #*")
            verdict.bindings.append(Binding(quantity, metric, here, aspect, "table: " + how, confidence, 1, previous and aspect == "level", mention, None, detail))
            return verdict
    verdict.reason = "no subject in the row, its column or over them"
    return verdict


def _quantity(slot: Slot, value: Decimal, unit: str, context: Context) -> Quantity:
    cls, base = "", ""
    if unit:
        probe = "1" + unit
        found = quantities(probe, 0, len(probe), context.patterns)
        if found and found[0].end == len(probe):
            value *= found[0].value
            cls, base = found[0].cls, found[0].base
    return Quantity(slot.start, slot.end, value, cls, base=base)


def _items(text: str, span: tuple[int, int] | None, context: Context) -> list[Item]:
    """The items of a label, read without the spaces inside it (合  计)."""
    if span is None:
        return []
    return scan(text, span[0], span[1], context.patterns, [])


def _area(items: list[Item]) -> str:
    for item in items:
        if type(item) is Word and item.entry.area and item.entry.area != "both":
            return item.entry.area
    return ""


def _unknown_label(text: str, slot: Slot, items: list[Item]) -> int:
    assert slot.label is not None
    return unknown(text, slot.label[0], slot.label[1], items)


def _choose(mention: Mention, quantity: Quantity, words: list[tuple[str, ...]], over: list[tuple[str, ...]], growth: bool, context: Context) -> tuple[Metric | None, str]:
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
