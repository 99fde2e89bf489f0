"""Every message in the source: the texts of the program that are made of English words, with ``7`` for whatever is filled in."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator
from itertools import product
from pathlib import Path

from mzstats.audit.words import MESSAGES as KEYS
from mzstats.store import KNOWN

ROOT = Path(__import__("mzstats").__file__).parent
GAP = "7"
PROSE = re.compile(r"[a-z]{3,}")

PAGES = {"report/charts.py", "report/page.py", "report/summary_page.py", "write/html.py", "patterns/template.py"}
"""Modules whose English stands beside its Chinese in a page of their own."""
DATA = {"store_tables.py", "table.py", "audit/words.py"}
"""Modules whose texts are names that programs read (columns, tags, keys), or hold their Chinese beside them; what they raise is said."""
CODE = re.compile(
    r"[A-Z]{3,} .*|.* (?:FROM|WHERE|REFERENCES|ORDER BY|AS) .*|.*<[a-z!].*|mzstats [a-z].*|%.*|.*[\\^$|].*|[\w. ]+ = \S.*|[\w., ]+\.\w+"
    r"|--[a-z]+ 7: 7|(?:area base|address article|sdt sdtContent) .*", re.S
)
"""SQL, markup, commands, expressions, assignments, lists of columns, of tags."""


NOT_SAID = {
    # places in a file, as the column "where" and the errors of patterns hold them
    "page 7", "sheet 7", "table 7", "7: sheet 7", "7: row 7", "7 row 7 column 7",
    "table: 7", "7: [nouns]", "7: [classes]", "7: [words]", "7: [plans]",
    "7: trap 7", "7 from 77",
    # cells of tables and of the workbook, which programs read
    "several values were told", "7 only", "rows here", "more than 7 figures: 7 tells this", "urban, rural", "region 地区", "period 时期",
    "the 7 day of the period", '"where": 7', '{"inputs": [',
    # errors for whoever writes Python
    "mzstats 7", "module 7 has no attribute 7", "empty numeral", "not a numeral: 7", "the target is closed",
    # what others say, looked for
    "unexpected end of data", "Missing command.", "own: 7: no metric counted in", "Root Entry", "PowerPoint Document",
    *KEYS, *KNOWN,
}  # fmt: skip
"""What has the look of a message and is none."""


def messages() -> Iterator[tuple[str, str]]:
    """Where a message is said, and the message; one of several forms as many."""
    for path in sorted(ROOT.rglob("*.py")):
        name = path.relative_to(ROOT).as_posix()
        if name in PAGES:
            continue
        for line, text in _literals(ast.parse(path.read_text("utf-8")), raised=name in DATA):
            text = re.sub(r"\{\w*\}", GAP, f"{text}{GAP}" if text.endswith(": ") else text).strip(" ,;:\n")
            if " " in text and PROSE.search(text) and not CODE.fullmatch(text) and text not in NOT_SAID:
                yield f"{name}:{line}", text


def _literals(tree: ast.Module, raised: bool) -> Iterator[tuple[int, str]]:
    """The texts of a module but its docstrings; only those of errors, where ``raised``."""
    roots = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and _called(node) == "MzstatsError"] if raised else [tree]
    inside = {id(part) for root in roots for node in ast.walk(root) for part in _held(node)}
    for root in roots:
        for node in ast.walk(root):
            if isinstance(node, ast.Constant | ast.JoinedStr) and id(node) not in inside:
                yield from ((node.lineno, text) for text in _forms(node))


def _held(node: ast.AST) -> Iterable[ast.AST]:
    """What is no text of its own: a docstring, the pieces of a text with gaps."""
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
        return (node.value,)
    if isinstance(node, ast.JoinedStr):
        return [piece for value in node.values for piece in (value, *(_branches(value) if isinstance(value, ast.FormattedValue) else ()))]
    return ()


def _branches(value: ast.FormattedValue) -> Iterator[ast.AST]:
    inner = value.value
    if isinstance(inner, ast.IfExp):
        yield from (inner.body, inner.orelse)
    elif isinstance(inner, ast.BinOp):
        yield inner.left
    elif isinstance(inner, ast.BoolOp):
        yield from inner.values
    if value.format_spec is not None:
        yield value.format_spec
        yield from value.format_spec.values  # type: ignore[attr-defined]  # a text with gaps itself


def _forms(node: ast.AST) -> list[str]:
    """The text, or all that it may be where it depends on something: ``{'s' * (count != 1)}``, ``{'a' if x else 'b'}``."""
    if isinstance(node, ast.Constant):
        return [node.value] if isinstance(node.value, str) else []
    if isinstance(node, ast.JoinedStr):
        return ["".join(parts) for parts in product(*map(_forms, node.values))]
    if isinstance(node, ast.FormattedValue):
        inner = node.value
        if isinstance(inner, ast.IfExp):
            return _forms(inner.body) + _forms(inner.orelse)
        if isinstance(inner, ast.BinOp) and isinstance(inner.op, ast.Mult) and isinstance(inner.left, ast.Constant):
            return ["", *_forms(inner.left)]
        if isinstance(inner, ast.BoolOp):
            return [text for value in inner.values for text in _forms(value)]
    return [GAP]


def _called(call: ast.Call) -> str:
    return call.func.id if isinstance(call.func, ast.Name) else ""


def literals(root: Path) -> Iterator[str]:
    """Every text in the source of a package, as it stands there."""
    for path in root.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            yield from (re.sub(r"\{\w*\}", GAP, text).strip(" \n") for text in _forms(node) if not isinstance(node, ast.FormattedValue))
