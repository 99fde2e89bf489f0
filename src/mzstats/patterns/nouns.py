"""What the vocabulary is made of. Nothing here reads a file."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from mzstats.lexicon import Lexicon

STOCKS = frozenset({"persons", "households", "institutions", "beds", "units", "graves"})
"""Measures of what there is at a time: never added over times. The other additive measures are flows."""


class Measure(NamedTuple):
    """A kind of quantity: what units it takes, which words call for it; ``weak`` ones only where no other word does."""

    id: str
    name: str
    unit: str
    accepts: frozenset[str]
    cues: tuple[str, ...]
    needs_cue: bool
    weak: tuple[str, ...] = ()
    definition: str = ""


class Metric(NamedTuple):
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


class Subject(NamedTuple):
    """What the figures are about; ``within`` is the wider subject that it is a part of.

    ``words`` name it anywhere; of ``near`` each word names it only where one of its companions stands by.
    ``file`` is where it is written (where a user's folder adds to a built-in one: the user's file).
    """

    id: str
    name: str
    domain: str
    words: tuple[str, ...]
    near: tuple[tuple[str, tuple[str, ...]], ...]
    within: str
    metrics: tuple[Metric, ...]
    file: str = ""


class Entry:
    """All that a word can mean: subjects it names, measures it calls for, area, flags."""

    __slots__ = ("area", "flags", "lent", "measures", "subjects", "weak", "word")

    def __init__(self, word: str) -> None:
        self.word = word
        self.subjects: tuple[tuple[str, tuple[str, ...]], ...] = ()  # (subject, words one of which must be near)
        self.measures: tuple[str, ...] = ()
        self.weak: tuple[str, ...] = ()  # measures that it calls for where no other word does
        self.lent = False  # the measures are those of the word it ends in, and go with its subjects
        self.area = ""
        self.flags: frozenset[str] = frozenset()

    def __repr__(self) -> str:
        return f"<{self.word}>"

    def says_nothing(self) -> bool:
        """Whether no meaning is left."""
        return not (self.subjects or self.measures or self.weak or self.area or self.flags)

    def without(self, subject: str) -> Entry:
        """A copy that does not name the subject."""
        copy = Entry(self.word)
        copy.subjects = tuple(claim for claim in self.subjects if claim[0] != subject)
        copy.area, copy.flags, copy.lent = self.area, self.flags, self.lent
        if copy.subjects or not self.lent:
            copy.measures, copy.weak = self.measures, self.weak
        return copy


class Unit(NamedTuple):
    """A class of printed units."""

    cls: str
    base: str  # the base unit that the printed unit itself decides (person, household, ...); else the metric's
    noun: bool
    other: bool


class Trap(NamedTuple):
    """A number that is no figure, told by the text that ends at it and the text that begins behind it.

    ``own`` is the place in the user's file that it comes from, empty for a built-in one.
    """

    reason: str
    before: str
    after: str
    own: str = ""


class Patterns:
    """The whole vocabulary, ready to scan with. ``notes`` tell what a user's folder replaced or added to."""

    def __init__(
        self, subjects: Mapping[str, Subject], metrics: Mapping[str, Metric], measures: Mapping[str, Measure], units: Mapping[str, Unit],
        lexicon: Lexicon[Entry], words: Mapping[str, Entry], traps: tuple[Trap, ...], story: str = "", notes: tuple[str, ...] = (),
    ) -> None:  # fmt: skip
        self.subjects, self.metrics, self.measures = subjects, metrics, measures
        self.units = units  # printed unit -> class
        self.lexicon, self.words, self.traps, self.story, self.notes = lexicon, words, traps, story, notes

    def without(self, word: str, subject: str) -> Patterns:
        """The same in which a word does not name a subject; what else it means it goes on to mean."""
        entry = self.words[word].without(subject)
        kept = None if entry.says_nothing() else entry
        words = {**self.words, word: entry}
        if kept is None:
            del words[word]
        lexicon = self.lexicon.replaced(word, kept)
        return Patterns(self.subjects, self.metrics, self.measures, self.units, lexicon, words, self.traps, self.story, self.notes)
