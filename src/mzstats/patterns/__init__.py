"""Loads and checks ``patterns/``: the vocabulary as data. This package alone knows the keys of those files."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import Path

from mzstats.lexicon import Lexicon
from mzstats.locate import patterns_dir
from mzstats.model import MzstatsError
from mzstats.patterns import entries, files
from mzstats.patterns.nouns import Entry, Measure, Metric, Patterns, Subject, Trap, Unit

__all__ = ["Entry", "Measure", "Metric", "Patterns", "Subject", "Trap", "Unit", "load", "number_classes"]

MAX_WORDS = 50_000


class _Loader:
    """What has been read so far: the built-in folder first, the user's on top."""

    def __init__(self) -> None:
        self.units: dict[str, Unit] = {}
        self.measures: dict[str, Measure] = {}
        self.subjects: dict[str, Subject] = {}
        self.cues: list[tuple[str, str, str]] = []
        self.nouns: list[str] = []
        self.traps: list[Trap] = []
        self.story = ""
        self.notes: list[str] = []

    def add(self, root: Path, parsed: Mapping[str, files.Keys], own: bool) -> None:
        """One folder. Raises MzstatsError naming file, line and entry."""
        if own and not parsed:
            raise MzstatsError(f"{root}: no file of patterns (*.toml) in it")
        if "units.toml" in parsed:
            self.units |= entries.units(root / "units.toml", parsed["units.toml"])
            self.units |= {cls: Unit(cls, "", False, False) for cls in entries.MONEY_RATES}
        if "measures.toml" in parsed:
            for measure in entries.measures(root / "measures.toml", parsed["measures.toml"], self.units):
                self._note(own and measure.id in self.measures, f"{root / 'measures.toml'}: [{measure.id}] replaces the built-in measure")
                self.measures[measure.id] = measure
        if "cues.toml" in parsed:
            self.cues += entries.cues(root / "cues.toml", parsed["cues.toml"])
        if "traps.toml" in parsed:
            self._add_traps(root / "traps.toml", parsed["traps.toml"], own)
        for name, keys in parsed.items():
            if name.removesuffix(".toml") not in files.GENERAL:
                self._add_subjects(root / name, keys, own)

    def _add_traps(self, path: Path, keys: files.Keys, own: bool) -> None:
        keys = entries.checked(keys, {"trap": list, "story": dict, "nouns": dict}, str(path))
        self.traps += entries.traps(path, keys, own)
        nouns = entries.checked(keys.get("nouns", {}), {"words": list}, f"{path}: [nouns]")
        self.nouns += entries.words(nouns.get("words", ()), f"{path}: [nouns]", "words")
        if own and "story" in keys:
            raise MzstatsError(f"{path}: [story]: only the built-in patterns have one")
        self.story = keys.get("story", {}).get("pattern", self.story)

    def _add_subjects(self, path: Path, keys: files.Keys, own: bool) -> None:
        here = str(path.parent)
        for subject, extend in entries.subjects(path, keys, self.measures, self.units):
            old = self.subjects.get(subject.id)
            if extend and old is None:
                raise MzstatsError(f"{files.Place(path, subject.id)}: extends a subject that is not known")
            if old is not None and extend:
                subject = entries.extended(old, subject)
            if old is not None:
                where = files.Place(path, subject.id)
                if not own or str(Path(old.file).parent) == here:
                    raise MzstatsError(f"{where}: a subject of that id is in {old.file} already")
                self._note(True, f"{where}: {'adds to' if extend else 'replaces'} the subject in {old.file}")
            self.subjects[subject.id] = subject

    def _note(self, when: bool, text: str) -> None:
        if when:
            self.notes.append(text)

    def words(self) -> dict[str, Entry]:
        """Every word with all it means. Raises MzstatsError where a wider subject is unknown or words are too many."""
        out: dict[str, Entry] = {}

        def entry(word: str) -> Entry:
            found = out.get(word)
            if found is None:
                found = out[word] = Entry(word)
            return found

        for subject in self.subjects.values():
            if subject.within and subject.within not in self.subjects:
                raise MzstatsError(f"{files.Place(subject.file, subject.id)}: within: unknown subject {subject.within!r}")
            for word in subject.words:
                entry(word).subjects += ((subject.id, ()),)
            for word, near in subject.near:
                entry(word).subjects += ((subject.id, near),)
        for measure in self.measures.values():
            for word in measure.cues:
                entry(word).measures += (measure.id,)
            for word in measure.weak:
                entry(word).weak += (measure.id,)
        _inherit(out, {word for m in self.measures.values() if m.unit.startswith("CNY") for word in (*m.cues, *m.weak)})
        for group, flag, word in self.cues:
            if group == "area":
                entry(word).area = flag
            else:
                found = entry(word)
                found.flags |= {group if flag == "words" else flag}
        for word in self.nouns:
            found = entry(word)
            if found.says_nothing():
                found.flags = frozenset(["noun"])
        if len(out) > MAX_WORDS:
            raise MzstatsError(f"{len(out)} words of patterns (at most {MAX_WORDS})")
        return out


def _inherit(words: dict[str, Entry], cues: set[str]) -> None:
    """A name that ends in a word for money (供养标准) calls for what the cue calls for: the longest word wins, and would hide it."""
    for word, entry in words.items():
        if not entry.subjects or entry.measures or entry.weak:
            continue
        tail = next((word[at:] for at in range(1, len(word) - 1) if word[at:] in cues), "")
        if tail:
            entry.measures, entry.weak = words[tail].measures, words[tail].weak
            entry.lent = True


def load(folders: Iterable[str | Path] = ()) -> Patterns:
    """The built-in patterns with the user's folders on top, in order. Raises MzstatsError naming file, line and entry."""
    loader = _Loader()
    root = patterns_dir()
    loader.add(root, files.built_in(root), own=False)
    for folder in map(Path, folders):
        loader.add(folder, files.read(folder), own=True)
    words = loader.words()
    return Patterns(
        subjects=loader.subjects,
        metrics={metric.id: metric for subject in loader.subjects.values() for metric in subject.metrics},
        measures=loader.measures,
        units=loader.units,
        lexicon=Lexicon(words.items()),
        words=words,
        traps=tuple(loader.traps),
        story=loader.story,
        notes=tuple(loader.notes),
    )


def number_classes(units: Mapping[str, Unit]) -> str:
    """The printed units as one alternation, longest first."""
    words = [word for word in units if not word.startswith("元") and word != "其他"]
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True)))
