"""One pass over a sentence: quantities, words, times and separators, in order.

Quantities first; words are looked up only in a sentence that holds a quantity. All offsets are the document's.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from decimal import Decimal
from functools import lru_cache
from itertools import pairwise

from mzstats.expressions import kept
from mzstats.model import Document
from mzstats.numerals import SCALE_VALUES, chinese
from mzstats.patterns import Entry, Patterns, number_classes
from mzstats.patterns.periods import periods
from mzstats.patterns.traps import Expression, Watch, compiled
from mzstats.tokens import Item, Quantity, Sep, Time, Word

SEPARATORS = ",，、;；:：()。！？!?\n\t|【】[]"

_Y = r"(?P<y>(?:19|20)\d\d)\s*年度?"
_CN = "[一二三四1234]"
_M = r"(?P<m>1[0-2]|0?[1-9])\s*月"


@lru_cache(maxsize=1)
def _time() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """The expression of a time, and that of what every sentence with a time holds."""
    words = periods()
    plans, first = "|".join(words.plans), words.first() + "".join(sorted({name[0] for name in words.days if not name[0].isdigit()}))
    days = "|".join(re.escape(name) for name in sorted(words.days, key=len, reverse=True))
    expression = kept(
        rf"""(?x)(?=[\d十“"一二三四第上下前{first}])(?<![\d.])(?<!\d,)(?:
        (?P<plan>[“"]?(?:{plans})[”"]?(?:时期|期间|规划)?末?)
      | (?P<ya>(?:19|20)\d\d)\s{{0,2}}年?\s{{0,2}}(?:[-—–~～]+|至|到)\s{{0,2}}(?P<yb>(?:19|20)\d\d)\s{{0,2}}年
      | (?P<fy>(?:19|20)\d\d)\s{{0,2}}年\s{{0,2}}(?P<fo>1[0-2]|0?[1-9])\s{{0,2}}月份?\s{{0,2}}(?:[-—–~～]+|至|到)\s{{0,2}}
        (?P<ty>(?:19|20)\d\d)\s{{0,2}}年\s{{0,2}}(?P<to>1[0-2]|0?[1-9])\s{{0,2}}月[底末]?(?!\s{{0,2}}\d{{1,2}}\s{{0,2}}日)
      | (?:{_Y}|(?P<ry>今年|去年|上年|本年|明年|当年|全年))?\s{{0,2}}(?:的)?\s{{0,2}}(?:
            (?P<ma>1[0-2]|0?[1-9])\s{{0,2}}月?份?\s{{0,2}}(?:[-—–~～]+|至|到)\s{{0,2}}(?P<mb>1[0-2]|0?[1-9])\s{{0,2}}月(?!\d)(?:份)?(?!\s{{0,2}}\d{{1,2}}\s{{0,2}}日)
          | {_M}\s{{0,2}}(?:(?P<d>3[01]|[12]\d|0?[1-9])\s{{0,2}}(?:日|号)
              (?:\s{{0,2}}(?:[-—–~～]+|至|到)\s{{0,2}}(?:(?P<m2>1[0-2]|0?[1-9])\s{{0,2}}月\s{{0,2}})?(?P<d2>3[01]|[12]\d|0?[1-9])\s{{0,2}}日)?
              |(?!\s{{0,2}}\d)份?(?P<mend>底|末)?)
          | (?P<half>上半年|下半年)
          | (?P<first>前三季度|前3季度|前三个季度|一至三季度|1-3季度|1至3季度|一到三季度)
          | (?P<before>前)(?P<mn>[2-9]|1[01]|[二三四五六七八九十])\s{{0,2}}个?月
          | 第?(?P<q>{_CN})季度(?:末|底)?
        )
      | (?P<sy>今年|去年|上年)的?[“"](?P<nm>1[0-2]|[1-9])(?P<nd>[0-3]\d)[”"](?![\u4e00-\u9fff]{{0,2}}(?:行动|工程|工作法|模式|计划|热线))
      | (?:(?P<qy>(?:19|20)\d\d)年|(?P<qr>今年|去年|上年))的?\s?[“"]?(?P<fest>{days})[”"]?节?(?:当天|当日)?(?!前|期间|将|来临|临近|活动|\d)
      | [“"]?(?P<named>{days})[”"]?节?(?:当天|当日|这天|这一天)
      | (?P<masked>(?:19|20)[xX×*＊]{{2}}年)
      | [“"]?(?P<fm>1[0-2]|[1-9])·(?P<fd>3[01]|[12]\d|[1-9])[”"]?(?=\s{{0,2}}(?:当天|当日|这天|这一天|期间|前后))(?:\s{{0,2}}(?:当天|当日))?
      | (?P<yy>(?:19|20)\d\d)\s{{0,2}}年度?\s{{0,2}}(?P<yend>年?[底末])?
      | (?P<iso>(?:19|20)\d\d(?:[-/](?:1[0-2]|0?[1-9])(?:[-/](?:3[01]|[12]\d|0?[1-9]))?
              |\.(?:1[0-2]|0?[1-9])\.(?:3[01]|[12]\d|0?[1-9])))(?![\d.万亿%])
      | (?P<rel>{words.expression()})
        )"""
    )
    rest = words.without(("年", "月", "季度", "期"))
    # every alternative begins with a fixed character, so that the engine passes over all others at once
    hint = kept("|".join([r"·|年|月|季度|期|19\d\d[-./]\d|20\d\d[-./]\d", days, plans, *rest]))
    return expression, hint


_DIGIT = kept(r"\d")
_DIGITS = r"\d(?:\d{0,2}(?:,\d{3})+(?!\d)|\d*)(?:\.\d+)?"
_PER = (
    r"(?:元|块)?\s{0,2}(?:人\s{0,2})?[/∕]\s{0,2}[.·]?\s{0,2}人?\s{0,2}[.·]?\s{0,2}次"
    r"|元\s{0,2}人?\s{0,2}[/∕每]\s{0,2}[.·]?\s{0,2}(?:每?\s{0,2}人\s{0,2})?[/∕、.·・•・每]{0,3}\s{0,2}[.·]?\s{0,2}(?:月|年)(?!底|末|份|初|内|度|\d)\s{0,2}(?:[/∕·・.、每]\s{0,2}人)?"
    r"|元\s{0,2}(?:每?人\s{0,2})[每/∕·.、]?\s{0,2}(?:月|年)(?!底|末|份|初|内|度|\d)"
    r"|[/∕]\s{0,2}(?:每?人\s{0,2})[/∕、.·・•每]*\s{0,2}(?:月|年)"
    r"|[/∕]\s{0,2}(?:月|年)\s{0,2}[.·/∕、]\s{0,2}人"
    r"|元\s{0,2}每?(?:月|年)\s{0,2}[/∕每·.]?\s{0,2}人"
    r"|元\s{0,2}[/∕]\s{0,2}(?:每?人|户)(?![·.、/∕次])"
)


@lru_cache(maxsize=4)
def _machines(
    patterns: Patterns,
) -> tuple[re.Pattern[str], re.Pattern[str], list[Watch], re.Pattern[str]]:
    units = number_classes(patterns.units)
    scale = r"万亿|千亿|百亿|十亿|亿|千万|百万|十万|万|千|百"
    tail = kept(
        rf"\s?(?P<a>[余多几来]|[多余]?)\s?(?P<scale>{scale})?(?P<b>[余多几来])?\s?(?:(?P<money>{_PER})|(?P<yuan>元)|(?P<unit>{units}))?"
    )
    traps = [compiled(trap) for trap in patterns.traps]
    cn_units = "|".join(
        sorted(
            (
                re.escape(w)
                for w, u in patterns.units.items()
                if u.cls in ("对", "人", "户", "个", "件", "次", "场", "具", "人次", "条", "份", "块", "小时", "床", "户次")
            ),
            key=len,
            reverse=True,
        )
    )
    # the first character stands first and what must not stand before it second: the engine passes over all others at once
    cn = kept(
        rf"(?P<n>[零一二两三四五六七八九十](?<![第一二三四五六七八九十百千万亿\d.].)(?:(?<!零)[零一二两三四五六七八九十百千万亿]{{0,23}}(?:点[零一二三四五六七八九]{{1,6}})?)?)(?P<a>[余多])?(?P<s>万亿|亿|万)?(?P<b>[余多])?(?:(?P<yuan>元)|(?P<unit>{cn_units}))(?![一-龥]?级|[多半]?月|季度|工作日|档次|类别|等级|层次|方面|阶段|环节|步骤|部分)"
    )
    return kept(_DIGITS), tail, traps, cn


def money_class(text: str) -> str:
    """The class of a money unit with a rate: ``元/月``, ``元/年``, ``元/次``, ``元/人``."""
    if "次" in text:
        return "元/次"
    if "月" in text:
        return "元/月"
    if "年" in text:
        return "元/年"
    return "元/人"


def quantities(text: str, start: int, end: int, patterns: Patterns, block_start: int = -1) -> list[Quantity]:
    """Every number in ``text[start:end]``, with what it is counted in, or why it is not a figure (``trap``)."""
    number = _machines(patterns)[0]
    out: list[Quantity] = []
    match = number.search(text, start, end)
    while match is not None:
        begin, stop = match.start(), _grouped(text, *match.span())
        pair = _range(text, begin, stop, end, patterns)
        if pair:
            out += pair
            stop = pair[1].end
        else:
            trap = _trap(text, begin, stop, patterns, start, end)
            if not trap and begin == block_start and _LIST_NUMBER.match(text, stop):
                trap = "list number"
            out.append(_quantity(text, begin, stop, start, end, patterns, trap))
            stop = max(out[-1].end, stop)
        match = number.search(text, stop, end)
    in_words = _in_words(text, start, end, patterns, out)
    if in_words:
        out = sorted([*out, *in_words], key=lambda q: q.start)
    for one, other in pairwise(out):
        if (
            not one.trap
            and not other.trap
            and one.cls == other.cls
            and one.cls
            and one.bound != "at_most"
            and _is_range(text, one.start, one.end, other.start, other.end)
        ):
            one.bound, other.bound = "at_least", "at_most"
    return out


_PEOPLE = kept(r"(?:居民|人口|人数|人员|群众|对象|老人|老年人|志愿者)(?:有|为|约|共|达到?|已|超过?|突破|近)*\s*\Z")
_PEOPLE_BEHIND = kept(
    r"(?:\s?[、和及]\s?[约近]?\d[\d.]*\s?[余多]?[万亿])*\s?[^,，。;；:：、\d用支开元资]{0,10}?"
    r"(?:(?:老年人|老人|残疾人|困难)?(?P<homes>家庭|农户)|老年人|老人|群众|人员|儿童|残疾人|居民|志愿者|对象|患者)"
)
_LIST_NUMBER = kept(r"\s*[、.．)](?!\d)")
_GROUP = kept(r"[  ](\d{3}(?:\.\d+)?)(?=\s?(?:[人户名元对个]|万|亿))")


def _grouped(text: str, begin: int, stop: int) -> int:
    """The end of a number, with a thousands group that is set off by a space (7 359人, 1 286.5万元)."""
    group = _GROUP.match(text, stop) if stop - begin <= 3 and text[begin - 1 : begin] not in "年月日" else None
    return group.end(1) if group else stop


_NO_DIGIT = kept(r"[,\s ]")


def _quantity(text: str, begin: int, stop: int, start: int, end: int, patterns: Patterns, trap: str) -> Quantity:
    """The number at ``begin`` to ``stop`` with the unit that follows it."""
    digits = text[begin:stop]
    if not digits.isdigit():
        digits = _NO_DIGIT.sub("", digits)
    value = Decimal(digits)
    if trap:
        return Quantity(begin, stop, value, "", trap=trap, unit_start=stop)
    unit = _machines(patterns)[1].match(text, stop, end)
    assert unit is not None
    stop_at, cls, base, noun, scale, bound = stop, "", "", False, "", "exact"
    if unit["scale"]:
        scale, stop_at = unit["scale"], unit.end("scale")
        value *= SCALE_VALUES[scale]
    if unit["a"] or unit["b"]:
        bound = "about"
        stop_at = max(stop_at, unit.end("a") if unit["a"] else 0, unit.end("b") if unit["b"] else 0)
    if unit["money"]:
        cls, stop_at = money_class(unit["money"]), unit.end("money")
    elif unit["yuan"]:
        cls, stop_at = "元", unit.end("yuan")
    elif unit["unit"]:
        known = patterns.units[unit["unit"]]
        cls, base, noun, stop_at = known.cls, known.base, known.noun, unit.end("unit")
        if unit["unit"] == "次" and _PERSON_TIMES.search(text, max(start, begin - 8), begin):
            cls, base, noun = "人次", "person-time", False
    elif scale and _PEOPLE.search(text, max(start, begin - 8), begin):
        cls, base = "人", "person"
    elif scale and _TIMES_RISEN.search(text, max(start, begin - 14), begin):
        cls, base = "人次", "person-time"
    elif (scale or bound == "about") and (people := _PEOPLE_BEHIND.match(text, stop_at, end)):
        cls, base = ("户", "household") if people["homes"] else ("人", "person")  # 惠及3722万、94.3万老年人
    elif bound == "about" and not scale:
        bound, stop_at = "exact", stop
    if cls[:1] in ("元", "倍", "%") and cls and _threshold(text, begin, stop_at, start):
        trap = "threshold"
    if len(digits) > 18 or (cls in ("人", "户", "对", "个") and scale == "" and len(digits.split(".")[0]) >= 8):
        trap = "digits run together"
    if not cls and digits in ("520", "521", "1314"):
        trap = "a named day"
    if cls in ("%", "‰", "百分点", "倍") and text[begin - 1 : begin] in "-−－" and begin > start and not text[begin - 2].isdigit():
        begin, value = begin - 1, -value  # 增长率为-1.18%
    return Quantity(begin, stop_at, value, cls, base=base, noun=noun, bound=bound, scale=scale, trap=trap, unit_start=stop)


_TIMES_RISEN = kept(r"人次(?:数)?(?:从|由)(?:上年|去年)?的?\s?\Z")
_PERSON_TIMES = kept(r"人次(?:数|累计)?(?:共|约|达|达到|为|超过|近|突破)?\s?\Z")  # 参训总人次达320次
_LINE_DRAWN = kept(r"(?:及)?(?:以上|以下|以内)的|的[,，]")
_IN_BRACKETS = kept(r"(?:及)?(?:以上|以下|以内)[)）]")
_BEYOND = kept(r"(?:超过|低于|高于|不足|达到|少于|多于|不到)\s*$")


def _threshold(text: str, begin: int, stop: int, start: int) -> bool:
    """Whether an amount only draws a line: 1000元以上的, 低于2000元的,"""
    if text[begin - 1 : begin] in ("(", "（") and _IN_BRACKETS.match(text, stop):
        return True  # 小额直批(2000元以下)113人次
    if not _LINE_DRAWN.match(text[stop : stop + 5]):
        return False
    return text[stop] != "的" or _BEYOND.search(text[max(start, begin - 6) : begin]) is not None


_TO = r"\s*(?:[-—–－~～]{1,2}|至|到)\s*"
_RANGE = kept(rf"(?P<scale>万|亿)?{_TO}(?P<b>{_DIGITS})")
_FROM = kept(r"(?:由|从)[^,，。;；]{0,30}$")
_BETWEEN = kept(_TO)
_RANGED = kept(r"\s*(?:之间|不等|不同)")


def _range(text: str, begin: int, stop: int, end: int, patterns: Patterns) -> list[Quantity]:
    """``4-5家`` as its low and its high end, empty where it is no range of a counted thing."""
    match = _RANGE.match(text, stop, end)
    if (
        match is None
        or text[begin - 1 : begin] in ("-", "—", "/", ".")
        or (text[begin - 1 : begin].isalnum() and text[begin - 1].isascii())
    ):
        return []
    at, to = match.span("b")
    if _trap(text, begin, to, patterns, 0, end):
        return []
    high = _quantity(text, at, to, at, end, patterns, "")
    low = Decimal(text[begin:stop].replace(",", ""))
    low *= SCALE_VALUES[match["scale"] or high.scale] if match["scale"] or high.scale else 1
    stop = match.end("scale") if match["scale"] else stop
    if high.cls in ("", "其他") or high.trap or low >= high.value or not _is_range(text, begin, stop, at, high.end):
        return []
    high.bound = "at_most"
    first = Quantity(begin, stop, low, high.cls, base=high.base, noun=high.noun, bound="at_least", scale=high.scale, unit_start=stop)
    return [first, high]


def _is_range(text: str, begin: int, stop: int, at: int, end: int) -> bool:
    """Whether nothing but a dash or 至 stands between two numbers, and no 由 makes them an old and a new value."""
    if not _BETWEEN.fullmatch(text, stop, at):
        return False
    dash = text[stop:at].strip() not in ("至", "到")
    return dash or not _FROM.search(text[max(0, begin - 34) : begin]) or _RANGED.match(text, end) is not None


def _in_words(text: str, start: int, end: int, patterns: Patterns, found: list[Quantity]) -> list[Quantity]:
    """Small numbers in Chinese numerals with a unit (七对, 一万元)."""
    out: list[Quantity] = []
    for match in _machines(patterns)[3].finditer(text, start, end):
        numeral = match["n"]
        if numeral == "一" or len(patterns.lexicon.longest(text, match.start())) > len(numeral):
            continue
        if any(q.start < match.end() and match.start() < q.end for q in found):
            continue
        try:
            value = chinese(numeral) * chinese("一" + (match["s"] or ""))
        except ValueError:
            continue
        known = patterns.units[match["unit"]] if match["unit"] else patterns.units["元"]
        bound = "about" if match["a"] or match["b"] else "exact"
        out.append(
            Quantity(
                match.start(), match.end(), value, known.cls, base=known.base, noun=known.noun, bound=bound, literal=value < 10,
                unit_start=match.end("n"),
            )
        )  # fmt: skip
    return out


def _trap(text: str, begin: int, stop: int, patterns: Patterns, start: int, end: int) -> str:
    """Why the digits from ``begin`` to ``stop`` are no figure, empty where nothing says so."""
    before = text[max(start, begin - 16) : begin]
    after = text[stop : min(stop + 14, end)]
    if _any_trap(patterns)(before, after):
        for reason, left, right in _machines(patterns)[2]:
            if _holds(left, right, before, after):
                return reason
    if len(patterns.lexicon.longest(text, begin)) >= stop - begin:
        return "part of a name"
    return ""


@lru_cache(maxsize=4)
def _any_trap(patterns: Patterns) -> Callable[[str, str], bool]:
    """Whether any trap could hold: all that look at one side only are asked as one expression."""
    rights, lefts, both, rest = [], [], [], []
    for _, left, right in _machines(patterns)[2]:
        if left is None and isinstance(right, re.Pattern):
            rights.append(right.pattern)
        elif right is None and isinstance(left, re.Pattern):
            lefts.append(left.pattern)
        elif isinstance(left, re.Pattern) and isinstance(right, re.Pattern):
            both.append((left, right))
        else:
            rest.append((left, right))
    right_of, left_of = _either(rights), _either(lefts)
    left_of_both = _either([left.pattern for left, _ in both])

    def asked(before: str, after: str) -> bool:
        if (right_of and right_of.match(after)) or (left_of and left_of.search(before)):
            return True
        if left_of_both and left_of_both.search(before) and any(_holds(*one, before, after) for one in both):
            return True
        return any(_holds(*one, before, after) for one in rest)

    return asked


def _holds(left: Expression | None, right: Expression | None, before: str, after: str) -> bool:
    return (right is None or right.match(after) is not None) and (left is None or left.search(before) is not None)


def _either(expressions: list[str]) -> re.Pattern[str] | None:
    return kept("|".join(f"(?:{one})" for one in expressions)) if expressions else None


_SPAN = kept(r"\s?(?:\([^()]{1,10}\))?\s?(?:至|到|[-—–~～]{1,2})\s?")


def _days(first: dict[str, str], last: dict[str, str]) -> bool:
    """Whether two times are days of years told alike, so that 至 between them makes a span."""
    plain = all({"m", "d"} <= groups.keys() and not groups.keys() & {"d2", "ry"} for groups in (first, last))
    return plain and ("y" in first or "y" not in last)


def times(text: str, start: int, end: int) -> list[Time]:
    """The time expressions in ``text[start:end]``."""
    expression, hint = _time()
    if not hint.search(text, start, end):
        return []
    out: list[Time] = []
    for match in expression.finditer(text, start, end):
        if match.end() > match.start():
            groups = {k: v for k, v in match.groupdict().items() if v}
            if "yy" in groups:
                groups["y"] = groups.pop("yy")
            if "fm" in groups:
                groups["m"], groups["d"] = groups.pop("fm"), groups.pop("fd")
            for told, known in (("qy", "y"), ("qr", "ry"), ("named", "fest")):
                if told in groups:
                    groups[known] = groups.pop(told)
            if "sy" in groups:  # 去年的“520”
                groups["ry"], groups["m"], groups["d"] = groups.pop("sy"), groups.pop("nm"), groups.pop("nd")
            last = out[-1] if out else None
            if last is not None and _days(last.groups, groups) and _SPAN.fullmatch(text, last.end, match.start()):
                # 2025年1月1日至2025年12月31日 is one span
                both = last.groups | {"m2": groups["m"], "d2": groups["d"]} | ({"y2": groups["y"]} if "y" in groups else {})
                out[-1] = Time(last.start, match.end(), text[last.start : match.end()], both)
                continue
            out.append(Time(match.start(), match.end(), match.group(), groups))
    return out


def holds_numbers(text: str, start: int, end: int, patterns: Patterns) -> bool:
    """Whether ``text[start:end]`` can hold a quantity."""
    return _DIGIT.search(text, start, end) is not None or _machines(patterns)[3].search(text, start, end) is not None


IN_A_TIME = "date or duration"


def scan(text: str, start: int, end: int, patterns: Patterns, numbers: list[Quantity]) -> list[Item]:
    """The items of ``text[start:end]`` in order: the numbers given, times, known words and separators.

    Numbers that turn out to be part of a time (2024-2-5) are marked as such.
    """
    found = times(text, start, end)
    spans = [(t.start, t.end) for t in found]
    items: list[Item] = [*found]
    for number in numbers:
        if any(a <= number.start < b for a, b in spans):
            number.trap = IN_A_TIME
    items += [q for q in numbers if not q.trap]
    items.sort(key=lambda item: item.start)
    out: list[Item] = []
    at = start
    for item in [*items, None]:
        stop = item.start if item is not None else end
        if stop > at:
            _words(text, at, stop, patterns, out)
        if item is not None:
            out.append(item)
            at = max(at, item.end)
    return out


# cities whose names end so, and nothing that 城市 could stand behind
_NAMED_SO = kept("[盐晋运宣聊诸邹禹项丰凤韩应都]城市(?!(?:居民|低保|特困|社区|最低))")
_TITLED = Entry("《》")
_SEPARATOR = kept(f"[{re.escape(SEPARATORS)}]")


def _words(text: str, start: int, end: int, patterns: Patterns, out: list[Item]) -> None:
    """Known words and separators; the name of a law or document in 《》 is one word that says nothing."""
    while start < end:
        opened = text.find("《", start, end)
        stop = end if opened < 0 else opened
        _plain_words(text, start, stop, patterns, out)
        if opened < 0:
            return
        closed = text.find("》", opened, end)
        start = end if closed < 0 else closed + 1
        out.append(Word(opened, start, _TITLED))


def _plain_words(text: str, start: int, end: int, patterns: Patterns, out: list[Item]) -> None:
    separators = _SEPARATOR.finditer(text, start, end)
    sep = next(separators, None)
    for a, b, entry in patterns.lexicon.scan(text, start, end):
        if b - a == 1 and entry.area and not text[b : b + 1].isdigit():
            continue  # 城120户, but not 主城四区
        if entry.area == "urban" and _NAMED_SO.match(text, max(a - 1, start)) and text[a - 1 : a] != "":
            entry = _TITLED  # 盐城市: a name
        while sep is not None and sep.start() < b:
            if sep.start() < a:
                out.append(Sep(sep.start(), sep.group()))
            sep = next(separators, None)
        out.append(Word(a, b, entry))
    while sep is not None:
        out.append(Sep(sep.start(), sep.group()))
        sep = next(separators, None)


def document_numbers(document: Document) -> Iterator[tuple[int, int]]:
    """Where the numbers in digits of a document stand."""
    return (match.span() for match in re.finditer(_DIGITS, document.text))
