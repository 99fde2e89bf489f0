"""Short texts from the vocabulary of the patterns keep the laws, and what breaks one is told, small and with its seed."""

from __future__ import annotations

import random
import sys
from pathlib import Path

import fuzz_laws
import pytest
from fuzz_laws import check

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from fuzz import generated, short_texts

COUNT = 400


def test_laws_hold() -> None:
    texts = [short_texts.text_of(7, number) for number in range(COUNT)]
    assert sum(generated.ask(text, everything=n % 4 == 0) for n, text in enumerate(texts)) > COUNT


@pytest.mark.parametrize(
    "text",
    [
        "截至2024-02-05，全县低保12户。",
        "截至2024.2.5，全县低保12户。",
        "指标名称    数量    同比\n婚姻登记    2    4万元",
        "| 指标 | 数量 | 同比 |\n| --- | --- | --- |\n| 门牌 | 40块 | 12块 |\n| 孤儿 | 40人 | 12元 |",
        "１\n行业协会商会|1万元人",
        "| 单位 | 环比 |\n| --- | --- |\n| 村委会 | 1亿元 |",
        "| 单位 | 数量 |\n| --- | --- |\n| 村委会 | 12 |\n| 孤儿 | 1.2万 |",
        "全县低保标准为421元～422元～423元不等。",
    ],
)
def test_what_once_broke_a_law(text: str) -> None:
    generated.ask(text)


def test_an_input_is_the_same_whenever_it_is_written() -> None:
    texts = [short_texts.text_of(7, number) for number in range(50)]
    assert texts == [short_texts.text_of(7, number) for number in range(50)]
    assert len(set(texts)) == 50
    assert texts != [short_texts.text_of(8, number) for number in range(50)]


def test_every_clause_is_written_to_its_end() -> None:
    for template in (*short_texts.CLAUSES, *short_texts.LINES, *short_texts.NO_FIGURES, *short_texts.TIMES):
        made = short_texts.filled(template, random.Random(template))
        assert "{" not in made, template
        check(made)


def test_a_run_tells_its_counts(capsys: pytest.CaptureFixture[str]) -> None:
    assert generated.main(["--count", "19", "--seed", "7", "--first", "1"]) == 0
    assert capsys.readouterr().out.startswith("19 inputs, ")


def test_a_broken_law_is_told_with_its_seed_and_ends_with_1(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(text: str, everything: bool = True) -> int:
        if "人" in text:
            raise ZeroDivisionError("by hand")
        return 0

    monkeypatch.setattr(generated, "ask", fails)
    assert generated.main(["--count", "30", "--seed", "7", "--first", "100"]) == 1
    said = capsys.readouterr().out
    assert "of seed 7: ZeroDivisionError: by hand" in said
    assert "\n  '人'\n" in said, "cut down to what breaks the law"
    assert "times: ZeroDivisionError" in said


def test_a_number_without_a_fate_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fuzz_laws.Extraction, "fates", lambda self: ())
    with pytest.raises(AssertionError, match="'12' at 2: a number without a fate"):
        check("低保12户。")


def test_minutes_end_a_run(capsys: pytest.CaptureFixture[str]) -> None:
    assert generated.main(["--count", "1000000", "--minutes", "0"]) == 0
    assert capsys.readouterr().out.startswith("0 inputs, ")
