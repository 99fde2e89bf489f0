"""The way of a figure, stage by stage: read -> clean -> segment -> scan -> bind -> frame -> table."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from mzstats import bind as binding
from mzstats import cells, grid
from mzstats import frame as framing
from mzstats.clean import fold
from mzstats.model import Document, Fate, Observation
from mzstats.patterns import Patterns, load
from mzstats.read.where import Places
from mzstats.regions import Region, gazetteer
from mzstats.scan import document_numbers, quantities, scan
from mzstats.segment import Block, Layout, Sentence, marker, paragraph, segment
from mzstats.tokens import Item, Quantity, Word


@dataclass(frozen=True, slots=True)
class Options:
    """What the user asked for. ``region`` and ``year`` hold where the document itself does not say."""

    region: str = ""
    year: int | None = None
    other: bool = False
    patterns: tuple[str, ...] = ()


@lru_cache(maxsize=4)
def vocabulary(folders: tuple[str, ...]) -> Patterns:
    """The patterns, loaded once for a set of folders."""
    return load(folders)


def run(document: Document, options: Options = Options()) -> tuple[Observation, ...]:
    """The figures of a document in the order they stand."""
    return Extraction(document, options).observations()


def explain(document: Document, options: Options = Options()) -> tuple[Fate, ...]:
    """The fate of every number of a document."""
    return Extraction(document, options).fates()


def numbers(document: Document) -> int:
    """How many numbers the document holds."""
    return document_numbers(document)


class Extraction:
    """One document on its way. Each stage's result is an attribute that can be looked at."""

    def __init__(self, document: Document, options: Options = Options()) -> None:
        self.document = document
        self.options = options
        self.patterns = vocabulary(options.patterns)
        self.text = fold(document.text)
        self.where = Places(document)
        given = [grid.given(self.text, table) for table in document.tables if table.cells]
        self.regions = given or grid.find(self.text)
        self.layout: Layout = segment(self.text, tuple((r.start, r.end) for r in self.regions))
        self.frame = self._document_frame()
        self.as_of = ""
        self._places: dict[tuple[int, int], list[tuple[int, int, Region]]] = {}
        # 带*的是今年以来累计数
        self.starred = re.search(r"[*＊][”\"]?.{0,12}累计", self.text) is not None
        self.verdicts: list[tuple[binding.Verdict, Block, Sentence, list[Item], framing.Clock]] = []
        self._heads: dict[tuple[int, int], list[binding.Mention]] = {}
        self._bind()

    # ---- stages

    def _document_frame(self) -> framing.Frame:
        text, layout = self.text, self.layout
        title = text[layout.title[0] : layout.title[1]].replace("\n", " ")
        paragraphs = [b for b in layout.blocks if b.kind == "paragraph"]
        head = [text[s.start : s.end] for b in paragraphs[:3] for s in b.sentences[:4]]
        frame = framing.document_frame(title, head, text[-200:], layout.posted, self.options.year, text)
        if re.search(r"标准|提标|上调|提高|调整", title):
            spans = [
                (s.start, s.end, marker(text[b.start : b.start + 12])[0] > 0)
                for b in layout.blocks
                if b.kind in ("paragraph", "title", "note")
                for s in b.sentences
            ]
            day = framing.effective_date(text, spans, frame)
            if day:
                frame = framing.replace(frame, effective=day)
        return frame

    def _bind(self) -> None:
        title_text = self.text[slice(*self.layout.title)]
        for block in self.layout.blocks:
            if block.kind == "table":
                self._bind_table(block)
                continue
            if block.kind not in ("paragraph", "title", "note"):
                continue
            self._bind_block(block, title_text)

    def _bind_table(self, block: Block) -> None:
        """The numbers of a table by their labels; cells with sentences in them as paragraphs under theirs."""
        text = self.text
        region = next(r for r in self.regions if r.start == block.start)
        title_text = text[slice(*self.layout.title)]
        slots, prose = grid.read(text, region)
        heads = " ".join(text[a:b] for a, b in block.headings)
        for slot in slots:
            around = " ".join(text[slice(*span)] for span in [*slot.parents, *slot.heads, *([slot.label] if slot.label else [])])
            near = (around, heads, title_text)
            context = binding.Context(
                self.patterns, text, near, headings=lambda near=near: [m for span in reversed(block.headings) if (m := self._heading(span, near))],  # type: ignore[misc]
                title=lambda near=near: self._heading(self.layout.title, near),  # type: ignore[misc]
            )  # fmt: skip
            verdict = cells.bind_slot(slot, text, context)
            line = (text.rfind("\n", 0, slot.start) + 1, text.find("\n", slot.end))
            sentence = Sentence(line[0], line[1] if line[1] >= 0 else len(text))
            spans = (*block.headings, *slot.parents, *slot.heads, *([slot.label] if slot.label else []))
            self.verdicts.append((verdict, Block("table", block.start, block.end, spans), sentence, [], framing.Clock()))
        for cell in prose:
            spans = (*block.headings, *cell.heads, *([cell.label] if cell.label else []))
            self._bind_block(Block("paragraph", cell.start, cell.end, spans, paragraph(text, cell.start, cell.end)), title_text)

    def _bind_block(self, block: Block, title_text: str) -> None:
        text, patterns = self.text, self.patterns
        # a report whose title names no time tells once as of when it speaks, and goes on
        clock = framing.Clock("" if self.frame.period else self.as_of)
        said: list[binding.Mention] = []
        last: binding.Binding | None = None
        heads = " ".join(text[a:b] for a, b in block.headings)
        for position, sentence in enumerate(block.sentences):
            if sentence.first:
                said, last = [], None
            found = quantities(text, sentence.start, sentence.end, patterns, sentence.start)
            before = text[block.start : sentence.start][-200:]
            lead = text[slice(*sentence.lead)] if sentence.lead else ""
            near = (text[sentence.start : sentence.end], lead + before[-60:], heads, before, title_text)
            if not any(not q.trap for q in found):
                for q in found:
                    self.verdicts.append((binding.Verdict(q, reason=q.trap), block, sentence, [], clock))
                if position + 1 < len(block.sentences) and re.search(
                    r"\d", text[block.sentences[position + 1].start : block.sentences[position + 1].end]
                ):
                    items = scan(text, sentence.start, sentence.end, patterns, [])
                    context = binding.Context(patterns, text, near)
                    named = binding.mentions(items, context)
                    if named:
                        said = named[:1]
                    self._tick(items, clock)
                continue
            items = scan(text, sentence.start, sentence.end, patterns, found)
            headings = [*block.headings, sentence.lead] if sentence.lead and not sentence.first else list(block.headings)
            context = binding.Context(
                patterns, text, near, before=lambda said=said: said,  # type: ignore[misc]
                headings=lambda headings=headings, near=near: [m for span in reversed(headings) if (m := self._heading(span, near))],  # type: ignore[misc]
                title=lambda near=near: self._heading(self.layout.title, near), last=last,  # type: ignore[misc]
            )  # fmt: skip
            verdicts = binding.bind(items, context)
            verdicts += [binding.Verdict(q, reason=q.trap) for q in found if q.trap]
            snapshot = framing.Clock(clock.period)
            for verdict in verdicts:
                self.verdicts.append((verdict, block, sentence, items, snapshot))
            bound = [b for v in verdicts for b in v.bindings]
            tops = [b.mention for b in bound if b.mention is not None and b.parent is None and b.aspect == "level"]
            if tops:
                first = next(b for b in bound if b.mention is not None and b.parent is None and b.aspect == "level")
                areas = {b.area for b in bound if b.metric.subject == first.metric.subject}
                said = [
                    binding.Mention(first.metric.subject, first.area if len(areas) == 1 else "", first.quantity.start, first.quantity.start)
                ]
            last = bound[-1] if bound else None
            self._tick(items, clock)

    def _tick(self, items: list[Item], clock: framing.Clock) -> None:
        for item in items:
            if (
                type(item) is framing.Time
                and framing.usable(item, self.text)
                and item.groups.get("rel", "") not in framing.LAST_YEAR | framing.SAME_TIME
            ):
                period = framing.period_of(item, self.frame, clock.period)
                if period:
                    clock.period = period
                    if self.text[item.start - 1] in "至到止":
                        self.as_of = period

    def _heading(self, span: tuple[int, int], near: tuple[str, ...]) -> list[binding.Mention]:
        if span not in self._heads:
            items = scan(self.text, span[0], span[1], self.patterns, [])
            self._heads[span] = binding.mentions(items, binding.Context(self.patterns, self.text, near))
        return self._heads[span]

    # ---- results

    def observations(self) -> tuple[Observation, ...]:
        """The rows, numbered in the order they stand; a part knows the number of its total."""
        found = [
            (bound, block, sentence, items, clock)
            for verdict, block, sentence, items, clock in self.verdicts
            if block.kind != "note"
            for bound in verdict.bindings
        ]
        if not found:
            return ()
        found.sort(key=lambda entry: entry[0].quantity.start)
        numbers = {id(entry[0]): number for number, entry in enumerate(found, 1)}
        home = self._home()
        return tuple(self._row(numbers[id(entry[0])], numbers.get(id(entry[0].parent)), *entry, home) for entry in found)

    def _home(self) -> Region | None:
        """The division whose report this is, else the one that the user named."""
        title = self.text[slice(*self.layout.title)]
        home = gazetteer().issuer(self.text, title, self.frame.year)
        if home is None and self.options.region:
            home = gazetteer().named(self.options.region) or Region("", self.options.region, self.options.region)
        return home

    def _region(self, bound: binding.Binding, block: Block, sentence: Sentence, home: Region | None) -> Region | None:
        """The division a figure is about: named last before it in its sentence, or at the head of its paragraph, else the issuer's."""
        spans = [(sentence.start, bound.quantity.start), *([sentence.lead] if sentence.lead else []), *reversed(block.headings)]
        for start, end in spans:
            key = (start, end)
            if key not in self._places:
                self._places[key] = gazetteer().mentions(self.text[start:end], home, self.frame.year)
            if self._places[key]:
                return self._places[key][-1][2]
        return home

    def _row(
        self,
        number: int,
        part_of: int | None,
        bound: binding.Binding,
        block: Block,
        sentence: Sentence,
        items: list[Item],
        clock: framing.Clock,
        home: Region | None,
    ) -> Observation:
        quantity, metric, text = bound.quantity, bound.metric, self.text
        heads = [text[a:b] for a, b in block.headings]
        if sentence.lead:
            heads.append(text[slice(*sentence.lead)])
        standard = metric.measure in ("standard",)
        old = bound.previous and bound.how != "x"
        old_from = _from_before(items, quantity) if bound.previous else None
        head_period = self._head_period(block)
        frame = self.frame
        if head_period:
            frame = framing.replace(frame, year=framing.year_of(head_period))
        period, own = framing.figure_period(
            items, quantity, text, frame, clock, head_period, standard=standard, previous=old, old_from=old_from
        )
        if block.kind == "table":
            period, own = self._cell_period(block, old)
        if (
            standard
            and self.frame.effective
            and not bound.previous
            and not (own and period != self.frame.period and period[:4] != self.frame.effective[:4])
        ):
            period = self.frame.effective
        planned = framing.is_planned(items, quantity, text)
        if planned is None and framing.planned_heading(heads, self.patterns):
            planned = True
        if (
            planned is None
            and block.kind != "table"
            and self.frame.year
            and own
            and (framing.year_of(period) or 0) > max(self.frame.year, self.frame.posted[0] if self.frame.posted else 0)
        ):
            planned = True
        status = "previous" if bound.previous else "planned" if planned else "actual"
        if planned and not own and not head_period and not bound.previous and self.frame.year:
            period = str(self.frame.year)
        region = self._region(bound, block, sentence, home)
        return Observation(
            id=number, part_of=part_of, source=self.document.source, region=region.full if region else "", region_code=region.code if region else "", period=period, metric=metric.id,
            name=("农村" if bound.area == "rural" else "城市" if bound.area == "urban" else "") + metric.name,
            area=bound.area if metric.area and bound.area in ("urban", "rural") else "", detail=bound.detail,
            value=quantity.value * bound.sign, unit=_unit(bound), aspect=bound.aspect, status=status, bound=_bound(items, quantity, self.text),
            text=self.document.text[quantity.start : quantity.end], start=quantity.start, end=quantity.end,
            sentence=self.document.text[sentence.start : sentence.end], heading=" > ".join(h.strip() for h in heads),
            rule=f"{metric.id}:{bound.how}", confidence=bound.confidence, where=self.where(quantity.start),
        )  # fmt: skip

    def _cell_period(self, block: Block, previous: bool) -> tuple[str, bool]:
        """The period of a cell: of its row's label, its column's head, what stands over them, else the document's."""
        for span in reversed(block.headings):
            if grid.YEAR.fullmatch(self.text[slice(*span)].strip()):
                return self.text[slice(*span)].strip()[:4], True
            for time in framing._times(self.text[slice(*span)]):
                if time.groups.get("rel") in framing.SAME_TIME | framing.LAST_YEAR and not previous:
                    continue
                found = framing.period_of(time, self.frame)
                if found:
                    return found, True
        if previous:
            heads = "".join(self.text[slice(*s)] for s in block.headings)
            kind = "上月" if "上月" in heads else "上季度" if "上季" in heads else "上期" if "上期" in heads else "上年"
            if cells._OLD.search(heads):
                return "", False
            if kind == "上年":
                return framing.shift(self.frame.period, -1), False
            before = framing.previous_of(self.frame.period, kind)
            starred = self.starred and any("*" in self.text[slice(*s)] for s in block.headings)
            return framing.cumulative(before) if starred else before, False
        if self.starred and any("*" in self.text[slice(*s)] or "＊" in self.text[slice(*s)] for s in block.headings):
            return framing.cumulative(self.frame.period), False
        return self.frame.period or self.frame.weak, False

    def _head_period(self, block: Block) -> str:
        for span in reversed(block.headings):
            times = framing._times(self.text[slice(*span)])
            if times:
                found = framing.period_of(times[0], self.frame)
                if found:
                    return found
            if self.frame.year and re.search("明年|下一?年度", self.text[slice(*span)]):
                return str(self.frame.year + 1)
        return ""

    def fates(self) -> tuple[Fate, ...]:
        """Every number and what became of it."""
        out = []
        for verdict, block, _sentence, _items, _clock in self.verdicts:
            q = verdict.quantity
            text = self.document.text[q.start : q.end]
            if verdict.bindings and block.kind != "note":
                rule = ", ".join(f"{b.metric.id}:{b.how}" for b in verdict.bindings)
                out.append(Fate(text, q.start, q.end, "figure", "", rule, tuple(verdict.struck)))
            elif q.trap:
                out.append(Fate(text, q.start, q.end, "not-a-figure", q.trap))
            else:
                out.append(
                    Fate(text, q.start, q.end, "other" if verdict.other else "unexplained", verdict.reason, "", tuple(verdict.struck))
                )
        return tuple(sorted(out, key=lambda f: f.start))


def _from_before(items: list[Item], quantity: Quantity) -> int | None:
    """Where the 由 stands that makes a figure an old value, None where something else does."""
    for item in reversed([i for i in items if i.start < quantity.start]):
        if type(item) is Word:
            if "from" in item.entry.flags:
                return item.start
            if "to" in item.entry.flags or "previous" in item.entry.flags:
                return None
        elif type(item) is framing.Time and item.groups.get("rel"):
            return None
    return None


def _unit(bound: binding.Binding) -> str:
    quantity, metric = bound.quantity, bound.metric
    if quantity.cls in ("百分点",):
        return "pp"
    if bound.aspect in ("growth", "share"):
        return "%"
    if quantity.cls == "‰":
        return "‰"
    if metric.unit.startswith("CNY/"):
        per = {"元/月": "CNY/person/month", "元/年": "CNY/person/year", "元/次": "CNY/person-time"}.get(quantity.cls)
        return per or metric.unit
    base = {"人": "person", "人次": "person-time", "户": "household", "户次": "household-time", "对": "couple"}.get(quantity.cls)
    if base and metric.unit in ("person", "person-time", "household", "household-time", "couple", "count"):
        return base
    return metric.unit


_ABOUT = re.compile(r"(?:约|近|大约|约为|约有|将近|接近|大概|近乎)\s*$")
_LEAST = re.compile(r"(?:超过|超|逾|突破|不少于|不低于|至少|高于|多于|大于|超出|不得低于|不得少于|不小于)\s*(?:每人每月|每人每年)?$")
_MOST = re.compile(r"(?:不足|不到|不超过|低于|少于|不高于|至多|不多于|不得超过|控制在|小于)\s*$")


def _bound(items: list[Item], quantity: Quantity, text: str) -> str:
    before, after = text[max(0, quantity.start - 10) : quantity.start], text[quantity.end : quantity.end + 4].lstrip()
    if _LEAST.search(before) or after.startswith(("以上", "及以上")):
        return "at_least"
    if _MOST.search(before) or after.startswith(("以内", "以下", "之内")):
        return "at_most"
    if quantity.bound == "about" or _ABOUT.search(before) or after.startswith(("左右", "上下")):
        return "about"
    return "exact"
