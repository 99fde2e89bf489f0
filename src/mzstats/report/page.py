"""One self-contained HTML page for documents and their figures: text beside table, no request, nothing of a document runs.

The page carries its data as JSON in a data block and builds everything from it with text nodes, so that no text of a
document is ever read as HTML. A content security policy by hash lets the page's own style and script run and
nothing else.
"""

from __future__ import annotations

import base64
import hashlib
import html
import json
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from importlib.resources import files
from typing import Any

from mzstats import table
from mzstats.audit import RULES
from mzstats.model import Document, Fate, Finding, Observation
from mzstats.report import domains

Part = str | list[Any]


def render(
    documents: Sequence[Document],
    rows: Sequence[Observation],
    findings: Sequence[Finding] = (),
    fates: Mapping[str, Sequence[Fate]] | None = None,
    domain_of: Mapping[str, str] | None = None,
    lang: str = "zh",
) -> str:
    """The page.

    ``fates``      by source, the fate of each number; those that are no figure are shown faintly with the reason.
    ``domain_of``  metric to domain, for the colours and the filter (``mzstats.report.domains.by_metric()``).
    ``lang``       ``zh`` or ``en``: the language that the page opens in; it has a switch.
    """
    data = _data(documents, rows, findings, fates or {}, dict(domain_of or {}), lang)
    style, script = _asset("page.css"), _asset("page.js")
    policy = (
        f"default-src 'none'; style-src 'sha256-{_hash(style)}'; script-src 'sha256-{_hash(script)}'; base-uri 'none'; form-action 'none'"
    )
    title = documents[0].source if len(documents) == 1 else f"mzstats: {len(documents)} documents"
    parts = {
        "lang": "zh-CN" if lang == "zh" else "en",
        "policy": policy,
        "title": html.escape(title),
        "style": style,
        "script": script,
        "data": _inert(json.dumps(data, ensure_ascii=False, separators=(",", ":"))),
    }
    page = _asset("page.html")
    # cut at the places first: text that is put in is never searched for places
    pieces = page.split("{{")
    return pieces[0] + "".join(parts[name] + rest for name, _, rest in (piece.partition("}}") for piece in pieces[1:]))


WHERE = ["where", "所在位置"]  # page, sheet or cell: told beside the schema's columns, since tables do not carry it


def _asset(name: str) -> str:
    return files("mzstats.report").joinpath(name).read_text(encoding="utf-8")


def _hash(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _inert(text: str) -> str:
    """JSON that cannot end its data block, nor hold a lone surrogate that no file can."""
    text = text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")
    text = text.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
    return text.encode("utf-8", "replace").decode()


def _data(
    documents: Sequence[Document],
    rows: Sequence[Observation],
    findings: Sequence[Finding],
    fates: Mapping[str, Sequence[Fate]],
    domain_of: dict[str, str],
    lang: str,
) -> dict[str, Any]:
    place = {document.source: number for number, document in enumerate(documents)}
    shown = sorted((row for row in rows if row.source in place), key=lambda row: (place[row.source], row.start, row.id))
    number = {id(row): n for n, row in enumerate(shown)}
    same = {(row.source, row.id): n for n, row in enumerate(shown)}
    by_source: dict[str, list[Observation]] = {document.source: [] for document in documents}
    for row in shown:
        by_source[row.source].append(row)
    used = domains.ordered(domains.of(row.metric, domain_of) for row in shown)

    def pieces(document: Document) -> list[Part]:
        spans = [(row.start, row.end, number[id(row)]) for row in by_source[document.source]]
        return cut(document.text, spans, fates.get(document.source, ()))

    return {
        "lang": lang,
        "columns": [*([column.name, column.zh] for column in table.COLUMNS), WHERE],
        "domains": [[one, domains.name(one)] for one in used],
        "docs": [
            {"source": document.source, "parts": pieces(document), "warnings": list(document.warnings)} for document in documents
        ],
        "rows": [[place[row.source], used.index(domains.of(row.metric, domain_of)), *table.row(row), row.where] for row in shown],
        "findings": [
            [one.check, rule_names().get(one.check, one.check), one.severity, one.message, told]
            for one in findings
            if (told := [same[key] for figure in one.figures if (key := (figure.source, figure.id)) in same])
        ],
    }


def rule_names() -> dict[str, str]:
    """The checks' Chinese names."""
    return {rule.name: rule.zh for rule in RULES}


def cut(text: str, figures: Iterable[tuple[int, int, int]], fates: Sequence[Fate]) -> list[Part]:
    """The text in pieces: plain strings, ``[text, [row numbers]]`` for figures, ``[text, reason]`` for other numbers.

    Figures whose places overlap are one piece with all their rows. Joined, the pieces give the text back.
    """
    spans: list[tuple[int, int, list[int]]] = []
    for start, end, row in sorted(figures):
        if not 0 <= start < end <= len(text):
            continue
        if spans and start < spans[-1][1]:
            first, last, held = spans[-1]
            spans[-1] = (first, max(last, end), [*held, row])
        else:
            spans.append((start, end, [row]))
    marks: list[tuple[int, int, Any]] = [(start, end, held) for start, end, held in spans]
    taken = sorted((start, end) for start, end, _ in spans)
    for fate in fates:
        if fate.fate != "figure" and 0 <= fate.start < fate.end <= len(text) and not _touches(taken, fate.start, fate.end):
            marks.append((fate.start, fate.end, f"{fate.fate}: {fate.reason}" if fate.reason else fate.fate))
    out: list[Part] = []
    at = 0
    for start, end, what in sorted(marks, key=lambda mark: mark[0]):
        if start < at:
            continue
        if start > at:
            out.append(text[at:start])
        out.append([text[start:end], what])
        at = end
    if at < len(text):
        out.append(text[at:])
    return out


def _touches(taken: Sequence[tuple[int, int]], start: int, end: int) -> bool:
    place = bisect_left(taken, (start, start))
    return (place < len(taken) and taken[place][0] < end) or (place > 0 and taken[place - 1][1] > start)
