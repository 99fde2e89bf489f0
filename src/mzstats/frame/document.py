"""The document's own time: from its title, its lead-in, the day it was posted."""

from __future__ import annotations

from mzstats.expressions import kept
from mzstats.frame.period import A_DAY, Frame, means, period_of, times_in, usable, year_of

_SIGNED = kept(r"\s*(?:\n|$)")  # the date under a report stands at the end of its line
# the year of the report itself stands free (2023年,全市...; 截至2023年底), not before a name (2019年运营补贴)
_LED = kept(r"(?:^|[,，。:：;；(（、\s]|截至|截止|到|至|在|据|过去的)\s*\Z")
_FOLLOWED = kept(r"\s*(?:[,，、。)）]|$|\d|[全我本各县市区省州年上下度底末初第一二三四里来]|以来|期间|民政|城乡|农村|城市)")
_OPENS = kept(r"\s*(?:过去的)?(?:19|20)\d\d年?[,，我全是度]")
_LOOKS_BACK = kept(r"这一年|总结|年度|综述|回顾|一年来")
_YEAR = kept(r"\d{4}")
_UP_TO = kept(r"截[至止]\s*到?\s*$")
_MONTH_AND_DAY = kept(r"[“\"]?(?<!\d)(1[0-2]|[1-9])[·.]?([0-3]\d)(?!\d)[”\"]?")
_BELOW = kept(r"如下|下表|见表")
_ENDS_IN_UNTIL = kept(r"(?:截至|截止|到|至|截止到|截至到)\s*$")
_FROM = kept(r"(?:自|从|为|期限)[^,，。;；]{0,16}$")
_UNTIL = kept(r"截[至止]\s*到?$")


def _just_after(month: int, day: int, posted: tuple[int, int, int] | None) -> bool:
    """Whether a page was posted on this day of its year or in the days right after."""
    return posted is not None and posted[1] == month and 0 <= posted[2] - day <= 5


def document_frame(title: str, head: list[str], foot: str, posted: tuple[int, int, int] | None, year: int | None, body: str) -> Frame:
    """The document's time: by its title, else its lead-in, else the year it was posted in (for 今年 only)."""
    frame = Frame(None, "", posted)
    found = [t for t in times_in(title) if usable(t, title)]
    absolute = [t for t in found if "y" in t.groups or "ya" in t.groups or "iso" in t.groups]
    own_year = int(absolute[0].groups.get("y") or absolute[0].groups.get("yb") or absolute[0].groups["iso"][:4]) if absolute else None
    if own_year is None and not (posted and any(means(t.groups.get("rel", t.groups.get("ry")), "this_year") for t in found)):
        for text in head:
            if posted and not _OPENS.match(text):
                continue
            found_here = times_in(text)
            if any("masked" in t.groups for t in found_here):
                return frame._replace(year=year)  # 20xx年: a report whose year is withheld
            candidates = [
                t
                for t in found_here
                if "y" in t.groups
                and "d" not in t.groups
                and usable(t, text)
                and _LED.search(text, 0, t.start)
                and _FOLLOWED.match(text, t.end)
                and not (posted and int(t.groups["y"]) > posted[0])
            ]
            if candidates:
                own_year = int(candidates[0].groups["y"])
                break
    guess = own_year or year
    guessed = guess is None and posted is not None
    if guess is None and posted is not None:
        guess = posted[0]
    if guess is None:
        last = [t for t in times_in(foot) if "y" in t.groups and _SIGNED.match(foot, t.end)]
        guess = int(last[-1].groups["y"]) if last else None
    if guess is not None and not own_year and posted is not None and guess == posted[0] and posted[1] <= 2 and _LOOKS_BACK.search(title):
        guess -= 1
    frame = frame._replace(year=guess, guessed=guessed)
    period = ""
    if found:
        first = absolute[0] if absolute else found[0]
        period = period_of(first, frame)
        for other in found:
            # 2020年度 01月份; 2024年 上半年: the finer one right behind; 2022年社会服务统计3月份报表: the report's own
            gap, reported = other.start - first.end, title.startswith(("报表", "月报", "季报", "快报", "统计"), other.end)
            if other is not first and 0 <= gap <= (12 if reported else 3) and "(" not in title[first.end : other.start]:
                period = period_of(other, frame._replace(year=year_of(period) or guess)) or period
        if len(absolute) == 1 and _YEAR.fullmatch(period):
            # 5月份工作完成情况(2012年): the finer time stands before its year
            ahead = [t for t in found if t is not first and t.groups.keys() & {"m", "ma", "q", "half", "first"} and t.end <= first.start]
            period = (period_of(ahead[0], frame._replace(year=year_of(period))) if ahead else "") or period
        if any(t.groups.get("rel") in ("当天", "当日") for t in found):
            day = next((t for text in [*head, body] for t in times_in(text) if "d" in t.groups), None)
            if day is not None:
                period = period_of(day, frame)
        for other in found:
            # 2024年…一览表(截至9月底)
            if other is not first and _UP_TO.search(title[: other.start]):
                period = period_of(other, frame._replace(year=year_of(period) or guess)) or period
        named = _MONTH_AND_DAY.search(title[absolute[0].end if absolute else 0 :])
        if named and guess and (f"{int(named[1])}月{int(named[2])}日" in body or _just_after(int(named[1]), int(named[2]), posted)):
            # a report on one day by its name (“520”)
            period = f"{guess}-{int(named[1]):02d}-{int(named[2]):02d}"
    elif own_year is not None:
        period = str(own_year)
    elif year is not None:
        period = str(year)
    frame = frame._replace(period=period)
    for text in head:
        # a lead-in that says of when what follows is: 现将截至6月底的数据公布如下
        if _BELOW.search(text):
            lead = [t for t in times_in(text) if usable(t, text) and (_ENDS_IN_UNTIL.search(text[: t.start]))]
            span = len(lead) > 0 and _FROM.search(text[: lead[-1].start - 1]) is not None
            if lead and not span and not ("d" in lead[-1].groups and not _UNTIL.search(text[: lead[-1].start])):
                finer = period_of(lead[-1], frame)
                if finer:
                    frame = frame._replace(period=finer)
                break
    if A_DAY.fullmatch(frame.period):
        frame = frame._replace(day=frame.period)
    return frame


_THE_NEW = kept(r"以上|上述|新标准|本通知|本标准|调整后|统一")
_OF_STANDARDS = kept(r"标准|执行|施行|提标|什么时候|时间")
_IN_FORCE = kept(r"\s*起?(?:正式)?(?:执行|施行|实施)")
_BEGINS = kept(r"\s*(?:零时)?(?:起|开始|正式)?(?:正式)?(?:起|执行|施行|实施|开始)")
_AS_FROM = kept(r"(?:自|从|于|时间为|时间:|将于)\s*$|^$|[,，]$")


def effective_date(text: str, sentences: list[tuple[int, int, bool]], frame: Frame) -> str:
    """The one day or month from which the document's standards hold (自2024年7月1日起执行), empty where there is none."""
    days = set()
    for start, end, item in sentences:
        part = text[start:end]
        if item and not _THE_NEW.search(part):
            continue  # said of one item of a list only
        if not _OF_STANDARDS.search(text[max(0, start - 16) : end]):
            continue
        for time in times_in(part):
            after, before = part[time.end : time.end + 12], part[max(0, time.start - 6) : time.start]
            if (
                ("d" in time.groups or "m" in time.groups or ("y" in time.groups and _IN_FORCE.match(after)))
                and _BEGINS.match(after)
                and _AS_FROM.search(before)
            ):
                days.add(period_of(time, frame))
    days.discard("")
    return days.pop() if len(days) == 1 else ""
