"""Plain text: encodings, what is kept of it, what is refused; and the text path's cost."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from read_inputs import report

from mzstats.model import Document, MzstatsError
from mzstats.read import documents, from_text, read_bytes

TEXT = "全县农村低保对象1435户2622人，发放低保金1809.05万元。\n其中：新增86户，“应保尽保”。\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-32"])
def test_encodings(encoding: str) -> None:
    assert read_bytes(TEXT.encode(encoding)) == Document("", TEXT)


@given(st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs"), exclude_characters="\ufeff"), min_size=1))
@settings(max_examples=200)
def test_any_text_in_utf8_comes_back_as_it_was(text: str) -> None:
    if not text.lstrip().startswith("<") and not text.startswith("%PDF"):
        assert read_bytes(("低保\n" + text).encode()).text == "低保\n" + text


@pytest.mark.parametrize("length", [20, 60, 300, 2000])
def test_short_and_long_texts_in_gb18030(length: int) -> None:
    text = "".join(report(3))[:length]
    assert read_bytes(text.encode("gb18030")).text == text


def test_the_whole_file_decides_and_not_its_beginning() -> None:
    text = "a" * 100_000 + "农村低保对象1435户。"
    assert read_bytes(text.encode("gb18030")).text == text


def test_one_bad_byte_is_replaced_and_told() -> None:
    before, after = TEXT[:19].encode(), TEXT[19:].encode()
    document = read_bytes(before + b"\xff" + after)
    assert "\ufffd" in document.text and "发放低保金1809.05万元" in document.text
    assert document.warnings == (f"1 unreadable place in the UTF-8 text, the first at byte {len(before)}, shown as \ufffd",)


def test_a_character_cut_off_at_the_end_is_told() -> None:
    document = read_bytes(TEXT.encode()[:-5])
    assert document.text.endswith("“应保尽保\ufffd")
    assert len(document.warnings) == 1


def test_line_ends_and_control_characters() -> None:
    assert read_bytes("低保\r\n1435户\r2622人\x00\x0c完".encode()).text == "低保\n1435户\n2622人 \n完"


def test_full_width_digits_and_spaces_between_digits_stay() -> None:
    text = "　　１２ 345 户①10"
    assert from_text(text).text == text


@pytest.mark.parametrize(
    "text",
    [
        "臺北市低收入戶人數與補助金額統計概況".encode("big5"),
        "これは日本語の文章です。".encode("shift_jis"),
        "Déjà vu élève".encode("latin-1"),
    ],
)
def test_other_encodings_are_refused_and_not_shown_as_noise(text: bytes) -> None:
    with pytest.raises(MzstatsError, match="save it as UTF-8"):
        read_bytes(text, "x.txt")


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(MzstatsError, match=r"gone\.txt: No such file"):
        list(documents(tmp_path / "gone.txt"))


def test_the_document_is_named_as_the_user_named_it(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(TEXT, encoding="utf-8")
    assert [document.source for document in documents(path)] == [str(path)]
    assert [document.source for document in documents(path, name="in/a.txt")] == ["in/a.txt"]


def test_a_text_costs_no_import_of_another_kind() -> None:
    """Start-up is counted: reading a text must not load what only other kinds need."""
    code = (
        "import sys; from mzstats.read import read_bytes; read_bytes('低保1435户'.encode('gb18030'), 'x.txt');"
        "print([name for name in ('zipfile', 'csv', 'email', 'selectolax', 'pypdfium2', 'python_calamine', 'olefile', 'xml', 'ctypes')"
        " if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
