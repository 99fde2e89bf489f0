"""Patterns: the built-in ones proven, a user's own on top of them, and every way in which a file of them can be wrong."""

from __future__ import annotations

import json
import re
import sys
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner

from mzstats import proofs
from mzstats.clean import fold
from mzstats.cli.commands import app
from mzstats.lexicon import Lexicon
from mzstats.locate import patterns_dir
from mzstats.model import Document, MzstatsError
from mzstats.patterns import files, load
from mzstats.patterns.entries import joined
from mzstats.patterns.examples import Example, row
from mzstats.patterns.examples import proofs as proofs_of
from mzstats.patterns.periods import MEANINGS, periods
from mzstats.patterns.template import template
from mzstats.patterns.traps import compiled
from mzstats.pipeline import Options, run
from mzstats.scan import times

BUILT_IN = load()
BOOKS = """
[reading_rooms]
name = "农家书屋"
words = ["农家书屋"]
examples = [ { text = "建成农家书屋86个，藏书12万册", rows = ["institutions 86"] } ]
counterexamples = ["农家书屋管理员86人"]
[reading_rooms.metrics]
institutions = { area = true }
"""
Write = Callable[..., Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Files of patterns in one folder: ``write(books=TEXT)`` gives the folder."""

    def make(**texts: str) -> Path:
        for name, text in texts.items():
            (tmp_path / f"{name}.toml").write_text(text, encoding="utf-8")
        return tmp_path

    return make


def found(text: str, *folders: Path) -> list[tuple[str, str, str]]:
    rows = run(Document("x", text), Options(patterns=tuple(map(str, folders))))
    return [(one.metric, one.area, str(one.value)) for one in rows]


# -- the built-in ones --------------------------------------------------------------------------------------------


def test_built_in_patterns_are_proven() -> None:
    report = proofs.check()
    assert [str(failure) for failure in report.failures] == []
    assert report.subjects > 180 and report.examples > 1000 and report.counterexamples > 250


def test_every_subject_has_a_counterexample() -> None:
    counter = {proof.subject for proof in proofs_of(patterns_dir(), BUILT_IN) if not isinstance(proof, Example)}
    assert sorted(set(BUILT_IN.subjects) - counter) == []


def test_words_are_as_texts_are_read() -> None:
    assert [word for word in BUILT_IN.words if fold(word) != word] == []


def test_every_metric_has_a_name_of_its_own() -> None:
    names = [metric.name for metric in BUILT_IN.metrics.values()]
    assert sorted({name for name in names if names.count(name) > 1}) == []


def test_catalogue_is_carried() -> None:
    catalogue = Path(__file__).resolve().parents[2] / "shared" / "catalogue" / "metrics.csv"
    if not catalogue.is_file():
        pytest.skip("the catalogue of metrics is not beside this checkout")
    import csv

    with catalogue.open(encoding="utf-8-sig", newline="") as handle:
        listed = list(csv.DictReader(handle))
    for line in listed:
        metric = BUILT_IN.metrics[line["metric"]]
        assert (metric.unit, metric.area) == (line["unit"], line["urban_rural"] == "yes"), line["metric"]


def test_names_share_what_they_share() -> None:
    assert joined("结婚登记", "登记数") == "结婚登记数"
    assert joined("婚姻登记合格率", "率") == "婚姻登记合格率"
    assert joined("孤儿", "人数") == "孤儿人数"


# -- a user's folder ----------------------------------------------------------------------------------------------


def test_a_folder_adds_a_metric(write: Write) -> None:
    folder = write(culture=BOOKS)
    assert found("全县建成农家书屋86个、养老机构12家", folder) == [
        ("reading_rooms.institutions", "", "86"),
        ("elder_care_institutions.institutions", "", "12"),
    ]
    assert found("全县建成农家书屋86个") == []
    assert load([folder]).metrics["reading_rooms.institutions"].domain == "culture"
    assert load([folder]).notes == ()


def test_files_may_stand_in_subjects(tmp_path: Path) -> None:
    (tmp_path / "subjects").mkdir()
    (tmp_path / "subjects" / "culture.toml").write_text(BOOKS, encoding="utf-8")
    assert "reading_rooms" in load([tmp_path]).subjects


def test_a_folder_replaces_a_subject_and_says_so(write: Write) -> None:
    folder = write(own='[cremation]\nname = "火化"\nwords = ["火化炉"]\n[cremation.metrics]\ninstitutions = {}\n')
    patterns = load([folder])
    assert [metric.id for metric in patterns.subjects["cremation"].metrics] == ["cremation.institutions"]
    assert len(patterns.notes) == 1
    assert patterns.notes[0].startswith(f"{folder / 'own.toml'}:1: [cremation]: replaces the subject in ")


def test_a_folder_extends_a_subject_and_says_so(write: Write) -> None:
    folder = write(own='[cremation]\nextend = true\nwords = ["送别仪式"]\n[cremation.metrics]\nevents = {}\n')
    patterns = load([folder])
    assert {"cremation.remains", "cremation.rate", "cremation.events"} <= set(patterns.metrics)
    assert patterns.metrics["cremation.events"].domain == "funerals"
    assert patterns.notes[0].startswith(f"{folder / 'own.toml'}:1: [cremation]: adds to the subject in ")
    assert found("火化遗体120具", folder) == [("cremation.remains", "", "120")]
    assert found("送别仪式36场", folder) == [("cremation.events", "", "36")]


def test_later_folders_win(tmp_path: Path) -> None:
    for name, word in (("one", "书香驿站"), ("two", "城市书房")):
        (tmp_path / name).mkdir()
        (tmp_path / name / "a.toml").write_text(
            f'[rooms]\nname = "书房"\nwords = ["{word}"]\n[rooms.metrics]\ninstitutions = {{}}\n', encoding="utf-8"
        )
    both = (tmp_path / "one", tmp_path / "two")
    assert found("城市书房8个", *both) == [("rooms.institutions", "", "8")]
    assert found("书香驿站8个", *both) == []


def test_own_units_measures_cues_and_traps(write: Write) -> None:
    folder = write(
        units='[classes]\n"公里" = { words = ["公里", "里路"], unit = "km" }\n',
        measures='[length]\nname = "里程"\nunit = "km"\naccepts = ["里路"]\n',
        traps='[[trap]]\nreason = "road number"\nafter = "^号线"\n[nouns]\nwords = ["天桥"]\n',
        cues='[bound]\nabout = ["约摸"]\n',
        roads='[roads]\nname = "公路"\nwords = ["农村公路"]\n[roads.metrics]\nlength = {}\n',
    )
    assert found("修建农村公路12公里", folder) == [("roads.length", "", "12")]
    assert found("农村公路5号线12公里", folder) == [("roads.length", "", "12")]
    assert load([folder]).words["天桥"].flags == {"noun"}
    assert load([folder]).words["约摸"].flags == {"about"}


# -- what can be wrong with a file --------------------------------------------------------------------------------

WRONG = {
    "toml": ('[a]\nname = "x\n', ":2: not valid TOML"),
    "subject is a value": ("a = 3\n", "[a]: not a table"),
    "unknown key": ('[a]\nnamed = "x"\n', ":1: [a]: unknown key 'named'"),
    "wrong type": ('[a]\nname = "x"\nwords = "词语"\n', ":1: [a]: words must be a list"),
    "word of another type": ('\n[a]\nname = "x"\nwords = [3]\n', ":2: [a]: words: 3 is not a text"),
    "empty word": ('[a]\nname = "x"\nwords = [""]\n', "words: '' is no word"),
    "word with a space": ('[a]\nname = "x"\nwords = [" 低保"]\n', "is no word"),
    "word of two lines": ('[a]\nname = "x"\nwords = ["低\\n保"]\n', "is no word"),
    "long word": (f'[a]\nname = "x"\nwords = ["{"长" * 41}"]\n', "is no word"),
    "near without companions": ('[a]\nnear = [ { word = "证书" } ]\n', "[a]: with is missing"),
    "near of another type": ('[a]\nnear = [ "证书" ]\n', "[a]: not a table"),
    "unknown measure": ("[a]\n[a.metrics]\npeople = {}\n", "[a] people: unknown measure"),
    "unknown key of a metric": ('[a]\n[a.metrics]\npersons = { units = "x" }\n', "[a] persons: unknown key 'units'"),
    "unknown class": ('[a]\n[a.metrics]\npersons = { accepts = ["光年"] }\n', "[a] persons: unknown unit '光年'"),
    "unknown base unit": ('[a]\n[a.metrics]\npersons = { unit = "people" }\n', "[a] persons: unknown unit 'people'"),
    "metric of another type": ("[a]\n[a.metrics]\npersons = 3\n", "[a] persons: not a table"),
    "unknown wider subject": ('[a]\nname = "x"\nwithin = "nothing"\n', "[a]: within: unknown subject 'nothing'"),
    "extends nothing": ("[a]\nextend = true\n", "[a]: extends a subject that is not known"),
    "odd id": ('["a b"]\nname = "x"\n', "a subject's id is made of letters"),
}


@pytest.mark.parametrize("case", [case for case, (_, message) in WRONG.items() if message])
def test_a_wrong_file_is_told_with_its_place(case: str, write: Write) -> None:
    text, message = WRONG[case]
    folder = write(own=text)
    with pytest.raises(MzstatsError) as caught:
        load([folder])
    assert str(caught.value).startswith(str(folder / "own.toml"))
    assert message in str(caught.value)


def test_a_subject_in_two_files_of_a_folder(write: Write) -> None:
    folder = write(one='[a]\nname = "x"\n', two='[a]\nname = "y"\n')
    with pytest.raises(MzstatsError, match=r"two\.toml:1: \[a\]: a subject of that id is in .*one\.toml already"):
        load([folder])


def test_no_folder_and_an_empty_one(tmp_path: Path) -> None:
    with pytest.raises(MzstatsError, match="no such folder of patterns"):
        load([tmp_path / "nowhere"])
    with pytest.raises(MzstatsError, match="no file of patterns"):
        load([tmp_path])


def test_bytes_that_are_no_text(tmp_path: Path) -> None:
    (tmp_path / "own.toml").write_bytes('[a]\nname = "低保"\n'.encode("gb18030"))
    with pytest.raises(MzstatsError, match="not UTF-8"):
        load([tmp_path])


def test_a_byte_order_mark_is_no_matter(tmp_path: Path) -> None:
    (tmp_path / "own.toml").write_text(BOOKS, encoding="utf-8-sig")
    assert "reading_rooms" in load([tmp_path]).subjects


def test_limits(write: Write, tmp_path: Path) -> None:
    with pytest.raises(MzstatsError, match="larger than 1 MiB"):
        load([write(big="#" * (files.MAX_BYTES + 1))])
    (tmp_path / "big.toml").unlink()
    with pytest.raises(MzstatsError, match=r"\d+ words of patterns \(at most 50000\)"):
        load([write(many='[a]\nname = "x"\nwords = [' + ",".join(f'"词{n}"' for n in range(50_001)) + "]\n")])
    (tmp_path / "many.toml").unlink()
    with pytest.raises(MzstatsError, match="nested too deep"):
        load([write(deep="a = " + "[" * 20_000 + "]" * 20_000)])
    (tmp_path / "deep.toml").unlink()
    for number in range(files.MAX_FILES + 1):
        (tmp_path / f"{number}.toml").touch()
    with pytest.raises(MzstatsError, match=f"at most {files.MAX_FILES}"):
        load([tmp_path])


def test_five_thousand_words_load_and_find_theirs(write: Write) -> None:
    words = ",".join(f'"书屋{n}号"' for n in range(5_000))
    folder = write(many=f'[rooms]\nname = "书屋"\nwords = [{words}]\n[rooms.metrics]\ninstitutions = {{}}\n')
    assert found("书屋4999号12个", folder) == [("rooms.institutions", "", "12")]


# -- expressions of a user ----------------------------------------------------------------------------------------


def test_an_expression_cannot_hang(write: Write) -> None:
    folder = write(traps="[[trap]]\nreason = 'slow'\nbefore = '(?:a|aa)+$'\nafter = '^人'\n")
    _, before, _ = compiled(load([folder]).traps[-1])
    assert before is not None and before.search("aaaa")
    with pytest.raises(MzstatsError, match=r"traps\.toml: trap 1: its expression takes more than"):
        before.search("a" * 80 + "b")
    assert proofs.check([folder]).failures == ()  # on the few characters around a number it is quick enough


@pytest.mark.parametrize("expression", ["(", "[", "a{2,1}", "(?P<a>x)(?P<a", "\\\\"])
def test_an_expression_that_is_none(expression: str, write: Write) -> None:
    folder = write(traps=f"[[trap]]\nreason = 'x'\nafter = '{expression}'\n".replace("\\\\", "\\"))
    with pytest.raises(MzstatsError, match=r"traps\.toml: trap 1: .* is no regular expression"):
        found("低保120户", folder)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[[trap]]\nafter = 'x'\n", "trap 1: reason is missing"),
        ("[[trap]]\nreason = 'x'\n", "trap 1: neither before nor after"),
        (f"[[trap]]\nreason = 'x'\nafter = '{'x' * 401}'\n", "trap 1: an expression of more than 400"),
        ("[story]\npattern = 'x'\n", "only the built-in patterns have one"),
        ("[nouns]\nword = ['x']\n", "unknown key 'word'"),
        ("[other]\n", "unknown key 'other'"),
    ],
)
def test_wrong_traps(text: str, message: str, write: Write) -> None:
    with pytest.raises(MzstatsError) as caught:
        load([write(traps=text)])
    assert message in str(caught.value)


# -- proofs -------------------------------------------------------------------------------------------------------


def failures(folder: Path) -> list[str]:
    return [str(failure).removeprefix(str(folder) + "/") for failure in proofs.check([folder]).failures]


def test_sound_proofs(write: Write) -> None:
    report = proofs.check([write(culture=BOOKS)])
    assert (report.subjects, report.words, report.examples, report.counterexamples) == (1, 1, 1, 1)
    assert report.failures == () and report.notes == ()


def test_an_example_that_does_not_hold(write: Write) -> None:
    text = BOOKS.replace('"institutions 86"', '"institutions 85"')
    first = failures(write(culture=text))[0]
    assert first.startswith(
        "culture.toml:5: [reading_rooms]: '建成农家书屋86个，藏书12万册' must give institutions 85 but gave institutions 86"
    )


def test_an_example_must_tell_every_row(write: Write) -> None:
    text = BOOKS.replace("藏书12万册", "养老机构3家")
    assert "but gave institutions 86; elder_care_institutions.institutions 3" in failures(write(culture=text))[0]


def test_a_counterexample_that_gives_a_row(write: Write) -> None:
    text = BOOKS.replace("农家书屋管理员86人", "农家书屋86家")
    assert failures(write(culture=text)) == [
        "culture.toml:6: [reading_rooms]: '农家书屋86家' must give no row of reading_rooms but gave institutions 86"
    ]


def test_a_metric_that_no_example_shows(write: Write) -> None:
    text = BOOKS + "events = {}\n"
    assert failures(write(culture=text)) == ["culture.toml:2: [reading_rooms]: no example that holds gives a row of reading_rooms.events"]


def test_a_word_that_does_not_earn_its_place(write: Write) -> None:
    text = BOOKS.replace('words = ["农家书屋"]', 'words = ["农家书屋", "建成农家书屋", "书香驿站"]')
    assert failures(write(culture=text)) == [
        "culture.toml:4: [reading_rooms]: '农家书屋' does not earn its place: every example holds without it",
        "culture.toml:4: [reading_rooms]: '建成农家书屋' does not earn its place: every example holds without it",
        "culture.toml:4: [reading_rooms]: '书香驿站' stands in no example that holds",
    ]


def test_a_word_that_no_text_can_hold(write: Write) -> None:
    text = BOOKS.replace('words = ["农家书屋"]', 'words = ["农家书屋", "书屋（室）"]')
    assert failures(write(culture=text)) == [
        "culture.toml:4: [reading_rooms]: '书屋（室）' never stands in a text as it is read: write '书屋(室)'"
    ]


def test_only_what_an_extension_adds_is_proven(write: Write) -> None:
    head = '[cremation]\nextend = true\nwords = ["送别仪式"]\n'
    folder = write(own=head + "[cremation.metrics]\nevents = {}\n")
    assert failures(folder) == [
        "own.toml:1: [cremation]: no example that holds gives a row of cremation.events",
        "own.toml:3: [cremation]: '送别仪式' stands in no example that holds",
    ]
    example = 'examples = [ { text = "送别仪式36场", rows = ["events 36"] } ]\n'
    assert failures(write(own=head + example + "[cremation.metrics]\nevents = {}\n")) == []


def test_built_in_examples_that_a_folder_spoils_are_told(write: Write) -> None:
    folder = write(own='[cremation]\nname = "火化"\nwords = ["火化炉"]\n[cremation.metrics]\nremains = {}\n')
    notes = proofs.check([folder]).notes
    assert any("a built-in proof fails with these patterns" in note and "[cremation]" in note for note in notes)


@pytest.mark.parametrize(
    ("told", "message"),
    [
        ("people 3", "unknown metric 'people'"),
        ("institutions", "no value"),
        ("institutions urbane 3", "what is 'urbane'?"),
        ("", "a row is a text like"),
        ("marriage.registration 3", "unknown metric 'marriage.registration'"),
    ],
)
def test_wrong_rows(told: str, message: str, write: Write) -> None:
    folder = write(culture=BOOKS.replace("institutions 86", told))
    with pytest.raises(MzstatsError) as caught:
        proofs.check([folder])
    assert str(caught.value).startswith(f"{folder / 'culture.toml'}:5: [reading_rooms]: ")
    assert message in str(caught.value)


def test_rows_in_their_short_form() -> None:
    one = row("standard rural planned at_least 9600 CNY/person/year @2025 (A类)", "dibao", BUILT_IN, "here")
    assert (one.metric, str(one.value), one.unit) == ("dibao.standard", "9600", "CNY/person/year")
    assert (one.area, one.aspect, one.status, one.bound, one.period, one.detail) == ("rural", "level", "planned", "at_least", "2025", "A类")
    assert row("marriage.registrations growth -8.5", "dibao", BUILT_IN, "here").unit == "%"
    assert row("rate change 3 pp", "dibao_urban_rural", BUILT_IN, "here").unit == "pp"


@pytest.mark.parametrize("measure", BUILT_IN.measures)
def test_a_new_subject_passes_its_own_check(measure: str, write: Write) -> None:
    folder = write(own=template("night_school", "星光讲堂", BUILT_IN.measures[measure], BUILT_IN.units))
    patterns = load([folder])
    own = list(proofs_of(folder, patterns))
    assert list(proofs.run(own, patterns)) == []
    examples = [proof for proof in own if isinstance(proof, Example)]
    assert list(proofs.unshown(patterns.subjects["night_school"], examples)) == []
    assert list(proofs.unearned(patterns.subjects["night_school"], examples, patterns)) == []


def test_a_template_says_the_same_in_both_languages() -> None:
    english, chinese = (template("night_school", "星光讲堂", BUILT_IN.measures["persons"], BUILT_IN.units, one) for one in ("en", "zh"))
    assert tomllib.loads(english) == tomllib.loads(chinese)
    comments = [line for line in chinese.splitlines() if line.startswith("# ") and " = " not in line]
    assert len(comments) > 5
    assert all(re.search("[一-龥]", line) for line in comments)
    assert "FOLDER" in english


# -- what is kept parsed ------------------------------------------------------------------------------------------


@pytest.fixture
def kept(write: Write, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    folder = write(culture=BOOKS)
    files.read(folder, cached=True)
    return folder


def test_files_are_kept_parsed_without_their_proofs(kept: Path) -> None:
    store = json.loads((kept / "__pycache__" / files.CACHE).read_text("utf-8"))
    assert store["files"]["culture.toml"]["reading_rooms"]["words"] == ["农家书屋"]
    assert "examples" not in store["files"]["culture.toml"]["reading_rooms"]
    assert files.read(kept, cached=True) == store["files"]


def test_a_changed_file_is_read_again(kept: Path) -> None:
    (kept / "culture.toml").write_text(BOOKS.replace("农家书屋", "城市书房"), encoding="utf-8")
    assert files.read(kept, cached=True)["culture.toml"]["reading_rooms"]["words"] == ["城市书房"]
    (kept / "more.toml").write_text("[a]\n", encoding="utf-8")
    assert "more.toml" in files.read(kept, cached=True)


@pytest.mark.parametrize("content", ["", "{", "[]", '{"stamp": 3}', "null"])
def test_a_damaged_store_is_no_matter(content: str, kept: Path) -> None:
    (kept / "__pycache__" / files.CACHE).write_text(content, encoding="utf-8")
    assert files.read(kept, cached=True)["culture.toml"]["reading_rooms"]["words"] == ["农家书屋"]


def test_a_folder_that_cannot_be_written_to(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    folder = write(culture=BOOKS)
    (folder / "__pycache__").touch()  # a file where the folder would be
    assert "culture.toml" in files.read(folder, cached=True)


# -- words taken out ----------------------------------------------------------------------------------------------


def test_a_word_replaced_in_a_lexicon() -> None:
    lexicon = Lexicon([("低保", 1), ("低保边缘", 2), ("离婚", 3)])
    without = lexicon.replaced("低保边缘", None)
    assert [m for _, _, m in without.scan("低保边缘离婚", 0, 6)] == [1, 3]
    assert [m for _, _, m in lexicon.replaced("低保边缘", 9).scan("低保边缘离婚", 0, 6)] == [9, 3]
    assert [m for _, _, m in lexicon.scan("低保边缘离婚", 0, 6)] == [2, 3]
    assert [m for _, _, m in lexicon.replaced("离婚", None).scan("低保边缘离婚", 0, 6)] == [2]


# -- the command --------------------------------------------------------------------------------------------------


def test_check_says_what_holds_and_what_fails(write: Write, tmp_path: Path) -> None:
    runner = CliRunner()
    good = runner.invoke(app, ["patterns", "check", str(write(culture=BOOKS))])
    assert (good.exit_code, good.stdout) == (0, "")
    assert "1 subject, 1 word, 1 example, 1 counter-example: all hold" in good.stderr
    bad = runner.invoke(app, ["patterns", "check", str(write(culture=BOOKS + "events = {}\n"))])
    assert bad.exit_code == 1 and "culture.toml:2: [reading_rooms]: no example" in bad.stdout
    broken = runner.invoke(app, ["patterns", "check", str(write(culture="[a\n"))])
    assert broken.exit_code == 2 and "culture.toml:1: not valid TOML" in broken.stderr


def test_extract_says_what_a_folder_replaces(write: Write) -> None:
    folder = write(own='[cremation]\nextend = true\nwords = ["送别仪式"]\n[cremation.metrics]\nevents = {}\n')
    done = CliRunner().invoke(app, ["extract", "-", "--patterns", str(folder), "-f", "csv"], input="送别仪式36场".encode())
    assert (done.exit_code, "cremation.events" in done.stdout) == (0, True)
    assert f"note: {folder / 'own.toml'}:1: [cremation]: adds to the subject in " in done.stderr


def test_new_writes_what_check_accepts(tmp_path: Path) -> None:
    runner = CliRunner()
    target = tmp_path / "own" / "school.toml"
    made = runner.invoke(app, ["patterns", "new", "night_school", "--name", "老年夜校", "-o", str(target)])
    assert made.exit_code == 0
    assert runner.invoke(app, ["patterns", "check", str(target.parent)]).exit_code == 0
    again = runner.invoke(app, ["patterns", "new", "night_school", "-o", str(target)])
    assert again.exit_code == 2 and "school.toml" in again.stderr


# -- words for time -----------------------------------------------------------------------------------------------


def test_words_for_time_mean_one_thing_each() -> None:
    words = [word for meaning in MEANINGS for word in periods().words[meaning]]
    assert len(words) == len(set(words))
    assert periods().spoken <= set(words)


@pytest.mark.parametrize("meaning", MEANINGS)
def test_every_word_for_time_is_found_whole(meaning: str) -> None:
    for word in periods().words[meaning]:
        found = [time.text for time in times(f"据了解{word}低保对象12户", 0, 20)]
        assert found == [word], word


@pytest.mark.parametrize("text", ["参加上年检12家", "70以上年龄", "上年龄段12人"])
def test_what_only_looks_like_a_time(text: str) -> None:
    assert times(text, 0, len(text)) == []


@pytest.mark.parametrize(("plan", "span"), [("十四五", "2021/2025"), ("“十三五”", "2016/2020")])
def test_plans(plan: str, span: str) -> None:
    assert [one.period for one in run(Document("x", f"{plan}期间，建成养老机构12家。"))] == [span]
