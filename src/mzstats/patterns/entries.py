"""Parsed files -> subjects, measures, units, traps, checked: each wrong key, type or name is told with its place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from mzstats.model import MzstatsError
from mzstats.patterns.files import Keys, Place
from mzstats.patterns.nouns import Measure, Metric, Subject, Trap, Unit

MAX_WORD = 40
MAX_EXPRESSION = 400
MONEY_RATES = ("元/月", "元/年", "元/次", "元/人")
"""Classes of money per time or person: ``scan`` puts them together from the printed parts."""

DERIVED_UNITS = frozenset(["CNY/person/month", "CNY/person/year", "CNY/person-time", "%", "‰", "pp", "times"])
"""Base units that a printed unit makes out of a metric's, beside those of units.toml and measures.toml."""

SUBJECT = {
    "name": str, "words": list, "near": list, "within": str, "metrics": dict, "extend": bool, "examples": list, "counterexamples": list,
}  # fmt: skip
METRIC = {"name": str, "unit": str, "accepts": list, "needs_cue": bool, "area": bool, "indicator": str}
MEASURE = {"name": str, "definition": str, "unit": str, "accepts": list, "cues": list, "weak": list, "needs_cue": bool}
NEAR = {"word": str, "with": list}
UNIT = {"words": list, "unit": str, "noun": bool, "other": bool}
TRAP = {"reason": str, "before": str, "after": str}
TYPES = {str: "a text", list: "a list", dict: "a table", bool: "true or false"}


def checked(keys: Any, known: Mapping[str, type], where: object, required: Iterable[str] = ()) -> Keys:
    """``keys`` as they are, once each is known and of its type. Raises MzstatsError beginning with ``where``."""
    if not isinstance(keys, dict):
        raise MzstatsError(f"{where}: not a table")
    for key, value in keys.items():
        if key not in known:
            raise MzstatsError(f"{where}: unknown key {key!r} (known: {', '.join(sorted(known))})")
        if not isinstance(value, known[key]):
            raise MzstatsError(f"{where}: {key} must be {TYPES.get(known[key], 'something else')}, not {value!r:.40}")
    for key in required:
        if key not in keys:
            raise MzstatsError(f"{where}: {key} is missing")
    return keys


def words(values: Iterable[Any], where: object, key: str) -> tuple[str, ...]:
    """Texts of one line each, none empty. Raises MzstatsError."""
    out = []
    for value in values:
        if not isinstance(value, str):
            raise MzstatsError(f"{where}: {key}: {value!r:.40} is not a text")
        if not value or value != value.strip() or not value.isprintable() or len(value) > MAX_WORD:
            raise MzstatsError(f"{where}: {key}: {value!r:.60} is no word (1 to {MAX_WORD} printable characters, no space around)")
        out.append(value)
    return tuple(out)


def joined(name: str, measure: str) -> str:
    """The name of a subject and that of a measure as one, what they share told once (结婚登记 + 登记数 = 结婚登记数)."""
    for length in range(min(len(name), len(measure)), 0, -1):
        if name.endswith(measure[:length]) and (length > 1 or length == len(measure)):
            return name + measure[length:]
    return name + measure


# ---------------------------------------------------------------- units and measures


def units(path: Path, keys: Keys) -> Iterator[tuple[str, Unit]]:
    """The printed units of ``units.toml`` with their classes."""
    for cls, value in checked(keys.get("classes", {}), dict.fromkeys(keys.get("classes", {}), dict), f"{path}: [classes]").items():
        where = Place(path, "classes", f'"{cls}"')
        table = checked(value, UNIT, where, ["words"])
        unit = Unit(cls, table.get("unit", ""), table.get("noun", False), table.get("other", False))
        for word in (cls, *words(table["words"], where, cls)):
            yield word, unit


def classes(values: Iterable[Any], known: Mapping[str, Unit], where: object) -> frozenset[str]:
    """The classes of printed units."""
    found = words(values, where, "accepts")
    for word in found:
        if word not in known:
            raise MzstatsError(f"{where}: unknown unit {word!r} (see units.toml)")
    return frozenset(known[word].cls for word in found)


def measures(path: Path, keys: Keys, known: Mapping[str, Unit]) -> Iterator[Measure]:
    """The measures of ``measures.toml``."""
    for mid, value in keys.items():
        where = Place(path, mid)
        table = checked(value, MEASURE, where, ["name", "unit", "accepts"])
        yield Measure(
            mid, table["name"], table["unit"], classes(table["accepts"], known, where),
            words(table.get("cues", ()), where, "cues"), table.get("needs_cue", False), words(table.get("weak", ()), where, "weak"),
            table.get("definition", ""),
        )  # fmt: skip


# ---------------------------------------------------------------- subjects


def subjects(path: Path, keys: Keys, known: Mapping[str, Measure], printed: Mapping[str, Unit]) -> Iterator[tuple[Subject, bool]]:
    """The subjects of a file, and of each whether it only adds to the one of that name. The file's name is their domain."""
    for sid, value in keys.items():
        where = Place(path, sid)
        table = checked(value, SUBJECT, where)
        if not sid.isidentifier():
            raise MzstatsError(f"{where}: a subject's id is made of letters, digits and _")
        name = table.get("name", sid)
        yield Subject(
            id=sid, name=name, domain=path.stem, words=words(table.get("words", ()), where, "words"),
            near=tuple(_near(table.get("near", ()), where)), within=table.get("within", ""),
            metrics=tuple(_metrics(sid, name, path, table.get("metrics", {}), known, printed)), file=str(path),
        ), table.get("extend", False)  # fmt: skip


def _near(values: Iterable[Any], where: object) -> Iterator[tuple[str, tuple[str, ...]]]:
    for value in values:
        item = checked(value, NEAR, where, NEAR)
        yield words([item["word"]], where, "near")[0], words(item["with"], where, "near")


def _metrics(sid: str, name: str, path: Path, table: Keys, known: Mapping[str, Measure], printed: Mapping[str, Unit]) -> Iterator[Metric]:
    for mid, keys in table.items():
        where = Place(path, sid, tail=f" {mid}")
        if mid not in known:
            raise MzstatsError(f"{where}: unknown measure (known: {', '.join(sorted(known))})")
        checked(keys, METRIC, where)
        measure = known[mid]
        if "unit" in keys:
            base = {one.unit for one in known.values()} | {unit.base for unit in printed.values() if unit.base} | DERIVED_UNITS
            if keys["unit"] not in base:
                raise MzstatsError(f"{where}: unknown unit {keys['unit']!r} (known: {', '.join(sorted(base))})")
        yield Metric(
            id=f"{sid}.{mid}",
            subject=sid,
            measure=mid,
            name=keys.get("name") or joined(name, measure.name),
            unit=keys.get("unit", measure.unit),
            accepts=classes(keys["accepts"], printed, where) if "accepts" in keys else measure.accepts,
            needs_cue=keys.get("needs_cue", measure.needs_cue),
            area=keys.get("area", False),
            domain=path.stem,
            indicator=keys.get("indicator", ""),
        )


def extended(old: Subject, new: Subject) -> Subject:
    """The built-in subject with a user's words and metrics added; a metric of the same measure is the user's."""
    own = {metric.measure for metric in new.metrics}
    kept = tuple(metric for metric in old.metrics if metric.measure not in own)
    added = tuple(metric._replace(domain=old.domain) for metric in new.metrics)
    return old._replace(words=old.words + new.words, near=old.near + new.near, metrics=kept + added, file=new.file)


# ---------------------------------------------------------------- cues and traps


def cues(path: Path, keys: Keys) -> Iterator[tuple[str, str, str]]:
    """``(group, flag, word)`` of ``cues.toml``."""
    for group, flags in keys.items():
        for flag, values in checked(flags, dict.fromkeys(flags, list) if isinstance(flags, dict) else {}, Place(path, group)).items():
            if all(isinstance(value, str) and value for value in values):
                yield from ((group, flag, value) for value in values)
            else:
                words(values, Place(path, group), flag)


def traps(path: Path, keys: Keys, own: bool) -> Iterator[Trap]:
    """The traps of ``traps.toml``; a user's carry their place, for they run under a time limit."""
    for number, value in enumerate(keys.get("trap", ()), 1):
        where = f"{path}: trap {number}"
        table = checked(value, TRAP, where, ["reason"])
        before, after = table.get("before", ""), table.get("after", "")
        if not before and not after:
            raise MzstatsError(f"{where}: neither before nor after says what makes it a trap")
        if max(len(before), len(after)) > MAX_EXPRESSION:
            raise MzstatsError(f"{where}: an expression of more than {MAX_EXPRESSION} characters")
        yield Trap(table["reason"], before, after, where if own else "")
