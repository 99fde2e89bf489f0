"""What stands on a page of a pdf: its characters and its ruled lines, with y counted downwards and the page's rotation undone."""

from __future__ import annotations

import ctypes
import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, NamedTuple

PAPER = "\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f"
WIDE = re.compile(f"[{PAPER}“”‘’—…]")
THIN = 3.0  # points: a filled shape thinner than this is a line
SLANT = 1.0  # points: how far a line may be off the level or the upright
MAX_PARTS = 60_000  # parts of drawings on a page; beyond this it is a picture, not a table
MAX_FORMS = 4  # drawings inside drawings
_HYPHEN = 2  # pdfium's sign for a hyphen at a line's end
_SYMBOLS = range(0xF000, 0xF100)  # where symbol fonts put their bullets


class Char(NamedTuple):
    """A character: its box and its baseline, in points."""

    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    base: float


class Level(NamedTuple):
    """A level ruled line."""

    y: float
    x0: float
    x1: float


class Upright(NamedTuple):
    """An upright ruled line."""

    x: float
    y0: float
    y1: float


@dataclass(slots=True)
class Page:
    """A page: its size, characters in the order of the file, ruled lines, and how many characters have no known meaning."""

    width: float
    height: float
    chars: list[Char]
    levels: list[Level]
    uprights: list[Upright]
    unknown: int
    pictures: bool


class _Turn:
    """From pdfium's coordinates (y upwards, page not turned) to ours."""

    def __init__(self, page: Any) -> None:
        self.left, self.bottom, self.right, self.top = page.get_cropbox()
        import pypdfium2.raw as raw

        self.degrees = max(0, raw.FPDFPage_GetRotation(page)) % 4 * 90  # -1 for a page too damaged to say
        width, height = self.right - self.left, self.top - self.bottom
        self.size = (width, height) if self.degrees % 180 == 0 else (height, width)

    def __call__(self, x: float, y: float) -> tuple[float, float]:
        if self.degrees == 90:
            return y - self.bottom, x - self.left
        if self.degrees == 180:
            return self.right - x, y - self.bottom
        if self.degrees == 270:
            return self.top - y, self.right - x
        return x - self.left, self.top - y

    def box(self, left: float, top: float, right: float, bottom: float, x: float, y: float) -> tuple[float, float, float, float, float]:
        """A character's box and origin: left, top, right, bottom, baseline."""
        if not self.degrees:
            return left - self.left, self.top - top, right - self.left, self.top - bottom, self.top - y
        ax, ay = self(left, top)
        bx, by = self(right, bottom)
        return min(ax, bx), min(ay, by), max(ax, bx), max(ay, by), self(x, y)[1]


def read_page(page: Any) -> Page:
    """The page's characters and lines (``page`` is a pypdfium2 PdfPage)."""
    turn = _Turn(page)
    chars, unknown = _chars(page, turn)
    levels, uprights, pictures = _lines(page, turn)
    return Page(*turn.size, chars, levels, uprights, unknown, pictures)


def _chars(page: Any, turn: _Turn) -> tuple[list[Char], int]:
    import pypdfium2.raw as raw

    text = page.get_textpage()
    handle = text.raw
    get_code, get_box, get_origin = raw.FPDFText_GetUnicode, raw.FPDFText_GetLooseCharBox, raw.FPDFText_GetCharOrigin
    box, x, y = raw.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
    upright = math.radians(turn.degrees)
    out: list[Char] = []
    unknown, lead = 0, 0
    base, level = math.nan, True
    for i in range(text.count_chars()):
        code = get_code(handle, i)
        if code in (10, 13) or code in _SYMBOLS:
            continue
        if 0xD800 <= code < 0xDC00:
            lead = code
            continue
        if 0xDC00 <= code < 0xE000 and lead:
            code = 0x10000 + ((lead - 0xD800) << 10) + (code - 0xDC00)
        lead = 0
        get_box(handle, i, box)
        get_origin(handle, i, x, y)
        ax, ay, bx, by, below = turn.box(box.left, box.top, box.right, box.bottom, x.value, y.value)
        if below != base:  # slanted text has a new baseline with each character
            base = below
            level = abs(math.sin(raw.FPDFText_GetCharAngle(handle, i) - upright)) <= 0.1
        if not level or not math.isfinite(ax + ay + bx + by + below):
            continue  # a watermark or a turned head, or nowhere at all
        if code == _HYPHEN:
            code = 45
        elif code == 9:
            code = 32
        elif code < 32 or code == 0xFFFD or 0xD800 <= code < 0xF900 or code > 0x10FFFF:
            unknown += 1
            code = 0xFFFD
        out.append(Char(chr(code), ax, bx, ay, by, base))
    text.close()
    return out, unknown


_Matrix = tuple[float, float, float, float, float, float]


def _lines(page: Any, turn: _Turn) -> tuple[list[Level], list[Upright], bool]:
    """The ruled lines of a page, and whether there is a picture on it."""
    levels: list[Level] = []
    uprights: list[Upright] = []
    pictures, parts = False, 0
    import pypdfium2.raw as raw

    for kind, item, matrix in _objects(page, None, (1, 0, 0, 1, 0, 0), 0):
        if kind == raw.FPDF_PAGEOBJ_IMAGE:
            pictures = True
            continue
        count = raw.FPDFPath_CountSegments(item)
        parts += count
        if parts > MAX_PARTS:
            return [], [], pictures
        if count >= 2:
            _path(item, count, matrix, turn, levels, uprights)
    return levels, uprights, pictures


def _objects(page: Any, form: Any, outer: _Matrix, depth: int) -> Iterator[tuple[int, Any, _Matrix]]:
    """Drawings and pictures of a page or of a form on it, each with the way from its points to the page's."""
    import pypdfium2.raw as raw

    count = raw.FPDFPage_CountObjects(page) if form is None else raw.FPDFFormObj_CountObjects(form)
    for i in range(count):
        item = raw.FPDFPage_GetObject(page, i) if form is None else raw.FPDFFormObj_GetObject(form, i)
        kind = raw.FPDFPageObj_GetType(item)
        if kind == raw.FPDF_PAGEOBJ_FORM and depth < MAX_FORMS:
            yield from _objects(page, item, _times(_matrix(item), outer), depth + 1)
        elif kind in (raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_IMAGE):
            yield kind, item, _times(_matrix(item), outer)


def _matrix(item: Any) -> _Matrix:
    import pypdfium2.raw as raw

    m = raw.FS_MATRIX()
    raw.FPDFPageObj_GetMatrix(item, m)
    return m.a, m.b, m.c, m.d, m.e, m.f


def _times(m: _Matrix, n: _Matrix) -> _Matrix:
    """First ``m``, then ``n``."""
    return (
        *(m[0] * n[0] + m[1] * n[2], m[0] * n[1] + m[1] * n[3]),
        *(m[2] * n[0] + m[3] * n[2], m[2] * n[1] + m[3] * n[3]),
        *(m[4] * n[0] + m[5] * n[2] + n[4], m[4] * n[1] + m[5] * n[3] + n[5]),
    )


def _path(item: Any, count: int, matrix: _Matrix, turn: _Turn, levels: list[Level], uprights: list[Upright]) -> None:
    """Adds a drawing's straight edges: those it strokes, and filled shapes as thin as lines."""
    import pypdfium2.raw as raw

    fill, stroke = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(item, fill, stroke)
    if not fill.value and not stroke.value:
        return
    for shape in _shapes(item, count, matrix, turn):
        xs, ys = [point[0] for point in shape], [point[1] for point in shape]
        width, height = max(xs) - min(xs), max(ys) - min(ys)
        if height <= THIN < width:
            levels.append(Level((min(ys) + max(ys)) / 2, min(xs), max(xs)))
        elif width <= THIN < height:
            uprights.append(Upright((min(xs) + max(xs)) / 2, min(ys), max(ys)))
        elif stroke.value:
            for (ax, ay), (bx, by) in pairwise(shape):
                if abs(ay - by) <= SLANT and abs(ax - bx) > THIN:
                    levels.append(Level((ay + by) / 2, min(ax, bx), max(ax, bx)))
                elif abs(ax - bx) <= SLANT and abs(ay - by) > THIN:
                    uprights.append(Upright((ax + bx) / 2, min(ay, by), max(ay, by)))


def _shapes(item: Any, count: int, matrix: _Matrix, turn: _Turn) -> list[list[tuple[float, float]]]:
    """The points of each part of a drawing that is of straight lines, on the page."""
    import pypdfium2.raw as raw

    a, b, c, d, e, f = matrix
    x, y = ctypes.c_float(), ctypes.c_float()
    shapes: list[list[tuple[float, float]]] = []
    curved = False
    for i in range(count):
        segment = raw.FPDFPath_GetPathSegment(item, i)
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        kind = raw.FPDFPathSegment_GetType(segment)
        point = turn(a * x.value + c * y.value + e, b * x.value + d * y.value + f)
        if kind == raw.FPDF_SEGMENT_MOVETO:
            shapes.append([point])
            curved = False
        elif kind == raw.FPDF_SEGMENT_BEZIERTO:
            curved = True
            shapes[-1:] = [[]]
        elif shapes and not curved:
            shapes[-1].append(point)
        if shapes and shapes[-1] and not curved and raw.FPDFPathSegment_GetClose(segment):
            shapes[-1].append(shapes[-1][0])
    return [shape for shape in shapes if len(shape) > 1]
