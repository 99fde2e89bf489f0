"""Writes short texts like reports from the vocabulary of the patterns: every construction in a few words, right and broken.

``tests/fuzz_reports.py`` writes whole reports with a vocabulary of its own; numbers and spoiling are taken from there.
"""

# ruff: noqa: SIM905  # lists of words read better without a quote around each
from __future__ import annotations

import random
import re
import sys
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))

from fuzz_reports import TRAPS, number, spoilt

from mzstats.locate import patterns_dir
from mzstats.pipeline import vocabulary

# s t r: subjects; a b c: amounts; m n: numbers; u: a unit; p q: places; z: a time; v: a cue; x: no figure; e: a measure's word
CLAUSES = (
    "{s}{a}|{s}{a}{b}|{s}{a}、{b}|{v}{a}{s}|{p}{v}{n}名{t}开展{s}|{v}{s}资金{n}万元|{s}{a}，{e}{b}，{e}{c}|{s}{m}户{n}人|{m}户、{n}人|"
    "{s}{a}，其中{t}{b}，{r}{c}|{s}{a}（{t}{b}，{r}{c}）|{s}{a}(含{t}{b}（其中{r}{c}）)|{s}{a}：{t}{b}、{r}{c}|成立{a}、变更{b}，合计{c}|"
    "{s}成立{m}家、变更{n}家、注销{m}家|城乡{s}标准分别为{a}、{b}|{s}、{t}、{r}分别{a}、{b}和{c}|{s}、{t}分别增长{m}%、{n}%|{s}和{t}均为{a}|"
    "{s}{e}由{a}提高到{b}|从{m}{u}增至{n}{u}|{e}上调至{a}|{s}达到{a}|较上年增加{a}|每人每月提高{n}元|{s}{a}，同比下降{m}%|比{z}多{n}{u}|"
    "{s}率为{m}%|占{s}的{m}%|提高{m}个百分点|{s}率{m}‰|每人每月{m}元|月人均{m}元|人年{n}元|有{m}名{t}享受{s}|为{n}名{t}办理{s}|"
    "惠及{t}{n}人次|受益{m}万人（次）|一档{a}，二档{b}|全护理{m}元、半护理{n}元|80-89周岁{a}|按{s}标准的{m}倍|不低于{t}的{m}%|次均{m}元|平均{e}{a}|"
    "计划{a}，已完成{b}|新收{m}件，上年结转{n}件，结转下年{m}件|未发生{s}|零{s}|{s}{n}余{u}|近{n}万{u}|{n}万多{u}|{m}至{n}{u}|{m}～{n}{u}不等|"
    "{m}{u}—{n}{u}|数百{u}{s}|近百场{s}|{p}{a}，{q}{b}，{r}{c}|市本级{a}，全市{b}|现有{m}名{t}持有{s}|{z}{s}{e}{a}|截至{z}，{p}{s}{a}|"
    "{z}，{x}，{s}{a}|{x}{n}{u}|《{s}办法》（{x}）{a}|“{s}”{a}|{s}{e}|{v}{z}|{p}{s}{e}{a}（{z}{b}）|预计{z}{v}{a}|{s}({a}|（{t}{b}））{c}"
).split("|")
# numbers that are no figures, beside those of the whole reports
NO_FIGURES = (
    *TRAPS,
    *(
        "国办函〔20{n}〕{n}号|GB/T {n}-20{n}|索引号：{n}MB{n}/20{n}-{n}|{n}:{n}|5·20|二十届三中全会|第十四个五年规划|第{n}条第（三）项|①|"
        "附件{n}|{n}周岁以上|未满18周岁|三级智力|3A及以上|{n}日内|{n}个工作日|每{n}天|为期{n}个月|连续{n}年|电话0{n}-{n}|邮编{n}|{n}楼|"
        "浏览量：{n}|第{n}位|前{n}位|首批|四级|双色球3D|*人|20xx年|{n}{n}人|{n},{n} {n},{n}|2242.3|"
        "罚款{n}元以上{n}元以下|封顶线{n}元|最高{n}元|不超过{n}元"
    ).split("|"),
)
TIMES = (
    "{y}年|{y}年{d}月|{y}年{d}月底|{y}年{d}月{d}日|{d}-{d}月|{d}至{d}月份|一季度|前三季度|上半年|自{y}年{d}月{d}日起|“十四五”期间|{y}-{d}-{d}|{y}.{d}|"
    "{y}- {d}- {d}|到{y}年|{y}—{y}年|二〇二{d}年|{y}年第三季度|{d}月份|{y}年度 0{d}月份|当天|近三年"
).split("|")
MONEY = (
    "元|万元|亿元|元/人·月|元/人.月|元/人/月|元/月/人|元/人月|元/人、月|元∕人、月|元/月·人|元人/.月|元/人·年|元/人次|/人.月|元/ 人/ 月|％|%"
).split("|")
SCALES = ("", "", "", "", "万", "万", "亿", "千", "余", "万余", "多万", " 万")
MARKS = "，，，、；。：\n,;: "
LINES = (
    "{p}民政局{y}年工作总结|{y}年{d}月社会救助情况|单位：{u}|一、{s}|（二）{s}|1.{s}|【{s}】|下一步工作计划|"
    "发布日期：{y}-{d}-{d} 浏览量：{n}|注：{s}{e}"
).split("|")
HEADS = "数量|{s}|{s}（{u}）|{u}数|{y}年|{d}月|上期|上年同期|本月|累计|合计|单位|同比|环比（%）|代码|标准|备注|{e}|城市|农村".split("|")
FENCES = (("| ", " | ", " |\n"), ("", "\t", "\n"), ("", "    ", "\n"), ("", "\n", "\n"), ("", "", "\n"), ("", ",", "\n"))
LEVELS = ("", "", "", "", "一、", "（一）", "1.", "(1)", "A ", "其中：", "  ", "　　", "其中：1.")


def _period_words() -> Iterator[str]:
    keys = tomllib.loads((patterns_dir() / "periods.toml").read_text("utf-8"))
    yield from (word for words in keys["words"].values() for word in words)
    yield from keys["days"]


@cache
def words() -> Mapping[str, Sequence[str]]:
    """What may stand in each slot, in a fixed order."""
    known = vocabulary(())
    subjects = [word for word, entry in known.words.items() if entry.subjects]
    measures = [word for word, entry in known.words.items() if entry.measures or entry.weak]
    cues = [word for word, entry in known.words.items() if entry.flags or entry.area]
    places = (patterns_dir() / "regions.csv").read_text("utf-8").splitlines()[1:]
    named = ["", "全县", "全市", "全区", "我县", "全省", "全国", "市本级", *(line.split(",")[1] for line in places)]
    units = [*(unit for unit in known.units if not unit[0].isdigit()), *MONEY * 8]
    out = {"s": subjects, "e": measures, "v": ["", *cues], "p": named, "u": units, "x": NO_FIGURES, "z": [*TIMES, *_period_words()]}
    return {slot: sorted(set(of)) if slot != "u" else sorted(of) for slot, of in out.items()}


def amount(rng: random.Random) -> str:
    """A number with a scale and a unit, now and then with blanks or in full width."""
    made = number(rng) + rng.choice(SCALES) + rng.choice(words()["u"])
    chance = rng.random()
    if chance < 0.04:
        return rng.choice(" 　\xa0").join(made)
    if chance < 0.1:
        return "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" and rng.random() < 0.7 else c for c in made)
    return rng.choice(("约", "近", "超过", "不足", "每人每月")) + made if chance < 0.2 else made


_KINDS = {"t": "s", "r": "s", "q": "p"}
_SLOT = re.compile(r"\{(\w)\}")


def filled(template: str, rng: random.Random) -> str:
    """The template with its slots filled, those of what fills them too."""

    def slot(found: re.Match[str]) -> str:
        name = _KINDS.get(found[1], found[1])
        if name in "abc":
            return amount(rng)
        if name in "mn":
            return number(rng)
        if name in "yd":
            return str(rng.randint(2008, 2027) if name == "y" else rng.randint(1, 12))
        return filled(rng.choice(words()[name]), rng)

    return _SLOT.sub(slot, template)


def prose(rng: random.Random) -> str:
    """One to six clauses or lines."""
    parts = [filled(rng.choice(CLAUSES if rng.random() < 0.9 else LINES), rng) for _ in range(rng.choice((1, 1, 2, 2, 3, 4, 6)))]
    if rng.random() < 0.15:
        parts.insert(0, filled(rng.choice(LINES), rng) + "\n")
    return "".join(part if part.endswith("\n") else part + rng.choice(MARKS) for part in parts)


def table(rng: random.Random) -> str:
    """A small table with pipes, tabs, blanks or a cell a line; cells missing, glued or on one line."""
    columns = rng.randint(1, 3)
    cells = [["指标名称", *(filled(rng.choice(HEADS), rng) for _ in range(columns))]]
    for _ in range(rng.randint(1, 3)):
        label = rng.choice(LEVELS) + rng.choice(words()["s"]) + rng.choice(("", "", rng.choice(words()["e"]), "人数", "（户）"))
        cells.append([label, *(rng.choice((number(rng), number(rng), number(rng), "", "-", amount(rng))) for _ in range(columns))])
    if rng.random() < 0.2:
        rng.choice(cells).pop(rng.randrange(columns + 1))
    before = filled(rng.choice(LINES), rng) + "\n" if rng.random() < 0.5 else ""
    fence, gap, end = rng.choice(FENCES)
    return before + "".join(fence + gap.join(row) + end for row in cells)


def text_of(seed: int, number_: int) -> str:
    """Input ``number_`` of a seed; one in five is spoilt."""
    rng = random.Random(f"{seed}:{number_}")
    text = table(rng) if rng.random() < 0.15 else prose(rng)
    return spoilt(text, rng) if rng.random() < 0.2 else text
