"""The words for time of ``periods.toml``, by what they mean."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import NamedTuple

from mzstats.locate import patterns_dir
from mzstats.patterns import entries, files

MEANINGS = (
    "this_year", "last_year", "before_last_year", "next_year", "same_time_last_year", "this_month", "this_quarter", "this_period",
    "last_month", "last_quarter", "last_period", "that_day", "half_year", "of_report", "indefinite", "start_of_year",
)  # fmt: skip

# the meanings that name a time by its place before the one spoken of (上年, 去年同期, 上月)
PAST = ("last_year", "same_time_last_year", "last_month", "last_quarter", "last_period")


class Periods(NamedTuple):
    """Words by meaning, five-year plans by name, what only looks like a word, days by name."""

    words: Mapping[str, frozenset[str]]
    spoken: frozenset[str]
    lookalikes: tuple[str, ...]
    plans: Mapping[str, str]
    days: Mapping[str, tuple[str, ...]]

    def of(self, *meanings: str) -> frozenset[str]:
        """The words that mean one of these."""
        return frozenset().union(*(self.words[meaning] for meaning in meanings))

    def means(self, word: str | None, *meanings: str) -> bool:
        """Whether the word means one of these."""
        if word is not None:
            for meaning in meanings:
                if word in self.words[meaning]:
                    return True
        return False

    def day(self, name: str, year: int | None) -> str:
        """The day of a year that goes by a name (``七夕``), empty where it is not known."""
        told = self.days.get(name, ())
        if year is None or not told:
            return ""
        return f"{year}-{told[0]}" if len(told) == 1 else next((day for day in told if day.startswith(str(year))), "")

    def expression(self) -> str:
        """The words as alternatives of a regular expression, longest first, none within what only looks like it."""
        return "|".join(self._guarded(word) for word in sorted(self.of(*MEANINGS), key=lambda word: (-len(word), word)))

    def first(self) -> str:
        """The characters that a word can begin with."""
        return "".join(sorted({word[0] for word in self.of(*MEANINGS)}))

    def without(self, marks: Iterable[str]) -> tuple[str, ...]:
        """The words that hold none of these."""
        return tuple(sorted(word for word in self.of(*MEANINGS) if not any(mark in word for mark in marks)))

    def _guarded(self, word: str) -> str:
        before = "".join(f"(?<!{re.escape(one.removesuffix(word))})" for one in self.lookalikes if one.endswith(word))
        after = "|".join(re.escape(one.removeprefix(word)) for one in self.lookalikes if one.startswith(word))
        return before + re.escape(word) + (f"(?!{after})" if after else "")


@lru_cache(maxsize=1)
def periods() -> Periods:
    """Those of the built-in patterns. Raises MzstatsError where the file is wrong."""
    root = patterns_dir()
    path = root / "periods.toml"
    keys = entries.checked(
        files.built_in(root)["periods.toml"], dict.fromkeys(("words", "spoken", "lookalikes", "plans", "days"), dict), str(path)
    )
    words = entries.checked(keys["words"], dict.fromkeys(MEANINGS, list), f"{path}: [words]", MEANINGS)
    return Periods(
        {meaning: frozenset(entries.words(words[meaning], path, meaning)) for meaning in MEANINGS},
        frozenset(entries.words(keys["spoken"]["words"], path, "spoken")),
        entries.words(keys["lookalikes"]["words"], path, "lookalikes"),
        entries.checked(keys["plans"], dict.fromkeys(keys["plans"], str), f"{path}: [plans]"),
        {name: entries.words([told] if isinstance(told, str) else told, path, name) for name, told in keys["days"].items()},
    )
