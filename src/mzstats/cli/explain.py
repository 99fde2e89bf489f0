"""``mzstats explain``: the fate of every number in a document."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator

from mzstats.cli.lang import told
from mzstats.cli.options import FILE, LIMITS, OTHER, PATTERNS, QUIET, REGION, YEAR, limits
from mzstats.cli.read import one_document
from mzstats.cli.say import Messages, padded, put
from mzstats.cli.spec import Opt, Values
from mzstats.model import Document, Fate, MzstatsError

FATES = {"figure": "{} figures", "other": "{} outside the catalogue", "not-a-figure": "{} not figures", "unexplained": "{} unexplained"}
TEXT_WIDTH = 18  # of a terminal's columns, for the number as written

OPTIONS = (
    FILE,
    Opt("as_json", "flag", ("--json",), "one object a number", False),
    Opt("fate", "texts", ("--fate",), f"only these: {', '.join(FATES)} (repeatable)"),
    OTHER,
    REGION,
    YEAR,
    PATTERNS,
    QUIET,
    *LIMITS,
)


def run(values: Values) -> int:
    """The fates to standard output, a summary to standard error."""
    from mzstats.pipeline import Options, explain, vocabulary

    say, wanted = Messages(values["quiet"]), values["fate"] or ()
    for one in wanted:
        if one not in FATES:
            raise MzstatsError(f"--fate {one}: one of {', '.join(FATES)}")
    options = Options(region=values["region"], year=values["year"], other=values["other"], patterns=tuple(values["patterns"] or ()))
    for note in vocabulary(options.patterns).notes:  # what a user's folder replaces or adds to
        say.note(f"note: {note}")
    document = one_document(values["file"], limits(values), say)
    if document is None:
        return 1
    fates = explain(document, options)
    shown = [one for one in fates if not wanted or one.fate in wanted]
    if values["as_json"]:
        put("[" + ",".join("\n" + json.dumps(one._asdict(), ensure_ascii=False) for one in shown) + ("\n]\n" if shown else "]\n"))
    else:
        put("".join(f"{line}\n" for line in _lines(document, shown)))
    say.note(f"{document.source}: {_summary(fates)}")
    return 0


def _lines(document: Document, fates: Iterable[Fate]) -> Iterator[str]:
    """One line a number: where it starts, its line in the text, its fate, why; below it the readings that were struck out."""
    line = place = 0
    for one in fates:
        line += document.text.count("\n", place, one.start)
        place = one.start
        text = " ".join(one.text.split())
        where = padded(told(f"line {line + 1}"), 10)
        yield f"{one.start:>7}  {where} {one.fate:<12}  {padded(text, TEXT_WIDTH)}  {one.rule or told(one.reason)}".rstrip()
        for struck in one.struck:
            yield f"{'':>9}{told('not')} {told(struck)}"


def _summary(fates: Iterable[Fate]) -> str:
    counts = Counter(one.fate for one in fates)
    if not counts:
        return "no numbers"
    return f"{sum(counts.values())} numbers: {', '.join(said.format(counts[fate]) for fate, said in FATES.items() if counts[fate])}"
