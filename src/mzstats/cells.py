"""Binding for tables: the number of a cell to the one metric it measures, by its row's label, its column's head, what stands over them."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property

from mzstats.bind.measure import choose
from mzstats.bind.nouns import Binding, Context, Mention, Verdict
from mzstats.bind.words import Cues, is_within, mentions, split_cues, unknown
from mzstats.grid import Slot
from mzstats.grid.shapes import PART, PLACE, TOTAL, UNIT, is_generic, plain
from mzstats.patterns import Metric, Subject
from mzstats.scan import quantities, scan
from mzstats.tokens import Item, Quantity, Word

Span = tuple[int, int]

_GROWTH = re.compile(r"±|比(?:19|20)\d\d年|同比|环比|增长|增幅|增减|升降|增速|涨幅|降幅|变动|比上[年月期季]|较上[年月期季]|比年初|较年初")
_RATE = re.compile(r"[%率]|增幅|增速|涨幅|降幅|百分比")
_DIFFERENCE = re.compile(r"增减|变动|增加|减少|净增|升降|增长[数量额]|[数量额值]$")
_PREVIOUS = re.compile(r"(?:上年同期|去年同期|上期|上月|上季|上年|去年|上一年|期初)(?!度?结转|转入)")
_OLD = re.compile(r"现行|调整前|提标前|原标准|原来|提高前")
_NEW = re.compile(r"调整后|提标后|新标准|提高后|现标准")
_SHARE = re.compile(r"占比|比重|占.{0,10}(?:比例|比重|百分比|%)|构成")
_MARKER = re.compile(
    r"(?:[一二三四五六七八九十]+、|[(][一二三四五六七八九十\d]+[)]|\d+[.、．]|[A-H](?:[.、]|(?=[一-龥])(?![类级档型]))|[ⅠⅡⅢⅣIV]+[.、]?"
    r"|其中[:：]?|[#＃*]|[①-⑳])"
)
_AGE = re.compile(r"\d+\s*(?:周岁|岁)?\s*[-—~至到]\s*\d+\s*周?岁|\d+\s*周?岁(?:及)?以[上下]|(?:已?满|年满)\d+周?岁|^[男女]性?$|[男女]性")
# Columns whose numbers are nobody's statistics.
_NO_FIGURE = re.compile(
    r"电话|手机|联系方式|邮编|传真|证号|编号|帐号|账号|卡号|号码|年龄|日期|出生|地址|门牌|房间|学历|工龄|排名|名次|得分|分值|权重|项目数量|本年增/减|面积|序时|身份证|期限|时限|窗口号"
)
# Rows that are one person's, donor's or home's: a roll, no statistics.
_ROLL = re.compile(
    r"姓名|户主|申请人|受助人|死者|逝者|捐赠(?:人|者|方|单位|企业)|爱心(?:单位|企业|人士)|获奖.*"
    r"|(?:养老|福利|服务)?机构名称|养老院名称|(?:社会)?组织名称|企业名称|车牌.*|设备.*"
)
_OFFICE = re.compile(r"(?:局|委|委员会|厅|支队|大队|馆|公司|医院|学院|法院|检察院|银行|集团|大学|中学|小学)$")
_OURS = re.compile(r"民政|救助|殡|养老|福利|婚姻|慈善|社会组织|老龄|社管局")
_WHOLE = frozenset(("人", "户", "对", "个", "件", "人次", "户次", "床", "张", "家次", "次", "场", "具"))
_KINDS = frozenset(("persons", "households", "person_times", "household_times", "beds", "couples"))  # they say what is counted
_OTHER = re.compile(r"其[他它余]")
_PLAIN = re.compile(r"-?\d+(?:\.\d+)?")
_COUNTED = frozenset(("person", "household", "couple", "bed", "count", "person-time", "household-time"))
_LONG = 8  # digits: as many as only cells run together have where people or households are counted


@dataclass(frozen=True)
class Part:
    """A label or head, read without the blanks inside it (合  计): what it names and calls for."""

    text: str
    items: list[Item]
    named: list[Mention]
    strong: Cues
    weak: Cues

    @property
    def words(self) -> list[Word]:
        """The known words in it."""
        return [item for item in self.items if type(item) is Word]

    @cached_property
    def opaque(self) -> bool:
        """Whether it speaks of something that the catalogue does not measure."""
        return not self.named and any("noun" in word.entry.flags for word in self.words)

    @cached_property
    def light(self) -> bool:
        """Whether it is made of known words only, and so narrows nothing that it does not say."""
        body = re.sub(r"[(（].*|额$", "", self.text)
        return unknown(self.text, 0, len(body), self.items) == 0

    @cached_property
    def area(self) -> str:
        """The area it names, empty for none."""
        return next((word.entry.area for word in self.words if word.entry.area not in ("", "both")), "")

    @cached_property
    def tiers(self) -> list[str]:
        """Tiers, ages and sexes in it, as written."""
        return [m[0] for m in _AGE.finditer(self.text)] + [word.entry.word for word in self.words if "tier" in word.entry.flags]

    @cached_property
    def rest(self) -> str:
        """The whole of it, where it is more than a total, a unit, a time, a division: what narrows figures of the whole."""
        cell = _bare(self.text)
        if self.named:
            return cell if _OTHER.match(cell) else ""
        return cell if self.text and not UNIT.fullmatch(self.text) and _says_more(self, cell) else ""


@dataclass(frozen=True, slots=True)
class Told:
    """All that stands at a number."""

    label: Part | None
    heads: list[Part]  # outermost first
    over: list[Part]  # nearest first
    beside: list[Part]
    caption: Part | None

    @property
    def inner(self) -> Part | None:
        """The head right over the column, but for one that is a unit only."""
        return next((part for part in reversed(self.heads) if not UNIT.fullmatch(part.text)), None)

    @property
    def label_text(self) -> str:
        return self.label.text if self.label else ""

    @property
    def head_text(self) -> str:
        return " ".join(part.text for part in self.heads)

    @property
    def all_text(self) -> str:
        return f"{self.head_text} {self.label_text}"


def bind_table(slots: Sequence[Slot], text: str, context: Callable[[tuple[str, ...]], Context]) -> list[Verdict]:
    """The verdicts on the numbers of a table, in order. ``context`` gives what stands around the table, for the words near a number."""
    binder = _Binder(text, context)
    verdicts = [binder.bind(slot) for slot in slots]
    _link(slots, verdicts, text)
    return verdicts


class _Binder:
    """Binds one number after the other; labels and heads are looked up once each."""

    def __init__(self, text: str, context: Callable[[tuple[str, ...]], Context]) -> None:
        self.text, self.context_of = text, context
        self.patterns = context(()).patterns
        self._cells: dict[Span, str] = {}
        self._units: dict[str, tuple[Decimal, str, str]] = {}
        self._parts: dict[tuple[str, str], Part] = {}
        self._left: tuple[int, Binding] | None = None  # the row and binding of the number before
        self._above: dict[int, tuple[int, Binding]] = {}  # per column the row and binding of the number above

    # ---- what stands at a number

    def _part(self, span: Span, around: str) -> Part:
        cell = self._cell(span)
        for key in ((cell, ""), (cell, around)):
            if key in self._parts:
                return self._parts[key]
        context = replace(self.context_of((cell, around)), text=cell, origin=0)
        items = scan(cell, 0, len(cell), context.patterns, [])
        ambiguous = any(near for i in items if type(i) is Word for _, near in i.entry.subjects)
        named = mentions(items, context)
        part = self._parts[cell, around if ambiguous else ""] = Part(cell, items, named, *split_cues(items))
        return part

    def _cell(self, span: Span) -> str:
        cell = self._cells.get(span)
        if cell is None:
            cell = self._cells[span] = plain(self.text[slice(*span)])
        return cell

    def _told(self, slot: Slot) -> Told:
        spans = [*([slot.label] if slot.label else []), *slot.heads, *slot.parents, *([slot.caption] if slot.caption else [])]
        around = " ".join([*(self._cell(span) for span in spans), slot.unit])
        return Told(
            self._part(slot.label, around) if slot.label else None,
            [self._part(span, around) for span in slot.heads],
            [self._part(span, around) for span in reversed(slot.parents)],
            [self._part(span, around) for span in slot.beside],
            self._part(slot.caption, around) if slot.caption else None,
        )

    # ---- one number

    def bind(self, slot: Slot) -> Verdict:
        """The verdict on one number."""
        value = number(self.text[slot.start : slot.stop])
        if slot.trap:
            return Verdict(Quantity(slot.start, slot.end, value or Decimal(0), "", trap=slot.trap), reason=slot.trap)
        told = self._told(slot)
        growth = growth_kind(told, slot, self.text[slot.start : slot.end])
        unit = "%" if growth == "growth" else slot.unit
        verdict = Verdict(self._quantity(slot, value or Decimal(0), unit if "、" not in unit else ""))
        verdict.reason = slot.refused or self._out(told, growth) or self._run_together(slot, verdict.quantity)
        if verdict.reason or value is None:
            return verdict
        if not self._weigh(slot, told, value, unit, growth, verdict):
            verdict.reason = "no subject in the row, its column or over them"
        else:
            self._left = self._above[slot.column] = (slot.row, verdict.bindings[0])
        return verdict

    def _out(self, told: Told, growth: str) -> str:
        """Why the row or column is about something else, empty if it is not."""
        label, inner = told.label, told.inner
        if growth == "unclear":
            return "a difference or a growth rate: the head does not say which"
        if _NO_FIGURE.search(told.head_text) or (label and not label.named and _NO_FIGURE.search(label.text)):
            return f"no figure: {told.head_text or told.label_text}"
        if any(_ROLL.fullmatch(part.text) for part in told.beside) and not (label and TOTAL.fullmatch(label.text)):
            return "a roll: the row is one person's or body's"
        if label and not label.named and _OTHER.match(_bare(label.text)):
            return f"a rest that is not named: {label.text}"
        if label and label.opaque and not PART.match(label.text):
            return f"a row about something else: {label.text}"
        if label and not label.named and _OFFICE.search(label.text) and not _OURS.search(label.text):
            return f"another office's row: {label.text}"
        if inner and inner.opaque:
            return f"a column about something else: {told.head_text}"
        return ""

    def _run_together(self, slot: Slot, quantity: Quantity) -> str:
        if quantity.cls in _WHOLE and quantity.value % 1:
            return "a fraction of what is counted in whole: a mean or a rate"
        digits = re.match(r"\d*", self.text[slot.start : slot.stop])
        if digits and len(digits[0]) >= _LONG and quantity.cls in ("人", "户", "对", "个", "件", "人次", ""):
            return "digits run together, or a telephone number"
        if digits and len(digits[0]) >= _LONG - 1 and not quantity.cls:
            return "digits run together, or a telephone number"
        return ""

    def _weigh(self, slot: Slot, told: Told, value: Decimal, unit: str, growth: str, verdict: Verdict) -> bool:
        """Bind to the nearest subject that has a metric in the number's unit."""
        context = self.context_of((told.all_text,))
        if growth == "growth" and self._growth_beside(slot, told, value, verdict):
            return True
        cues = _cues(told)
        readings = [self._quantity(slot, value, name) for name in (unit.split("、") if unit else [""])]
        for quantity in readings:
            for how, found in self._pools(told, quantity, cues[0], context):
                for mention in reversed(found):
                    metric, why = self._choose(mention, quantity, cues, growth, slot, context)
                    if metric is not None and not quantity.cls and quantity.value % 1 and metric.unit in _COUNTED and metric.measure != "ratio" and not growth:
                        metric, why = None, f"{mention.subject}: a fraction of what is counted in whole"
                    if metric is None:
                        verdict.struck.append(f"{how}: {why}")
                    elif how == "title" and len({m.subject for m in found}) > 1:
                        verdict.struck.append("title: names several subjects")
                    elif "、" in unit and not any(metric.measure in words for words in cues[0] + cues[1]):
                        verdict.struck.append(f"{how}: no word that says which unit of the list")
                    else:
                        self._settle(slot, told, quantity, metric, mention, how, growth, verdict)
                        return True
            if self._only_owner(slot, told, quantity, cues[0], growth, verdict):
                return True
        return self._leaning(slot, told, value, growth, verdict)

    def _only_owner(self, slot: Slot, told: Told, quantity: Quantity, strong: Cues, growth: str, verdict: Verdict) -> bool:
        """A measure that one subject only has (罚没金额) names it."""
        for measure in (m for words in strong for m in words):
            owners = [m for m in self.patterns.metrics.values() if m.measure == measure]
            if len(owners) == 1 and quantity.cls in owners[0].accepts and _is_open(told):
                self._settle(slot, told, quantity, owners[0], None, "measure", growth, verdict)
                return True
        return False

    def _pools(self, told: Told, quantity: Quantity, words: Cues, context: Context) -> list[tuple[str, list[Mention]]]:
        """The subjects that may be meant, nearest first."""
        own = told.label.named if told.label else []
        band = own if told.label and _AGE.fullmatch(told.label.text) else []
        if band:
            own = []  # 100周岁以上 in a table of allowances is a tier, and only else a subject
        top = [m for part in told.heads for m in part.named]
        pools: list[tuple[str, list[Mention]]] = [("row label", own), ("column head", top)]
        if own and top and any(is_within(t.subject, own[-1].subject, context.patterns.subjects) for t in top):
            pools.reverse()
        if own or top or _is_open(told):
            pools += [("label above", part.named) for part in told.over]
            pools.append(("caption", told.caption.named if told.caption else []))
            pools += [("heading", list(level)) for level in context.headings()]
            if words or quantity.cls in ("元", "元/月", "元/年", "人", "户", "人次"):
                pools.append(("title", list(context.title())))
        return [*pools, ("row label", band)]

    def _choose(
        self, mention: Mention, quantity: Quantity, cues: tuple[Cues, Cues, Cues], growth: str, slot: Slot, context: Context
    ) -> tuple[Metric | None, str]:
        """The metric of a subject that fits a number and the words at it, or why there is none."""
        strong, weak, far = cues
        near = [*strong, mention.measures] if mention.measures else strong
        if growth == "growth":
            return self._growing(mention, [*near, *weak, *far], slot, context)
        if quantity.cls == "":
            return _unitless(mention, near, far, context)
        if quantity.cls == "%":
            metric = next((m for m in context.patterns.subjects[mention.subject].metrics if m.measure == "rate"), None)
            return metric, "" if metric else f"{mention.subject}: no rate"
        metric, why = choose(mention.subject, quantity, near, tuple(c for group in far for c in group), context, weak=weak)
        if metric and metric.measure == "standard" and quantity.cls == "元" and not _says_standard(near + weak, context):
            return None, f"{mention.subject}: an amount that is not said to be a standard"
        return metric, why

    def _growing(self, mention: Mention, near: Cues, slot: Slot, context: Context) -> tuple[Metric | None, str]:
        """The metric whose growth it is: in the row's unit, else by a word that says so, else the plainest."""
        if slot.row_unit and "、" not in slot.row_unit:
            level = self._quantity(slot, Decimal(1), slot.row_unit)
            if level.cls and level.cls != "%":
                return choose(mention.subject, level, near, (), context)
        table = context.patterns.subjects[mention.subject].metrics
        for group in near:
            for metric in table:
                if metric.measure in group:
                    return metric, ""
        plainest = [m for m in table if not m.needs_cue]
        return (plainest[0], "") if plainest else (None, f"{mention.subject}: growth of nothing stated")

    def _growth_beside(self, slot: Slot, told: Told, value: Decimal, verdict: Verdict) -> bool:
        """A column of growth with no subject of its own is that of the column to its left; a row of it, that of the row above."""
        if any(part.named for part in told.heads[-1:]) and told.label and told.label.named:
            return False
        known = None
        if told.label and _GROWTH.search(told.label.text):
            known = self._above.get(slot.column) if not told.label.named else None
            known = known if known and known[0] == slot.row - 1 else None
        elif told.heads and not told.heads[-1].named and self._left and self._left[0] == slot.row:
            known = self._left
        if known is None or known[1].aspect != "level":
            return False
        other = known[1]
        self._settle(slot, told, self._quantity(slot, value, "%"), other.metric, other.mention, "beside", "growth", verdict)
        verdict.bindings[0].area, verdict.bindings[0].detail = other.area, other.detail
        return True

    def _leaning(self, slot: Slot, told: Told, value: Decimal, growth: str, verdict: Verdict) -> bool:
        """A share (占比) without a rate of its own is that of the figure to its left; a difference likewise."""
        share = bool(_SHARE.search(told.all_text)) and verdict.quantity.cls == "%"
        if (not share and growth != "change") or self._left is None or self._left[0] != slot.row or self._left[1].aspect != "level":
            return False
        other = self._left[1]
        self._settle(slot, told, verdict.quantity, other.metric, other.mention, "beside", growth, verdict)
        binding = verdict.bindings[0]
        binding.area, binding.detail = other.area, other.detail
        binding.aspect = "share" if share else "change"
        return True

    def _settle(
        self, slot: Slot, told: Told, quantity: Quantity, metric: Metric, mention: Mention | None, how: str, growth: str, verdict: Verdict
    ) -> None:
        """Write the binding down."""
        previous = bool(_PREVIOUS.search(told.all_text)) or (
            bool(_OLD.search(told.all_text)) and any(_NEW.search(part.text) for part in told.beside)
        )
        aspect = "change" if growth == "change" or (growth and metric.unit == "%" and quantity.cls != "%") else growth or "level"
        sure = how in ("row label", "column head", "label above") and quantity.cls
        confidence = "low" if how == "title" else "high" if sure else "medium"
        verdict.quantity = quantity
        verdict.bindings.append(Binding(
            quantity, metric, _area(told, mention), aspect, "table: " + how, confidence, 1,
            previous and aspect == "level", mention, None, _detail(told, metric, self.patterns.subjects),
        ))  # fmt: skip

    def _quantity(self, slot: Slot, value: Decimal, unit: str) -> Quantity:
        """The number counted in a printed unit (万元)."""
        if unit not in self._units:
            probe = "1" + unit
            found = quantities(probe, 0, len(probe), self.patterns) if unit else []
            known = found[0] if found and found[0].end == len(probe) else None
            self._units[unit] = (known.value, known.cls, known.base) if known else (Decimal(1), "", "")
        scale, cls, base = self._units[unit]
        return Quantity(slot.start, slot.end, value * scale, cls, base=base)


# ---------------------------------------------------------------- words


def number(literal: str) -> Decimal | None:
    """The value of a cell's digits, None where they are no plain number."""
    bare = plain(literal).replace(",", "").rstrip("%‰").replace("−", "-").lstrip("+")
    return Decimal(bare) if _PLAIN.fullmatch(bare) else None


def growth_kind(told: Told, slot: Slot, literal: str) -> str:
    """Whether a number is a ``growth`` in percent, a ``change``, neither (empty), or one of the two that is not said (``unclear``)."""
    said = next((part.text for part in (*reversed(told.heads), *([told.label] if told.label else [])) if _GROWTH.search(part.text)), "")
    if not said:
        return ""
    if "百分点" in said or slot.unit == "百分点":
        return "change"
    if "%" in literal or _RATE.search(said):
        return "growth"
    if "±" in said and not re.search(r"同比|环比|增长", said):
        return "growth" if "." in literal else "unclear"
    if re.search(r"[(（][^()（）%]{1,3}[)）]$", said) or (_DIFFERENCE.search(said) and not _DIFFERENCE.fullmatch(said[:2])):
        return "change"
    if _DIFFERENCE.search(said):
        if "." not in literal:
            return "change"
        return "growth" if re.sub(r"[万亿千]", "", slot.row_unit) in ("人", "户", "对", "个", "家", "件") else "unclear"
    return "growth"


def _cues(told: Told) -> tuple[Cues, Cues, Cues]:
    """The words that call for a measure: at the number, those that only hint, and farther off."""
    near = [*([told.label] if told.label else []), *reversed(told.heads)]
    strong = [words for part in near for words in part.strong]
    weak = [words for part in near for words in part.weak]
    far = [words for part in told.over for words in part.strong + part.weak]
    far += told.caption.strong if told.caption else []
    if _GROWTH.search(told.head_text):
        far += [words for part in told.beside for words in part.strong]
    return strong, weak, far


def _says_standard(cues: Cues, context: Context) -> bool:
    """Whether a plain amount is said to be a standard, at the number or over the table."""
    return any("standard" in words for words in cues) or any("标准" in text for text in context.near)


def _is_open(told: Told) -> bool:
    """Whether a row that names no subject may take the one over it: it holds no unknown words, or is a place or a part."""
    inner = told.inner
    if inner is not None and not (inner.light or _narrows(inner) or PLACE.fullmatch(inner.text) or TOTAL.fullmatch(inner.text)):
        return False
    label = told.label
    if label is None or label.light or _narrows(label):
        return True
    return bool(PART.match(label.text) or TOTAL.fullmatch(label.text) or PLACE.fullmatch(label.text))


def _narrows(part: Part) -> bool:
    """Whether a label narrows figures of the whole: a tier, an age, a sex."""
    return bool(_AGE.search(part.text)) or any("tier" in i.entry.flags for i in part.items if type(i) is Word)


def _detail(told: Told, metric: Metric, subjects: Mapping[str, Subject]) -> str:
    """What narrows a figure beyond its metric, as written: tiers and ages wherever they stand, else a label or head without a subject."""
    out: list[str] = []
    for part in (told.label, *told.heads):
        if part is None:
            continue
        money = metric.unit.startswith("CNY")
        measured = any(metric.measure in words or (money and "payout" in words) for words in part.strong + part.weak)
        narrower = any(is_within(m.subject, metric.subject, subjects) for m in part.named)
        found = part.tiers or ([part.rest] if part.rest and not measured else [_bare(part.text)] if narrower else [])
        out += [word for word in found if word not in out]
    across = [part for part in told.over if any(_crosses(m.subject, metric.subject, subjects) for m in part.named)]
    out += [_bare(part.text) for part in across]
    return " ".join(out)


def _crosses(over: str, subject: str, subjects: Mapping[str, Subject]) -> bool:
    """Whether a label over the row parts the same whole in another way (集中供养 over 全护理)."""
    if over == subject or is_within(subject, over, subjects) or is_within(over, subject, subjects):
        return False
    return _root(over, subjects) == _root(subject, subjects)


def _root(subject: str, subjects: Mapping[str, Subject]) -> str:
    for _ in range(5):
        if subject not in subjects or not subjects[subject].within:
            break
        subject = subjects[subject].within
    return subject


def _says_more(part: Part, cell: str) -> bool:
    """Whether a label or head without a subject is more than a total, a unit, a time, a division."""
    if PLACE.fullmatch(cell):
        return cell[-1] not in "省市县区旗州盟"
    if is_generic(cell) or TOTAL.fullmatch(cell) or part.area or any(word.search(cell) for word in (_GROWTH, _PREVIOUS, _OLD, _NEW)):
        return False
    if re.fullmatch(r"[\d年月日季度半上下前至\-—~一二三四第(（)）本当期末底]+", cell):
        return False
    if part.light and re.search(r"[数量]$", cell):
        return False
    return not part.light or bool(part.strong) or PART.match(part.text) is not None


def _bare(label: str) -> str:
    """A label without its marker and its unit."""
    cell = label
    while (match := _MARKER.match(cell)) and match.end() < len(cell):
        cell = cell[match.end() :].lstrip(":：")
    return re.sub(r"[(（][^()（）]{0,6}[)）]$", "", cell).rstrip("*:：")


def _area(told: Told, mention: Mention | None) -> str:
    """The area of the subject's own words, else the one nearest to the number."""
    if mention is not None and mention.area not in ("", "both"):
        return mention.area
    for part in (told.label, *reversed(told.heads)):
        if part is not None and part.area and not PLACE.fullmatch(part.text):
            return part.area
    for part in (*told.over, *([told.caption] if told.caption else [])):
        if part.area and (not part.named or mention is None or any(m.subject == mention.subject for m in part.named)):
            return part.area
    return ""


def _unitless(mention: Mention, near: Cues, far: Cues, context: Context) -> tuple[Metric | None, str]:
    """A number whose unit is said nowhere: by what the label calls for, else the one thing that is counted of the subject."""
    table = context.patterns.subjects[mention.subject].metrics
    for group in (*near, *far):
        for metric in table:
            if metric.measure in group and not metric.unit.startswith("CNY"):
                return metric, ""
        if not _KINDS.isdisjoint(group):
            return None, f"{mention.subject}: no {'/'.join(group)}"
    plainest = [m for m in table if not m.needs_cue and not m.unit.startswith(("CNY", "%", "times", "‰"))]
    if len(plainest) > 1:
        plainest = [m for m in plainest if m.measure in ("institutions", "units", "registrations")][:1]
    if len(plainest) == 1:
        return plainest[0], ""
    return None, f"{mention.subject}: no unit, and no word that says what is counted"


# ---------------------------------------------------------------- parts of totals


def _link(slots: Sequence[Slot], verdicts: Sequence[Verdict], text: str) -> None:
    """Tell each figure the total that it is a part of: the row it stands under, or the table's 合计 row."""
    bound = [(slot, verdict.bindings[0]) for slot, verdict in zip(slots, verdicts, strict=True) if verdict.bindings]
    at = {(slot.label, slot.column): binding for slot, binding in bound}
    totals = _totals(bound, text)
    for slot, binding in bound:
        for span in reversed(slot.parents):
            whole = at.get((span, slot.column))
            if whole is not None and whole is not binding and _is_whole(whole, binding):
                binding.parent = whole
                break
        else:
            whole = totals.get((slot.column, *_kind(binding)))
            if whole is not None and binding.aspect == "level" and not _is_total(slot, text):
                binding.parent = whole


def _totals(bound: Sequence[tuple[Slot, Binding]], text: str) -> dict[tuple[object, ...], Binding]:
    """The figures of the one 合计 row of a table, by column and kind; none where there are several (小计)."""
    rows = {slot.row for slot, _ in bound if _is_total(slot, text)}
    return {(slot.column, *_kind(binding)): binding for slot, binding in bound if slot.row in rows} if len(rows) == 1 else {}


def _is_total(slot: Slot, text: str) -> bool:
    return slot.label is not None and TOTAL.fullmatch(plain(text[slice(*slot.label)])) is not None


def _kind(binding: Binding) -> tuple[object, ...]:
    """What a part and its total agree in."""
    return binding.metric.id, binding.area, binding.aspect, binding.previous


def _is_whole(whole: Binding, part: Binding) -> bool:
    """Whether one figure may hold another: the same quantity at the same time, of the same or a wider area."""
    same = whole.aspect == part.aspect == "level" and whole.quantity.cls == part.quantity.cls and whole.previous == part.previous
    return same and whole.quantity.value >= part.quantity.value and whole.area in ("", part.area)
