"""The table on a terminal: one for each document, wide characters counted as two."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from mzstats.cli.lang import chinese, told
from mzstats.cli.say import unit
from mzstats.model import Observation
from mzstats.table import BY_NAME, NAMES, header, number, row

HEADS = ("figure", "value", "unit", "period", "note")
_PLAIN = ("level", "actual", "exact")


def show(
    source: str, rows: Sequence[Observation], columns: Sequence[str] = NAMES, headers: str = "en", console: Console | None = None
) -> None:
    """Prints the figures of a document: the ``columns`` asked for, or where all are, what a reader looks for first.

    Text of the document is never taken for markup.
    """
    console = console or Console(highlight=False, markup=False, emoji=False)
    region = _common(rows)
    console.print(Text(" ".join(part for part in (source, region) if part), style="bold"), soft_wrap=True)
    if tuple(columns) == NAMES:
        heads = [{"en": told(head), "zh": chinese(head), "both": f"{head} {chinese(head)}"}[headers] for head in HEADS]
        console.print(_table(heads, (_brief(one, region) for one in rows), right=(1,)))
    else:
        right = [at for at, name in enumerate(columns) if BY_NAME[name].type != "string"]
        console.print(_table(header(columns, headers), (row(one, columns) for one in rows), right))


def _table(heads: Sequence[str], lines: Iterable[Sequence[str]], right: Sequence[int]) -> Table:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False)
    for at, head in enumerate(heads):
        table.add_column(Text(head), justify="right" if at in right else "left", overflow="fold", no_wrap=at in right)
    for line in lines:
        table.add_row(*(Text(cell) for cell in line))
    return table


def _brief(one: Observation, region: str) -> list[str]:
    note = [told(word) for word in (one.aspect, one.status, one.bound) if word not in _PLAIN]
    place = one.region if one.region != region else ""
    figure = " ".join(part for part in (place, one.name or one.text, one.detail) if part)
    return [figure, number(one.value), unit(one.unit), one.period, " ".join(note)]


def _common(rows: Sequence[Observation]) -> str:
    """The region that most of the figures are about."""
    counts: dict[str, int] = {}
    for one in rows:
        counts[one.region] = counts.get(one.region, 0) + 1
    return max(counts, key=lambda region: counts[region], default="")
