"""The store: whole documents at every moment, kept by content, resumed without loss or doubles."""

from __future__ import annotations

import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from decimal import Decimal
from pathlib import Path

import pytest
from figures import figure, numbered

from mzstats.load import load
from mzstats.model import MzstatsError, Observation
from mzstats.store import Meta, Store, digest, exact, open_store, stored, version
from mzstats.table import COLUMNS, NAMES, number

ENDINGS = ["sqlite", "duckdb"]


def rows(source: str, *values: str) -> list[Observation]:
    return [one._replace(source=source) for one in numbered(*(figure("dibao.persons", value) for value in values))]


def meta(source: str, position: int, content: str) -> Meta:
    return Meta(source, digest(content.encode()), position, kind="text", bytes=len(content), warnings=("a warning",))


@pytest.fixture(params=ENDINGS)
def path(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    if request.param == "duckdb":
        pytest.importorskip("duckdb")
    return tmp_path / f"t.{request.param}"


def read(path: Path) -> list[tuple[str, int, str]]:
    return [(one.source, one.id, number(one.value)) for one in load(path)]


def run(path: Path, inputs: dict[str, str], version: str = "1", asked: Callable[[str], None] = lambda source: None) -> list[str]:
    """A run over inputs (name to content): what of them had to be read. The figures are the content's words; ``bad`` fails."""
    done = []
    with open_store(path, version, resume=True) as store:
        for position, (source, content) in enumerate(inputs.items()):
            if store.keep(source, digest(content.encode()), position):
                continue
            done.append(source)
            asked(source)
            if content.startswith("bad"):
                store.fail(source, "no text in it", digest=digest(content.encode()), position=position)
            else:
                store.add(meta(source, position, content), rows(source, *content.split()))
        store.finish()
    return done


def clean(inputs: dict[str, str]) -> list[tuple[str, int, str]]:
    return [
        (source, number, value)
        for source, content in inputs.items()
        if not content.startswith("bad")
        for number, value in enumerate(content.split(), 1)
    ]


# -- one run


def test_documents_figures_failures_and_the_run(path: Path) -> None:
    with open_store(path, "v7") as store:
        store.add(meta("b.txt", 1, "x"), rows("b.txt", "1", "2.5"))
        store.fail("c.pdf", "no text in it: a scan", position=2)
        store.add(meta("a.txt", 0, "y"), [])
        assert store.counts() == {"documents": 2, "figures": 2, "failures": 1}
        store.finish({"seconds": 1.5, "inputs": 3, "jobs": 2})
    assert read(path) == [("b.txt", 1, "1"), ("b.txt", 2, "2.5")]
    db = connect(path)
    asked = "SELECT source, position, kind, bytes, figures, version, warnings FROM documents ORDER BY position"
    assert db.execute(asked).fetchall() == [("a.txt", 0, "text", 1, 0, "v7", "a warning"), ("b.txt", 1, "text", 1, 2, "v7", "a warning")]
    assert db.execute("SELECT source, reason FROM failures").fetchall() == [("c.pdf", "no text in it: a scan")]
    ((run_id, inputs, documents, figures, failures, seconds, manifest),) = db.execute(
        "SELECT id, inputs, documents, figures, failures, seconds, manifest FROM runs"
    ).fetchall()
    assert (run_id, inputs, documents, figures, failures, seconds) == (1, 3, 2, 2, 1, 1.5)
    assert '"jobs": 2' in manifest
    db.close()
    assert os.listdir(path.parent) == [path.name]  # one plain file, nothing of the run beside it


def connect(path: Path) -> sqlite3.Connection:
    if path.suffix == ".duckdb":
        import duckdb

        return duckdb.connect(str(path), read_only=True)  # type: ignore[no-any-return]
    return sqlite3.connect(path)


def test_rows_stand_by_input_not_by_when_they_came(path: Path) -> None:
    with open_store(path) as store:
        for position in (2, 0, 1):
            store.add(meta(f"{position}.txt", position, str(position)), rows(f"{position}.txt", "1", "2"))
    assert [source for source, _, _ in read(path)] == ["0.txt", "0.txt", "1.txt", "1.txt", "2.txt", "2.txt"]


def test_the_files_of_an_archive_keep_their_names(path: Path) -> None:
    with open_store(path) as store:
        store.add(meta("a.zip", 0, "z"), [*rows("a.zip/x.txt", "1"), *rows("a.zip/y.txt", "2")])
    assert read(path) == [("a.zip/x.txt", 1, "1"), ("a.zip/y.txt", 1, "2")]


def test_figures_that_fail_on_the_way_add_nothing(path: Path) -> None:
    def breaks() -> Iterable[Observation]:
        yield from rows("a.txt", "1")
        raise RuntimeError

    with open_store(path) as store:
        with pytest.raises(RuntimeError):
            store.add(meta("a.txt", 0, "x"), breaks())
        store.add(meta("b.txt", 1, "y"), rows("b.txt", "2"))
    assert read(path) == [("b.txt", 1, "2")]


@pytest.mark.parametrize("value", ["0", "1E+3", "18090500.05", "-20.5", "0.1", "9223372036854775807", "9223372036854775808",
                                   "12345678901234567890.123456789", "1E+40", "1E-30", "1E+400", "0.1234567890123456789"])  # fmt: skip
def test_values_are_exact_and_numbers_where_they_can_be(value: str) -> None:
    assert exact(stored(Decimal(value))) == Decimal(value)
    if len(value) < 12 and value != "1E+400":
        assert not isinstance(stored(Decimal(value)), str)


# -- what is there already


def test_an_existing_store_is_an_error_unless_resumed_or_overwritten(path: Path) -> None:
    run(path, {"a.txt": "1 2"})
    before = path.read_bytes()
    with pytest.raises(MzstatsError, match=r"t\.\w+: there is one already; --resume goes on with it, --overwrite starts anew"):
        open_store(path)
    assert path.read_bytes() == before
    with open_store(path, overwrite=True) as store:
        store.add(meta("b.txt", 0, "y"), rows("b.txt", "3"))
    assert read(path) == [("b.txt", 1, "3")]


def test_what_is_no_store_is_not_touched(path: Path) -> None:
    path.write_text("my notes, not a database\n" * 100)
    with pytest.raises(MzstatsError, match=r"t\.\w+: "):
        open_store(path, resume=True)
    assert path.read_text().startswith("my notes")
    assert os.listdir(path.parent) == [path.name]


def test_another_database_is_not_touched(tmp_path: Path) -> None:
    path = tmp_path / "t.sqlite"
    db = sqlite3.connect(path)
    db.execute("CREATE TABLE documents(x)")
    db.close()
    before = path.read_bytes()
    with pytest.raises(MzstatsError, match="a database, but not a store of mzstats"):
        open_store(path, resume=True)
    assert path.read_bytes() == before


def test_a_store_of_later_tables_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "t.sqlite"
    open_store(path).close()
    db = sqlite3.connect(path)
    db.execute("PRAGMA user_version = 99")
    db.close()
    with pytest.raises(MzstatsError, match=r"a store of another version \(99, this is 1\)"):
        open_store(path, resume=True)


def test_a_place_that_cannot_be_written(tmp_path: Path) -> None:
    with pytest.raises(MzstatsError, match=r"t\.sqlite: cannot be opened or made here"):
        open_store(tmp_path / "no" / "t.sqlite")


# -- resuming


def test_resume_reads_only_what_is_new_changed_or_failed(path: Path) -> None:
    inputs = {"a.txt": "1 2", "b.txt": "bad", "c.txt": "3"}
    assert run(path, inputs) == ["a.txt", "b.txt", "c.txt"]
    assert run(path, inputs) == ["b.txt"]
    inputs |= {"b.txt": "7", "c.txt": "4 5", "d.txt": "6"}
    assert run(path, inputs) == ["b.txt", "c.txt", "d.txt"]
    assert read(path) == clean(inputs)
    assert connect(path).execute("SELECT COUNT(*) FROM failures").fetchall() == [(0,)]
    inputs["a.txt"] = "bad now"
    assert run(path, inputs) == ["a.txt"]
    assert read(path) == clean(inputs)


def test_other_patterns_read_everything_again(path: Path) -> None:
    inputs = {"a.txt": "1 2", "b.txt": "3"}
    run(path, inputs)
    assert run(path, inputs, version="2") == ["a.txt", "b.txt"]
    assert read(path) == clean(inputs)
    assert run(path, inputs, version="2") == []


def test_a_renamed_document_is_not_read_again_and_not_there_twice(path: Path) -> None:
    run(path, {"2024/a.txt": "1 2", "2024/b.txt": "3"})
    inputs = {"./2024/b.txt": "3", "./2024/a.txt": "1 2"}
    assert run(path, inputs) == []
    assert read(path) == clean(inputs)


def test_copies_among_the_inputs_each_have_rows(path: Path) -> None:
    inputs = {"a.txt": "1 2", "copy.txt": "1 2", "c.txt": "3"}
    assert run(path, inputs) == ["a.txt", "c.txt"]
    assert read(path) == clean(inputs)
    assert run(path, inputs) == []
    assert read(path) == clean(inputs)


def test_names_that_were_swapped(path: Path) -> None:
    run(path, {"a.txt": "1", "b.txt": "2"})
    inputs = {"a.txt": "2", "b.txt": "1"}
    run(path, inputs)
    assert read(path) == clean(inputs)


def test_an_archive_with_a_bad_file_in_it_is_tried_again(path: Path) -> None:
    archive = meta("a.zip", 0, "z")
    with open_store(path) as store:
        store.add(archive, rows("a.zip/x.txt", "1"))
        store.fail("a.zip/y.pdf", "a scan", digest=archive.digest)
        assert not store.known(archive.digest)
    with open_store(path, resume=True) as store:
        assert not store.keep("a.zip", archive.digest, 0)
        store.add(archive, [*rows("a.zip/x.txt", "1"), *rows("a.zip/y.pdf", "2")])
        assert store.known(archive.digest)
    assert read(path) == [("a.zip/x.txt", 1, "1"), ("a.zip/y.pdf", 1, "2")]
    assert connect(path).execute("SELECT COUNT(*) FROM failures").fetchall() == [(0,)]


def test_documents_of_earlier_runs_stay(path: Path) -> None:
    run(path, {"2023.txt": "1"})
    run(path, {"2024.txt": "2"})
    assert read(path) == [("2023.txt", 1, "1"), ("2024.txt", 1, "2")]


@pytest.mark.parametrize("seed", range(8))
def test_any_sequence_of_runs_ends_as_a_clean_run(seed: int, tmp_path: Path) -> None:
    rng = random.Random(seed)
    path = tmp_path / "t.sqlite"
    for _ in range(6):
        names = rng.sample([f"{letter}.txt" for letter in "abcdefgh"], k=8)
        inputs = {name: rng.choice(["1", "1 2", "3 4", "bad", "bad 2", f"{rng.randrange(999)}.5"]) for name in names}
        stop = rng.choice([None, *names])

        def asked(source: str, stop: str | None = stop) -> None:
            if source == stop:
                raise KeyboardInterrupt

        try:
            run(path, inputs, version=rng.choice("12"), asked=asked)
        except KeyboardInterrupt:
            run(path, inputs, version=rng.choice("12"))
        assert read(path) == clean(inputs)


# -- killed


KILLED = """
import sys
sys.path[:0] = {path!r}
from test_store import run, Path, inputs
run(Path({target!r}), inputs(), asked=lambda source: print(source, flush=True))
"""


def inputs(count: int = 400) -> dict[str, str]:
    return {f"{n}.txt": "bad" if n % 37 == 5 else " ".join(str(n * 10 + k) for k in range(n % 30)) for n in range(count)}


@pytest.mark.skipif(os.name != "posix", reason="no SIGKILL here")
@pytest.mark.parametrize("seed", range(6))
def test_killed_at_any_moment_and_resumed(seed: int, path: Path) -> None:
    rng = random.Random(seed)
    code = KILLED.format(path=[str(Path(__file__).parent)], target=str(path))
    for _ in range(3):
        with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE) as process:
            assert process.stdout is not None
            for _ in range(rng.randrange(150)):
                process.stdout.readline()
            time.sleep(rng.random() / 500)
            process.send_signal(signal.SIGKILL)
        if path.suffix == ".sqlite" and path.exists() and path.stat().st_size:
            db = sqlite3.connect(path)
            assert db.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
            wrong = "SELECT * FROM documents WHERE figures <> (SELECT COUNT(*) FROM figures WHERE document = documents.id)"
            assert not db.execute("SELECT name FROM sqlite_master WHERE name = 'figures'").fetchall() or db.execute(wrong).fetchall() == []
            db.close()
    run(path, inputs())
    assert read(path) == clean(inputs())


def test_a_full_disk_keeps_what_is_whole(tmp_path: Path) -> None:
    path = tmp_path / "t.sqlite"
    with open_store(path, "1") as store:
        store.add(meta("a.txt", 0, "1"), rows("a.txt", "1"))
        store._do("PRAGMA max_page_count = 60")  # sqlite's own way to say that the disk is full
        with pytest.raises(MzstatsError, match=r"t\.sqlite: no space left on the disk; all documents before this one are kept"):
            for position in range(1, 500):
                store.add(meta(f"{position}.txt", position, str(position)), rows(f"{position}.txt", *"123456789"))
    left = read(path)
    assert 1 < len(left) < 4000
    counts = {source: sum(one[0] == source for one in left) for source, _, _ in left}
    assert set(list(counts.values())[1:]) == {9}
    run(path, inputs(40))


def test_two_programs_at_once(tmp_path: Path) -> None:
    path = tmp_path / "t.sqlite"
    with open_store(path, "1") as store:
        store.add(meta("a.txt", 0, "1"), rows("a.txt", "1"))
        assert read(path) == [("a.txt", 1, "1")]  # others may read while it is written
        other = sqlite3.connect(path, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        store._do("PRAGMA busy_timeout = 1")
        with pytest.raises(MzstatsError, match=r"t\.sqlite: in use by another program"):
            store.add(meta("b.txt", 1, "2"), rows("b.txt", "2"))
        other.close()
        store.add(meta("b.txt", 1, "2"), rows("b.txt", "2"))
    assert len(read(path)) == 2


def test_duckdb_goes_on_from_what_an_interrupted_run_left(tmp_path: Path) -> None:
    pytest.importorskip("duckdb")
    path = tmp_path / "t.duckdb"
    work = tmp_path / "t.duckdb.part"
    store = open_store(path, "1")
    store.add(meta("a.txt", 0, "1 2"), rows("a.txt", "1", "2"))
    Store.close(store)  # what a killed run leaves
    assert os.listdir(tmp_path) == [work.name]
    with pytest.raises(MzstatsError, match=r"t\.duckdb\.part: there is one already"):
        open_store(path, "1")
    assert run(path, {"a.txt": "1 2", "b.txt": "3"}) == ["b.txt"]
    assert read(path) == [("a.txt", 1, "1"), ("a.txt", 2, "2"), ("b.txt", 1, "3")]
    assert os.listdir(tmp_path) == [path.name]


# -- what people browse


def test_columns_are_those_of_the_table_and_the_view_is_chinese(path: Path) -> None:
    run(path, {"a.txt": "1 2"})
    db = connect(path)
    found = db.execute("SELECT * FROM figures")
    assert [column[0] for column in found.description][2 : 2 + len(NAMES)] == list(NAMES)
    found = db.execute("SELECT * FROM figures_zh")
    assert [column[0] for column in found.description] == [column.zh for column in COLUMNS]
    assert len(found.fetchall()) == 2
    db.close()


def test_keys_lead_from_figures_to_documents_to_runs(tmp_path: Path) -> None:
    path = tmp_path / "t.sqlite"
    run(path, {"a.txt": "1"})
    db = sqlite3.connect(path)
    led = {table: {key[2] for key in db.execute(f"PRAGMA foreign_key_list({table})")} for table in ("figures", "documents", "failures")}
    assert led == {"figures": {"documents"}, "documents": {"runs"}, "failures": {"runs"}}
    assert db.execute("PRAGMA foreign_key_check").fetchall() == []
    assert db.execute("SELECT typeof(value), value FROM figures").fetchall() == [("integer", 1)]
    assert db.execute("PRAGMA journal_mode").fetchone() == ("delete",)
    db.close()


def test_the_version_is_of_patterns_and_settings(tmp_path: Path) -> None:
    assert version() == version()
    (tmp_path / "mine.toml").write_text("[x]\n")
    one = version([str(tmp_path)])
    assert one != version()
    (tmp_path / "mine.toml").write_text("[y]\n")
    assert one != version([str(tmp_path)])
    assert version(settings=("甲县", 2024)) != version(settings=("甲县", 2023))
