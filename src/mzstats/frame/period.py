"""Times as periods: what 2024年, 上半年, 截至6月底, 去年 mean in this document."""

from __future__ import annotations

import re
from typing import NamedTuple

from mzstats.expressions import kept
from mzstats.numerals import chinese
from mzstats.patterns.periods import periods
from mzstats.scan import times
from mzstats.tokens import Time

_QUARTER = {"一": 1, "二": 2, "三": 3, "四": 4, "1": 1, "2": 2, "3": 3, "4": 4}


class Frame(NamedTuple):
    """The document's own time. ``period`` holds where a sentence names none."""

    year: int | None
    period: str
    posted: tuple[int, int, int] | None = None
    guessed: bool = False  # the year is only that of posting
    opening: bool = False  # the year is only one that the text begins with
    plan: bool = False  # the whole report tells what is to be done
    day: str = ""  # the day that 当天 means
    effective: str = ""  # the day from which the standards of a standard notice hold


FINER = frozenset(("m", "ma", "q", "half", "first", "mn"))  # the groups of a time that tell more than a year


def means(word: str | None, *meanings: str) -> bool:
    """Whether a word for time means one of these (``periods.toml`` tells what there are)."""
    return periods().means(word, *meanings)


def spoken(word: str | None) -> bool:
    """Whether a word for time is counted from the day on which the report speaks, not from the year it is about."""
    return word in periods().spoken


def year_of(period: str) -> int | None:
    """The year a period begins in."""
    return int(period[:4]) if period[:4].isdigit() else None


_A_YEAR = kept(r"(?:19|20)\d\d")


def shift(period: str, years: int) -> str:
    """The same period some years on (``2024-10`` by -1 is ``2023-10``)."""
    return _A_YEAR.sub(lambda m: str(int(m.group()) + years), period)


_MONTH = kept(r"(\d{4})-(\d\d)")
_QUARTER_OF = kept(r"(\d{4})-(?:Q(\d)|(03|06|09|12))")


def previous_of(period: str, kind: str) -> str:
    """The month or quarter before."""
    match = _MONTH.fullmatch(period)
    if kind == "上月" or (kind == "上期" and match):
        if match:
            year, month = int(match[1]), int(match[2])
            return f"{year - 1}-12" if month == 1 else f"{year}-{month - 1:02d}"
        return ""
    match = _QUARTER_OF.fullmatch(period)
    if match:
        year, quarter = int(match[1]), int(match[2] or int(match[3]) // 3)
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
            year = frame.year + (-1 if means(word, "last_year") else 1 if means(word, "next_year") else 0)
    if year is None:
        year = frame.year or year_of(last)
    if "fest" in g:
        past = means(g.get("ry"), "last_year")  # of 去年七夕 the text tells the year
        return str(year or "") if past else periods().day(g["fest"], year)
    if "plan" in g:
        span = next((span for name, span in periods().plans.items() if name in g["plan"]), "")
        return span[5:] if g["plan"].endswith("末") else span
    if "ya" in g:
        return f"{g['ya']}/{g['yb']}"
    if "fy" in g:
        return f"{g['fy']}-{int(g['fo']):02d}/{g['ty']}-{int(g['to']):02d}"
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
            last_year, last_month, last_day = int(g.get("y2", year)), int(g.get("m2", g["m"])), int(g["d2"])
            if last_year == year and first.endswith("-01-01") and (last_month, last_day) == (12, 31):
                return str(year)
            return f"{first}/{last_year}-{last_month:02d}-{last_day:02d}"
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


A_DAY = kept(r"\d{4}-\d\d-\d\d")
_MONTH_OR_DAY = kept(r"\d{4}-\d\d(-\d\d)?")
_HALF = kept(r"\d{4}-S\d")
_LAST_OF_QUARTER = kept(r"(\d{4})-(03|06|09|12)")


def _relative(word: str, frame: Frame, last: str) -> str:
    year = (year_of(last) if frame.guessed and not spoken(word) else None) or frame.year or year_of(last)
    if means(word, "that_day"):
        return last if A_DAY.fullmatch(last) else frame.day
    if year is None:
        return ""
    if means(word, "this_year"):
        return str(year)
    if means(word, "last_year"):
        if frame.posted and frame.posted[0] == year + 1 and word.startswith("去年"):
            return str(year)
        return str(year - 1)
    if means(word, "same_time_last_year"):
        return shift(last or frame.period, -1)
    if means(word, "half_year"):
        return frame.period if _HALF.fullmatch(frame.period) else f"{year}-S1"
    if means(word, "of_report"):
        return frame.period
    if means(word, "before_last_year"):
        return str(year - 2)
    if means(word, "next_year"):
        return str(year + 1)
    if means(word, "this_month", "this_quarter", "this_period"):
        want = r"\d{4}-\d\d" if "月" in word else r"\d{4}-Q\d" if "季" in word else r".+"
        for known in (last, frame.period):
            if re.fullmatch(want, known):
                return known
            if "月" in word and _MONTH_OR_DAY.fullmatch(known):
                return known[:7]
            if "季" in word and (month := _LAST_OF_QUARTER.fullmatch(known)):
                return f"{month[1]}-Q{int(month[2]) // 3}"
        return ""
    if means(word, "last_month", "last_quarter", "last_period"):
        return previous_of(frame.period, word[:2] if word != "上季末" else "上季度")
    return ""


_PART_OF_YEAR = kept(r"(\d{4})-(?:Q(\d)|(\d\d))")


def cumulative(period: str) -> str:
    """From January to the end of a month or quarter; a half or a year is that already."""
    match = _PART_OF_YEAR.fullmatch(period)
    if not match:
        return period
    month = int(match[2]) * 3 if match[2] else int(match[3])
    return period if month == 1 else f"{match[1]}-01/{match[1]}-{month:02d}"


_EVENT = kept(r"^[^。;；]{0,30}?(?:印发|下发|召开|发布|公布|通报|出台|下达通知|联合发文|制定了|获悉|了解到)")
# 9月5日中华慈善日, in a list of occasions
_A_NAMED_DAY = kept(r"[“\"]?(?:中华慈善日|慈善日|国家宪法日|宪法日|公益日|志愿者日|社工日|助残日|老年节|敬老日|开放日)[”\"]?(?!当天|当日)")
_BEGUN = kept(r"[^,，。;；\d]{0,4}(?:结束|启动|揭牌|出台|落幕|收官)")  # 于3月底圆满结束
_MEETING = kept(
    r"[^,，。;；\d]{0,36}(?:会议?|论坛)(?:暨[^,，。;；]{0,20}会)?(?:上|中)?(?:获悉|了解到|透露|传出|传来)"
)  # 2024年…通气会上获悉
_SINCE = kept(r"^\s*(?:零时)?(?:起|开始|后)|^\s*(?:正式)?(?:施行|实施|执行)(?=[,，。;；、)）的]|$)")
_BEFORE = kept(r"^\s*(?:[“\"][^”\"]{1,10}[”\"])?\s*(?:以?[前后]|之[前后]|前后)")
_VALUE = kept(r"\s{0,2}(?:同期|同日|同月)?\s{0,2}的?\s{0,2}\d[\d.,]*\s*[万亿]?(?!\d|年|月|日)")


_BASE = kept(r"(?:[比较]|相比|相[较比]于|较之)$")
_GROUNDS = kept(r"的?基础上")
_MULTIPLE = kept(r"\s?的\s?\d[\d.]*\s?倍")  # 是2019年的1.3倍
_BASE_TOLD = kept(r"(?:与|同|和|跟|较|比)[^,，。;；\d]{0,10}$")


def compared(time: Time, text: str) -> bool:
    """Whether the time is the base of a comparison: 比2021年, 与2021年的37万个相比, 相较于2020年."""
    before = text[max(0, time.start - 14) : time.start]
    return (
        _BASE.search(before) is not None
        or _GROUNDS.match(text, time.end) is not None
        or _MULTIPLE.match(text, time.end) is not None
        or ("相比" in text[time.end : time.end + 24] and _BASE_TOLD.search(before) is not None)
    )


def from_before(time: Time, text: str, frame: Frame) -> bool:
    """Whether a year only says since when (2018年以来, in a report on another): to no end that is told."""
    return "y" in time.groups and text.startswith("以来", time.end) and frame.year != int(time.groups["y"])


def apposed(time: Time, text: str) -> bool:
    """Whether a time in brackets explains the word before it: 今日(8月22日), “七夕”(8月7日)."""
    before = text[max(0, time.start - 9) : time.start].rstrip("(（")
    return before.endswith(("今日", "今天", "昨日", "昨天", "当日", "当天")) or before.rstrip('”"').endswith(tuple(periods().days))


_STAMP = kept(r"(?:日期|时间)\s{0,2}[:：]\s{0,2}$")


def stamped(time: Time, text: str) -> bool:
    """Whether the time only says when a paper was made (制表日期:2025-03-18)."""
    return _STAMP.search(text[max(0, time.start - 8) : time.start]) is not None


_DATELINE = kept(r"\s?(?:电|讯|消息)(?![话脑力动子视影商])")
_CARRIED_OVER = kept(r"(?:结转|转入|延续|推迟|顺延|延长)[至到]?$")
_EVERY = kept(r"[每逢]$|[〔\[【《]$")
_ISSUE = kept(r"第\d+[期号次]")
_EVER_SINCE = kept(r"[^,，。;；\d]{1,8}以来")


def usable(time: Time, text: str, *, standard: bool = False) -> bool:
    """Whether a time expression says what a figure is for, and is not a deadline, a base of comparison, an event's day."""
    told = time.usable.get(standard)
    if told is None:  # each figure behind it asks
        told = time.usable[standard] = _usable(time, text, standard)
    return told


def _usable(time: Time, text: str, standard: bool) -> bool:
    before, after = text[max(0, time.start - 4) : time.start], text[time.end : time.end + 40]
    g = time.groups
    if _BEFORE.match(after) and "mn" not in g:
        return False
    if "y" in g and _MEETING.match(after):
        return False
    if stamped(time, text) or _CARRIED_OVER.search(before):
        return False  # 1件结转至2025年
    if compared(time, text):
        # 比2021年的109件: the time of the figure right behind it only
        return _VALUE.match(after) is not None and ("y" in g or "rel" in g or after.lstrip().startswith(("的", "同")))
    if _EVERY.search(before) and "rel" not in g:
        return False
    if before.endswith("(") and "年" not in time.text and "月" not in time.text:
        return False  # (2016)46号
    if _ISSUE.match(after):
        return False
    if "y" in g and _EVER_SINCE.match(after):
        return False  # 1987年发行以来累计
    if _SINCE.match(after):
        return standard
    if "m" in g and _DATELINE.match(after):
        return False  # 新华社3月8日电
    if ("d" in g and (_EVENT.match(after) or _A_NAMED_DAY.match(after))) or _BEGUN.match(after):
        return False
    return not after.startswith(("》", "版", "号", "〕", "]"))


def times_in(text: str) -> list[Time]:
    return times(text, 0, len(text))
