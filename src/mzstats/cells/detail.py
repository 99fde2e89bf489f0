"""What a figure of a table is of beyond its metric: its area, and what narrows it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from mzstats.bind.nouns import Mention
from mzstats.bind.words import is_within
from mzstats.cells.told import Told, bare
from mzstats.grid.shapes import PLACE
from mzstats.patterns import Metric, Subject


def detail(told: Told, metric: Metric, subjects: Mapping[str, Subject]) -> str:
    """What narrows a figure beyond its metric, as written: tiers and ages wherever they stand, else a label or head without a subject."""
    out: list[str] = []
    for part in (told.label, *told.heads):
        if part is None:
            continue
        money = metric.unit.startswith("CNY")
        measured = any(metric.measure in words or (money and "payout" in words) for words in part.strong + part.weak)
        narrower = any(is_within(m.subject, metric.subject, subjects) for m in part.named)
        found = part.tiers or ([part.rest] if part.rest and not measured else [bare(part.text)] if narrower else [])
        out += [word for word in found if word not in out]
    across = [part for part in told.over if any(_crosses(m.subject, metric.subject, subjects) for m in part.named)]
    out += [bare(part.text) for part in across]
    return " ".join(out)


def _crosses(over: str, subject: str, subjects: Mapping[str, Subject]) -> bool:
    """Whether a label over the row parts the same whole in another way (集中供养 over 全护理)."""
    if over == subject or is_within(subject, over, subjects) or is_within(over, subject, subjects):
        return False
    return _root(over, subjects) == _root(subject, subjects)


def _root(subject: str, subjects: Mapping[str, Subject]) -> str:
    for _ in range(5):
        if subject not in subjects or not subjects[subject].within:
            break
        subject = subjects[subject].within
    return subject


def area(told: Told, mention: Mention | None, subjects: Mapping[str, Subject], around: Iterable[Sequence[Mention]]) -> str:
    """The area of the subject's own words, else the one nearest to the number: over the row, of the subject or what it is a part of.

    ``around`` is what headings and the title name, nearest first: the first of them that names the subject, with one area, gives it.
    """

    def holds(other: Mention) -> bool:
        return mention is None or other.subject == mention.subject or is_within(mention.subject, other.subject, subjects)

    if mention is not None and mention.area not in ("", "both"):
        return mention.area
    for part in (told.label, *reversed(told.heads)):
        if part is not None and part.area and not PLACE.fullmatch(part.text):
            return part.area
    for part in (*told.over, *([told.caption] if told.caption else [])):
        if part.area and (not part.named or any(map(holds, part.named))):
            return part.area
    for level in around if mention is not None else ():
        if areas := {other.area for other in level if holds(other)}:
            return areas.pop() if len(areas) == 1 and "both" not in areas else ""
    return ""
