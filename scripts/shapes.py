"""Writes ``docs/shapes.md``: how many figures of each shape of language the extractor gets right, measured on ``tests/corpus/``.

Run from anywhere: ``python scripts/shapes.py``. ``tests/test_corpus.py`` measures with the same functions.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from mzstats import pipeline
from mzstats.evaluate import Figure, Gold, evaluate, matches, predictions, read_gold
from mzstats.model import Document, Observation

ROOT = Path(__file__).resolve().parents[1]
CORPUS = ROOT / "tests" / "corpus"
PAGE = ROOT / "docs" / "shapes.md"
SIDE = 26
"""Characters of an example on each side of its figure."""

SHAPES = {
    "1": "subject, number, unit side by side",
    "2": "number before its object",
    "3": "verb of paying or raising, then money",
    "4": "several attributes of one subject",
    "5": "households and persons as a pair",
    "6": "parts after 其中",
    "7": "parts in brackets",
    "8": "total, colon, parts",
    "9": "parts, then their sum",
    "10": "subject or verb left out in a list",
    "11": "分别 aligns two lists",
    "12": "one value shared by several subjects",
    "13": "from an old value to a new one",
    "14": "set to a value",
    "15": "changed by an amount",
    "16": "growth in per cent",
    "17": "rate, share, percentage points",
    "18": "standard with its unit of person and time",
    "19": "people first, what they receive after",
    "20": "people or acts benefited",
    "21": "list of tiers",
    "22": "multiple or share of another standard",
    "23": "mean per person or act",
    "24": "target, then what was done",
    "25": "carried over, new, closed",
    "26": "zero",
    "27": "approximate",
    "28": "range",
    "30": "numeral in Chinese characters",
    "31": "own level and whole area side by side",
    "32": "list of places",
    "33": "long words between number and what is counted",
    "table": "cell of a table",
}
"""The shapes of the corpus's column ``shape``. 29, a vague number that is no figure, has no rows: see ``none.csv``."""


@dataclass(frozen=True, slots=True)
class Corpus:
    """Documents by name, their gold, the shapes of the gold figures in the same order, and spans that must give no figure."""

    texts: Mapping[str, str]
    gold: Gold
    shapes: Mapping[str, Sequence[str]]
    none: Sequence[Mapping[str, str]]


@dataclass(slots=True)
class Tally:
    """How many there are, and how many of them are right at each level."""

    figures: int = 0
    named: int = 0
    full: int = 0

    def add(self, named: bool, full: bool) -> None:
        self.figures += 1
        self.named += named
        self.full += full


def read_corpus(folder: Path = CORPUS) -> Corpus:
    """The corpus. Documents without a gold figure are in its gold too, with none."""
    texts = {path.name: path.read_text("utf-8") for path in sorted((folder / "docs").glob("*.txt"))}
    gold = read_gold(folder / "gold.csv")
    shapes: dict[str, list[str]] = defaultdict(list)
    for row in rows(folder / "gold.csv"):
        if row["metric"] != "ignore":
            shapes[row["doc"]].append(row["shape"])
    return Corpus(texts, Gold({name: gold.figures.get(name, ()) for name in texts}, gold.ignored), shapes, rows(folder / "none.csv"))


def rows(path: Path) -> list[dict[str, str]]:
    """The rows of a csv file."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def extract(corpus: Corpus) -> list[Observation]:
    """All figures of all documents."""
    return [row for name, text in corpus.texts.items() for row in pipeline.run(Document(name, text))]


def by_shape(corpus: Corpus, observations: Iterable[Observation]) -> dict[str, Tally]:
    """Of the gold figures of each shape, those that the extractor gives."""
    ours = _by_document(corpus, observations)
    out: dict[str, Tally] = {shape: Tally() for shape in SHAPES}
    for name, theirs in corpus.gold.figures.items():
        named, full = ({g for _, g in matches(ours[name], theirs, level)} for level in ("named", "full"))
        for g, shape in enumerate(corpus.shapes.get(name, ())):
            out[shape].add(g in named, g in full)
    return out


def by_confidence(corpus: Corpus, observations: Sequence[Observation]) -> dict[str, Tally]:
    """Of the rows that the extractor gives at each confidence, those that are right. Rows on ignored spans are left out."""
    level_of = {(row.source, row.start, row.end, row.metric): row.confidence for row in observations}
    out: dict[str, Tally] = {level: Tally() for level in ("high", "medium", "low")}
    for name, ours in _by_document(corpus, observations).items():
        named, full = ({p for p, _ in matches(ours, corpus.gold.figures[name], level)} for level in ("named", "full"))
        for p, figure in enumerate(ours):
            out[level_of[name, figure.start, figure.end, figure.metric]].add(p in named, p in full)
    return out


def _by_document(corpus: Corpus, observations: Iterable[Observation]) -> dict[str, list[Figure]]:
    """The extractor's rows of each document, without those on ignored spans."""
    out: dict[str, list[Figure]] = {name: [] for name in corpus.texts}
    for figure in predictions(observations, corpus.texts):
        spans = corpus.gold.ignored.get(figure.document, ())
        if not any(figure.start < end and start < figure.end for start, end in spans):
            out[figure.document].append(figure)
    return out


def examples(corpus: Corpus) -> dict[str, str]:
    """For each shape the first figure of the corpus in its line, the figure in bold."""
    out: dict[str, str] = {}
    for name, theirs in corpus.gold.figures.items():
        for figure, shape in zip(theirs, corpus.shapes.get(name, ()), strict=True):
            out.setdefault(shape, _shown(corpus.texts[name], figure.start, figure.end))
    return out


def _shown(text: str, start: int, end: int) -> str:
    first = max(text.rfind("\n", 0, start) + 1, start - SIDE)
    last = min(text.find("\n", end) % (len(text) + 1), end + SIDE)
    words = f"{text[first:start]}**{text[start:end]}**{text[end:last]}"
    return " ".join(words.replace("|", "¦").split())


def page(corpus: Corpus, observations: Sequence[Observation]) -> str:
    """The page."""
    shown, shapes = examples(corpus), by_shape(corpus, observations)
    metrics = {row.metric for row in observations} | {one.metric for theirs in corpus.gold.figures.values() for one in theirs}
    whole = evaluate(predictions(observations, corpus.texts), corpus.gold, metrics)
    lines = [
        "# How reports write figures, and how many are read right",
        "",
        f"Measured on the {len(corpus.texts)} documents of `tests/corpus/`, written for this purpose and marked before the extractor",
        f"saw them: {whole.gold} figures, {whole.predicted} rows given. **found**: value and unit agree; **named**: metric and area too;",
        "**full**: aspect, status, bound and period too. Written by `python scripts/shapes.py`.",
        "",
        "| level | precision | recall |",
        "| --- | --- | --- |",
    ]
    lines += [f"| {level} | {score.precision:.1%} | {score.recall:.1%} |" for level, score in whole.levels.items()]
    lines += ["", "## By shape", "", "| # | shape | figures | named | full | an example |", "| --- | --- | --- | --- | --- | --- |"]
    lines += [f"| {number} | {SHAPES[number]} | {cells(tally)} | {shown[number]} |" for number, tally in shapes.items()]
    lines += [
        "",
        f"{len(corpus.none)} spans look like figures and are none: dates, ages, deadlines, numbers of documents, stories, vague numbers.",
        "",
        "## By confidence",
        "",
        "Of the rows that the extractor gives, the share that is right.",
        "",
        "| confidence | rows | named | full |",
        "| --- | --- | --- | --- |",
    ]
    lines += [f"| {level} | {cells(tally)} |" for level, tally in by_confidence(corpus, observations).items()]
    return "\n".join(lines) + "\n"


def cells(tally: Tally) -> str:
    """How many, and the shares that are right; dashes where there is none."""
    if not tally.figures:
        return "0 | – | –"
    return f"{tally.figures} | {tally.named / tally.figures:.0%} | {tally.full / tally.figures:.0%}"


def main() -> None:
    corpus = read_corpus()
    PAGE.write_text(page(corpus, extract(corpus)), "utf-8")


if __name__ == "__main__":
    main()
