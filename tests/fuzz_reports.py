"""Writes texts like reports, right and broken: all constructions and unit forms, tables, noise. And reads numbers slowly.

Everything is drawn from a ``random.Random``, so that hypothesis can drive it (and shrink) and a plain seed can too.
"""

# ruff: noqa: SIM905  # lists of words read better without a quote around each
from __future__ import annotations

import random
import re
import unicodedata
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction

SUBJECTS = (
    "低保|城市低保|农村低保|特困|集中供养|分散供养|临时救助|流浪乞讨|孤儿|事实无人抚养儿童|困难残疾人|重度残疾人|两项补贴|高龄津贴|"
    "养老机构|护理型床位|"
    "结婚|离婚|婚姻登记|补领结婚|社会组织|社会团体|民办非企业|基金会|志愿者|社工站|火化|火化率|公墓|慈善组织|捐款|福彩|公益金|"
    "村委会|居委会|地名标志|"
    "行政处罚|行政检查|不予处罚|规范性文件|法律顾问|宣传单|培训|复议|诉讼|信访|投诉举报|依申请公开|低保边缘人口|价格临时补贴|民政事业费"
).split("|")
PEOPLE = "人|名|位|人次|户|户次|对".split("|")
THINGS = "家|个|所|处|件|起|宗|例|条|项|场|次|期|份|册|张|块|具|穴|座|张床位|小时".split("|")
MONEY = (
    "元|万元|亿元|千元|元/人·月|元/人.月|元/人/月|元/月/人|元/人月|元/人、月|元∕人、月|元/月·人|元/月|元人/.月|元/人·年|元/年|"
    "元/人次|元/人.次|/人.月|元/户"
).split("|")
SHARES = "%|％|‰|个百分点|倍".split("|")
PLACES = "全县|全市|全区|全省|全国|我县|市本级|湘桥区|潮州市湘桥区|广东省|东镇|四川|和县|高新区".split("|")
TIMES = (
    "2024年|2024年底|截至2024年12月底|1-6月|上半年|前三季度|2024年第三季度|自7月1日起|今年以来|去年|上年同期|“十四五”期间|"
    "2021—2025年|12月4日|当月|"
    "到2027年|2023年|二〇二四年|5·20当天|99公益日|2022- 01- 18|至12月"
).split("|")
TRAPS = (
    "财社〔2022〕130号|[2016]46号|GB/T 18521-2001|11370800MB325774GF/2024-00337|16:52|0514-84683100|三重一大|1310|“双随机一公开”|"
    "60周岁以上|80-89周岁|"
    "第二十条第（五）项|12345热线|5A级|30天冷静期|第14版|999号|20xx年|*人|X家|2242.3|3,101 3,101|数万份|上百场|多次|第1名|"
    "一、二级残疾|3楼B638室"
).split("|")
CUES = (
    "发放|支出|累计|共|合计|新增|新成立|注销|变更|抽查|办理|惠及|其中|计划|力争|将|预计|已完成|比上年|同比|环比|增长|下降|"
    "提高到|达到|占|约|近|超过|不足|"
).split("|")
SEPARATORS = "，、；。：,;:。\n ".strip(" ") + " "
# joiners, marks of order, spaces of all widths, controls, half a surrogate pair, look-alikes of digits
NOISE = "\u200b\u200c\ufeff\xa0\u3000\u202f\u202e\u200f\u0301\x00\x07\t\x1f\x85\u2028\ud83d🎉\ufffc\ufffe𝟙①⑩Ⅳ²½٣"


def number(rng: random.Random) -> str:
    """A number in one of the forms that reports write."""
    whole = rng.choice((rng.randint(0, 9), rng.randint(10, 999), rng.randint(1000, 99999), rng.randint(10**5, 10**12)))
    form = rng.randrange(14)
    if form < 6:
        return str(whole)
    if form == 6:
        return f"{whole}.{rng.randint(0, 9999)}"
    if form == 7:
        return f"{whole:,}"
    if form == 8:
        return "".join(chr(ord(c) + 0xFEE0) if rng.random() < 0.8 else c for c in str(whole))
    if form == 9:
        return f"{whole % 1000} {rng.randint(0, 999):03}"
    if form == 10:
        return rng.choice(("零", "两", "七", "十二", "九十", "一百二十", "三百零五", "两千", "一万二千", "〇", "十", "百", "一亿"))
    if form == 11:
        return rng.choice(("0", "0.0", "007", "1.", ".5", "1,23", "1,2345", "1.2.3", "1..2", "-3", "+5", "3．5", "１２．５"))
    if form == 12 and rng.random() < 0.3:
        return str(rng.randint(1, 9)) * rng.choice((9, 12, 15, 16, 30, 400))
    return f"{whole}{rng.choice('余多几来')}"


def amount(rng: random.Random) -> str:
    """A number with a unit."""
    scale = rng.choice(("", "", "", "万", "亿", "千", "百万", "万多", "多万", "余万", " 万", "十"))
    unit = rng.choice(rng.choice((PEOPLE, THINGS, MONEY, SHARES)))
    if rng.random() < 0.1:
        unit = rng.choice((" ", "  ", "　", " ")) + " ".join(unit)
    if rng.random() < 0.1:
        unit = "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in unit)
    return (
        rng.choice(("", "", "", "", "每人每月", "约", "近", "超", "不少于", "不足"))
        + number(rng)
        + scale
        + unit
        + rng.choice(("", "", "", "左右", "以上", "不等"))
    )


# s t: subjects; a b c: amounts; m n: numbers; u: a unit; p q: places; x: no figure; z: a time; v: a cue
CLAUSES = (
    "{s}{a}|{v}{s}{a}|{v}{a}{s}|{s}{m}户{n}人|{s}{a}，其中{t}{b}，{s}{c}|{s}{a}（{t}{b}，{p}{c}）|{s}{a}：{t}{b}、{s}{c}|{s}、{t}分别为{a}、{b}|"
    "{s}和{t}均为{a}|{s}标准由{a}提高到{b}|从{a}上调至{b}|比上年增加{a}|同比增长{m}%|同比下降{m}%|占{s}的{m}%|提高{m}个百分点|{s}{a}至{b}|"
    "{m}-{n}{u}|{m}～{n}元|为{a}{s}发放{b}|{p}{s}{a}，{q}{b}|{z}，{s}{a}|一档{a}，二档{b}|按{s}标准的{m}倍|人均{a}|未发生{s}|"
    "{s}{a}（其中（{t}{b}（{c}）|{s}{a}））|{x}{s}{a}|《{s}办法》{a}|{s}共计{a}|计划{a}，已完成{b}|其中其中其中{a}|{s}{x}|{v}{z}"
).split("|")


def clause(rng: random.Random) -> str:
    """A clause of some construction."""
    words = {"s": SUBJECTS, "t": SUBJECTS, "u": PEOPLE, "p": PLACES, "q": PLACES, "x": TRAPS, "z": TIMES, "v": CUES}
    made: dict[str, Callable[[], str]] = {name: lambda kind=kind: rng.choice(kind) for name, kind in words.items()}  # type: ignore[misc]
    made |= dict.fromkeys("abc", lambda: amount(rng)) | dict.fromkeys("mn", lambda: number(rng))
    return re.sub(r"\{(\w)\}", lambda slot: made[slot[1]](), rng.choice(CLAUSES))


def sentence(rng: random.Random) -> str:
    """Some clauses."""
    parts = [clause(rng) for _ in range(rng.randint(1, 5))]
    return "".join(part + rng.choice(SEPARATORS) for part in parts) + rng.choice(("。", "。", "；", "", "！"))


def table(rng: random.Random) -> str:
    """A table in plain text: pipes, tabs, aligned spaces or a cell a line, now and then with lost or glued cells."""
    columns = rng.randint(1, 4)
    unit = rng.choice(("人", "户", "万元", "个", "%"))
    heads = [
        "指标名称",
        *(rng.choice(("数量", f"人数（{unit}）", "2023年", "2024年", "上期", "合计", "单位", "同比")) for _ in range(columns)),
    ]
    rows = [
        [
            ("  " * rng.randint(0, 2)) + rng.choice(("一、", "（一）", "1.", "其中：", "", "")) + rng.choice(SUBJECTS),
            *(number(rng) for _ in range(columns)),
        ]
        for _ in range(rng.randint(1, 6))
    ]
    cells = [heads, *rows]
    if rng.random() < 0.2:
        rng.choice(cells).pop()
    before = rng.choice(("", f"单位：{unit}\n", "2024年12月统计表\n"))
    how = rng.randrange(4)
    if how == 0:
        return before + "\n".join("| " + " | ".join(row) + " |" for row in cells)
    if how == 1:
        return before + "\n".join("\t".join(row) for row in cells)
    if how == 2:
        return before + "\n".join("    ".join(row) for row in cells)
    return before + "\n".join(cell for row in cells for cell in row)


def report(rng: random.Random) -> str:
    """A short report, with noise in one of four."""
    lines = [rng.choice(("湘桥区民政局2024年工作总结", "2024年10月社会救助情况", "关于提高低保标准的通知", "某县民政事业统计公报", ""))]
    for number_ in range(rng.randint(1, 4)):
        if rng.random() < 0.4:
            lines.append(
                rng.choice(("一、", "（二）", "1.", "第三部分 ", "【", "")) + rng.choice((*SUBJECTS, "下一步工作计划", "存在的问题"))
            )
        lines.append(table(rng) if rng.random() < 0.2 else "".join(sentence(rng) for _ in range(rng.randint(1, 3))))
        if rng.random() < 0.1:
            lines.append(f"发布日期：2025-01-{number_ + 10} 浏览量：{rng.randint(1, 999)}")
    text = "\n".join(lines)
    return spoilt(text, rng) if rng.random() < 0.25 else text


def spoilt(text: str, rng: random.Random) -> str:
    """The text with noise in it, pieces lost or doubled."""
    for _ in range(rng.randint(1, 6)):
        at = rng.randint(0, len(text))
        end = min(len(text), at + rng.randint(0, 12))
        text = rng.choice(
            (
                text[:at] + rng.choice(NOISE) + text[at:],
                text[:at] + text[end:],
                text[:at] + text[at:end] * rng.randint(2, 9) + text[at:],
                text[:at] + rng.choice("()（）[]【】《》“”〔〕「」") * rng.randint(1, 20) + text[at:],
                text[:at] + rng.choice((" ", "\n", "9", "零", "万", "。", "、")) * rng.randint(1, 60) + text[at:],
            )
        )
    return text


# ---- the number read slowly

_WORDS: dict[str, int] = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0, "两": 2}
_PLACES = {"十": 10, "百": 100, "千": 1000}
_SCALES = {"十": 10, "百": 100, "千": 1000, "万": 10**4, "亿": 10**8}
_ABOUT = "余多几来"


def slow_value(text: str) -> Fraction | None:
    """What a figure as written comes to in its unit without multiples (``1.5万元`` is 15000), None where it has no number.

    Raises ValueError for a numeral in words that is none (两千百万). Written apart from the program and with no
    eye to speed: character by character, exact fractions.
    """
    plain = "".join(chr(ord(c) - 0xFEE0) if 0xFF01 <= ord(c) <= 0xFF5E else c for c in text)
    plain = "".join(str(unicodedata.decimal(c)) if c.isdecimal() else c for c in plain)  # ٣ is a three too
    plain = re.sub(r"[\s\u200b\ufeff]", "", plain).lstrip("+-−").removesuffix("百分点")  # whose 百 is no multiple
    digits = ""
    while plain and (plain[0] in "0123456789," or (plain[0] == "." and plain[1:2].isdigit())):
        digits, plain = digits + plain[0], plain[1:]
    if digits:
        whole, _, part = digits.replace(",", "").partition(".")
        value = Fraction(int(whole or "0", 10)) if len(whole) < 4000 else Fraction(Decimal(whole))
        value += Fraction(int(part or "0", 10), 10 ** len(part)) if len(part) < 4000 else 0
    else:
        words = ""
        while plain and (plain[0] in _WORDS or plain[0] in _SCALES):
            words, plain = words + plain[0], plain[1:]
        if not words:
            return None
        value = Fraction(_in_words(words))
    about = len(plain)
    while plain and plain[0] in _ABOUT:
        plain = plain[1:]
    if digits or len(plain) < about:  # 三千六百余万 too
        factor = 1
        while plain and (plain[0] in _SCALES or plain[0] in _ABOUT):
            factor *= _SCALES.get(plain[0], 1)
            plain = plain[1:]
        value *= factor
    return value


def _in_words(words: str) -> int:
    """一万二千 by its greatest place: what stands before it times the place, and what stands after it."""
    for place, scale in (("亿", 10**8), ("万", 10**4)):
        if place in words:
            before, _, after = words.rpartition(place)
            return (_in_words(before) if before else 1) * scale + (_in_words(after) if after else 0)
    if all(c in _WORDS for c in words):
        return int("".join(str(_WORDS[c]) for c in words))
    total, digit, last = 0, None, 10**4
    for n, c in enumerate(words):
        if c in _WORDS:
            if digit is not None and digit != 0:
                raise ValueError("two digits side by side")
            digit = _WORDS[c]
        elif _PLACES[c] < last and (digit is not None or n == 0 or c == "十"):
            total, digit, last = total + (1 if digit is None else digit) * _PLACES[c], None, _PLACES[c]
        else:
            raise ValueError("places out of order")
    if digit and 10 < last < 10**4 and words[-2] in _PLACES:
        digit *= last // 10  # 一千二 is 1200
    return total + (digit or 0)


TEXTS: tuple[Callable[[random.Random], str], ...] = (report, sentence, table, clause)
