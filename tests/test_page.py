"""The page: its data and its safety by themselves, and the page as a whole in a real browser."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from mzstats.audit import audit
from mzstats.model import Document, Fate, Finding, Observation
from mzstats.report import domains, page
from mzstats.table import NAMES

BLANK = Observation(
    id=0, part_of=None, source="", region="甲县", region_code="", period="2024", metric="dibao.persons", name="低保人数", area="",
    detail="", value=Decimal(0), unit="person", aspect="level", status="actual", bound="exact", text="", start=0, end=0, sentence="",
    heading="", rule="r", confidence="high",
)  # fmt: skip
DOMAINS = {"dibao.persons": "social_assistance", "dibao.households": "social_assistance", "marriage.registrations": "marriage"}


def figure(document: Document, text: str, value: str, **other: Any) -> Observation:
    start = document.text.index(text)
    row = BLANK._replace(source=document.source, text=text, start=start, end=start + len(text), value=Decimal(value))
    return row._replace(sentence=document.text.splitlines()[document.text[:start].count("\n")], **other)


TEXT = Document("甲县.txt", "甲县2024年情况\n𠮷祥镇低保户162户90人,其中城市60人。\n结婚登记310对,离婚登记88对。")
ROWS = [
    figure(TEXT, "162户", "162", id=1, metric="dibao.households", name="低保户数", unit="household"),
    figure(TEXT, "90人", "90", id=2),
    figure(TEXT, "60人", "60", id=3, part_of=2, area="urban", confidence="medium"),
    figure(TEXT, "310对", "310", id=4, metric="marriage.registrations", name="结婚登记数", unit="couple"),
]
FATES = [Fate("2024", 2, 6, "not-a-figure", "a year")]


def data(html: str) -> Any:
    found = re.search(r'<script id="data" type="application/json">(.*?)</script>', html, re.S)
    assert found
    return json.loads(found.group(1))


def test_the_pieces_give_the_text_back_and_hold_the_figures() -> None:
    html = page.render([TEXT], ROWS, audit(ROWS), {TEXT.source: FATES}, DOMAINS)
    told = data(html)
    parts = told["docs"][0]["parts"]
    assert "".join(part if isinstance(part, str) else part[0] for part in parts) == TEXT.text
    assert [part for part in parts if not isinstance(part, str)] == [
        ["2024", "not-a-figure: a year"], ["162户", [0]], ["90人", [1]], ["60人", [2]], ["310对", [3]],
    ]  # fmt: skip
    assert [row[2:][NAMES.index("text")] for row in told["rows"]] == ["162户", "90人", "60人", "310对"]
    assert [finding[0] for finding in told["findings"]] == ["households"]
    assert told["findings"][0][4] == [0, 1]


def test_figures_on_one_span_are_one_mark() -> None:
    assert page.cut("标准均为968元", [(4, 8, 0), (4, 8, 1), (5, 8, 2)], ()) == ["标准均为", ["968元", [0, 1, 2]]]
    assert page.cut("abc", [(2, 9, 0), (1, 1, 1)], [Fate("", 0, 99, "unexplained", "")]) == ["abc"]


HOSTILE = (
    "</script><script>window.hit=1</script><img src=x onerror=\"window.hit=1\">"
    "<a href=\"javascript:window.hit=1\" id=bad>点</a><!--<script>\u2028{{data}}{{script}} 低保7人"
)


def test_no_text_of_a_document_leaves_its_block() -> None:
    document = Document('"><script>window.hit=1</script>.txt', HOSTILE)
    row = figure(document, "7人", "7", id=1, name="<b>x</b>", heading="</script>")
    html = page.render([document], [row], [Finding("parts", "error", "</script><script>window.hit=1", (row,))], {}, DOMAINS)
    assert html.count("<script") == 2
    assert html.count("</script") == 2
    assert "<img" not in html
    assert data(html)["docs"][0]["parts"][0] == HOSTILE[:-2]


def test_the_policy_allows_the_pages_own_style_and_script_and_nothing_else() -> None:
    html = page.render([TEXT], ROWS)
    policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', html)
    assert policy
    told = dict(part.strip().split(" ", 1) for part in policy.group(1).split(";"))
    assert told["default-src"] == told["base-uri"] == told["form-action"] == "'none'"
    for name, tag in (("script-src", "script"), ("style-src", "style")):
        text = re.findall(rf"<{tag}>(.*?)</{tag}>", html, re.S)[0]
        assert told[name] == f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
    assert not re.search(r"https?://|@import|url\(", html)


def test_every_domain_of_the_patterns_has_a_chinese_name() -> None:
    patterns = pytest.importorskip("mzstats.patterns")
    assert {subject.domain for subject in patterns.load().subjects.values()} <= set(domains.NAMES)


# -- in a browser

class Opened:
    """A page in the browser, with what it asked for and what it complained of."""

    def __init__(self, browser: Any, html: str, folder: Path, **context: Any) -> None:
        path = folder / "page.html"
        path.write_text(html, encoding="utf-8")
        self.requests: list[str] = []
        self.errors: list[str] = []
        self.page = browser.new_context(**context).new_page()
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on("console", lambda message: self.errors.append(message.text) if message.type == "error" else None)
        self.page.goto(path.as_uri())
        self.url = path.as_uri()

    def close(self) -> None:
        """No request has left and nothing has failed."""
        assert self.requests == [self.url]
        assert self.errors == []
        self.page.context.close()


def rendered(documents: int = 1) -> str:
    """The test document, once or several times over under other names."""
    copies = [TEXT._replace(source=TEXT.source if n == 0 else f"{n}.txt") for n in range(documents)]
    rows = [row._replace(source=copy.source) for copy in copies for row in ROWS]
    return page.render(copies, rows, audit(rows[:4]), {copy.source: FATES for copy in copies}, DOMAINS)


def test_marks_and_rows_find_each_other(browser: Any, tmp_path: Path) -> None:
    opened = Opened(browser, rendered(), tmp_path)
    it = opened.page
    assert it.locator("mark").all_inner_texts() == ["162户", "90人", "60人", "310对"]
    assert it.locator(".row").count() == 4
    it.locator("mark", has_text="310对").click()
    assert it.locator(".row.on .name").inner_text() == "结婚登记数"
    it.locator(".row", has_text="60").first.click()
    assert it.locator("mark.on").inner_text() == "60人"
    assert "甲县" in it.locator("#card").inner_text()
    assert it.locator("#text").inner_text().replace("\n\n", "\n").startswith("甲县2024年情况")
    opened.close()


def test_faint_numbers_tell_why_and_findings_lead_to_their_figures(browser: Any, tmp_path: Path) -> None:
    opened = Opened(browser, rendered(), tmp_path)
    it = opened.page
    it.locator(".no").click()
    assert "a year" in it.locator("#card").inner_text()
    assert it.locator("mark.bad.error").all_inner_texts() == ["162户", "90人"]
    it.locator("#findings summary").click()
    it.locator("#findings button", has_text="90人").click()
    assert it.locator("mark.on").inner_text() == "90人"
    assert "户数与人数" in it.locator("#card .finding").inner_text()
    opened.close()


def test_filters_and_sorting(browser: Any, tmp_path: Path) -> None:
    opened = Opened(browser, rendered(3), tmp_path)
    it = opened.page
    values = lambda: [text.split()[0] for text in it.locator(".row .num").all_inner_texts()]  # noqa: E731
    assert len(values()) == 12
    it.select_option("#doc", label="1.txt (4)")
    assert values() == ["162", "90", "60", "310"]
    it.locator("#thead button", has_text="数值").click()
    assert values() == ["60", "90", "162", "310"]
    it.locator("#thead button", has_text="数值").click()
    assert values() == ["310", "162", "90", "60"]
    it.select_option("#domain", label="婚姻登记 (3)")
    assert values() == ["310"]
    assert it.locator("mark.off").all_inner_texts() == ["162户", "90人", "60人"]
    it.select_option("#domain", label="全部")
    it.select_option("#confidence", label="中 (3)")
    assert values() == ["60"]
    it.select_option("#confidence", label="全部")
    it.fill("#search", "户数")
    assert values() == ["162"]
    it.fill("#search", "没有这个")
    assert "没有符合条件的数" in it.locator("#space").inner_text()
    opened.close()


def test_the_keyboard_reaches_everything(browser: Any, tmp_path: Path) -> None:
    opened = Opened(browser, rendered(), tmp_path)
    it = opened.page
    focused = "document.activeElement.tagName + ' ' + document.activeElement.textContent"
    it.keyboard.press("ArrowRight")
    assert it.evaluate(focused) == "MARK 162户"
    it.keyboard.press("ArrowRight")
    it.keyboard.press("ArrowRight")
    assert it.evaluate(focused) == "MARK 60人"
    it.keyboard.press("Enter")
    assert it.evaluate("document.activeElement.className") == "row on"
    it.keyboard.press("ArrowDown")
    assert it.locator("mark.on").inner_text() == "310对"
    it.keyboard.press("c")
    copied = it.wait_for_function("document.body.dataset.copied").json_value()
    assert copied.split("\r\n")[0].split(",") == list(NAMES)
    assert ",310,couple," in copied
    it.keyboard.press("Enter")
    assert it.evaluate(focused) == "MARK 310对"
    it.keyboard.press("Escape")
    assert it.locator("#card").is_hidden()
    it.keyboard.press("/")
    assert it.evaluate("document.activeElement.id") == "search"
    opened.close()


def test_a_copied_row_runs_nothing_in_a_spreadsheet(browser: Any, tmp_path: Path) -> None:
    document = Document("a.txt", "=cmd()低保7人,下降-3%")
    row = figure(document, "7人", "-7", id=1, detail='=HYPERLINK("http://x")')
    opened = Opened(browser, page.render([document], [row]), tmp_path)
    opened.page.keyboard.press("ArrowRight")
    opened.page.keyboard.press("c")
    copied = opened.page.wait_for_function("document.body.dataset.copied").json_value()
    assert "\"'=HYPERLINK" in copied
    assert ",-7," in copied
    opened.close()


def test_a_hostile_document_runs_nothing(browser: Any, tmp_path: Path) -> None:
    document = Document("<img src=x onerror=window.hit=1>.txt", HOSTILE)
    row = figure(document, "7人", "7", id=1, name="<img src=x onerror=window.hit=1>", heading="</script><script>window.hit=1</script>")
    finding = Finding("parts", "error", "<img src=x onerror=window.hit=1>", (row,))
    fates = [Fate("1", HOSTILE.index("1"), HOSTILE.index("1") + 1, "not-a-figure", "<img src=x onerror=window.hit=1>")]
    opened = Opened(browser, page.render([document], [row], [finding], {document.source: fates}, DOMAINS), tmp_path)
    it = opened.page
    it.locator("mark").click()
    it.locator(".no").first.click()
    it.locator("#findings summary").click()
    assert it.evaluate("window.hit") is None
    assert it.locator("img").count() == 0
    assert it.locator("a").count() == 0
    assert it.evaluate("document.getElementById('text').textContent") == HOSTILE
    assert it.title() == document.source
    opened.close()


def test_on_a_phone_text_and_table_take_turns(browser: Any, tmp_path: Path) -> None:
    opened = Opened(browser, rendered(), tmp_path, viewport={"width": 390, "height": 780}, is_mobile=True, has_touch=True)
    it = opened.page
    assert it.locator("#right").is_hidden()
    it.locator("mark", has_text="310对").tap()
    assert it.locator("#card").is_visible()
    it.locator("#card button", has_text="看表中的行").tap()
    assert it.locator(".row.on").is_visible()
    assert it.locator("#left").is_hidden()
    it.locator("#card button", has_text="看原文").tap()
    assert it.locator("mark.on").is_visible()
    assert it.evaluate("document.documentElement.scrollWidth <= innerWidth")
    opened.close()


def test_the_language_can_be_switched(browser: Any, tmp_path: Path) -> None:
    opened = Opened(browser, rendered(), tmp_path)
    opened.page.locator("#language").click()
    assert opened.page.locator("#thead").inner_text().split() == ["Metric", "Value", "Period", "Region", "Kind"]
    opened.close()


def test_ten_thousand_figures_keep_few_rows_in_the_page(browser: Any, tmp_path: Path) -> None:
    documents, rows = [], []
    for n in range(200):
        document = Document(f"{n}.txt", "\n".join(f"第{n}镇低保{i + 1000}人。" for i in range(50)))
        documents.append(document)
        rows += [figure(document, f"{i + 1000}人", str(i + 1000), id=i + 1) for i in range(50)]
    opened = Opened(browser, page.render(documents, rows, (), {}, DOMAINS), tmp_path)
    it = opened.page
    assert "10000" in it.locator("#count").inner_text()
    assert it.locator(".row").count() < 100
    it.evaluate("document.getElementById('scroll').scrollTop = 5000 * 34")
    it.wait_for_selector(".row[data-r='5003']")
    it.locator(".row[data-r='5003']").click()
    assert it.locator("#title").inner_text() == "100.txt"
    assert it.locator("mark.on").inner_text() == "1003人"
    assert it.locator(".row").count() < 100
    opened.close()


def test_printing_holds_the_whole_table(browser: Any, tmp_path: Path) -> None:
    document = Document("a.txt", "\n".join(f"低保{i + 1000}人。" for i in range(300)))
    rows = [figure(document, f"{i + 1000}人", str(i + 1000), id=i + 1) for i in range(300)]
    opened = Opened(browser, page.render([document], rows, (), {}, DOMAINS), tmp_path)
    opened.page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert opened.page.locator(".row").count() == 300
    opened.page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert opened.page.locator(".row").count() < 100
    opened.close()
