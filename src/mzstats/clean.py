"""Look-alike characters folded one for one, so that every offset stays what it was."""

from __future__ import annotations

import re
from functools import lru_cache

from mzstats.expressions import kept
from mzstats.locate import patterns_dir

_FOLD = {ord("　"): " ", 0xA0: " ", 0x2002: " ", 0x2003: " ", 0x2009: " ", 0x202F: " ", 0x200B: " ", 0xFEFF: " "}
_FOLD |= {code: chr(code - 0xFEE0) for code in range(0xFF10, 0xFF1A)}  # digits
_FOLD |= {code: chr(code - 0xFEE0) for code in (*range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))}  # letters
_FOLD |= {ord(a): b for a, b in zip("﹒％．（）／∕﹪［］＃｜〖〗﹝﹞", ".%.()//%[]#|【】〔〕", strict=True)}
_FOLD |= {ord("："): ":", ord("；"): ";"}
_FOLDED = {chr(code): plain for code, plain in _FOLD.items()}
# few characters are look-alikes: finding them is faster than str.translate, which asks for each
_LOOKALIKE = kept("[" + "".join(_FOLDED) + "]")


_YEAR = kept(r"[一二][九〇○零0Oo][〇○零一二三四五六七八九0Oo]{2}(?=年)")  # 二OO九年 with letters, too
_YEAR_DIGITS = str.maketrans("〇○零Oo一二三四五六七八九", "00000123456789")


def fold(text: str) -> str:
    """The text with full-width digits, letters and signs made plain; same length, character for character.

    A year in Chinese digits (二〇一九年) becomes one in plain digits, a traditional character the simplified one.
    """
    if text.isascii():
        return text
    if _TRADITIONAL.search(text) and not _WITH_SOUNDS.search(text):
        text = text.translate(_simplified())
    return _YEAR.sub(lambda match: match.group().translate(_YEAR_DIGITS), _LOOKALIKE.sub(_plain, text))


# of these no report in traditional characters is without; those that simplified text has of its own are left as they are
_TRADITIONAL = kept("[萬億個對員縣區鎮鄉農團體養護殘會]")


# 農(nóng)村: words broken by how they sound; what is not read is better than what is read wrong
_WITH_SOUNDS = kept("[一-龥][(（][a-zāáǎàēéěèīíǐìōóǒòūúǔùüǖǘǚǜ]{1,6}[)）][一-龥]")


@lru_cache(maxsize=1)
def _simplified() -> dict[int, str]:
    traditional, simplified = (patterns_dir() / "traditional.txt").read_text(encoding="utf-8").splitlines()
    return str.maketrans(dict(zip(traditional, simplified, strict=True)))


def _plain(match: re.Match[str]) -> str:
    return _FOLDED[match[0]]
