"""What one figure is for: its period, and whether it is planned."""

from __future__ import annotations

from typing import NamedTuple

from mzstats.expressions import kept
from mzstats.frame.period import (
    A_DAY,
    FINER,
    Frame,
    apposed,
    compared,
    cumulative,
    from_before,
    means,
    period_of,
    previous_of,
    shift,
    spoken,
    stamped,
    times_in,
    usable,
    year_of,
)
from mzstats.patterns.periods import PAST
from mzstats.tokens import Item, Quantity, Sep, Time, Word


class Clock:
    """The time named last in a paragraph, carried to the sentences behind it; ``known``: the one named last at all.

    ``carried``: from the paragraph before; ``ended``: it was the end of a year;
    ``effective``: from when the standards of this paragraph hold; ``point``: the month named before a span that it ends
    (2月,…,1-2月发放…), which goes on holding for what is counted at one time.
    """

    __slots__ = ("carried", "effective", "ended", "known", "period", "plans", "point")

    def __init__(
        self, period: str = "", known: str = "", carried: bool = False, effective: str = "", ended: bool = False,
        plans: bool = False, point: str = "",
    ) -> None:  # fmt: skip
        """``plans``: the sentence before told what will be done."""
        self.period, self.known, self.carried, self.effective, self.ended = period, known, carried, effective, ended
        self.plans, self.point = plans, point

    def copy(self) -> Clock:
        """The time as it is now."""
        return Clock(self.period, self.known, self.carried, self.effective, self.ended, self.plans, self.point)

    def in_next(self, carried: str) -> Clock:
        """The clock at the beginning of the next paragraph, to which a time may be carried."""
        return Clock(carried, self.known, bool(carried), ended=self.ended, plans=self.plans)

    def move(self, period: str, ended: bool) -> None:
        """A time is named."""
        self.point = self.period if period.endswith("/" + self.period) and self.period else ""
        self.period = self.known = period
        self.ended, self.carried = ended, False

    def told(self, time: Time) -> str:
        """The time named last, as far as another leans on it: 今年 is not the year whose end was told (截至2020年底,…。今年)."""
        spoke = spoken(time.groups.get("rel")) or spoken(time.groups.get("ry"))
        return "" if self.ended and spoke else self.period or self.known


_TOLD = kept(
    r"(?:一年|全年|七夕|“?520”?|春节|国庆|同日|同期|这天|当天)?[,，]|全[市县区省州国年]|[我本][市县区省州]"
)  # 去年,全区...: what follows is told of last year
_AS_OF = kept(r"(?:截[至止]到?|到|至)\Z")
_AT_PRESENT = ("目前", "当前", "截至目前", "现有", "现共有")
_NOW = ("目前", "当前", "现有", "现共有", "截至目前")
_BEHIND = kept(r"(?:同期|同日|同月)?的?\s*[(（]?\s*")


def telling(items: list[Item]) -> list[Item]:
    """The items of a sentence that ``figure_period`` asks: times, brackets, 由 and 到, 目前."""
    return [
        i for i in items
        if type(i) is Time
        or (type(i) is Word and (i.entry.flags & _FROM_TO or i.entry.word in _NOW))
        or (type(i) is Sep and i.char in "(（)）;；")
    ]  # fmt: skip


_FROM_TO = frozenset(("from", "to"))


class Asked(NamedTuple):
    """What is known of a figure whose period is sought.

    ``standard``: of a standard, to which 起 applies; ``stock``: counted at one time; ``previous``: bound as an old value;
    ``old_from``: where the 由 of 由A提高到B stands, for an A: only a time behind it is A's; ``checked``: of those checked each year.
    """

    standard: bool
    stock: bool
    previous: bool
    old_from: int | None
    checked: bool


class Told(NamedTuple):
    """The times before a figure in its sentence: the one that holds for it, the year stated last, the period named before."""

    best: Time | None = None
    stated: int | None = None
    said: str = ""


def figure_period(
    items: list[Item], quantity: Quantity, text: str, frame: Frame, clock: Clock, heading: str, asked: Asked
) -> tuple[str, bool, bool]:  # fmt: skip
    """The period of a figure, whether a time of the sentence's own gave it, and whether that only says 去年.

    ``items`` are the ``telling`` ones of the sentence.
    """
    told = _times_before(items, quantity, text, frame, asked)
    if told.best is not None and (found := _by_own_time(told, told.best, text, frame, clock, asked.previous)) is not None:
        return found
    if asked.old_from is not None:
        return "", False, False
    if asked.previous:
        return str(frame.year - 1) if frame.year and told.best is not None else "", False, False
    now = [i.entry.word for i in items if type(i) is Word and i.entry.word in _NOW and i.start < quantity.start]
    if frame.guessed and any(word in _AT_PRESENT for word in now):
        return frame.period or str(frame.year), True, False  # 目前: as of the report, of which only the day of posting is known
    period = (clock.point if asked.stock else "") or clock.period
    last = "" if clock.carried and not heading and now else period  # 目前: as of the report, not of the paragraph before
    return (heading or as_named(last, frame) or frame.period), False, False


def _times_before(items: list[Item], quantity: Quantity, text: str, frame: Frame, asked: Asked) -> Told:
    """What the times before a figure tell, the nearest that may hold for it last."""
    depth = 0
    told = Told()
    point: Time | None = None  # the time named before a cumulative one (1-11月累计), which holds for its own clause
    old = old_values(items, quantity.start, text)
    for item in items:
        if item.start >= quantity.start:
            break
        if type(item) is Sep:
            if item.char in "(（":
                depth += 1
            elif item.char in ")）":
                depth = max(0, depth - 1)
            elif item.char in ";；" and point is not None:
                told, point = told._replace(best=point), None
        elif type(item) is Time and _may_hold(item, quantity, text, frame, asked, old):
            best = told.best
            if means(item.groups.get("rel"), *PAST) and not asked.previous and _is_last_year_told(item, text):
                told = told._replace(best=item)
            elif usable(item, text, standard=asked.standard) and (not depth or apposed(item, text) or _still_open(items, item, quantity)):
                if best is not None and item.start == best.end and means(best.groups.get("rel"), "last_year"):
                    continue  # 去年全年
                stated = int(item.groups["y"]) if "y" in item.groups else told.stated
                if best is not None and means(item.groups.get("rel"), "indefinite"):
                    continue  # 截至2014年底,历年累计: the time stated holds
                if (
                    best is not None
                    and _only_says_year(item)
                    and "m" in best.groups
                    and _AS_OF.search(text, max(0, best.start - 3), best.start)
                ):
                    continue  # 截至12月21日,福利彩票今年销量: up to that day
                if best is not None and "ma" in item.groups and "ma" not in best.groups:
                    point = best
                said = (period_of(best, _stated(frame, stated), told.said) if best is not None else "") or told.said
                told = Told(item, stated, said)
    return told


_OF_CHECK = kept(r"(?:年检|年报|年度检查|年度报告)")


def of_check(time: Time, text: str) -> bool:
    """Whether a year is that of a check (应参加2022年度年检的社会组织): a time of those checked, and of nothing told behind it."""
    return "y" in time.groups and not time.groups.keys() & FINER and _OF_CHECK.match(text, time.end) is not None


def _only_says_year(item: Time) -> bool:
    return spoken(item.groups.get("rel") or item.groups.get("ry")) and not item.groups.keys() & FINER


def _may_hold(item: Time, quantity: Quantity, text: str, frame: Frame, asked: Asked, old: list[tuple[int, int]]) -> bool:
    """Whether a time may be that of a figure behind it: it is no old value's, no base of a comparison, no mere last year."""
    if (asked.old_from is not None and item.start < asked.old_from) or any(a < item.start < b for a, b in old):
        return False
    if compared(item, text) and not _BEHIND.fullmatch(text[item.end : quantity.start]):
        return False  # the base of a comparison is the time of the figure right behind it only
    if of_check(item, text) and not asked.checked:
        return False
    rel = item.groups.get("rel", "")
    if means(rel, *PAST) and not asked.previous:
        own_year = rel == "去年" and frame.posted and frame.year and frame.posted[0] == frame.year + 1
        return _is_last_year_told(item, text) or bool(own_year and not text.startswith(("同", "增"), item.end))
    # 20xx年, in a report whose title tells the year, says nothing
    return not from_before(item, text, frame) and not ("masked" in item.groups and frame.year)


def _is_last_year_told(item: Time, text: str) -> bool:
    """Whether 去年 is what the sentence tells of (去年,全区…; 截至去年年底), and not what it compares with."""
    if _AS_OF.search(text, max(0, item.start - 3), item.start):
        return True
    opens = text[item.start - 1 : item.start] in ("", "\n", "。", "，", ",", "；", ";", " ")
    return opens and means(item.groups.get("rel"), "last_year") and _TOLD.match(text, item.end) is not None


def _by_own_time(told: Told, best: Time, text: str, frame: Frame, clock: Clock, previous: bool) -> tuple[str, bool, bool] | None:
    """What the sentence's own time gives, None where it gives nothing."""
    rel, year = best.groups.get("rel"), best.groups.get("ry")
    if "y" not in best.groups and not spoken(year) and not spoken(rel):
        frame = _stated(frame, told.stated)  # 2025年...,全年: the year that the sentence itself names
    as_of = _AS_OF.search(text, max(0, best.start - 3), best.start)
    if (previous or as_of or _TOLD.match(text, best.end)) and means(rel, "last_year") and frame.year:
        same_day = A_DAY.fullmatch(frame.period) and text[best.end : best.end + 2] in ("同日", "同期")
        found = shift(frame.period, -1) if same_day else period_of(best, frame, clock.period) if not previous else str(frame.year - 1)
        return found, True, found == str(frame.year - 1) and not (not previous and as_of)
    day = means(rel, "that_day") and frame.day
    period = period_of(best, frame, told.said or (clock.period if day else clock.told(best)))
    if period and means(year, "last_year"):
        return period, True, True
    untold = spoken(rel) or spoken(year)  # 今年, in a text that tells no year
    return (period, True, False) if period or untold or means(rel, "indefinite") or "masked" in best.groups else None


def as_named(period: str, frame: Frame) -> str:
    """A time as the report itself names it, where both are the same months (1-6月, in a report on 上半年)."""
    return frame.period if frame.period and cumulative_span(period) == cumulative_span(frame.period) else period


_BEGUN = kept(r"\s*(?:起|正式)?(?:启动|开始|开展)")
_LASTING = kept(r"(?:启动|开始)[、,，]?为期(\d{1,2})个月[^。；;]{0,40}(?:结束|收官|落幕)")
_OVER = kept(r"[^,，。;；\d]{0,6}(?:结束|收官|落幕)")


def campaign_of(items: list[Item], text: str, frame: Frame) -> str:
    """The months of a campaign that a sentence says began and is over (11月1日启动的救助行动已于3月31日结束), else empty."""
    days = [i for i in items if type(i) is Time and "d" in i.groups and "m" in i.groups]
    begun = next((at for at, day in enumerate(days) if _BEGUN.match(text, day.end)), None)
    if begun is None:
        return ""
    month, over = int(days[begun].groups["m"]), days[begun + 1] if begun + 1 < len(days) else None
    lasting = _LASTING.match(text, days[begun].end)
    if over is not None and _OVER.match(text, over.end):
        end = int(over.groups["m"])
    elif lasting is not None:
        end = (month + int(lasting[1]) - 2) % 12 + 1
    else:
        return ""
    year = frame.posted[0] if frame.posted else frame.year
    if "y" in days[begun].groups:
        year = int(days[begun].groups["y"]) + (end < month)
    return f"{year - (end < month)}-{month:02d}/{year}-{end:02d}" if year else ""


_HALF = {"S1": "01/{0}-06", "S2": "07/{0}-12", "Q1": "01/{0}-03", "Q2": "04/{0}-06", "Q3": "07/{0}-09", "Q4": "10/{0}-12"}


def cumulative_span(period: str) -> str:
    """A year, half or quarter as a span of months, anything else as it is."""
    if len(period) == 4:
        return f"{period}-01/{period}-12"
    months = _HALF.get(period[5:])
    return f"{period[:5]}{months.format(period[:4])}" if months else period


def _stated(frame: Frame, year: int | None) -> Frame:
    """The frame of a sentence that names a year of its own."""
    return frame._replace(year=year) if year is not None else frame


_FROM_THEN = kept(r"\s*(?:零时)?(?:起|开始)")
LONGEST_CHANGE = 60  # characters from 由 to 到


def old_values(items: list[Item], stop: int, text: str) -> list[tuple[int, int]]:
    """The stretches 由…到 before a figure: times within are the old value's (由2015年的30%提升到46.4%)."""
    out, opened = [], -1
    for item in items:
        if item.start >= stop:
            break
        if type(item) is Word and "from" in item.entry.flags:
            opened = item.start
        elif type(item) is Time and opened >= 0 and _FROM_THEN.match(text, item.end):
            opened = -1  # 从2023年7月1日起,标准提高到…: 从 leads the time
        elif type(item) is Word and "to" in item.entry.flags and opened >= 0:
            if item.start - opened <= LONGEST_CHANGE:
                out.append((opened, item.start - 1))  # 由2015年的30%提升到46.4%, but 从…,2022年降至683.5万对
            opened = -1
    return out


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


def old_from(items: list[Item], quantity: Quantity) -> int | None:
    """Where the 由 stands that makes a figure an old value, None where something else does."""
    for item in reversed([i for i in items if i.start < quantity.start]):
        if type(item) is Word:
            if "from" in item.entry.flags:
                return item.start
            if "to" in item.entry.flags or "previous" in item.entry.flags:
                return None
        elif type(item) is Time and item.groups.get("rel"):
            return None
    return None


_SINCE = kept(
    r"(?:本年|今年|当年|年初|年内|1月?\s*[-—至]\s*本?月?)(?:以来|起)?累计|累计|1月?\s*[-—至~]\s*本月"
)  # the head of a column that runs from January
_YEAR_HEAD = kept(r"((?:19|20)\d\d)\s*年?(?:度|末|底)?")


def cell_period(heads: list[str], frame: Frame, previous: bool, starred: bool) -> tuple[str, bool]:
    """The period of a table's cell and whether its own heads gave it: nearest head first, else the document's.

    ``starred``: the table says that rows with a * are cumulative.
    """
    from mzstats.cells.told import OLD  # for tables alone

    stated = next((year[1] for head in reversed(heads) if (year := _YEAR_HEAD.fullmatch(head.strip()))), "")
    if stated and not previous:
        return stated, True
    if previous and OLD.search("".join(heads)):
        return "", False
    told = [
        (head, time)
        for head in reversed(heads)
        for time in times_in(head)
        if head[max(0, time.start - 1) : time.start] not in ("比", "较") and not stamped(time, head)
    ]
    absolute = next((found for _, time in told if "rel" not in time.groups and (found := period_of(time, frame))), "")
    if previous and any(means(time.groups.get("ry"), "last_year") for _, time in told):
        return absolute, True  # 去年1-9月
    if stated or absolute:
        frame = frame._replace(period=stated or absolute, year=year_of(stated or absolute))
    from_january = any(_SINCE.match(head.strip()) for head in heads) or (starred and any("*" in head or "＊" in head for head in heads))
    if previous:
        return _previous_cell(heads, [time for _, time in told], frame, from_january), bool(absolute)
    if from_january and cumulative(frame.period) != frame.period:
        return cumulative(frame.period), True
    for _, time in told:
        found = period_of(time, frame) if not means(time.groups.get("rel"), "same_time_last_year", "last_year") else ""
        if found:
            return found, True
    return frame.period, False


def _previous_cell(heads: list[str], told: list[Time], frame: Frame, from_january: bool) -> str:
    """The period that a column of old values is for: the year before, or the month or quarter before."""
    for time in told:
        if time.groups.get("rel") in ("上年", "去年", "上年度"):
            return shift(frame.period, -1)  # the same time of the year before
        found = period_of(time, frame) if "rel" in time.groups else ""
        if found:
            return cumulative(found) if from_january else found
    joined = "".join(heads)
    kind = next((word for word in ("上月", "上季度", "上季", "上期") if word in joined), "")
    if not kind:
        return shift(frame.period, -1)
    before = previous_of(frame.period, "上季度" if kind == "上季" else kind)
    return cumulative(before) if from_january else before
