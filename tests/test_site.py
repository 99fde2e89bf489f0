"""The site of the docs, built and opened from a folder: nothing is fetched from elsewhere, links lead somewhere, the search finds."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    pytest.importorskip("material", reason="the site needs mkdocs-material: pip install -e '.[docs]'")
    made = tmp_path_factory.mktemp("site")
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", str(made)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, env={**os.environ, "NO_MKDOCS_2_WARNING": "1"}, timeout=300)
    assert done.returncode == 0, done.stderr
    return made


FETCHED = re.compile(r"<(?:script|img|iframe)[^>]* src=\"?([^\"\s>]+)|<link[^>]* rel=\"?(?:stylesheet|icon)\"?[^>]* href=\"?([^\"\s>]+)")
FINDS = {"manifest": "commands.html", "保障标准": "metrics/social_assistance.html", "结婚登记": "metrics/marriage.html"}


def test_nothing_is_fetched_from_elsewhere(site: Path) -> None:
    for page in site.rglob("*.html"):
        for one in map("".join, FETCHED.findall(page.read_text("utf-8"))):
            assert "//" not in one, page


def test_links_lead_to_files(site: Path) -> None:
    for page in site.rglob("*.html"):
        if page.name == "404.html":  # served in any folder
            continue
        for link in re.findall(r" (?:href|src)=\"?([^\"\s>]+)", page.read_text("utf-8")):
            target = link.partition("#")[0]
            if target and not re.match(r"[a-z]+:", target):
                assert (page.parent / target).resolve().is_file(), f"{page.relative_to(site)}: {link}"


def test_the_search_works_from_a_folder(site: Path, browser: Any) -> None:
    page = browser.new_context(viewport={"width": 1400, "height": 800}).new_page()
    page.set_default_timeout(20_000)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto((site / "metrics" / "index.html").as_uri())
    box = page.locator("input.md-search__input")
    for words, place in FINDS.items():
        box.click()
        box.fill(words)
        box.press("End")
        found = page.locator(f".md-search-result__link[href*='{place}']").first
        found.wait_for(state="attached")
    assert all(url.startswith(("file:", "data:")) for url in asked)
    page.context.close()
