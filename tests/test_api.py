"""The one-line API: texts and paths in, figures out, a frame where it is wanted."""

from __future__ import annotations

import gc
from decimal import Decimal
from pathlib import Path

import pytest
from command import REPORT, write

import mzstats
from mzstats.table import NAMES


def test_a_text_or_a_path(tmp_path: Path) -> None:
    from_text = mzstats.extract(REPORT)
    assert [one.value for one in from_text] == [80, 150, Decimal(245000)]
    assert all(REPORT[one.start : one.end] == one.text for one in from_text)
    path = write(tmp_path / "a.txt")
    for given in (path, str(path), tmp_path):
        found = mzstats.extract(given)
        assert [(one.metric, one.value) for one in found] == [(one.metric, one.value) for one in from_text]
        assert {one.source for one in found} == {str(path)}


def test_a_short_text_is_a_text() -> None:
    assert [one.text for one in mzstats.extract("全县有养老机构12家")] == ["12家"]
    assert mzstats.extract("") == []


def test_a_missing_file_is_an_error_not_a_text(tmp_path: Path) -> None:
    for given in (tmp_path / "none.txt", "none.txt", "2024年总结.docx"):
        with pytest.raises(mzstats.MzstatsError, match="no such file"):
            mzstats.extract(given)


@pytest.mark.parametrize("collects", [True, False])
def test_the_garbage_collector_is_as_before(collects: bool) -> None:
    before = gc.isenabled()
    try:
        (gc.enable if collects else gc.disable)()
        mzstats.extract(REPORT)
        assert gc.isenabled() is collects
        with pytest.raises(mzstats.MzstatsError):
            mzstats.extract(REPORT, patterns=["no-such-folder"])
        assert gc.isenabled() is collects
    finally:
        (gc.enable if before else gc.disable)()


def test_settings() -> None:
    (one,) = mzstats.extract("今年，共有农村低保对象80户。", region="广东省潮州市湘桥区", year=2023)
    assert (one.region_code, one.period) == ("445102", "2023")
    assert {one.metric for one in mzstats.extract("全县共有图书馆14座。", other=True)} == {"other"}
    with pytest.raises(mzstats.MzstatsError, match="no such folder"):
        mzstats.extract("全县", patterns=["none"])


def test_a_frame() -> None:
    frame = mzstats.extract(REPORT).to_frame()
    assert list(frame.columns) == list(NAMES)
    assert list(frame["value"]) == [80, 150, Decimal(245000)]
    assert frame["part_of"].isna().all()
    assert list(mzstats.extract("没有。").to_frame().columns) == list(NAMES)
