"""A question in plain words answered with rows: read by the scanner that reads the reports, nearest rows first."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mzstats.model import Observation
from mzstats.report.settle import contains, span, year

if TYPE_CHECKING:
    from mzstats.patterns import Patterns


@dataclass(frozen=True, slots=True)
class Question:
    """What was understood of a question; every field but ``text`` may be empty.

    ``region``   full or bare name; ``kind`` the suffix of 各县, 各区, 各市: any division of that kind.
    ``metrics``  candidates, the better the higher its number. ``unknown``: the words that nothing was made of.
    """

    text: str
    region: str = ""
    kind: str = ""
    period: str = ""
    area: str = ""
    metrics: tuple[tuple[str, int], ...] = ()
    aspect: str = "level"
    status: str = "actual"
    unknown: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Hit:
    """A row that answers, and what in it is not as asked (``metric``, ``period``, ``region``, ``area``, ``aspect``, ``status``)."""

    row: Observation
    score: int
    misses: tuple[str, ...]


_KIND = re.compile(r"各(?:个|地)?(省|地级市|市|州|盟|县|区|旗|镇|乡|街道)|各地|哪些?(?:个)?(省|市|县|区)")
_ASK = re.compile(
    r"请问|是多少|有多少|多少|几[个名人户对家所件张]|什么|怎么样|如何|查询|查一下|情况|分别|一共|总共|数据|数字|[的了呢吗是有为在各年度与和、,，。?？!！\s]"
)
_MEASURE_WORDS = {
    "多少钱": "payout", "发了": "payout", "金额": "payout", "发放": "payout", "资金": "payout", "低保金": "payout", "供养金": "payout",
    "救助金": "payout", "花了": "expenditure", "多少户": "households", "户数": "households", "多少人": "persons", "人数": "persons",
    "人次": "person_times", "对数": "registrations", "登记": "registrations", "标准": "standard", "床位": "beds",
    "补助水平": "supplement_per_capita", "补差": "supplement_per_capita", "率": "rate", "占比": "rate", "比例": "rate",
    "多少家": "institutions", "机构": "institutions", "场次": "events", "新增": "persons_added", "退出": "persons_removed",
}  # fmt: skip
"""Words of questions that call for a measure; the reports' own words (``patterns``) come on top."""


def read(text: str, patterns: Patterns, this_year: int) -> Question:
    """The question understood. ``this_year`` is what 今年 means."""
    from mzstats.frame import Frame, period_of
    from mzstats.regions import gazetteer
    from mzstats.scan import scan
    from mzstats.tokens import Time, Word

    taken = [False] * len(text)
    frame = Frame(year=this_year, period=str(this_year))
    period = ""
    kind = _KIND.search(text)
    if kind:
        _take(taken, kind.start(), kind.end())
    regions = [(start, end, region) for start, end, region in gazetteer().mentions(text, None, None) if not any(taken[start:end])]
    for start, end, _ in regions:
        _take(taken, start, end)
    items = scan(text, 0, len(text), patterns, [])
    words: list[tuple[int, int, Word]] = []
    for item in items:
        if isinstance(item, Time):
            period = period or period_of(item, frame)
            _take(taken, item.start, item.end)
        elif isinstance(item, Word) and not any(taken[item.start : item.end]):
            words.append((item.start, item.end, item))
    if found := re.search(r"(?:19|20)\d\d", text):
        period = period or found.group()
        _take(taken, *found.span())
    for start, end, word in words:
        if word.entry.subjects or word.entry.measures or word.entry.area or word.entry.flags:
            _take(taken, start, end)
    for match in re.finditer("|".join(sorted(_MEASURE_WORDS, key=len, reverse=True)), text):
        _take(taken, *match.span())
    growth = re.search("增长率?|增幅|下降率?|降幅", text)
    if growth:
        _take(taken, *growth.span())
    metrics, left = _metrics(text, [word for _, _, word in words], patterns), _left(text, taken)
    if not metrics and (metrics := _by_name(text, left, patterns)):
        left = ()
    return Question(
        text,
        region=regions[-1][2].full if regions else "",
        kind=(kind.group(1) or kind.group(2) or "*") if kind else "",
        period=period,
        area=next((word.entry.area for _, _, word in words if word.entry.area in ("urban", "rural")), ""),
        metrics=metrics,
        aspect="growth" if growth else "level",
        status="planned" if re.search("计划|目标|预计", text) else "actual",
        unknown=left,
    )


def _take(taken: list[bool], start: int, end: int) -> None:
    taken[start:end] = [True] * (end - start)


def _left(text: str, taken: Sequence[bool]) -> tuple[str, ...]:
    """The runs of characters that no reading took, without the words of asking."""
    rest = "".join("\0" if used else character for character, used in zip(text, taken, strict=True))
    return tuple(piece for piece in re.split("\0+", _ASK.sub("\0", rest)) if piece)


def _metrics(text: str, words: Sequence[object], patterns: Patterns) -> tuple[tuple[str, int], ...]:
    """The metrics that the words may mean: by subject (the longer the word the better), then by measure."""
    from mzstats.tokens import Word

    subjects: dict[str, int] = {}
    measures: dict[str, int] = {}
    for word in words:
        assert isinstance(word, Word)
        for subject, near in word.entry.subjects:
            if not near or any(one in text for one in near):
                subjects[subject] = max(subjects.get(subject, 0), len(word.entry.word))
        for measure in word.entry.measures:
            measures[measure] = max(measures.get(measure, 0), len(word.entry.word))
    for asked, measure in _MEASURE_WORDS.items():
        if asked in text:
            measures[measure] = max(measures.get(measure, 0), len(asked) + 1)
    out: dict[str, int] = {}
    for metric in patterns.metrics.values():
        if metric.subject in subjects:
            out[metric.id] = 10 * subjects[metric.subject] + 4 * measures.get(metric.measure, 0)
        if metric.name and metric.name in text:
            out[metric.id] = out.get(metric.id, 0) + 100
    return tuple(sorted(out.items(), key=lambda one: (-one[1], one[0])))


def _by_name(text: str, left: Sequence[str], patterns: Patterns) -> tuple[tuple[str, int], ...]:
    """Without a subject's word (养老床位): the metrics of the measure asked for whose names hold all words that are left."""
    asked = {measure for word, measure in _MEASURE_WORDS.items() if word in text}
    fitting = (metric for metric in patterns.metrics.values() if metric.measure in asked and all(word in metric.name for word in left))
    return tuple((metric.id, 1) for metric in fitting) if left else ()


def find(question: Question, rows: Iterable[Observation], limit: int = 10) -> list[Hit]:
    """The rows that answer, those with nothing amiss first; of the rest the nearest in time, place and kind.

    A row of another metric, or of a place that neither holds nor lies in the one asked, is no answer.
    """
    held = list(rows)
    scores = _candidates(question, held)
    hits = [hit for row in held if (hit := _hit(question, row, scores)) is not None]
    hits.sort(key=lambda hit: (len(hit.misses) > 0, -hit.score, _apart(question.period, hit.row.period), hit.row.source, hit.row.start))
    return hits[:limit]


def _candidates(question: Question, rows: Sequence[Observation]) -> dict[str, int]:
    """The best of the metrics asked for that the rows hold, and those as good."""
    told = {row.metric for row in rows}
    held = {metric: score for metric, score in question.metrics if metric in told}
    best = max(held.values(), default=0)
    return {metric: score for metric, score in held.items() if score == best}


def _hit(question: Question, row: Observation, scores: dict[str, int]) -> Hit | None:
    score = scores.get(row.metric, 0)
    if question.metrics and not score:
        return None
    named = 0
    for word in question.unknown:
        named += 20 if word in row.name + row.detail + row.sentence else 0
    if not question.metrics and not named:
        return None
    misses = []
    place = _place(question, row)
    if place is None:
        return None
    score += named + place * 3
    if question.metrics and scores[row.metric] < question.metrics[0][1]:
        misses.append("metric")
    if place == 0:
        misses.append("region")
    if question.period:
        time = _time(question.period, row.period)
        score += time * 3
        if time < 4:
            misses.append("period")
    if question.area and row.area != question.area:
        if row.area:
            return None
        misses.append("area")
    score += (8 if question.area and row.area == question.area else 0) + (2 if not question.area and not row.area else 0)
    for name, asked, has, weight in (("aspect", question.aspect, row.aspect, 12), ("status", question.status, row.status, 8)):
        if asked == has:
            score += weight
        else:
            misses.append(name)
    score += {"high": 2, "medium": 1}.get(row.confidence, 0)
    return Hit(row, max(score, 1), tuple(misses))


def _place(question: Question, row: Observation) -> int | None:
    """6 for the place asked (or any where none is), 3 for one in it, 0 for one that holds it or an unknown one; None for others."""
    if question.kind and question.kind != "*" and row.region and not row.region.endswith(question.kind):
        return None
    asked = question.region
    if not asked or asked == row.region:
        return 6
    if not row.region:
        return 0
    if row.region.endswith(asked) or row.region.startswith(asked) or asked == "全国":
        return 6 if question.kind or row.region.endswith(asked) else 3
    return 0 if asked.startswith(row.region) or row.region == "全国" else None


def _time(asked: str, has: str) -> int:
    """5 the same time, 4 within it, 3 one that holds it or the same year, else nothing."""
    if asked == has:
        return 5
    if contains(asked, has):
        return 4
    if contains(has, asked) or (year(asked) and year(asked) == year(has)):
        return 3
    return 0


def _apart(asked: str, has: str) -> int:
    """How many months lie between two times; far for none."""
    first, second = span(asked)[1], span(has)[1]
    if not first:
        return -int(second[:4] + second[5:7]) if second else 0  # nothing asked: the latest first
    if not second:
        return 10**6
    return abs((int(first[:4]) - int(second[:4])) * 12 + int(first[5:7]) - int(second[5:7]))


def understood(question: Question, patterns: Patterns) -> list[tuple[str, str]]:
    """What was made of the question, for the user: ``(part, reading)``."""
    words = {"urban": "城市", "rural": "农村"}
    best = [patterns.metrics[metric] for metric, score in question.metrics if score == question.metrics[0][1]]
    subjects = {metric.subject for metric in best}
    names = [metric.name for metric in best[:3]]
    if len(best) > 1 and len(subjects) == 1:
        names = [patterns.subjects[best[0].subject].name]
    parts = (
        ("region", question.region or (f"各{question.kind}" if question.kind else "")),
        ("period", question.period),
        ("area", words.get(question.area, "")),
        ("metric", ", ".join(names)),
    )
    return [(part, reading) for part, reading in parts if reading]


def why_nothing(question: Question, rows: Iterable[Observation], patterns: Patterns) -> str:
    """The part of the question that found no row, in one line each."""
    held = list(rows)
    lines = []
    if question.unknown:
        lines.append(f"not understood: {', '.join(f'“{word}”' for word in question.unknown)}")
    if not question.metrics:
        lines.append("no metric in the question (mzstats patterns list shows those that are known)")
    elif not any(metric in {row.metric for row in held} for metric, _ in question.metrics):
        names = dict(understood(question, patterns))["metric"]
        lines.append(f"no row of the metric asked for ({names})")
    asked = question.region or question.kind
    if asked and all(_place(question, row) is None for row in held):
        regions = sorted({row.region for row in held if row.region})
        lines.append(f"no row of {asked}; the table holds {', '.join(regions[:5]) or 'no regions'}{' ...' * (len(regions) > 5)}")
    if not held:
        lines.append("the table is empty")
    return "\n".join(lines or ["no row fits all parts of the question together"])
