"""From the characters of a page to lines in reading order: runs, lines, columns; what is a page's head and foot."""

from __future__ import annotations

import math
import re
from collections import Counter
from dataclasses import dataclass
from itertools import accumulate, pairwise
from statistics import median

from mzstats.read.pdf_page import WIDE, Char

SPACE = 0.4  # em: a gap this wide between characters is a space (0.2 where the file has a space there)
APART = 1.5  # em: a gap this wide parts two runs
TAB = 2.0  # em: a gap this wide between runs of a line is a tab: the line is a row of something
MARGIN = 0.12  # of the page's height: where heads and feet stand
PITCH = 3.0  # em: the widest step between lines of one text
GUTTER = 6.0  # points between two columns
FILLED = 0.55  # of a column's width: lines of prose fill it on the average, cells of a table do not
CLEAR, MANY, LAST = 0.65, 8, 0.35  # the same, and how many lines, for a first column beside a last one of short lines
SMALL, APART_HEAD = 0.5, 2.0  # em: what is below a head at all, and how far a title is below it
_PAGE_NUMBER = re.compile(r"[-—–─·•\s]*(?:第\s*)?\d{1,4}\s*(?:页)?\s*(?:[,，/／共of]*\s*\d{1,4}\s*页?)?[-—–─·•\s]*", re.I)
# what a browser puts at the edge of a page it prints
_PRINTED = re.compile(r"(?:file|https?)://\S+|\d+/\d+/\d+,? \d+:\d+")


@dataclass(slots=True)
class Line:
    """A run of characters on one baseline, or several joined into a line. ``em`` is the height of its letters in points."""

    text: str
    x0: float
    x1: float
    base: float
    em: float
    tabbed: bool = False
    first: float = 0.0  # width of the first piece that cannot be broken


@dataclass(slots=True)
class Column:
    """Lines that follow one another, and how far the lines of their column reach."""

    lines: list[Line]
    left: float
    right: float


def width_em(char: Char) -> float:
    """The em as one character tells it."""
    return char.x1 - char.x0 if WIDE.match(char.text) and char.x1 > char.x0 else (char.bottom - char.top) * 0.75


def runs(chars: list[Char]) -> list[Line]:
    """Characters of one baseline without wide gaps, in the order of the file."""
    out: list[Line] = []
    group: list[Char] = []
    spaced: list[bool] = []
    space = False

    def close() -> None:
        if group:
            out.append(_run(group, spaced))
            group.clear()
            spaced.clear()

    for char in chars:
        if char.text.isspace():
            space = True
            continue
        if group:
            last = group[-1]
            em = max(1.0, min(width_em(last), width_em(char)) if WIDE.match(last.text) else width_em(char))
            gap = char.x0 - last.x1
            if abs(char.base - last.base) > 0.35 * em or gap > APART * em or gap < -em:
                close()
                space = False
            else:
                spaced.append(gap > SPACE * em or (space and gap > em * 0.15))
        group.append(char)
        space = False
    close()
    return out


# what cannot be broken at a line's start: a number or word, with the marks that may not begin a line
_TOKEN = re.compile(r"(?:[a-zA-Z0-9.,%·/-]+|.)[，。；：、！？）》」』”’％…—]*")


def _run(group: list[Char], spaced: list[bool]) -> Line:
    text = group[0].text + "".join((" " + char.text) if gap else char.text for char, gap in zip(group[1:], spaced, strict=True))
    wide = [char.x1 - char.x0 for char in group if WIDE.match(char.text)]
    em = median(wide) if wide else median(char.bottom - char.top for char in group) * 0.75
    token = _TOKEN.match(text)
    first = group[min(len(token[0].replace(" ", "")) if token else 1, len(group)) - 1].x1 - group[0].x0
    return Line(text, group[0].x0, group[-1].x1, median(char.base for char in group), max(em, 1.0), first=first)


def rows(lines: list[Line]) -> list[Line]:
    """Runs on the same baseline joined into lines, from the top down."""
    out: list[Line] = []
    for band in bands(lines):
        text, last, tabbed = band[0].text, band[0], False
        for run in band[1:]:
            wide = run.x0 - last.x1 > TAB * run.em
            tabbed |= wide
            text += ("\t" if wide else " ") + run.text
            last = run
        em = max(run.em for run in band)
        out.append(Line(text, band[0].x0, max(run.x1 for run in band), band[0].base, em, tabbed, band[0].first))
    return out


def bands(lines: list[Line]) -> list[list[Line]]:
    """Runs grouped by baseline, from the top down, each group from left to right."""
    out: list[list[Line]] = []
    for run in sorted(lines, key=lambda run: (run.base, run.x0)):
        if out and run.base - out[-1][0].base <= 0.35 * min(run.em, out[-1][0].em):
            out[-1].append(run)
        else:
            out.append([run])
    return [sorted(band, key=lambda run: run.x0) for band in out]


def columns(lines: list[Line], gutters: list[float], depth: int = 0) -> list[Column]:
    """Runs of a page (or a part of it) as columns in reading order.

    ``gutters``: where pages before were parted; one that nothing here crosses holds for a page that ends in its second column.
    Those found here are added.
    """
    if not lines:
        return []
    left, right = min(run.x0 for run in lines), max(run.x1 for run in lines)
    gutter = _gutter(lines, left, right) if depth < 3 else None
    if gutter is None:
        known = next((at for at in gutters if left < at < right and not any(run.x0 < at < run.x1 for run in lines)), None)
        if known is None:
            return [Column(rows(lines), left, right)]
        a, b = [run for run in lines if run.x1 <= known], [run for run in lines if run.x0 >= known]
        if not _prose(a, left, known) or not all(band[0].x0 - known < 40 for band in bands(b)):
            return [Column(rows(lines), left, right)]
        return [Column(rows(a), left, max(run.x1 for run in a)), Column(rows(b), min(run.x0 for run in b), right)]
    gutters.append(gutter)
    out: list[Column] = []
    block: list[Line] = []

    def close() -> None:
        if not block:
            return
        a, b = [run for run in block if run.x1 <= gutter + 1], [run for run in block if run.x1 > gutter + 1]
        if _both_prose(a, b, left, gutter, right):
            out.extend(columns(a, gutters, depth + 1) + columns(b, gutters, depth + 1))
        else:
            out.append(Column(rows(block), left, right))
        block.clear()

    for band in bands(lines):
        if any(run.x0 < gutter - 1 and run.x1 > gutter + 1 for run in band):
            close()
            out.append(Column(rows(band), left, right))
        else:
            block.extend(band)
    close()
    return _together(out)


def _together(parts: list[Column]) -> list[Column]:
    """Whole-width parts that follow one another made one."""
    out: list[Column] = []
    for part in parts:
        if out and (out[-1].left, out[-1].right) == (part.left, part.right):
            out[-1].lines += part.lines
        else:
            out.append(part)
    return out


def _gutter(lines: list[Line], left: float, right: float) -> float | None:
    """The middle of the white strip between two columns of prose, if there is one."""
    width = right - left
    step = max(2.0, width / 5000)  # a page that says it is wider than any paper still takes a bounded number of looks
    first = left + width * 0.2
    looks = math.ceil(width * 0.6 / step) if math.isfinite(width) else 0
    crossings = [0] * (looks + 1)
    for run in lines:  # crosses from one look on to another
        crossings[_within(math.floor((run.x0 - GUTTER / 2 - first) / step) + 1, looks)] += 1
        crossings[_within(math.ceil((run.x1 + GUTTER / 2 - first) / step), looks)] -= 1
    counts = list(accumulate(crossings[:looks]))
    best_crossed = min(counts, default=len(lines))
    best = first + step * counts.index(best_crossed) if counts and best_crossed < len(lines) else None
    if best is None or best_crossed * 2 > len(lines):
        return None
    a = [run for run in lines if run.x1 <= best]
    b = [run for run in lines if run.x0 >= best]
    if not _both_prose(a, b, left, best, right):
        return None
    # the strip as it is among the lines that do not cross it
    return (max(run.x1 for run in a) + min(run.x0 for run in b)) / 2


def _within(number: int, most: int) -> int:
    return min(max(number, 0), most)


def _both_prose(a: list[Line], b: list[Line], left: float, gutter: float, right: float) -> bool:
    """Whether runs on both sides of a gutter are prose; the second column, where a text ends, may be short or of short lines
    if the first is all the clearer."""
    if not _prose(a, left, gutter):
        return False
    if _prose(b, gutter, right):
        return True
    level = bool(b) and abs(min(run.base for run in a) - min(run.base for run in b)) < 2 * a[0].em
    return level and _filled(a) >= CLEAR and len(bands(a)) >= MANY and _filled(b) >= LAST and _singly(b)


def _prose(lines: list[Line], left: float, right: float) -> bool:
    """Whether runs are lines of prose in a column, and not the cells of a table's column."""
    found = bands(lines)
    if len(found) < 3 or not _singly(lines):
        return False
    mean = sum(band[-1].x1 - band[0].x0 for band in found) / len(found)
    return _filled(lines) >= FILLED and mean > 0.3 * (right - left)


def _filled(lines: list[Line]) -> float:
    """How much of their column lines fill on the average."""
    found = bands(lines)
    width = max(run.x1 for run in lines) - min(run.x0 for run in lines)
    return sum(band[-1].x1 - band[0].x0 for band in found) / len(found) / max(width, 1.0)


def _singly(lines: list[Line]) -> bool:
    found = bands(lines)
    return sum(len(band) == 1 for band in found) * 2 > len(found)


def without_margins(pages: list[tuple[float, list[Line]]]) -> list[list[Line]]:
    """The runs of each page without page numbers, and without heads and feet that come back in the same place on other pages.

    Only what stands apart from the text by more than a line's step, or is smaller, is a head or foot.
    ``pages``: the height and the runs of each.
    """
    edges: list[list[tuple[tuple[str, int, int], list[Line]]]] = []
    for height, lines in pages:
        found = bands(lines)
        outer = [*_apart(found, height * MARGIN, 1), *_apart(found[::-1], height * (1 - MARGIN), -1)]
        edges.append([((_said(band), round(band[0].base / 3), round(band[0].x0 / 3)), band) for band in outer])
    seen = Counter(key for page in edges for key in {key for key, _ in page})
    out: list[list[Line]] = []
    for (_, lines), page in zip(pages, edges, strict=True):
        gone: set[int] = set()
        for key, band in page:
            said = " ".join(run.text for run in band)
            again = seen[key] > 1 and seen[key] * 3 >= len(pages)
            if _PAGE_NUMBER.fullmatch(said) or _PRINTED.match(said) or again or (len(pages) == 1 and _over_title(band, lines)):
                gone |= {id(run) for run in band}
        out.append([run for run in lines if id(run) not in gone])
    return out


def _over_title(band: list[Line], lines: list[Line]) -> bool:
    """Whether a band is the small head of a page whose text begins, well below, with a title: where there is no other page to tell."""
    below = [run for run in lines if run.base > band[0].base + SMALL * band[0].em]
    if not below:
        return False
    first = min(below, key=lambda run: run.base)
    body = median(run.em for run in lines)
    return all(run.em < 0.9 * body for run in band) and first.em > 1.1 * body and first.base - band[0].base > APART_HEAD * body


def _said(band: list[Line]) -> str:
    """What a band says; a page number in it does not make it another."""
    return re.sub(r"第?\s*\d+\s*页|\d+\s*/\s*\d+$|(?<=[-—–·])\s*\d+\s*(?=[-—–·])", "", " ".join(run.text for run in band)) or "0"


def _apart(found: list[list[Line]], limit: float, way: int) -> list[list[Line]]:
    """The outermost bands, at most two, that stand beyond ``limit`` and apart from the text; ``way``: 1 from the top, -1 from the foot."""
    steps = [abs(b[0].base - a[0].base) for a, b in pairwise(found)]
    em = median(band[0].em for band in found) if found else 0.0
    pitch = min(median(steps[2:-2] or steps), PITCH * em) if steps else 0.0
    for count in (2, 1):
        if len(found) > count and way * (limit - found[count - 1][0].base) > 0:
            small = all(run.em < 0.9 * em for band in found[:count] for run in band)
            if steps[count - 1] > 1.3 * pitch or small:
                return found[:count]
    if len(found) == 1 and way * (limit - found[0][0].base) > 0:
        return found[:1]
    return []
