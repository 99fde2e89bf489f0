"""Figures that contradict each other: observations in, findings out, nothing read and nothing changed.

A check is a small named rule (``RULES``). It knows what the printed figures can stand for (``interval``), so
rounding makes no finding; what it takes for true of the field stands as data in ``relations``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from mzstats.audit import money, rates, repeats, sums
from mzstats.audit.report import Found, Report, reports
from mzstats.audit.words import message
from mzstats.model import Finding, Observation


@dataclass(frozen=True, slots=True)
class Rule:
    """A check: its name, its Chinese name, what it means, a text that it finds fault with and one that it does not.

    ``inside`` looks at one report at a time, ``across`` at all together. In the examples ``---`` parts reports.
    """

    name: str
    zh: str
    meaning: str
    wrong: str
    right: str
    inside: Callable[[Report], Iterator[Found]] | None = None
    across: Callable[[Sequence[Report]], Iterator[Found]] | None = None


RULES: tuple[Rule, ...] = (
    Rule(
        "parts",
        "分项与合计",
        "parts that the text links to a total (其中, brackets, 分别, 合计) do not make it up, or exceed it",
        "2024年,全县低保500人,其中城市60人,农村430人。",
        "2024年,全县低保500人,其中城市60人,农村440人。",
        inside=sums.linked_parts,
    ),
    Rule(
        "areas",
        "城乡与合计",
        "城市 and 农村 do not make the figure for both",
        "2024年,全县低保对象500人。\n城市低保对象60人。\n农村低保对象430人。",
        "2024年,全县低保对象500人。\n城市低保对象60人。\n农村低保对象440人。",
        inside=sums.areas,
    ),
    Rule(
        "kinds",
        "种类与总体",
        "kinds that make up a whole do not (集中 + 分散 = 特困), or a part exceeds its whole",
        "2024年,全县特困人员90人。\n集中供养特困人员30人。\n分散供养特困人员70人。",
        "2024年,全县特困人员90人。\n集中供养特困人员30人。\n分散供养特困人员60人。",
        inside=sums.kinds,
    ),
    Rule(
        "households",
        "户数与人数",
        "more households than persons, or more than eight persons to a household",
        "2024年,农村低保户162户90人。",
        "2024年,农村低保户90户162人。",
        inside=sums.households,
    ),
    Rule(
        "growth",
        "增长率",
        "a stated growth rate is not what the values make",
        "2024年,城市低保标准由每人每月600元提高到660元,增长20%。",
        "2024年,城市低保标准由每人每月600元提高到660元,增长10%。",
        inside=rates.growth,
    ),
    Rule(
        "change",
        "增减量",
        "a stated difference is not the difference of the values",
        "2024年,城市低保标准由每人每月600元提高到660元,每人每月提高50元。",
        "2024年,城市低保标准由每人每月600元提高到660元,每人每月提高60元。",
        inside=rates.change,
    ),
    Rule(
        "share",
        "占比",
        "a stated share is not the part over the whole",
        "2024年,全县低保对象500人,其中农村440人,占66%。",
        "2024年,全县低保对象500人,其中农村440人,占88%。",
        inside=rates.share,
    ),
    Rule(
        "rate",
        "比率与人数",
        "a stated rate does not fit its counts, or no whole number gives it",
        "2024年,全局已有6名执法人员持有行政执法证,执证率90%。",
        "2024年,全局已有6名执法人员持有行政执法证,执证率86%。",
        inside=rates.rate,
    ),
    Rule(
        "payout",
        "人数×标准×月数与发放额",
        "recipients × standard × months is more than a quarter off the payout",
        "2024年,重度残疾人护理补贴标准每人每月100元。全年有200名重度残疾人享受护理补贴,发放重度残疾人护理补贴96万元。",
        "2024年,重度残疾人护理补贴标准每人每月100元。全年有200名重度残疾人享受护理补贴,发放重度残疾人护理补贴24万元。",
        inside=money.payout,
    ),
    Rule(
        "legal",
        "标准的法定关系",
        "a standard is under its legal or usual relation (特困 ≥ 1.3 × 低保, 补助水平 ≤ 标准)",
        "2024年,农村低保标准每人每月600元,农村特困人员基本生活标准每人每月700元。",
        "2024年,农村低保标准每人每月600元,农村特困人员基本生活标准每人每月780元。",
        inside=money.legal,
    ),
    Rule(
        "amounts",
        "金额的量级",
        "money per person and month that is never paid: noughts too many, a year told as a month",
        "2024年,城市低保标准为每人每月20000元。",
        "2024年,城市低保标准为每人每月700元。",
        inside=money.amounts,
    ),
    Rule(
        "text-table",
        "正文与表格",
        "the text and a table of the same report differ",
        "2024年,全县结婚登记310对。\n指标名称 | 计量单位 | 数量\n结婚登记 | 对 | 301\n离婚登记 | 对 | 88",
        "2024年,全县结婚登记310对。\n指标名称 | 计量单位 | 数量\n结婚登记 | 对 | 310\n离婚登记 | 对 | 88",
        inside=repeats.text_and_table,
    ),
    Rule(
        "two-values",
        "同一指标两个值",
        "the same metric for the same place and time has two values in one report",
        "2024年,全县办理结婚登记310对。\n2024年全县养老机构12家。\n2024年,全县结婚登记301对。",
        "2024年,全县办理结婚登记310对。\n2024年全县养老机构12家。\n2024年,全县结婚登记310对。",
        inside=repeats.two_values,
    ),
    Rule(
        "two-reports",
        "两份报告不一",
        "two reports differ on the same place, time and metric",
        "2024年,全县结婚登记310对。\n---\n2024年,全县结婚登记301对。",
        "2024年,全县结婚登记310对。\n---\n2024年,全县结婚登记310对。",
        across=repeats.two_reports,
    ),
    Rule(
        "last-year",
        "上年值",
        "what a report says of the year before (上年, 比上年增加, 增长) is not what last year's report says",
        "2023年,全县结婚登记280对。\n---\n2024年,全县结婚登记310对,比上年增加66对。",
        "2023年,全县结婚登记280对。\n---\n2024年,全县结婚登记310对,比上年增加30对。",
        across=repeats.last_year,
    ),
    Rule(
        "series",
        "离群与跳变",
        "a value is far from the place's own series, or looks as if in another unit",
        "2021年,全县发放低保金1200万元。\n---\n2022年,全县发放低保金1250万元。\n---\n2023年,全县发放低保金1300元。\n---\n2024年,全县发放低保金1350万元。",
        "2021年,全县发放低保金1200万元。\n---\n2022年,全县发放低保金1250万元。\n---\n2023年,全县发放低保金1300万元。\n---\n2024年,全县发放低保金1350万元。",
        across=repeats.series,
    ),
    Rule(
        "region",
        "下级多于上级",
        "a division has more than the division it lies in",
        "2024年,潮州市结婚登记2000对。\n---\n2024年,潮州市湘桥区结婚登记3000对。",
        "2024年,潮州市结婚登记9000对。\n---\n2024年,潮州市湘桥区结婚登记3000对。",
        across=repeats.region,
    ),
)


def audit(rows: Iterable[Observation], only: Sequence[str] = (), lang: str = "en") -> tuple[Finding, ...]:
    """What contradicts each other in the rows of one or many reports.

    ``only``: names of the checks to run; all by default. ``lang``: of the messages, ``en`` or ``zh``.
    Findings come by the place of their first figure.
    """
    read = reports(rows)
    found: list[Finding] = []
    for rule in RULES:
        if only and rule.name not in only:
            continue
        for report in read if rule.inside else ():
            assert rule.inside is not None
            found += [_finding(rule, one, lang) for one in rule.inside(report)]
        if rule.across:
            found += [_finding(rule, one, lang) for one in rule.across(read)]
    order = {report.source: place for place, report in enumerate(read)}
    unique = {(one.check, one.figures): one for one in found}
    return tuple(sorted(unique.values(), key=lambda one: (order[one.figures[0].source], one.figures[0].start, one.check)))


def _finding(rule: Rule, found: Found, lang: str) -> Finding:
    return Finding(rule.name, found.severity, message(found.says, found.told, lang), found.figures)


def example_texts(example: str) -> list[str]:
    """The reports of a rule's example."""
    return [part.strip("\n") for part in example.split("\n---\n")]
