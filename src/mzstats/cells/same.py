"""Figures of one row or column that would claim the same thing: what tells them apart goes into their detail."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from mzstats.bind.nouns import Binding, Verdict
from mzstats.cells.told import bare
from mzstats.grid.parts import Slot, Span
from mzstats.grid.shapes import PLACE, TOTAL, UNIT, is_generic, plain

_ALL = re.compile(r"[合总小共]计")
_TIME = re.compile(r"\d年|\d月|月$|季|半年|[本上去今当全]年|期末|期初|累计|年[初末底]|本[月期]|上[月期]|\d{4}")


def tell_apart(slots: Sequence[Slot], verdicts: Sequence[Verdict], text: str) -> None:
    """Name the column, or the row, of figures that are else of the same metric, area, detail and time."""
    bound = [(slot, verdict.bindings[0]) for slot, verdict in zip(slots, verdicts, strict=True) if verdict.bindings]
    _name(((slot.row, slot.heads, binding) for slot, binding in bound), text)
    _name(((slot.column, (slot.label,) if slot.label else (), binding) for slot, binding in bound), text)


def _name(entries: Iterable[tuple[int, Sequence[Span], Binding]], text: str) -> None:
    """``entries``: a row with the heads over a figure, or a column with its label."""
    groups: dict[tuple[object, ...], list[tuple[Span, Binding]]] = {}
    for line, spans, binding in entries:
        spans = [span for span in spans if not UNIT.fullmatch(text, *span)]
        cells = [plain(text[a:b]) for a, b in spans]
        if spans and (_ALL.search(cells[-1]) or not any(PLACE.fullmatch(cell) or _TIME.search(cell) for cell in cells)):
            span = spans[-1]
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
