"""The longest known word at each position of a text: a dictionary keyed by first characters, longest first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Generic, TypeVar

T = TypeVar("T")


class Lexicon(Generic[T]):
    """Words with what they mean. Building is linear in the words, scanning in the text."""

    def __init__(self, words: Iterable[tuple[str, T]]) -> None:
        table: dict[str, list[tuple[str, int, T]]] = {}
        for word, meaning in words:
            table.setdefault(word[:2], []).append((word, len(word), meaning))
        for entries in table.values():
            if len(entries) > 1:
                entries.sort(key=lambda entry: -entry[1])
        self._table = table

    def scan(self, text: str, start: int, end: int) -> Iterator[tuple[int, int, T]]:
        """``(start, end, meaning)`` of the words in ``text[start:end]``, left to right, longest first, none overlapping."""
        table, i = self._table, start
        while i < end:
            entries = table.get(text[i : i + 2])
            if entries is not None:
                for word, length, meaning in entries:
                    if text.startswith(word, i) and i + length <= end:
                        yield i, i + length, meaning
                        i += length
                        break
                else:
                    entries = None
            if entries is None:
                entries = table.get(text[i])
                if entries is not None:
                    yield i, i + 1, entries[0][2]
                i += 1

    def longest(self, text: str, at: int) -> str:
        """The longest known word that begins at a position, empty for none."""
        for word, _, _ in self._table.get(text[at : at + 2], ()):
            if text.startswith(word, at):
                return word
        return ""

    def replaced(self, word: str, meaning: T | None) -> Lexicon[T]:
        """A copy in which a word means something else, or is not known (None)."""
        copy: Lexicon[T] = Lexicon(())
        copy._table = dict(self._table)
        copy._table[word[:2]] = kept = [entry for entry in self._table.get(word[:2], ()) if entry[0] != word]
        if meaning is not None:
            kept.append((word, len(word), meaning))
            kept.sort(key=lambda entry: -entry[1])
        if not kept:
            del copy._table[word[:2]]
        return copy
