"""The numbers that Word puts before paragraphs and keeps out of their text: 一、 （一） 1. and their like."""

from __future__ import annotations

import re
from collections.abc import Callable
from xml.etree.ElementTree import Element

from mzstats.read.archive import parse_xml
from mzstats.read.wordml import W, attribute, child, local

_DIGITS = "〇一二三四五六七八九"
_CONTENTS = re.compile(r"toc \d|toc heading", re.I)


def chinese(number: int) -> str:
    """1 to 99 as 一 to 九十九, as headings are counted; above that digit by digit."""
    if number >= 100 or number < 1:
        return "".join(_DIGITS[int(digit)] for digit in str(max(number, 0)))
    tens, ones = divmod(number, 10)
    return ("" if not tens else "十" if tens == 1 else _DIGITS[tens] + "十") + (_DIGITS[ones] if ones else "")


def _roman(number: int) -> str:
    out = ""
    for value, sign in ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")):
        while number >= value:
            out, number = out + sign, number - value
    return out


def _circled(number: int) -> str:
    return chr(0x2460 + number - 1) if 1 <= number <= 20 else str(number)


_FORMATS: dict[str, Callable[[int], str]] = {
    "chineseCounting": chinese,
    "chineseCountingThousand": chinese,
    "japaneseCounting": chinese,
    "taiwaneseCountingThousand": chinese,
    "ideographDigital": chinese,
    "decimalEnclosedCircle": _circled,
    "decimalEnclosedCircleChinese": _circled,
    "lowerRoman": _roman,
    "upperRoman": lambda number: _roman(number).upper(),
    "lowerLetter": lambda number: chr(ord("a") + (number - 1) % 26),
    "upperLetter": lambda number: chr(ord("A") + (number - 1) % 26),
    "bullet": lambda number: "",
    "none": lambda number: "",
}


class Numbering:
    """Counts paragraphs as Word does, from numbering.xml and the numbers that styles carry."""

    def __init__(self, lists: Callable[[], Element | None], styles: bytes) -> None:
        """``lists`` gives numbering.xml when a paragraph first has a number; ``styles`` is styles.xml, most of it never parsed."""
        self._lists = lists
        self._levels: dict[str, dict[int, tuple[str, str, int]]] | None = None  # numId -> level -> (format, text, start)
        self._abstract: dict[str, str] = {}
        self._counts: dict[str, dict[int, int]] = {}  # abstract list -> level -> last number given
        self._styled: dict[str, Element] = {}
        self._contents: set[str] = set()
        # styles that matter: they carry a number, or are of a table of contents
        kept = [one for one in styles.split(b"<w:style ")[1:] if b"<w:numPr" in one or b'w:val="toc ' in one or b'w:val="TOC ' in one]
        if kept:
            self._read_styles(parse_xml(b'<w:styles xmlns:w="%s">%s</w:styles>' % (W.encode(), b"".join(map(_plain, kept))), "styles.xml"))

    def _read_lists(self) -> dict[str, dict[int, tuple[str, str, int]]]:
        lists: dict[str, dict[int, tuple[str, str, int]]] = {}
        abstract: dict[str, dict[int, tuple[str, str, int]]] = {}
        for node in self._lists() or ():
            if local(node.tag) == "abstractNum":
                levels = abstract.setdefault(attribute(node, "abstractNumId"), {})
                for level in node:
                    if local(level.tag) == "lvl":
                        format, text, start = (child(level, name) for name in ("numFmt", "lvlText", "start"))
                        levels[_int(attribute(level, "ilvl"))] = (
                            attribute(format, "val") if format is not None else "decimal",
                            attribute(text, "val") if text is not None else "",
                            _int(attribute(start, "val"), 1) if start is not None else 1,
                        )
            elif local(node.tag) == "num":
                which = child(node, "abstractNumId")
                number = attribute(node, "numId")
                self._abstract[number] = attribute(which, "val") if which is not None else ""
                lists[number] = abstract.get(self._abstract[number], {})
        return lists

    def _read_styles(self, styles: Element) -> None:
        for style in styles:
            if local(style.tag) != "style":
                continue
            name, numbers = child(style, "name"), child(style, "numPr")
            if name is not None and _CONTENTS.match(attribute(name, "val")):
                self._contents.add(attribute(style, "styleId"))
            if numbers is not None:
                self._styled[attribute(style, "styleId")] = numbers

    def is_contents(self, properties: Element) -> bool:
        """Whether the paragraph is a line of a table of contents."""
        return bool(self._contents) and self._style(properties) in self._contents

    def _style(self, properties: Element) -> str:
        style = child(properties, "pStyle")
        return attribute(style, "val") if style is not None else ""

    def label(self, properties: Element) -> str:
        """The number before a paragraph, empty where it has none; counts it."""
        numbers = child(properties, "numPr")
        if numbers is None:
            numbers = self._styled.get(self._style(properties)) if self._styled else None
        if numbers is None:
            return ""
        which, depth = child(numbers, "numId"), child(numbers, "ilvl")
        number = attribute(which, "val") if which is not None else ""
        if self._levels is None:
            self._levels = self._read_lists()
        levels = self._levels.get(number, {})
        level = _int(attribute(depth, "val")) if depth is not None else 0
        if level not in levels:
            return ""
        counts = self._counts.setdefault(self._abstract[number], {})
        counts[level] = counts.get(level, levels[level][2] - 1) + 1
        for deeper in [one for one in counts if one > level]:
            del counts[deeper]
        return self._text(levels, level, counts)

    def _text(self, levels: dict[int, tuple[str, str, int]], level: int, counts: dict[int, int]) -> str:
        kind, text, _ = levels[level]
        if kind in ("bullet", "none"):
            return ""

        def number(found: re.Match[str]) -> str:
            at = int(found[1]) - 1
            format, _, start = levels.get(at, ("decimal", "", 1))
            return _FORMATS.get(format, str)(counts.get(at, start))

        label = re.sub(r"%(\d)", number, text)
        return label + " " if label[-1:].isalnum() else label


def _plain(style: bytes) -> bytes:
    """A style with only what is read of it, so that prefixes declared elsewhere do not matter."""
    identity = re.search(rb"""w:styleId=("[^"<>]*"|'[^'<>]*')""", style.partition(b">")[0])
    parts = re.findall(rb"<w:name\b[^>]*/>|<w:numPr>.*?</w:numPr>", style, re.S)
    return b"<w:style %s>%s</w:style>" % (identity[0] if identity else b"", b"".join(parts))


def _int(text: str, default: int = 0) -> int:
    return int(text) if text.isdecimal() and len(text) < 7 else default
