"""What holds for every test: messages in English, whatever the locale; generated inputs that are the same in every run; a browser.

``MZSTATS_RANDOM=1`` has hypothesis look for new inputs instead.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import settings

os.environ["MZSTATS_LANG"] = "en"
settings.register_profile("same", derandomize=True, database=None)
if not os.environ.get("MZSTATS_RANDOM"):
    settings.load_profile("same")

FLAGS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    sync_api = pytest.importorskip("playwright.sync_api", reason="the browser tests need the playwright package")
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if chromium is None:
        pytest.skip("the browser tests need Chromium (apt-get install chromium)")
    with sync_api.sync_playwright() as runner:
        browser = runner.chromium.launch(executable_path=chromium, args=FLAGS)
        yield browser
        browser.close()
