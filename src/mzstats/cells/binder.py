"""Binds the numbers of a table: each to the nearest subject that has a metric in its unit."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import pairwise

from mzstats.bind.measure import kind
from mzstats.bind.nouns import Binding, Context, Mention, Verdict
from mzstats.bind.words import Cues, is_within, mentions, resolve, split_cues
from mzstats.cells.detail import area, detail
from mzstats.cells.doubt import out_of_place, out_of_scale
from mzstats.cells.metric import growing, implied, metric_of
from mzstats.cells.same import tell_apart
from mzstats.cells.told import AGE, GROWTH, INCOME, NEW, OLD, PREVIOUS, SHARE, Part, Told, cues_at, growth_kind, is_open
from mzstats.cells.totals import link
from mzstats.grid.parts import Slot, Span
from mzstats.grid.shapes import PART, plain
from mzstats.numerals import SCALE_VALUES
from mzstats.patterns import Metric, Subject
from mzstats.scan import quantities, scan
from mzstats.tokens import Item, Quantity, Word

_COUNTING = re.compile(r"人数|户数|人次|户次|对数|床位|占比|率")  # words that stand for a unit
_COUNTED = re.compile(r"[人户][数次]")
_SEVERAL_ACTS = re.compile(r"(?:成立|设立|变更|注销)(?:登记)?[、和及]\S*(?:变更|注销)")
_PLAIN = re.compile(r"-?\d+(?:\.\d+)?")


def bind_table(slots: Sequence[Slot], text: str, context: Callable[[tuple[str, ...]], Context]) -> list[Verdict]:
    """The verdicts on the numbers of a table, in order. ``context`` gives what stands around the table, for the words near a number."""
    binder = _Binder(text, context)
    verdicts = [binder.bind(slot) for slot in slots]
    link(slots, verdicts, text)
    tell_apart(slots, verdicts, text)
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
        context = self.context_of((cell, *around.split("\n")))._replace(text=cell, origin=0)
        items = scan(cell, 0, len(cell), context.patterns, [])
        ambiguous = any(near for i in items if type(i) is Word for _, near in i.entry.subjects)
        items = _resolved(items, context)
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
        around = " ".join([*(self._cell(span) for span in spans), slot.unit]) + "\n" + " ".join(self._cell(span) for span in slot.beside)
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
        verdict.reason = (
            slot.refused
            or self._unknown_unit(slot, growth)
            or out_of_place(told, growth)
            or out_of_scale(self.text[slot.start : slot.stop], verdict.quantity, growth)
        )
        if verdict.reason or value is None:
            return verdict
        if not self._weigh(slot, told, value, unit, growth, verdict):
            verdict.reason = "no subject in the row, its column or over them"
        else:
            self._left = self._above[slot.column] = (slot.row, verdict.bindings[0])
        return verdict

    def _weigh(self, slot: Slot, told: Told, value: Decimal, unit: str, growth: str, verdict: Verdict) -> bool:
        """Bind to the nearest subject that has a metric in the number's unit."""
        context = self.context_of((told.all_text,))
        if growth == "growth" and self._growth_beside(slot, told, value, verdict):
            return True
        cues = cues_at(told)
        unit = self._unit_of_list(slot, told, unit)
        level = self._quantity(slot, Decimal(1), slot.row_unit) if growth == "growth" and "、" not in slot.row_unit else None
        for quantity in [self._quantity(slot, value, name) for name in (unit.split("、") if unit else [implied(cues)])]:
            for how, found in self._pools(told, quantity, cues[0], context):
                for mention in reversed(found):
                    chosen = growing(mention, level, cues, context) if growth == "growth" else metric_of(mention, quantity, cues, context)
                    metric, why = chosen
                    if metric and how == "title" and len({m.subject for m in found}) > 1:
                        metric, why = None, "names several subjects"
                    if metric and how not in ("row label", "column head") and _is_whole(mention, told, self.patterns.subjects):
                        metric, why = None, "the whole of what the row names"
                    if metric and metric.measure == "payout" and INCOME.search(told.all_text):
                        metric, why = None, f"{mention.subject}: money that came in, not paid out"
                    if metric and "、" in unit and not any(metric.measure in words for words in cues[0] + cues[1]):
                        metric, why = None, "no word that says which unit of the list"
                    sharers = self._several(told, mention) if metric and how == "row label" else []
                    if metric and sharers and metric.measure != "standard":
                        metric, why = None, "names several subjects"
                    if metric:
                        each = [(one, metric_of(one, quantity, cues, context)[0]) for one in sharers] or [(mention, metric)]
                        for one, its in each:
                            if its is not None:
                                self._settle(slot, told, quantity, its, one, how, growth, verdict)
                        return True
                    verdict.struck.append(f"{how}: {why}")
            if self._only_owner(slot, told, quantity, cues[0], growth, verdict):
                return True
        return self._leaning(slot, told, value, growth, verdict)

    def _around(self, told: Told) -> Iterator[Sequence[Mention]]:
        """What the headings and the title name, nearest first, each looked up as it is come to."""
        context = self.context_of((told.all_text,))
        yield from context.headings()
        yield context.title()

    def _several(self, told: Told, mention: Mention) -> list[Mention]:
        """The subjects that a row's label lists (散居孤儿、事实无人抚养儿童), of which none is a part of another; else none."""
        label, subjects = told.label, self.patterns.subjects
        if label is None or len({m.subject for m in label.named}) < 2 or mention not in label.named:
            return []
        apart = all(_LISTED.fullmatch(label.text, a.end, b.start) for a, b in pairwise(label.named))
        akin = any(is_within(a.subject, b.subject, subjects) for a in label.named for b in label.named if a.subject != b.subject)
        return label.named if apart and not akin else []

    def _unit_of_list(self, slot: Slot, told: Told, unit: str) -> str:
        """Of a list of units the one that the head names (人数), or that of the figure to the left for a part of it (其中:集中供养)."""
        if "、" in unit and (said := _COUNTED.search(told.head_text) or _COUNTED.search(told.label_text)):
            cls = {"数": said[0][0]}.get(said[0][1], said[0])  # 人数 counts in 人, 人次 in 人次
            return next((name for name in unit.split("、") if self._quantity(slot, Decimal(1), name).cls == cls), cls)
        left = self._left[1] if self._left and self._left[0] == slot.row else None
        if "、" not in unit or left is None or told.inner is None or not PART.match(told.inner.text):
            return unit
        return next((name for name in unit.split("、") if self._quantity(slot, Decimal(1), name).cls == left.quantity.cls), unit)

    def _only_owner(self, slot: Slot, told: Told, quantity: Quantity, strong: Cues, growth: str, verdict: Verdict) -> bool:
        """A measure that one subject only has (罚没金额) names it."""
        for measure in (m for words in strong for m in words):
            owners = [m for m in self.patterns.metrics.values() if m.measure == measure]
            if len(owners) == 1 and quantity.cls in owners[0].accepts and is_open(told):
                self._settle(slot, told, quantity, owners[0], None, "measure", growth, verdict)
                return True
        return False

    def _pools(self, told: Told, quantity: Quantity, words: Cues, context: Context) -> list[tuple[str, list[Mention]]]:
        """The subjects that may be meant, nearest first."""
        label = [told.label] if told.label else []
        # 100周岁以上, 百岁老人 in a table of allowances are tiers, and only else subjects
        bands = [part for part in (*label, *told.heads) if _is_band(part)] if self._is_allowance(told, context) else []
        if told.label and _SEVERAL_ACTS.search(told.label.text):
            label = []  # 社会团体成立、变更、注销登记 in a table of licences: none of these acts is counted by itself
        own = [m for part in label if all(part is not band for band in bands) for m in part.named]
        top = [m for part in told.heads if all(part is not band for band in bands) for m in part.named]
        pools: list[tuple[str, list[Mention]]] = [("row label", own), ("column head", top)]
        if own and top and any(is_within(t.subject, own[-1].subject, context.patterns.subjects) for t in top):
            pools.reverse()
        if top and not own and all(m.yields for m in top) and told.caption and told.caption.named:
            pools.insert(0, ("caption", told.caption.named))  # 本月救助资金发放数 under 临时救助
        if own or top or is_open(told):
            pools += [("label above", part.named) for part in told.over]
            pools.append(("caption", told.caption.named if told.caption else []))
            pools += [("heading", list(level)) for level in context.headings()]
            if words or quantity.cls in ("元", "元/月", "元/年", "人", "户", "人次"):
                pools.append(("title", list(context.title())))
        return [*pools, ("row label", [m for part in bands for m in part.named])]

    def _is_allowance(self, told: Told, context: Context) -> bool:
        """Whether what stands over a row is paid out, and so may be paid by age."""
        over = [m for part in (*told.over, *([told.caption] if told.caption else [])) for m in part.named]
        over += [m for level in context.headings() for m in level] + list(context.title())
        subjects = context.patterns.subjects
        return any(metric.measure in ("standard", "payout") for m in over for metric in subjects[m.subject].metrics)

    def _growth_beside(self, slot: Slot, told: Told, value: Decimal, verdict: Verdict) -> bool:
        """A column of growth with no subject of its own is that of the column to its left; a row of it, that of the row above."""
        if any(part.named for part in told.heads[-1:]) and told.label and told.label.named:
            return False
        known = None
        if told.label and GROWTH.search(told.label.text):
            known = self._above.get(slot.column) if not told.label.named else None
            known = known if known and known[0] == slot.row - 1 else None
        elif told.heads and not told.heads[-1].named and self._left and self._left[0] == slot.row:
            known = self._left
        if known is None or known[1].aspect != "level":
            return False
        other = known[1]
        self._settle(slot, told, self._quantity(slot, value, "%"), other.metric, other.mention, "beside", "growth", verdict)
        _take_over(verdict.bindings[0], other)
        return True

    def _leaning(self, slot: Slot, told: Told, value: Decimal, growth: str, verdict: Verdict) -> bool:
        """A share (占比) without a rate of its own is that of the figure to its left; a difference likewise."""
        share = bool(SHARE.search(told.all_text)) and verdict.quantity.cls == "%"
        if (not share and growth != "change") or self._left is None or self._left[0] != slot.row or self._left[1].aspect != "level":
            return False
        other = self._left[1]
        if not share and slot.end > slot.stop and kind(verdict.quantity.cls) != kind(other.quantity.cls):
            return False  # 40人 | 12元
        self._settle(slot, told, verdict.quantity, other.metric, other.mention, "beside", growth, verdict)
        _take_over(verdict.bindings[0], other)
        verdict.bindings[0].aspect = "share" if share else "change"
        return True

    def _settle(
        self, slot: Slot, told: Told, quantity: Quantity, metric: Metric, mention: Mention | None, how: str, growth: str, verdict: Verdict
    ) -> None:
        """Write the binding down."""
        previous = bool(PREVIOUS.search(told.all_text)) or (
            bool(OLD.search(told.all_text)) and any(NEW.search(part.text) for part in told.beside)
        )
        aspect = "change" if growth == "change" or (growth and metric.unit == "%" and quantity.cls != "%") else growth or "level"
        said = slot.unit or _COUNTING.search(told.all_text)
        sure = how in ("row label", "column head", "label above") and quantity.cls and said
        confidence = "low" if how == "title" else "high" if sure else "medium"
        verdict.quantity = quantity
        verdict.bindings.append(Binding(
            quantity, metric, area(told, mention, self.patterns.subjects, self._around(told)), aspect, "table: " + how, confidence, 1,
            previous and aspect == "level", mention, None, detail(told, metric, self.patterns.subjects),
        ))  # fmt: skip

    def _unknown_unit(self, slot: Slot, growth: str) -> str:
        """Why a unit that the cell prints behind its number cannot be read with its multiple, empty where it can."""
        printed = self.text[slot.stop : slot.end].strip()
        if growth == "growth" and printed.endswith("倍"):
            return "growth told as a multiple"
        if not _SCALED.match(printed) or printed in SCALE_VALUES:
            return ""
        return "" if self._quantity(slot, Decimal(1), printed).cls else "a unit that is not known"

    def _quantity(self, slot: Slot, value: Decimal, unit: str) -> Quantity:
        """The number counted in a printed unit (万元)."""
        if unit not in self._units:
            probe = "1" + unit
            found = quantities(probe, 0, len(probe), self.patterns) if unit else []
            known = found[0] if found and found[0].end == len(probe) else None
            self._units[unit] = (known.value, known.cls, known.base) if known else (Decimal(1), "", "")
        scale, cls, base = self._units[unit]
        return Quantity(slot.start, slot.end, value * scale, cls, base=base)


_SCALED = re.compile("[百千万亿]")
_LISTED = re.compile(r"(?:对象|人员|家庭)?\s*[、和及与]\s*")


def _resolved(items: list[Item], context: Context) -> list[Item]:
    """The words of a cell; one that names nothing here (生活补贴金 without 特困) gives way to a shorter one that may (生活补贴)."""
    out: list[Item] = []
    for item in items:
        if type(item) is not Word or not item.entry.subjects or item.entry.measures or resolve(item, context):
            out.append(item)
            continue
        known = context.patterns.words
        stop = next((i for i in range(item.end - 1, item.start + 1, -1) if context.text[item.start : i] in known), 0)
        if not stop:
            out.append(item)
            continue
        out.append(Word(item.start, stop, known[context.text[item.start : stop]]))
        out += scan(context.text, stop, item.end, context.patterns, [])
    return out


def _is_band(part: Part) -> bool:
    """Whether a label is an age and what is counted of it, and nothing else."""
    return len(part.named) == 1 and re.fullmatch(rf"(?:{AGE.pattern})(?:人数|数|[(]人[)])*", part.text) is not None


def _is_whole(mention: Mention, told: Told, subjects: Mapping[str, Subject]) -> bool:
    """Whether what stands over a table is the whole of the subject that the row itself names."""
    return told.label is not None and any(is_within(own.subject, mention.subject, subjects) for own in told.label.named)


def _take_over(binding: Binding, other: Binding) -> None:
    """What leans on the figure beside it is of the same area and narrowed as that is, and no surer."""
    binding.area, binding.detail, binding.confidence = other.area, other.detail, other.confidence


def number(literal: str) -> Decimal | None:
    """The value of a cell's digits, None where they are no plain number."""
    bare = plain(literal).replace(",", "").rstrip("%‰").replace("−", "-").lstrip("+")
    return Decimal(bare) if _PLAIN.fullmatch(bare) else None
