"""The proofs that every file of patterns carries, run: each example gives exactly its rows, each counter-example none
of its subject, each metric is shown by an example, and each word earns its place: take it away and an example fails."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from mzstats.clean import fold
from mzstats.locate import patterns_dir
from mzstats.model import Document, Observation
from mzstats.patterns import Patterns, Subject, Trap, load
from mzstats.patterns.examples import Counterexample, Example, proofs, told
from mzstats.patterns.files import Place
from mzstats.patterns.traps import compiled
from mzstats.pipeline import Extraction

SPOILT = 20
"""So many built-in proofs that a folder spoils are told one by one."""


@dataclass(frozen=True, slots=True)
class Failure:
    """A proof that fails: where it is written, what was expected, what came."""

    place: str
    message: str

    def __str__(self) -> str:
        return f"{self.place}: {self.message}"


@dataclass(frozen=True, slots=True)
class Report:
    """What a check looked at, what failed, and what it has to say besides (overridden subjects, built-in examples that now fail)."""

    subjects: int
    words: int
    examples: int
    counterexamples: int
    failures: tuple[Failure, ...]
    notes: tuple[str, ...] = ()


def check(folders: Sequence[str | Path] = ()) -> Report:
    """The check of the last of the folders on top of the others, of the built-in patterns where there is none.

    Raises MzstatsError where the files themselves are wrong, which is told before any proof is run.
    """
    patterns = load(folders)
    folder = Path(folders[-1]) if folders else patterns_dir()
    before = load(folders[:-1]) if folders else None
    own = list(proofs(folder, patterns))
    failures = list(run(own, patterns))
    broken = {failure.place for failure in failures}
    sound = [proof for proof in own if isinstance(proof, Example) and str(proof.place) not in broken]
    subjects = [subject for subject in patterns.subjects.values() if Path(subject.file).is_relative_to(folder)]
    words = 0
    for subject in subjects:
        examples = [example for example in sound if example.subject == subject.id]
        new = _new(subject, before)
        failures += unshown(new, examples)
        failures += unearned(new, examples, patterns)
        words += len(new.words) + len(new.near)
    notes = list(patterns.notes)
    if before is not None:
        _try(patterns.traps)
        notes += _spoilt(patterns, before)
    shown = sum(isinstance(proof, Example) for proof in own)
    return Report(len(subjects), words, shown, len(own) - shown, tuple(failures), tuple(notes))


def _spoilt(patterns: Patterns, before: Patterns) -> list[str]:
    """What to say of built-in proofs that hold before these patterns and fail with them."""
    built_in = [proof for proof in proofs(patterns_dir(), load()) if any(run([proof], patterns))]
    told = [
        f"a built-in proof fails with these patterns: {failure}"
        for proof in built_in
        if not any(run([proof], before))
        for failure in run([proof], patterns)
    ]
    return told[:SPOILT] + ([f"... and {len(told) - SPOILT} more"] if len(told) > SPOILT else [])


def _new(subject: Subject, before: Patterns | None) -> Subject:
    """The subject with only what these files add to it."""
    old = before.subjects.get(subject.id) if before else None
    if old is None:
        return subject
    return subject._replace(
        words=tuple(word for word in subject.words if word not in old.words),
        near=tuple(near for near in subject.near if near not in old.near),
        metrics=tuple(metric for metric in subject.metrics if metric not in old.metrics),
    )


# ---------------------------------------------------------------- examples


def extract(text: str, patterns: Patterns) -> tuple[Observation, ...]:
    """The rows of a text by these patterns."""
    return Extraction(Document("example", text), patterns=patterns).observations()


def holds(example: Example, patterns: Patterns) -> bool:
    """Whether the example gives exactly its rows; the order of rows on one figure does not matter."""
    left = list(extract(example.text, patterns))
    if len(left) != len(example.rows):
        return False
    for row in example.rows:
        one = next((found for found in left if row.holds(found)), None)
        if one is None:
            return False
        left.remove(one)
    return True


def run(given: Iterable[Example | Counterexample], patterns: Patterns) -> Iterator[Failure]:
    """Examples that do not give their rows, counter-examples that give one."""
    for proof in given:
        if isinstance(proof, Example):
            if not holds(proof, patterns):
                found = extract(proof.text, patterns)
                yield Failure(
                    str(proof.place),
                    f"{proof.text!r} must give {'; '.join(proof.told) or 'no row'} but gave {_told(found, proof, patterns)}",
                )
        else:
            found = tuple(one for one in extract(proof.text, patterns) if patterns.metrics[one.metric].subject == proof.subject)
            if found:
                yield Failure(
                    str(proof.place), f"{proof.text!r} must give no row of {proof.subject} but gave {_told(found, proof, patterns)}"
                )


def _told(found: Iterable[Observation], proof: Example | Counterexample, patterns: Patterns) -> str:
    return "; ".join(told(one, proof.subject, patterns.metrics[one.metric], whole=True) for one in found) or "no row"


# ---------------------------------------------------------------- what the examples must show


def unshown(subject: Subject, examples: Sequence[Example]) -> Iterator[Failure]:
    """The metrics that no sound example gives."""
    given = {row.metric for example in examples for row in example.rows}
    for metric in subject.metrics:
        if metric.id not in given:
            yield Failure(str(Place(subject.file, subject.id)), f"no example that holds gives a row of {metric.id}")


def unearned(subject: Subject, examples: Sequence[Example], patterns: Patterns) -> Iterator[Failure]:
    """The words that every example does without. Only sound examples may be given."""
    for word in dict.fromkeys([*subject.words, *(word for word, _ in subject.near)]):
        place = str(Place(subject.file, subject.id, f'"{word}"'))
        if fold(word) != word:
            yield Failure(place, f"{word!r} never stands in a text as it is read: write {fold(word)!r}")
            continue
        using = [example for example in examples if word in fold(example.text)]
        if not using:
            yield Failure(place, f"{word!r} stands in no example that holds")
            continue
        poorer = patterns.without(word, subject.id)
        if all(holds(example, poorer) for example in using):
            yield Failure(place, f"{word!r} does not earn its place: every example holds without it")


HARD = ("1" * 16, "a" * 16, " " * 16, "一" * 16, "(" * 16, "1," * 8, "万元" * 8)


def _try(traps: Iterable[Trap]) -> None:
    """A user's expressions on texts that make a careless one slow. Raises MzstatsError naming the trap."""
    for _, before, after in (compiled(trap) for trap in traps if trap.own):
        for text in HARD:
            for tail in ("", "!"):
                if before is not None:
                    before.search(text + tail)
                if after is not None:
                    after.match(text + tail)
