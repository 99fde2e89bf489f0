"""A document read through: every sentence and table bound in order, each leaving its subject for the next."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from mzstats.bind.candidates import common_whole
from mzstats.bind.nouns import Binding, Context, Mention, Verdict
from mzstats.bind.sentence import bind
from mzstats.bind.words import mentions
from mzstats.expressions import kept
from mzstats.patterns import Patterns
from mzstats.scan import holds_numbers, quantities, scan, times
from mzstats.segment import Block, Layout, Sentence
from mzstats.tokens import Item, Quantity

if TYPE_CHECKING:
    from mzstats.grid.parts import Region

Span = tuple[int, int]


class Read(NamedTuple):
    """A sentence, or a place in a table, with its items and the verdict on each of its numbers."""

    block: Block
    sentence: Sentence
    items: list[Item]
    verdicts: list[Verdict]


class _Said:
    """What the sentences so far in a paragraph hand on: the main subject, the last figure, the main one."""

    __slots__ = ("_subjects", "_unread", "last", "main")

    def __init__(self, subjects: Sequence[Mention] = ()) -> None:
        self.tell(subjects)
        self.last: Binding | None = None
        self.main: Binding | None = None

    def tell(self, subjects: Sequence[Mention]) -> None:
        """What is spoken of from here on."""
        self._subjects = subjects
        self._unread: list[Callable[[], list[Mention]]] = []

    def add(self, named: Callable[[], list[Mention]]) -> None:
        """A sentence without a figure: the subject that it names, if any, which is looked up only where it is asked for."""
        self._unread.append(named)

    def subjects(self) -> Sequence[Mention]:
        """The subjects spoken of last."""
        while self._unread:
            found = self._unread.pop()()
            if found:
                self.tell(found)
        return self._subjects


class Reader:
    """Reads one document. The subjects of headings are looked up once each."""

    def __init__(self, text: str, patterns: Patterns, layout: Layout, tables: Sequence[Region]) -> None:
        self.text, self.patterns, self.layout = text, patterns, layout
        self._tables = {table.start: table for table in tables}
        self._title = text[slice(*layout.title)]
        self._heads: dict[Span, list[Mention]] = {}
        self._asked: list[Mention] = []  # the subject of a question, which the next paragraph answers
        self._topic: list[Mention] = []  # the subject bound last in the document

    def read(self) -> list[Read]:
        """Every sentence with a number in it, and every number of a table, in order."""
        out: list[Read] = []
        for block in self.layout.blocks:
            if block.kind == "table":
                out += self._table(block)
            elif block.kind in ("paragraph", "title", "note"):
                out += self._paragraph(block)
        return out

    # ---- tables

    def _table(self, block: Block) -> list[Read]:
        from mzstats import cells  # what reads tables is imported where there is one: most reports have none
        from mzstats.grid.read import read

        text = self.text
        slots, prose = read(text, self._tables[block.start])
        heads = " ".join(text[a:b] for a, b in block.headings)
        verdicts = cells.bind_table(slots, text, lambda near: self._context(0, (*near, heads, self._title), block.headings))
        out = []
        for slot, verdict in zip(slots, verdicts, strict=True):
            named = slot.caption is not None and slot.caption not in block.headings and slot.caption[0] >= self.layout.title[1]
            spans: tuple[tuple[int, int], ...] = (
                *((slot.caption,) if slot.caption and named else ()),
                *slot.parents,
                *slot.heads,
                *([slot.label] if slot.label else []),
            )
            stop = text.find("\n", slot.end)
            line = Sentence(text.rfind("\n", 0, slot.start) + 1, stop if stop >= 0 else len(text))
            out.append(Read(Block("table", block.start, block.end, (*block.headings, *spans)), line, [], [verdict]))
        captions = {slot.caption for slot in slots if slot.caption} - set(block.headings)
        over = tuple(captions) if len(captions) == 1 else ()
        said, stop = _Said(), -1
        for cell in prose:
            spans = (*block.headings, *over, *cell.heads, *([cell.label] if cell.label else []))
            if "\n" in text[stop : cell.start] or stop < 0:
                said = _Said()  # the cells of one row speak of one thing
            out += self._paragraph(Block("paragraph", cell.start, cell.end, spans, text), said)
            stop = cell.end
        return out

    # ---- prose

    def _paragraph(self, block: Block, said: _Said | None = None) -> list[Read]:
        text, out = self.text, []
        # of a paragraph without a number nothing is read, unless what it tells is handed on (said)
        sentences = block.sentences if said or holds_numbers(text, block.start, block.end, self.patterns) else ()
        said, answers = said or _Said(self._asked), bool(self._asked)
        self._asked = []
        heads = " ".join(text[a:b] for a, b in block.headings) if sentences else ""
        for position, sentence in enumerate(sentences):
            if sentence.first and not (answers and position == 0):  # 发布人:...: who answers opens no subject of his own
                said.tell(())
                said.last = said.main = None
            found = quantities(text, sentence.start, sentence.end, self.patterns, sentence.start)
            trapped = [Verdict(q, reason=q.trap) for q in found if q.trap]
            if len(trapped) < len(found):
                out.append(self._sentence(block, sentence, found, self._near(block, sentence, heads), said))
            elif _figures_follow(text, block, position):
                said.add(partial(self._spoken_of, block, sentence, heads))
                out.append(Read(block, sentence, list(times(text, sentence.start, sentence.end)), trapped))
            elif trapped:
                out.append(Read(block, sentence, [], trapped))
        if text[block.end - 1 : block.end] in ("?", "？"):
            self._asked = self._named((block.sentences[-1].start, block.end), (text[block.start : block.end],))[-1:]
        return out

    def _spoken_of(self, block: Block, sentence: Sentence, heads: str) -> list[Mention]:
        """The subject that a sentence without figures names first."""
        return self._named((sentence.start, sentence.end), self._near(block, sentence, heads))[:1]

    def _near(self, block: Block, sentence: Sentence, heads: str) -> tuple[str, ...]:
        """The texts around a sentence, nearest first."""
        before = self.text[max(block.start, sentence.start - 200) : sentence.start]
        lead = self.text[slice(*sentence.lead)] if sentence.lead else ""
        return self.text[sentence.start : sentence.end], lead + before[-60:], heads, before, self._title

    def _sentence(self, block: Block, sentence: Sentence, found: list[Quantity], near: tuple[str, ...], said: _Said) -> Read:
        items = scan(self.text, sentence.start, sentence.end, self.patterns, found)
        heads = (*block.headings, sentence.lead) if sentence.lead and not sentence.first else block.headings
        context = self._context(sentence.start, near, heads, said)
        verdicts = bind(items, context)
        bound = [b for v in verdicts for b in v.bindings]
        main = next((b for b in bound if b.mention is not None and b.parent is None and b.aspect == "level"), None)
        if main is not None:
            areas = {b.area for b in bound if b.metric.subject == main.metric.subject}
            at = main.quantity.start
            subject = _of_both(bound, context) or main.metric.subject
            said.tell([Mention(subject, main.area if len(areas) == 1 else "", at, at)])
            self._topic = [Mention(main.metric.subject, "", at, at, (main.metric.measure,))]
        said.last, said.main = (bound[-1], main) if bound else (None, None)
        return Read(block, sentence, items, verdicts + [Verdict(q, reason=q.trap) for q in found if q.trap])

    def _context(self, origin: int, near: tuple[str, ...], heads: Sequence[Span], said: _Said | None = None) -> Context:
        said = said or _Said()
        topic = list(self._topic)
        return Context(
            self.patterns, self.text, origin, near,
            before=said.subjects,
            headings=lambda: (found for span in reversed(heads) if (found := self._heading(span, near))),
            title=lambda: self._heading(self.layout.title, near),
            topic=lambda: topic,
            last=said.last,
            main=said.main,
        )  # fmt: skip

    def _heading(self, span: Span, near: tuple[str, ...]) -> list[Mention]:
        if span not in self._heads:
            self._heads[span] = self._named(span, near)
        return self._heads[span]

    def _named(self, span: Span, near: tuple[str, ...]) -> list[Mention]:
        """The subjects that a stretch without figures names."""
        items = scan(self.text, span[0], span[1], self.patterns, [])
        return mentions(items, Context(self.patterns, self.text, span[0], near))


_DIGIT = kept(r"\d")


def _figures_follow(text: str, block: Block, position: int) -> bool:
    """Whether the next sentence of the paragraph has a number, which may lean on this one."""
    if position + 1 >= len(block.sentences):
        return False
    following = block.sentences[position + 1]
    return _DIGIT.search(text, following.start, following.end) is not None


def _of_both(bound: list[Binding], context: Context) -> str:
    """The whole, where a sentence told nothing but its parts in turn (集中和分散供养标准分别为…); empty for none."""
    subjects = list(dict.fromkeys(b.metric.subject for b in bound))
    in_turn = len(subjects) > 1 and all(b.how == "aligned" for b in bound)
    return common_whole(subjects, context) if in_turn else ""
