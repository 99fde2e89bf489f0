"""The proofs of a subject, and the short way in which they write a row.

    examples = [ { text = "全县城市低保120户200人", rows = ["households urban 120", "persons urban 200"] } ]
    counterexamples = ["低保经办人员16人"]

A row is its measure (of another subject: the whole metric) and its value in the base unit, in between or behind in any order
whatever is not as usual: the area, ``change``/``growth``/``share``, ``planned``/``previous``, ``about``/``at_least``/``at_most``,
a unit other than the metric's own; ``@2024-06`` a period and ``(一档)`` a detail, looked at only where they are written.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path

from mzstats.model import MzstatsError, Observation
from mzstats.patterns.entries import DERIVED_UNITS, checked
from mzstats.patterns.files import GENERAL, Keys, Place, listed, parse
from mzstats.patterns.nouns import Metric, Patterns

MAX_TEXT = 4000
WORDS = {
    "area": ("urban", "rural"),
    "aspect": ("change", "growth", "share"),
    "status": ("planned", "previous"),
    "bound": ("about", "at_least", "at_most"),
}
FIELDS = {word: field for field, words in WORDS.items() for word in words}
USUAL = {"area": "", "aspect": "level", "status": "actual", "bound": "exact"}


@dataclass(frozen=True, slots=True)
class Row:
    """A row as an example expects it. ``period`` and ``detail`` are None where the example leaves them open."""

    metric: str
    value: Decimal
    unit: str
    area: str = ""
    aspect: str = "level"
    status: str = "actual"
    bound: str = "exact"
    period: str | None = None
    detail: str | None = None

    def holds(self, found: Observation) -> bool:
        """Whether the row found is this one."""
        same = all(getattr(self, name) == getattr(found, name) for name in ("metric", "value", "unit", *USUAL))
        return same and self.period in (None, found.period) and self.detail in (None, found.detail)


@dataclass(frozen=True, slots=True)
class Example:
    """A text and the rows that it gives, all of them, in order, also as they are ``told``. ``place`` is where it is written."""

    subject: str
    text: str
    rows: tuple[Row, ...]
    told: tuple[str, ...]
    place: Place


@dataclass(frozen=True, slots=True)
class Counterexample:
    """A text that gives no row of the subject."""

    subject: str
    text: str
    place: Place


def proofs(folder: Path, patterns: Patterns) -> Iterator[Example | Counterexample]:
    """Those of a folder's subjects, file by file. Raises MzstatsError naming file, line and entry."""
    for name, path in listed(folder).items():
        if name.removesuffix(".toml") not in GENERAL:
            for subject, table in parse(path).items():
                yield from _of(path, subject, table, patterns)


def proofs_of(path: Path, subject: str, patterns: Patterns) -> Iterator[Example | Counterexample]:
    """Those of one subject in its file."""
    yield from _of(path, subject, parse(path)[subject], patterns)


def _of(path: Path, subject: str, table: Keys, patterns: Patterns) -> Iterator[Example | Counterexample]:
    for value in table.get("examples", ()):
        here = Place(path, subject, str(value.get("text", "")).split("\n")[0] if isinstance(value, Mapping) else "")
        keys = checked(value, {"text": str, "rows": list}, here, ["text", "rows"])
        rows = tuple(row(told, subject, patterns, here) for told in keys["rows"])
        yield Example(subject, _text(keys["text"], here), rows, tuple(keys["rows"]), here)
    for value in table.get("counterexamples", ()):
        here = Place(path, subject, str(value).split("\n")[0])
        yield Counterexample(subject, _text(value, here), here)


def _text(value: object, where: object) -> str:
    if not isinstance(value, str) or not value.strip() or len(value) > MAX_TEXT:
        raise MzstatsError(f"{where}: an example is a text of 1 to {MAX_TEXT} characters, not {value!r:.40}")
    return value


def row(told: object, subject: str, patterns: Patterns, where: object) -> Row:
    """A row from its short form. Raises MzstatsError beginning with ``where``."""
    if not isinstance(told, str) or not told.strip():
        raise MzstatsError(f"{where}: a row is a text like 'persons urban 200', not {told!r:.40}")
    first, *rest = told.split()
    metric = patterns.metrics.get(first if "." in first else f"{subject}.{first}")
    if metric is None:
        raise MzstatsError(f"{where}: {told!r}: unknown metric {first!r}")
    value: Decimal | None = None
    fields: dict[str, str] = {"unit": metric.unit}
    for word in rest:
        if word in FIELDS:
            fields[FIELDS[word]] = word
        elif word.startswith("@"):
            fields["period"] = word[1:]
        elif word.startswith("(") and word.endswith(")"):
            fields["detail"] = word[1:-1]
        elif word in units(patterns):
            fields["unit"] = word
        else:
            value = _number(word, f"{where}: {told!r}")
    if value is None:
        raise MzstatsError(f"{where}: {told!r}: no value")
    if fields.get("aspect") in ("growth", "share") and "unit" not in rest:
        fields["unit"] = next((word for word in rest if word in ("%", "pp", "times", "‰")), "%")
    return Row(metric.id, value, **fields)


def _number(word: str, where: object) -> Decimal:
    try:
        return Decimal(word)
    except InvalidOperation:
        raise MzstatsError(f"{where}: what is {word!r}? (known: a number, {', '.join(FIELDS)}, a unit, @period, (detail))") from None


def units(patterns: Patterns) -> frozenset[str]:
    """The base units there are."""
    known = {metric.unit for metric in patterns.metrics.values()} | {unit.base for unit in patterns.units.values()}
    return frozenset(known) | DERIVED_UNITS - {""}


def told(found: Observation, subject: str, metric: Metric, *, whole: bool = False) -> str:
    """A row found, in the short form; ``whole`` with its period and detail."""
    words = [metric.measure if metric.subject == subject else metric.id]
    words += [getattr(found, name) for name, usual in USUAL.items() if getattr(found, name) != usual]
    words.append(f"{found.value.normalize():f}")
    if found.unit != ("%" if found.aspect in ("growth", "share") else metric.unit):
        words.append(found.unit)
    if whole:
        words += [f"@{found.period}"] * bool(found.period) + [f"({found.detail})"] * bool(found.detail)
    return " ".join(words)
