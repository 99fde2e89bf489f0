"""Parts of totals: the row a figure stands under, or the table's 合计 row."""

from __future__ import annotations

from collections.abc import Sequence

from mzstats.bind.nouns import Binding, Verdict
from mzstats.grid.parts import Slot
from mzstats.grid.shapes import TOTAL, plain


def link(slots: Sequence[Slot], verdicts: Sequence[Verdict], text: str) -> None:
    """Tell each figure the total that it is a part of: the row it stands under, or the table's 合计 row."""
    bound = [(slot, verdict.bindings[0]) for slot, verdict in zip(slots, verdicts, strict=True) if verdict.bindings]
    at = {(slot.label, slot.column): binding for slot, binding in bound}
    totals = _totals(bound, text)
    for slot, binding in bound:
        for span in reversed(slot.parents):
            whole = at.get((span, slot.column))
            if whole is not None and whole is not binding and _is_whole(whole, binding):
                binding.parent = whole
                break
        else:
            whole = totals.get((slot.column, *_kind(binding)))
            if whole is not None and binding.aspect == "level" and not _is_total(slot, text):
                binding.parent = whole


def _totals(bound: Sequence[tuple[Slot, Binding]], text: str) -> dict[tuple[object, ...], Binding]:
    """The figures of 合计 rows by column and kind, where a column has one (several are 小计)."""
    found: dict[tuple[object, ...], list[Binding]] = {}
    for slot, binding in bound:
        if _is_total(slot, text):
            found.setdefault((slot.column, *_kind(binding)), []).append(binding)
    return {key: bindings[0] for key, bindings in found.items() if len(bindings) == 1}


def _is_total(slot: Slot, text: str) -> bool:
    return slot.label is not None and TOTAL.fullmatch(plain(text[slice(*slot.label)])) is not None


def _kind(binding: Binding) -> tuple[object, ...]:
    """What a part and its total agree in."""
    return binding.metric.id, binding.area, binding.aspect, binding.previous


def _is_whole(whole: Binding, part: Binding) -> bool:
    """Whether one figure may hold another: the same quantity at the same time, of the same or a wider area."""
    same = whole.aspect == part.aspect == "level" and whole.quantity.cls == part.quantity.cls and whole.previous == part.previous
    return same and whole.quantity.value >= part.quantity.value and whole.area in ("", part.area)
