"""Figures of one row or column that would claim the same thing: what tells them apart goes into their detail."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from mzstats.bind.nouns import Binding, Verdict
from mzstats.cells.told import bare
from mzstats.grid.parts import Slot, Span
from mzstats.grid.shapes import PLACE, TOTAL, is_generic, plain

_ALL = re.compile(r"[合总小共]计")
_TIME = re.compile(r"\d年|\d月|月$|季|半年|[本上去今当全]年|期末|期初|累计|年[初末底]|本[月期]|上[月期]|\d{4}")


def tell_apart(slots: Sequence[Slot], verdicts: Sequence[Verdict], text: str) -> None:
    """Name the column, or the row, of figures that are else of the same metric, area, detail and time."""
    bound = [(slot, verdict.bindings[0]) for slot, verdict in zip(slots, verdicts, strict=True) if verdict.bindings]
    across = ((slot.row, slot.heads[-1] if slot.heads else None, binding) for slot, binding in bound)
    _name(list(across), text)
    down = ((slot.column, slot.label, binding) for slot, binding in bound)
    _name(list(down), text)


def _name(entries: Iterable[tuple[int, Span | None, Binding]], text: str) -> None:
    groups: dict[tuple[object, ...], list[tuple[Span, Binding]]] = {}
    for line, span, binding in entries:
        cell = plain(text[slice(*span)]) if span else ""
        if span and (_ALL.search(cell) or not (PLACE.fullmatch(cell) or _TIME.search(cell))):
            key = (line, binding.metric.id, binding.area, binding.detail, binding.aspect, binding.previous)
            groups.setdefault(key, []).append((span, binding))
    for found in groups.values():
        names = {plain(text[slice(*span)]) for span, _ in found}
        if len(names) < 2:
            continue
        wholes = [binding.parent for _, binding in found]
        for span, binding in found:
            cell = plain(text[slice(*span)])
            if not (TOTAL.fullmatch(cell) or _ALL.search(cell) or is_generic(cell) or any(whole is binding for whole in wholes)):
                binding.detail = f"{binding.detail} {bare(cell)}".strip()
