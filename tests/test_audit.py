"""Contradictions are found, consistent figures are left alone; every rule by rows made by hand and by its own example."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

import pytest

from mzstats.audit import RULES, audit, example_texts, words
from mzstats.audit.interval import of
from mzstats.audit.relations import ADDITIVE, ONCE, ORDERS, PARTS, RATES, WHOLES
from mzstats.audit.words import MESSAGES
from mzstats.model import Finding, Observation

SENTENCE = "全县的情况如下"


def row(text: str, value: str, metric: str, **other: object) -> Observation:
    """A figure of 甲县 for 2024; ``id`` and ``start`` count on by themselves in ``rows``."""
    made = Observation(
        id=0, part_of=None, source="a.txt", region="甲县", region_code="", period="2024", metric=metric, name=metric, area="", detail="",
        value=Decimal(value), unit="person", aspect="level", status="actual", bound="exact", text=text, start=0, end=0, sentence=SENTENCE,
        heading="", rule="", confidence="high",
    )  # fmt: skip
    return made._replace(**other)  # type: ignore[arg-type]


def rows(*made: Observation) -> list[Observation]:
    """The rows as of one document each: numbered, one after the other, each with the sentence around it."""
    out: list[Observation] = []
    start = 0
    for number, one in enumerate(made, 1):
        start += 10
        sentence = "".join(f"{other.text}," for other in made if other.sentence == one.sentence)
        out.append(one._replace(id=one.id or number, start=start, end=start + len(one.text), sentence=one.sentence + sentence))
    return out


def names(findings: tuple[Finding, ...]) -> list[str]:
    return [one.check for one in findings]


MONEY = {"unit": "CNY/person/month"}


@pytest.mark.parametrize(
    ("text", "value", "bound", "low", "high"),
    [
        ("7户", "7", "exact", "7", "7"),
        ("27.1万个", "271000", "exact", "270500", "272000"),
        ("12,485人", "12485", "exact", "12485", "12485"),
        ("57324.8", "573248000", "exact", "573247500", "573249000"),
        ("200余人", "200", "at_least", "200", "1e30"),
        ("不足300人", "300", "at_most", "0", "300"),
        ("约100人", "100", "about", "90", "110"),
        ("十二对", "12", "exact", "12", "12"),
    ],
)
def test_a_printed_figure_stands_for_an_interval(text: str, value: str, bound: str, low: str, high: str) -> None:
    made = of(row(text, value, "dibao.persons", bound=bound))
    assert (made.low, made.high) == (Decimal(low), Decimal(high))


def test_falling_rates_round_by_their_size() -> None:
    made = of(row("下降0.2%", "-0.2", "village_committees.units", aspect="growth", unit="%"))
    assert (made.low, made.high) == (Decimal("-0.3"), Decimal("-0.15"))


def test_parts_that_make_too_little_or_too_much() -> None:
    total = row("500人", "500", "dibao.persons")
    parts = [row("60人", "60", "dibao.persons", area="urban", part_of=1), row("440人", "440", "dibao.persons", area="rural", part_of=1)]
    assert audit(rows(total, *parts)) == ()
    short = parts[1]._replace(text="430人", value=Decimal(430))
    (found,) = audit(rows(total, parts[0], short))
    assert (found.check, found.severity) == ("parts", "error")
    assert "make 490" in found.message
    assert "60人”" in found.message
    assert "500人”" in found.message
    assert [one.text for one in found.figures] == ["500人", "60人", "430人"]
    big = parts[1]._replace(text="540人", value=Decimal(540))
    assert "more than its total" in audit(rows(total, parts[0], big))[0].message


def test_examples_of_a_total_need_not_make_it_up() -> None:
    total = row("1000人", "1000", "volunteers.persons")
    parts = [row(f"{n}人", str(n), "volunteers.persons", detail=d, part_of=1) for n, d in ((300, "女性"), (800, "党员"), (500, "老年人"))]
    assert audit(rows(total, *parts)) == ()


def test_two_breakdowns_of_one_total_are_summed_apart() -> None:
    total = row("4741人", "4741", "tekun.persons")
    parts = [
        row("53人", "53", "tekun.persons", area="urban", part_of=1),
        row("831人", "831", "tekun_concentrated.persons", part_of=1),
        row("3910人", "3910", "tekun_dispersed.persons", part_of=1),
    ]
    assert audit(rows(total, *parts)) == ()
    wrong = parts[2]._replace(value=Decimal(3900), text="3900人")
    assert names(audit(rows(total, parts[0], parts[1], wrong))) == ["parts"]


def test_rounded_parts_may_miss_their_rounded_total() -> None:
    total = row("49.9万个", "499000", "social_orgs.institutions", unit="count")
    kinds = (("27.1万个", "271000", "social_groups"), ("22.5万个", "225000", "social_service_orgs"), ("3029个", "3029", "foundations"))
    parts = [row(text, value, f"{kind}.institutions", unit="count", part_of=1) for text, value, kind in kinds]
    assert audit(rows(total, *parts)) == ()


def test_unlinked_areas_and_kinds() -> None:
    apart = [{"sentence": "一"}, {"sentence": "二"}, {"sentence": "三"}]
    persons = [("500人", "500", ""), ("60人", "60", "urban"), ("430人", "430", "rural")]
    made = [row(t, v, "dibao.persons", area=a, **where) for (t, v, a), where in zip(persons, apart, strict=True)]
    assert names(audit(rows(*made))) == ["areas"]
    kinds = [("90人", "90", "tekun"), ("30人", "30", "tekun_concentrated"), ("70人", "70", "tekun_dispersed")]
    made = [row(t, v, f"{s}.persons", **where) for (t, v, s), where in zip(kinds, apart, strict=True)]
    assert names(audit(rows(*made))) == ["kinds"]


def test_households_and_persons() -> None:
    def pair(households: int, persons: int) -> list[Observation]:
        houses = row(f"{households}户", str(households), "dibao.households", unit="household")
        return rows(houses, row(f"{persons}人", str(persons), "dibao.persons"))

    assert audit(pair(90, 162)) == ()
    assert audit(pair(90, 90)) == ()
    assert audit(pair(162, 90))[0].severity == "error"
    assert audit(pair(1052, 198900))[0].severity == "warning"


def test_growth_and_difference() -> None:
    old = row("600元", "600", "dibao.standard", status="previous", period="", **MONEY)
    new = row("660元", "660", "dibao.standard", **MONEY)

    def told(text: str, value: str, aspect: str, unit: str) -> tuple[Finding, ...]:
        return audit(rows(old, new, row(text, value, "dibao.standard", aspect=aspect, unit=unit)))

    assert told("增长10%", "10", "growth", "%") == ()
    assert names(told("增长20%", "20", "growth", "%")) == ["growth"]
    assert "is 10%" in told("增长20%", "20", "growth", "%")[0].message
    assert told("60元", "60", "change", "CNY/person/month") == ()
    assert names(told("50元", "50", "change", "CNY/person/month")) == ["change"]


def test_growth_against_a_stated_difference() -> None:
    level = row("3029个", "3029", "foundations.institutions", unit="count")
    more = row("415个", "415", "foundations.institutions", unit="count", aspect="change")

    def told(rate: str) -> list[str]:
        growth = row(f"{rate}%", rate, "foundations.institutions", unit="%", aspect="growth")
        return names(audit(rows(level, more, growth)))

    assert told("15.9") == []
    assert told("13.7") == ["growth"]


def test_share_and_rates() -> None:
    total, part = row("500人", "500", "dibao.persons"), row("440人", "440", "dibao.persons", area="rural", part_of=1)

    def shared(value: str) -> list[str]:
        return names(audit(rows(total, part, row(f"{value}%", value, "dibao.persons", area="rural", unit="%", aspect="share"))))

    assert shared("88") == []
    assert shared("66") == ["share"]

    officers = row("6名", "6", "enforcement_officers.persons")

    def certified(value: str) -> tuple[Finding, ...]:
        return audit(rows(officers, row(f"{value}%", value, "officers_certified_rate.rate", unit="%")))

    assert certified("86") == ()
    assert certified("100") == ()
    (found,) = certified("90")
    assert found.check == "rate"
    assert "6/6 = 100%, 6/7 = 85.7%" in found.message


def test_payout_against_recipients_and_standard() -> None:
    def paid(text: str, value: str) -> tuple[Finding, ...]:
        return audit(
            rows(
                row("100元", "100", "disability_nursing.standard", **MONEY),
                row("200名", "200", "disability_nursing.persons"),
                row(text, value, "disability_nursing.payout", unit="CNY"),
            )
        )

    assert paid("24万元", "240000") == ()
    assert paid("20万元", "200000") == ()
    assert paid("36万元", "360000")[0].severity == "warning"
    assert paid("24元", "24")[0].severity == "error"
    (found,) = audit(rows(row("2622人", "2622", "dibao.persons"), row("1809元", "1809", "dibao.payout", unit="CNY")))
    assert (found.check, found.severity) == ("payout", "error")


def test_payouts_counted_from_january_are_no_mistake() -> None:
    made = rows(
        row("142元", "142", "dibao.supplement_per_capita", area="rural", period="2017-Q3", **MONEY),
        row("32077人", "32077", "dibao.persons", area="rural", period="2017-Q3"),
        row("4112.61万元", "41126100", "dibao.payout", area="rural", period="2017-Q3", unit="CNY"),
    )
    assert audit(made) == ()


def test_standards_under_their_legal_relation() -> None:
    dibao = row("600元", "600", "dibao.standard", area="rural", **MONEY)

    def tekun(value: str, period: str = "2024", **other: str) -> list[str]:
        made = row(f"{value}元", value, "tekun.standard", area="rural", period=period, **{**MONEY, **other})
        return names(audit(rows(dibao._replace(period=period), made)))

    assert tekun("780") == []
    assert tekun("700") == ["legal"]
    assert tekun("700", period="2012") == []
    assert tekun("9360", unit="CNY/person/year") == []
    assert tekun("9360") == ["amounts"]
    over = row("650元", "650", "dibao.supplement_per_capita", area="rural", **MONEY)
    assert names(audit(rows(dibao, over))) == ["legal"]


def test_amounts_nobody_is_paid() -> None:
    assert names(audit(rows(row("700万元", "7000000", "dibao.standard", **MONEY)))) == ["amounts"]


def test_one_metric_two_values() -> None:
    def two(second: str, sentence: str) -> list[str]:
        first = row("310对", "310", "marriage.registrations", unit="couple")
        return names(audit(rows(first, row(f"{second}对", second, "marriage.registrations", unit="couple", sentence=sentence))))

    assert two("310", "别处") == []
    assert two("301", "别处") == ["two-values"]
    assert two("301", "结婚登记 | 对 | ") == ["text-table"]
    assert two("301", SENTENCE) == []  # a list in one sentence


def test_across_reports() -> None:
    def marriages(source: str, period: str, value: str, **other: str) -> Observation:
        return rows(row(f"{value}对", value, "marriage.registrations", unit="couple", source=source, period=period, **other))[0]

    last, now = marriages("2023.txt", "2023", "280"), marriages("2024.txt", "2024", "310")
    assert audit([last, now, marriages("2024.txt", "2023", "280", status="previous", sentence="上年")]) == ()
    wrong = marriages("2024.txt", "2023", "290", status="previous", sentence="上年")
    (found,) = audit([last, now, wrong])
    assert found.check == "last-year"
    assert {one.source for one in found.figures} == {"2023.txt", "2024.txt"}
    assert names(audit([last, marriages("other.txt", "2023", "208")])) == ["two-reports"]


def test_a_stated_increase_against_last_years_report() -> None:
    last = row("280对", "280", "marriage.registrations", unit="couple", source="2023.txt", period="2023")
    now = [
        row("310对", "310", "marriage.registrations", unit="couple"),
        row("66对", "66", "marriage.registrations", unit="couple", aspect="change"),
    ]
    assert names(audit([*rows(last), *rows(*now)])) == ["last-year"]
    now[1] = now[1]._replace(text="30对", value=Decimal(30))
    assert audit([*rows(last), *rows(*now)]) == ()


def test_series_and_divisions() -> None:
    def year(when: int, value: str, region: str = "甲县") -> Observation:
        made = row(f"{value}元", value, "dibao.payout", unit="CNY", source=f"{region}{when}.txt", period=str(when), region=region)
        return rows(made)[0]

    steady = [year(2020, "11000000"), year(2021, "12000000"), year(2022, "12500000"), year(2023, "13000000")]
    assert audit(steady) == ()
    (jump,) = audit([*steady[:2], year(2022, "1250"), steady[3]])
    assert (jump.check, jump.severity) == ("series", "error")
    (far,) = audit([*steady[:3], year(2023, "42000000")])
    assert (far.check, far.severity) == ("series", "warning")
    assert names(audit([year(2020, "100", "潮州市"), year(2020, "300", "潮州市湘桥区")])) == ["region"]


def test_findings_come_in_order_and_once() -> None:
    pair = [row("162户", "162", "dibao.households", unit="household"), row("90人", "90", "dibao.persons")]
    made = rows(*pair, row("50户", "50", "tekun.households", unit="household"), row("9人", "9", "tekun.persons"))
    found = audit(made)
    assert [one.figures[0].text for one in found] == ["162户", "50户"]
    assert audit(made, only=["growth"]) == ()


def test_facts_of_the_field_speak_of_metrics_that_exist(catalogue: set[str]) -> None:
    told = {metric for three in RATES for metric in three} | {metric for order in ORDERS for metric in (order.greater, order.lesser)}
    assert told - catalogue == set()
    subjects = {metric.partition(".")[0] for metric in catalogue}
    summed = {metric for whole in WHOLES for metric in (whole.whole, *whole.parts)} | {metric for pair in PARTS for metric in pair}
    assert {metric.partition(".")[0] for metric in summed} - subjects == set()
    measures = {metric.partition(".")[2] for metric in catalogue}
    assert (ADDITIVE | ONCE) - measures == set()


def test_messages_tell_the_same_in_both_languages() -> None:
    for key, (english, chinese) in MESSAGES.items():
        assert set(re.findall(r"{(\w+)}", english)) == set(re.findall(r"{(\w+)}", chinese)), key
    rules = "".join(path.read_text(encoding="utf-8") for path in Path(words.__file__).parent.glob("*.py") if path.name != "words.py")
    assert {key for key in MESSAGES if f'"{key}"' not in rules} == set()
    made = rows(row("162户", "162", "dibao.households", unit="household"), row("90人", "90", "dibao.persons"))
    assert audit(made, lang="zh")[0].message.startswith("户数多于人数")


@pytest.fixture
def catalogue() -> set[str]:
    patterns = pytest.importorskip("mzstats.patterns")
    return set(patterns.load().metrics)


def extracted(text: str, name: str) -> list[Observation]:
    pipeline = pytest.importorskip("mzstats.pipeline")
    from mzstats.model import Document

    return list(pipeline.run(Document(name, text), pipeline.Options(region="湘桥区")))


@pytest.mark.parametrize("rule", RULES, ids=[rule.name for rule in RULES])
def test_each_rule_finds_fault_with_its_example_and_only_with_that(rule: object) -> None:
    from mzstats.audit import Rule

    assert isinstance(rule, Rule)
    wrong = [one for number, text in enumerate(example_texts(rule.wrong)) for one in extracted(text, f"{number}.txt")]
    right = [one for number, text in enumerate(example_texts(rule.right)) for one in extracted(text, f"{number}.txt")]
    assert rule.name in names(audit(wrong))
    assert names(audit(right)) == []
