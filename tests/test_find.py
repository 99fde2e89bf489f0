"""Questions in plain words: read as the reports are read, answered nearest first, and honest about what was not understood."""

from __future__ import annotations

import pytest
from figures import figure

from mzstats.patterns import Patterns, load
from mzstats.report.find import Question, find, read, understood, why_nothing

PLACE = "广东省潮州市湘桥区"
ROWS = [
    figure("dibao.standard", "700", region=PLACE, area="rural"),
    figure("dibao.standard", "874", region=PLACE, area="urban"),
    figure("dibao.standard", "660", region=PLACE, area="rural", period="2023"),
    figure("dibao.standard", "640", region=PLACE, area="rural", period="2021"),
    figure("dibao.standard", "600", region="广东省汕头市", area="rural"),
    figure("dibao.persons", "2622", region=PLACE),
    figure("marriage.registrations", "310", region="甲县", period="2023"),
    figure("marriage.registrations", "300", region="乙县", period="2023"),
    figure("marriage.registrations", "900", region="丙市", period="2023"),
    figure("marriage.registrations", "305", region="甲县", period="2024"),
    figure("dibao.persons", "5", aspect="growth", unit="%", region=PLACE),
]


@pytest.fixture(scope="module")
def patterns() -> Patterns:
    return load()


def answers(text: str, patterns: Patterns, rows: list[object] = ROWS) -> list[str]:  # type: ignore[assignment]
    return [hit.row.text for hit in find(read(text, patterns, 2024), rows)]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "region", "kind", "period", "area", "metric"),
    [
        ("湘桥区2024年农村低保标准", PLACE, "", "2024", "rural", "dibao.standard"),
        ("去年各县结婚登记", "", "县", "2023", "", "marriage.registrations"),
        ("今年上半年离婚登记多少对", "", "", "2024-S1", "", "divorce.registrations"),
        ("2024年特困人员发放了多少钱?", "", "", "2024", "", "tekun.payout"),
        ("城市低保有多少户", "", "", "", "urban", "dibao.households"),
        ("2024年12月孤儿人数", "", "", "2024-12", "", "orphans.persons"),
        ("全国2010年农村低保人数", "全国", "", "2010", "rural", "dibao.persons"),
    ],
)
def test_a_question_is_understood(text: str, region: str, kind: str, period: str, area: str, metric: str, patterns: Patterns) -> None:
    asked = read(text, patterns, 2024)
    assert (asked.region, asked.kind, asked.period, asked.area) == (region, kind, period, area)
    assert asked.metrics[0][0] == metric
    assert asked.unknown == ()


def test_the_row_asked_for_comes_first_then_the_nearest_in_time(patterns: Patterns) -> None:
    assert answers("湘桥区2024年农村低保标准", patterns) == ["700", "660", "640"]
    assert answers("湘桥区2022年农村低保标准", patterns)[0] in ("660", "640")
    assert answers("湘桥区2022年农村低保标准", patterns)[-1] == "700"


def test_all_counties_but_no_city(patterns: Patterns) -> None:
    assert answers("去年各县结婚登记", patterns)[:2] == ["310", "300"]
    assert "900" not in answers("去年各县结婚登记", patterns)


def test_another_place_or_area_is_no_answer(patterns: Patterns) -> None:
    assert answers("汕头市低保标准", patterns) == ["600"]
    assert "874" not in answers("湘桥区农村低保标准", patterns)


def test_quantities_come_before_their_growth(patterns: Patterns) -> None:
    assert answers("湘桥区低保人数", patterns) == ["2622", "5"]
    assert answers("湘桥区低保人数增长率", patterns) == ["5", "2622"]


def test_a_metric_is_known_by_its_name_where_no_word_of_a_report_is(patterns: Patterns) -> None:
    asked = read("2024年各区养老床位", patterns, 2024)
    assert asked.unknown == ()
    assert "elder_care_institutions.beds" in dict(asked.metrics)
    assert read("火星床位", patterns, 2024).metrics == ()


def test_words_for_money_paid_ask_for_the_payout(patterns: Patterns) -> None:
    rows = [figure("dibao.persons", "7", region=PLACE), figure("dibao.payout", "18", region=PLACE)]
    assert answers("湘桥区今年发了多少低保金", patterns, rows)[0] == "18"  # type: ignore[arg-type]


def test_what_is_not_as_asked_is_told(patterns: Patterns) -> None:
    hits = find(read("湘桥区2024年农村低保标准", patterns, 2024), ROWS)
    assert [hit.misses for hit in hits] == [(), ("period",), ("period",)]
    (hit,) = find(read("湘桥区2024年低保发放金额", patterns, 2024), [ROWS[5]])
    assert hit.misses == ("metric",)


def test_nothing_found_says_which_part_was_not_understood(patterns: Patterns) -> None:
    asked = read("湘桥区2024年火箭发射次数", patterns, 2024)
    assert find(asked, ROWS) == []
    told = why_nothing(asked, ROWS, patterns)
    assert "not understood: “火箭发射”" in told
    assert "no metric" in told
    other = read("北京市低保标准", patterns, 2024)
    assert find(other, ROWS) == []
    assert "no row of 北京市; the table holds 丙市" in why_nothing(other, ROWS, patterns)
    assert "no row of the metric asked for" in why_nothing(read("孤儿人数", patterns, 2024), ROWS, patterns)
    assert "the table is empty" in why_nothing(other, [], patterns)


def test_the_reading_can_be_told(patterns: Patterns) -> None:
    told = dict(understood(read("湘桥区2024年农村低保标准", patterns, 2024), patterns))
    assert told["region"] == PLACE
    assert told["area"] == "农村"


def test_odd_questions_do_no_harm(patterns: Patterns) -> None:
    for text in ("", "?", "的", "2024", "\n" * 9, "a" * 3000):
        assert isinstance(read(text, patterns, 2024), Question)
        assert find(read(text, patterns, 2024), ROWS) == [] or text == "的"
