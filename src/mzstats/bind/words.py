"""Known words in a row: the subjects they name, the measures they call for, what is unknown between them."""

from __future__ import annotations

from collections.abc import Iterable

from mzstats.bind.nouns import Context, Mention
from mzstats.expressions import kept
from mzstats.patterns import Subject
from mzstats.tokens import Item, Sep, Word


def resolve(word: Word, context: Context) -> str:
    """The subject that a word names here, empty for none: ambiguous words by the nearest word that goes with one."""
    if word.subject is None:
        word.subject = _named(word, context)
    return word.subject


def _named(word: Word, context: Context) -> str:
    best, found = (99, 0), ""
    for subject, near in word.entry.subjects:
        rank = (1, 10**6)
        if near:
            rank = (99, 0)
            # what gives way to others is named by its own sentence only (五保…。孤儿…发放基本生活费)
            for level, text in enumerate(context.near[:1] if "yields" in word.entry.flags else context.near):
                at = word.start - context.origin if level == 0 else len(text)
                places = [gap for other in near if other in text and (gap := _distance(text, other, at)) is not None]
                if places:
                    rank = (level, min(places))
                    break
        if rank < best:
            best, found = rank, subject
    return found


def _distance(text: str, other: str, at: int) -> int | None:
    """How far the nearest ``other`` stands from the place ``at``, None where there is none."""
    before, after = text.rfind(other, 0, max(at, 0)), text.find(other, max(at, 0))
    gaps = [at - before] * (before >= 0) + [after - at] * (after >= 0)
    return min(gaps) if gaps else None


_MULTIPLIED = kept(r"(?:保障|补助)?(?:标准)?的\s?\d[\d.]*\s?倍")
_VERBS = ("享受", "领取", "纳入", "持有", "参加", "发放")


def mentions(items: Iterable[Item], context: Context) -> list[Mention]:
    """The subjects that the items name, in order, each with the area that stands before it.

    A part and its whole side by side (集中供养 + 特困, 社会散居 + 孤儿) are one mention: the part.
    """
    out: list[Mention] = []
    subjects = context.patterns.subjects
    area, area_at = "", -1
    for item in items:
        if type(item) is Sep and item.char not in "、":
            area = ""
        if type(item) is not Word:
            continue
        if item.entry.area:
            area, area_at = item.entry.area, item.end
        if not item.entry.subjects:
            continue
        sid = resolve(item, context)
        if not sid or _MULTIPLIED.match(context.text, item.end):
            continue  # 按低保标准的1.3倍: what is multiplied is not what is told
        own_area = area if area and item.start - area_at <= 6 else ""
        if item.entry.area:
            own_area = item.entry.area
        here = Mention(sid, own_area, item.start, item.end, item.entry.measures, "yields" in item.entry.flags)
        if out:
            last = out[-1]
            apart = context.text[last.end : item.start]
            of = len(apart) <= 8 and "的" in apart and is_within(last.subject, sid, subjects)  # 半自理能力的城市特困人员
            if (len(apart) <= 4 or of) and not any(c in ",，;；。:：" for c in apart) and not any(verb in apart for verb in _VERBS):
                coordinated = any(c in "、和及与" for c in apart)
                if last.subject == sid and not coordinated:
                    out[-1] = Mention(sid, last.area or own_area, last.start, item.end, last.measures + here.measures)
                    continue
                if not coordinated and is_within(sid, last.subject, subjects):
                    out[-1] = Mention(sid, own_area or last.area, last.start, item.end, here.measures)
                    continue
                if not coordinated and is_within(last.subject, sid, subjects):
                    out[-1] = Mention(last.subject, last.area or own_area, last.start, item.end, last.measures + here.measures)
                    continue
        out.append(here)
    return out


def is_within(part: str, whole: str, subjects: dict[str, Subject] | object) -> bool:
    """Whether a subject is declared a part of another, at any depth."""
    table: dict[str, Subject] = subjects  # type: ignore[assignment]
    seen = 0
    while part in table and table[part].within and seen < 5:
        part = table[part].within
        if part == whole:
            return True
        seen += 1
    return False


def unknown(text: str, start: int, end: int, items: Iterable[Item]) -> int:
    """How many Chinese characters in ``text[start:end]`` belong to no known item; an opaque noun counts for much."""
    if start >= end:
        return 0
    opaque = sum(10 for i in items if type(i) is Word and "noun" in i.entry.flags and i.end > start and i.start < end)
    return len(residue(text, start, end, items)) + opaque


def residue(text: str, start: int, end: int, items: Iterable[Item]) -> str:
    """The Chinese characters of ``text[start:end]`` that belong to no known item."""
    out, at = [], start
    for item in items:
        if item.end <= start or item.start >= end:
            continue
        if type(item) is Word and (
            "not" in item.entry.flags
            or (item.subject == "" and item.entry.subjects and not (item.entry.flags or item.entry.measures or item.entry.area))
        ):
            continue  # denies, or names nothing here: a word like any other
        if item.start > at:
            out.append(text[at : item.start])
        at = max(at, item.end)
    out.append(text[at:end])
    return "".join(c for c in "".join(out) if "一" <= c <= "龥")


def flagged(items: Iterable[Item], flag: str) -> Word | None:
    """The last word with this flag."""
    found = None
    for item in items:
        if type(item) is Word and flag in item.entry.flags:
            found = item
    return found


Cues = list[tuple[str, ...]]


def cues(items: Iterable[Item]) -> Cues:
    """The measures that words call for, nearest to the figure (rightmost) first; what only says money (资金) last."""
    strong, weak = split_cues(items)
    return strong + weak


def split_cues(items: Iterable[Item]) -> tuple[Cues, Cues]:
    """The same, those of words that say what is measured, and those of words that only hint at it (资金, 每人每月).

    A word that is denied (未参加年检) calls for nothing.
    """
    strong: Cues = []
    weak: Cues = []
    moved: Cues = []  # 新增低保人数: who came in, however they are counted
    denied = -1
    for item in items:
        if type(item) is not Word:
            continue
        if "not" in item.entry.flags:
            denied = item.end + 3
        elif item.start > denied:
            if item.entry.measures:
                if item.entry.word in _COUNTS and strong and _is_flow(strong[-1]):
                    moved.append(strong.pop())
                strong.append(item.entry.measures)
            if item.entry.weak:
                weak.append(item.entry.weak)
    return [*moved, *strong[::-1]], weak[::-1]


_COUNTS = frozenset(("人数", "户数", "总人数", "对象数", "保障人数"))


def _is_flow(measures: tuple[str, ...]) -> bool:
    return any(measure.endswith(("_added", "_removed")) for measure in measures)
