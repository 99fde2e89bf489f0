"""Bad input: a clear error names the file and the place, the other inputs are still done, the exit status is 1."""

from __future__ import annotations

from pathlib import Path

import pytest
from command import REPORT, mzstats, rows, write


@pytest.fixture
def good(tmp_path: Path) -> Path:
    return write(tmp_path / "good.txt")


def failing(good: Path, *bad: Path, reason: str) -> list[dict[str, str]]:
    """Runs the bad inputs between two good ones; returns the rows of the good ones."""
    done = mzstats("extract", good, *bad, good, "-f", "csv")
    assert done.returncode == 1
    errors = [line for line in done.stderr.decode().splitlines() if line.startswith("error: ")]
    assert len(errors) == len(bad)
    for path, line in zip(bad, errors, strict=True):
        assert line.startswith(f"error: {path}: ")
        assert reason in line
    assert b"Traceback" not in done.stderr
    found = rows(done.stdout)
    assert [row["value"] for row in found] == ["80", "150", "245000"] * 2
    return found


def test_no_such_file(good: Path, tmp_path: Path) -> None:
    failing(good, tmp_path / "none.txt", reason="no such file or folder")


def test_a_folder_without_reports(good: Path, tmp_path: Path) -> None:
    write(tmp_path / "pictures" / "a.png")
    write(tmp_path / "pictures" / "~$a.docx")
    failing(good, tmp_path / "pictures", reason="no report in this folder")


def test_an_empty_file(good: Path, tmp_path: Path) -> None:
    failing(good, write(tmp_path / "empty.txt", ""), reason="empty")


def test_binary_data(good: Path, tmp_path: Path) -> None:
    path = tmp_path / "noise.txt"
    path.write_bytes(bytes(range(256)) * 20)
    failing(good, path, reason="binary")


def test_a_damaged_office_file(good: Path, tmp_path: Path) -> None:
    path = tmp_path / "cut.docx"
    path.write_bytes(b"PK\x03\x04" + b"\0" * 300)
    failing(good, path, reason="damaged")


def test_what_may_not_be_read(good: Path, tmp_path: Path) -> None:
    path = write(tmp_path / "locked.txt")
    path.chmod(0)
    try:
        path.read_bytes()
    except PermissionError:
        failing(good, path, reason="Permission denied")
    else:
        pytest.skip("this user may read everything")
    finally:
        path.chmod(0o600)


def test_nothing_but_failures_writes_nothing(tmp_path: Path) -> None:
    done = mzstats("extract", tmp_path / "none.txt", "-f", "csv")
    assert (done.returncode, done.stdout) == (1, b"")
    table = write(tmp_path / "table.csv", "what was there")
    done = mzstats("extract", tmp_path / "none.txt", "-o", table)
    assert done.returncode == 1
    assert table.read_text(encoding="utf-8") == "what was there"
    assert [one.name for one in tmp_path.iterdir()] == ["table.csv"]


def test_gb18030_without_a_mark(tmp_path: Path) -> None:
    path = tmp_path / "gbk.txt"
    path.write_bytes(REPORT.encode("gb18030"))
    done = mzstats("extract", path, "-f", "csv")
    assert (done.returncode, done.stderr) == (0, b"")
    assert [row["text"] for row in rows(done.stdout)] == ["80户", "150人", "24.5万元"]


def test_one_bad_byte_is_read_and_told(tmp_path: Path) -> None:
    path = tmp_path / "bad.txt"
    data = REPORT.encode()
    at = data.index("全年".encode())
    path.write_bytes(data[:at] + b"\xff" + data[at:])
    done = mzstats("extract", path, "-f", "csv")
    assert done.returncode == 0
    assert [row["value"] for row in rows(done.stdout)] == ["80", "150", "245000"]
    assert done.stderr.decode().startswith(f"warning: {path}: 1 unreadable place")
    assert f"at byte {at}" in done.stderr.decode()


def test_a_line_of_ten_megabytes(tmp_path: Path) -> None:
    filler = "本局认真学习有关精神，扎实做好各项工作，" * (10_000_000 // 60)
    path = write(tmp_path / "long.txt", REPORT + filler + "全县有养老机构12家。\n")
    assert path.stat().st_size > 9_900_000
    done = mzstats("extract", path, "-f", "csv")
    assert done.returncode == 0
    assert [row["text"] for row in rows(done.stdout)] == ["80户", "150人", "24.5万元", "12家"]


def test_a_file_of_only_numbers(tmp_path: Path) -> None:
    path = write(tmp_path / "numbers.txt", "\n".join(str(number * 37) for number in range(400)))
    done = mzstats("extract", path, "-f", "csv")
    assert done.returncode == 0
    assert rows(done.stdout) == []
    assert done.stderr.decode().startswith(f"{path}: no figures found; ")


@pytest.mark.parametrize(
    "text",
    [
        "全县共有农村低保对象X户*人，发放低保金××万元，养老机构X家。",
        "全县共有农村低保对象__户___人，发放低保金   万元。",
        "全县共有低保对象某某户数万人，开展活动上百场。",
    ],
)
def test_masked_templates_give_nothing(tmp_path: Path, text: str) -> None:
    done = mzstats("extract", write(tmp_path / "mask.txt", text), "-f", "csv")
    assert done.returncode == 0
    assert rows(done.stdout) == []


def test_damaged_figures_are_never_a_row(tmp_path: Path) -> None:
    path = write(tmp_path / "glued.txt", "截至2024年底，全县农村低保对象10521989人，养老机构12家。\n其中低保1052户1989人。\n")
    done = mzstats("extract", path, "-f", "csv")
    texts = [row["text"] for row in rows(done.stdout)]
    assert "10521989人" not in texts
    assert "12家" in texts and "1052户" in texts


def test_no_figures_is_told_with_the_numbers_that_were_looked_at(tmp_path: Path) -> None:
    path = write(tmp_path / "notice.txt", "甲县民政局关于召开会议的通知\n现定于2024年5月6日召开会议，请准时参加。\n")
    done = mzstats("extract", path, "-f", "csv")
    assert done.returncode == 0
    assert done.stdout.decode().startswith("id,part_of,")
    assert done.stdout.count(b"\n") == 1
    told = done.stderr.decode()
    assert told.startswith(f"{path}: no figures found; ") and told.endswith(" numbers looked at\n")
    assert mzstats("extract", path, "-f", "csv", "-q").stderr == b""


def test_standard_input_that_is_no_text() -> None:
    done = mzstats("extract", "-", "-f", "csv", stdin=b"\0\1\2\3" * 100)
    assert done.returncode == 1
    assert done.stderr.decode().startswith("error: -: ")
    assert mzstats("extract", "-", "-f", "csv", stdin=b"").returncode == 1


def test_names_that_are_no_unicode(tmp_path: Path) -> None:
    import os

    raw = os.fsencode(tmp_path) + b"/\xb5\xcd\xb1\xa3.txt"  # a GBK name, as unpacked from an old archive
    try:
        with open(raw, "wb") as file:
            file.write(REPORT.encode())
    except OSError:
        pytest.skip("this file system takes Unicode names only")
    done = mzstats("extract", tmp_path, "-f", "csv")
    assert done.returncode == 0
    assert {row["source"] for row in rows(done.stdout)} == {f"{tmp_path}/\ufffd\u0371\ufffd.txt"}
