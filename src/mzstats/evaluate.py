"""How right a table is, measured against figures that careful readers marked: precision, recall and F1 at three levels.

A row matches a gold row where their spans overlap and the fields of the level agree; each row is used once, and rows that
agree on more are paired first. Rows on a span that gold marks ``ignore``, of documents that gold does not name, and of metrics
that gold did not look for are left out.
"""

from __future__ import annotations

import csv
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from pathlib import Path

from mzstats.model import MzstatsError, Observation

LEVELS: dict[str, tuple[str, ...]] = {
    "found": ("value", "unit"),
    "named": ("value", "unit", "metric", "area"),
    "full": ("value", "unit", "metric", "area", "aspect", "status", "bound", "period"),
}
"""Each level and the fields that must agree."""

FIELDS = ("metric", "area", "value", "unit", "aspect", "status", "bound", "period")
IGNORE = "ignore"
SCOPE = "metrics.csv"
"""The list of the metrics that gold looked for, beside the gold file or in ``catalogue/`` beside its folder."""

_GOLD_COLUMNS = ("doc", "start", "end", "metric")


@dataclass(frozen=True, slots=True)
class Figure:
    """A row as it is compared: its place in a document, and the fields of the levels in one form (700 and 700.0 agree)."""

    document: str
    start: int
    end: int
    text: str
    fields: Mapping[str, str | Decimal]

    @property
    def metric(self) -> str:
        return str(self.fields["metric"])


@dataclass(frozen=True, slots=True)
class Gold:
    """What careful readers found, and the spans on which they may differ, by document."""

    figures: Mapping[str, Sequence[Figure]]
    ignored: Mapping[str, Sequence[tuple[int, int]]]

    @property
    def documents(self) -> list[str]:
        """The names of all documents that were read, those without figures too."""
        return sorted(set(self.figures) | set(self.ignored))


@dataclass(frozen=True, slots=True)
class Score:
    """Counts and what follows from them. ``right`` is the predicted rows that match, ``met`` the gold rows that are matched."""

    gold: int
    predicted: int
    right: int
    met: int

    @property
    def precision(self) -> float:
        return self.right / self.predicted if self.predicted else 0.0

    @property
    def recall(self) -> float:
        return self.met / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


@dataclass(frozen=True, slots=True)
class Miss:
    """A predicted row that is ``wrong`` or a gold row that is ``missed`` at the fullest level.

    ``other`` is the row of the other side on the same span, if there is one; ``differs`` the fields in which they differ.
    """

    kind: str
    figure: Figure
    other: Figure | None = None
    differs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The scores by level: overall, by document, by metric; and what is wrong or missed, in the order of the text."""

    documents: int
    gold: int
    predicted: int
    levels: Mapping[str, Score]
    by_document: Mapping[str, Mapping[str, Score]]
    by_metric: Mapping[str, Mapping[str, Score]]
    misses: Sequence[Miss] = field(default=())


def evaluate(predicted: Iterable[Figure], gold: Gold, metrics: Collection[str]) -> Evaluation:
    """Scores predicted rows against gold. ``metrics``: those that gold looked for."""
    rows: dict[str, list[Figure]] = defaultdict(list)
    for figure in predicted:
        spans = gold.ignored.get(figure.document, ())
        if figure.metric in metrics and not any(figure.start < end and start < figure.end for start, end in spans):
            rows[figure.document].append(figure)
    documents = gold.documents
    by_document: dict[str, dict[str, Score]] = {}
    right: dict[str, Counter[str]] = {level: Counter() for level in LEVELS}
    met: dict[str, Counter[str]] = {level: Counter() for level in LEVELS}
    misses: list[Miss] = []
    for name in documents:
        ours, theirs = rows[name], list(gold.figures.get(name, ()))
        by_document[name] = {}
        for level in LEVELS:
            pairs = matches(ours, theirs, level)
            by_document[name][level] = Score(len(theirs), len(ours), len(pairs), len(pairs))
            right[level].update(ours[p].metric for p, _ in pairs)
            met[level].update(theirs[g].metric for _, g in pairs)
        misses += _misses(ours, theirs, pairs)  # of the last level, which is the fullest
    of_gold = Counter(figure.metric for name in documents for figure in gold.figures.get(name, ()))
    of_ours = Counter(figure.metric for name in documents for figure in rows[name])
    levels = {level: _sum(scores[level] for scores in by_document.values()) for level in LEVELS}
    by_metric = {
        metric: {level: Score(of_gold[metric], of_ours[metric], right[level][metric], met[level][metric]) for level in LEVELS}
        for metric in sorted(of_gold | of_ours)
    }
    return Evaluation(len(documents), of_gold.total(), of_ours.total(), levels, by_document, by_metric, misses)


def matches(predicted: Sequence[Figure], gold: Sequence[Figure], level: str) -> list[tuple[int, int]]:
    """Pairs of places in the two lists, each used once; rows that agree on more are paired first."""
    order = sorted(range(len(gold)), key=lambda g: gold[g].start)
    starts = [gold[g].start for g in order]
    longest = max((figure.end - figure.start for figure in gold), default=0)
    pairs: list[tuple[int, int, int]] = []
    for p, ours in enumerate(predicted):
        near = order[bisect_left(starts, ours.start - longest) : bisect_left(starts, ours.end)]
        for g in sorted(near):
            theirs = gold[g]
            if ours.start < theirs.end and all(ours.fields[name] == theirs.fields[name] for name in LEVELS[level]):
                pairs.append((-_likeness(ours, theirs), p, g))
    used_p: set[int] = set()
    used_g: set[int] = set()
    out = []
    for _, p, g in sorted(pairs, key=lambda pair: pair[0]):
        if p not in used_p and g not in used_g:
            used_p.add(p)
            used_g.add(g)
            out.append((p, g))
    return out


def _likeness(a: Figure, b: Figure) -> int:
    return sum(a.fields[name] == b.fields[name] for name in FIELDS)


def _sum(scores: Iterable[Score]) -> Score:
    counts = [(s.gold, s.predicted, s.right, s.met) for s in scores]
    return Score(*(sum(column) for column in zip(*counts, strict=True))) if counts else Score(0, 0, 0, 0)


def _misses(predicted: Sequence[Figure], gold: Sequence[Figure], pairs: Sequence[tuple[int, int]]) -> list[Miss]:
    seen_p, seen_g = {p for p, _ in pairs}, {g for _, g in pairs}
    wrong = [figure for p, figure in enumerate(predicted) if p not in seen_p]
    missed = [figure for g, figure in enumerate(gold) if g not in seen_g]
    found = [_miss("wrong", figure, missed) for figure in wrong] + [_miss("missed", figure, wrong) for figure in missed]
    return sorted(found, key=lambda miss: miss.figure.start)


def _miss(kind: str, figure: Figure, others: Sequence[Figure]) -> Miss:
    """A miss beside the unmatched row of the other side that stands on the same span and is most like it."""
    near = [other for other in others if figure.start < other.end and other.start < figure.end]
    if not near:
        return Miss(kind, figure)
    other = max(near, key=lambda one: _likeness(figure, one))
    return Miss(kind, figure, other, tuple(name for name in FIELDS if figure.fields[name] != other.fields[name]))


# ---- what is compared


def predictions(rows: Iterable[Observation], documents: Collection[str]) -> list[Figure]:
    """The rows of the documents that gold names. ``source`` may carry folders, an archive and an ending that gold does not.

    Raises MzstatsError where rows have no place in the text.
    """
    out = []
    for row in rows:
        document = _document(row.source, documents)
        if document is None:
            continue
        if row.end <= row.start:
            raise MzstatsError(f"{row.source}: a row without start and end cannot be set against gold; write the table with these columns")
        fields: dict[str, str | Decimal] = {name: str(getattr(row, name)).strip() for name in FIELDS}
        out.append(Figure(document, row.start, row.end, row.text, fields | {"value": row.value.normalize()}))
    return out


def _document(source: str, documents: Collection[str]) -> str | None:
    name = Path(source.rpartition("!")[2]).name
    return next((one for one in (name, Path(name).stem) if one in documents), None)


def read_gold(path: Path) -> Gold:
    """A gold file: csv with ``doc,start,end,text,metric,area,value,unit,aspect,status,bound,period``.

    Raises MzstatsError naming file, line and column where it is none.
    """
    figures: dict[str, list[Figure]] = defaultdict(list)
    ignored: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for line, row in _rows(path, _GOLD_COLUMNS):
        try:
            start, end = int(row["start"]), int(row["end"])
        except ValueError as error:
            raise MzstatsError(f"{path}: line {line}: start and end are whole numbers ({error})") from error
        if row["metric"] == IGNORE:
            ignored[row["doc"]].append((start, end))
            continue
        fields: dict[str, str | Decimal] = {name: (row.get(name) or "").strip() for name in FIELDS}
        try:
            fields["value"] = Decimal(str(fields["value"]).replace(",", "")).normalize()
        except InvalidOperation as error:
            raise MzstatsError(f"{path}: line {line}: value: {fields['value']!r} is no number") from error
        figures[row["doc"]].append(Figure(row["doc"], start, end, row.get("text") or "", fields))
    return Gold(figures, ignored)


def read_metrics(path: Path) -> frozenset[str]:
    """The metrics that a csv with a column ``metric`` lists. Raises MzstatsError where it has none."""
    return frozenset(row["metric"] for _, row in _rows(path, ("metric",)))


def scope(gold: Path) -> Path | None:
    """The file that lists what gold looked for, if one lies where it belongs."""
    folder = gold.resolve().parent
    return next((path for path in (folder / SCOPE, folder.parent / "catalogue" / SCOPE) if path.is_file()), None)


def _rows(path: Path, needed: Sequence[str]) -> list[tuple[int, dict[str, str]]]:
    """The rows of a csv with the lines they end on."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file)
            missing = [name for name in needed if name not in (reader.fieldnames or ())]
            if missing:
                raise MzstatsError(f"{path}: no column {', '.join(missing)}")
            rows = []
            for row in reader:
                short = [name for name in needed if row[name] is None]
                if short:
                    raise MzstatsError(f"{path}: line {reader.line_num}: no {short[0]}")
                rows.append((reader.line_num, row))
            return rows
    except OSError as error:
        raise MzstatsError(f"{path}: {error.strerror or error}") from error
    except (UnicodeDecodeError, csv.Error) as error:
        raise MzstatsError(f"{path}: not a csv file in UTF-8 ({error})") from error
