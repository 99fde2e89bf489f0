"""The page of ``view`` in a real browser: 200 documents, 10,000 figures. ``python -m benchmarks.page`` (playwright and Chromium needed).

Prints the page's size, how long it takes to open, to filter, to sort, to show another document, and the frames of a fast scroll.
"""

from __future__ import annotations

import shutil
import tempfile
from decimal import Decimal
from pathlib import Path
from typing import Any

from mzstats.audit import audit
from mzstats.model import Document, Observation
from mzstats.report import page

DOCUMENTS, FIGURES = 200, 50

SCROLL = """async () => {
  const box = document.getElementById('scroll'), gaps = [];
  let last = performance.now();
  for (let i = 0; i < 240; i++) {
    box.scrollTop += 700;
    await new Promise(requestAnimationFrame);
    gaps.push(performance.now() - last);
    last = performance.now();
  }
  gaps.sort((a, b) => a - b);
  return [gaps[120], gaps[228], gaps[239]];
}"""

TIMED = """async ([what, ...given]) => {
  const actions = {
    filter: () => { const s = document.getElementById('search'); s.value = given[0]; s.dispatchEvent(new Event('input')); },
    sort: () => document.querySelectorAll('#thead button')[given[0]].click(),
    show: () => { const s = document.getElementById('doc'); s.value = given[0]; s.dispatchEvent(new Event('change')); },
    pick: () => document.querySelector('.row').click(),
  };
  const begin = performance.now();
  actions[what]();
  document.body.offsetHeight;
  const busy = performance.now() - begin;
  await new Promise(requestAnimationFrame);
  await new Promise(requestAnimationFrame);
  return [busy, performance.now() - begin];
}"""


def rendered() -> str:
    documents, rows = [], []
    for n in range(DOCUMENTS):
        pieces = [f"第{i + 1}项工作有序推进,全镇低保对象{i * 7 + n + 100}人,生活得到保障,群众满意度不断提高。" for i in range(FIGURES)]
        document = Document(f"reports/{n:03}.txt", "\n".join(pieces))
        documents.append(document)
        start = 0
        for i, sentence in enumerate(pieces):
            text = f"{i * 7 + n + 100}人"
            at = start + sentence.index(text)
            rows.append(figure(document.source, i, text, at, sentence))
            start += len(sentence) + 1
    return page.render(documents, rows, audit(rows), {}, {"dibao.persons": "social_assistance"})


def figure(source: str, number: int, text: str, start: int, sentence: str) -> Observation:
    return Observation(
        id=number + 1, part_of=None, source=source, region="甲县", region_code="", period="2024", metric="dibao.persons", name="低保人数",
        area="", detail=f"第{number + 1}项", value=Decimal(text[:-1]), unit="person", aspect="level", status="actual", bound="exact",
        text=text, start=start, end=start + len(text), sentence=sentence, heading="", rule="r",
        confidence=("high", "medium", "low")[number % 3],
    )  # fmt: skip


def main() -> None:
    from playwright import sync_api

    with tempfile.TemporaryDirectory() as folder, sync_api.sync_playwright() as runner:
        path = Path(folder) / "page.html"
        path.write_text(rendered(), encoding="utf-8")
        print(f"page: {path.stat().st_size / 1e6:.1f} MB, {DOCUMENTS} documents, {DOCUMENTS * FIGURES} figures")
        chromium = shutil.which("chromium") or shutil.which("google-chrome")
        browser = runner.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        measure(browser.new_page(viewport={"width": 1280, "height": 800}), path)
        browser.close()


def measure(it: Any, path: Path) -> None:
    it.goto(path.as_uri())
    it.wait_for_selector(".row")
    told = "(e => [e.domContentLoadedEventEnd, e.loadEventEnd])(performance.getEntriesByType('navigation')[0])"
    print("open: {:.0f} ms to the page's script done, {:.0f} ms loaded".format(*it.evaluate(told)))
    print("scroll, ms a frame: median {:.1f}, 95% {:.1f}, worst {:.1f}".format(*it.evaluate(SCROLL)))
    for what, *given in (("filter", "49项"), ("filter", ""), ("sort", 1), ("sort", 0), ("show", "150"), ("pick",)):
        print("{} {}: {:.0f} ms busy, {:.0f} ms to the second frame".format(what, given, *it.evaluate(TIMED, [what, *given])))


if __name__ == "__main__":
    main()
