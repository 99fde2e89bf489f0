"""The document's own time: from its title, its lead-in, the day it was posted."""

from __future__ import annotations

from datetime import date

from mzstats.expressions import kept
from mzstats.frame.figure import as_named
from mzstats.frame.period import A_DAY, FINER, Frame, means, period_of, times_in, usable, year_of
from mzstats.frame.plan import planned_title
from mzstats.patterns.periods import periods
from mzstats.tokens import Time

_SIGNED = kept(r"\s*(?:\n|$)")  # the date under a report stands at the end of its line
# the year of the report itself stands free (2023年,全市...; 截至2023年底), not before a name (2019年运营补贴)
_LED = kept(r"(?:^|[,，。:：;；(（、\s]|截至|截止|到|至|在|据|了|过去的)\s*\Z")
_FOLLOWED = kept(r"\s*(?:[,，、。)）]|$|\d|[全我本各县市区省州年上下度底末初第一二三四十里来]|以来|期间|民政|城乡|农村|城市)")
_OPENS = kept(r"\s*(?:过去的)?(?:19|20)\d\d年?[,，我全是度]")
_LOOKS_BACK = kept(r"这一年|总结|年度|综述|回顾|一年来")
_YEAR = kept(r"\d{4}")
_A_YEAR = kept(r"(?<!\d)20\d\d(?=年)")
_AHEAD = kept(r"(?:预计|计划|力争|规划|目标|争取)[^,，。;；]{0,6}\Z")
_UP_TO = kept(r"截[至止]\s*到?\s*$")
_MONTH_AND_DAY = kept(r"[“\"]?(?<![\d.])(1[0-2]|[1-9])[·.]?([0-3]\d)(?![\d.,%]|\s?[余多]?\s?[万亿元人户对个名家件张])[”\"]?")
_BELOW = kept(r"如下|下表|见表")
_ENDS_IN_UNTIL = kept(r"(?:截至|截止|到|至|截止到|截至到)\s*$")
_FROM = kept(r"(?:自|从|为|期限)[^,，。;；]{0,16}$")
_UNTIL = kept(r"截[至止]\s*到?$")


# a report named by its year: 现将《…2025年工作要点》印发给你们; 这篇2021年上半年民政局工作总结; not what it only follows (根据《…》)
_NAMED_REPORT = kept(
    r"(?<!根据)(?<!按照)(?<!依据)(?<!落实)(?<!贯彻)(?<!参照)[《“\"这篇]+[^《》“”\"，,。;；:：]{0,24}?(?:19|20)\d\d年[^《》“”\"，,。;；:：]{0,24}"
    r"(?:总结|工作要点|工作报告|年度报告|公报|工作计划|述职报告|工作情况|统计数据|统计月报|统计季报|统计年报)"
)
_OF_THIS = kept("今年(?!的|是)")
_THIS_YEAR = kept("今年|本年|上半年|\\d月")
_ISSUED = kept(r"印发《([^《》]+)》")
_SENT_OUT = kept(r"现将《([^《》]{4,40})》(?:予以)?印发")
Posted = tuple[int, int, int] | None


def document_frame(title: str, head: list[str], foot: str, posted: Posted, year: int | None, body: str) -> Frame:
    """The document's time: by its title, else its lead-in, else the year it was posted in (for 今年 only)."""
    named = report_name(title, head)
    told = [t for t in times_in(named) if usable(t, named)]
    absolute = [t for t in told if t.groups.keys() & {"y", "ya", "ty", "iso"}]
    own_year = _year_told(absolute[0]) if absolute else None
    posted = posted or _day_of_event(head)
    opening = False
    if own_year is None and not (posted and any(means(t.groups.get("rel", t.groups.get("ry")), "this_year") for t in told)):
        if any("masked" in t.groups for text in head for t in times_in(text)):
            return Frame(year, "", posted)  # 20xx年: a report whose year is withheld
        own_year = _year_of_head(head, posted, body)
        opening = own_year is not None and posted is None
    frame = _dated(own_year or year, posted, foot, looks_back=not own_year and _LOOKS_BACK.search(named) is not None)
    frame = frame._replace(opening=opening, plan=planned_title(title) or _issues_a_plan(head))
    if told or _names_a_day(named):
        frame = frame._replace(period=_period_of_title(named, told, absolute, frame, head, body))
    else:
        frame = frame._replace(period=str(own_year or year or ""))
    frame = frame._replace(period=_period_of_lead(head, frame) or frame.period)
    return frame._replace(day=frame.period) if A_DAY.fullmatch(frame.period) else frame


def report_name(title: str, head: list[str]) -> str:
    """The title, or where that tells no year the name of the report in what stands at its head."""
    if (issued := _ISSUED.search(title)) and any("y" in t.groups for t in times_in(issued[1])):
        return issued[1]  # 关于印发《2024年民政工作要点》的通知
    if any("y" in t.groups for t in times_in(title)):
        return title
    found = next((match for text in head[:3] if (match := _NAMED_REPORT.search(text))), None)
    return found[0].lstrip('《“"这篇') if found else title


def _issues_a_plan(head: list[str]) -> bool:
    """Whether the page is a letter with which a plan is sent out: 现将《…工作要点》印发给你们."""
    return any(planned_title(match[1]) for text in head[:3] if (match := _SENT_OUT.search(text)))


def _names_a_day(title: str) -> bool:
    return any(name in title for name in periods().days)


def _year_told(time: Time) -> int:
    return int(time.groups.get("y") or time.groups.get("yb") or time.groups.get("ty") or time.groups["iso"][:4])


def _day_of_event(head: list[str]) -> Posted:
    """The day that a report without a date of its own opens with (2007年1月11日上午,…举行)."""
    for time in times_in(head[0][:30]) if head else ():
        if time.start == 0 and time.groups.keys() >= {"y", "m", "d"} and usable(time, head[0]):
            return int(time.groups["y"]), int(time.groups["m"]), int(time.groups["d"])
    return None


def _year_of_head(head: list[str], posted: Posted, body: str) -> int | None:
    """The year that the first sentences give the report: one that stands free and is no goal, no base, no beginning."""
    for text in head:
        if posted and not _OPENS.match(text):
            continue
        found = []
        for time in times_in(text):
            if "y" not in time.groups or "d" in time.groups or not usable(time, text):
                continue
            told = int(time.groups["y"])
            free = _LED.search(text, 0, time.start) and (time.groups.keys() & FINER or _FOLLOWED.match(text, time.end))
            if not free or (posted and told > posted[0]):
                continue
            if posted and told < posted[0] and posted[1] > 3 and _OF_THIS.search(body):
                continue  # 2023年,…列入民生实事。截至今年4月底: the report speaks in the year that it was posted in
            if _AHEAD.search(text, 0, time.start) or (text.startswith("以来", time.end) and _goes_on(posted, told, body)):
                continue
            if _UP_TO.search(text, 0, time.start) and "yend" in time.groups and _THIS_YEAR.search(body):
                continue  # 截至2020年底,…。今年以来: of the year after
            found.append(told)
        if found:
            return max(found)
    return None


def _goes_on(posted: Posted, year: int, body: str) -> bool:
    """Whether what began in a year (2016年以来) goes on beyond it, as far as the page tells."""
    return posted[0] != year if posted else any(int(found[0]) > year for found in _A_YEAR.finditer(body))


def _dated(year: int | None, posted: Posted, foot: str, *, looks_back: bool) -> Frame:
    """A frame of the year told, else that of posting (the year before for a report that looks back), else that under the text."""
    if year is not None:
        return Frame(year, "", posted)
    if posted is not None:
        return Frame(posted[0] - (looks_back and posted[1] <= 2), "", posted, guessed=True)
    last = [t for t in times_in(foot) if "y" in t.groups and _SIGNED.match(foot, t.end)]
    return Frame(int(last[-1].groups["y"]) if last else None, "", posted)


def _period_of_title(title: str, told: list[Time], absolute: list[Time], frame: Frame, head: list[str], body: str) -> str:
    """What the title says that the report is for: its finest time."""
    if not told:
        return _named_day(title, frame, body)
    first = absolute[0] if absolute else told[0]
    period = period_of(first, frame)
    for other in told:
        # 2020年度 01月份; 2024年 上半年: the finer one right behind; 2022年社会服务统计3月份报表: the report's own
        gap, reported = other.start - first.end, title.startswith(("报表", "月报", "季报", "快报", "统计"), other.end)
        if other is not first and 0 <= gap <= (12 if reported else 3) and "(" not in title[first.end : other.start]:
            period = period_of(other, frame._replace(year=year_of(period) or frame.year)) or period
    if len(absolute) == 1 and _YEAR.fullmatch(period):
        # 5月份工作完成情况(2012年): the finer time stands before its year
        ahead = [t for t in told if t is not first and t.groups.keys() & FINER and t.end <= first.start]
        period = (period_of(ahead[0], frame._replace(year=year_of(period))) if ahead else "") or period
    if any(t.groups.get("rel") in ("当天", "当日") for t in told):
        day = next((t for text in [*head, body] for t in times_in(text) if "d" in t.groups), None)
        period = period_of(day, frame) if day is not None else period
    for other in told:
        # 2024年…一览表(截至9月底)
        if other is not first and _UP_TO.search(title[: other.start]):
            period = period_of(other, frame._replace(year=year_of(period) or frame.year)) or period
    return _named_day(title[absolute[0].end if absolute else 0 :], frame, body) or period


def _named_day(title: str, frame: Frame, body: str) -> str:
    """The day that a report on one day is named by (“520”), empty for none."""
    if frame.posted and (moving := next((name for name in periods().days if name in title), "")):
        known = periods().day(moving, frame.posted[0])  # 七夕节,…900对新人登记: a page posted on that day or right after
        if known and 0 <= (date(*frame.posted) - date.fromisoformat(known)).days <= 5:
            return known
    named = _MONTH_AND_DAY.search(title)
    if not named or not frame.year:
        return ""
    month, day, posted = int(named[1]), int(named[2]), frame.posted
    just_after = posted is not None and posted[1] == month and 0 <= posted[2] - day <= 5
    return f"{frame.year}-{month:02d}-{day:02d}" if f"{month}月{day}日" in body or just_after else ""


def _period_of_lead(head: list[str], frame: Frame) -> str:
    """What a lead-in says that all below is for (现将截至6月底的数据公布如下), empty for none."""
    for text in head:
        if not _BELOW.search(text):
            continue
        lead = [t for t in times_in(text) if usable(t, text) and _ENDS_IN_UNTIL.search(text[: t.start])]
        span = len(lead) > 0 and _FROM.search(text[: lead[-1].start - 1]) is not None
        if lead and not span and not ("d" in lead[-1].groups and not _UNTIL.search(text[: lead[-1].start])):
            return as_named(period_of(lead[-1], frame), frame)
    return ""


_THE_NEW = kept(r"以上|上述|新标准|本通知|本标准|调整后|统一")
_OF_STANDARDS = kept(r"标准|执行|施行|提标|什么时候|时间")
_IN_FORCE = kept(r"\s*起?(?:正式)?(?:执行|施行|实施)")
_BEGINS = kept(r"\s*(?:零时)?(?:起|开始|正式)?(?:正式)?(?:起|执行|施行|实施|开始)")
_AS_FROM = kept(r"(?:自|从|于|时间为|时间:|将于)\s*$|^$|[,，(（]$")


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
