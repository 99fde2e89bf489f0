"""Loads and checks ``patterns/``: the vocabulary as data. This module alone knows the keys of those files."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mzstats.lexicon import Lexicon
from mzstats.locate import patterns_dir
from mzstats.model import MzstatsError


@dataclass(frozen=True, slots=True)
class Measure:
    """A kind of quantity: what units it takes, which words call for it."""

    id: str
    name: str
    unit: str
    accepts: frozenset[str]
    cues: tuple[str, ...]
    needs_cue: bool


@dataclass(frozen=True, slots=True)
class Metric:
    """``subject.measure``: what a figure can be bound to."""

    id: str
    subject: str
    measure: str
    name: str
    unit: str
    accepts: frozenset[str]
    needs_cue: bool
    area: bool
    domain: str
    indicator: str = ""


@dataclass(frozen=True, slots=True)
class Subject:
    """What the figures are about; ``within`` is the wider subject that it is a part of."""

    id: str
    name: str
    domain: str
    words: tuple[str, ...]
    near: tuple[tuple[str, tuple[str, ...]], ...]
    within: str
    metrics: tuple[Metric, ...]
    file: str = ""
    line: int = 0
    examples: tuple[Mapping[str, Any], ...] = ()
    counterexamples: tuple[str, ...] = ()


class Entry:
    """All that a word can mean: subjects it names, measures it calls for, area, flags."""

    __slots__ = ("area", "flags", "measures", "subjects", "word")

    def __init__(self, word: str) -> None:
        self.word = word
        self.subjects: tuple[tuple[str, tuple[str, ...]], ...] = ()  # (subject, words one of which must be near)
        self.measures: tuple[str, ...] = ()
        self.area = ""
        self.flags: frozenset[str] = frozenset()

    def __repr__(self) -> str:
        return f"<{self.word}>"


@dataclass(frozen=True, slots=True)
class Unit:
    """A class of printed units."""

    cls: str
    base: str  # the base unit that the printed unit itself decides (person, household, ...); else the metric's
    noun: bool
    other: bool


@dataclass(frozen=True, eq=False)
class Patterns:
    """The whole vocabulary, ready to scan with."""

    subjects: Mapping[str, Subject]
    metrics: Mapping[str, Metric]
    measures: Mapping[str, Measure]
    units: Mapping[str, Unit]  # printed unit -> class
    lexicon: Lexicon[Entry]
    words: Mapping[str, Entry]
    traps: tuple[tuple[str, str, str], ...]
    story: str = ""


RESERVED = {"name", "words", "near", "within", "metrics", "examples", "counterexamples", "also"}


def _toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise MzstatsError(f"{path}: not valid TOML: {error}") from error


def _lines(path: Path) -> dict[str, int]:
    """The line of each table's head, for messages."""
    lines: dict[str, int] = {}
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        head = line.strip()
        if head.startswith("["):
            lines.setdefault(head.strip("[]").partition(".")[0], number)
    return lines


def _metric(subject: str, domain: str, name: str, measure: Measure, keys: Mapping[str, Any]) -> Metric:
    default = name + ("" if measure.name.startswith(name[-2:]) else "") + measure.name
    return Metric(
        id=f"{subject}.{measure.id}",
        subject=subject,
        measure=measure.id,
        name=str(keys.get("name", default)),
        unit=str(keys.get("unit", measure.unit)),
        accepts=frozenset(keys.get("accepts", measure.accepts)),
        needs_cue=bool(keys.get("needs_cue", measure.needs_cue)),
        area=bool(keys.get("area", False)),
        domain=domain,
        indicator=str(keys.get("indicator", "")),
    )


def _subjects(path: Path, measures: Mapping[str, Measure], classes: Mapping[str, Unit]) -> Iterable[Subject]:
    domain = path.stem
    tables = _toml(path)
    lines = _lines(path)
    for sid, keys in tables.items():
        where = f"{path}:{lines.get(sid, 0)}: [{sid}]"
        if not isinstance(keys, dict):
            raise MzstatsError(f"{where}: a subject is a table")
        unknown = set(keys) - RESERVED
        if unknown:
            raise MzstatsError(f"{where}: unknown key {sorted(unknown)[0]!r} (known: {', '.join(sorted(RESERVED))})")
        name = str(keys.get("name", sid))
        metrics = []
        for mid, values in keys.get("metrics", {}).items():
            if mid not in measures:
                raise MzstatsError(f"{where}: unknown measure {mid!r} (see measures.toml)")
            values = dict(values)
            if "accepts" in values:
                for word in values["accepts"]:
                    if word not in classes:
                        raise MzstatsError(f"{where}: {mid}: unknown unit {word!r} (see units.toml)")
                values["accepts"] = [classes[word].cls for word in values["accepts"]]
            metrics.append(_metric(sid, domain, name, measures[mid], values))
        yield Subject(
            id=sid, name=name, domain=domain, words=tuple(keys.get("words", ())),
            near=tuple((item["word"], tuple(item["with"])) for item in keys.get("near", ())),
            within=str(keys.get("within", "")), metrics=tuple(metrics), file=str(path), line=lines.get(sid, 0),
            examples=tuple(keys.get("examples", ())), counterexamples=tuple(keys.get("counterexamples", ())),
        )  # fmt: skip


def _flags(cues: Mapping[str, Mapping[str, list[str]]]) -> Iterable[tuple[str, str]]:
    for group, keys in cues.items():
        for flag, words in keys.items():
            name = group if flag == "words" else flag
            if group == "area":
                continue
            for word in words:
                yield word, name


def load(folders: Iterable[str | Path] = ()) -> Patterns:
    """The built-in patterns with the user's folders on top. Raises MzstatsError naming file and entry."""
    root = patterns_dir()
    cues = _toml(root / "cues.toml")
    units = {
        word: Unit(cls, str(keys.get("unit", "")), bool(keys.get("noun", False)), bool(keys.get("other", False)))
        for cls, keys in _toml(root / "units.toml")["classes"].items()
        for word in [cls, *keys["words"]]
    }
    for cls in ("元/月", "元/年", "元/次", "元/人"):
        units[cls] = Unit(cls, "", False, False)
    measures = {}
    for folder in (root, *map(Path, folders)):
        path = folder / "measures.toml"
        if folder == root or path.is_file():
            for mid, keys in _toml(path).items():
                measures[mid] = Measure(
                    mid, keys["name"], keys["unit"], frozenset(units[u].cls for u in keys["accepts"]),
                    tuple(keys.get("cues", ())), bool(keys.get("needs_cue", False)),
                )  # fmt: skip
    subjects: dict[str, Subject] = {}
    for folder in (root / "subjects", *map(Path, folders)):
        if not folder.is_dir():
            raise MzstatsError(f"{folder}: no such folder of patterns")
        nested = folder / "subjects"
        for path in sorted((nested if nested.is_dir() else folder).glob("*.toml")):
            if path.name in ("measures.toml", "units.toml", "cues.toml", "traps.toml"):
                continue
            for subject in _subjects(path, measures, units):
                subjects[subject.id] = subject
    words = _words(subjects.values(), measures.values(), cues)
    traps = _toml(root / "traps.toml")
    for word in traps["nouns"]["words"]:
        entry = words.get(word)
        if entry is None:
            words[word] = entry = Entry(word)
            entry.flags = frozenset(["noun"])
    return Patterns(
        subjects=subjects,
        metrics={metric.id: metric for subject in subjects.values() for metric in subject.metrics},
        measures=measures,
        units=units,
        lexicon=Lexicon(words.items()),
        words=words,
        traps=tuple((t["reason"], t.get("before", ""), t.get("after", "")) for t in traps["trap"]),
        story=traps["story"]["pattern"],
    )


def _words(subjects: Iterable[Subject], measures: Iterable[Measure], cues: Mapping[str, Any]) -> dict[str, Entry]:
    words: dict[str, Entry] = {}

    def entry(word: str) -> Entry:
        found = words.get(word)
        if found is None:
            found = words[word] = Entry(word)
        return found

    for subject in subjects:
        for word in subject.words:
            entry(word).subjects += ((subject.id, ()),)
        for word, near in subject.near:
            entry(word).subjects += ((subject.id, near),)
    for measure in measures:
        for word in measure.cues:
            entry(word).measures += (measure.id,)
    for area, listed in cues["area"].items():
        for word in listed:
            entry(word).area = area
    for word, flag in _flags(cues):
        found = entry(word)
        found.flags |= {flag}
    return words


def number_classes(units: Mapping[str, Unit]) -> str:
    """The printed units as one alternation, longest first."""
    words = [word for word in units if not word.startswith("元") and word != "其他"]
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True)))
