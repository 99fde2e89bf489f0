"""Differences and old values: 比上年增加66个, 由A提高到B, 上年同期."""

from __future__ import annotations

from mzstats.bind.nouns import Context, State
from mzstats.bind.place import Place
from mzstats.bind.words import unknown
from mzstats.expressions import kept
from mzstats.patterns import Patterns
from mzstats.patterns.periods import PAST, periods
from mzstats.tokens import Time, Word


def change_sign(place: Place) -> int:
    """+1 or -1 where the figure is a difference (比上年增加66个), 0 where it is not."""
    word = None
    for item in reversed(place.own):
        if type(item) is Word:
            flags = item.entry.flags
            if "to" in flags:
                return 0
            if "up" in flags or "down" in flags:
                word = item
                break
    if word is None:
        return 0
    if unknown(place.text, word.end, place.quantity.start, place.own) > 0:
        return 0
    if word.entry.word in ("多", "少", "增", "降", "升", "涨", "扩大", "高", "低") and not based(place):
        return 0
    return 1 if "up" in word.entry.flags else -1


def flow(place: Place) -> tuple[str, int]:
    """新增N and 减员N of a stock that has no measure of its own for them are changes of it."""
    for item in reversed(place.own):
        if type(item) is Word:
            if "added" in item.entry.flags and item.entry.word not in ("新建",):
                return "change", 1
            if "removed" in item.entry.flags:
                return "change", -1
            if "to" in item.entry.flags:
                return "level", 1
    return "level", 1


def based(place: Place) -> bool:
    """Whether a base of comparison (比上年, 同比) is named."""
    for item in place.own + place.mid[-6:]:
        if type(item) is Word:
            if "base" in item.entry.flags:
                return True
        elif type(item) is Time and place.text[item.start - 1 : item.start] in ("比", "较", "与", "和", "同"):
            return True
    return False


_MEANWHILE = kept(r"[,，。;；\s]同期[,，]?(?![为是有约达共]|\s|\d)")  # 同期实施临时救助158人次: at the time just told
_SAME_TIME = kept(r"(?:同期|同日|同月|[^,，。;；的]{0,6}的)?\s*")


def is_previous(place: Place, context: Context) -> bool:
    """Whether the figure is the old value: after 由/从 with 提高到 to come, or labelled 上年同期."""
    opener = None
    for item in place.own:
        if type(item) is Word:
            if "from" in item.entry.flags:
                opener = item
            elif "to" in item.entry.flags:
                opener = None
    if opener is not None:
        text = context.text[place.quantity.end : place.quantity.end + 60]
        stop = min([text.find(c) for c in "。;；" if c in text] or [len(text)])
        entries = context.patterns.words
        for word in _to_words(context.patterns):
            at = text.find(word, 0, stop)
            if at >= 0 and word in entries:
                return unknown(context.text, opener.end, place.quantity.start, place.own) <= 2
    for item in place.own:
        # 较去年的22件: last year's value itself
        if (
            type(item) is Time
            and periods().means(item.groups.get("rel"), *PAST)
            and _SAME_TIME.fullmatch(place.text[item.end : place.quantity.start])
            and (
                place.text[item.start - 1] in "比较"
                or (place.text[item.start - 1] in "与同和跟" and place.text[place.quantity.end :].startswith("相比"))
            )
        ):
            return True
    if based(place):
        return False
    for item in reversed(place.own):
        if type(item) is Word:
            if item.entry.flags & {"up", "down", "base"}:
                return False
            if "previous" in item.entry.flags:
                return not _MEANWHILE.match(place.text, item.start - 1)
        elif type(item) is Time and periods().means(item.groups.get("rel"), *PAST):
            return True
    return False


_to_cache: dict[int, tuple[str, ...]] = {}


def _to_words(patterns: Patterns) -> tuple[str, ...]:
    key = id(patterns)
    if key not in _to_cache:
        _to_cache.clear()
        _to_cache[key] = tuple(word for word, entry in patterns.words.items() if "to" in entry.flags and len(word) > 1)
    return _to_cache[key]


def goes_on(place: Place, state: State) -> bool:
    """Whether the figure goes on with a list of old values (由640元、320元、200元): the first one's 由 holds for all."""
    return (
        state.last is not None
        and state.last.previous
        and set(place.seps) <= {"、"}
        and not change_sign(place)
        and not any(type(i) is Word and i.entry.flags & {"to", "from"} for i in place.left)
        and bool(place.seps or len(place.left) <= 1)
    )
