"""Charts as inline SVG: text with escaped labels, coloured by classes, no script, nothing from outside.

All take numbers and labels and give one ``<svg>``; colours and fonts come from the page's style (``STYLE``).
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from html import escape

from mzstats.report.summary import short

WIDTH = 400
STYLE = """
svg { display: block; width: 100%; height: auto; max-width: 560px; font: 12px system-ui, "PingFang SC", "Noto Sans CJK SC", sans-serif; }
svg text { fill: var(--fg); } svg .soft { fill: var(--soft); } svg .grid { stroke: var(--line); } svg .axis { stroke: var(--soft); }
svg .line { fill: none; stroke-width: 2.2; }
""" + "".join(
    f"svg .c{n} {{ fill: {colour}; }} svg .line.c{n} {{ fill: none; stroke: {colour}; }}\n"
    for n, colour in enumerate(("#2f6db5", "#c2571a", "#2f8f5b", "#8a4fb0", "#b88a00", "#b03060", "#3a8f9c", "#6b7280"))
)
COLOURS = 8


def _svg(height: float, title: str, body: list[str]) -> str:
    label = escape(title, quote=True)
    inside = "".join(body)
    return f'<svg viewBox="0 0 {WIDTH} {height:g}" role="img" aria-label="{label}"><title>{label}</title>{inside}</svg>'


def _text(x: float, y: float, text: str, anchor: str = "start", kind: str = "") -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}"{f" class={chr(34)}{kind}{chr(34)}" if kind else ""}>{escape(text)}</text>'


def _clip(text: str, width: int) -> str:
    """The end of a label that is wider than ``width`` characters of Chinese."""
    return text if len(text) <= width else "…" + text[-(width - 1) :]


def ranking(title: str, bars: Sequence[tuple[str, Decimal]], unit: str) -> str:
    """Horizontal bars, in the order given: label, value."""
    most = max((abs(value) for _, value in bars), default=Decimal(0)) or Decimal(1)
    body = []
    for place, (label, value) in enumerate(bars):
        y = 8 + place * 24
        long = float(abs(value) / most) * 165
        body.append(_text(138, y + 12, _clip(label, 11), "end"))
        body.append(f'<rect class="c0" x="144" y="{y}" width="{max(long, 1):.1f}" height="16" rx="2"></rect>')
        body.append(_text(144 + long + 6, y + 12, short(value, unit), kind="soft"))
    return _svg(12 + 24 * len(bars), title, body)


def trend(title: str, periods: Sequence[str], lines: Sequence[tuple[str, Sequence[Decimal | None]]], unit: str) -> str:
    """Lines over periods, the axis from zero; a missing value breaks its line. At most ``COLOURS`` lines are told apart."""
    values = [value for _, line in lines for value in line if value is not None]
    top = _round_up(max(values, default=Decimal(1)))
    left, right, height, base = 58, WIDTH - 20, 190, 210
    step = (right - left) / max(1, len(periods) - 1)
    body = []
    for part in range(5):
        y = base - height * part / 4
        body.append(f'<line class="grid" x1="{left}" x2="{right}" y1="{y:.1f}" y2="{y:.1f}"></line>')
        body.append(_text(left - 6, y + 4, short(top * part / 4, ""), "end", "soft"))
    every = max(1, -(-len(periods) // 7))
    for place, period in enumerate(periods):
        if place % every == 0:
            body.append(_text(left + step * place, base + 18, period, "middle", "soft"))
    for number, (_, line) in enumerate(lines):
        points = [
            None if value is None else (left + step * place, base - float(value / top) * height, short(value, unit))
            for place, value in enumerate(line)
        ]
        body += _line(points, f"c{number % COLOURS}")
    if len(lines) == 1:
        return _svg(base + 28, title, body)
    for number, (name, _) in enumerate(lines):
        x, y = 12 + (number % 2) * 194, base + 38 + (number // 2) * 18
        body.append(f'<rect class="c{number % COLOURS}" x="{x}" y="{y - 9}" width="10" height="10"></rect>')
        body.append(_text(x + 15, y, _clip(name, 14)))
    return _svg(base + 34 + 18 * -(-len(lines) // 2), title, body)


def _line(points: Sequence[tuple[float, float, str] | None], colour: str) -> list[str]:
    """A line through the points (x, y, what to tell of it), broken where there is none."""
    body, path, pen = [], "", False
    for point in points:
        if point is not None:
            x, y, told = point
            path += f"{'L' if pen else 'M'}{x:.1f} {y:.1f}"
            body.append(f'<circle class="{colour}" cx="{x:.1f}" cy="{y:.1f}" r="3.4"><title>{escape(told)}</title></circle>')
        pen = point is not None
    return [f'<path class="line {colour}" d="{path}"></path>', *body]


def scatter(title: str, points: Sequence[tuple[str, Decimal, Decimal]], across: tuple[str, str], up: tuple[str, str]) -> str:
    """Points: label, value across, value up; ``across`` and ``up`` are each an axis's name and unit."""
    right_most = _round_up(max((x for _, x, _ in points), default=Decimal(1)))
    top = _round_up(max((y for _, _, y in points), default=Decimal(1)))
    left, right, height, base = 58, WIDTH - 40, 220, 250
    body = [_text(left, 16, f"{up[0]} ↑", kind="soft"), _text(right, base + 36, f"{across[0]} →", "end", "soft")]
    for part in range(5):
        y, x = base - height * part / 4, left + (right - left) * part / 4
        body.append(f'<line class="grid" x1="{left}" x2="{right}" y1="{y:.1f}" y2="{y:.1f}"></line>')
        body.append(_text(left - 6, y + 4, short(top * part / 4, ""), "end", "soft"))
        body.append(_text(x, base + 18, short(right_most * part / 4, ""), "middle", "soft"))
    taken: list[tuple[float, float, float]] = []
    for label, x_value, y_value in points:
        x, y = left + float(x_value / right_most) * (right - left), base - float(y_value / top) * height
        told = escape(f"{label}: {short(x_value, across[1])}, {short(y_value, up[1])}")
        body.append(f'<circle class="c0" cx="{x:.1f}" cy="{y:.1f}" r="5"><title>{told}</title></circle>')
        body += _beside(x, y, _clip(label, 9), taken)
    return _svg(base + 44, title, body)


def _beside(x: float, y: float, label: str, taken: list[tuple[float, float, float]]) -> list[str]:
    """The label where it covers none of those in ``taken`` (left, right, height of the line); left out where there is no room."""
    wide = 12.5 * len(label)
    for left, line in ((x + 8, y + 4), (x - 8 - wide, y + 4), (x - wide / 2, y - 9), (x - wide / 2, y + 19)):
        free = all(left + wide < start or end < left or abs(line - other) > 12 for start, end, other in taken)
        if free and left >= 0 and left + wide <= WIDTH:
            taken.append((left, left + wide, line))
            return [_text(left, line, label)]
    return []


def structure(title: str, parts: Sequence[tuple[str, Decimal]], unit: str) -> str:
    """One bar cut into shares, with each part's name, value and per cent under it."""
    whole = sum((value for _, value in parts), Decimal(0)) or Decimal(1)
    x, body = 8.0, []
    for number, (label, value) in enumerate(parts):
        wide = float(value / whole) * (WIDTH - 16)
        colour = f"c{number % COLOURS}"
        body.append(f'<rect class="{colour}" x="{x:.1f}" y="6" width="{wide:.1f}" height="26"><title>{escape(label)}</title></rect>')
        x += wide
        y = 54 + number * 20
        body.append(f'<rect class="{colour}" x="8" y="{y - 10}" width="11" height="11"></rect>')
        body.append(_text(26, y, f"{_clip(label, 18)}  {short(value, unit)}  {round(value / whole * 100, 1)}%"))
    return _svg(48 + 20 * len(parts), title, body)


def _round_up(value: Decimal) -> Decimal:
    """The next of 1, 2, 2.5, 4, 5, 8, 10 × a power of ten."""
    if value <= 0:
        return Decimal(1)
    size = Decimal(10) ** value.adjusted()
    return next(step * size for step in map(Decimal, ("1", "2", "2.5", "4", "5", "8", "10")) if step * size >= value)
