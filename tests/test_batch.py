"""Many inputs: the same rows for any number of workers, and a document that crashes or hangs costs only itself."""

from __future__ import annotations

import io
import multiprocessing
import os
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import batch_faults
import pytest

from mzstats import pool
from mzstats import work as work_module
from mzstats.batch import chunks, dwindling, run
from mzstats.inputs import Input, walk
from mzstats.model import Document, MzstatsError
from mzstats.pool import Pool
from mzstats.read import Limits
from mzstats.work import Form, Part, Read, Work, pack, seconds_allowed, unpack, work_on
from mzstats.write import LINES, open_writer

REPORT = "{}县民政局2024年工作情况\n截至2024年底，全县共有农村低保对象{}户{}人，全年发放农村低保金{}万元。\n"
METHODS = ["fork", "spawn"] if "fork" in multiprocessing.get_all_start_methods() else ["spawn"]


def report(folder: Path, number: int) -> Path:
    path = folder / f"{number:04}.txt"
    path.write_text(REPORT.format("甲乙丙丁"[number % 4], 100 + number, 200 + number, 10 + number), encoding="utf-8")
    return path


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    folder = tmp_path / "reports"
    folder.mkdir()
    for number in range(30):
        report(folder, number)
    return folder


def told(parts: list[Part]) -> list[tuple[str, list[tuple[str, int, str]], list[tuple[str, str]]]]:
    """What a user sees of parts, without how long they took."""
    rows = [[(row.source, row.id, str(row.value)) for read in part.documents for row in read.rows] for part in parts]
    return [(part.name, found, part.failures) for part, found in zip(parts, rows, strict=True)]


def go(paths: list[Path], jobs: int, method: str = "", work: Work | None = None) -> list[Part]:
    return list(run(walk([str(path) for path in paths]), work or Work(), jobs, method=method))


@pytest.fixture
def faults(monkeypatch: pytest.MonkeyPatch) -> None:
    """Workers obey the faults that files ask for; forked, they have what is set here."""
    if "fork" not in METHODS:
        pytest.skip("needs fork, to hand the faults to the workers")
    monkeypatch.setattr(pool, "work_on", batch_faults.faulty)


def test_any_number_of_workers_gives_the_same_in_the_same_order(reports: Path, tmp_path: Path) -> None:
    paths = [reports, tmp_path / "missing.txt", reports / "0003.txt"]
    here = told(go(paths, 0))
    assert [name for name, _, _ in here] == [str(one) for one in [*sorted(reports.iterdir()), *paths[1:]]]
    assert sum(len(rows) for _, rows, _ in here) == 31 * 3
    for jobs in (1, 2, 4):
        assert told(go(paths, jobs)) == here


@pytest.mark.parametrize("method", METHODS)
def test_each_way_to_start_processes_works(reports: Path, method: str) -> None:
    assert told(go([reports], 2, method)) == told(go([reports], 0))


@pytest.mark.parametrize("fault", ["!crash", "!exit"])
def test_a_crash_costs_its_document_only(reports: Path, faults: None, fault: str) -> None:
    sound = told(go([reports], 0))
    bad = reports / "0007.txt"
    bad.write_text(fault, encoding="utf-8")
    parts = told(go([reports], 2, "fork"))
    (failed,) = [part for part in parts if part[2]]
    assert failed[0] == str(bad)
    assert "crashed the program that read it" in failed[2][0][1]
    assert [part for part in parts if part[0] != str(bad)] == [part for part in sound if part[0] != str(bad)]


def test_a_crash_is_named_by_its_signal(reports: Path, faults: None) -> None:
    (reports / "0001.txt").write_text("!crash", encoding="utf-8")
    (failure,) = [part.failures[0] for part in go([reports], 1, "fork") if part.failures]
    assert failure == (str(reports / "0001.txt"), "crashed the program that read it (SIGKILL)")


def test_a_worker_that_dies_by_chance_costs_nothing(reports: Path, faults: None, tmp_path: Path) -> None:
    (reports / "0004.txt").write_text(f"!once {tmp_path / 'died'} 全县农村低保户80户。", encoding="utf-8")
    parts = go([reports], 2, "fork")
    assert (tmp_path / "died").exists()
    assert not [part for part in parts if part.failures]
    assert [part.name for part in parts] == [str(one) for one in sorted(reports.iterdir())]


def test_a_document_that_hangs_is_stopped_and_named(reports: Path, faults: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool, "seconds_allowed", lambda work: 1.0)
    bad = reports / "0011.txt"
    bad.write_text("!hang", encoding="utf-8")
    parts = go([reports], 2, "fork")
    assert [part.failures for part in parts if part.failures] == [
        [(str(bad), "took more than 1 seconds and was stopped; --max-seconds gives more")]
    ]
    assert len(parts) == 30 and sum(len(part.documents) for part in parts) == 29


def test_bad_ones_everywhere(reports: Path, faults: None) -> None:
    bad = {0, 1, 2, 13, 28, 29}
    for number in bad:
        (reports / f"{number:04}.txt").write_text("!exit", encoding="utf-8")
    parts = go([reports], 2, "fork")
    assert [part.name for part in parts] == [str(one) for one in sorted(reports.iterdir())]
    assert {int(Path(part.name).stem) for part in parts if part.failures} == bad


def test_workers_that_cannot_begin_are_an_error_not_a_loop(reports: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if "fork" not in METHODS:
        pytest.skip("needs fork, to hand the fault to the workers")
    monkeypatch.setattr(pool, "_serve", lambda *_: os._exit(1))
    with pytest.raises(MzstatsError, match="end before they begin"):
        go([reports], 2, "fork")


def test_what_waits_for_its_turn_is_bounded(reports: Path, faults: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """A first document that takes long lets others go on before it, but not to the end of all."""
    taken = 0

    def counted() -> Iterator[Input]:
        nonlocal taken
        for item in walk([str(reports)] * 40):
            taken += 1
            yield item

    monkeypatch.setattr(pool, "seconds_allowed", lambda work: 2.0)
    monkeypatch.setattr(pool, "HELD_BYTES", 1 << 10)
    monkeypatch.setattr("mzstats.batch.CHUNK_FILES", 2)
    (reports / "0000.txt").write_text("!hang", encoding="utf-8")
    parts = run(counted(), Work(), 2, method="fork")
    assert "took more than" in next(parts).failures[0][1]
    assert taken < 100
    parts.close()


def test_lots_dwindle_toward_the_end() -> None:
    items = [Input(f"{number}.txt") for number in range(1500)]
    lots = list(dwindling(items, 2))
    sizes = [len(lot) for lot in lots]
    assert [item for lot in lots for item in lot] == items
    assert sizes == sorted(sizes, reverse=True)
    assert sizes[0] == 64 and sizes[-8:] == [1] * 8
    assert [len(lot) for lot in dwindling(items[:3], 4)] == [1, 1, 1]
    assert list(dwindling([], 2)) == []


@pytest.mark.parametrize("form", LINES)
def test_lines_made_by_workers_are_those_of_one_writer(reports: Path, form: str) -> None:
    (reports / "0005.txt").write_text('全县共有农村低保对象80户（含"=1+1"类, 边缘户）。', encoding="utf-8")
    columns = ("source", "value", "part_of", "sentence")
    one, other = io.BytesIO(), io.BytesIO()
    with open_writer(form, one, columns=columns, headers="both") as writer:
        for part in go([reports], 0):
            for read in part.documents:
                writer.write(read.rows)
    with open_writer(form, other, columns=columns, headers="both") as writer:
        for part in go([reports], 2, work=Work(form=Form(form, columns, "both"))):
            assert not [read for read in part.documents if read.rows]
            writer.put(part.lines)
    assert other.getvalue() == one.getvalue() and b"1+1" in one.getvalue()


def test_no_worker_is_left_when_the_caller_goes_away(reports: Path) -> None:
    parts = run(walk([str(reports)]), Work(), 2)
    next(parts)
    assert multiprocessing.active_children()
    parts.close()
    assert not multiprocessing.active_children()


def test_a_long_archive_comes_in_parts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for number in range(12):
            archive.writestr(f"{number:02}.txt", REPORT.format("甲", 1 + number, 2, 3))
        archive.writestr("90.txt", b"\0\1\2\3\4\5" * 40)
    monkeypatch.setattr("mzstats.work.PART_ROWS", 6)
    parts = list(work_on(Input(str(path)), Work()))
    assert [part.last for part in parts] == [False] * 6 + [True]
    assert [read.source for part in parts for read in part.documents] == [f"{path}!{number:02}.txt" for number in range(12)]
    ((name, reason),) = parts[-1].failures
    assert name == f"{path}!90.txt" and name not in reason
    monkeypatch.setattr(pool, "PART_ROWS", 6)
    if "fork" in METHODS:
        assert told(go([path, path], 1, "fork")) == told([*parts, *parts])


@pytest.fixture
def faulty_members(monkeypatch: pytest.MonkeyPatch) -> None:
    """Workers obey the faults that documents ask for, those inside archives too."""
    if "fork" not in METHODS:
        pytest.skip("needs fork, to hand the faults to the workers")

    def extract(document: Document, work: Work) -> Read:
        batch_faults.obey(document.text)
        return sound(document, work)

    sound = work_module._extract
    monkeypatch.setattr(work_module, "_extract", extract)


def archive(path: Path, count: int, bad: dict[int, str]) -> Path:
    """An archive of reports, those of some numbers with a text of their own."""
    with zipfile.ZipFile(path, "w") as out:
        for number in range(count):
            out.writestr(f"{number:02}.txt", bad.get(number, REPORT.format("甲", 1 + number, 2, 3)))
    return path


@pytest.mark.parametrize("rows", [6, 5000])
@pytest.mark.parametrize("jobs", [1, 2])
def test_a_crash_in_an_archive_costs_its_member_only(
    tmp_path: Path, faulty_members: None, monkeypatch: pytest.MonkeyPatch, rows: int, jobs: int
) -> None:
    for module in ("work", "pool"):
        monkeypatch.setattr(f"mzstats.{module}.PART_ROWS", rows)
    monkeypatch.setattr(pool, "seconds_allowed", lambda work: 2.0)
    bad = {0: "!exit", 5: "!crash", 6: "!hang", 8: f"!once {tmp_path / 'died'} 全县农村低保户80户。", 9: "\0\1\2\3\4\5" * 40, 15: "!exit"}
    inputs = [report(tmp_path, 1), archive(tmp_path / "a.zip", 16, bad), report(tmp_path, 2)]
    parts = go(inputs, jobs, "fork")
    inside = [f"{inputs[1]}!{number:02}.txt" for number in range(16)]
    sources = [read.source for part in parts for read in part.documents]
    assert sources == [str(inputs[0]), *(name for number, name in enumerate(inside) if number not in {0, 5, 6, 9, 15}), str(inputs[2])]
    failures = dict(failure for part in parts for failure in part.failures)
    assert list(failures) == [inside[number] for number in (0, 5, 6, 9, 15)]
    assert failures[inside[0]] == failures[inside[15]] == "crashed the program that read it (exit 3)"
    assert failures[inside[5]] == "crashed the program that read it (SIGKILL)"
    assert failures[inside[6]].startswith("took more than 2 seconds")
    assert [part.name for part in parts if part.last] == [str(one) for one in inputs]
    assert (tmp_path / "died").exists()


def test_a_long_document_before_a_crash_is_not_there_twice(tmp_path: Path, faulty_members: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was handed over of an input whose end was still to come is not done again."""
    for module in ("work", "pool"):
        monkeypatch.setattr(f"mzstats.{module}.PART_ROWS", 3)
    (tmp_path / "0002.txt").write_text("!crash", encoding="utf-8")
    paths = [report(tmp_path, 1), tmp_path / "0002.txt", archive(tmp_path / "a.zip", 5, {}), tmp_path / "0002.txt"]
    parts = go([path for path in paths for _ in range(2)], 1, "fork")
    sources = [read.source for part in parts for read in part.documents]
    assert sources == [str(paths[0])] * 2 + [f"{paths[2]}!{number:02}.txt" for number in range(5)] * 2
    assert len([part for part in parts if part.failures]) == 4 and len([part for part in parts if part.last]) == 8


@pytest.mark.skipif(sys.platform != "linux", reason="no limit of memory there")
def test_a_document_that_takes_all_memory_is_told_and_the_rest_goes_on(tmp_path: Path, faulty_members: None) -> None:
    eaters = [tmp_path / "0003.txt", tmp_path / "0005.txt"]
    for path, mib in zip(eaters, (400, 100), strict=True):
        path.write_text(f"!eat {mib}", encoding="utf-8")
    inputs = [report(tmp_path, 2), eaters[0], archive(tmp_path / "0004.zip", 4, {2: "!eat 900"}), eaters[1], report(tmp_path, 6)]
    parts = go(inputs, 2, "fork", Work(memory_mib=200))
    told = "took more than 200 MiB of memory; --max-memory-mib gives more"
    assert [failure for part in parts for failure in part.failures] == [(str(eaters[0]), told), (f"{inputs[2]}!02.txt", told)]
    assert [part.name for part in parts] == [str(path) for path in inputs]
    assert len([read for part in parts for read in part.documents]) == 6
    assert not [part for part in go(inputs, 2, "fork", Work(memory_mib=2000)) if part.failures]
    assert not [part for part in go(inputs, 2, "fork") if part.failures]


def test_short_memory_is_told_whatever_a_reader_makes_of_it(reports: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def short(data: bytes, name: str) -> Document:
        try:
            raise MemoryError
        except MemoryError as error:
            raise MzstatsError("damaged") from error

    monkeypatch.setattr("mzstats.read.read_text", short)
    (part,) = go([reports / "0000.txt"], 0, work=Work(memory_mib=100))  # this process is not limited: told as the reader tells it
    assert part.failures == [(str(reports / "0000.txt"), "damaged")]
    with pytest.raises(MemoryError):
        list(work_on(Input(str(reports / "0000.txt")), Work(memory_mib=100)))


def test_an_archive_that_cannot_be_opened_alive_is_told_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if "fork" not in METHODS:
        pytest.skip("needs fork, to hand the fault to the workers")
    monkeypatch.setattr("mzstats.read.archive._members", lambda *_: os._exit(4))
    path = archive(tmp_path / "a.zip", 3, {})
    parts = go([report(tmp_path, 1), path, report(tmp_path, 2)], 2, "fork")
    assert [part.failures for part in parts] == [[], [(str(path), "crashed the program that read it (exit 4)")], []]


def test_an_error_of_ours_costs_its_document_only(reports: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(document: object, work: Work) -> Read:
        raise ZeroDivisionError("by zero")

    monkeypatch.setattr("mzstats.work._extract", broken)
    (part,) = go([reports / "0000.txt"], 0)
    ((name, reason),) = part.failures
    assert name == str(reports / "0000.txt")
    assert "ZeroDivisionError" in reason and "report it" in reason


def whole(part: Part) -> list[object]:
    """All that a part tells."""
    reads = [[getattr(read, name) for name in Read.__slots__] for read in part.documents]
    return [reads, *(getattr(part, name) for name in Part.__slots__ if name != "documents")]


def test_parts_survive_the_way_between_processes(reports: Path) -> None:
    parts = go([reports / "0000.txt", reports / "none.txt"], 0, work=Work(digest=True))
    parts += go([reports / "0001.txt"], 0, work=Work(form=Form("csv", ("value",))))
    assert parts[-1].lines == b"101\n201\n110000\n" and parts[-1].rows() == 3
    assert [whole(part) for part in unpack(pack(parts))] == [whole(part) for part in parts]
    assert len(parts[0].digest) == 32 and parts[0].bytes == (reports / "0000.txt").stat().st_size and parts[0].characters > 40


def test_lots_are_bounded_by_files_and_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    items = [Input(str(tmp_path / "none"))] * 10
    assert [len(lot) for lot in chunks(items, 4)] == [4, 4, 2]
    monkeypatch.setattr("mzstats.batch.CHUNK_BYTES", 100)
    big = Input("-", data=b"x" * 101)
    assert [len(lot) for lot in chunks([*items[:2], big, items[0]], 64)] == [3, 1]


def test_the_time_for_a_document_is_more_than_reading_may_take() -> None:
    assert seconds_allowed(Work(limits=Limits(seconds=10))) > 10


def test_only_wanted_metrics_are_kept_but_all_are_counted(reports: Path) -> None:
    (part,) = go([reports / "0000.txt"], 0, work=Work(keep=frozenset(["dibao.persons"])))
    assert [row.metric for row in part.documents[0].rows] == ["dibao.persons"]
    assert part.documents[0].found == 3


def test_an_open_pool_can_be_stopped_twice() -> None:
    opened = Pool(Work(), 1, METHODS[0])
    opened.stop()
    opened.stop()
