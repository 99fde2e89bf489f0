"""What a bound figure is for: its period, and whether it is actual, planned or the old value."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from mzstats.numerals import chinese
from mzstats.patterns import Patterns
from mzstats.scan import times
from mzstats.tokens import Item, Quantity, Sep, Time, Word

_QUARTER = {"一": 1, "二": 2, "三": 3, "四": 4, "1": 1, "2": 2, "3": 3, "4": 4}
PLANS = {"十二五": "2011/2015", "十三五": "2016/2020", "十四五": "2021/2025", "十五五": "2026/2030"}
THIS_YEAR = frozenset(["今年", "今年以来", "今年来", "本年", "本年度", "当年", "全年", "年内", "年末", "年底", "期末"])
LAST_YEAR = frozenset(["去年", "上年", "上年度", "上年末", "上年底", "去年年底", "去年底", "去年末"])
SAME_TIME = frozenset(["上年同期", "去年同期"])


@dataclass(frozen=True, slots=True)
class Frame:
    """The document's own time. ``period`` holds where a sentence names none; ``cumulative`` periods have a year only."""

    year: int | None
    period: str
    posted: tuple[int, int, int] | None = None
    day: str = ""  # the day that 当天 means
    weak: str = ""  # the year of posting, for a report that never says its own
    effective: str = ""  # the day from which the standards of a standard notice hold


def year_of(period: str) -> int | None:
    """The year a period begins in."""
    return int(period[:4]) if period[:4].isdigit() else None


def shift(period: str, years: int) -> str:
    """The same period some years on (``2024-10`` by -1 is ``2023-10``)."""
    return re.sub(r"(?:19|20)\d\d", lambda m: str(int(m.group()) + years), period)


def previous_of(period: str, kind: str) -> str:
    """The month or quarter before."""
    match = re.fullmatch(r"(\d{4})-(\d\d)", period)
    if kind == "上月" or (kind == "上期" and match):
        if match:
            year, month = int(match[1]), int(match[2])
            return f"{year - 1}-12" if month == 1 else f"{year}-{month - 1:02d}"
        return ""
    match = re.fullmatch(r"(\d{4})-Q(\d)", period)
    if match:
        year, quarter = int(match[1]), int(match[2])
        return f"{year - 1}-Q4" if quarter == 1 else f"{year}-Q{quarter - 1}"
    return ""


def period_of(time: Time, frame: Frame, last: str = "") -> str:
    """The period that a time expression means in this document, empty where it tells none.

    ``last`` is the period named last before it: 当天 and 本月 look there.
    """
    g = time.groups
    year = int(g["y"]) if "y" in g else None
    if "ry" in g:
        word = g["ry"]
        if frame.year is not None:
            year = frame.year + (-1 if word in LAST_YEAR else 1 if word == "明年" else 0)
    if year is None:
        year = frame.year
    if "plan" in g:
        return next((span for name, span in PLANS.items() if name in g["plan"]), "")
    if "ya" in g:
        return f"{g['ya']}/{g['yb']}"
    if "iso" in g:
        parts = re.split(r"[-./]", g["iso"])
        return "-".join([parts[0], *(f"{int(p):02d}" for p in parts[1:])])
    if "rel" in g:
        return _relative(g["rel"], frame, last)
    if "y" in g and not (set(g) - {"y", "yend"}):
        return g["y"]
    if year is None:
        return ""
    if "ma" in g:
        return f"{year}-{int(g['ma']):02d}/{year}-{int(g['mb']):02d}"
    if "d" in g:
        first = f"{year}-{int(g['m']):02d}-{int(g['d']):02d}"
        if "d2" in g:
            return f"{first}/{year}-{int(g.get('m2', g['m'])):02d}-{int(g['d2']):02d}"
        return first
    if "m" in g:
        return f"{year}-{int(g['m']):02d}"
    if "half" in g:
        return f"{year}-S{1 if g['half'] == '上半年' else 2}"
    if "first" in g:
        return f"{year}-01/{year}-09"
    if "mn" in g:
        months = int(g["mn"]) if g["mn"].isdigit() else int(chinese(g["mn"]))
        return f"{year}-01/{year}-{months:02d}"
    if "q" in g:
        return f"{year}-Q{_QUARTER[g['q']]}"
    return ""


def _relative(word: str, frame: Frame, last: str) -> str:
    year = frame.year
    if word in ("当天", "当日"):
        return last if re.fullmatch(r"\d{4}-\d\d-\d\d", last) else frame.day
    if year is None:
        return ""
    if word in THIS_YEAR:
        return str(year)
    if word in LAST_YEAR:
        if frame.posted and frame.posted[0] == year + 1 and word in ("去年",):
            return str(year)
        return str(year - 1)
    if word in SAME_TIME:
        return shift(last or frame.period, -1)
    if word == "前年":
        return str(year - 2)
    if word == "明年":
        return str(year + 1)
    if word in ("本月", "当月", "本季度", "本季度末", "本季末", "本期"):
        want = r"\d{4}-\d\d" if "月" in word else r"\d{4}-Q\d" if "季" in word else r".+"
        for known in (frame.period, last):
            if re.fullmatch(want, known):
                return known
            if "月" in word and re.fullmatch(r"\d{4}-\d\d(-\d\d)?", known):
                return known[:7]
        return ""
    if word in ("上月", "上期", "上季度", "上季度末", "上季末"):
        return previous_of(frame.period, word[:2] if word != "上季末" else "上季度")
    return ""


def cumulative(period: str) -> str:
    """From January to the end of a month or quarter; a half or a year is that already."""
    match = re.fullmatch(r"(\d{4})-(?:Q(\d)|(\d\d))", period)
    if not match:
        return period
    month = int(match[2]) * 3 if match[2] else int(match[3])
    return period if month == 1 else f"{match[1]}-01/{match[1]}-{month:02d}"


_EVENT = re.compile(r"^[^。;；]{0,30}?(?:印发|下发|召开|发布|公布|通报|出台|下达通知|联合发文|制定了)")
_SINCE = re.compile(r"^\s*(?:零时)?(?:起|开始|后)|^\s*(?:正式)?(?:施行|实施|执行)")
_BEFORE = re.compile(r"^\s*(?:以?[前后]|之[前后]|前后)")


def usable(time: Time, text: str, *, standard: bool = False) -> bool:
    """Whether a time expression says what a figure is for, and is not a deadline, a base of comparison, an event's day."""
    before, after = text[max(0, time.start - 4) : time.start], text[time.end : time.end + 40]
    g = time.groups
    if _BEFORE.match(after) and "mn" not in g:
        return False
    if (
        re.match(r"\s*的?\s*\d[\d.,]*\s*[万亿]?(?!\d|年|月|日)", after)
        and re.search(r"[比较]$", before)
        and ("y" in g or after.lstrip().startswith("的"))
    ):
        return True  # 比2021年的109件: the time of the figure behind it
    if re.search(r"[比较]$|[每逢]$|[〔\[【(《]$", before) and "rel" not in g:
        return False
    if re.search(r"(?:比|较|同|与|和)$", before) and ("相比" in after[:8] or before.endswith(("比", "较"))):
        return False
    if "rel" in g and re.search(r"[比较]$", before):
        return re.match(r"(?:同期|同日|同月)?的\s*\d", after) is not None
    if _SINCE.match(after):
        return standard
    if "d" in g and _EVENT.match(after):
        return False
    return not after.startswith(("》", "版", "号", "〕", "]"))


def document_frame(title: str, head: list[str], foot: str, posted: tuple[int, int, int] | None, year: int | None, body: str) -> Frame:
    """The document's time: by its title, else its lead-in, else the year it was posted in (for 今年 only)."""
    frame = Frame(None, "", posted)
    found = [t for t in _times(title) if usable(t, title)]
    absolute = [t for t in found if "y" in t.groups or "ya" in t.groups or "iso" in t.groups]
    own_year = int(absolute[0].groups.get("y") or absolute[0].groups.get("yb") or absolute[0].groups["iso"][:4]) if absolute else None
    if own_year is None and not (posted and any(t.groups.get("rel", t.groups.get("ry")) in THIS_YEAR for t in found)):
        for text in head:
            if posted and not re.match(r"\s*(?:过去的)?(?:19|20)\d\d年?[,，我全是度]", text):
                continue
            candidates = [
                t
                for t in _times(text)
                if "y" in t.groups and "d" not in t.groups and usable(t, text) and not (posted and int(t.groups["y"]) > posted[0])
            ]
            if candidates:
                own_year = int(candidates[0].groups["y"])
                break
    guess = own_year or year
    if guess is None and posted is not None:
        guess = posted[0]
    if guess is None:
        last = [t for t in _times(foot) if "y" in t.groups]
        guess = int(last[-1].groups["y"]) if last else None
    if (
        guess is not None
        and not own_year
        and posted is not None
        and guess == posted[0]
        and posted[1] <= 2
        and re.search(r"这一年|总结|年度|综述|回顾|一年来", title)
    ):
        guess -= 1
    frame = replace(frame, year=guess, weak=str(guess) if guess and posted and not found else "")
    period = ""
    if found:
        first = absolute[0] if absolute else found[0]
        period = period_of(first, frame)
        for other in found:
            # 2020年度 01月份; 2024年 上半年: the finer one right behind
            if other is not first and 0 <= other.start - first.end <= 3 and "(" not in title[first.end : other.start]:
                finer = period_of(other, replace(frame, year=year_of(period) or guess))
                period = finer or period
        if any(t.groups.get("rel") in ("当天", "当日") for t in found):
            day = next((t for text in [*head, body] for t in _times(text) if "d" in t.groups), None)
            if day is not None:
                period = period_of(day, frame)
        for other in found:
            # 2024年…一览表(截至9月底)
            if other is not first and re.search(r"截[至止]\s*到?\s*$", title[: other.start]):
                period = period_of(other, replace(frame, year=year_of(period) or guess)) or period
        named = re.search(r"[“\"]?(?<!\d)(1[0-2]|[1-9])[·.]?([0-3]\d)(?!\d)[”\"]?", title[absolute[0].end if absolute else 0 :])
        if named and f"{int(named[1])}月{int(named[2])}日" in body and guess:
            # a report on one day by its name (“520”)
            period = f"{guess}-{int(named[1]):02d}-{int(named[2]):02d}"
    elif own_year is not None and not posted:
        period = str(own_year)
    elif year is not None:
        period = str(year)
    frame = replace(frame, period=period)
    for text in head:
        # a lead-in that says of when what follows is: 现将截至6月底的数据公布如下
        if re.search(r"如下|下表|见表", text):
            lead = [t for t in _times(text) if usable(t, text) and (re.search(r"(?:截至|截止|到|至|截止到|截至到)\s*$", text[: t.start]))]
            if lead and not ("d" in lead[-1].groups and not re.search(r"截[至止]\s*到?$", text[: lead[-1].start])):
                finer = period_of(lead[-1], frame)
                if finer:
                    frame = replace(frame, period=finer)
                break
    if re.fullmatch(r"\d{4}-\d\d-\d\d", frame.period):
        frame = replace(frame, day=frame.period)
    return frame


def _times(text: str) -> list[Time]:
    return times(text, 0, len(text))


def effective_date(text: str, sentences: list[tuple[int, int, bool]], frame: Frame) -> str:
    """The one day or month from which the document's standards hold (自2024年7月1日起执行), empty where there is none."""
    days = set()
    for start, end, item in sentences:
        part = text[start:end]
        if item and not re.search(r"以上|上述|新标准|本通知|本标准|调整后|统一", part):
            continue  # said of one item of a list only
        if not re.search(r"标准|执行|施行|提标|什么时候|时间", text[max(0, start - 16) : end]):
            continue
        for time in _times(part):
            after, before = part[time.end : time.end + 12], part[max(0, time.start - 6) : time.start]
            if (
                ("d" in time.groups or "m" in time.groups or "y" in time.groups)
                and re.match(r"\s*(?:零时)?(?:起|开始|正式)?(?:正式)?(?:起|执行|施行|实施|开始)", after)
                and re.search(r"(?:自|从|于|时间为|时间:|将于)\s*$|^$|[,，]$", before)
            ):
                days.add(period_of(time, frame))
    days.discard("")
    return days.pop() if len(days) == 1 else ""


@dataclass(slots=True)
class Clock:
    """The time named last in a paragraph, carried to the sentences behind it."""

    period: str = ""


def figure_period(
    items: list[Item],
    quantity: Quantity,
    text: str,
    frame: Frame,
    clock: Clock,
    heading: str,
    *,
    standard: bool,
    previous: bool,
    old_from: int | None,
) -> tuple[str, bool]:
    """The period of a figure and whether a time of the sentence's own gave it.

    ``old_from`` is where the 由 of 由A提高到B stands, for an A: only a time behind it is A's.
    """
    depth = 0
    best: Time | None = None
    stated: int | None = None
    for item in items:
        if item.start >= quantity.start:
            break
        if type(item) is Sep:
            if item.char in "(（":
                depth += 1
            elif item.char in ")）":
                depth = max(0, depth - 1)
        elif type(item) is Time:
            rel = item.groups.get("rel", "")
            if old_from is not None and item.start < old_from:
                continue
            if text[item.start - 1] in "比较" and not re.fullmatch(r"(?:同期|同日|同月)?的?\s*", text[item.end : quantity.start]):
                continue  # the base of a comparison is the time of the figure right behind it only
            if rel in LAST_YEAR | SAME_TIME | {"上月", "上期", "上季度"} and not previous:
                nxt = text[item.end : item.end + 6]
                if not (rel == "去年" and frame.posted and frame.year and frame.posted[0] == frame.year + 1) or nxt.startswith(
                    ("同", "增")
                ):
                    continue
            if usable(item, text, standard=standard):
                if depth and not _still_open(items, item, quantity):
                    continue
                if "y" in item.groups:
                    stated = int(item.groups["y"])
                best = item
    last = clock.period
    if best is not None:
        if stated is not None and "y" not in best.groups:
            frame = replace(frame, year=stated)  # 2025年...,全年: the year that the sentence itself names
        if previous and best.groups.get("rel") in LAST_YEAR and frame.year:
            same_day = re.fullmatch(r"\d{4}-\d\d-\d\d", frame.period) and text[best.end : best.end + 2] in ("同日", "同期")
            return (shift(frame.period, -1) if same_day else str(frame.year - 1)), True
        period = period_of(best, frame, last)
        if period:
            return period, True
    if old_from is not None:
        return "", False
    if previous:
        return str(frame.year - 1) if frame.year and best is not None else "", False
    return (heading or last or frame.period or frame.weak), False


def _still_open(items: list[Item], time: Item, quantity: Quantity) -> bool:
    """Whether the bracket that the time stands in is still open at the figure."""
    depth = 0
    for item in items:
        if item.start < time.start:
            continue
        if item.start >= quantity.start:
            break
        if type(item) is Sep:
            if item.char in "(（":
                depth += 1
            elif item.char in ")）":
                depth -= 1
                if depth < 0:
                    return False
    return True


def is_planned(items: list[Item], quantity: Quantity, text: str) -> bool | None:
    """True where a word before the figure makes it a plan, False where one says that it is done, None where none does."""
    verdict: bool | None = None
    for item in items:
        if item.start >= quantity.start:
            break
        if type(item) is Sep and item.char in ";；":
            verdict = None
        elif type(item) is Word:
            flags = item.entry.flags
            if "planned" in flags:
                verdict = True
            elif verdict and item.entry.word in ("已完成", "已", "实际", "目前", "现有", "已建成", "提前完成"):
                verdict = False
    return verdict


def planned_heading(texts: list[str], patterns: Patterns) -> bool:
    """Whether a heading opens a section of plans."""
    for text in texts:
        if re.search(r"完成情况|落实情况|执行情况|完成|进展|实施情况", text):
            continue
        if any(word in text for word in _plan_heads(patterns)):
            return True
    return False


@lru_cache(maxsize=4)
def _plan_heads(patterns: Patterns) -> tuple[str, ...]:
    return tuple(word for word, entry in patterns.words.items() if "planned_heading" in entry.flags)
