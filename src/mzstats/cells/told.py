"""What stands at a number of a table: labels and heads as parts, what they name, call for, narrow."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from mzstats.bind.nouns import Mention
from mzstats.bind.words import Cues, unknown
from mzstats.grid.parts import Slot
from mzstats.grid.shapes import PART, PLACE, TOTAL, UNIT, is_generic
from mzstats.tokens import Item, Word

GROWTH = re.compile(r"±|比(?:19|20)\d\d年|同比|环比|增长|增幅|增减|升降|增速|涨幅|降幅|变动|比上[年月期季]|较上[年月期季]|比年初|较年初")
_RATE = re.compile(r"[%率]|增幅|增速|涨幅|降幅|百分比")
_DIFFERENCE = re.compile(r"增减|变动|增加|减少|净增|升降|增长[数量额]|[数量额值]$")
PREVIOUS = re.compile(r"(?:上年同期|去年同期|上期|上月|上季|上年|去年|上一年|期初)(?!度?结转|转入)")
OLD = re.compile(r"现行|调整前|提标前|原标准|原来|提高前")
NEW = re.compile(r"调整后|提标后|新标准|提高后|现标准")
SHARE = re.compile(r"占比|比重|占.{0,10}(?:比例|比重|百分比|%)|构成")
_MARKER = re.compile(
    r"(?:[一二三四五六七八九十]+、|[(][一二三四五六七八九十\d]+[)]|\d+[.、．]|[A-H](?:[.、]|(?=[一-龥])(?![类级档型]))|[ⅠⅡⅢⅣIV]+[.、]?"
    r"|其中[:：]?|[#＃*]|[①-⑳])"
)
AGE = re.compile(
    r"\d+\s*(?:周岁|岁)?\s*[-—~至到]\s*\d+\s*周?岁|\d+\s*周?岁(?:及)?以[上下]|(?:已?满|年满)\d+周?岁|百岁(?:及以上)?老年?人"
    r"|^[男女]性?$|[男女]性"
)
INCOME = re.compile(r"收入|到位|拨入|结余|结转|(?:中央|上级|省级?|市级?|县级?|区级?)(?:财政)?(?:补助|配套|专项|下达|下拨)(?:资金|经费)")
_AMOUNT = re.compile(r"(?:办理|登记|业务|受理|发放|服务|救助|保障|完成|实施|处理|开展)(?:数|量|数量|总量|总数|情况)")
OTHER = re.compile(r"其[他它余]")


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
        nouns = [word for word in self.words if "noun" in word.entry.flags]
        return bool(nouns) and (not self.named or nouns[-1].start >= self.named[-1].end)  # 接收社会捐赠衣被

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
        return [m[0] for m in AGE.finditer(self.text)] + [word.entry.word for word in self.words if "tier" in word.entry.flags]

    @cached_property
    def rest(self) -> str:
        """The whole of it, where it is more than a total, a unit, a time, a division: what narrows figures of the whole."""
        cell = bare(self.text)
        if self.named:
            return cell if OTHER.match(cell) else ""
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


_COUNTS = re.compile(r"[\d.][万亿千百]*\s?[^\W\d_万亿千百倍成点分]")


def growth_kind(told: Told, slot: Slot, literal: str) -> str:
    """Whether a number is a ``growth`` in percent, a ``change``, neither (empty), or one of the two that is not said (``unclear``)."""
    said = next((part.text for part in (*reversed(told.heads), *([told.label] if told.label else [])) if GROWTH.search(part.text)), "")
    if not said:
        return ""
    if "百分点" in said or slot.unit == "百分点" or _COUNTS.search(literal):
        return "change"  # 同比 | 12块: the cell's own unit says that it is no rate
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


def cues_at(told: Told) -> tuple[Cues, Cues, Cues]:
    """The words that call for a measure: at the number, those that only hint, and farther off."""
    near = [*([told.label] if told.label else []), *reversed(told.heads)]
    strong = [words for part in near for words in part.strong]
    weak = [words for part in near for words in part.weak]
    far = [words for part in told.over for words in part.strong + part.weak]
    far += told.caption.strong if told.caption else []
    if GROWTH.search(told.head_text):
        far += [words for part in told.beside for words in part.strong]
    return strong, weak, far


def is_open(told: Told) -> bool:
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
    return bool(AGE.search(part.text)) or any("tier" in i.entry.flags for i in part.items if type(i) is Word)


def _says_more(part: Part, cell: str) -> bool:
    """Whether a label or head without a subject is more than a total, a unit, a time, a division."""
    if PLACE.fullmatch(cell):
        return cell[-1] not in "省市县区旗州盟"
    if is_generic(cell) or TOTAL.fullmatch(cell) or part.area or any(word.search(cell) for word in (GROWTH, PREVIOUS, OLD, NEW)):
        return False
    if re.fullmatch(r"[\d年月日季度半上下前至\-—~一二三四第(（)）本当期末底数]+", cell):
        return False
    if (part.light and re.search(r"[数量]$", cell)) or _AMOUNT.fullmatch(cell):
        return False
    return not part.light or bool(part.strong) or PART.match(part.text) is not None


def bare(label: str) -> str:
    """A label without its marker and its unit."""
    cell = label
    while (match := _MARKER.match(cell)) and match.end() < len(cell):
        cell = cell[match.end() :].lstrip(":：")
    return re.sub(r"[(（][^()（）]{0,6}[)）]$", "", cell).rstrip("*:：")
