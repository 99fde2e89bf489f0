"""The way of a figure, stage by stage: read -> clean -> segment -> scan -> bind -> frame -> table."""

from __future__ import annotations

import gc
import re
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from mzstats import grid
from mzstats.bind.document import Read, Reader
from mzstats.clean import fold
from mzstats.expressions import kept
from mzstats.frame import Frame, Framer, document_frame, effective_date
from mzstats.frame.period import year_of
from mzstats.model import Document, Fate, Observation
from mzstats.patterns import Patterns, load
from mzstats.read.where import Places
from mzstats.scan import document_numbers
from mzstats.segment import Layout, marker, segment

if TYPE_CHECKING:
    from mzstats.grid.parts import Region


class Options(NamedTuple):
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
    with uncollected():
        return Extraction(document, options).observations()


@contextmanager
def uncollected() -> Iterator[None]:
    """No garbage collection meanwhile: a document on its way makes no cycles, and going over a long one time and again adds up."""
    held = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if held:
            gc.enable()


def explain(document: Document, options: Options = Options()) -> tuple[Fate, ...]:
    """The fate of every number of a document."""
    return Extraction(document, options).fates()


def numbers(document: Document) -> int:
    """How many numbers the document holds."""
    return sum(1 for _ in document_numbers(document))


_OF_STANDARDS = kept(r"标准|提标|上调|提高|调整")
_RAISED = kept(r"(?:提高|调整|上调)[^,，。;；]{0,20}标准|标准[^,，。;；]{0,12}(?:提高|调整|上调|提标)")
_PLACES = {
    "title": "in the title", "heading": "in a heading", "paragraph": "part of a word or name", "note": "part of a word or name",
    "furniture": "page furniture", "table": "in a head or label of a table",
}  # fmt: skip
SHORT_NOTICE = 1200  # characters: news of new standards, which says at its end from when they hold


class Extraction:
    """One document on its way. Each stage's result is an attribute that can be looked at."""

    def __init__(self, document: Document, options: Options = Options(), patterns: Patterns | None = None) -> None:
        self.document, self.options = document, options
        self.patterns = patterns or vocabulary(options.patterns)
        self.text = fold(document.text)  # clean
        self.tables = self._tables()
        self.layout: Layout = segment(self.text, tuple((table.start, table.end) for table in self.tables))
        self.title = self.text[slice(*self.layout.title)].replace("\n", " ")
        self.reads: list[Read] = Reader(self.text, self.patterns, self.layout, self.tables).read()  # scan and bind

    def _tables(self) -> list[Region]:
        """The tables that the file gives, and those that stand in the text between them."""
        tables = [grid.given(self.text, table) for table in self.document.tables if table.cells]
        if not tables:
            return grid.find(self.text)
        between, at = [], 0
        for table in tables:
            between += [self.text[at : table.start], re.sub("[^\n]", "。", self.text[table.start : table.end])]
            at = table.end
        return sorted([*tables, *grid.find("".join([*between, self.text[at:]]))], key=lambda table: table.start)

    def observations(self) -> tuple[Observation, ...]:
        """The rows, numbered in the order they stand; with ``options.other`` also the figures outside the catalogue."""
        if not any(verdict.bindings or verdict.other for read in self.reads for verdict in read.verdicts):
            return ()
        framer = Framer(
            self.document, self.text, self.title, self.patterns, self.frame(), self.options.region, Places(self.document)
        )  # fmt: skip
        return framer.rows(self.reads, self.options.other)

    def frame(self) -> Frame:
        """The document's own time."""
        text, layout = self.text, self.layout
        head = [text[s.start : s.end] for b in [b for b in layout.blocks if b.kind == "paragraph"][:3] for s in b.sentences[:4]]
        frame = document_frame(self.title, head, text[-200:], layout.posted, self.options.year, text)
        raised = len(text) < SHORT_NOTICE and any(_RAISED.search(sentence) for sentence in head[:3])
        if not _OF_STANDARDS.search(self.title) and not raised:
            return frame
        # a notice of standards: the day from which they hold
        blocks = [b for b in layout.blocks if b.kind in ("paragraph", "title", "note")]
        spans = [(s.start, s.end, marker(text[b.start : b.start + 12])[0] > 0) for b in blocks for s in b.sentences]
        frame = frame._replace(effective=effective_date(text, spans, frame))
        year = year_of(frame.effective)
        return frame._replace(year=year) if year and frame.guessed and frame.year and year > frame.year else frame

    def fates(self) -> tuple[Fate, ...]:
        """Every number and what became of it."""
        out = []
        for read in self.reads:
            for verdict in read.verdicts:
                q = verdict.quantity
                text, struck = self.document.text[q.start : q.end], tuple(verdict.struck)
                if verdict.bindings:
                    rule = ", ".join(f"{b.metric.id}:{b.how}" for b in verdict.bindings)
                    out.append(Fate(text, q.start, q.end, "figure", "", rule, struck))
                elif q.trap:
                    out.append(Fate(text, q.start, q.end, "not-a-figure", q.trap))
                else:
                    out.append(Fate(text, q.start, q.end, "other" if verdict.other else "unexplained", verdict.reason, "", struck))
        return tuple(sorted([*out, *self._left(out)], key=lambda fate: fate.start))

    def _left(self, told: list[Fate]) -> Iterator[Fate]:
        """The numbers that no sentence and no cell was asked for: they stand in the page's furniture, in headings, in labels."""
        taken, blocks = sorted((fate.start, fate.end) for fate in told), self.layout.blocks
        at = block = 0
        for start, end in document_numbers(self.document):
            while at < len(taken) and taken[at][1] <= start:
                at += 1
            if at < len(taken) and taken[at][0] < end:
                continue
            while block < len(blocks) and blocks[block].end <= start:
                block += 1
            kind = blocks[block].kind if block < len(blocks) and blocks[block].start <= start else ""
            yield Fate(self.document.text[start:end], start, end, "not-a-figure", _PLACES.get(kind, "outside the text"))
