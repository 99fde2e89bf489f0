"""Imports go one way: a module may import what stands before it in ``ORDER``, never what stands behind."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1] / "src"

# From the nouns to the command line. A package stands for all of its modules but those named by themselves.
# docs/house.md tells why the order is this one.
ORDER = (
    # nouns and helpers: know nothing of civil affairs
    "mzstats", "mzstats.model", "mzstats.table", "mzstats.numerals", "mzstats.lexicon", "mzstats.locate", "mzstats.expressions",
    # vocabulary: what the files of patterns/ say, and the items that a text is scanned into
    "mzstats.patterns", "mzstats.regions", "mzstats.tokens",
    # files in
    "mzstats.read", "mzstats.remote", "mzstats.inputs",
    # stages, in the order of the pipeline; cells (tables) binds with the nouns of bind, bind.document reads sentences and tables in turn
    "mzstats.clean", "mzstats.segment", "mzstats.scan", "mzstats.grid", "mzstats.bind", "mzstats.cells", "mzstats.bind.document",
    "mzstats.frame", "mzstats.pipeline", "mzstats.proofs", "mzstats.audit",
    # what is reckoned from rows
    "mzstats.report.domains", "mzstats.report.places", "mzstats.report.settle", "mzstats.report.summary", "mzstats.report.wide",
    # tables out and in
    "mzstats.write.target", "mzstats.write.inert", "mzstats.write.base", "mzstats.store_tables", "mzstats.store", "mzstats.write",
    "mzstats.load", "mzstats.convert", "mzstats.schema", "mzstats.evaluate",
    # many documents
    "mzstats.work", "mzstats.pool", "mzstats.batch", "mzstats.parts", "mzstats.cluster",
    # for people
    "mzstats.report", "mzstats.api", "mzstats.cli", "mzstats.__main__",
)  # fmt: skip
LATER = {  # imports made when a function is called, that go back all the same: each with its reason
    ("mzstats", "mzstats.api"): "a name given out when it is first used",
    ("mzstats", "mzstats.model"): "a name given out when it is first used",
    ("mzstats.store", "mzstats.write.duckdb"): "one function opens every store; the other kind is built on this one",
    ("mzstats.read.archive", "mzstats.read"): "an archive is read, and holds what is read",
    ("mzstats.read.spreadsheet", "mzstats.read.biff"): "what an old workbook's cells look like is read apart, and told in the same terms",
}


@cache
def modules() -> dict[str, Path]:
    found = {}
    for path in sorted(ROOT.rglob("*.py")):
        name = ".".join(path.relative_to(ROOT).with_suffix("").parts)
        found[name.removesuffix(".__init__")] = path
    return found


def imported(name: str) -> Iterator[tuple[str, int]]:
    """The modules of ours that a module imports, at its top or in a function, each with its line."""
    for node in ast.walk(ast.parse(modules()[name].read_text("utf-8"))):
        if isinstance(node, ast.Import):
            wanted = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            # "from package import module" means the module, "from module import name" the module before the name
            wanted = [one if (one := f"{node.module}.{alias.name}") in modules() else node.module for alias in node.names]
        else:
            continue
        yield from ((one, node.lineno) for one in wanted if one in modules())


def place(name: str) -> str:
    """The entry of ``ORDER`` that a module belongs to: its own, or that of the nearest package above it."""
    while name not in ORDER:
        name, dot, _ = name.rpartition(".")
        assert dot, name
    return name


def test_imports_go_one_way() -> None:
    wrong = [
        f"{modules()[name].relative_to(ROOT)}:{line}: {name} imports {other}, which stands behind it"
        for name in modules()
        for other, line in imported(name)
        if ORDER.index(place(other)) > ORDER.index(place(name)) and (name, other) not in LATER
    ]
    assert not wrong, "\n".join(wrong)


def test_every_module_has_a_place_and_every_place_a_module() -> None:
    assert [name for name in modules() if place(name) == "mzstats" != name] == []
    assert [entry for entry in ORDER if entry not in modules()] == []


def test_no_module_imports_itself_by_way_of_others() -> None:
    arrows = {name: {other for other, _ in imported(name) if (name, other) not in LATER} - {name, "mzstats"} for name in modules()}
    while True:
        free = {name for name, others in arrows.items() if not others}
        if not free:
            break
        arrows = {name: others - free for name, others in arrows.items() if name not in free}
    assert not arrows, arrows


def test_each_exception_is_still_needed() -> None:
    found = {(name, other) for name in modules() for other, _ in imported(name)}
    assert set(LATER) <= found


def test_the_command_line_alone_knows_typer() -> None:
    for name, path in modules().items():
        if not name.startswith("mzstats.cli"):
            tree = ast.walk(ast.parse(path.read_text("utf-8")))
            outside = {alias.name for node in tree if isinstance(node, ast.Import) for alias in node.names}
            assert "typer" not in outside, name
