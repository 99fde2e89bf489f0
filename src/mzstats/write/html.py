"""html: the table as one page that needs nothing else. All text of documents is inert: escaped, and no script may run."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from mzstats.model import Observation
from mzstats.table import BY_NAME, header, row
from mzstats.write.base import TextWriter, escaper
from mzstats.write.target import Target

_escaped = escaper({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"})

_HEAD = """<!doctype html>
<html lang="zh">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>mzstats</title>
<style>
:root { color-scheme: light dark }
body { font: 14px/1.5 system-ui, "Noto Sans SC", "Microsoft YaHei", sans-serif; margin: 1rem }
table { border-collapse: collapse }
th, td { border: 1px solid #8886; padding: .2rem .5rem; text-align: left; vertical-align: top }
th { position: sticky; top: 0; background: Canvas; white-space: nowrap }
td { max-width: 32em; overflow-wrap: anywhere; min-width: 3em; white-space: pre-line }
td.n { text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums }
tr:nth-child(even) td { background: #8881 }
</style>
</head>
<body>
<table>
<thead>
"""


class HtmlWriter(TextWriter):
    """One row a line of the page's source."""

    def __init__(self, target: Target, columns: Sequence[str], headers: str) -> None:
        super().__init__(target, columns, headers)
        self._tags = ["<td>" if BY_NAME[name].type == "string" else '<td class="n">' for name in columns]
        heads = "".join(f'<th scope="col">{head}</th>' for head in header(columns, headers))
        with self._guard():
            self._put(f"{_HEAD}<tr>{heads}</tr>\n</thead>\n<tbody>\n")

    def _write(self, observations: Iterable[Observation]) -> None:
        for observation in observations:
            cells = zip(self._tags, row(observation, self.columns), strict=True)
            self._put(f"<tr>{''.join(f'{tag}{_escaped(cell)}</td>' for tag, cell in cells)}</tr>\n")

    def _finish(self) -> None:
        self._put("</tbody>\n</table>\n</body>\n</html>\n")


def writer(format: str, target: Target, columns: Sequence[str], headers: str, bom: bool | None, patterns: Sequence[str]) -> HtmlWriter:
    """The writer of ``html``."""
    return HtmlWriter(target, columns, headers)
