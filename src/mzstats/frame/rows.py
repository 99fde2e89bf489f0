"""From bindings to observations: what stands in the text made into rows, with period, region, status and bound."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import pairwise
from typing import NamedTuple

from mzstats.bind import Binding, Verdict
from mzstats.bind.document import Read
from mzstats.bind.lists import times_in_turn
from mzstats.bind.words import flagged
from mzstats.expressions import kept
from mzstats.frame.figure import (
    Asked,
    Clock,
    campaign_of,
    cell_period,
    cumulative_span,
    figure_period,
    of_check,
    old_from,
    old_values,
    telling,
)
from mzstats.frame.period import A_DAY, Frame, apposed, compared, from_before, means, period_of, spoken, stamped, times_in, usable, year_of
from mzstats.frame.plan import (
    goes_on,
    is_planned,
    of_year_target,
    planned_heading,
    says_done,
    shall,
    speaks_of_plans,
    tells_past,
)
from mzstats.model import Document, Observation
from mzstats.patterns import Patterns
from mzstats.patterns.nouns import STOCKS
from mzstats.patterns.periods import PAST
from mzstats.regions import Region, gazetteer
from mzstats.tokens import Item, Quantity, Sep, Time

_ABOUT = kept(r"(?:(?<![签合违预节公契邀履爽解])约|(?<![附最临邻靠])近|大约|约为|约有|将近|接近|大概|近乎)\s*$")
_LEAST = kept(
    r"(?:(?<![不得])(?:超过|超出|超|高于|多于|大于)|逾|突破|不少于|不低于|至少|不得低于|不得少于|不小于)\s*(?:每人每月|每人每年)?$"
)
_LEAST_RUN = kept(
    r"(?:不少于|不低于|(?<![不得])超过|至少)\s?(?:每人每[月年])?(?:\d[\d.,]*[万亿]?[元/人月年每·.张家个名户%]{0,8}(?:和|、|及|与))+\Z"
)  # 分别不低于430元和310元
_LEAST_OF = kept(r"(?:不少于|不低于|(?<![不得])(?:超过|高于))[^,，。;；]{0,16}$")  # 不低于低保标准的1.3倍
_MOST = kept(r"(?:不足|不到|跌破|不超过|(?<![不得])(?:低于|少于|小于)|不高于|至多|不多于|不大于|不得超过|不得高于|控制在)\s*$")
_YEARS = kept(r"\d{4}/\d{4}")
_PERSONAL = {"人": "person", "人次": "person-time", "户": "household", "户次": "household-time", "对": "couple"}
_COUNTED = ("person", "person-time", "household", "household-time", "couple", "count")
_RATES = {"元/月": "CNY/person/month", "元/年": "CNY/person/year", "元/次": "CNY/person-time", "元/人": "CNY/person-time"}


class Figure(NamedTuple):
    """A bound figure, or one outside the catalogue (``bound`` None), where it was read, and the time carried to it."""

    verdict: Verdict
    bound: Binding | None
    read: Read
    clock: Clock


class Told(NamedTuple):
    """What a sentence tells of all its figures: the items that tell their time, whether it speaks of plans, what stands over it.

    ``heading`` tells what it begins with only where that is words, and no figure.
    """

    items: list[Item]
    plans: bool
    heads: tuple[str, ...]
    heading: str


_STARRED = kept(r"[*＊][”\"]?[^。;；\n]{0,24}累计")
_NEXT_YEAR = kept("明年|下一?年度")


TELLING = 100  # a figure as large is hardly the same by chance
BEYOND_CHANCE = 1000  # and one as large is not, even where only the year of its time is told again


def _figure_of(row: Observation) -> tuple[object, ...]:
    return row.metric, row.area, row.region, row.value, row.aspect, row.status == "previous"


class Framer:
    """Makes the rows of one document."""

    def __init__(
        self, document: Document, text: str, title: str, patterns: Patterns, frame: Frame, region: str, where: Callable[[int], str]
    ) -> None:
        self.document, self.text, self.patterns, self.frame, self.where = document, text, patterns, frame, where
        self._starred = _STARRED.search(text) is not None  # 带*的是今年以来累计数
        self._home = gazetteer().issuer(text, title, frame.year)
        if self._home is None and region:
            self._home = gazetteer().named(region) or Region("", region, region)
        self._head_periods: dict[tuple[tuple[int, int], ...], str] = {}
        self._planned: dict[tuple[str, ...], bool] = {}
        self._spending: dict[int, str] = {}  # by table: the months that its money is for
        self._regions: dict[int, Region | None] = {}
        self._pairs: dict[int, Binding] = {}
        self._own_periods: dict[int, str] = {}  # of the rows of tables whose labels name a time
        self._stated: dict[tuple[object, ...], frozenset[tuple[str, str]]] = {}  # by figure: what sentences tell of its time
        self._dated: set[int] = set()  # where figures stand whose sentence gives their period
        self._read: Read | None = None
        self._told: Told | None = None
        self._places: dict[tuple[int, int], list[tuple[int, int, Region]]] = {}

    def rows(self, reads: Iterable[Read], other: bool) -> tuple[Observation, ...]:
        """The rows, numbered in the order they stand; a part knows the number of its total."""
        figures = sorted(self._figures(reads, other), key=lambda figure: figure.verdict.quantity.start)
        numbers = {id(figure.bound): number for number, figure in enumerate(figures, 1) if figure.bound is not None}
        for one, other_one in pairwise(figures):
            self._pair(one, other_one)
        rows = [self._row(number, figure, numbers) for number, figure in enumerate(figures, 1)]
        return tuple(self._as_told_elsewhere(row) for row in rows)

    def _as_told_elsewhere(self, row: Observation) -> Observation:
        """A figure of the title, the lead or a caption is for the time, and planned or not, as the text states it again."""
        told = self._stated.get(_figure_of(row), frozenset())
        if len(told) != 1 or row.value < TELLING or row.start in self._dated:
            return row
        period, status = next(iter(told))
        if row.period.startswith(period) and row.value < BEYOND_CHANCE:
            return row  # the month of the report, and the same small number told again of a year
        return row._replace(period=period, status=status)

    def _pair(self, one: Figure, other: Figure) -> None:
        """Keeps what a figure is paired with: households and persons told in one go (1435户2622人)."""
        first, second = one.bound, other.bound
        if first is None or second is None or first.metric.subject != second.metric.subject or first.area != second.area:
            return
        if not self.text[one.verdict.quantity.end : other.verdict.quantity.start].strip(" 、,，"):
            self._pairs[id(second)] = first

    def _whole(self, bound: Binding) -> Binding | None:
        """The total that a figure is a part of: of a pair the one that counts the same."""
        whole = bound.parent
        if whole is not None and whole.metric.measure != bound.metric.measure:
            paired = self._pairs.get(id(whole))
            if paired is not None and paired.metric.measure == bound.metric.measure:
                return paired
            if whole.metric.unit != bound.metric.unit:
                return None  # 低保对象2622人,其中城市480人,发放1809.1万元: money is no part of people
        return whole

    def _figures(self, reads: Iterable[Read], other: bool) -> Iterator[Figure]:
        clock, block, as_of = Clock(), None, ""
        for read in reads:
            if read.block is not block:
                # a report whose title names no time says it once, and goes on over the paragraphs; a day is an event's
                carried = "" if self.frame.period else as_of or ("" if A_DAY.search(clock.period) else clock.period)
                block, clock = read.block, clock.in_next(carried)
            for verdict in read.verdicts:
                for bound in verdict.bindings:
                    yield Figure(verdict, bound, read, clock.copy())
                if other and verdict.other and not verdict.bindings:
                    yield Figure(verdict, None, read, clock.copy())
            as_of = self._tick(read.items, clock) or as_of
            if "。" not in self.text[read.sentence.start : read.sentence.end]:
                continue  # a picture's name, a heading of its own
            clock.plans = self._is_to_do(read, clock) or shall(self.text, read.sentence.start, read.sentence.end)

    def _is_to_do(self, read: Read, clock: Clock) -> bool:
        """Whether a sentence goes on with what the one before said that will be done."""
        start, end = read.sentence.start, read.sentence.end
        return clock.plans and goes_on(self.text, start) and not tells_past(self.text, start, end)

    def _tick(self, items: list[Item], clock: Clock) -> str:
        """Move the clock on over a sentence; gives the time as of which it speaks (截至6月底), if any."""
        as_of = ""
        old = old_values(items, items[-1].end, self.text) if items else []
        for item in items:
            if (
                type(item) is not Time
                or any(a < item.start < b for a, b in old)
                or compared(item, self.text)
                or from_before(item, self.text, self.frame)
            ):
                continue
            if "masked" in item.groups:
                clock.period = clock.known = self.frame.period
            if of_check(item, self.text):
                continue
            if not usable(item, self.text):
                if usable(item, self.text, standard=True) and item.groups.keys() & {"m", "d"}:
                    clock.effective = period_of(item, self.frame)  # 从2014年1月1日起: for the standards of this paragraph
                continue
            past = means(item.groups.get("rel"), *PAST) or ("fest" in item.groups and means(item.groups.get("ry"), "last_year"))
            if past or (self.text[item.start - 1 : item.start] == "(" and not apposed(item, self.text)):
                continue
            day = means(item.groups.get("rel"), "that_day") and self.frame.day
            period = period_of(item, self.frame, clock.period if day else clock.told(item))
            if not period and (spoken(item.groups.get("rel")) or spoken(item.groups.get("ry"))):
                clock.period = clock.known = ""
            if period and not _YEARS.fullmatch(period) and not self._is_event(item, period):
                if cumulative_span(period) == cumulative_span(clock.period):
                    period = clock.period  # 2018年上半年…。1-6月,…: told the same again
                clock.move(period, "yend" in item.groups)
                if self.text[item.start - 1] in "至到止":
                    as_of = period
        if campaign := campaign_of(items, self.text, self.frame):
            clock.move(campaign, False)
        return as_of

    def _is_event(self, time: Time, period: str) -> bool:
        """Whether a day is only that of an event told in a report on a longer time (5月20日当天…): no time of what follows."""
        up_to = self.text[time.start - 1 : time.start] in ("至", "到", "止", "于")
        return A_DAY.fullmatch(period) is not None and self.frame.period != "" and not (A_DAY.fullmatch(self.frame.period) or up_to)

    # ---- one row

    def _row(self, number: int, figure: Figure, numbers: dict[int, int]) -> Observation:
        read, bound, quantity = figure.read, figure.bound, figure.verdict.quantity
        metric, source = bound.metric if bound else None, self.document.text
        if bound is not None:
            quantity = bound.quantity
        period, status, sure, own = self._time(figure, quantity)
        region = self._region(figure, quantity)
        if bound is not None:
            self._regions[id(bound)] = region
        area = bound.area if bound and bound.metric.area and bound.area in ("urban", "rural") else ""
        row = Observation(
            id=number,
            part_of=numbers.get(id(self._whole(bound))) if bound else None,
            source=self.document.source,
            region=region.full if region else "",
            region_code=region.code if region else "",
            period=period,
            metric=metric.id if metric else "other",
            name=({"rural": "农村", "urban": "城市"}.get(area, "") + metric.name) if metric else "",
            area=area,
            detail=bound.detail if bound else "",
            value=quantity.value * (bound.sign if bound else 1),
            unit=unit_of(bound) if bound else plain_unit(quantity),
            aspect=bound.aspect if bound else "level",
            status=status,
            bound=bound_of(quantity, self.text),
            text=source[quantity.start : quantity.end],
            start=quantity.start,
            end=quantity.end,
            sentence=_around(source, read.sentence.start, read.sentence.end, quantity),
            heading=self._sentence(read).heading,
            rule=f"{metric.id}:{bound.how}" if bound and metric else "other",
            confidence="low" if bound is None else "medium" if bound.confidence == "high" and not sure else bound.confidence,
            where=self.where(quantity.start),
        )
        if own and bound:
            self._dated.add(row.start)
            self._stated[_figure_of(row)] = self._stated.get(_figure_of(row), frozenset()) | {(period, status)}
        return row

    def _time(self, figure: Figure, quantity: Quantity) -> tuple[str, str, bool, bool]:
        """The period and status of a figure, whether the period leans on more than the day of posting, and on its own sentence."""
        bound, read, frame = figure.bound, figure.read, self.frame
        previous = bound.previous if bound else False
        standard = bound is not None and bound.metric.measure in ("standard", "ratio", "supplement_per_capita")
        table, old = read.block.kind == "table", None
        head_period = self._head_periods.get(read.block.headings)
        if head_period is None:
            head_period = self._head_periods[read.block.headings] = self._head_period(read)
        if table:
            period, own = self._cell_time(figure, previous)
        else:
            old = old_from(read.items, quantity) if previous and bound and bound.how != "x" else None
            year = frame._replace(year=year_of(head_period), guessed=False) if head_period else frame
            stock = standard or (bound is not None and bound.metric.measure in STOCKS)
            checked = bound is not None and bound.metric.measure in ("annual_inspections", "rate")
            asked = Asked(standard, stock, previous, old, checked)
            period, own, told = figure_period(self._sentence(read).items, quantity, self.text, year, figure.clock, head_period, asked)
            previous = previous or told
        turn = "" if table or previous else self._in_turn(read.items, quantity)
        if turn:
            period, own = turn, True
        effective = frame.effective or figure.clock.effective or (self._from_then(read.items, quantity) if standard and not own else "")
        if standard and effective and not previous and not (own and (len(period) > 4 or period[:4] != effective[:4])):
            period = effective
        ahead = period if own and not turn else ""
        planned = self._is_planned(figure, quantity, previous, ahead, "" if table else head_period)
        if planned and not own and not head_period and not previous and frame.year and not frame.guessed:
            period = str(frame.year)
        if not planned and not own and not previous and _YEARS.fullmatch(period) and period == frame.period:
            period = ""  # what was reached before a plan of five years, in its text
        if of_year_target(quantity, self.text) and own:
            period = period[:4]
        of_report = period in (frame.period, frame.effective) and not (frame.guessed and not frame.effective) and not frame.opening
        sure = old is not None or (bool(period) and (own or table or bool(head_period) or of_report))
        return period, "previous" if previous else "planned" if planned else "actual", sure, own

    def _in_turn(self, items: list[Item], quantity: Quantity) -> str:
        """The period of a figure of a list that is set against times by 分别 (2021年、2022年分别为100万元、120万元), else empty."""
        word = flagged([i for i in items if i.start < quantity.start], "respectively")
        if word is None:
            return ""
        stop = next((i.start for i in items if i.start > word.start and type(i) is Sep and i.char in ";；。"), items[-1].end)
        values = [i.start for i in items if type(i) is Quantity and word.start < i.start < stop and i.cls == quantity.cls]
        times = times_in_turn(items, word, len(values)) if quantity.start in values and len(values) > 1 else []
        if not times:
            return ""
        index = values.index(quantity.start)
        if len(times) == 1:
            return str(int(times[0].groups["ya"]) + index)
        first = period_of(times[0], self.frame)
        return period_of(times[index], self.frame._replace(year=year_of(first) or self.frame.year))

    def _from_then(self, items: list[Item], quantity: Quantity) -> str:
        """From when a standard holds, as the words behind it in its sentence say (每人每月650元,自2023年7月1日起执行)."""
        for item in items:
            if type(item) is Sep and item.start > quantity.end and item.char in ";；":
                break
            if type(item) is Time and item.start > quantity.end and item.groups.keys() & {"m", "d"}:
                begins = usable(item, self.text, standard=True) and not usable(item, self.text)
                return period_of(item, self.frame) if begins else ""
        return ""

    def _cell_time(self, figure: Figure, previous: bool) -> tuple[str, bool]:
        """The period of a table's cell, and whether its own heads gave it."""
        bound, block = figure.bound, figure.read.block
        texts = [self.text[a:b] for a, b in block.headings]
        period, own = cell_period(texts, self.frame, previous, self._starred)
        # a time of a heading far off that only repeats the document's is none of the cell's own
        own = own and (period != self.frame.period or any(times_in(head) for head in texts[-3:]))
        if bound and not own and not previous and bound.parent is not None:
            period = self._own_periods.get(id(bound.parent), period)  # 1-12月支出, 其中: of the same months
        if bound and own:
            self._own_periods[id(bound)] = period
        if bound and bound.metric.unit == "CNY" and not previous:
            # 1-12月支出合计, and the kinds of spending in the rows below it
            if own and "/" in period:
                self._spending[block.start] = period
            elif not own:
                period = self._spending.get(block.start, period)
        return period, own

    def _is_planned(self, figure: Figure, quantity: Quantity, previous: bool, own_period: str, head_period: str) -> bool | None:
        """Whether a figure is planned: by its sentence, its headings, the sentence before, the report, a time to come."""
        read, frame = figure.read, self.frame
        planned = is_planned(read.items if self._sentence(read).plans else [], quantity, self.text)
        listed = self._is_planned_section(self._sentence(read).heads)
        section = frame.plan or listed
        done = section and (previous or says_done(read.items, quantity))
        if planned is not None and not (planned is False and section and not done):
            return planned  # but 力争到位资金2.6亿元,投资完成1.2亿元 among what is to be done
        of_plan = year_of(head_period) or frame.year
        if section and own_period and of_plan and (year_of(own_period) or of_plan) < of_plan:
            return None  # 2023年,… in a plan for 2024
        if listed or self._is_to_do(read, figure.clock) or (frame.plan and not done):
            return True
        if read.block.kind == "table" or not frame.year:
            return None
        latest = max(frame.year, frame.posted[0] if frame.posted else 0)
        ahead = [year_of(head_period), None if frame.opening else year_of(own_period)]
        return any(year is not None and year > latest for year in ahead) or None

    def _sentence(self, read: Read) -> Told:
        """What is asked of a sentence for each of its figures."""
        if self._told is None or self._read is not read:
            heads = tuple(self.text[a:b] for a, b in read.block.headings)
            over, lead = heads, read.sentence.lead
            if lead:
                heads = (*heads, self.text[slice(*lead)])
                if not any(lead[0] <= verdict.quantity.start < lead[1] for verdict in read.verdicts):
                    over = heads
            self._read = read
            self._told = Told(telling(read.items), speaks_of_plans(read.items), heads, " > ".join(head.strip() for head in over))
        return self._told

    def _is_planned_section(self, heads: tuple[str, ...]) -> bool:
        found = self._planned.get(heads)
        if found is None:
            found = self._planned[heads] = planned_heading(list(heads), self.patterns)
        return found

    def _head_period(self, read: Read) -> str:
        """The period that the nearest heading names."""
        for a, b in reversed(read.block.headings):
            head = self.text[a:b]
            times = [t for t in times_in(head) if not stamped(t, head) and not compared(t, head) and not means(t.groups.get("rel"), *PAST)]
            found = period_of(times[0], self.frame) if times else ""
            if found:
                return found
            if self.frame.year and _NEXT_YEAR.search(self.text[a:b]):
                return str(self.frame.year + 1)
        return ""

    def _region(self, figure: Figure, quantity: Quantity) -> Region | None:
        """The division a figure is about: named last before it in its sentence, or at the head of its paragraph, else the issuer's."""
        sentence, bound = figure.read.sentence, figure.bound
        if bound is not None and bound.how == "aligned" and bound.mention is not None:
            at = bound.mention.start - sentence.start  # 甲县、乙县分别为: the n-th place
            for start, end, region in self._named((sentence.start, sentence.end)):
                if start <= at < end:
                    return region
        here = [region for start, end, region in self._named((sentence.start, sentence.end)) if end <= quantity.start - sentence.start]
        if here:
            return here[-1]
        if figure.bound is not None and figure.bound.parent is not None and id(figure.bound.parent) in self._regions:
            return self._regions[id(figure.bound.parent)]  # 全国共有…。其中…
        for span in [*([sentence.lead] if sentence.lead else []), *reversed(figure.read.block.headings)]:
            named = self._named(span)
            if named:
                return named[-1][2]
        return self._home

    def _named(self, span: tuple[int, int]) -> list[tuple[int, int, Region]]:
        if span not in self._places:
            self._places[span] = gazetteer().mentions(self.text[slice(*span)], self._home, self.frame.year)
        return self._places[span]


def plain_unit(quantity: Quantity) -> str:
    """The base unit of a figure that no metric is known for."""
    if quantity.cls in ("%", "‰"):
        return quantity.cls
    if quantity.cls in _RATES:
        return _RATES[quantity.cls]
    return {"百分点": "pp", "倍": "times", "元": "CNY", "床": "bed", "小时": "hour", **_PERSONAL}.get(quantity.cls, "count")


def unit_of(bound: Binding) -> str:
    """The base unit of a bound figure: the metric's, but for what the printed unit itself decides."""
    quantity, metric = bound.quantity, bound.metric
    if quantity.cls == "百分点":
        return "pp"
    if bound.aspect in ("growth", "share"):
        return "%"
    if quantity.cls == "‰":
        return "‰"
    if metric.unit.startswith("CNY/"):
        return _RATES.get(quantity.cls, metric.unit) if quantity.cls != "元/人" else metric.unit
    base = _PERSONAL.get(quantity.cls)
    return base if base and metric.unit in _COUNTED else metric.unit


def bound_of(quantity: Quantity, text: str) -> str:
    """How exact a figure is said to be: by the words right before and after it."""
    before, after = text[max(0, quantity.start - 24) : quantity.start], text[quantity.end : quantity.end + 4].lstrip()
    if quantity.bound in ("at_least", "at_most"):
        return quantity.bound
    if (
        _LEAST.search(before)
        or _LEAST_RUN.search(text, max(0, quantity.start - 40), quantity.start)
        or (quantity.cls == "倍" and _LEAST_OF.search(before))
        or after.startswith(("以上", "及以上"))
    ):
        return "at_least"
    if _MOST.search(before) or after.startswith(("以内", "以下", "之内")):
        return "at_most"
    if quantity.bound == "about" or _ABOUT.search(before) or after.startswith(("左右", "上下")):
        return "about"
    return "exact"


LONGEST_SENTENCE = 2000


_MARK = kept(r"[,，;；、\s]")


def _around(source: str, start: int, end: int, quantity: Quantity) -> str:
    """The sentence; of one without end (a text without full stops) the stretch around the figure, cut at marks where there are any."""
    if end - start <= LONGEST_SENTENCE:
        return source[start:end]
    left = max(start, quantity.start - LONGEST_SENTENCE // 2)
    right = min(end, quantity.end + LONGEST_SENTENCE // 2)
    head = _MARK.search(source[left : quantity.start]) if left > start else None
    tail = max(source.rfind(mark, quantity.end, right) for mark in ",，;；、") if right < end else -1
    return source[left + (head.end() if head else 0) : tail if tail >= 0 else right]
